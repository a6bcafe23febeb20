"""The file that ingest writes to, beside the database that everybody reads.

DuckDB keeps readers of other processes out of a file while one process writes to it. So ingest works on a copy of its
own, in ``plans.duckdb.ingest``, and replaces ``plans.duckdb`` by consistent copies: a rename, which readers see wholly
or not at all; who has the old file open reads on in it. The road not taken was to write to the database itself and let
readers wait: a batch takes hours.

What holds at every moment, also after a crash of the machine:

1. ``plans.duckdb`` is missing or whole; it is never written to, only replaced.
2. What was committed to the working copy is there for the next run, unless somebody else changed ``plans.duckdb``
   between the two runs: then theirs counts, and the files are read again. What they change while a run goes on is
   lost with the file that it replaces: nobody can tell a change from a mere look with a connection that may write.
"""

import json
import os
import shutil
from pathlib import Path

from planparse.errors import DatabaseError
from planparse.store.locking import working_folder
from planparse.wording.message import Message
from planparse.wording.system import name_reason

Print = tuple[int, int] | None
"""Size and time of a file, by which it is known again; None where there is no file."""


class WorkingCopy:
    """The working copy of one database. Its holder has the lock of the database."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.folder = working_folder(db)
        self.file = self.folder / "work.duckdb"
        self._next = self.folder / "next.duckdb"
        self._record = self.folder / "published.json"

    def prepare(self) -> None:
        """Takes up the copy that an interrupted run left, or makes one of the database.

        Raises:
            DatabaseError: the folder cannot be written to.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            self._remove(self._next)
            shutil.rmtree(self.scratch, ignore_errors=True)
            self.scratch.mkdir()
            if not (self.file.exists() and _print(self.db) in self._read_record()):
                self._begin_anew()
        except OSError as exc:
            raise self._failure(exc) from exc

    @property
    def scratch(self) -> Path:
        """A folder for files that nobody needs after a crash."""
        return self.folder / "scratch"

    def publish(self) -> None:
        """Replaces the database by a copy of the working copy, which must be free of unwritten changes.

        Raises:
            OSError: the copy cannot be made; the database is as before.
        """
        try:
            _copy(self.file, self._next)
            self._replace_by(self._next)
        except OSError:
            self._remove(self._next)
            raise

    def finish(self) -> None:
        """Makes the working copy the database. Nobody may have it open.

        Raises:
            DatabaseError: it cannot be moved; the next run goes on with it.
        """
        if _log(self.file).exists():
            raise DatabaseError(Message("errors.database.not_all_written", path=self.db))
        try:
            _flush(self.file)
            self._replace_by(self.file)
        except OSError as exc:
            raise self._failure(exc) from exc
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin_anew(self) -> None:
        """Makes the copy of the database again: the one that an interrupted run left is of no use.

        Raises:
            DatabaseError: the folder cannot be written to.
        """
        try:
            self._begin_anew()
        except OSError as exc:
            raise self._failure(exc) from exc

    def _begin_anew(self) -> None:
        self._remove(self.file)
        if self.db.exists() and self.db.stat().st_size:  # DuckDB opens no empty file
            _copy(self.db, self._next)
            if _log(self.db).exists():
                _copy(_log(self.db), _log(self.file))
            self._next.replace(self.file)
        self._write_record(_print(self.db))

    def _replace_by(self, file: Path) -> None:
        """Both states are recorded before the rename: a crash may come before or after it."""
        if self.db.exists():
            shutil.copymode(self.db, file)
        new = _print(file)
        self._write_record(_print(self.db), new)
        # What somebody wrote into the old file belongs to it alone; beside the new one it would lock everybody out.
        _log(self.db).unlink(missing_ok=True)
        file.replace(self.db)
        _flush(self.db.parent)
        self._write_record(new)

    def _read_record(self) -> list[Print]:
        try:
            return [tuple(item) if item else None for item in json.loads(self._record.read_text("utf-8"))]
        except (OSError, ValueError, TypeError):
            return []

    def _write_record(self, *prints: Print) -> None:
        beside = self._record.with_suffix(".new")
        beside.write_text(json.dumps(prints), "utf-8")
        _flush(beside)
        beside.replace(self._record)

    def _remove(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        _log(file).unlink(missing_ok=True)

    def _failure(self, exc: OSError) -> DatabaseError:
        return DatabaseError(Message("errors.database.no_writing", path=self.db, reason=name_reason(exc)))


def _log(file: Path) -> Path:
    """DuckDB's log of what is not in the file yet."""
    return file.with_name(f"{file.name}.wal")


def _print(file: Path) -> Print:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    _flush(target)


def _flush(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows knows no such thing for folders
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
