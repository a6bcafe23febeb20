"""What a database holds, as one digest for each table: the order of rows, and when they came in, do not count."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

_TIMES = ("ingested_at",)
# Of what became of files only the outcome counts, once: a file that was refused once more is refused. A file whose
# reader was killed with its process is one of those that a later run took in.
_OUTCOMES = """
SELECT DISTINCT source_path, source_sha256, status, bytes, rows FROM ingests
WHERE status = 'ok' OR (status = 'failed' AND NOT (reason IS NOT NULL AND reason = 'died') AND error NOT LIKE '%died%')
"""


def open_database(path: Path) -> duckdb.DuckDBPyConnection:
    """The database as an analyst opens it."""
    return duckdb.connect(str(path), read_only=True)


def digest_tables(path: Path) -> dict[str, str]:
    """Table -> number of rows and digest of them."""
    with open_database(path) as connection:
        return {table: _digest(connection, table) for table in list_tables(connection)}


def list_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables by name."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def count_rows_of_plans(path: Path) -> dict[str, tuple[int, ...]]:
    """Plan -> how many rows each table holds of it, the tables in alphabetical order."""
    with open_database(path) as connection:
        tables = [table for table in list_tables(connection) if _has_column(connection, table, "plan_id")]
        found: dict[str, list[int]] = {}
        for index, table in enumerate(tables):
            for plan, count in connection.execute(f"SELECT plan_id, count(*) FROM {table} GROUP BY 1").fetchall():
                found.setdefault(plan, [0] * len(tables))[index] = count
        return {plan: tuple(counts) for plan, counts in found.items()}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Tables that are not the same in both."""
    return sorted(table for table in {*one, *other} if one.get(table) != other.get(table))


def _digest(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    left_out = [name for name in _TIMES if _has_column(connection, table, name)]
    exclude = f" EXCLUDE ({', '.join(left_out)})" if left_out else ""
    rows = _OUTCOMES if table == "ingests" else f"SELECT *{exclude} FROM {table}"
    found = connection.execute(
        "SELECT count(*), md5(coalesce(string_agg(digest, '' ORDER BY digest), '')) "
        f"FROM (SELECT md5(CAST(to_json(r) AS VARCHAR)) AS digest FROM ({rows}) r)"
    ).fetchone()
    return "" if found is None else f"{found[0]} {found[1]}"


def _has_column(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    query = "SELECT count(*) FROM duckdb_columns() WHERE table_name = ? AND column_name = ?"
    found = connection.execute(query, [table, column]).fetchone()
    return found is not None and found[0] > 0
