"""Reading a plan of the database in the form in which gold files say what is right."""

from collections import defaultdict
from pathlib import PurePosixPath
from typing import NamedTuple

import duckdb

from planparse.report.facts import (
    AgencyFact,
    AppendixFact,
    CitationFact,
    DeadlinePartFact,
    Facts,
    PlanFact,
    RecordFact,
    SectionFact,
    TableFact,
    TargetFact,
)

_Row = dict[str, object]
_TEXT_START = 60  # characters of a prose item that a gold file quotes


class StoredPlan(NamedTuple):
    """A plan of the database."""

    plan_id: str
    source_path: str


def find_plans(connection: duckdb.DuckDBPyConnection, source: str, form: str | None) -> tuple[StoredPlan, ...]:
    """The plans whose file has the same name up to the first dot, whatever its form.

    Args:
        connection: the database.
        source: a file name; folders do not count.
        form: the rest of the name after the stem, such as ``txt`` or ``word.docx``; None takes all.
    """
    rows = connection.execute("SELECT plan_id, source_path FROM plans ORDER BY source_path, plan_id").fetchall()
    stem, _ = _split_name(source)
    found = []
    for plan in (StoredPlan(*row) for row in rows):
        its_stem, its_form = _split_name(plan.source_path)
        if its_stem == stem and form in (None, its_form):
            found.append(plan)
    return tuple(found)


def read_facts(connection: duckdb.DuckDBPyConnection, plan_id: str) -> Facts:
    """What the database says of a plan."""
    reader = _Reader(connection, plan_id)
    return Facts(
        plan=reader.plan(),
        sections=reader.sections(),
        appendices=tuple(map(AppendixFact.model_validate, reader.rows("appendices"))),
        tables=tuple(TableFact.model_validate(row) for row in reader.rows("source_tables") if row["kind"] != "other"),
        tasks=reader.tasks(),
        indicators=reader.indicators(),
        citations=reader.citations(),
    )


def _split_name(path: str) -> tuple[str, str]:
    stem, _, rest = PurePosixPath(path.replace("\\", "/")).name.partition(".")
    return stem, rest


class _Reader:
    """Rows of one plan, as facts."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plan_id: str) -> None:
        self._connection = connection
        self._plan_id = plan_id

    def rows(self, table: str, order: str = "ordinal") -> list[_Row]:
        cursor = self._connection.execute(f"SELECT * FROM {table} WHERE plan_id = ? ORDER BY {order}", [self._plan_id])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def plan(self) -> PlanFact:
        row = self.rows("plans", order="plan_id")[0]
        cited = [row for row in self.rows("citations") if row["symbol"] and row["relation"] == "replaces"]
        replaced = dict.fromkeys(row["symbol"] for row in cited)
        return PlanFact.model_validate(row | {"issued_on": _day(row["issued_on"]), "replaces": list(replaced)})

    def sections(self) -> tuple[SectionFact, ...]:
        rows = self.rows("sections")
        index = {row["section_id"]: position for position, row in enumerate(rows)}
        return tuple(
            SectionFact.model_validate(
                row | {"text_start": str(row["text"])[:_TEXT_START], "parent": index.get(row["parent_id"])}
            )
            for row in rows
        )

    def tasks(self) -> tuple[RecordFact, ...]:
        parts = defaultdict(list)
        for row in self.rows("deadlines"):
            parts[row["task_id"]].append(
                DeadlinePartFact.model_validate(row | {"start": _day(row["start_on"]), "end": _day(row["end_on"])})
            )
        return tuple(
            RecordFact.model_validate(row | self._agencies(row["task_id"]) | {"deadline": parts[row["task_id"]]})
            for row in self.rows("tasks")
        )

    def indicators(self) -> tuple[RecordFact, ...]:
        targets = defaultdict(list)
        for row in self.rows("targets"):
            targets[row["indicator_id"]].append(TargetFact.model_validate(row))
        return tuple(
            RecordFact.model_validate(
                row | self._agencies(row["indicator_id"]) | {"targets": targets[row["indicator_id"]]}
            )
            for row in self.rows("indicators")
        )

    def citations(self) -> tuple[CitationFact, ...]:
        return tuple(
            CitationFact.model_validate(row | {"date": _day(row["issued_on"])})
            for row in self.rows("citations")
            if row["symbol"]  # the gold has printed symbols only
        )

    def _agencies(self, record_id: object) -> _Row:
        rows = self._connection.execute(
            "SELECT role, agency_raw, agency_code FROM assignments "
            "WHERE plan_id = ? AND record_id = ? ORDER BY role, ordinal",
            [self._plan_id, record_id],
        ).fetchall()
        return {
            role: [AgencyFact(raw=raw, id=code) for held, raw, code in rows if held == role]
            for role in ("lead", "support")
        }


def _day(value: object) -> str | None:
    return None if value is None else str(value)
