"""A record that a reviewer has looked at and found right, as a whole or one field of it."""

from planparse.correct.agencies import find_assignment
from planparse.correct.fields import check_field
from planparse.correct.marking import ALL, mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rows import words_of
from planparse.correct.settling import find_places, settle_field, settle_record
from planparse.correct.tables import Record, id_of, rows_of, with_record
from planparse.model.corrections import Correction
from planparse.model.records import IndicatorRow, Records


def confirm_record(records: Records, record: Record, correction: Correction) -> Records:
    """Says that a record, or a field of it, is right as it stands: nothing of it is doubtful any more.

    Raises:
        CannotCorrectError: it has no such field.
    """
    field = correction.field
    changed = mark(record, field or ALL)
    records = with_record(records, changed)
    if field is None:
        targets = tuple(row.raw for row in rows_of(records, "targets", id_of(record)))
        words = (*words_of(records, record), *targets)
        return settle_record(records, find_places(records, record), correction, words)
    return settle_field(records, changed, correction, field, _words(records, record, correction, field))


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
