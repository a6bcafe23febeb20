"""Opening files without being led astray.

Nobody knows what else writes to a folder while it is read. So what counts is decided on the file that is open, not on
the name that was looked at before: a regular file, at a place inside the paths that were given. A name that has become
a link since then leads nowhere.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from planparse.errors import UnopenedError, UnsafeError
from planparse.wording.message import Message
from planparse.wording.system import name_reason

LEADS_OUT = Message("errors.file.leads_out")
NO_FILE = Message("errors.file.no_regular")

# None of these exists on every system. Without O_NONBLOCK a pipe would be waited for until somebody writes to it.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY", "O_NONBLOCK", "O_NOCTTY"))
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Fence(frozenset[str]):
    """Real paths of the files and folders that were given: what is opened lies at or under one of them."""

    def holds(self, real: str) -> bool:
        """Whether a real path is inside."""
        while real not in self:
            above = os.path.dirname(real)  # noqa: PTH120 - asked for every file: text, not objects
            if above == real:
                return False
            real = above
        return True


def open_file(path: str | Path, fence: Fence | None = None) -> BinaryIO:
    """A file, open for reading.

    Args:
        path: the file; with a fence, itself no link.
        fence: where it must lie; None is anywhere.

    Raises:
        UnopenedError: the system does not give it out.
        UnsafeError: it is a pipe, a device or a folder, or it lies outside.
    """
    try:
        if not _is_regular(os.stat(path)):  # noqa: PTH116 - opening some devices already does something
            raise UnsafeError(NO_FILE)
        handle = os.open(path, _FLAGS | (_NO_FOLLOW if fence is not None else 0))
    except (OSError, ValueError) as exc:
        raise _failure(path, exc, fence) from exc
    try:
        status = os.fstat(handle)
        if not _is_regular(status):
            raise UnsafeError(NO_FILE)
        if fence is not None and not _lies_inside(path, status, fence):
            raise UnsafeError(LEADS_OUT)
        return os.fdopen(handle, "rb")
    except OSError as exc:
        os.close(handle)
        raise _failure(path, exc, fence) from exc
    except BaseException:
        os.close(handle)
        raise


def _is_regular(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode)


def _lies_inside(path: str | Path, status: os.stat_result, fence: Fence) -> bool:
    """Whether what is open is what lies at the real path now, and that is inside."""
    real = os.path.realpath(path)
    return fence.holds(real) and os.path.samestat(status, os.lstat(real))


def _failure(path: str | Path, exc: OSError | ValueError, fence: Fence | None) -> UnopenedError | UnsafeError:
    if fence is not None and os.path.islink(path):  # noqa: PTH114
        return UnsafeError(LEADS_OUT)
    told = name_reason(exc) if isinstance(exc, OSError) else str(exc)
    return UnopenedError(Message("errors.file.unopened", reason=told))
