"""One ingest at a time into one database.

The lock is the system's own (``flock``, through filelock): it ends with the process that holds it, however that
process ends, so that none is ever stale. Its file stays, empty, beside the database: were it removed, a process that
waits for it and one that comes later could both believe to hold it.
"""

import datetime as dt
import json
import os
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from planparse.errors import DatabaseError, HeldDatabaseError
from planparse.wording.message import Message
from planparse.wording.system import name_reason

_LOOK_SECONDS = 1.0  # planparse status holds the lock for a moment, to see whether it is free
_POLL_SECONDS = 0.2


class Holder(NamedTuple):
    """Who is writing to a database. ``since`` is UTC, as in ISO 8601."""

    pid: int
    since: str


class DatabaseLock:
    """The right to write to a database."""

    def __init__(self, db: Path) -> None:
        self._db = db
        self._holder_file = _holder_file(db)
        self._lock = FileLock(_lock_file(db), thread_local=False)

    def acquire(self, *, wait: bool) -> None:
        """Takes the lock.

        Args:
            wait: until it is free, however long that takes.

        Raises:
            HeldDatabaseError: another process holds it.
            DatabaseError: no lock can be made here.
        """
        try:
            self._lock.acquire(timeout=-1 if wait else _LOOK_SECONDS, poll_interval=_POLL_SECONDS)
        except Timeout as exc:
            raise HeldDatabaseError(self._who_holds_it()) from exc
        except OSError as exc:
            raise DatabaseError(
                Message("errors.database.no_writing_folder", path=self._db, reason=name_reason(exc))
            ) from exc

    def sign(self) -> None:
        """Writes down who holds the lock, for those who come second."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._holder_file.write_text(json.dumps(Holder(os.getpid(), now)._asdict()), "utf-8")

    def release(self) -> None:
        """Gives the lock back."""
        self._lock.release()

    def _who_holds_it(self) -> Message:
        if holder := _read_signature(self._holder_file):
            return Message("errors.database.held_by", path=self._db, **holder._asdict())
        return Message("errors.database.held", path=self._db)


def read_holder(db: Path) -> Holder | None:
    """Who is writing to a database now; None when nobody is."""
    db = Path(os.path.realpath(db))
    if not _lock_file(db).exists():
        return None
    lock = FileLock(_lock_file(db), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _read_signature(_holder_file(db)) or Holder(0, "")
    except OSError:
        return None
    lock.release()
    return None


def working_folder(db: Path) -> Path:
    """Where ingest keeps what is not for readers, while it runs and after it was broken off."""
    return db.with_name(f"{db.name}.ingest")


def _lock_file(db: Path) -> Path:
    return db.with_name(f".{db.name}.lock")


def _holder_file(db: Path) -> Path:
    return working_folder(db) / "holder.json"


def _read_signature(file: Path) -> Holder | None:
    """What the holder wrote; None while it has not, or is just writing."""
    try:
        return Holder(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
