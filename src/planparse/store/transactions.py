"""All of a piece of work, or nothing of it; what goes wrong is told in one line."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from planparse.errors import DatabaseError, RefusedRowsError
from planparse.store.opening import WRITER_MEGABYTES, first_line
from planparse.wording.message import Message

# The rows themselves are at fault, not the disk or the database.
_REFUSALS = (duckdb.DataError, duckdb.IntegrityError, duckdb.InvalidInputException)
_MEMORY = (WRITER_MEGABYTES, *(WRITER_MEGABYTES * 4**step for step in (1, 2, 3)))


def transact(connection: duckdb.DuckDBPyConnection, path: Path, work: Callable[[], None]) -> None:
    """Does the work in a transaction, with more memory where it does not fit into what the writer has.

    Args:
        connection: to the database.
        path: how people call it.
        work: what is done; called again when the memory was too little.

    Raises:
        RefusedRowsError: rows do not fit the tables.
        DatabaseError: anything else that keeps the database from taking them.
        KeyboardInterrupt: a person stopped it while a statement ran.
    """
    for megabytes in _MEMORY:
        try:
            connection.execute("SET memory_limit = ?", [f"{megabytes}MB"])
            _try(connection, work)
        except duckdb.OutOfMemoryException as exc:
            if megabytes == _MEMORY[-1]:
                raise _failure(path, exc) from exc
        except _REFUSALS as exc:
            raise RefusedRowsError(Message("errors.database.refused", path=path, reason=first_line(exc))) from exc
        except duckdb.Error as exc:
            raise _failure(path, exc) from exc
        else:
            return


def _try(connection: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    try:
        connection.begin()
        work()
        connection.commit()
    except RuntimeError as exc:
        _roll_back(connection)
        if "interrupted" in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
            raise KeyboardInterrupt from exc
        raise
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Undoes what was begun; a transaction that DuckDB has ended by itself is gone already."""
    try:
        connection.rollback()
    except duckdb.Error:
        return


def _failure(path: Path, exc: duckdb.Error) -> DatabaseError:
    return DatabaseError(Message("errors.database.no_writing", path=path, reason=first_line(exc)))
