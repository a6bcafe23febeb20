"""IndicatorDrafts -> rows of ``indicators``, ``targets`` and ``assignments``."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.model.base import Locus, Note
from planparse.model.drafts import IndicatorDraft
from planparse.model.records import AssignmentRow, FieldSourceRow, IndicatorRow, TargetRow
from planparse.model.values import Target
from planparse.normalise.assignments import Assigner
from planparse.normalise.ids import flat, group_labels, group_path, indicator_id, placed, section_id, table_id
from planparse.normalise.indicators import IndicatorMatch, match_indicator
from planparse.normalise.provenance import source_rows
from planparse.normalise.targets import has_leftover, read_prose_targets, read_targets
from planparse.rulebook.book import RuleBook
from planparse.rulebook.targets import TargetRules
from planparse.text.quoting import place_of

_NO_TARGET_CONFIDENCE = 0.9


class IndicatorRows(NamedTuple):
    """The rows that indicators become."""

    indicators: tuple[IndicatorRow, ...]
    targets: tuple[TargetRow, ...]
    assignments: tuple[AssignmentRow, ...]
    sources: tuple[FieldSourceRow, ...]


class PlacedTarget(NamedTuple):
    """A target value and the place of its words."""

    value: Target
    locus: Locus


def build_indicators(
    drafts: Sequence[IndicatorDraft], *, plan_id: str, year: int | None, rules: RuleBook, assigner: Assigner
) -> tuple[IndicatorRows, tuple[Note, ...]]:
    """Normalises indicators. May add ``indicator.*``, ``target.*`` and ``agency.*`` notes, each with its place."""
    indicators: list[IndicatorRow] = []
    targets: list[TargetRow] = []
    assignments: list[AssignmentRow] = []
    sources: list[FieldSourceRow] = []
    notes: list[Note] = []
    for index, draft in enumerate(drafts):
        record_id = indicator_id(plan_id, index)
        found = find_targets(draft, rules=rules.targets, year=year)
        values = tuple(placed_target.value for placed_target in found)
        unit = draft.unit or next((value.unit for value in values if value.unit), None)
        match = match_indicator(flat(draft.name) or "", unit=unit, rules=rules.indicators)
        agencies = assigner.assign(draft, plan_id=plan_id, record_id=record_id)
        indicators.append(_indicator_row(draft, index, plan_id, match, has_target=bool(values)))
        targets += [_target_row(t, i, plan_id, record_id) for i, t in enumerate(found, start=1)]
        assignments += agencies.value
        sources += source_rows(draft, plan_id=plan_id, record_id=record_id)
        notes += [*_notes(draft, found, match), *_leftovers(draft, rules.targets), *agencies.notes]
    return IndicatorRows(tuple(indicators), tuple(targets), tuple(assignments), tuple(sources)), tuple(notes)


def find_targets(draft: IndicatorDraft, *, rules: TargetRules, year: int | None) -> tuple[PlacedTarget, ...]:
    """The targets of an indicator, in order, each with a year where any is known."""
    if draft.prose:
        found = read_prose_targets(draft.name, rules=rules, year=draft.year or year)
        return tuple(PlacedTarget(target, place_of(target.raw, draft.locus)) for target in found)
    return tuple(
        PlacedTarget(target, place_of(target.raw, cell.locus))
        for cell in draft.targets
        for target in read_targets(cell.text, rules=rules, unit_hint=flat(draft.unit), year=cell.year or year)
    )


def _notes(draft: IndicatorDraft, found: tuple[PlacedTarget, ...], match: IndicatorMatch) -> list[Note]:
    name = (flat(draft.name) or "")[:160]
    notes = []
    if not found:
        notes.append(Note(code="indicator.no_target", text=name, locus=draft.locus))
    if match.code is None:
        notes.append(Note(code="indicator.unmatched", text=name, locus=draft.locus))
    words = (target for target in found if target.value.comparator == "text")
    return notes + [Note(code="target.text", text=value.raw, locus=locus) for value, locus in words]


def _leftovers(draft: IndicatorDraft, rules: TargetRules) -> list[Note]:
    cells = () if draft.prose else draft.targets
    left = (cell for cell in cells if has_leftover(cell.text, rules=rules))
    return [Note(code="target.leftover", text=cell.text, locus=cell.locus) for cell in left]


def _indicator_row(
    draft: IndicatorDraft, index: int, plan_id: str, match: IndicatorMatch, *, has_target: bool
) -> IndicatorRow:
    return IndicatorRow(
        indicator_id=indicator_id(plan_id, index),
        table_id=None if draft.table is None else table_id(plan_id, draft.table),
        section_id=None if draft.section is None else section_id(plan_id, draft.section),
        ordinal=index + 1,
        label=draft.label,
        group_path=group_path(draft.groups),
        group_labels=group_labels(draft.groups),
        name=flat(draft.name) or "",
        unit_raw=flat(draft.unit),
        lead_raw=flat(draft.lead),
        support_raw=flat(draft.support),
        output_raw=flat(draft.output),
        notes_raw=flat(draft.notes),
        code=match.code,
        match_score=match.score,
        confidence=round(draft.confidence * (1.0 if has_target else _NO_TARGET_CONFIDENCE), 3),
        **placed(plan_id, draft.locus),
    )


def _target_row(found: PlacedTarget, ordinal: int, plan_id: str, record_id: str) -> TargetRow:
    target = found.value
    return TargetRow(
        indicator_id=record_id,
        ordinal=ordinal,
        raw=flat(target.raw) or "",
        year=target.year,
        comparator=target.comparator,
        low=target.low,
        high=target.high,
        unit=target.unit,
        aspirational=target.aspirational,
        basis=target.basis,
        scope=target.scope,
        **placed(plan_id, found.locus),
    )
