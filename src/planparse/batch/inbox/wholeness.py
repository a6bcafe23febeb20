"""Whether a file that stands still is whole: its own end is there, and nobody is writing to it.

A copy over a slow line may rest for longer than anybody waits. But formats have an end of their own, and it comes last:
a zip file (Word, Excel and OpenDocument files too) has its end record, a PDF its %%EOF. Text has none.
"""

import os
import signal
import stat
from pathlib import Path
from typing import Literal

from planparse.batch.unzipping import find_end_record

_TAIL = 2**16 + 2**10  # a comment of 64 kB may follow the end record of a zip
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_HEAD = 1024

State = Literal["whole", "cut", "written", "locked", "gone"]
"""cut: its end is missing. written: a program has it open for writing. locked: it cannot be read now."""


def look_at(path: Path) -> State:
    """How far a file is. A link, a pipe or a device is what it is: it is not opened here."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return "whole"
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return "gone"
    except OSError:
        return "locked"
    try:
        if _is_written_to(handle):
            return "written"
        return "whole" if has_end(*_ends_of(handle)) else "cut"
    except OSError:
        return "locked"
    finally:
        os.close(handle)


def has_end(head: bytes, tail: bytes) -> bool:
    """Whether the end that the beginning of a file promises is there.

    >>> has_end(b"%PDF-1.7", b"startxref 9 %%EOF"), has_end(b"%PDF-1.7", b"endobj"), has_end(b"text", b"text")
    (True, False, True)
    """
    if head.startswith(_ZIP):
        return find_end_record(tail) >= 0
    if _PDF in head:
        return _PDF_END in tail
    return bool(head)


def _ends_of(handle: int) -> tuple[bytes, bytes]:
    with os.fdopen(os.dup(handle), "rb") as stream:
        head = stream.read(_HEAD)
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _TAIL))
        return head, stream.read(_TAIL)


def _is_written_to(handle: int) -> bool:
    """Whether a program of this machine has the file open for writing.

    Linux gives a lease for reading only on a file that nobody writes to, and only to its owner and to root: to others,
    on network shares and on other systems nothing is known. Asking costs microseconds, looking through /proc a
    thousand times as much. The signal that comes when somebody opens the file meanwhile is one that does nothing.
    """
    try:
        import fcntl

        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # type: ignore[attr-defined,unused-ignore]
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)  # type: ignore[attr-defined,unused-ignore]
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)  # type: ignore[attr-defined,unused-ignore]
    except BlockingIOError:
        return True
    except (ImportError, AttributeError, OSError):
        return False
    return False
