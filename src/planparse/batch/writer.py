"""The one writer: a thread that puts finished plans into the database, many at a time.

What holds:

1. What it was given is stored in the order given, each plan wholly or not at all.
2. ``stored`` and ``counts`` are of what is committed; ``refused`` are files that were read, but do not fit the tables.
3. It holds no more than some loads; whoever reads files waits while it is behind.

A thread is enough: DuckDB does its work outside of the interpreter's lock, so files are handed out meanwhile.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from planparse.batch.bell import Bell
from planparse.batch.results import Counts, Failed, FileResult, Parsed, build_ingest_row
from planparse.errors import DatabaseError, RefusedRowsError
from planparse.store.duck import Store
from planparse.wording.message import Message
from planparse.wording.system import name_reason

# One load: as much as pays. Of 256 plans each costs 1.2 ms of the processor, of 64 plans 2.7 ms.
LOAD_PLANS = 256
LOAD_BYTES = 16 * 2**20
LOAD_ROWS = 4096  # files that failed or were skipped have a row and nothing else
LOAD_SECONDS = 5.0  # what a crash of the machine can cost
_LOADS_AHEAD = 1  # full ones that wait, besides the one that is being stored and the one that grows


class _Load:
    """Results for one transaction; it grows until it is taken."""

    def __init__(self) -> None:
        self.results: list[FileResult] = []
        self.begun = 0.0
        self._plans = 0
        self._size = 0

    def add(self, result: FileResult) -> None:
        """Takes one more file in."""
        if not self.results:
            self.begun = time.monotonic()
        self.results.append(result)
        if isinstance(result, Parsed):
            self._plans += 1
            self._size += sum(len(block.lines) for block in result.lines.tables)

    @property
    def is_full(self) -> bool:
        """Whether more would make it no better."""
        return self._plans >= LOAD_PLANS or self._size >= LOAD_BYTES or len(self.results) >= LOAD_ROWS


class Writer:
    """Stores results in a thread of its own. Leaving the ``with`` statement stores what is left.

    Args:
        store: used by this thread alone while the writer is entered.
        run_id: the run that the files belong to.
        bell: rung when there is room again, or nothing can be stored any more.
        after_load: what is done to plans that were stored before readers see them.
    """

    def __init__(
        self, store: Store, run_id: str, bell: Bell, *, after_load: Callable[[], object] | None = None
    ) -> None:
        self._store = store
        self._run_id = run_id
        self._after_load = after_load
        self._bell = bell
        self._loads = deque([_Load()])
        self._changed = threading.Condition()
        self._is_ending = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="planparse-writer", daemon=True)
        self.stored = 0
        self.counts = Counts()
        self.refused: list[Failed] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._is_ending = True
            self._changed.notify()
        self._thread.join()
        if error is None:
            self.check()

    @property
    def is_full(self) -> bool:
        """Whether it is behind."""
        return len(self._loads) > _LOADS_AHEAD

    @property
    def has_failed(self) -> bool:
        """Whether nothing more is stored."""
        return self._error is not None

    def check(self) -> None:
        """Raises what has kept it from storing.

        Raises:
            DatabaseError: the database cannot be written to.
        """
        match self._error:
            case None:
                return
            case OSError() as exc:
                raise DatabaseError(Message("errors.database.no_writing_now", reason=name_reason(exc))) from exc
            case error:
                raise error

    def put(self, result: FileResult) -> None:
        """Takes a result over; never waits."""
        with self._changed:
            load = self._loads[-1]
            load.add(result)
            if load.is_full:
                self._loads.append(_Load())
            if load.is_full or len(load.results) == 1:
                self._changed.notify()

    def _run(self) -> None:
        try:
            while (load := self._next()) is not None:
                if load.results:
                    self._put(load.results)
                    if self._after_load is not None:
                        self._after_load()
                    self._bell.ring()
                self._store.publish()
        except BaseException as exc:  # told by the thread that gives results
            self._error = exc
            self._bell.ring()

    def _put(self, results: Sequence[FileResult]) -> None:
        """Stores results together. If the database refuses the rows of one, it is found, and fails alone."""
        parsed = [result for result in results if isinstance(result, Parsed)]
        try:
            rows = [build_ingest_row(result, self._run_id) for result in results]
            self._store.put([result.lines for result in parsed], rows)
        except RefusedRowsError as exc:
            if not parsed:
                raise
            if len(results) > 1:
                middle = len(results) // 2
                self._put(results[:middle])
                self._put(results[middle:])
            else:
                self._refuse(parsed[0], str(exc))
            return
        self.stored += len(parsed)
        for result in parsed:
            self.counts = self.counts.plus(result.counts)

    def _refuse(self, result: Parsed, error: str) -> None:
        failed = Failed(result.source_path, result.sha256, result.seconds, error, "defect", result.size)
        self._store.put([], [build_ingest_row(failed, self._run_id)])
        self.refused.append(failed)

    def _next(self) -> _Load | None:
        """The load that is due, and an empty one from time to time while none is; None at the end."""
        with self._changed:
            while (patience := self._patience()) > 0:
                if not self._changed.wait(patience) and not self._loads[0].results:
                    return _Load()
            if not self._loads[0].results:
                return None
            load = self._loads.popleft()
            if not self._loads:
                self._loads.append(_Load())
            return load

    def _patience(self) -> float:
        """Seconds until the first load is due."""
        if len(self._loads) > 1 or self._is_ending:
            return 0.0
        first = self._loads[0]
        return max(0.0, first.begun + LOAD_SECONDS - time.monotonic()) if first.results else LOAD_SECONDS
