"""Commands about gold files. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _about_gold() -> None:
    """Gold files (tệp chuẩn): what a plan says, checked by a person; planparse eval measures against them."""


@app.command("export")
def export_gold(
    plan: Annotated[str, typer.Argument(metavar="PLAN")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR")] = Path(),
    db: Database = DEFAULT_DB,
) -> None:
    """Write a reviewed plan as a gold file with its sidecars (tệp chuẩn).

    PLAN is a plan_id, or the path or name of its file.
    """
    from planparse.cli.gold_export import run_gold_export

    run_gold_export(plan, out, db)
