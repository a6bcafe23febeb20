"""``planparse ingest --engine ray``, ``planparse load`` and ``planparse query --lake``: plans on a shared storage."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.text import Text

from planparse.batch.cluster.engine import Options, ingest_on_cluster
from planparse.batch.cluster.lake_run import load_into, settle_place
from planparse.batch.cluster.remote import open_storage
from planparse.batch.results import Summary
from planparse.cli.databases import answer
from planparse.cli.ingesting import print_files, progress
from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, count_of, format_decimal, tell
from planparse.errors import StoppedError
from planparse.rulebook.book import load_rules
from planparse.store.lake_views import LakeView
from planparse.wording.message import Message


class Cluster(NamedTuple):
    """What a person says of a run on a cluster."""

    address: str
    lake: str | None
    db: Path | None
    rules_folder: Path | None


def run_cluster_ingest(paths: Sequence[str], told: Cluster) -> int:
    """Takes files in on a cluster and says what became of them. Returns the exit code."""
    lake = settle_place(told.db, told.lake)
    with progress() as on_progress:
        options = Options(rules_folder=told.rules_folder, on_progress=on_progress)
        summary = ingest_on_cluster(paths, address=told.address, lake=lake, db=told.db, options=options)
    _print_summary(summary, lake, told.db)
    if summary.ending == "interrupted":
        raise StoppedError(Message("errors.call.stopped_lake", stored=summary.stored))
    return 1 if summary.failed else 0


def run_load(lake: str, db: Path, rules_folder: Path | None) -> None:
    """Brings the plans of a lake into a database."""
    loaded = load_into(open_storage(lake), db, load_rules(rules_folder))
    print(catalogue().say("cli.ingest.loaded", plans=count_of(loaded, "plan"), db=db))


def run_lake_query(lake: str, sql: str, form: str, out: Path | None) -> None:
    """Prints the result of a statement about a lake, or writes it to a file."""
    with LakeView(open_storage(lake)) as view:
        if not view.is_linked:
            tell(catalogue().say("cli.ingest.unlinked", lake=lake))
        answer(lambda place: view.lock(place), sql, form, out)


def _print_summary(summary: Summary, lake: str, db: Path | None) -> None:
    console = build_console(sys.stdout)
    print_files(summary, console)
    is_loaded = db is not None and summary.ending == "finished"
    key = "cli.ingest.seconds_lake_database" if is_loaded else "cli.ingest.seconds_lake"
    console.print(
        Text(catalogue().say(key, seconds=format_decimal(summary.seconds, 1), lake=lake, db=db)), soft_wrap=True
    )
