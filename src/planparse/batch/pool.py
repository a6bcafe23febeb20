"""Reading files in several processes: each reads one file at a time, and none outlives its limits.

What holds of ``WorkerPool.results``:

1. Every job gets one result; what is no job passes through.
2. A process that dies, or is ended for what it takes, fails the one file that it was reading; another takes its place.
3. Besides the files that are being read, one is held in memory.
4. A process waits for its next file no longer than sending it takes: that file is loaded beforehand.

``ProcessPoolExecutor`` was the road not taken: the death of one process takes all others along, nobody can tell which
file did it, and a process that hangs or eats memory cannot be ended alone.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, NamedTuple, Self

from planparse.batch.bell import Bell
from planparse.batch.limits import Limits
from planparse.batch.memory import Usage, measure_process, measure_trees
from planparse.batch.results import Failed, FileResult, Job, Parsed, Skipped
from planparse.batch.serving import Worker
from planparse.batch.worker_process import WorkerProcess
from planparse.errors import PlanparseError
from planparse.wording.message import Message

_LOOK_SECONDS = 0.25  # between two looks at what workers take
_MEANTIME_SECONDS = 0.5  # a file that takes less has started nothing that eats memory
_MOST_PASSING = 256  # items that pass through between two looks at the workers
_MOST_DEAD_STARTS = 3  # in a row: the next would die as well


class Outside(NamedTuple):
    """What the pool heeds besides its workers.

    Attributes:
        should_stop: whether no more is to be read.
        is_full: whether results must be taken away before more is read.
        bell: rings when one of these may have changed.
    """

    should_stop: Callable[[], bool] = lambda: False
    is_full: Callable[[], bool] = lambda: False
    bell: Bell | None = None


ALONE = Outside()


class _Feed:
    """The items, of which the next job is loaded before a worker asks for it."""

    def __init__(self, items: Iterable[Job | Failed | Skipped]) -> None:
        self._items = iter(items)
        self.held: Job | None = None
        self.is_exhausted = False

    def advance(self) -> Failed | Skipped | None:
        """Loads the next item: it is held if it is a job, else it passes through."""
        item = next(self._items, None)
        if item is None:
            self.is_exhausted = True
        elif isinstance(item, Job):
            self.held = item
        else:
            return item
        return None

    def take(self) -> Job | None:
        """The job that is held; it is not held any more."""
        job, self.held = self.held, None
        return job


class WorkerPool:
    """Processes that read files. Use it in a ``with`` statement, for one batch or for several, one after another.

    Args:
        worker: what the processes run.
        processes: how many there are at most. They are started as they are needed, the first at once.
        limits: what one file may take.
    """

    def __init__(self, worker: Worker, processes: int, limits: Limits) -> None:
        self._worker = worker
        self._processes = processes
        self._limits = limits
        self._workers: list[WorkerProcess] = []
        self._dead_starts = 0
        self._look_at = 0.0

    def __enter__(self) -> Self:
        self._start_one()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, seconds: float = 1.0) -> None:
        """Ends all workers, and kills those that take longer."""
        for worker in self._workers:
            worker.end()
        until = time.monotonic() + seconds
        while any(worker.is_alive for worker in self._workers) and (left := until - time.monotonic()) > 0:
            wait([worker.sentinel for worker in self._workers if worker.is_alive], left)
        for worker in self._workers:
            worker.kill()
            worker.bury()
        self._workers.clear()

    def results(self, items: Iterable[Job | Failed | Skipped], outside: Outside = ALONE) -> Iterator[FileResult]:
        """The result of every job, as they finish; what is no job passes through.

        Raises:
            PlanparseError: no worker can be started.
        """
        feed = _Feed(items)
        try:
            while not outside.should_stop():
                passing = [] if outside.is_full() else self._hand_out(feed)
                yield from passing
                if feed.is_exhausted and feed.held is None and not self._in_state("busy", "leaving"):
                    return
                yield from self._collect(outside, is_pressed=bool(passing))
        finally:
            for worker in self._in_state("busy", "leaving"):
                worker.abandon()

    def _in_state(self, *states: str) -> list[WorkerProcess]:
        return [worker for worker in self._workers if worker.state in states]

    def _start_one(self) -> None:
        self._workers.append(WorkerProcess(self._worker, self._limits))

    def _hand_out(self, feed: _Feed) -> list[Failed | Skipped]:
        """Gives every worker that waits a file and loads the next; returns what passes through."""
        passing: list[Failed | Skipped] = []
        idle = self._in_state("idle")
        while len(passing) < _MOST_PASSING:
            if idle and (job := feed.take()) is not None:
                idle.pop().send(job)
            if feed.held is not None or feed.is_exhausted:
                break
            item = feed.advance()
            if item is not None:
                passing.append(item)
        if feed.held is not None and len(self._workers) < self._processes and not idle:
            self._start_one()
        return passing

    def _collect(self, outside: Outside, *, is_pressed: bool) -> list[Parsed | Failed]:
        """Results that are there; waits for one, unless it is pressed for time."""
        awaited: list[Any] = [end for worker in self._workers for end in (worker.connection, worker.sentinel)]
        if outside.bell is not None:
            awaited.append(outside.bell.ear)
        ready = set(wait(awaited, 0.0 if is_pressed else self._patience()))
        if outside.bell is not None:
            outside.bell.hush()
        results = [self._receive(worker) for worker in self._workers if worker.connection in ready]
        results += [self._bury(worker) for worker in self._workers.copy() if worker.sentinel in ready]
        self._look()
        return [result for result in results if result is not None]

    def _patience(self) -> float | None:
        """Seconds until it must look at what workers take; None while none does anything."""
        if not self._in_state("busy", "leaving"):
            return None
        return max(0.0, self._look_at - time.monotonic())

    def _receive(self, worker: WorkerProcess) -> Parsed | Failed | None:
        result = worker.receive()
        if worker.state == "idle":
            self._dead_starts = 0
            if result is not None and worker.is_worn():
                worker.end()
        return result

    def _bury(self, worker: WorkerProcess) -> Parsed | Failed | None:
        """Takes a dead worker out; one that died after its last word has that word heard."""
        result = self._receive(worker)
        self._workers.remove(worker)
        if worker.state == "starting":
            self._dead_starts += 1
        died = worker.bury()
        if self._dead_starts >= _MOST_DEAD_STARTS:
            raise PlanparseError(Message("errors.processes.die"))
        return result if result is not None else died

    def _look(self) -> None:
        """Ends workers that take too much, four times a second."""
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + _LOOK_SECONDS
        for worker in self._in_state("leaving"):
            worker.kill_if_due()
        busy = self._in_state("busy")
        long = [worker.pid for worker in busy if worker.seconds >= _MEANTIME_SECONDS]
        usages = measure_trees(long) if long else {}
        for worker in busy:
            worker.judge(usages.get(worker.pid) or Usage(measure_process(worker.pid), ()))
