"""The one writer: a thread that puts finished plans into the database, many at a time.

What holds:

1. What it was given is stored in the order given, each plan wholly or not at all.
2. ``stored`` counts what is committed.
3. It holds no more than some loads; whoever reads files waits while it is behind.

A thread is enough: DuckDB does its work outside of the interpreter's lock, so files are handed out meanwhile.
"""

import threading
import time
from collections import deque
from types import TracebackType
from typing import Self

from planparse.batch.bell import Bell
from planparse.batch.results import FileResult, Parsed, build_ingest_row
from planparse.errors import DatabaseError
from planparse.store.duck import Store
from planparse.store.lines import PlanLines
from planparse.store.rows import IngestRow

# One load: as much as pays. Of 256 plans each costs 1.2 ms of the processor, of 64 plans 2.7 ms.
LOAD_PLANS = 256
LOAD_BYTES = 16 * 2**20
LOAD_ROWS = 4096  # files that failed or were skipped have a row and nothing else
LOAD_SECONDS = 5.0  # what a crash of the machine can cost
_LOADS_AHEAD = 1  # full ones that wait, besides the one that is being stored and the one that grows


class _Load:
    """Plans and rows for one transaction; it grows until it is taken."""

    def __init__(self) -> None:
        self.plans: list[PlanLines] = []
        self.rows: list[IngestRow] = []
        self.size = 0
        self.begun = 0.0

    def add(self, row: IngestRow, plan: PlanLines | None) -> None:
        """Takes one more file in."""
        if not self.rows:
            self.begun = time.monotonic()
        self.rows.append(row)
        if plan is not None:
            self.plans.append(plan)
            self.size += sum(len(block.lines) for block in plan.tables)

    @property
    def is_full(self) -> bool:
        """Whether more would make it no better."""
        return len(self.plans) >= LOAD_PLANS or self.size >= LOAD_BYTES or len(self.rows) >= LOAD_ROWS


class Writer:
    """Stores results in a thread of its own. Leaving the ``with`` statement stores what is left.

    Args:
        store: used by this thread alone while the writer is entered.
        run_id: the run that the files belong to.
        bell: rung when there is room again, or nothing can be stored any more.
    """

    def __init__(self, store: Store, run_id: str, bell: Bell) -> None:
        self._store = store
        self._run_id = run_id
        self._bell = bell
        self._loads = deque([_Load()])
        self._changed = threading.Condition()
        self._is_ending = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="planparse-writer", daemon=True)
        self.stored = 0

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
                raise DatabaseError(f"cannot write to the database ({exc.strerror or exc})") from exc
            case error:
                raise error

    def put(self, result: FileResult) -> None:
        """Takes a result over; never waits."""
        row = build_ingest_row(result, self._run_id)
        with self._changed:
            load = self._loads[-1]
            load.add(row, result.lines if isinstance(result, Parsed) else None)
            if load.is_full:
                self._loads.append(_Load())
            if load.is_full or len(load.rows) == 1:
                self._changed.notify()

    def _run(self) -> None:
        try:
            while (load := self._next()) is not None:
                if load.rows:
                    self._store.put(load.plans, load.rows)
                    self.stored += len(load.plans)
                    self._bell.ring()
                self._store.publish()
        except BaseException as exc:  # told by the thread that gives results
            self._error = exc
            self._bell.ring()

    def _next(self) -> _Load | None:
        """The load that is due, and an empty one from time to time while none is; None at the end."""
        with self._changed:
            while (patience := self._patience()) > 0:
                if not self._changed.wait(patience) and not self._loads[0].rows:
                    return _Load()
            if not self._loads[0].rows:
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
        return max(0.0, first.begun + LOAD_SECONDS - time.monotonic()) if first.rows else LOAD_SECONDS
