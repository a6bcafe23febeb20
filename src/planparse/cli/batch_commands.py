"""Commands that take files into the database. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules
from planparse.errors import UsageError
from planparse.wording.message import Message

app = typer.Typer()

MOST_SECONDS = 31_536_000  # a year: clocks of the system take no more than some hundreds

Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1)]
Timeout = Annotated[
    float | None,
    typer.Option(
        min=1,
        max=MOST_SECONDS,
        metavar="SECONDS",
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(
        min=512,
        metavar="MB",
    ),
]
_MEGABYTE = 2**20


@app.command()
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH"),
    ],
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            envvar="PLANPARSE_DB",
            metavar="FILE",
        ),
    ] = None,
    jobs: Jobs = None,
    rules: Rules = None,
    timeout: Timeout = None,
    memory: Memory = None,
    wait: Annotated[bool, typer.Option("--wait")] = False,
    follow_links: Annotated[bool, typer.Option("--follow-links")] = False,
    engine: Annotated[Literal["local", "ray"], typer.Option("--engine")] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="ADDR",
        ),
    ] = None,
    lake: Annotated[
        str | None,
        typer.Option(
            "--lake",
            metavar="DIR|URL",
        ),
    ] = None,
) -> None:
    """Read plans into the database; files that are in already are skipped. Ctrl-C keeps what is read."""
    if engine == "ray":
        from planparse.cli.clustering import Cluster, run_cluster_ingest

        database = DEFAULT_DB if db is None and lake is None else db
        raise typer.Exit(run_cluster_ingest(paths, Cluster(address or "auto", lake, database, rules)))
    if lake is not None or address is not None:
        raise UsageError(Message("errors.call.cluster_only"))
    from planparse.batch.cluster.remote import keep_local
    from planparse.batch.ingest import IngestOptions
    from planparse.cli.ingesting import run_ingest

    options = IngestOptions(timeout, _bytes(memory), wait, follow_links=follow_links)
    raise typer.Exit(run_ingest(keep_local(paths), db or DEFAULT_DB, jobs=jobs, rules_folder=rules, options=options))


@app.command()
def load(
    lake: Annotated[str, typer.Argument(metavar="LAKE")],
    db: Database = DEFAULT_DB,
    rules: Rules = None,
) -> None:
    """Load what a lake holds and the database lacks; a load that was broken off is finished."""
    from planparse.cli.clustering import run_load

    run_load(lake, db, rules)


@app.command()
def watch(
    inbox: Annotated[Path, typer.Argument(metavar="INBOX")],
    db: Database = DEFAULT_DB,
    quarantine: Annotated[
        Path | None,
        typer.Option("--quarantine", metavar="DIR"),
    ] = None,
    interval: Annotated[float, typer.Option("--interval", metavar="S", min=0.1, max=MOST_SECONDS)] = 2.0,
    settle: Annotated[
        float,
        typer.Option("--settle", metavar="S", min=0, max=MOST_SECONDS),
    ] = 5.0,
    once: Annotated[bool, typer.Option("--once")] = False,
    rules: Rules = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE")] = None,
) -> None:
    """Take files in as they arrive; what fails goes to the quarantine, with a report (NAME.error.txt).

    A file is left until it is whole. What was taken in stays in place. The log is JSON, one event a line: started,
    taken, skipped, failed (with quarantined_to), waiting, round, error, stopped. Exit code 1: with --once, some failed.
    """
    from planparse.batch.inbox.watch import WatchOptions, default_quarantine
    from planparse.cli.watching import run_watch

    place = quarantine or default_quarantine(inbox)
    options = WatchOptions(inbox, db, place, interval, settle, once, rules, jobs, timeout, _bytes(memory))
    raise typer.Exit(run_watch(options, log))


@app.command()
def status(
    db: Database = DEFAULT_DB,
    run: Annotated[str | None, typer.Option("--run", metavar="ID", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Show what became of the files: in, failed and why, slowest, how fast (tình trạng nhập)."""
    from planparse.cli.status import run_status

    run_status(db, form, run=run, every=every)


def _bytes(megabytes: int | None) -> int | None:
    return None if megabytes is None else megabytes * _MEGABYTE
