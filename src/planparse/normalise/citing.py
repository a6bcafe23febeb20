"""Every mention of a legal document in a plan -> rows of ``citations``."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.model.base import Locus, Outcome
from planparse.model.drafts import Drafts, IndicatorDraft, RowDraft, TaskDraft
from planparse.model.plan import Header, Plan, Role
from planparse.model.records import CitationRow
from planparse.model.values import Citation, Place
from planparse.normalise.citations import Cited, find_citations, settle_documents
from planparse.normalise.citations.canonical import read_symbol
from planparse.normalise.ids import indicator_id, placed, section_id, task_id
from planparse.normalise.provenance import field_locus
from planparse.rulebook.citations import CitationRules
from planparse.rulebook.places import PlaceRules
from planparse.text.quoting import place_of

_TASK_FIELDS: tuple[Role, ...] = ("name", "lead", "support", "output", "deadline", "notes")
_INDICATOR_FIELDS: tuple[Role, ...] = ("name", "lead", "support", "output", "notes")


class _Passage(NamedTuple):
    """A text, its place, and the section or record it belongs to."""

    text: str
    locus: Locus
    section_id: str | None = None
    record_id: str | None = None


def cite_plan(
    plan: Plan, drafts: Drafts, *, plan_id: str, place: Place, rules: CitationRules, places: PlaceRules
) -> Outcome[tuple[CitationRow, ...]]:
    """The citations of a plan in document order; the plan's own number is none.

    Notes: citation.two_dates, citation.other_date.
    """
    own = own_symbol(plan.header)
    own = read_symbol(own, rules=rules).text if own else None
    found = [
        (citation, passage)
        for passage in _passages(plan, drafts, plan_id)
        for citation in find_citations(passage.text, rules=rules)
        if citation.symbol is None or own is None or read_symbol(citation.symbol, rules=rules).text != own
    ]
    cited = [Cited(citation, place_of(citation.raw, passage.locus)) for citation, passage in found]
    settled = settle_documents(cited, place=place, plan_id=plan_id, rules=rules, places=places)
    rows = tuple(
        _row(citation, passage, plan_id, ordinal)
        for ordinal, (citation, (_, passage)) in enumerate(zip(settled.value, found, strict=True), 1)
    )
    return Outcome(value=rows, notes=settled.notes)


def own_symbol(header: Header) -> str | None:
    """Number and symbol of the plan itself: ``97/KH-UBND``."""
    return f"{header.number}/{header.symbol}" if header.number and header.symbol else None


def _passages(plan: Plan, drafts: Drafts, plan_id: str) -> Iterator[_Passage]:
    if plan.header.title and plan.header.title_locus:
        yield _Passage(plan.header.title, plan.header.title_locus)
    yield from (_Passage(part.text, part.locus) for part in plan.preamble)
    for index, section in enumerate(plan.sections):
        own_id = section_id(plan_id, index)
        if section.heading:
            yield _Passage(section.heading, section.locus, own_id)
        yield from (_Passage(part.text, part.locus, own_id) for part in section.parts)
    yield from (_Passage(part.text, part.locus) for part in plan.closing)
    for appendix in plan.appendices:
        texts = (appendix.title, appendix.attached_to)
        yield from (_Passage(text, appendix.locus) for text in texts if text)
        yield from (_Passage(part.text, part.locus) for part in appendix.parts)
    yield from (_Passage(note.text, note.locus) for note in plan.footnotes)
    yield from _record_passages(drafts, plan_id)
    yield from (_Passage(cell, row.locus) for row in drafts.rows if _is_loose(row) for cell in row.cells if cell)


def _record_passages(drafts: Drafts, plan_id: str) -> Iterator[_Passage]:
    """The fields of records, whole: a citation that the page break cut in two is one."""
    for index, task in enumerate(drafts.tasks):
        if task.table is not None:  # one of prose is cited with its section
            yield from _fields(task, _TASK_FIELDS, task_id(plan_id, index))
    for index, indicator in enumerate(drafts.indicators):
        if indicator.prose:
            continue  # the sentence is cited with its section
        yield from _fields(indicator, _INDICATOR_FIELDS, indicator_id(plan_id, index))


def _fields(draft: TaskDraft | IndicatorDraft, roles: tuple[Role, ...], record_id: str) -> Iterator[_Passage]:
    for role in roles:
        text = getattr(draft, role)
        if text:
            yield _Passage(text, field_locus(draft, role), record_id=record_id)


def _is_loose(row: RowDraft) -> bool:
    """A row that is no part of a record, and no header: what a column is called cites nothing."""
    return row.kind in ("group", "unparsed") or (row.kind == "continuation" and row.task is row.indicator)


def _row(citation: Citation, passage: _Passage, plan_id: str, ordinal: int) -> CitationRow:
    return CitationRow(
        **citation.model_dump(),
        **placed(plan_id, place_of(citation.raw, passage.locus)),
        ordinal=ordinal,
        section_id=passage.section_id,
        record_id=passage.record_id,
    )
