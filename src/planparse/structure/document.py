"""Source -> Plan: cuts the document into front, body, signature and appendices, and has each read by its own module.

True of the result:
1. every paragraph of the source is in one place of the plan: a header zone, the preamble, a section, an appendix or
   ``closing``;
2. every row of the source is a row of one table;
3. sections, appendices and tables stand in document order.
"""

from collections.abc import Sequence

from planparse.model.base import Note, Outcome
from planparse.model.plan import Header, Plan, TextPart
from planparse.model.source import Block, Grid, Paragraph, Source
from planparse.rulebook.columns import ColumnRules
from planparse.rulebook.structure import StructureRules
from planparse.structure.appendices import AppendixGrid, blocks_to_appendices, find_appendix_start
from planparse.structure.attached import fill_header
from planparse.structure.header import Front, find_front
from planparse.structure.sections import TableSite, blocks_to_body
from planparse.structure.signature import Signature, find_signature_start, read_signature
from planparse.structure.tables import Site, grids_to_tables


def source_to_plan(source: Source, *, structure: StructureRules, columns: ColumnRules) -> Outcome[Plan]:
    """Reads the structure of a cleaned source. May add ``header.*``, ``section.numbering`` and ``table.*`` notes."""
    blocks = source.blocks
    front = find_front(blocks, rules=structure)
    appendix_start = find_appendix_start(blocks, front.title.end, rules=structure, after_signature=front.is_attachment)
    inner = blocks[front.title.end : appendix_start]
    signature_start = find_signature_start(inner, rules=structure)
    if signature_start is None:
        signature_start = len(inner)
    else:
        attached = find_appendix_start(inner, signature_start, rules=structure, after_signature=True)
        inner, appendix_start = inner[:attached], front.title.end + attached
    tail = inner[signature_start:]
    signature = read_signature([b for b in tail if isinstance(b, Paragraph)], rules=structure)
    tail_start = front.title.end + signature_start
    body = blocks_to_body(inner[:signature_start], front.title.end, has_format=source.has_format)
    appendices, appendix_grids = blocks_to_appendices(blocks[appendix_start:], appendix_start, rules=structure)
    sites = [*_body_sites(body.value.grids), *_tail_sites(tail, tail_start), *_appendix_sites(appendix_grids)]
    tables = grids_to_tables(sites, rules=columns)
    header = fill_header(_build_header(front, signature), appendices, rules=structure)
    plan = Plan(
        header=header.value,
        preamble=body.value.preamble,
        sections=body.value.sections,
        appendices=appendices,
        tables=tables.value,
        closing=tuple(TextPart(text=p.text, locus=p.locus, order=tail_start) for p in signature.other),
        media_type=source.media_type,
        page_count=source.page_count,
        text_origin=source.text_origin,
        footnotes=source.footnotes,
        signatures=source.signatures,
    )
    return Outcome(value=plan, notes=(*header.notes, *_header_notes(plan.header), *body.notes, *tables.notes))


def _body_sites(sites: Sequence[TableSite]) -> list[Site]:
    return [Site(site.grid, site.section, None, site.separated, site.order) for site in sites]


def _tail_sites(tail: Sequence[Block], first: int) -> list[Site]:
    """Tables below the signature that no appendix heading introduces."""
    return [Site(block, None, None, True, order) for order, block in enumerate(tail, first) if isinstance(block, Grid)]


def _appendix_sites(sites: Sequence[AppendixGrid]) -> list[Site]:
    return [Site(site.grid, None, site.appendix, site.separated, site.order) for site in sites]


def _build_header(front: Front, signature: Signature) -> Header:
    number, date = front.number, front.date
    return Header(
        issuer=front.issuer,
        number=number.number if number else None,
        symbol=number.symbol if number else None,
        place_name=date.place if date else None,
        issued_year=date.year if date else None,
        issued_month=date.month if date else None,
        issued_day=date.day if date else None,
        doc_type=front.doc_type,
        title=front.title.text,
        title_locus=front.title.locus,
        signer_name=signature.name,
        signer_title=signature.title,
        signer_authority=signature.authority,
        recipients=signature.recipients,
    )


def _header_notes(header: Header) -> list[Note]:
    missing = (
        ("header.no_type", header.doc_type),
        ("header.no_symbol", header.symbol),
        ("header.no_date", header.place_name or header.issued_year),
        ("header.no_signer", header.signer_name),
    )
    return [Note(code=code) for code, value in missing if value is None]
