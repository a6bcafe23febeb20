"""Read-only SQL: the result of a statement, a few rows at a time."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from planparse.errors import QueryError
from planparse.store.opening import first_line
from planparse.wording.message import Message

_ROWS_AT_A_TIME = 2_000
_ZONED = "TIME ZONE"
_FORBIDDEN = re.compile("read-only mode|by configuration|through configuration|been locked")

Row = tuple[object, ...]
Connection = duckdb.DuckDBPyConnection


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
        check_statement(connection, sql)
        cursor = connection.execute(sql)
        columns = tuple(column[0] for column in cursor.description)
        kinds = [str(column[1]) for column in cursor.description]
        if any(_ZONED in kind for kind in kinds):
            cursor = connection.execute(_zones_as_text(connection.sql(sql), kinds))
    except duckdb.Error as exc:
        raise QueryError(explain(exc)) from exc
    return Result(columns, _fetch(cursor))


def write_parquet(connection: duckdb.DuckDBPyConnection, sql: str, out: Path) -> None:
    """Writes the result of a statement to a Parquet file; the connection must be allowed to write there.

    Raises:
        QueryError: the statement is wrong or gives no rows, or the file cannot be written.
    """
    try:
        check_statement(connection, sql)
        connection.sql(sql).write_parquet(str(out.resolve()))
    except duckdb.Error as exc:
        raise QueryError(explain(exc)) from exc


def check_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Of several statements only the last would show its rows, and a person would take them for the first's."""
    statements = connection.extract_statements(sql)
    if len(statements) > 1:
        raise QueryError(Message("errors.query.many", number=len(statements)))
    if not statements or not _gives_rows(statements[0]):
        raise QueryError(Message("errors.query.no_rows"))


def _gives_rows(statement: duckdb.Statement) -> bool:
    """A statement that reads. PIVOT may turn into several, and DuckDB then promises nothing beforehand."""
    is_pivot = statement.type == duckdb.StatementType.MULTI
    return is_pivot or statement.expected_result_type == [duckdb.ExpectedResultType.QUERY_RESULT]


def explain(exc: duckdb.Error) -> str | Message:
    """What is wrong; where it is not allowed at all, what is."""
    if isinstance(exc, duckdb.OutOfMemoryException):
        return Message("errors.query.too_much")
    reason = first_line(exc)
    return Message("errors.query.only_reads", reason=reason) if _FORBIDDEN.search(reason) else reason


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
        raise QueryError(explain(exc)) from exc
