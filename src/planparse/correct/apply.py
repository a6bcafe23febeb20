"""All corrections of a plan, the oldest first, on top of what was read.

True of the result:
1. without corrections it is what was read, unchanged;
2. a correction is applied wholly or not at all; one whose row is not there any more is lost, and a finding says so;
3. every reference leads to a row of the result, and ordinals of records count them in document order;
4. no source row is gone: what is no record any more is ``unparsed``, with a finding.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from planparse.correct.agencies import choose_agency
from planparse.correct.confirming import confirm_header, confirm_record, with_print
from planparse.correct.fields import set_field
from planparse.correct.finding import HEADER, find_again, find_anchor
from planparse.correct.header import set_header
from planparse.correct.making import make_record
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.rows import drop_record, join_record, made_id, split_record
from planparse.correct.settling import add_notes, say_who
from planparse.correct.tables import Record, find_own, id_of
from planparse.correct.targets import choose_code
from planparse.model.base import Locus, Note
from planparse.model.corrections import Correction
from planparse.model.records import IndicatorRow, Records, TaskRow
from planparse.rulebook.book import RuleBook


class Corrected(NamedTuple):
    """A plan with its corrections applied, and what became of each of them, in the order given.

    A correction that was applied carries the id and the place that its record has now.
    """

    records: Records
    corrections: tuple[Correction, ...]


def apply_corrections(records: Records, corrections: Sequence[Correction], rules: RuleBook) -> Corrected:
    """Applies corrections to a plan as it was read, the oldest first; those that were undone are passed over."""
    applying = Applying(records, rules)
    done = tuple(applying.take(correction) for correction in corrections)
    return Corrected(applying.finish(), done)


class Applying:
    """A plan while corrections are applied to it, one after the other.

    Args:
        parsed: the plan as it was read.
        rules: by which corrected words are read.
    """

    def __init__(self, parsed: Records, rules: RuleBook) -> None:
        self.records = parsed
        self.rereader = Rereader(parsed, rules)
        self._parsed = parsed
        self._made: frozenset[str] = frozenset()

    def take(self, correction: Correction) -> Correction:
        """Applies a correction if it can be; says what became of it."""
        if correction.undone_at is not None:
            return correction.model_copy(update={"state": "undone"})
        try:
            return self.apply(correction)
        except CannotCorrectError:
            self.records = add_notes(self.records, [_lost_note(correction)], ("correction.",))
            return correction.model_copy(update={"state": "lost"})

    def apply(self, correction: Correction) -> Correction:
        """Applies a correction; it carries the id and the place that its record has now.

        Raises:
            CannotCorrectError: it cannot be applied; nothing was changed.
        """
        record_id = find_again(self.records, correction, self._made)
        anchor = find_anchor(self.records, record_id)
        if correction.kind == "confirm":
            correction = with_print(self.records, record_id, correction)
        self.records = self._changed(record_id, correction)
        if correction.kind == "split":
            self._made |= {made_id(correction, kind) for kind in (TaskRow, IndicatorRow)}
        return correction.model_copy(
            update={"record_id": record_id, "page": anchor.page, "locator": anchor.locator, "state": "applied"}
        )

    def finish(self) -> Records:
        """The plan with all that was applied, its rows in order and counted."""
        return self.records if self.records is self._parsed else _in_order(self.records)

    def _changed(self, record_id: str, correction: Correction) -> Records:
        if record_id == correction.plan_id:
            return self._change_header(correction)
        if correction.kind == "record":
            row = next(row for row in self.records.source_rows if row.row_id == record_id)
            return make_record(self.records, row, correction, self.rereader)
        record = find_own(self.records, record_id)
        if record is None:
            raise CannotCorrectError("gone")
        return self._change_record(record, correction)

    def _change_header(self, correction: Correction) -> Records:
        match correction.kind:
            case "set" | "choose":
                return set_header(self.records, correction, self.rereader)
            case "confirm":
                return confirm_header(self.records, correction)
            case _:
                raise CannotCorrectError("no_such_field", field=correction.kind)

    def _change_record(self, record: Record, correction: Correction) -> Records:
        records, rereader = self.records, self.rereader
        match correction.kind:
            case "set":
                return set_field(records, record, correction, rereader)
            case "choose":
                is_code = correction.field == "code"
                choose = choose_code if is_code else choose_agency
                return choose(records, record, correction, rereader.rules)
            case "drop":
                return drop_record(records, record, correction)
            case "join":
                return join_record(records, record, correction, rereader)
            case "split":
                return split_record(records, record, correction, rereader)
            case "confirm":
                return confirm_record(records, record, correction)
            case "record":
                raise CannotCorrectError("already_record")


def _lost_note(correction: Correction) -> Note:
    what = " ".join(part for part in (correction.kind, correction.field, correction.new) if part)
    locus = None if correction.locator == HEADER else Locus(path=correction.locator, page=correction.page)
    return Note(code="correction.lost", text=f"{say_who(correction)}: {what}", locus=locus)


def _in_order(records: Records) -> Records:
    """Records counted in document order; what is theirs stands in their order; findings are counted."""
    tasks = _counted(records.tasks)
    indicators = _counted(records.indicators)
    rank: dict[Any, int] = {id_of(record): at for at, record in enumerate((*tasks, *indicators))}
    ordinals = {one.indicator_id: one.ordinal for one in indicators}
    targets = (row.model_copy(update={"indicator_ordinal": ordinals[row.indicator_id]}) for row in records.targets)
    return records.model_copy(
        update={
            "tasks": tasks,
            "indicators": indicators,
            "targets": tuple(sorted(targets, key=lambda row: (rank[row.indicator_id], row.ordinal))),
            "deadlines": tuple(sorted(records.deadlines, key=lambda row: (rank[row.task_id], row.ordinal))),
            "occurrences": tuple(sorted(records.occurrences, key=lambda row: rank[row.task_id])),
            "assignments": tuple(
                sorted(records.assignments, key=lambda row: (rank[row.record_id], row.role, row.ordinal))
            ),
            "field_sources": tuple(sorted(records.field_sources, key=lambda row: rank[row.record_id])),
            "citations": tuple(sorted(records.citations, key=lambda row: row.ordinal)),
            "diagnostics": _counted(records.diagnostics),
        }
    )


def _counted(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        row if row.ordinal == ordinal else row.model_copy(update={"ordinal": ordinal})
        for ordinal, row in enumerate(rows, 1)
    )
