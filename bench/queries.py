"""What an analyst asks of five million tasks, warm: each answer within 0.2 s on two processors."""

import time
from pathlib import Path
from statistics import median

import duckdb
from big import TASKS, build_big
from tables import Table, format_seconds

LIMIT = 0.2
_RUNS = 5
_THREADS = 2
_CODE = "ha_tang.phu_song_5g"

QUERIES = (
    ("v_indicator_matrix, rows", "SELECT count(*) FROM v_indicator_matrix"),
    ("v_indicator_matrix, first page", "SELECT * FROM v_indicator_matrix LIMIT 50"),
    (
        "v_indicator_matrix, one indicator in all communes",
        "SELECT province_name, commune_name, year, median(low_base) AS low, count(*) AS plans"
        f" FROM v_indicator_matrix WHERE code = '{_CODE}' GROUP BY ALL",
    ),
    (
        "v_indicator_matrix, one indicator in one province",
        f"SELECT * FROM v_indicator_matrix WHERE code = '{_CODE}' AND province_name = 'Đồng Nai'"
        " ORDER BY commune_name, year",
    ),
    ("v_tasks_due, rows", "SELECT count(*) FROM v_tasks_due"),
    ("v_tasks_due, first page", "SELECT * FROM v_tasks_due LIMIT 50"),
    (
        "v_tasks_due, due in 30 days, by province",
        "SELECT province_name, count(*) AS tasks, min(days_left) AS soonest FROM v_tasks_due"
        " WHERE due_on BETWEEN DATE '2026-06-01' AND DATE '2026-06-30' GROUP BY ALL ORDER BY tasks DESC",
    ),
    (
        "v_tasks_due, the next 50 of one province",
        "SELECT commune_name, task, leads, due_on, days_left FROM v_tasks_due"
        " WHERE province_name = 'Đồng Nai' AND due_on >= DATE '2026-06-01' ORDER BY due_on, task_id LIMIT 50",
    ),
    (
        "group by over tasks: kind of deadline and quarter",
        "SELECT deadline_kind, year(due_on) AS year, quarter(due_on) AS quarter, count(*) AS tasks FROM tasks"
        " GROUP BY ALL",
    ),
    (
        "group by over tasks: province and kind of deadline",
        "SELECT p.province_name, t.deadline_kind, count(*) AS tasks FROM tasks t JOIN v_current_plans p USING (plan_id)"
        " GROUP BY ALL",
    ),
    (
        "group by over v_tasks_due: first lead agency and quarter",
        "SELECT leads[1] AS agency, quarter(due_on) AS quarter, count(*) AS tasks FROM v_tasks_due GROUP BY ALL",
    ),
)


def measure_queries(source: Path, big: Path, *, tasks: int = TASKS) -> Table:
    """Each query several times after a first one; the database is built beforehand from parsed plans."""
    begun = time.perf_counter()
    build_big(source, big, tasks=tasks)
    built = time.perf_counter() - begun
    with duckdb.connect(str(big), read_only=True) as connection:
        connection.execute(f"SET threads = {_THREADS}")
        held = connection.execute("SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM tasks)").fetchone()
        rows = tuple(_row(connection, name, query) for name, query in QUERIES)
    plans, count = held or (0, 0)
    return Table(
        "Queries, warm",
        f"{count:,} tasks of {plans:,} plans, {big.stat().st_size / 2**20:,.0f} MB, built in {built:.0f} s;"
        f" {_THREADS} threads; the middle of {_RUNS} runs after a first one. Bar: {LIMIT} s.",
        ("query", "rows", "seconds", "CPU", "within the bar"),
        rows,
    )


def _row(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> tuple[str, ...]:
    rows = len(connection.execute(query).fetchall())
    measured = []
    for _ in range(_RUNS):
        clock, cpu = time.perf_counter(), time.process_time()
        connection.execute(query).fetchall()
        measured.append((time.perf_counter() - clock, time.process_time() - cpu))
    wall, cpu = (median(side) for side in zip(*measured, strict=True))
    return name, f"{rows:,}", format_seconds(wall), format_seconds(cpu), "yes" if wall <= LIMIT else "NO"
