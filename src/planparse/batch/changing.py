"""One change of corrections: what a reviewer wishes, checked against what stands there, and stored."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from planparse.correct import Applying, CannotCorrectError, apply_corrections, clean, find_anchor, find_last, find_value
from planparse.errors import ConflictError, CorrectionError
from planparse.model.corrections import Correction, Wish
from planparse.model.records import Records
from planparse.rulebook.book import RuleBook
from planparse.store.corrections import CorrectedPlan, CorrectionTables
from planparse.wording.message import Message

Change = Callable[[CorrectionTables], tuple[Correction, ...]]
"""What is done in one session with the database; it stores all or nothing, and may raise CorrectionError."""

_NUMBER_LENGTH = 5
_VALUED = ("set", "choose")
_ORDINALS = range(1, 10_000)


class Author(NamedTuple):
    """Who changes something, and when (UTC, without a zone)."""

    name: str
    at: dt.datetime


def make_corrections(
    tables: CorrectionTables, wishes: Sequence[Wish], author: Author, rules: RuleBook
) -> tuple[Correction, ...]:
    """Makes corrections of wishes and applies them, all or none.

    Raises:
        CorrectionError: a wish cannot be done.
        ConflictError: somebody has changed what a wish is about.
    """
    drafts: dict[str, _PlanDraft] = {}
    made: list[Correction] = []
    for wish in wishes:
        if wish.plan_id not in drafts:
            drafts[wish.plan_id] = _PlanDraft(tables, wish.plan_id, rules)
        made.append(drafts[wish.plan_id].make(wish, author))
    if drafts:
        tables.put([draft.finish() for draft in drafts.values()])
    return tuple(made)


def undo_correction(
    tables: CorrectionTables, correction_id: str, author: Author, rules: RuleBook
) -> tuple[Correction, ...]:
    """Takes a correction back; what was corrected after it is applied to what stands there then.

    Raises:
        CorrectionError: there is no such correction, or it was undone.
    """
    plan_id = tables.plan_of(correction_id)
    parsed = None if plan_id is None else tables.parsed(plan_id)
    if plan_id is None or parsed is None:
        raise CorrectionError(Message("corrections.no_such_correction", correction=correction_id))
    held = tables.of_plan(plan_id)
    one = next(correction for correction in held if correction.correction_id == correction_id)
    if one.undone_at is not None:
        raise CorrectionError(
            Message("corrections.undone_before", by=one.undone_by, at=f"{one.undone_at:%Y-%m-%d %H:%M}")
        )
    undone = one.model_copy(update={"state": "undone", "undone_by": author.name, "undone_at": author.at})
    changed = [undone if correction is one else correction for correction in held]
    result = apply_corrections(parsed, changed, rules)
    tables.put([CorrectedPlan(parsed, result.records, result.corrections)])
    return (undone,)


class _PlanDraft:
    """A plan while corrections are added to those that it has."""

    def __init__(self, tables: CorrectionTables, plan_id: str, rules: RuleBook) -> None:
        parsed = tables.parsed(plan_id)
        if parsed is None:
            raise CorrectionError(Message("corrections.no_such_plan", plan=plan_id))
        self._parsed = parsed
        self._applying = Applying(parsed, rules)
        self._corrections = [self._applying.take(correction) for correction in tables.of_plan(plan_id)]

    def make(self, wish: Wish, author: Author) -> Correction:
        """Makes a correction and applies it.

        Raises:
            CorrectionError: it cannot be done.
            ConflictError: what stands there is not what the reviewer saw.
        """
        records = self._applying.records
        try:
            wish = _checked(wish)
            value = self._check(records, wish)
            anchor = find_anchor(records, wish.record_id)
            correction = Correction(
                correction_id=f"{wish.plan_id}-x{len(self._corrections) + 1:0{_NUMBER_LENGTH}}",
                **wish.model_dump(exclude={"old"}),
                old=value or None,
                made_by=author.name,
                made_at=author.at,
                **anchor._asdict(),
            )
            applied = self._applying.apply(correction)
        except CannotCorrectError as exc:
            raise refusal(exc) from exc
        self._corrections.append(applied)
        return applied

    def finish(self) -> CorrectedPlan:
        """The plan as it is to be stored."""
        return CorrectedPlan(self._parsed, self._applying.finish(), tuple(self._corrections))

    def _check(self, records: Records, wish: Wish) -> str:
        """What stands there now, if the reviewer saw just that."""
        last = self._last_of(wish)
        if wish.kind == "record":
            _check_row(records, wish)
        try:
            value = find_value(records, wish, self._corrections)
        except CannotCorrectError as exc:
            if exc.reason == "gone" and last is not None:
                raise ConflictError(_who_changed(last)) from exc
            raise
        seen = wish.old or ""
        if seen != value and (wish.kind in _VALUED or wish.old is not None):
            raise ConflictError(_who_changed(last) if last else Message("corrections.changed", now=value, seen=seen))
        return value

    def _last_of(self, wish: Wish) -> Correction | None:
        """The last correction that holds of what a wish is about; of its record where there is none of its field."""
        if wish.kind in _VALUED and (same := find_last(self._corrections, wish)):
            return same
        held = [one for one in self._corrections if one.state == "applied" and one.record_id == wish.record_id]
        return next((one for one in reversed(held) if one.kind not in _VALUED), None)


def refusal(exc: CannotCorrectError) -> CorrectionError:
    """Why a correction cannot be done, as an error that can be said in each language."""
    return CorrectionError(Message(f"corrections.refused.{exc.reason}", **exc.values))


def _checked(wish: Wish) -> Wish:
    """A wish as it is kept: words without what no file prints, and only what its kind asks for."""
    if wish.ordinal is not None and wish.ordinal not in _ORDINALS:
        raise CannotCorrectError("no_such_value", field=wish.field or "", ordinal=wish.ordinal)
    told = wish.kind in _VALUED
    new = clean(wish.new) if told or wish.kind in ("record", "split") else None
    if told or wish.kind == "confirm":
        return wish.model_copy(update={"new": new})
    return wish.model_copy(update={"new": new, "field": None, "ordinal": None})


def _check_row(records: Records, wish: Wish) -> None:
    row = next((row for row in records.source_rows if row.row_id == wish.record_id), None)
    if row is not None and row.kind == "record":
        raise CannotCorrectError("already_record")


def _who_changed(last: Correction) -> Message:
    values = {"by": last.made_by, "at": f"{last.made_at:%Y-%m-%d %H:%M}"}
    if last.kind in _VALUED:
        return Message("corrections.conflict.value", **values, now=last.new or "–")
    return Message(f"corrections.conflict.{last.kind}", **values)
