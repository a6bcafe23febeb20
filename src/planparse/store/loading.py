"""Rows into tables in bulk: lines of JSON are appended to the tables they are of, with the types that these declare."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from planparse.store.columns import as_casts, as_struct, list_columns
from planparse.store.lines import TableLines

# Columns that say when a row was stored. Times are UTC without a zone: reading a zoned time from Python would need a
# package that duckdb does not bring.
_STAMPED = {"plans": "ingested_at", "ingests": "at"}
_NOW = "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)"
_KEPT = frozenset({"corrections"})
"""Tables whose rows outlast the reading of their plan."""
_SET_LATER = frozenset({"same_plan_as", "replaced_by"})
_OF_THESE_PLANS = """
WHERE (plan_id, parse_filename(filename, true)) IN
      (SELECT (unnest(CAST($ids AS VARCHAR[])), unnest(CAST($parts AS VARCHAR[]))))
"""
_NOT_TOLD_YET = """
WHERE NOT EXISTS (
    SELECT 1 FROM ingests i
    WHERE i.run_id = t.run_id AND i.source_path = t.source_path AND i.source_sha256 IS NOT DISTINCT FROM t.source_sha256
)
"""
_LONGEST_ROW = 4 * 2**20
"""DuckDB sets aside twice as much as the longest row may have; rows longer than this are measured."""


def load_lines(connection: duckdb.DuckDBPyConnection, blocks: Iterable[TableLines], scratch: Path) -> None:
    """Appends lines to their tables.

    Args:
        connection: to the database, within a transaction.
        blocks: lines, table by table.
        scratch: a folder for what DuckDB can only read from files.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for block in blocks:
            if block.lines:
                file = Path(folder, f"{block.table}.json")
                file.write_bytes(block.lines)
                load_file(connection, block.table, file, longest=_longest_row(block.lines))


def delete_plans(connection: duckdb.DuckDBPyConnection, plan_ids: Sequence[str]) -> None:
    """Removes plans; tables are only searched for plans that are there."""
    held = connection.execute(
        "SELECT plan_id FROM plans WHERE plan_id IN (SELECT unnest(CAST(? AS VARCHAR[])))", [list(plan_ids)]
    ).fetchall()
    if not held:
        return
    for table in _tables_of_plans(connection):
        connection.execute(
            f"DELETE FROM {table} WHERE plan_id IN (SELECT unnest(CAST(? AS VARCHAR[])))", [[row[0] for row in held]]
        )


def load_file(connection: duckdb.DuckDBPyConnection, table: str, file: Path, *, longest: int = _LONGEST_ROW) -> None:
    """Appends the lines of a file to a table; no line is longer than ``longest`` bytes."""
    stamp = f', {_NOW} AS "{_STAMPED[table]}"' if table in _STAMPED else ""
    columns = as_struct(_columns(connection, table, stamped=False))
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT *{stamp} FROM read_json($file, format = 'newline_delimited', "
        f"maximum_object_size = {longest}, columns = {columns})",
        {"file": str(file)},
    )


def load_parquet(
    connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[Path], *, parts: Mapping[str, str] | None = None
) -> None:
    """Appends the rows of Parquet files to a table.

    Args:
        connection: to the database, within a transaction.
        table: the table.
        files: its rows; times are told in them.
        parts: for each plan that is wanted, the name of its file without its ending; None takes all.
    """
    where = "" if parts is None else _OF_THESE_PLANS
    values = {} if parts is None else {"ids": list(parts), "parts": list(parts.values())}
    _insert_parquet(connection, table, files, where, values)


def load_new_ingests(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Adds rows of ``ingests`` from a Parquet file; what a run said of a file is never there twice."""
    _insert_parquet(connection, "ingests", [file], _NOT_TOLD_YET, {})


def _insert_parquet(
    connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[Path], where: str, values: Mapping[str, object]
) -> None:
    columns = as_casts(_columns(connection, table, stamped=True))
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT {columns} FROM read_parquet($files, filename = true) t {where}",
        {"files": [str(file) for file in files], **values},
    )


def _longest_row(lines: bytes) -> int:
    if len(lines) <= _LONGEST_ROW:
        return _LONGEST_ROW
    return max(_LONGEST_ROW, *(len(line) + 1 for line in lines.split(b"\n")))


def _columns(connection: duckdb.DuckDBPyConnection, table: str, *, stamped: bool) -> dict[str, str]:
    """The columns of a table that are loaded; times too, where they are told and not set here."""
    set_here = _SET_LATER if stamped else _SET_LATER | {_STAMPED.get(table)}
    columns = list_columns(connection, table)
    return {name: kind for name, kind in columns.items() if name not in set_here}


def _tables_of_plans(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT t.table_name FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_oid) "
        "WHERE c.column_name = 'plan_id' AND NOT t.temporary"
    ).fetchall()
    return [row[0] for row in rows if row[0] not in _KEPT]
