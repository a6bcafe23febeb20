"""The document as a tree: header zones, sections (mục), appendices (phụ lục) and logical tables (bảng)."""

from typing import Literal

from planparse.model.base import Frozen, Locus
from planparse.model.source import DigitalSignature, Footnote, Row, TextOrigin

Role = Literal["ordinal", "name", "unit", "target", "lead", "support", "output", "deadline", "notes", "other"]
TableKind = Literal["indicator", "task", "other"]
Status = Literal["issued", "draft"]


class Header(Frozen):
    """The components of an administrative document (Nghị định 30/2020/NĐ-CP, Điều 8), as printed.

    Attributes:
        issuer: lines of *cơ quan ban hành*, top to bottom.
        number: None when left blank (a draft).
        symbol: the part after the slash: ``KH-UBND``.
        place_name: *địa danh* of the date line.
        issued_year, issued_month, issued_day: as much of the date as is printed.
        signer_authority: ``TM. ỦY BAN NHÂN DÂN``; several lines are joined by a space.
        title_locus: where the title begins; None where there is none.
        recipients: lines of *nơi nhận*, without leading dash and closing punctuation.
        attached_issuer: the issuer that "Kèm theo ..." lines of appendices name, where no issuer is printed.
    """

    issuer: tuple[str, ...] = ()
    number: int | None = None
    symbol: str | None = None
    place_name: str | None = None
    issued_year: int | None = None
    issued_month: int | None = None
    issued_day: int | None = None
    doc_type: str | None = None
    title: str | None = None
    title_locus: Locus | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signer_authority: str | None = None
    recipients: tuple[str, ...] = ()
    attached_issuer: str | None = None


class TextPart(Frozen):
    """A paragraph of prose and its place.

    Attributes:
        order: place of its block among the blocks of the document, from 0.
    """

    text: str
    locus: Locus
    order: int


class Section(Frozen):
    """A labelled heading or numbered item of the body (*mục*).

    Attributes:
        parent: index of the parent in ``Plan.sections``; None at the top.
        label: as printed, without the closing "." or ")".
        heading: None for a numbered item that is running prose.
        parts: the section's own prose, its children's not included; a prose item begins with its own text.
        order: place of its first block among the blocks of the document, from 0.
    """

    parent: int | None
    level: int
    label: str
    heading: str | None
    parts: tuple[TextPart, ...]
    locus: Locus
    order: int


class Appendix(Frozen):
    """An appendix (*phụ lục*).

    Attributes:
        label: as printed (``I``, ``4``, ``02``); None where it has none.
        number: the label's value.
        attached_to: "Kèm theo Kế hoạch số ...", without the brackets.
        parts: prose of the appendix outside its tables.
    """

    label: str | None
    number: int | None
    title: str
    attached_to: str | None
    parts: tuple[TextPart, ...]
    locus: Locus


class Column(Frozen):
    """A column of a logical table.

    Attributes:
        header: its header text, header rows joined from top to bottom.
        role: what its cells say about a record.
        year: the year of a target column, where its header names one.
    """

    header: str
    role: Role
    year: int | None = None


class Table(Frozen):
    """A logical table: one, however many pages or grids it spans.

    Attributes:
        header_rows: how many of ``rows`` (from the first) are its header.
        header_year: the year of a phrase in the header ("đạt được đến cuối năm 2026").
        appendix, section: index of the appendix or section it stands in; at most one is set.
        rows: every row of every grid it was stitched from, in order, repeated headers included.
        order: place of its first grid among the blocks of the document, from 0.
    """

    kind: TableKind
    columns: tuple[Column, ...]
    header_rows: int
    header_year: int | None
    rows: tuple[Row, ...]
    appendix: int | None
    section: int | None
    locus: Locus
    order: int


class Plan(Frozen):
    """A plan (*kế hoạch*) as its document lays it out; every text still verbatim.

    Attributes:
        preamble: prose between title and first section ("Căn cứ ...").
        closing: prose after the last section that belongs to none (between signature and appendices, for instance).
        signatures: digital signatures of the file; the block that is printed is in the header.
    """

    header: Header
    preamble: tuple[TextPart, ...]
    sections: tuple[Section, ...]
    appendices: tuple[Appendix, ...]
    tables: tuple[Table, ...]
    closing: tuple[TextPart, ...]
    media_type: str
    page_count: int | None
    text_origin: TextOrigin
    footnotes: tuple[Footnote, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
