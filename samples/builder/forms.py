"""How each form of a sample looks; a form that its plan does not name is not built, but for text, Word and PDF."""

from typing import Literal

from pydantic import Field

from builder.readings import Model


class TextForm(Model):
    """How the text form looks, which plays the output of an OCR program."""

    header: Literal["full", "bare", "one_line"] = "bare"
    markdown: bool = False
    html: bool = False
    latex: bool = False
    signature_first: bool = False


class Tracked(Model):
    """A tracked change: ``deleted`` (may be empty) is struck out, ``inserted`` stands in its place."""

    inserted: str
    deleted: str = ""


class DocxForm(Model):
    bold_headings: bool = True
    auto_numbering: bool = False
    font_size: float = 13.5
    tracked: Tracked | None = None
    control: str | None = None


class PdfForm(Model):
    """``appendix_gap``: points above an appendix's content; it decides which rows the end of the page cuts."""

    font_size: float = 11.5
    table_font_size: float = 9
    repeat_header: bool = True
    ordinal_middle: bool = False
    landscape_appendices: bool = True
    appendix_gap: float = 6


class AutoForm(Model):
    """The Word form in which Word itself writes the numbers, and other marks of long editing.

    Attributes:
        urgency: words of a text box beside the title ("HỎA TỐC").
        footnote: the footnote of the first paragraph of the body.
        moved: words of the body that a tracked move took away from there.
        split_after: records of the longest table after which it is cut into two tables, its header typed again.
        span: neighbouring equal cells of lead, support and deadline are one cell over several rows.
    """

    urgency: str | None = None
    footnote: str | None = None
    tracked: Tracked | None = None
    split_after: int = 4
    span: bool = True


LegacyKind = Literal["tcvn3.docx", "vni.docx", "lying.docx", "rtf", "odt", "doc", "tcvn3.doc"]


class HtmlForm(Model):
    """A page of a portal, or what Word saves as a web page."""

    kind: Literal["portal", "word"] = "portal"
    span: bool = True


class ScanForm(Model):
    """Pages as images: their slant in degrees, and whether the signature carries a red seal."""

    slant: float = 0.4
    seal: bool = False
    kind: Literal["fax", "grey"] = "grey"


class HardPdfForm(Model):
    """A second PDF form with what makes tables and headers hard to read.

    Attributes:
        borders: all lines; no outer ones; only those between rows; none at all.
        signed: number and day stand in the appearance of a signature field only.
        stamp: the words that a signing program prints on the page.
        running: a header that every page repeats.
        span: neighbouring equal cells of lead, support and deadline are one cell over several rows.
        typed_header: the header is typed again in the middle of a table, where a page once ended.
    """

    borders: Literal["all", "open", "rows", "none"] = "all"
    signed: bool = False
    stamp: tuple[str, ...] = ()
    running: str | None = None
    span: bool = False
    typed_header: bool = False
    table_font_size: float = 9
    landscape_appendices: bool = True
    gap: float = 6


class Forms(Model):
    text: TextForm = TextForm()
    docx: DocxForm = DocxForm()
    pdf: PdfForm = PdfForm()
    auto: AutoForm | None = None
    legacy: tuple[LegacyKind, ...] = ()
    html: HtmlForm | None = None
    xlsx: bool = False
    hard_pdf: HardPdfForm | None = None
    scan: ScanForm | None = Field(default=None)
