"""One run of ``ingest``: what workers read goes to the writer, and is counted."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from planparse.batch.bell import Bell
from planparse.batch.correcting import apply_pending
from planparse.batch.files import PlanFile
from planparse.batch.linking import link_tasks
from planparse.batch.ordering import order_files
from planparse.batch.pool import Outside, WorkerPool
from planparse.batch.reading import files_to_jobs
from planparse.batch.reference import build_reference
from planparse.batch.results import Counts, Ending, Failed, FileResult, Job, Progress, Skipped, Summary
from planparse.batch.stopping import Stopping
from planparse.batch.writer import Writer
from planparse.pipeline import PARSER_VERSION
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.duck import Store, open_for_writing

T = TypeVar("T", Failed, Skipped)

MOST_NAMED = 1000  # files that a summary names; with 100,000 that fail it is the database that is asked


def take_in(
    files: Sequence[PlanFile],
    db: Path,
    pool: WorkerPool,
    intake: "Intake",
    *,
    rules_folder: Path | None,
    wait: bool,
) -> Summary:
    """Reads files into the database; see :func:`~planparse.batch.ingest.ingest`."""
    rules = load_rules(rules_folder)
    with open_for_writing(db, wait=wait) as store:
        store.put_reference(build_reference(rules))
        known = store.known_files(PARSER_VERSION, rules.fingerprint)
        with Stopping(Bell()) as stopping:
            items = files_to_jobs(order_files(files), known)
            intake.take_all(pool, items, store, stopping, rules)
            stopping.break_off(lambda: link_tasks(store, rules))
        return intake.summarise(stopping.ending)


class Intake:
    """Takes results, hands them to the writer, and keeps count."""

    def __init__(self, total: int, run_id: str, on_progress: Callable[[Progress], None] | None) -> None:
        self._total = total
        self._run_id = run_id
        self._on_progress = on_progress
        self._begun = time.monotonic()
        self._done = self._stored = 0
        self._counts = Counts()
        self._failed = _Named[Failed]()
        self._skipped = _Named[Skipped]()

    def take_all(
        self,
        pool: WorkerPool,
        items: Iterator[Job | Failed | Skipped],
        store: Store,
        stopping: Stopping,
        rules: RuleBook,
    ) -> None:
        """Has every item read and stored, as far as nobody wants it to end; corrections of a plan stay on top of it.

        At first the corrections are applied that a run which was broken off left waiting.

        Raises:
            DatabaseError: the database cannot be written to.
        """
        apply_pending(store, rules)
        with Writer(store, self._run_id, stopping.bell, after_load=lambda: apply_pending(store, rules)) as writer:
            outside = Outside(lambda: stopping.is_wanted or writer.has_failed, lambda: writer.is_full, stopping.bell)
            for result in pool.results(items, outside):
                writer.put(result)
                self._count(result)
        self._stored, self._counts = writer.stored, writer.counts
        for refused in writer.refused:
            self._failed.add(refused)

    def summarise(self, ending: Ending) -> Summary:
        """What has been done."""
        return Summary(
            stored=self._stored,
            failed=self._failed.in_order(),
            skipped=self._skipped.in_order(),
            counts=self._counts,
            seconds=time.monotonic() - self._begun,
            ending=ending,
            more_failed=self._failed.more,
            more_skipped=self._skipped.more,
            left=self._total - self._done,
        )

    def _count(self, result: FileResult) -> None:
        self._done += 1
        if isinstance(result, Failed):
            self._failed.add(result)
        elif isinstance(result, Skipped):
            self._skipped.add(result)
        if self._on_progress is not None:
            self._on_progress(Progress(self._done, self._total, result))


class _Named(Generic[T]):
    """Files that the summary names, and how many there are besides."""

    def __init__(self) -> None:
        self._files: list[T] = []
        self.more = 0

    def add(self, file: T) -> None:
        """Names one more, while there is room."""
        if len(self._files) < MOST_NAMED:
            self._files.append(file)
        else:
            self.more += 1

    def in_order(self) -> tuple[T, ...]:
        """In alphabetical order."""
        return tuple(sorted(self._files, key=lambda file: file.source_path))
