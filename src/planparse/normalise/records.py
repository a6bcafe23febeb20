"""Plan and Drafts -> Records: canonical values beside the raw text, ids, and the place of everything.

True of the result:
1. raw fields are the drafts' texts with white space collapsed;
2. every task has at least one deadline, every agency cell its assignments, in order;
3. every id begins with the plan's id, and every reference leads to a row of these records.
"""

from collections.abc import Iterator

from planparse.model.base import Note, Outcome
from planparse.model.drafts import Drafts, RowDraft
from planparse.model.identity import Identity
from planparse.model.plan import Header, Plan, TextPart
from planparse.model.records import (
    AppendixRow,
    DigitalSignatureRow,
    FootnoteRow,
    PlanRow,
    Records,
    SectionRow,
    SourceRow,
    TableRow,
)
from planparse.model.values import Place
from planparse.normalise.citing import cite_plan
from planparse.normalise.ids import appendix_id, indicator_id, placed, section_id, table_id, task_id
from planparse.normalise.indicator_rows import build_indicators
from planparse.normalise.places import find_place
from planparse.normalise.setting import build_setting
from planparse.normalise.task_rows import build_tasks
from planparse.normalise.years import find_attached_year, find_issued_on, find_plan_year, format_issued_edtf
from planparse.rulebook.book import RuleBook


def drafts_to_records(plan: Plan, drafts: Drafts, *, identity: Identity, rules: RuleBook) -> Outcome[Records]:
    """Normalises everything of a plan. May add notes of every kind that reading values can cause."""
    found_year = _find_year(plan)
    year = found_year.value
    texts = tuple(_texts(plan, drafts))
    place = find_place(plan.header, texts, rules=rules.places)
    issued_on = find_issued_on(plan.header)
    setting = build_setting(
        identity.plan_id,
        rules,
        year=year,
        place=place.value,
        issued_on=issued_on,
        texts=(*texts, *_notes(plan)),
        cells=_agency_cells(drafts),
    )
    tasks, task_notes = build_tasks(drafts.tasks, setting)
    indicators, indicator_notes = build_indicators(drafts.indicators, setting)
    cited = cite_plan(
        plan, drafts, plan_id=identity.plan_id, place=place.value, rules=rules.citations, places=rules.places
    )
    records = Records(
        plan=_plan_row(plan, identity, year, place.value),
        sections=tuple(_section_rows(plan, identity.plan_id)),
        appendices=tuple(_appendix_rows(plan, identity.plan_id)),
        source_tables=tuple(_table_rows(plan, identity.plan_id)),
        source_rows=tuple(_source_rows(drafts, identity.plan_id)),
        tasks=tasks.tasks,
        indicators=indicators.indicators,
        targets=indicators.targets,
        deadlines=tasks.deadlines,
        occurrences=tasks.occurrences,
        assignments=(*tasks.assignments, *indicators.assignments),
        field_sources=(*tasks.sources, *indicators.sources),
        citations=cited.value,
        footnotes=tuple(_footnote_rows(plan, identity.plan_id)),
        digital_signatures=tuple(_signature_rows(plan, identity.plan_id)),
        diagnostics=(),
    )
    year_notes = () if year else (Note(code="header.no_year"),)
    notes = (*found_year.notes, *year_notes, *place.notes, *task_notes, *indicator_notes, *cited.notes)
    return Outcome(value=records, notes=notes)


def _find_year(plan: Plan) -> Outcome[int | None]:
    """The plan's year: of its title and date, or of its appendices where page 1 has neither."""
    header = plan.header
    year = find_plan_year(header.title, header.issued_year)
    if year is None or (header.title is None and header.place_name is None):
        attached = find_attached_year(header, plan.appendices)
        if attached.value is not None or year is None:
            return attached
    return Outcome[int | None](value=year)


def _texts(plan: Plan, drafts: Drafts) -> Iterator[str]:
    """The plan's texts in document order, for the evidence of where it was issued."""
    yield from (part.text for part in plan.preamble)
    for section in plan.sections:
        if section.heading:
            yield section.heading
        yield from (part.text for part in section.parts)
    yield from plan.header.recipients
    yield from (appendix.attached_to for appendix in plan.appendices if appendix.attached_to)
    yield from (task.name for task in drafts.tasks if task.table is not None)


def _notes(plan: Plan) -> Iterator[str]:
    """Texts around the tables and at the foot of pages, where abbreviations are written out."""
    yield from (part.text for appendix in plan.appendices for part in appendix.parts)
    yield from (note.text for note in plan.footnotes)
    yield from (part.text for part in plan.closing)


def _agency_cells(drafts: Drafts) -> Iterator[str]:
    cells = [(task.lead, task.support) for task in drafts.tasks]
    cells += [(indicator.lead, indicator.support) for indicator in drafts.indicators]
    yield from (cell for pair in cells for cell in pair if cell)


def _plan_row(plan: Plan, identity: Identity, year: int | None, place: Place) -> PlanRow:
    header = plan.header
    return PlanRow(
        **identity.model_dump(),
        commune_code=place.commune_code,
        commune_name=place.commune_name,
        commune_type=place.commune_type,
        province_code=place.province_code,
        province_name=place.province_name,
        media_type=plan.media_type,
        page_count=plan.page_count,
        text_origin=plan.text_origin,
        number=header.number,
        symbol=header.symbol,
        doc_type=header.doc_type,
        title=header.title,
        issuer=" ".join(header.issuer) or None,
        place_name=header.place_name,
        issued_on=find_issued_on(header),
        issued_edtf=format_issued_edtf(header),
        plan_year=year,
        status="draft" if _is_draft(header) else "issued",
        signer_name=header.signer_name,
        signer_title=header.signer_title,
        signer_authority=header.signer_authority,
        recipients=header.recipients,
        preamble=_join(plan.preamble) or None,
        closing=_join(plan.closing) or None,
    )


def _is_draft(header: Header) -> bool:
    """Number or day left blank."""
    return header.number is None or header.issued_day is None


def _section_rows(plan: Plan, plan_id: str) -> Iterator[SectionRow]:
    for index, section in enumerate(plan.sections):
        yield SectionRow(
            section_id=section_id(plan_id, index),
            parent_id=None if section.parent is None else section_id(plan_id, section.parent),
            ordinal=index + 1,
            level=section.level,
            label=section.label,
            heading=section.heading,
            text=_join(section.parts),
            **placed(plan_id, section.locus),
        )


def _appendix_rows(plan: Plan, plan_id: str) -> Iterator[AppendixRow]:
    for index, appendix in enumerate(plan.appendices):
        yield AppendixRow(
            appendix_id=appendix_id(plan_id, index),
            ordinal=index + 1,
            label=appendix.label,
            number=appendix.number,
            title=appendix.title,
            attached_to_raw=appendix.attached_to,
            text=_join(appendix.parts),
            **placed(plan_id, appendix.locus),
        )


def _table_rows(plan: Plan, plan_id: str) -> Iterator[TableRow]:
    for index, table in enumerate(plan.tables):
        pages = [row.locus.page for row in table.rows if row.locus.page is not None]
        yield TableRow(
            table_id=table_id(plan_id, index),
            appendix_id=None if table.appendix is None else appendix_id(plan_id, table.appendix),
            section_id=None if table.section is None else section_id(plan_id, table.section),
            ordinal=index + 1,
            kind=table.kind,
            header=tuple(column.header for column in table.columns),
            roles=tuple(column.role for column in table.columns),
            page_first=min(pages, default=None),
            page_last=max(pages, default=None),
            **placed(plan_id, table.locus),
        )


def _source_rows(drafts: Drafts, plan_id: str) -> Iterator[SourceRow]:
    counts: dict[int, int] = {}
    for row in drafts.rows:
        counts[row.table] = ordinal = counts.get(row.table, 0) + 1
        yield SourceRow(
            row_id=f"{table_id(plan_id, row.table)}-r{ordinal:04}",
            table_id=table_id(plan_id, row.table),
            ordinal=ordinal,
            cells=row.cells,
            kind=row.kind,
            record_id=_record_id(row, plan_id),
            **placed(plan_id, row.locus),
        )


def _footnote_rows(plan: Plan, plan_id: str) -> Iterator[FootnoteRow]:
    for ordinal, note in enumerate(plan.footnotes, 1):
        yield FootnoteRow(ordinal=ordinal, mark=note.mark, text=note.text, **placed(plan_id, note.locus))


def _signature_rows(plan: Plan, plan_id: str) -> Iterator[DigitalSignatureRow]:
    for ordinal, signature in enumerate(plan.signatures, 1):
        yield DigitalSignatureRow(
            ordinal=ordinal,
            signer_name=signature.signer_name,
            organisation=signature.organisation,
            signed_at=signature.signed_at,
            reason=signature.reason,
            **placed(plan_id, signature.locus),
        )


def _record_id(row: RowDraft, plan_id: str) -> str | None:
    if row.task is not None:
        return task_id(plan_id, row.task)
    return None if row.indicator is None else indicator_id(plan_id, row.indicator)


def _join(parts: tuple[TextPart, ...]) -> str:
    return "\n".join(part.text for part in parts)
