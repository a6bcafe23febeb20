"""The tables and views of a database: what they hold, and in which order people want to see them."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.report.query import run_query
from planparse.store.opening import list_relations
from planparse.wording.message import Message

FOR_READING = (
    *("v_tasks_due", "v_due_days", "v_recurring", "v_waiting", "v_agency_workload", "v_task_clusters"),
    *("v_citations", "v_implementations", "v_indicator_matrix", "v_indicator_standing"),
    *("v_current_plans", "v_coverage", "task_clusters"),
)
"""The views, in the order in which an official asks: what is to be done and when, by whom, on which ground."""

_COLUMNS = """
SELECT table_name, column_name, data_type, coalesce(comment, '')
FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
ORDER BY table_name, column_index
"""
_COMMENTS = """
SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal
UNION ALL
SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
"""


class Column(NamedTuple):
    """A column: its technical name, its type as DuckDB names it, and what it holds (English)."""

    name: str
    type: str
    comment: str


class Relation(NamedTuple):
    """A table or view, and what it holds (English)."""

    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def is_for_reading(self) -> bool:
        """Whether it is a view that people read, not a table that holds the data."""
        return self.name in FOR_READING


def choose_relations(connection: duckdb.DuckDBPyConnection, only: Sequence[str] = ()) -> tuple[Relation, ...]:
    """The tables and views, tables first; only those that are named, where any are.

    Raises:
        UsageError: there is none of such a name.
    """
    names = list_relations()
    if unknown := [name for name in only if name not in names]:
        raise UsageError(Message("export.errors.unknown_name", name=unknown[0], names=", ".join(names)))
    columns: dict[str, list[Column]] = {name: [] for name in names}
    for relation, *column in run_query(connection, _COLUMNS).rows:
        columns.get(str(relation), []).append(Column(*map(str, column)))
    comments = {str(name): str(comment or "") for name, comment in run_query(connection, _COMMENTS).rows}
    chosen = (name for name in names if not only or name in only)
    return tuple(Relation(name, comments.get(name, ""), tuple(columns[name])) for name in chosen)


def order_for_reading(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Views first, in the order in which people ask; then the tables as they are."""
    views = sorted((one for one in relations if one.is_for_reading), key=lambda one: FOR_READING.index(one.name))
    return (*views, *(one for one in relations if not one.is_for_reading))
