"""What the rules would read from words that a reviewer is typing."""

from collections.abc import Sequence

from planparse.correct.fields import check_field, clean
from planparse.correct.header import PLAN_FIELDS, read_header
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader, locus_of
from planparse.correct.tables import Record, find_own
from planparse.correct.targets import find_target, read_cell_targets
from planparse.model.corrections import Wish
from planparse.model.drafts import TargetCell
from planparse.model.records import AssignmentRow, DeadlineRow, IndicatorRow, Records, TargetRow, TaskRow

_SIGNS = {">=": "≥", "<=": "≤"}


def preview_wish(records: Records, wish: Wish, rereader: Rereader) -> tuple[str, ...]:
    """What would be read from ``wish.new``, a line for each value: "dated 2026-09-30", "≥ 80 %".

    Raises:
        CannotCorrectError: there is no such record or field, or the words do not fit it.
    """
    words = clean(wish.new)
    if wish.record_id == records.plan.plan_id:
        return _of_plan(records, wish, words, rereader)
    record = find_own(records, wish.record_id)
    if record is None:
        raise CannotCorrectError("gone")
    field = check_field(record, wish.field)
    if isinstance(record, TaskRow) and field in ("deadline", "deadline_raw"):
        rows, _ = rereader.reread_task(records, record, deadline=words)
        return tuple(_say_deadline(row) for row in rows.deadlines)
    if isinstance(record, IndicatorRow) and field in ("target", "target_raw"):
        return _of_target(records, record, wish, words, rereader)
    return _of_text(records, record, field, words, rereader)


def _of_plan(records: Records, wish: Wish, words: str | None, rereader: Rereader) -> tuple[str, ...]:
    field = "commune_code" if wish.field == "commune" else wish.field
    if field not in PLAN_FIELDS:
        raise CannotCorrectError("no_such_field", field=field or "")
    read = read_header(field, words, records.plan, rereader.rules)
    if field == "commune_code" and words is not None:
        return (f"{read['commune_type']} {read['commune_name']}, {read['province_name']}",)
    return () if read[field] is None else (str(read[field]),)


def _of_target(
    records: Records, record: IndicatorRow, wish: Wish, words: str | None, rereader: Rereader
) -> tuple[str, ...]:
    if words is None:
        return ()
    held = find_target(records, record, wish.ordinal)
    cell = TargetCell(text=words, year=held.year if held else records.plan.plan_year, locus=locus_of(held or record))
    read, _ = read_cell_targets(records, record, (cell,), rereader)
    return tuple(_say_target(row) for row in read)


def _of_text(records: Records, record: Record, field: str, words: str | None, rereader: Rereader) -> tuple[str, ...]:
    if words is None:
        return ()
    changed = record.model_copy(update={field: words})
    if field in ("lead_raw", "support_raw"):
        alone = record.model_copy(update={"lead_raw": None, "support_raw": None, field: words})
        return _say_agencies(_read_agencies(records, alone, rereader))
    if field == "name" and isinstance(changed, IndicatorRow):
        rows, _ = rereader.reread_indicator(records, changed, ())
        return (rows.indicators[0].code,) if rows.indicators[0].code else ()
    return (words,)


def _read_agencies(records: Records, record: Record, rereader: Rereader) -> tuple[AssignmentRow, ...]:
    if isinstance(record, TaskRow):
        return rereader.reread_task(records, record, deadline=None)[0].assignments
    return rereader.reread_indicator(records, record, ())[0].assignments


def _say_agencies(rows: Sequence[AssignmentRow]) -> tuple[str, ...]:
    return tuple(f"{row.role}: {row.agency_raw} → {row.agency_code or '?'}" for row in rows)


def _say_deadline(row: DeadlineRow) -> str:
    return " ".join(part for part in (row.kind, row.edtf or row.rrule or row.condition) if part)


def _say_target(row: TargetRow) -> str:
    """``≥ 80 %, 2026``; words that are no number are told as such."""
    numbers = [row.low] if row.low == row.high else [row.low, row.high]
    value = "–".join(f"{number.normalize():f}" for number in numbers if number is not None)
    sign = "" if row.comparator == "range" else _SIGNS.get(row.comparator, row.comparator)
    told = " ".join(part for part in (sign, value or row.raw, row.unit) if part)
    return ", ".join(part for part in (told, str(row.year or "")) if part)
