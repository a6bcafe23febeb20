"""IndicatorDrafts -> rows of ``indicators``, ``targets`` and ``assignments``."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus, Note
from planparse.model.drafts import IndicatorDraft
from planparse.model.records import AssignmentRow, FieldSourceRow, IndicatorRow, TargetRow
from planparse.model.values import Target
from planparse.normalise.ids import flat, group_labels, group_path, indicator_id, placed, section_id, table_id
from planparse.normalise.indicators import IndicatorMatch, match_indicator, match_note
from planparse.normalise.provenance import source_rows
from planparse.normalise.setting import Setting
from planparse.normalise.targets import find_target_notes, read_prose_targets, read_target_cell
from planparse.rulebook.book import RuleBook
from planparse.rulebook.targets import TargetRules
from planparse.text.quoting import place_of

_NO_TARGET_CONFIDENCE = 0.9
_LAST_BRACKET = regex.compile(r"\(([^()]{1,40})\)[\s.:;]*$")


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


def build_indicators(drafts: Sequence[IndicatorDraft], setting: Setting) -> tuple[IndicatorRows, tuple[Note, ...]]:
    """Normalises indicators. May add ``indicator.*``, ``target.*`` and ``agency.*`` notes, each with its place."""
    indicators: list[IndicatorRow] = []
    targets: list[TargetRow] = []
    assignments: list[AssignmentRow] = []
    sources: list[FieldSourceRow] = []
    notes: list[Note] = []
    plan_id, rules = setting.plan_id, setting.rules
    for index, draft in enumerate(drafts):
        record_id = indicator_id(plan_id, index)
        hint = _find_hint(draft, rules)
        found, findings = find_targets(draft, rules=rules.targets, year=setting.year, hint=hint)
        match = match_indicator(flat(draft.name) or "", unit=_unit(draft, found), rules=rules.indicators)
        agencies = setting.assigner.assign(draft, plan_id=plan_id, record_id=record_id)
        row = _indicator_row(draft, index, plan_id, match, has_target=bool(found))
        indicators.append(row)
        targets += [_target_row(target, ordinal, row) for ordinal, target in enumerate(found, start=1)]
        assignments += agencies.value
        sources += source_rows(draft, plan_id=plan_id, record_id=record_id)
        notes += [*_notes(draft, found, match), *findings, *agencies.notes]
    return IndicatorRows(tuple(indicators), tuple(targets), tuple(assignments), tuple(sources)), tuple(notes)


def _find_hint(draft: IndicatorDraft, rules: RuleBook) -> str | None:
    """The unit that its row prints, else one in brackets behind its name: "Tỷ lệ hồ sơ trực tuyến (%)".

    Behind the name of a share only the sign of a share is one: "Tỷ lệ phủ sóng (thôn)" is no number of thôn.
    """
    name = flat(draft.name) or ""
    bracket = None if draft.unit or draft.prose else _LAST_BRACKET.search(name)
    code = rules.targets.units.read(bracket[1]).code if bracket else None
    if bracket is None or code is None:
        return flat(draft.unit)
    is_fitting = rules.targets.units.kinds[code] == "share" or rules.indicators.reducer.reduce(name).measure != "ratio"
    return bracket[1].strip() if is_fitting else None


def _unit(draft: IndicatorDraft, found: Sequence[PlacedTarget]) -> str | None:
    """The unit that its row prints, else the first one that its targets print."""
    return draft.unit or next((target.value.unit for target in found if target.value.unit), None)


def find_targets(
    draft: IndicatorDraft, *, rules: TargetRules, year: int | None, hint: str | None
) -> tuple[tuple[PlacedTarget, ...], tuple[Note, ...]]:
    """The targets of an indicator, in order, each with a year where any is known, and notes about their words.

    ``hint`` is the unit of a number that prints none.
    """
    if draft.prose:
        read = read_prose_targets(draft.name, rules=rules, year=draft.year or year)
        said = find_target_notes(draft.name, rules=rules, prose=True)
        found = tuple(PlacedTarget(target, place_of(target.raw, draft.locus)) for target in read)
        return found, tuple(note.model_copy(update={"locus": place_of(note.text, draft.locus)}) for note in said)
    cells = [
        (cell.locus, read_target_cell(cell.text, rules=rules, unit_hint=hint, year=cell.year or year))
        for cell in draft.targets
    ]
    return (
        tuple(PlacedTarget(target, place_of(target.raw, locus)) for locus, cell in cells for target in cell.value),
        tuple(note.model_copy(update={"locus": locus}) for locus, cell in cells for note in cell.notes),
    )


def _notes(draft: IndicatorDraft, found: tuple[PlacedTarget, ...], match: IndicatorMatch) -> list[Note]:
    name = (flat(draft.name) or "")[:160]
    notes = []
    if not found:
        notes.append(Note(code="indicator.no_target", text=name, locus=draft.locus))
    if (note := match_note(name, match, draft.locus)) is not None:
        notes.append(note)
    words = (target for target in found if target.value.comparator == "text")
    return notes + [Note(code="target.text", text=value.raw, locus=locus) for value, locus in words]


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


def _target_row(found: PlacedTarget, ordinal: int, indicator: IndicatorRow) -> TargetRow:
    target = found.value
    return TargetRow(
        indicator_id=indicator.indicator_id,
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
        unit_code=target.unit_code,
        low_base=target.low_base,
        high_base=target.high_base,
        per=target.per,
        change=target.change,
        compared_to=target.compared_to,
        out_of=target.out_of,
        code=indicator.code,
        indicator_name=indicator.name,
        indicator_ordinal=indicator.ordinal,
        unit_raw=indicator.unit_raw,
        **placed(indicator.plan_id, found.locus),
    )
