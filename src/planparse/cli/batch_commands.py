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
    timeout: Annotated[
        float | None,
        typer.Option(
            min=1, metavar="SECONDS", help="Time for one file; then it has failed, and the rest is read. Default: 1800."
        ),
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(
            min=512,
            metavar="MB",
            help="Memory for one file, with the programs that read it; then it has failed, and the rest is read. "
            "Default: half of what is free, shared by the files read at a time; at least 1024.",
        ),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait while another ingest has this database, instead of saying which.")
    ] = False,
) -> None:
    """Read plans into the database; files that are in already are skipped. Ctrl-C keeps what is read."""
    from planparse.batch.ingest import IngestOptions
    from planparse.cli.ingesting import run_ingest

    options = IngestOptions(timeout, None if memory is None else memory * 2**20, wait)
    raise typer.Exit(run_ingest(paths, db, jobs=jobs, rules_folder=rules, options=options))
