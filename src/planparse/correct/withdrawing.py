"""A row that was read as the rest of a record, taken out of it again: with its cells goes what they said."""

from planparse.correct.fields import refresh_record
from planparse.correct.rereading import Rereader
from planparse.correct.tables import find_own, rows_of, with_record, with_rows
from planparse.model.records import FieldSourceRow, Records, SourceRow

_TEXTS = ("name", "unit_raw", "lead_raw", "support_raw", "output_raw", "deadline_raw", "notes_raw")


def withdraw_row(records: Records, row: SourceRow, rereader: Rereader) -> Records:
    """The records without a row in the one that it continued.

    A field that is the text of its cells becomes the text of those that are left, and is read anew; one that a reviewer
    worded otherwise stays as he worded it.
    """
    record = find_own(records, row.record_id or "")
    if record is None or row.record_id is None:
        return records
    cells: tuple[FieldSourceRow, ...] = rows_of(records, "field_sources", row.record_id)
    left = tuple(cell for cell in cells if not _lies_in(cell.locator, row.locator))
    texts: dict[str, str | None] = {}
    for field in _TEXTS:
        before, after = _text_of(cells, field), _text_of(left, field)
        if before != after and getattr(record, field, None) == before:
            texts[field] = after
    if not texts.get("name", "kept"):
        texts.pop("name")  # a record must have one
    records = with_rows(records, "field_sources", row.record_id, left)
    targets = [one for one in rows_of(records, "targets", row.record_id) if not _lies_in(one.locator, row.locator)]
    records = with_rows(records, "targets", row.record_id, targets)
    records = with_record(records, record.model_copy(update=texts))
    return refresh_record(records, row.record_id, rereader) if texts else records


def _text_of(cells: tuple[FieldSourceRow, ...], field: str) -> str | None:
    return " ".join(cell.raw for cell in cells if cell.field == field) or None


def _lies_in(locator: str, row: str) -> bool:
    return locator == row or locator.startswith(f"{row}/")
