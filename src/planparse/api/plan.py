"""A plan as it was read: what a person asks of it, with the rows that the database would hold behind it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from planparse.model.records import (
    AppendixRow,
    AssignmentRow,
    CitationRow,
    DeadlineRow,
    DiagnosticRow,
    IndicatorRow,
    Records,
    SectionRow,
    TargetRow,
    TaskRow,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Task:
    """A task (nhiệm vụ).

    Attributes:
        name: what is to be done.
        label: its ordinal as printed; None where it has none.
        group_path: the headings that it stands under, outermost first.
        leads: the agencies that lead it (chủ trì), in order.
        supports: the agencies that support it (phối hợp).
        deadline: its deadline as printed.
        deadlines: the deadline read, part by part: kind, days, EDTF, RRULE.
        due_on: the last day; None where the deadline names no day.
        row: the row of ``tasks``, with its place in the file.
    """

    name: str
    label: str | None
    group_path: tuple[str, ...]
    leads: tuple[AssignmentRow, ...]
    supports: tuple[AssignmentRow, ...]
    output: str | None
    deadline: str | None
    deadlines: tuple[DeadlineRow, ...]
    due_on: dt.date | None
    notes: str | None
    row: TaskRow


@dataclass(frozen=True)
class Indicator:
    """An indicator (chỉ tiêu).

    Attributes:
        name: what is measured, as printed.
        code: the canonical indicator; None when none matches.
        unit: its unit as printed.
        targets: its values: per year, and per value in a cell.
        leads: the agencies that lead it (chủ trì), in order.
        supports: the agencies that support it (phối hợp).
        row: the row of ``indicators``, with its place in the file.
    """

    name: str
    label: str | None
    code: str | None
    unit: str | None
    targets: tuple[TargetRow, ...]
    leads: tuple[AssignmentRow, ...]
    supports: tuple[AssignmentRow, ...]
    row: IndicatorRow


@dataclass(frozen=True)
class Plan:
    """A plan (kế hoạch) that was read.

    Attributes:
        title: what it is about (trích yếu).
        number, symbol: as in 12/KH-UBND.
        year: the year it is for.
        issued_on: its day of issue; None unless day, month and year are printed.
        commune, commune_code, province: whose it is; None where that is not certain.
        sections, appendices, citations: the parts of its text.
        tasks, indicators: what it sets.
        findings: where a person should look.
        records: everything, as the database would hold it.
    """

    title: str | None
    number: int | None
    symbol: str | None
    year: int | None
    issued_on: dt.date | None
    commune: str | None
    commune_code: str | None
    province: str | None
    sections: tuple[SectionRow, ...]
    appendices: tuple[AppendixRow, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    citations: tuple[CitationRow, ...]
    findings: tuple[DiagnosticRow, ...]
    records: Records

    def to_json(self) -> str:
        """Everything as JSON, as ``planparse parse`` prints it."""
        return self.records.model_dump_json(indent=2)


def records_to_plan(records: Records) -> Plan:
    """Puts the rows of a plan together as a person thinks of them."""
    plan, agencies = records.plan, _Agencies(records.assignments)
    deadlines = _by((row.task_id, row) for row in records.deadlines)
    targets = _by((row.indicator_id, row) for row in records.targets)
    return Plan(
        title=plan.title,
        number=plan.number,
        symbol=plan.symbol,
        year=plan.plan_year,
        issued_on=plan.issued_on,
        commune=plan.commune_name,
        commune_code=plan.commune_code,
        province=plan.province_name,
        sections=records.sections,
        appendices=records.appendices,
        tasks=tuple(_build_task(row, tuple(deadlines[row.task_id]), agencies) for row in records.tasks),
        indicators=tuple(
            _build_indicator(row, tuple(targets[row.indicator_id]), agencies) for row in records.indicators
        ),
        citations=records.citations,
        findings=records.diagnostics,
        records=records,
    )


class _Agencies:
    """Who leads and who supports each record."""

    def __init__(self, rows: Iterable[AssignmentRow]) -> None:
        self._rows = _by(((row.record_id, row.role), row) for row in rows)

    def leads(self, record_id: str) -> tuple[AssignmentRow, ...]:
        return tuple(self._rows[record_id, "lead"])

    def supports(self, record_id: str) -> tuple[AssignmentRow, ...]:
        return tuple(self._rows[record_id, "support"])


def _build_task(row: TaskRow, deadlines: tuple[DeadlineRow, ...], agencies: _Agencies) -> Task:
    return Task(
        name=row.name,
        label=row.label,
        group_path=row.group_path,
        leads=agencies.leads(row.task_id),
        supports=agencies.supports(row.task_id),
        output=row.output_raw,
        deadline=row.deadline_raw,
        deadlines=deadlines,
        due_on=row.due_on,
        notes=row.notes_raw,
        row=row,
    )


def _build_indicator(row: IndicatorRow, targets: tuple[TargetRow, ...], agencies: _Agencies) -> Indicator:
    return Indicator(
        name=row.name,
        label=row.label,
        code=row.code,
        unit=row.unit_raw,
        targets=targets,
        leads=agencies.leads(row.indicator_id),
        supports=agencies.supports(row.indicator_id),
        row=row,
    )


K = TypeVar("K")


def _by(pairs: Iterable[tuple[K, T]]) -> defaultdict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
