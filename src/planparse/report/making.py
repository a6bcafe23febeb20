"""How an export came to be, and what the database that it comes from holds."""

import datetime as dt
from typing import NamedTuple

import duckdb

_FACTS = """
SELECT
    (SELECT count(*) FROM v_current_plans),
    (SELECT count(*) FROM plans WHERE same_plan_as IS NOT NULL OR replaced_by IS NOT NULL),
    (SELECT count(DISTINCT coalesce(commune_code, province_name || commune_name, place_name, source_path))
     FROM v_current_plans),
    (SELECT count(*) FROM v_tasks_due),
    (SELECT count(*) FILTER (due_on < $today) FROM v_tasks_due),
    (SELECT count(*) FROM indicators JOIN v_current_plans USING (plan_id)),
    (SELECT list(DISTINCT plan_year ORDER BY plan_year) FILTER (plan_year IS NOT NULL) FROM v_current_plans),
    (SELECT list(DISTINCT parser_version ORDER BY parser_version) FROM plans),
    (SELECT list(DISTINCT rules_version ORDER BY rules_version) FROM plans)
"""


class Making(NamedTuple):
    """How a file came to be: when (with its time zone), from which database, by which version of planparse."""

    at: dt.datetime
    database: str
    version: str


class Facts(NamedTuple):
    """What the database holds."""

    plans: int
    other_plans: int
    communes: int
    tasks: int
    overdue: int
    indicators: int
    years: tuple[int, ...]
    parsers: tuple[str, ...]
    rules: tuple[str, ...]


def read_facts(connection: duckdb.DuckDBPyConnection, today: dt.date) -> Facts:
    """Counts what is in the database; copies and replaced plans are not counted."""
    row = connection.execute(_FACTS, {"today": today}).fetchone()
    if row is None:
        raise AssertionError("a statement without FROM gives one row")
    return Facts(*row[:6], *(tuple(values or ()) for values in row[6:]))
