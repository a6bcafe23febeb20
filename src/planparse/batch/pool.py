"""Reading files in several processes, a bounded number at a time, surviving the death of a process.

A file can kill the process that reads it (memory, a crash in a C library). All files that were being read then fail
together, and nobody can tell which of them did it. They are read again, one at a time, in a process of their own: the
one that kills this process as well is the culprit, the others are read.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import NamedTuple, Self

from planparse.batch.results import Failed, FileResult, Job, Parsed, Skipped
from planparse.batch.timing import FILE_SECONDS, TOO_LONG

JOBS_PER_PROCESS = 2  # one being read, one waiting: enough to keep a process busy, few enough to bound memory


class Worker(NamedTuple):
    """What the processes run; both functions must be importable by name."""

    start: Callable[..., None]
    start_arguments: tuple[object, ...]
    work: Callable[[Job], Parsed | Failed]


class WorkerPool:
    """Processes that read files. Use it in a ``with`` statement."""

    def __init__(self, worker: Worker, processes: int) -> None:
        self._worker = worker
        self._processes = processes
        self._running: dict[Future[Parsed | Failed], Job] = {}
        self._executor = self._start(processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=error is None, cancel_futures=True)

    def results(self, items: Iterable[Job | Failed | Skipped]) -> Iterator[FileResult]:
        """The result of every job, as they finish; what is no job passes through."""
        for item in items:
            if not isinstance(item, Job):
                yield item
                continue
            self._submit(item)
            if len(self._running) >= self._processes * JOBS_PER_PROCESS:
                yield from self._collect()
        while self._running:
            yield from self._collect()

    def _start(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=self._worker.start,
            initargs=self._worker.start_arguments,
        )

    def _submit(self, job: Job) -> None:
        future: Future[Parsed | Failed]
        try:
            future = self._executor.submit(self._worker.work, job)
        except BrokenProcessPool as exc:
            future = Future()
            future.set_exception(exc)
        self._running[future] = job

    def _collect(self) -> Iterator[Parsed | Failed]:
        """Results of the jobs that are done, at least one."""
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        suspects: list[Job] = []
        for future in done:
            job = self._running.pop(future)
            result = _result_of(future)
            if result is None:
                suspects.append(job)
            else:
                yield result
        if suspects:
            yield from self._recover(suspects)

    def _recover(self, suspects: list[Job]) -> Iterator[Parsed | Failed]:
        """Goes on after the death of a process: with it, every job that was running is lost."""
        wait(self._running)
        for future, job in self._running.items():
            result = _result_of(future)
            if result is None:
                suspects.append(job)
            else:
                yield result
        self._running.clear()
        self._executor.shutdown(wait=False)
        yield from self._read_one_by_one(suspects)
        self._executor = self._start(self._processes)

    def _read_one_by_one(self, jobs: Sequence[Job]) -> Iterator[Parsed | Failed]:
        executor = self._start(1)
        try:
            for job in jobs:
                begun = time.perf_counter()
                result = _result_of(executor.submit(self._worker.work, job))
                if result is None:
                    executor = self._start(1)
                    result = _name_culprit(job, time.perf_counter() - begun)
                yield result
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _name_culprit(job: Job, seconds: float) -> Failed:
    reason = TOO_LONG if seconds >= FILE_SECONDS else "the process that read it died (memory?)"
    return Failed(job.source_path, job.sha256, seconds, reason)


def _result_of(future: "Future[Parsed | Failed]") -> Parsed | Failed | None:
    """The result, once it is there; None when the process died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
