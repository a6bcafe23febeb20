"""What a reviewer has looked at and found right: a record, a field of it, or the plan's header.

What was confirmed is kept as a print of its values, behind the hash of the row. Where newer rules read something else,
or an earlier correction was undone, nobody has confirmed what stands there now: the confirmation is lost, and told,
instead of vouching for it.
"""

import hashlib
from collections.abc import Iterator

from planparse.correct.agencies import find_assignment
from planparse.correct.fields import check_field
from planparse.correct.finding import SEPARATOR
from planparse.correct.header import PLAN_FIELDS
from planparse.correct.marking import ALL, mark, mark_plan
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rows import words_of
from planparse.correct.settling import find_places, settle_field, settle_header, settle_record
from planparse.correct.tables import Record, find_own, id_of, rows_of, with_record
from planparse.model.corrections import Correction
from planparse.model.records import IndicatorRow, PlanRow, Records

_PRINT_LENGTH = 16
_TEXTS = (
    *("label", "group_path", "name", "unit_raw", "lead_raw", "support_raw", "output_raw", "deadline_raw"),
    *("notes_raw", "code"),
)
_OF_DEADLINES = ("kind", "start_on", "end_on", "rrule", "condition")
_OF_TARGETS = ("raw", "year", "comparator", "low", "high", "unit", "aspirational", "basis", "scope")


def with_print(records: Records, record_id: str, correction: Correction) -> Correction:
    """A confirmation that says what was confirmed; one that says so already stays as it is."""
    if SEPARATOR in correction.content_hash:
        return correction
    told = _print(records, record_id, correction.field)
    return correction.model_copy(update={"content_hash": f"{correction.content_hash}{SEPARATOR}{told}"})


def _print(records: Records, record_id: str, field: str | None) -> str:
    """A print of values: the same as long as the same is read there."""
    record = find_own(records, record_id)
    values = _plan_values(records.plan, field) if record is None else _values(records, record, field)
    return hashlib.sha256("\0".join(map(_as_text, values)).encode()).hexdigest()[:_PRINT_LENGTH]


def confirm_record(records: Records, record: Record, correction: Correction) -> Records:
    """Says that a record, or a field of it, is right as it stands: nothing of it is doubtful any more.

    Raises:
        CannotCorrectError: it has no such field, or something else is read there than what was confirmed.
    """
    field = correction.field
    words = None if field is None else _words(records, record, correction, field)
    _check_print(records, id_of(record), correction)
    changed = mark(record, field or ALL)
    records = with_record(records, changed)
    if words is None or field is None:
        targets = tuple(row.raw for row in rows_of(records, "targets", id_of(record)))
        every = (*words_of(records, record), *targets)
        return settle_record(records, find_places(records, record), correction, every)
    return settle_field(records, changed, correction, field, words)


def confirm_header(records: Records, correction: Correction) -> Records:
    """Says that the header, or a column of it, is right as it stands.

    Raises:
        CannotCorrectError: there is no such column, or something else is read there than what was confirmed.
    """
    field = "commune_code" if correction.field == "commune" else correction.field
    if field is not None and field not in PLAN_FIELDS:
        raise CannotCorrectError("no_such_field", field=field)
    _check_print(records, records.plan.plan_id, correction)
    records = records.model_copy(update={"plan": mark_plan(records.plan, field or ALL)})
    return settle_header(records, correction, field)


def _check_print(records: Records, record_id: str, correction: Correction) -> None:
    told = correction.content_hash.partition(SEPARATOR)[2]
    if told and told != _print(records, record_id, correction.field):
        raise CannotCorrectError("read_otherwise")


def _plan_values(plan: PlanRow, field: str | None) -> Iterator[object]:
    for name in PLAN_FIELDS if field is None else ("commune_code" if field == "commune" else field,):
        yield getattr(plan, name, None)


def _values(records: Records, record: Record, field: str | None) -> Iterator[object]:
    """The values of a field, or of all: as printed, and as read from it."""
    record_id = id_of(record)
    yield from (getattr(record, name, None) for name in _TEXTS if field in (None, name))
    if field in (None, "deadline", "deadline_raw"):
        for part in rows_of(records, "deadlines", record_id):
            yield from (getattr(part, name) for name in _OF_DEADLINES)
    if field in (None, "target", "target_raw"):
        for target in rows_of(records, "targets", record_id):
            yield from (getattr(target, name) for name in _OF_TARGETS)
    for row in rows_of(records, "assignments", record_id):
        if field in (None, row.role, f"{row.role}_raw"):
            yield from (row.role, row.agency_raw, row.agency_code)


def _as_text(value: object) -> str:
    """A number is the same number whether or not it has been in the database: 80 and 80.0."""
    is_number = hasattr(value, "as_tuple")
    return repr(float(str(value))) if is_number else str(value)


def _words(records: Records, record: Record, correction: Correction, field: str) -> tuple[str, ...]:
    if field in ("lead", "support"):
        if correction.ordinal is None:
            return tuple(row.agency_raw for row in rows_of(records, "assignments", id_of(record)) if row.role == field)
        return (find_assignment(records, record, field, correction.ordinal).agency_raw,)
    if field == "code":
        if not isinstance(record, IndicatorRow):
            raise CannotCorrectError("no_such_field", field=field)
        return (record.name,)
    if check_field(record, field) in ("target", "target_raw"):
        return tuple(row.raw for row in rows_of(records, "targets", id_of(record)))
    return words_of(records, record)
