"""A limit on the time that one file may take.

A file made for it can keep a C library busy for ever, where no exception and no signal handler reaches it. Only the end
of the process ends it. A worker is ended by its parent; a thread of the interpreter's own, which needs nothing of
Python to run, ends a worker whose parent is gone, and a command that reads in its own process.
"""

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

FILE_SECONDS = 1800.0
"""A scan of 300 pages takes about 15 minutes on one processor; no plan takes twice that."""

_LAST_WORDS_SECONDS = 5.0


def tell_too_long(seconds: float) -> Message:
    """What is told of a file that took too long.

    >>> str(tell_too_long(1800)), str(tell_too_long(90))
    ('reading it took longer than 30 minutes and was ended', 'reading it took longer than 90 seconds and was ended')
    """
    if seconds >= 120 and seconds % 60 == 0:
        return Message("errors.processes.too_many_minutes", minutes=seconds / 60)
    return Message("errors.processes.too_many_seconds", seconds=seconds)


@contextmanager
def end_process_after(seconds: float) -> Iterator[None]:
    """Ends this process, without a word, if the block takes longer."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - faulthandler wants a descriptor, and says too much
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def end_command_after(seconds: float, name: str, catalogue: Catalogue | None = None) -> Iterator[None]:
    """Ends a command with one line on stderr and exit code 1, if the block takes longer.

    Args:
        seconds: that it may take.
        name: of what is read.
        catalogue: the language of the line; None is English.
    """
    told = tell_too_long(seconds).say(catalogue or Catalogue("en"))

    def end() -> None:
        print(f"planparse: {name}: {told}", file=sys.stderr, flush=True)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        with end_process_after(seconds + _LAST_WORDS_SECONDS):
            yield
    finally:
        timer.cancel()
