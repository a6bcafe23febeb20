"""A database in which every commune of Vietnam has a plan: parsed plans, copied within DuckDB, for pages and reports.

Copies keep the rows of their plan, with its file, and get ids, a commune and values of their own: no two communes set
the same numbers, so that nothing can be drawn from few distinct values.
"""

import sys
from pathlib import Path

import duckdb

from planparse.store.duck import open_for_writing

_REFERENCE = ("agencies", "agency_names", "indicator_catalog", "communes", "documents", "task_links")
_IDS = (
    *("plan_id", "task_id", "indicator_id", "record_id", "table_id", "section_id", "parent_id", "appendix_id"),
    "row_id",
)
_NEW_ID = "'p' || left(md5({id} || '/' || n.commune_code), 16)"
_LENGTH = 17  # letters of a plan's id, with which the ids of its rows begin
_NO_COPIES = frozenset({"plans", "corrections", "parsed_rows"})
_FACTOR = "(0.7 + 0.3 * (n.nth * 37 % 101) / 100)"
_VALUES = {
    # a different number for each commune, in the range that the plan's own number is in
    "targets": tuple(
        f"CASE WHEN r.{bound} > 5 THEN round(r.{bound} * {_FACTOR}) * r.{column} / r.{bound} ELSE r.{column} END"
        f" AS {column}"
        for bound in ("low", "high")
        for column in (bound, f"{bound}_base")
    ),
    "tasks": ("r.due_on + CAST(n.nth % 13 AS INTEGER) * 7 AS due_on",),
    "deadlines": ("r.end_on + CAST(n.nth % 13 AS INTEGER) * 7 AS end_on",),
}


def build_communes(source: Path, target: Path) -> int:
    """Gives each commune of the reference table a copy of one of the plans of ``source``; returns how many."""
    target.unlink(missing_ok=True)
    open_for_writing(target).close()
    with duckdb.connect(str(target)) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        for table in _REFERENCE:
            connection.execute(f"DELETE FROM {table}; INSERT INTO {table} BY NAME FROM source.{table}")
        connection.execute(_NUMBERED)
        connection.execute(f"INSERT INTO plans BY NAME {_PLANS}")
        for table in _tables(connection):
            _copy(connection, table)
        connection.execute("DETACH source; CHECKPOINT")
        made = connection.execute("SELECT count(*) FROM plans").fetchone()
    return int(made[0]) if made else 0


_NUMBERED = """
CREATE TEMP TABLE numbered AS
SELECT c.*, p.plan_id, row_number() OVER (ORDER BY c.commune_code) AS nth
FROM (SELECT *, row_number() OVER (ORDER BY commune_code) - 1 AS place FROM communes) c
JOIN (SELECT plan_id, row_number() OVER (ORDER BY plan_id) - 1 AS place FROM source.v_current_plans) p
  ON p.place = c.place % (SELECT count(*) FROM source.v_current_plans)
"""
_PLANS = f"""
SELECT p.* REPLACE (
    {_NEW_ID.format(id="p.plan_id")} AS plan_id, n.name AS commune_name, n.type AS commune_type,
    n.commune_code AS commune_code, n.province_code AS province_code, n.province_name AS province_name,
    n.name AS place_name, NULL AS same_plan_as, NULL AS replaced_by)
FROM numbered n JOIN source.plans p USING (plan_id)
ORDER BY n.nth
"""


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT t.table_name FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_oid) "
        "WHERE c.column_name = 'plan_id' AND NOT t.temporary AND t.database_name <> 'source' ORDER BY t.table_oid"
    ).fetchall()
    return [row[0] for row in rows if row[0] not in _NO_COPIES]


def _copy(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = [row[0] for row in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()]
    new_id = _NEW_ID.format(id="r.plan_id")
    changed = [
        f"CASE WHEN r.{name} IS NULL THEN NULL ELSE {new_id} || substr(r.{name}, {_LENGTH + 1}) END AS {name}"
        for name in _IDS
        if name in columns
    ]
    changed += _VALUES.get(table, ())
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT r.* REPLACE ({', '.join(changed)}) "
        f"FROM numbered n JOIN source.{table} r USING (plan_id)"
    )


if __name__ == "__main__":
    print(build_communes(Path(sys.argv[1]), Path(sys.argv[2])), "plans")
