"""Starting processes that share nothing with this one: PDFium, for one, may be used by one thread of a process only."""

import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import ModuleType


def open_line() -> tuple[Connection, Connection]:
    """The two ends of a line between this process and another."""
    return multiprocessing.get_context("spawn").Pipe()


def start_process(target: Callable[..., None], *arguments: object) -> SpawnProcess:
    """Runs a function, importable by name, in a process of its own that Ctrl-C does not reach."""
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments, daemon=True)
    with _without_ctrl_c(), _without_main():
        process.start()
    return process


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """What is started meanwhile does not run the caller's script again, as Python would: it needs nothing of it.

    So ``planparse.ingest`` works in a script without ``if __name__ == "__main__":``, and in one read from stdin.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """What is started meanwhile has Ctrl-C held back. Until it could ignore it by itself it would tell it at length."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
