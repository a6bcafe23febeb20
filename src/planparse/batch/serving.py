"""What a worker process does: it reads one file after another, as its parent sends them.

Only the parent decides when a worker ends, and does so with SIGTERM: a worker that is reading then ends the programs
that it started and clears its folders away. Ctrl-C, which a terminal sends to every process, is not for workers.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from planparse.batch.memory import kill_all, measure_trees
from planparse.batch.results import Failed, Job, Parsed
from planparse.batch.timing import end_process_after
from planparse.errors import PlanparseError

GRACE_SECONDS = 3.0
"""To end a converter and remove its folder takes a moment."""

READY = "ready"
_ENDED = 143

Reader = Callable[[Job], Parsed | Failed]


class Worker(NamedTuple):
    """What a worker runs: a function, importable by name, that makes the one that reads."""

    build: Callable[..., Reader]
    arguments: tuple[object, ...] = ()


def build_reader(rules_folder: Path | None) -> Reader:
    """Loads what reading takes, in the worker: its parent starts it before it has loaded anything itself."""
    from planparse.batch.work import load_reader

    return load_reader(rules_folder)


def serve(connection: Connection, worker: Worker, seconds: float) -> None:
    """Reads files until the parent closes the connection.

    Args:
        connection: jobs come in, results go out; before them ``READY``, or the error that keeps it from reading.
        worker: what is run.
        seconds: what one file may take; the parent sees to that, as long as there is one.
    """
    ending = EndByParent()
    # Whoever is at the other end may be gone: then there is nobody left to tell.
    with contextlib.suppress(OSError, EOFError, KeyboardInterrupt):
        try:
            read = worker.build(*worker.arguments)
        except PlanparseError as exc:
            connection.send(exc)
            return
        connection.send(READY)
        while True:
            job = connection.recv()
            with ending.as_exception(), end_process_after(seconds + 2 * GRACE_SECONDS):
                result = read(job)
            connection.send(result)


class EndByParent:
    """How the process ends: at once when it waits, else as soon as what it reads has been cleared away."""

    def __init__(self) -> None:
        self._is_busy = False
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGTERM, self._end)
        threading.Thread(target=_end_with_parent, daemon=True).start()

    @contextlib.contextmanager
    def as_exception(self) -> Iterator[None]:
        """While the block runs, the end of the process comes as KeyboardInterrupt, so that ``finally`` is heeded."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False

    def _end(self, number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.unraisablehook = lambda unraisable: None  # where the exception cannot go, nobody needs to hear of it
        if self._is_busy:
            raise KeyboardInterrupt
        os._exit(_ENDED)


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers, and what they read is for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        kill_all(measure_trees([os.getpid()])[os.getpid()].started)
        os._exit(_ENDED)
