"""The command that makes the report. It hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database

app = typer.Typer()


@app.command(
    short_help="Make a report of the plans as a web page (báo cáo).",
    epilog="Example: planparse report --province 'hai phong' --out report.html",
)
def report(
    db: Database = DEFAULT_DB,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page, one file.")] = Path("report.html"),
    province: Annotated[
        str | None, typer.Option("--province", metavar="NAME|CODE", help="Only this province or city (tỉnh).")
    ] = None,
    commune: Annotated[
        str | None, typer.Option("--commune", metavar="NAME|CODE", help="Only this commune (xã, phường).")
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="NAME|CODE", help="Only what this agency (cơ quan) carries.")
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day that overdue is counted from: 2026-11-30.")
    ] = None,
) -> None:
    """Make one web page that holds everything and opens without a network: indicators, deadlines, who does what."""
    from planparse.cli.reporting import run_report
    from planparse.report.page.choosing import Wish

    run_report(db, out, Wish(province, commune, agency), today)
