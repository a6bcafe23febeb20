"""A database of five million tasks: parsed plans, copied within DuckDB as plans of other communes.

Copies keep the rows of their plan and get ids, a commune, a day and names of tasks of their own, so that nothing can be
answered from few distinct values. Only the tables that the measured views read are copied.
"""

from pathlib import Path

import duckdb

from planparse.store.duck import open_for_writing

TASKS = 5_000_000
_COPIED = ("tasks", "indicators", "targets", "assignments", "deadlines", "occurrences")
_IDS = ("plan_id", "task_id", "indicator_id", "record_id", "table_id", "section_id")
_REFERENCE = ("agencies", "agency_names", "indicator_catalog", "communes", "documents")
_NEW_ID = "'p' || left(md5({id} || '/' || copy), 16)"
_LENGTH = 17  # letters of a plan's id, with which the ids of its rows begin


def build_big(source: Path, target: Path, *, tasks: int = TASKS) -> None:
    """Copies the plans of ``source`` until there are so many tasks."""
    target.unlink(missing_ok=True)
    open_for_writing(target).close()
    with duckdb.connect(str(target)) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        for table in _REFERENCE:
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} BY NAME FROM source.{table}")
        held = connection.execute("SELECT count(*) FROM source.tasks").fetchone()
        copies = -(-tasks // max(1, held[0] if held else 1))
        connection.execute(f"CREATE TEMP TABLE copies AS SELECT CAST(range AS INTEGER) AS copy FROM range({copies})")
        _copy_plans(connection)
        for table in _COPIED:
            _copy(connection, table)
        connection.execute("DETACH source")
        connection.execute("CHECKPOINT")


def _copy_plans(connection: duckdb.DuckDBPyConnection) -> None:
    """Each copy is a plan of the commune that stands so many places further down the list."""
    new_id = _NEW_ID.format(id="p.plan_id")
    connection.execute(
        f"""
        CREATE TEMP TABLE listed AS
        SELECT *, CAST(row_number() OVER (ORDER BY commune_code) - 1 AS INTEGER) AS place FROM communes;
        INSERT INTO plans BY NAME
        SELECT p.* REPLACE (
            {new_id} AS plan_id, p.source_path || '/' || copy AS source_path, c.name AS commune_name,
            c.type AS commune_type, c.commune_code AS commune_code, c.province_code AS province_code,
            c.province_name AS province_name, c.name AS place_name, NULL AS same_plan_as, NULL AS replaced_by)
        FROM copies
        CROSS JOIN (SELECT *, row_number() OVER (ORDER BY plan_id) AS nth FROM source.plans) p
        JOIN listed c ON c.place = (p.nth * 7 + copy * 13) % (SELECT count(*) FROM listed)
        ORDER BY copy, nth
    """.replace("SELECT p.* REPLACE", "SELECT p.* EXCLUDE (nth) REPLACE")
    )


def _copy(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows stand plan by plan, as they are loaded."""
    columns = [row[0] for row in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()]
    new_id = _NEW_ID.format(id="r.plan_id")
    changed = [
        f"CASE WHEN {name} IS NULL THEN NULL ELSE {new_id} || substr({name}, {_LENGTH + 1}) END AS {name}"
        for name in _IDS
        if name in columns
    ]
    if table == "tasks":
        shift = "CAST(copy % 13 AS INTEGER) * 7"
        changed += ["name || ' ' || copy AS name", f"due_on + {shift} AS due_on"]
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT r.* REPLACE ({', '.join(changed)}) FROM copies CROSS JOIN source.{table} r"
    )
