"""Files into the database: the files are read in parallel, one process (this one) writes.

What holds when ``ingest`` returns, also after Ctrl-C:

1. Every file has a row in ``ingests`` with this run's outcome, except those that Ctrl-C kept from being read.
2. A file that failed has changed nothing else in the database.
3. What a summary calls stored is committed.
4. ``task_links`` is of the plans that are in; after Ctrl-C, of those before, until the next run ends.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from planparse.batch.agency_rows import build_agency_name_rows, build_agency_rows
from planparse.batch.files import find_files
from planparse.batch.linking import link_tasks
from planparse.batch.pool import Worker, WorkerPool
from planparse.batch.reading import files_to_jobs
from planparse.batch.results import Counts, Failed, FileResult, Job, Parsed, Progress, Skipped, Summary
from planparse.batch.timing import FILE_SECONDS, end_command_after
from planparse.batch.work import read_plan, start_worker, work
from planparse.pipeline import PARSER_VERSION
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.duck import Store, open_for_writing
from planparse.store.lines import PlanLines
from planparse.store.rows import CommuneRow, DocumentRow, IndicatorCatalogRow, IngestRow, Reference

FLUSH_PLANS = 64  # one load of this many costs little more than a load of one
FLUSH_SECONDS = 5.0  # what a crash of the machine can cost
FEW_FILES = 2  # starting processes takes longer than reading so few


def ingest(
    paths: Iterable[str | Path],
    db: Path,
    *,
    jobs: int | None = None,
    rules_folder: Path | None = None,
    follow_links: bool = False,
    within: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Reads every plan under ``paths`` into the database.

    Args:
        paths: files, folders, patterns, .zip archives.
        db: the database; it is created where there is none.
        jobs: how many files are read at a time; None is one per processor.
        rules_folder: rules other than those that planparse brings.
        follow_links: also links that lead out of ``paths``.
        within: the folder that all files must lie in, also those that are named.
        on_progress: called after each file, in this process.

    Raises:
        UsageError: a path does not exist, or holds no plans.
        RuleError: the rules do not load.
        DatabaseError: the database cannot be used.
    """
    files = find_files(paths, follow_links=follow_links, within=within)
    rules = load_rules(rules_folder)
    with open_for_writing(db) as store:
        store.put_reference(build_reference(rules))
        known = store.known_files(PARSER_VERSION, rules.fingerprint)
        run = _Run(store, len(files), on_progress)
        items = files_to_jobs(files, known)
        if len(files) <= FEW_FILES:
            results = _read_here(items, rules)
        else:
            results = _read_in_processes(items, rules_folder, min(jobs or _processors(), len(files)))
        summary = run.take_all(results)
        if summary.ending == "finished":
            link_tasks(store, rules)
        return summary


def build_reference(rules: RuleBook) -> Reference:
    """The reference tables, as these rules fill them."""
    return Reference(
        rules_version=rules.fingerprint,
        agencies=tuple(build_agency_rows(rules)),
        agency_names=tuple(build_agency_name_rows(rules)),
        indicators=tuple(
            IndicatorCatalogRow(rule.code, rule.name, rule.unit, rule.field, tuple(rule.aliases), rule.source)
            for rule in rules.indicators.indicators
        ),
        communes=tuple(
            CommuneRow(place.code, place.name, place.type, place.province_code, place.province_name)
            for place in rules.places.communes
        ),
        documents=tuple(
            DocumentRow(rule.code, rule.name, rule.type, str(rule.issued_on), rule.issuer, rule.aliases)
            for rule in rules.citations.documents.file.documents
        ),
    )


def _read_here(items: Iterator[Job | Failed | Skipped], rules: RuleBook) -> Iterator[FileResult]:
    for item in items:
        with end_command_after(FILE_SECONDS, item.source_path):
            result = read_plan(item, rules) if isinstance(item, Job) else item
        yield result


def _read_in_processes(
    items: Iterator[Job | Failed | Skipped], rules_folder: Path | None, processes: int
) -> Iterator[FileResult]:
    """Also for one process: a file that ends it must not end the batch."""
    with WorkerPool(Worker(start_worker, (rules_folder,), work), processes) as pool:
        yield from pool.results(items)


def _processors() -> int:
    """Processors that this process may use, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run:
    """Takes results, stores them some at a time, and keeps count."""

    def __init__(self, store: Store, total: int, on_progress: Callable[[Progress], None] | None) -> None:
        self._store = store
        self._total = total
        self._on_progress = on_progress
        self._plans: list[PlanLines] = []
        self._rows: list[IngestRow] = []
        self._begun = self._flushed = time.monotonic()
        self._stored, self._counts = 0, Counts()
        self._failed: list[Failed] = []
        self._skipped: list[Skipped] = []

    def take_all(self, results: Iterator[FileResult]) -> Summary:
        """Stores every result; Ctrl-C ends it early, with what is there stored."""
        interrupted = False
        try:
            for result in results:
                self._take(result)
        except KeyboardInterrupt:
            interrupted = True
        self._flush()
        return Summary(
            stored=self._stored,
            failed=tuple(sorted(self._failed)),
            skipped=tuple(sorted(self._skipped)),
            counts=self._counts,
            seconds=time.monotonic() - self._begun,
            ending="interrupted" if interrupted else "finished",
        )

    def _take(self, result: FileResult) -> None:
        self._rows.append(_ingest_row(result))
        match result:
            case Parsed():
                self._plans.append(result.lines)
                self._stored += 1
                self._counts = self._counts.plus(result.counts)
            case Failed():
                self._failed.append(result)
            case Skipped():
                self._skipped.append(result)
        self._report(result)
        if len(self._plans) >= FLUSH_PLANS or time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._flush()

    def _report(self, result: FileResult) -> None:
        if self._on_progress is not None:
            done = self._stored + len(self._failed) + len(self._skipped)
            self._on_progress(Progress(done, self._total, result))

    def _flush(self) -> None:
        self._store.put(self._plans, self._rows)
        self._plans, self._rows = [], []
        self._flushed = time.monotonic()


def _ingest_row(result: FileResult) -> IngestRow:
    match result:
        case Parsed(source_path, sha256, seconds):
            return IngestRow(source_path, sha256, "ok", None, seconds)
        case Failed(source_path, sha256, seconds, error, reason):
            return IngestRow(source_path, sha256, "failed", error, seconds, reason)
        case Skipped(source_path, sha256, reason):
            return IngestRow(source_path, sha256, "skipped", reason, 0.0)
