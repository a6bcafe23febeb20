"""Every mention of a legal document in a plan -> rows of ``citations``."""

from collections.abc import Iterator
from typing import NamedTuple, get_args

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


class _Mention(NamedTuple):
    """A citation, the passage it stands in, and its key: the numbers of the passage and of the citation in it."""

    citation: Citation
    passage: _Passage
    key: tuple[int, int]

    @property
    def carrier(self) -> tuple[int, int | None]:
        """The key of the mention that carries this document out, if there is one."""
        return self.key[0], self.citation.carrier


def cite_plan(
    plan: Plan, drafts: Drafts, *, plan_id: str, place: Place, rules: CitationRules, places: PlaceRules
) -> Outcome[tuple[CitationRow, ...]]:
    """The citations of a plan in document order; the plan's own number is none.

    Notes: citation.two_dates, citation.other_date.
    """
    mentions = tuple(_mentions(plan, drafts, plan_id, rules))
    cited = [Cited(one.citation, place_of(one.citation.raw, one.passage.locus)) for one in mentions]
    settled = settle_documents(cited, place=place, plan_id=plan_id, rules=rules, places=places)
    documents: dict[tuple[int, int | None], str] = {
        one.key: found.document for one, found in zip(mentions, settled.value, strict=True)
    }
    rows = tuple(
        _row(found, one.passage, plan_id, ordinal, documents.get(one.carrier))
        for ordinal, (one, found) in enumerate(zip(mentions, settled.value, strict=True), 1)
    )
    return Outcome(value=rows, notes=settled.notes)


def _mentions(plan: Plan, drafts: Drafts, plan_id: str, rules: CitationRules) -> Iterator[_Mention]:
    """Every mention in the plan but those of itself."""
    printed = own_symbol(plan.header)
    own = read_symbol(printed, rules=rules).text if printed else None
    for number, passage in enumerate(_passages(plan, drafts, plan_id)):
        for at, citation in enumerate(find_citations(passage.text, rules=rules)):
            if citation.symbol is None or own is None or read_symbol(citation.symbol, rules=rules).text != own:
                yield _Mention(citation, passage, (number, at))


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
    yield from _cell_passages(plan, drafts, plan_id)


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


def _cell_passages(plan: Plan, drafts: Drafts, plan_id: str) -> Iterator[_Passage]:
    """Cells that are in no field of a record: headers, groups, rows that became nothing, columns of other kinds."""
    for row in drafts.rows:
        fields, record_id = _fields_of(row, plan_id)
        roles = [column.role for column in plan.tables[row.table].columns]
        for index, cell in enumerate(row.cells):
            if cell and (roles[index] if index < len(roles) else "other") not in fields:
                yield _Passage(cell, row.locus, record_id=record_id)


def _fields_of(row: RowDraft, plan_id: str) -> tuple[tuple[Role, ...], str | None]:
    """The columns of a row that are read with its record, and the record; a header says once what it says."""
    if row.kind == "repeated_header":
        return get_args(Role), None
    if row.task is not None:
        return _TASK_FIELDS, task_id(plan_id, row.task)
    if row.indicator is not None:
        return _INDICATOR_FIELDS, indicator_id(plan_id, row.indicator)
    return (), None


def _row(citation: Citation, passage: _Passage, plan_id: str, ordinal: int, carried_by: str | None) -> CitationRow:
    return CitationRow(
        **citation.model_dump(exclude={"carrier"}),
        carried_by=carried_by,
        **placed(plan_id, place_of(citation.raw, passage.locus)),
        ordinal=ordinal,
        section_id=passage.section_id,
        record_id=passage.record_id,
    )
