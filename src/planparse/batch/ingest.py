"""Files into the database: worker processes read, the main thread hands out and collects, one thread writes.

What holds when ``ingest`` returns, also after Ctrl-C or SIGTERM:

1. Every file has a row in ``ingests`` with this run's outcome, except those that were not come to.
2. A file that failed has changed nothing else in the database.
3. What a summary calls stored is committed and published.
4. What reviewers have corrected stands on top of what was read, before anybody sees it.
5. ``task_links`` is of the plans that are in; after Ctrl-C, of those before, until the next run ends.

Importing this module is cheap. A worker takes a second to load what reading takes, and this process as long to load
rules and database: so the first worker is started before anything else, and both load at once.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from planparse.batch.files import find_files
from planparse.batch.limits import build_limits
from planparse.batch.pool import WorkerPool
from planparse.batch.processors import count_processors
from planparse.batch.results import Progress, Summary
from planparse.batch.serving import Worker, build_reader


class IngestOptions(NamedTuple):
    """What a batch may take.

    Attributes:
        timeout: seconds that reading one file may take; None is half an hour.
        memory: bytes that reading one file may take; None is a fair part of what the machine has left.
        wait: whether to wait for another ingest of this database, instead of saying who it is.
        run_id: names the run in ``ingests``; None makes one.
        follow_links: also links that lead out of the paths.
        within: the folder that all files must lie in, also those that are named.
    """

    timeout: float | None = None
    memory: int | None = None
    wait: bool = False
    run_id: str | None = None
    follow_links: bool = False
    within: Path | None = None


DEFAULTS = IngestOptions()


def ingest(
    paths: Iterable[str | Path],
    db: Path,
    *,
    jobs: int | None = None,
    rules_folder: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    options: IngestOptions = DEFAULTS,
    pool: WorkerPool | None = None,
) -> Summary:
    """Reads every plan under ``paths`` into the database.

    A script that calls this must do so under ``if __name__ == "__main__":``, for workers import the script.

    Args:
        paths: files, folders, patterns, .zip archives.
        db: the database; it is created where there is none.
        jobs: how many files are read at a time; None is one per processor.
        rules_folder: rules other than those that planparse brings.
        on_progress: called after each file, in this thread.
        options: limits, and what is done about another ingest.
        pool: workers of ``open_pool`` (of the same rules) that are kept for the next call; None starts some and ends
            them. ``jobs`` and the limits are then those of the pool.

    Raises:
        UsageError: a path does not exist, or holds no plans.
        RuleError: the rules do not load.
        DatabaseError: the database cannot be used.
    """
    files = find_files(paths, follow_links=options.follow_links, within=options.within)
    with (
        _kept(pool)
        if pool is not None
        else open_pool(min(jobs or count_processors(), len(files)), rules_folder, options) as workers
    ):
        from planparse.batch.intake import Intake, take_in  # only now: the first worker loads meanwhile

        intake = Intake(len(files), options.run_id or build_run_id(), on_progress)
        return take_in(files, db, workers, intake, rules_folder=rules_folder, wait=options.wait)


def open_pool(
    jobs: int | None = None, rules_folder: Path | None = None, options: IngestOptions = DEFAULTS
) -> WorkerPool:
    """Workers for several calls of ``ingest``, one after another; to be used in a ``with`` statement.

    They read by the rules that the folder holds when they are started.
    """
    processes = jobs or count_processors()
    limits = build_limits(processes, options.timeout, options.memory)
    return WorkerPool(Worker(build_reader, (rules_folder,)), processes, limits)


def build_run_id() -> str:
    """A name for a run. Names of later runs sort behind those of earlier ones."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{os.urandom(3).hex()}"


@contextmanager
def _kept(pool: WorkerPool) -> Iterator[WorkerPool]:
    """A pool that whoever opened it will close."""
    yield pool
