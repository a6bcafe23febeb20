"""A plan of the database as a gold file, as SCHEMA.md of the gold files describes it: so that review feeds regression.

What a reviewer left open is left open in the gold: a deadline that nobody understood, an agency that is in no rule, a
row that became no record. A cell whose readings in two records differ, because a reviewer corrected one of them, stands
in no sidecar: gold says of a cell what it means wherever it is printed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

import duckdb

from planparse.errors import UsageError
from planparse.model.records import (
    AssignmentRow,
    DeadlineRow,
    IndicatorRow,
    Records,
    SourceRow,
    TableRow,
    TargetRow,
    TaskRow,
)
from planparse.wording.message import Message

_HEADER = (
    *("number", "symbol", "place_name", "issued_on", "issued_edtf", "doc_type", "title", "plan_year", "commune_type"),
    *("commune_name", "province_name", "signer_name", "signer_title", "signer_authority", "recipients"),
)
_RAW = ("lead_raw", "support_raw", "output_raw", "notes_raw")
_TEXT_START = 60  # characters of a prose item that a gold file quotes
_LABEL_ENDS = " .)"

Json = dict[str, object]
_Record = TaskRow | IndicatorRow
R = TypeVar("R", TaskRow, IndicatorRow)


class GoldFiles(NamedTuple):
    """A gold file with its sidecars, ready to be written as JSON.

    Attributes:
        name: of the files, without their endings.
        unconfirmed: tasks and indicators that no reviewer has confirmed or corrected; of ``records`` in all.
        unread: deadline cells that are not understood.
    """

    name: str
    gold: Json
    deadlines: list[Json]
    agencies: list[Json]
    records: int
    unconfirmed: int
    unread: int


def find_named_plan(connection: duckdb.DuckDBPyConnection, plan: str, db: Path) -> str:
    """The id of a plan that is named by its id, or by the path or the name of its file.

    Raises:
        UsageError: there is no such plan, or there are several.
    """
    rows = connection.execute("SELECT plan_id, source_path FROM plans ORDER BY source_path, plan_id").fetchall()
    exact = [plan_id for plan_id, path in rows if plan in (plan_id, path)]
    found = exact or [plan_id for plan_id, path in rows if _file_name(path) == plan]
    if not found:
        raise UsageError(Message("corrections.gold.no_such_plan", plan=plan, path=db))
    if len(found) > 1:
        named = ", ".join(f"{plan_id} ({path})" for plan_id, path in rows if plan_id in found)
        raise UsageError(Message("corrections.gold.several_plans", plan=plan, found=named))
    return str(found[0])


def _file_name(source_path: str) -> str:
    return PurePosixPath(source_path.replace("\\", "/")).name


def build_gold(records: Records) -> GoldFiles:
    """The gold file of a plan and its sidecars."""
    file = _file_name(records.plan.source_path)
    every: tuple[_Record, ...] = (*records.tasks, *records.indicators)
    builder = _Builder(records)
    return GoldFiles(
        name=file.partition(".")[0] or records.plan.plan_id,
        gold={
            "file": file,
            "plan": _plan(records),
            "sections": _sections(records),
            "appendices": [{"label": a.label, "number": a.number, "title": a.title} for a in records.appendices],
            "tables": list(builder.tables()),
            "groups": list(builder.groups()),
            "tasks": [*builder.tasks(), *builder.open_rows("task")],
            "indicators": [*builder.indicators(), *builder.open_rows("indicator")],
            "citations": _citations(records),
        },
        deadlines=list(_deadline_readings(records)),
        agencies=list(_agency_readings(records)),
        records=len(every),
        unconfirmed=sum(not record.corrected for record in every),
        unread=len({row.raw for row in records.deadlines if row.kind == "unparsed"}),
    )


def _plan(records: Records) -> Json:
    header = records.plan.model_dump(mode="json", include=set(_HEADER))
    replaced = [row.symbol for row in records.citations if row.relation == "replaces" and row.symbol]
    return {name: header[name] for name in _HEADER} | {"replaces": list(dict.fromkeys(replaced))}


def _sections(records: Records) -> list[Json]:
    index = {row.section_id: position for position, row in enumerate(records.sections)}
    found: list[Json] = []
    for row in records.sections:
        start: Json = {} if row.heading is not None else {"text_start": row.text[:_TEXT_START]}
        parent = None if row.parent_id is None else index.get(row.parent_id)
        found.append({"label": row.label, "level": row.level, "heading": row.heading, **start, "parent": parent})
    return found


def _citations(records: Records) -> list[Json]:
    """Distinct symbols; a date that the plan prints in two ways is left open."""
    dates: dict[str, set[str]] = defaultdict(set)
    types: dict[str, str | None] = {}
    for row in records.citations:
        if row.symbol:
            types[row.symbol] = types.get(row.symbol) or row.doc_type
            dates[row.symbol] |= {row.issued_on.isoformat()} if row.issued_on else set()
    return [
        {"symbol": symbol, "date": next(iter(dates[symbol])) if len(dates[symbol]) == 1 else None, "type": kind}
        | ({"ambiguous_fields": ["date"]} if len(dates[symbol]) > 1 else {})
        for symbol, kind in types.items()
    ]


class _Builder:
    """The rows of a gold file that lie in tables."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._tables = [table for table in records.source_tables if table.kind != "other"]
        self._names = {table.table_id: f"T{number}" for number, table in enumerate(self._tables, 1)}
        self._sections = {row.section_id: row.label for row in records.sections}
        self._appendices = {row.appendix_id: number for number, row in enumerate(records.appendices)}
        self._targets: dict[str, list[TargetRow]] = defaultdict(list)
        for target in records.targets:
            self._targets[target.indicator_id].append(target)
        self._unread = {row.task_id for row in records.deadlines if row.kind == "unparsed"}
        self._rows: dict[str, list[SourceRow]] = defaultdict(list)
        for row in records.source_rows:
            self._rows[row.table_id].append(row)

    def tables(self) -> Iterator[Json]:
        """The tables that hold tasks or indicators."""
        every: tuple[_Record, ...] = (*self._records.tasks, *self._records.indicators)
        for table in self._tables:
            yield {
                "id": self._names[table.table_id],
                "kind": table.kind,
                "appendix": None if table.appendix_id is None else self._appendices.get(table.appendix_id),
                "section_label": self._sections.get(table.section_id or ""),
                "header": list(table.header),
                "n_records": sum(record.table_id == table.table_id for record in every),
                "n_groups": sum(row.kind == "group" for row in self._rows[table.table_id]),
            }

    def groups(self) -> Iterator[Json]:
        """The rows that head others, each with the number of records above it in its table."""
        for table in self._tables:
            before: set[str | None] = set()
            for row in self._rows[table.table_id]:
                if row.kind == "group":
                    label, text = _heading(row, table)
                    yield {
                        "table": self._names[table.table_id],
                        "label": label,
                        "text": text,
                        "before_record": len(before),
                    }
                elif row.record_id is not None:
                    before.add(row.record_id)

    def tasks(self) -> Iterator[Json]:
        """The tasks; a deadline that is not understood is left open."""
        for number, task in _numbered(self._records.tasks):
            fields: Json = {name: getattr(task, name) for name in (*_RAW, "deadline_raw")}
            unread = {"ambiguous_fields": ["deadline"]} if task.task_id in self._unread else {}
            yield self._record(task, number) | fields | unread

    def indicators(self) -> Iterator[Json]:
        """The indicators with their targets."""
        for number, one in _numbered(self._records.indicators):
            fields: Json = {name: getattr(one, name) for name in ("unit_raw", *_RAW)}
            targets = [_target(target) for target in self._targets[one.indicator_id]]
            yield self._record(one, number) | fields | {"targets": targets}

    def open_rows(self, kind: str) -> Iterator[Json]:
        """Rows that became nothing and of which no reviewer said that they are none: neither right nor wrong."""
        dropped = {row.locator for row in self._records.diagnostics if row.code == "correction.dropped"}
        for table in self._tables:
            for row in self._rows[table.table_id]:
                if table.kind == kind and row.kind == "unparsed" and row.locator not in dropped:
                    name = " ".join(cell for cell in row.cells if cell)
                    yield {"table": self._names[table.table_id], "name": name, "ambiguous": True}

    def _record(self, record: _Record, number: int) -> Json:
        table = self._names.get(record.table_id or "")
        return {
            "table": table,
            **({} if table else {"section_label": self._sections.get(record.section_id or "")}),
            "i": number,
            "label": record.label,
            "group_labels": list(record.group_labels),
            "name": record.name,
        }


def _heading(row: SourceRow, table: TableRow) -> tuple[str | None, str]:
    """Label and text of a row that heads others; a cell that is merged across says its text once."""
    cells = list(dict.fromkeys(cell for cell in row.cells if cell))
    at = table.roles.index("ordinal") if "ordinal" in table.roles else None
    label = row.cells[at].rstrip(_LABEL_ENDS) if at is not None and at < len(row.cells) else ""
    if label and len(cells) > 1:
        return label, " ".join(cells[1:])
    return None, " ".join(cells)


def _numbered(rows: Sequence[R]) -> Iterator[tuple[int, R]]:
    counts: dict[str | None, int] = defaultdict(int)
    for row in rows:
        yield counts[row.table_id], row
        counts[row.table_id] += 1


def _target(row: TargetRow) -> Json:
    return {
        "raw": row.raw,
        "year": row.year,
        "comparator": row.comparator,
        "low": None if row.low is None else float(row.low),
        "high": None if row.high is None else float(row.high),
        "unit": row.unit,
        "aspirational": row.aspirational,
        "basis": row.basis,
    }


def _deadline_readings(records: Records) -> Iterator[Json]:
    """Every distinct deadline cell that is understood, and everywhere in one way."""
    parts: dict[str, list[DeadlineRow]] = defaultdict(list)
    for row in records.deadlines:
        parts[row.task_id].append(row)
    readings: dict[str, list[list[Json]]] = defaultdict(list)
    for task in records.tasks:
        read = parts[task.task_id]
        understood = all(part.kind != "unparsed" for part in read)
        readings[task.deadline_raw or ""].append([_part(part) for part in read] if understood else [])
    for raw, found in readings.items():
        if raw and found[0] and all(reading == found[0] for reading in found):
            yield {"raw": raw, "plan_year": records.plan.plan_year, "parts": found[0]}


def _part(row: DeadlineRow) -> Json:
    return {
        "kind": row.kind,
        "start": row.start_on.isoformat() if row.start_on else None,
        "end": row.end_on.isoformat() if row.end_on else None,
        "edtf": row.edtf,
        "rrule": row.rrule,
        "condition": row.condition,
    }


def _agency_readings(records: Records) -> Iterator[Json]:
    """Every distinct cell of agencies; open where an agency is in no rule and nobody has confirmed that."""
    named: dict[tuple[str, str], list[AssignmentRow]] = defaultdict(list)
    for row in records.assignments:
        named[row.record_id, row.role].append(row)
    columns: dict[str, list[str]] = defaultdict(list)
    readings: dict[str, list[list[Json]]] = defaultdict(list)
    open_cells: set[str] = set()
    for record_id, record in _with_ids(records):
        for role in ("lead", "support"):
            if cell := getattr(record, f"{role}_raw"):
                found = sorted(named[record_id, role], key=lambda row: row.ordinal)
                columns[cell].append(f"{role}_raw")
                readings[cell].append([{"raw": row.agency_raw, "id": row.agency_code} for row in found])
                if not record.corrected and any(row.agency_code is None for row in found):
                    open_cells.add(cell)
    for cell, found_units in readings.items():
        if all(units == found_units[0] for units in found_units):
            is_open: Json = {"ambiguous": True} if cell in open_cells else {}
            yield {"cell": cell, "columns": list(dict.fromkeys(columns[cell])), "units": found_units[0], **is_open}


def _with_ids(records: Records) -> Iterable[tuple[str, _Record]]:
    yield from ((task.task_id, task) for task in records.tasks)
    yield from ((one.indicator_id, one) for one in records.indicators)
