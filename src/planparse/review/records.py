"""What the page shows of one record: its fields, its findings, its place, and what reviewers did to its plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.errors import UsageError
from planparse.report.cells import format_value
from planparse.report.places import format_place
from planparse.report.query import Connection
from planparse.report.record import Record, Values, read_record
from planparse.review.fields import Field, Names, build_fields
from planparse.review.findings import Finding, explain_findings
from planparse.review.source_view import Box, ShownTable, ShownText, find_boxes, show_table, show_text
from planparse.store.looking import look_into
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

_CORRECTIONS = """
SELECT correction_id, record_id, kind, field, ordinal, old, new, made_by, made_at, undone_by, undone_at, locator, state
FROM corrections WHERE plan_id = ? ORDER BY correction_id
"""
_SHOWN_CORRECTIONS = 200  # the last ones of a plan


class Shown(NamedTuple):
    """A record, ready to be shown.

    Attributes:
        corrections: of its whole plan, the last first.
        boxes: where to draw outlines, by page; empty where the format has no pages.
        pages: of the file; 0 where the format has none.
        cells: of a source row.
        old: by which a wish about the whole record says what the reviewer saw.
    """

    record_id: str
    plan_id: str
    kind: str
    heading: str
    groups: tuple[str, ...]
    plan: Values
    place: str
    confidence: float | None
    corrected: tuple[str, ...]
    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]
    table: ShownTable | None
    text: ShownText | None
    boxes: dict[int, tuple[Box, ...]]
    pages: int
    corrections: tuple[Values, ...]
    cells: tuple[str, ...]
    old: str


def show_record(db: Path, record_id: str, names: Names, catalogue: Catalogue) -> Shown | None:
    """A task, an indicator, a source row or a plan as it stands now; None where there is no such record.

    Raises:
        DatabaseError: the database cannot be read.
    """
    connection = look_into(db)
    try:
        record = read_record(connection, record_id, elsewhere=False)
        return _build(connection, record, names, catalogue)
    except UsageError:
        return None
    finally:
        connection.close()


def find_source(db: Path, plan_id: str) -> tuple[str, str]:
    """The path and the SHA-256 of the file that a plan was read from.

    Raises:
        UsageError: there is no such plan.
        DatabaseError: the database cannot be read.
    """
    connection = look_into(db)
    try:
        rows = connection.execute(
            "SELECT source_path, source_sha256 FROM plans WHERE plan_id = ?", [plan_id]
        ).fetchall()
    finally:
        connection.close()
    if not rows:
        raise UsageError(Message("review.failure.plan", plan=plan_id))
    return str(rows[0][0]), str(rows[0][1])


def _build(connection: Connection, record: Record, names: Names, catalogue: Catalogue) -> Shown:
    row, plan = record.row, record.plan
    corrections = _read_corrections(connection, str(plan["plan_id"]))
    return Shown(
        record_id=record.record_id,
        plan_id=str(plan["plan_id"]),
        kind=record.kind,
        heading=_heading(record),
        groups=_texts(row.get("group_path")),
        plan=plan,
        place=format_place(row) if "locator" in row else "",
        confidence=float(str(row["confidence"])) if row.get("confidence") is not None else None,
        corrected=_texts(row.get("corrected")),
        fields=build_fields(record, corrections, names, catalogue),
        findings=explain_findings(record.parts["diagnostics"], catalogue),
        table=show_table(connection, record),
        text=show_text(record),
        boxes=find_boxes(record),
        pages=int(str(plan["page_count"] or 0)),
        corrections=tuple(reversed(corrections))[:_SHOWN_CORRECTIONS],
        cells=_texts(row.get("cells")),
        old=_old(record),
    )


def _heading(record: Record) -> str:
    """What a record is called: its name, the title of a plan, the cells of a row."""
    if record.kind == "row":
        return " | ".join(text for text in _texts(record.row.get("cells")) if text)
    return format_value(record.row.get("name") or record.row.get("title") or record.row.get("doc_type"))


def _old(record: Record) -> str:
    if record.kind == "row":
        return " | ".join(_texts(record.row.get("cells")))
    return format_value(record.row.get("title" if record.kind == "plan" else "name"))


def _read_corrections(connection: Connection, plan_id: str) -> Sequence[Values]:
    cursor = connection.execute(_CORRECTIONS, [plan_id])
    names = [described[0] for described in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
