"""Results of a statement as whole tables for Python: rows, pandas, polars, Arrow."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

import duckdb

from planparse.errors import QueryError, UsageError
from planparse.report.query import check_statement, explain
from planparse.wording.message import Message

Values = Mapping[str, object]
_Take = Callable[[duckdb.DuckDBPyRelation], Any]


class Fetched(NamedTuple):
    """Columns and rows of a result."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def fetch_rows(connection: duckdb.DuckDBPyConnection, sql: str, values: Values) -> Fetched:
    """All rows of a statement; ``values`` are those of its ``$name``.

    Raises:
        QueryError: the statement is wrong, or gives no rows.
    """
    fetched: Fetched = _fetch(connection, sql, values, _as_rows)
    return fetched


def fetch_pandas(connection: duckdb.DuckDBPyConnection, sql: str, values: Values) -> Any:
    """The result as a pandas.DataFrame.

    Raises:
        UsageError: pandas is not installed.
        QueryError: the statement is wrong, or gives no rows.
    """
    _require("pandas", "pandas")
    return _fetch(connection, sql, values, lambda done: done.df())


def fetch_polars(connection: duckdb.DuckDBPyConnection, sql: str, values: Values) -> Any:
    """The result as a polars.DataFrame; errors as for pandas."""
    _require("polars", "polars")
    _require("pyarrow", "polars")
    return _fetch(connection, sql, values, lambda done: done.pl())


def fetch_arrow(connection: duckdb.DuckDBPyConnection, sql: str, values: Values) -> Any:
    """The result as a pyarrow.Table; errors as for pandas."""
    _require("pyarrow", "arrow")
    return _fetch(connection, sql, values, lambda done: done.to_arrow_table())


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str, values: Values, take: _Take) -> Any:
    try:
        check_statement(connection, sql)
        return take(connection.sql(sql, params=dict(values)) if values else connection.sql(sql))
    except duckdb.Error as exc:
        raise QueryError(explain(exc)) from exc


def _as_rows(done: duckdb.DuckDBPyRelation) -> Fetched:
    return Fetched(tuple(done.columns), done.fetchall())


def _require(package: str, method: str) -> None:
    if find_spec(package) is None:
        raise UsageError(Message("export.errors.needs_package", package=package, method=method))
