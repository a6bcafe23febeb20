"""Commands that take files into the database. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules
from planparse.errors import UsageError

app = typer.Typer()


@app.command(
    short_help="Read plans into the database.",
    epilog='Example: planparse ingest "plans/2026/*.docx" archive.zip --db plans.duckdb',
)
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders, patterns or .zip archives; on a cluster s3://, gs:// too."
        ),
    ],
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            envvar="PLANPARSE_DB",
            metavar="FILE",
            help=f"The database (cơ sở dữ liệu); default: {DEFAULT_DB}, with --lake none.",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Files read at a time; default: one per processor.")
    ] = None,
    rules: Rules = None,
    engine: Annotated[
        Literal["local", "ray"], typer.Option("--engine", help="Who reads: this machine, or a Ray cluster.")
    ] = "local",
    address: Annotated[
        str,
        typer.Option(
            "--address", metavar="ADDR", help="The cluster: auto, host:6379, ray://host:10001; local starts one here."
        ),
    ] = "auto",
    lake: Annotated[
        str | None,
        typer.Option(
            "--lake",
            metavar="DIR|URL",
            help="Shared storage for the plans read on a cluster; default: beside the database.",
        ),
    ] = None,
) -> None:
    """Read plans into the database; files that are in already are skipped."""
    if engine == "ray":
        from planparse.cli.clustering import Cluster, run_cluster_ingest

        database = DEFAULT_DB if db is None and lake is None else db
        raise typer.Exit(run_cluster_ingest(paths, Cluster(address, lake, database, rules)))
    if lake is not None:
        raise UsageError("--lake is where a cluster leaves plans: give --engine ray, too")
    from planparse.batch.remote import keep_local
    from planparse.cli.ingesting import run_ingest

    raise typer.Exit(run_ingest(keep_local(paths), db or DEFAULT_DB, jobs=jobs, rules_folder=rules))


@app.command(
    short_help="Load the plans of a lake (kho tệp) into a database.",
    epilog="Example: planparse load s3://plans/lake --db plans.duckdb",
)
def load(
    lake: Annotated[str, typer.Argument(metavar="LAKE", help="Where ingest --lake left the plans: a folder or URL.")],
    db: Database = DEFAULT_DB,
    rules: Rules = None,
) -> None:
    """Load what a lake holds and the database lacks; a load that was broken off is finished."""
    from planparse.cli.clustering import run_load

    run_load(lake, db, rules)
