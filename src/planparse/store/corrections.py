"""Corrections in the database: theirs is ``corrections``, and ``parsed_rows``, what stood there before them.

``corrections`` outlasts the plans: reading a plan anew replaces its rows and removes its ``parsed_rows``. So a plan
with corrections that hold and no ``parsed_rows`` is one whose corrections wait to be applied; to find them costs next
to nothing while nobody has corrected anything.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from planparse.model.corrections import Correction
from planparse.model.records import Records
from planparse.store.lines import TableLines, build_plan_lines, build_tuple_lines
from planparse.store.loading import delete_plans, load_lines
from planparse.store.reading_back import read_lines, read_records
from planparse.store.same_plan import find_places, link_same_plans

_PENDING = """
SELECT DISTINCT c.plan_id
FROM corrections c
WHERE c.undone_at IS NULL
  AND c.plan_id IN (SELECT plan_id FROM plans)
  AND c.plan_id NOT IN (SELECT plan_id FROM parsed_rows)
ORDER BY ALL
"""
_ANY = "SELECT count(*) FROM (SELECT 1 FROM corrections LIMIT 1)"
_SAME_TIME = """
WITH held AS (SELECT unnest(CAST($ids AS VARCHAR[])) AS plan_id, unnest(CAST($times AS TIMESTAMP[])) AS read_at)
UPDATE plans SET ingested_at = held.read_at FROM held WHERE plans.plan_id = held.plan_id
"""


class ParsedRows(NamedTuple):
    """A row of ``parsed_rows``."""

    plan_id: str
    table_name: str
    rows: str


class CorrectedPlan(NamedTuple):
    """A plan as it is to be stored: as it was read, with its corrections applied, and all of these."""

    parsed: Records
    corrected: Records
    corrections: tuple[Correction, ...]


def read_corrections(connection: duckdb.DuckDBPyConnection, plan_id: str) -> tuple[Correction, ...]:
    """The corrections of a plan, the oldest first; also those that were undone."""
    columns = ", ".join(f'"{name}"' for name in Correction.model_fields)
    rows = connection.execute(
        f"SELECT {columns} FROM corrections WHERE plan_id = ? ORDER BY correction_id", [plan_id]
    ).fetchall()
    return tuple(Correction.model_validate(dict(zip(Correction.model_fields, row, strict=True))) for row in rows)


def read_parsed(connection: duckdb.DuckDBPyConnection, plan_id: str) -> Records | None:
    """A plan as it was read, without its corrections; None where there is no such plan."""
    rows = connection.execute("SELECT table_name, rows FROM parsed_rows WHERE plan_id = ?", [plan_id]).fetchall()
    return read_lines(dict(rows)) if rows else read_records(connection, plan_id)


class CorrectionTables:
    """The corrections of a database that is open for writing.

    Args:
        connection: to the database.
        transact: does a piece of work wholly or not at all.
        scratch: a folder for what DuckDB can only read from files.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, transact: Callable[[Callable[[], None]], None], scratch: Path
    ) -> None:
        self._connection = connection
        self._transact = transact
        self._scratch = scratch

    def pending(self) -> tuple[str, ...]:
        """Plans that were read anew since their corrections were applied."""
        found: list[tuple[str, ...]] = []

        def look() -> None:
            has_any = self._connection.execute(_ANY).fetchone() != (0,)
            rows = self._connection.execute(_PENDING).fetchall() if has_any else []
            found.append(tuple(row[0] for row in rows))

        self._transact(look)
        return found[-1]

    def of_plan(self, plan_id: str) -> tuple[Correction, ...]:
        """The corrections of a plan, the oldest first."""
        return read_corrections(self._connection, plan_id)

    def plan_of(self, correction_id: str) -> str | None:
        """The plan that a correction is of; None where there is no such correction."""
        row = self._connection.execute(
            "SELECT plan_id FROM corrections WHERE correction_id = ?", [correction_id]
        ).fetchone()
        return None if row is None else str(row[0])

    def parsed(self, plan_id: str) -> Records | None:
        """A plan as it was read, without its corrections; None where there is no such plan."""
        return read_parsed(self._connection, plan_id)

    def put(self, plans: Sequence[CorrectedPlan]) -> None:
        """Stores plans with their corrections, all or none; when they were read, and by whom, stays as it is.

        Where no correction holds any more, what was read stands there again, and is not kept twice.

        Raises:
            DatabaseError: the database cannot be written to.
        """
        self._transact(lambda: self._replace(plans))

    def _replace(self, plans: Sequence[CorrectedPlan]) -> None:
        ids = [plan.parsed.plan.plan_id for plan in plans]
        of_these = "plan_id IN (SELECT unnest(CAST(? AS VARCHAR[])))"
        times = dict(
            self._connection.execute(f"SELECT plan_id, ingested_at FROM plans WHERE {of_these}", [ids]).fetchall()
        )
        before = find_places(self._connection, ids)
        delete_plans(self._connection, ids)
        self._connection.execute(f"DELETE FROM corrections WHERE {of_these}", [ids])
        for plan in plans:
            load_lines(self._connection, _build_lines(plan), self._scratch)
        self._connection.execute(_SAME_TIME, {"ids": list(times), "times": list(times.values())})
        link_same_plans(self._connection, before | find_places(self._connection, ids))


def _build_lines(plan: CorrectedPlan) -> list[TableLines]:
    corrections = "".join(f"{one.model_dump_json()}\n" for one in plan.corrections)
    lines = [*build_plan_lines(plan.corrected).tables, TableLines("corrections", corrections.encode())]
    if any(one.undone_at is None for one in plan.corrections):
        plan_id = plan.parsed.plan.plan_id
        rows = [
            ParsedRows(plan_id, block.table, block.lines.decode())
            for block in build_plan_lines(plan.parsed).tables
            if block.lines
        ]
        lines.append(build_tuple_lines("parsed_rows", rows))
    return lines
