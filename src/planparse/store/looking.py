"""Looking at a database again and again while others replace it: a program that stays open, as the review page does.

DuckDB keeps one instance for each path: who opens a path a second time gets the file that was there the first time,
with its settings, even when another file has taken its place. A database of this module is in memory, and the file is
attached to it: it can be looked at as often as wanted, beside whoever writes to it by way of a copy.
"""

import contextlib
from pathlib import Path
from typing import NamedTuple

import duckdb

from planparse.errors import DatabaseError
from planparse.store.opening import SCHEMA_VERSION, check_ours, first_line, keep_to_reading
from planparse.wording.message import Message


class Print(NamedTuple):
    """By what a file is known again: another one at the same path has another print."""

    inode: int
    size: int
    changed: int


def print_of(path: Path) -> Print:
    """The print of the database that is there now.

    Raises:
        DatabaseError: there is none.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as exc:  # a zero byte in a name is a ValueError
        raise DatabaseError(Message("errors.database.none", path=path)) from exc
    return Print(found.st_ino, found.st_size, found.st_mtime_ns)


def look_into(path: Path, memory: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """The database as it is at this moment, read only; new tables go into memory, by the name ``memory.NAME``.

    Args:
        path: the database.
        memory: a connection from an earlier look, let go since: its tables in memory are still there.

    Raises:
        DatabaseError: there is no such database, it is not ours, or it cannot be opened.
    """
    print_of(path)
    connection = memory or duckdb.connect(":memory:")
    try:
        connection.execute(f"ATTACH {_quoted(path)} AS plans (READ_ONLY)")
        connection.execute("USE plans")
        found = connection.execute("SELECT product, schema_version FROM meta").fetchone()
    except (duckdb.Error, UnicodeError) as exc:
        with contextlib.suppress(duckdb.Error):  # it may be attached, and of no use
            let_go(connection)
        check_ours(path)  # which says in a line why it cannot be opened
        raise DatabaseError(Message("errors.database.unopened", path=path, reason=first_line(exc))) from exc
    if found != ("planparse", SCHEMA_VERSION):
        let_go(connection)
        check_ours(path)
    return connection


def open_apart(path: Path) -> duckdb.DuckDBPyConnection:
    """The database as it is at this moment, for reading only, whoever else in this program has it open already.

    Raises:
        DatabaseError: there is no such database, it is not ours, or it cannot be opened.
    """
    connection = look_into(path)
    try:
        keep_to_reading(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def let_go(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets go of the file; what is in memory stays."""
    connection.execute("USE memory")
    connection.execute("DETACH plans")


def _quoted(path: Path) -> str:
    """ATTACH takes no parameter for its file."""
    return "'" + str(path).replace("'", "''") + "'"
