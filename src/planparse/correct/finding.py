"""The source row that a correction is about, found again when other rules have read the file.

Ids of records count them, so one more record above shifts all below. What stays is the print: the cells of the row,
and where it stands. The road not taken was to look for similar rows: a correction on the wrong row is worse than a lost
one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from planparse.correct.refusal import CannotCorrectError
from planparse.correct.tables import Record, find_own, id_of
from planparse.model.corrections import Correction
from planparse.model.records import Records, SourceRow

HEADER = "header"
"""The locator of a correction of the plan's header."""
SEPARATOR = ":"
"""Behind it, a confirmation keeps a print of what was confirmed."""


class Anchor(NamedTuple):
    """By what a row is found again: its place, and a hash of its print."""

    page: int | None
    locator: str
    content_hash: str


def find_anchor(records: Records, record_id: str) -> Anchor:
    """The anchor of a record, of a source row, or of the plan's header.

    Raises:
        CannotCorrectError: there is none with this id.
    """
    if record_id == records.plan.plan_id:
        return Anchor(None, HEADER, _hash([records.plan.source_sha256]))
    row = next((row for row in records.source_rows if row.row_id == record_id), None)
    if row is not None:
        return _anchor_of_row(row)
    anchors = _list_anchors(records)
    if record_id not in anchors:
        raise CannotCorrectError("gone")
    return anchors[record_id]


def find_again(records: Records, correction: Correction, made: frozenset[str]) -> str:
    """The id that what a correction is about has in these records.

    Args:
        records: as they stand before the correction.
        correction: the correction.
        made: ids of records that earlier corrections split off; they have no row of their own, and their ids stay.

    Raises:
        CannotCorrectError: the row is not there any more, or is no record.
    """
    if correction.record_id == correction.plan_id:
        return records.plan.plan_id
    if correction.record_id in made:
        return id_of(_known(find_own(records, correction.record_id)))
    if correction.kind == "record":
        return _find_row(records.source_rows, correction).row_id
    return _find_record(records, correction)


def _find_record(records: Records, correction: Correction) -> str:
    """By its source row; a record of prose has none, and is found by its printed words."""
    anchors = _list_anchors(records)
    same = [key for key, anchor in anchors.items() if anchor.content_hash == _row_hash(correction)]
    here = [key for key in same if anchors[key].locator == correction.locator]
    found = here or same
    if len(found) == 1:
        return found[0]
    if correction.record_id in found:  # several sentences of one paragraph, say
        return correction.record_id
    raise CannotCorrectError("gone")


def _find_row(rows: Sequence[SourceRow], correction: Correction) -> SourceRow:
    same = [row for row in rows if _anchor_of_row(row).content_hash == _row_hash(correction)]
    here = [row for row in same if row.locator == correction.locator]
    found = here or same
    if len(found) != 1:
        raise CannotCorrectError("gone")
    return found[0]


def _list_anchors(records: Records) -> dict[str, Anchor]:
    """The anchor of every record, by its id: the first of its source rows, else its words."""
    first: dict[str | None, SourceRow] = {}
    for row in records.source_rows:
        first.setdefault(row.record_id, row)
    words: dict[str, list[str]] = defaultdict(list)
    for source in records.field_sources:
        words[source.record_id].append(source.raw)
    every: tuple[Record, ...] = (*records.tasks, *records.indicators)
    return {
        key: _anchor_of_row(first[key]) if key in first else Anchor(one.page, one.locator, _hash(words[key]))
        for one in every
        for key in (id_of(one),)
    }


def _anchor_of_row(row: SourceRow) -> Anchor:
    return Anchor(row.page, row.locator, _hash(row.cells))


def _row_hash(correction: Correction) -> str:
    return correction.content_hash.partition(SEPARATOR)[0]


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _known(record: Record | None) -> Record:
    if record is None:
        raise CannotCorrectError("gone")
    return record
