"""Read-only SQL: the result of a statement, a few rows at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from planparse.errors import QueryError
from planparse.store.opening import first_line

_ROWS_AT_A_TIME = 2_000
_ZONED = "TIME ZONE"
_NO_ROWS = "the statement gives no rows: write a SELECT"

Row = tuple[object, ...]


class Result(NamedTuple):
    """Columns of a result, and its rows as they are fetched (once)."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def run_query(connection: duckdb.DuckDBPyConnection, sql: str) -> Result:
    """The result of a statement.

    Raises:
        QueryError: the statement is wrong, or gives no rows; also while rows are fetched.
    """
    try:
        cursor = connection.execute(sql)
        if cursor is None or cursor.description is None:
            raise QueryError(_NO_ROWS)
        columns = tuple(column[0] for column in cursor.description)
        kinds = [str(column[1]) for column in cursor.description]
        if any(_ZONED in kind for kind in kinds):
            cursor = connection.execute(_zones_as_text(connection.sql(sql), kinds))
    except duckdb.Error as exc:
        raise QueryError(first_line(exc)) from exc
    return Result(columns, _fetch(cursor))


def write_parquet(connection: duckdb.DuckDBPyConnection, sql: str, out: Path) -> None:
    """Writes the result of a statement to a Parquet file; the connection must be allowed to write there.

    Raises:
        QueryError: the statement is wrong or gives no rows, or the file cannot be written.
    """
    try:
        relation = connection.sql(sql)
        if relation is None:
            raise QueryError(_NO_ROWS)
        relation.write_parquet(str(out.resolve()))
    except duckdb.Error as exc:
        raise QueryError(first_line(exc)) from exc


def _zones_as_text(relation: duckdb.DuckDBPyRelation, kinds: Sequence[str]) -> str:
    """The statement with times that have a zone as text: Python can only hold them with a package duckdb lacks."""
    columns = [
        f"CAST(#{position} AS VARCHAR) AS column{position}" if _ZONED in kind else f"#{position}"
        for position, kind in enumerate(kinds, start=1)
    ]
    return relation.project(", ".join(columns)).sql_query()


def _fetch(cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    try:
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            yield from rows
    except duckdb.Error as exc:
        raise QueryError(first_line(exc)) from exc
