"""The command that makes the report. It hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database

app = typer.Typer()


@app.command()
def report(
    db: Database = DEFAULT_DB,
    out: Annotated[Path, typer.Option("--out", metavar="FILE")] = Path("report.html"),
    province: Annotated[str | None, typer.Option("--province", metavar="NAME|CODE")] = None,
    commune: Annotated[str | None, typer.Option("--commune", metavar="NAME|CODE")] = None,
    agency: Annotated[str | None, typer.Option("--agency", metavar="NAME|CODE")] = None,
    today: Annotated[str | None, typer.Option("--today", metavar="DATE")] = None,
) -> None:
    """Make one web page that holds everything and opens without a network: indicators, deadlines, who does what."""
    from planparse.cli.reporting import run_report
    from planparse.report.page.choosing import Wish

    run_report(db, out, Wish(province, commune, agency), today)
