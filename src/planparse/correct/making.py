"""A source row that was read as something else, made a record of by the roles of its table's columns."""

from collections.abc import Sequence
from typing import Any, get_args

import regex

from planparse.correct.fields import refresh_record
from planparse.correct.marking import SURE, mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.rows import made_id
from planparse.correct.settling import add_notes, settle_record
from planparse.correct.tables import (
    Record,
    find_own,
    id_of,
    insert_record,
    rows_of,
    with_record,
    with_rows,
    with_source_rows,
)
from planparse.correct.targets import read_cell_targets
from planparse.correct.withdrawing import withdraw_row
from planparse.model.base import Locus
from planparse.model.corrections import Correction
from planparse.model.drafts import TargetCell
from planparse.model.plan import Role
from planparse.model.records import FieldSourceRow, IndicatorRow, Records, SourceField, SourceRow, TableRow, TaskRow

MARK = "record"
"""In ``corrected``: a reviewer said that the row is a record."""
_EMPTY = regex.compile(r"[\s\-–—_.…*]*")
_FIELDS: dict[Role, SourceField] = {
    "ordinal": "label",
    "name": "name",
    "unit": "unit_raw",
    "target": "target",
    "lead": "lead_raw",
    "support": "support_raw",
    "output": "output_raw",
    "deadline": "deadline_raw",
    "notes": "notes_raw",
}


def make_record(records: Records, row: SourceRow, correction: Correction, rereader: Rereader) -> Records:
    """Makes a task or an indicator of a source row; it stands behind the record that the rows above it became.

    Raises:
        CannotCorrectError: the row is a record already, is empty, or ``new`` names no kind of record.
    """
    if correction.new not in ("task", "indicator"):
        raise CannotCorrectError("bad_record_kind", kind=correction.new or "")
    if row.kind == "record":
        return _mark_read(records, row, correction)
    table = next(table for table in records.source_tables if table.table_id == row.table_id)
    cells = _cells_by_role(row, table)
    if not cells.get("name"):
        raise CannotCorrectError("empty_row")
    record = _build(records, row, cells, correction)
    record_id = id_of(record)
    records = withdraw_row(records, row, rereader)
    records = insert_record(records, record, after=lambda other: _stands_before(records, other, row, table))
    records = with_source_rows(records, [row.model_copy(update={"kind": "record", "record_id": record_id})])
    records = settle_record(records, frozenset([row.locator]), correction, row.cells)
    records = with_rows(records, "field_sources", record_id, _sources(row, table, record_id))
    if isinstance(record, IndicatorRow):
        records = _add_targets(records, record, row, table, rereader)
    return refresh_record(records, record_id, rereader)


def _mark_read(records: Records, row: SourceRow, correction: Correction) -> Records:
    """Newer rules read the row as the record that the reviewer wanted: there is nothing left to be done."""
    record = find_own(records, row.record_id or "")
    if record is None or isinstance(record, TaskRow) != (correction.new == "task"):
        raise CannotCorrectError("already_record")
    return with_record(records, mark(record, MARK))


def _cells_by_role(row: SourceRow, table: TableRow) -> dict[Role, str]:
    """What the cells say for their roles; without a name the longest cell that none claims is it."""
    found: dict[Role, list[str]] = {}
    spare: list[str] = []
    for role, cell in _paired(row, table):
        if cell and (role in ("ordinal", "deadline", "target") or not _EMPTY.fullmatch(cell)):
            found.setdefault(role, []).append(cell)
            if role == "other":
                spare.append(cell)
    texts = {role: (" " if role in ("name", "ordinal") else "; ").join(cells) for role, cells in found.items()}
    if "name" not in texts and (rest := spare or [cell for cells in found.values() for cell in cells]):
        texts["name"] = max(rest, key=len)
    return texts


def _paired(row: SourceRow, table: TableRow) -> list[tuple[Role, str]]:
    known = get_args(Role)
    roles: list[Role] = [role if role in known else "other" for role in table.roles]  # type: ignore[misc]
    padded = [*roles, *["other"] * (len(row.cells) - len(roles))]
    return list(zip(padded, row.cells, strict=False))  # type: ignore[arg-type]


def _build(records: Records, row: SourceRow, cells: dict[Role, str], correction: Correction) -> Record:
    path, labels = _groups(records, row)
    both: dict[str, Any] = {
        "plan_id": row.plan_id,
        "page": row.page,
        "bbox": row.bbox,
        "locator": row.locator,
        "table_id": row.table_id,
        "section_id": None,
        "ordinal": 0,  # counted at the end
        "label": cells.get("ordinal"),
        "group_path": path,
        "group_labels": labels,
        "name": cells["name"],
        "lead_raw": cells.get("lead"),
        "support_raw": cells.get("support"),
        "output_raw": cells.get("output"),
        "notes_raw": cells.get("notes"),
        "confidence": SURE,
        "corrected": (MARK,),
    }
    if correction.new == "task":
        return TaskRow(
            task_id=made_id(correction, TaskRow),
            task_key=None,
            deadline_raw=cells.get("deadline"),
            due_on=None,
            deadline_kind="unspecified",
            leads=(),
            **both,
        )
    return IndicatorRow(
        indicator_id=made_id(correction, IndicatorRow),
        unit_raw=cells.get("unit"),
        code=None,
        match_score=None,
        **both,
    )


def _groups(records: Records, row: SourceRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups in force: those of the nearest record of its table, above it first."""
    own = [one for one in records.source_rows if one.table_id == row.table_id and one.record_id]
    above = [one for one in own if one.ordinal < row.ordinal][::-1]
    below = [one for one in own if one.ordinal > row.ordinal]
    for one in (*above, *below):
        record = find_own(records, one.record_id or "")
        if record is not None:
            return record.group_path, record.group_labels
    return (), ()


def _stands_before(records: Records, other: Record, row: SourceRow, table: TableRow) -> bool:
    """Whether a record stands before a row of a table: in an earlier table, or with its rows above."""
    if other.table_id is None:
        return False
    if other.table_id != row.table_id:
        ordinal = next((one.ordinal for one in records.source_tables if one.table_id == other.table_id), 0)
        return ordinal < table.ordinal
    return any(one.ordinal < row.ordinal for one in rows_of(records, "source_rows", id_of(other)))


def _sources(row: SourceRow, table: TableRow, record_id: str) -> list[FieldSourceRow]:
    """The cells of each field, as far as they are known: the place is the row's."""
    sources: list[FieldSourceRow] = []
    for role, cell in _paired(row, table):
        if cell and role in _FIELDS:
            ordinal = 1 + sum(source.field == _FIELDS[role] for source in sources)
            sources.append(
                FieldSourceRow(
                    record_id=record_id,
                    field=_FIELDS[role],
                    ordinal=ordinal,
                    raw=cell,
                    plan_id=row.plan_id,
                    page=row.page,
                    bbox=row.bbox,
                    locator=row.locator,
                )
            )
    return sources


def _add_targets(
    records: Records, indicator: IndicatorRow, row: SourceRow, table: TableRow, rereader: Rereader
) -> Records:
    """The targets in its target columns, each for the year that its column names, else for the plan's."""
    place = Locus(path=row.locator, page=row.page, bbox=row.bbox)
    headers: Sequence[str] = [*table.header, *[""] * (len(row.cells) - len(table.header))]
    cells = tuple(
        TargetCell(text=cell, year=rereader.rules.columns.find_year(header) or records.plan.plan_year, locus=place)
        for (role, cell), header in zip(_paired(row, table), headers, strict=False)
        if role == "target" and cell
    )
    targets, notes = read_cell_targets(records, indicator, cells, rereader)
    records = with_rows(records, "targets", indicator.indicator_id, targets)
    return add_notes(records, notes, ("target.", "indicator.no_target"))
