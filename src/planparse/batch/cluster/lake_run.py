"""The driver's side of a run into a lake: what became of every file, and what is left to do when all are read.

Tasks do not know each other, so two of them may read files of the same bytes. Here all outcomes come together, and what
the local engine says is said: the first file in the list is in, the others are skipped as the same.
"""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from planparse.batch.cluster.node import Outcome
from planparse.batch.correcting import apply_pending
from planparse.batch.ingest import build_run_id
from planparse.batch.linking import find_links, link_tasks
from planparse.batch.results import (
    Counts,
    Ending,
    Failed,
    FileResult,
    Parsed,
    Progress,
    Skipped,
    Summary,
    build_ingest_row,
)
from planparse.rulebook.book import RuleBook
from planparse.store.duck import open_for_writing
from planparse.store.lake import Run
from planparse.store.lake_links import export_keys, write_links
from planparse.store.lake_loading import load_lake
from planparse.store.lake_views import LakeView
from planparse.store.lines import PlanLines
from planparse.store.manifests import Versions
from planparse.store.rows import IngestRow
from planparse.store.storage import Storage
from planparse.wording.message import Message


def begin_run(versions: Versions) -> Run:
    """A new run; its id sorts behind those of earlier ones."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return Run(build_run_id(), now.isoformat(sep=" "), versions)


class Tally:
    """Takes outcomes as they come, and keeps count."""

    def __init__(self, total: int, on_progress: Callable[[Progress], None] | None) -> None:
        self._total = total
        self._on_progress = on_progress
        self._outcomes: list[Outcome] = []
        self._begun = time.monotonic()

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Takes the outcomes of a chunk."""
        for outcome in outcomes:
            self._outcomes.append(outcome)
            if self._on_progress is not None:
                self._on_progress(Progress(len(self._outcomes), self._total, _result_of(outcome, None)))

    def settle(self, ending: Ending, run_id: str) -> tuple[Summary, list[IngestRow]]:
        """The sum, and the rows of ``ingests`` for the files that are in no part."""
        results = [(outcome, _result_of(outcome, first)) for outcome, first in self._with_first()]
        parsed = [result for _, result in results if isinstance(result, Parsed)]
        counts = Counts()
        for result in parsed:
            counts = counts.plus(result.counts)
        summary = Summary(
            stored=len(parsed),
            failed=tuple(sorted(result for _, result in results if isinstance(result, Failed))),
            skipped=tuple(sorted(result for _, result in results if isinstance(result, Skipped))),
            counts=counts,
            seconds=time.monotonic() - self._begun,
            ending=ending,
        )
        rows = [build_ingest_row(result, run_id) for _, result in results if not isinstance(result, Parsed)]
        return summary, rows

    def _with_first(self) -> Iterator[tuple[Outcome, Outcome | None]]:
        """Outcomes in the order of the list; of files of the same bytes, the later ones with the one that counts."""
        ordered = sorted(self._outcomes, key=lambda outcome: outcome.order)
        first: dict[str, Outcome] = {}
        for outcome in sorted(ordered, key=lambda outcome: (outcome.kind != "parsed", outcome.order)):
            if outcome.sha256 is not None:
                first.setdefault(outcome.sha256, outcome)
        for outcome in ordered:
            counting = first.get(outcome.sha256 or "", outcome)
            yield outcome, None if counting is outcome else counting


def finish_lake(storage: Storage, rules: RuleBook) -> None:
    """Finds what lies between the plans of a lake, unless it is known already."""
    with LakeView(storage) as view:
        if view.is_linked:
            return
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            write_links(storage, view, find_links(lambda file: export_keys(view, file), rules, Path(folder)))


def load_into(storage: Storage, db: Path, rules: RuleBook) -> int:
    """Brings what a lake holds into a database; returns how many plans were missing there.

    Raises:
        DatabaseError: the lake cannot be read, or the database cannot be written to.
    """
    with LakeView(storage) as view, open_for_writing(db) as store:
        apply_pending(store, rules)  # of a load that was broken off
        loaded = load_lake(storage, view, store, before_publish=lambda: apply_pending(store, rules))
        link_tasks(store, rules)
    return loaded


def _result_of(outcome: Outcome, counting: Outcome | None) -> FileResult:
    """An outcome as the local engine tells it."""
    path, digest, size = outcome.source_path, outcome.sha256 or "", outcome.size
    if counting is not None:
        return Skipped(path, digest, str(Message("errors.skipped.same", path=counting.source_path)), "duplicate", size)
    match outcome.kind:
        case "parsed":
            return Parsed(
                path, digest, outcome.seconds, PlanLines("", ()), outcome.counts, size or 0, outcome.rows or 0
            )
        case "failed":
            error, reason = outcome.error or "", outcome.reason or "died"
            return Failed(path, outcome.sha256, outcome.seconds, error, reason, size)
        case "known":
            return Skipped(path, digest, str(Message("errors.skipped.in_lake")), "known", size)
        case "duplicate":
            return Skipped(path, digest, str(Message("errors.skipped.same_as_earlier")), "duplicate", size)


def settle_place(db: Path | None, lake: str | None) -> str:
    """Where the lake lies: beside its database where none is named."""
    return lake if lake is not None else f"{db}.lake"
