"""Records taken away, joined and split."""

from planparse.correct.fields import clean, derive_name, refresh_record
from planparse.correct.marking import mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.settling import add_notes, find_places, say_who, settle_record
from planparse.correct.tables import (
    DERIVED,
    Record,
    find_own,
    give_rows,
    id_of,
    insert_record,
    rows_of,
    with_record,
    with_rows,
    with_source_rows,
    without_record,
)
from planparse.model.base import Locus, Note
from planparse.model.corrections import Correction
from planparse.model.records import FieldSourceRow, IndicatorRow, Records, TargetRow, TaskRow

_JOINED = ("name", "lead_raw", "support_raw", "output_raw", "notes_raw", "deadline_raw", "unit_raw")


def drop_record(records: Records, record: Record, correction: Correction) -> Records:
    """Takes away what is no record. Its rows stay, as rows that became none, with a finding that says who said so."""
    places, words = find_places(records, record), words_of(records, record)
    own = rows_of(records, "source_rows", id_of(record))
    records = settle_record(without_record(records, record), places, correction, words)
    freed = [row.model_copy(update={"kind": "unparsed", "record_id": None}) for row in own]
    note = Note(
        code="correction.dropped",
        text=f"{say_who(correction)}: {record.name}",
        locus=Locus(path=record.locator, page=record.page, bbox=record.bbox),
    )
    return add_notes(with_source_rows(records, freed), [note], ("correction.",))


def join_record(records: Records, record: Record, correction: Correction, rereader: Rereader) -> Records:
    """Makes a record the rest of the one above it: texts are joined, and read anew together.

    Raises:
        CannotCorrectError: nothing of its kind stands above it in its table or text.
    """
    above = find_above(records, record)
    if above is None:
        raise CannotCorrectError("nothing_above", name=record.name)
    texts = {field: _joined(above, record, field) for field in _JOINED if hasattr(above, field)}
    joined = mark(above.model_copy(update={**texts, "label": above.label or record.label}), "name")
    places, words = find_places(records, record), words_of(records, record)
    records = _give_all(records, record, above)
    records = settle_record(with_record(without_record(records, record), joined), places, correction, words)
    return refresh_record(records, id_of(joined), rereader)


def split_record(records: Records, record: Record, correction: Correction, rereader: Rereader) -> Records:
    """Parts a record in two where some words begin in its name; the second has the same agencies, deadline, targets.

    The source row stays with the first: it prints both.

    Raises:
        CannotCorrectError: the words do not stand in the name, or nothing stands before them.
    """
    words = clean(correction.new)
    at = record.name.find(words) if words else -1
    while at > 0 and not record.name[at - 1].isspace() and record.name[at - 1].isalnum():
        at = record.name.find(words or "", at + 1)
    if at <= 0 or not record.name[:at].strip():
        raise CannotCorrectError("not_in_name", words=words or "", name=record.name)
    first = mark(record.model_copy(update={"name": record.name[:at].strip()}), "name")
    second_id = made_id(correction, record)
    second = _named(first, second_id).model_copy(update={"name": record.name[at:].strip(), "label": None})
    records = insert_record(with_record(records, first), second, after=lambda row: id_of(row) == id_of(record))
    for table in DERIVED:
        key = "task_id" if table in ("deadlines", "occurrences") else "record_id"
        key = "indicator_id" if table == "targets" else key
        copies = [row.model_copy(update={key: second_id}) for row in rows_of(records, table, id_of(record))]
        records = with_rows(records, table, second_id, copies)
    return _reread_name(_reread_name(records, id_of(first), rereader), second_id, rereader)


def find_above(records: Records, record: Record) -> Record | None:
    """The record of its kind that stands before it, in the same table, or in the text like it."""
    rows: tuple[Record, ...] = records.tasks if isinstance(record, TaskRow) else records.indicators
    at = next(index for index, row in enumerate(rows) if id_of(row) == id_of(record))
    above = rows[at - 1] if at else None
    return above if above is not None and above.table_id == record.table_id else None


def made_id(correction: Correction, like: Record | type[TaskRow] | type[IndicatorRow]) -> str:
    """The id of the record that a correction makes: it follows the correction's, so that no reading can take it."""
    is_task = isinstance(like, TaskRow) or like is TaskRow
    number = correction.correction_id.rpartition("-")[2]
    return f"{correction.plan_id}-{'k' if is_task else 'i'}{number}"


def words_of(records: Records, record: Record) -> tuple[str, ...]:
    """All that a record prints, for findings that quote it."""
    owned = rows_of(records, "field_sources", id_of(record))
    agencies = rows_of(records, "assignments", id_of(record))
    return (record.name, *(row.raw for row in owned), *(row.agency_raw for row in agencies))


def _joined(above: Record, record: Record, field: str) -> str | None:
    first, rest = getattr(above, field), getattr(record, field)
    if field == "unit_raw" and first:
        return str(first)
    return " ".join(text for text in (first, rest) if text) or None


def _give_all(records: Records, record: Record, above: Record) -> Records:
    """What is the record's becomes the other's: source rows as its continuation, cells, targets, mentions."""
    own_id, to = id_of(record), id_of(above)
    own = rows_of(records, "source_rows", own_id)
    rows = [row.model_copy(update={"kind": "continuation", "record_id": to}) for row in own]
    records = _give_counted(with_source_rows(records, rows), own_id, to)
    return give_rows(records, "citations", own_id, to)


def _give_counted(records: Records, own_id: str, to: str) -> Records:
    """Cells and targets, counted on behind those that are there."""
    cells: list[FieldSourceRow] = list(rows_of(records, "field_sources", to))
    for source in rows_of(records, "field_sources", own_id):
        ordinal = 1 + sum(cell.field == source.field for cell in cells)
        cells.append(source.model_copy(update={"record_id": to, "ordinal": ordinal}))
    targets: list[TargetRow] = list(rows_of(records, "targets", to))
    last = max((target.ordinal for target in targets), default=0)
    for number, target in enumerate(rows_of(records, "targets", own_id), last + 1):
        targets.append(target.model_copy(update={"indicator_id": to, "ordinal": number}))
    records = with_rows(with_rows(records, "field_sources", own_id, ()), "targets", own_id, ())
    return with_rows(with_rows(records, "field_sources", to, cells), "targets", to, targets)


def _named(record: Record, record_id: str) -> Record:
    key = "task_id" if isinstance(record, TaskRow) else "indicator_id"
    return record.model_copy(update={key: record_id})


def _reread_name(records: Records, record_id: str, rereader: Rereader) -> Records:
    record = find_own(records, record_id)
    return records if record is None else derive_name(records, record, rereader)
