"""What tests of lakes share: contents of a database or a lake that can be compared."""

from typing import Any

import duckdb

from planparse.store.opening import list_relations

OF_THE_RUN = {
    "plans": {"ingested_at"},
    "v_current_plans": {"ingested_at"},
    "ingests": {"at", "seconds", "run_id"},
}
"""What differs from run to run."""


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The sorted rows of every table and view, without times."""
    return {name: rows_of(connection, name) for name in list_relations()}


def rows_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    columns = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
    told = ", ".join(f'"{column}"' for column in columns if column not in OF_THE_RUN.get(name, set()))
    return sorted(map(repr, connection.execute(f"SELECT {told} FROM {name}").fetchall()))


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()
