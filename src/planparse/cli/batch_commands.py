"""Commands that take files into the database. Each hands over to a function that imports what it needs."""

from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules

app = typer.Typer()


@app.command(
    short_help="Read plans into the database.",
    epilog='Example: planparse ingest "plans/2026/*.docx" archive.zip --db plans.duckdb',
)
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, patterns or .zip archives.")],
    db: Database = DEFAULT_DB,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Files read at a time; default: one per processor.")
    ] = None,
    rules: Rules = None,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links that lead out of the paths that are given.")
    ] = False,
) -> None:
    """Read plans into the database; files that are in already are skipped."""
    from planparse.cli.ingesting import run_ingest

    raise typer.Exit(run_ingest(paths, db, jobs=jobs, rules_folder=rules, follow_links=follow_links))
