"""The PDF form: A4 with header zones in two columns and ruled tables that run over pages, rows cut where a page ends.

The Vietnamese letters come from DejaVu Serif, which travels with the package matplotlib: no font is kept in the
project.
"""

# mypy: disable-error-code="import-untyped"

import importlib.util
import io
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from builder.model import (
    Appendix,
    Block,
    DashRow,
    Duty,
    GroupRow,
    Paragraph,
    RecordRow,
    Row,
    Sample,
    Section,
    Sentences,
    Table,
    TableBlock,
    whole,
)
from builder.write_text import MOTTO

_FACES = {"Serif": "DejaVuSerif.ttf", "Serif-Bold": "DejaVuSerif-Bold.ttf", "Serif-Italic": "DejaVuSerif-Italic.ttf"}
LEAST_PART = 30  # points: a row is cut only where this much of it stays on each page
PLAIN_GRID = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 1)]


class FontMissingError(Exception):
    """The font cannot be found."""


def write_pdf(sample: Sample) -> bytes:
    """The PDF's bytes, the same at every build.

    Raises:
        FontMissingError: matplotlib, whose fonts are used, is not installed.
    """
    register_fonts()
    return PdfWriter(sample).write()


def register_fonts() -> None:
    """Makes the faces known to reportlab.

    Raises:
        FontMissingError: see :func:`font_file`.
    """
    for name in _FACES:
        pdfmetrics.registerFont(TTFont(name, font_file(name)))


def font_file(name: str) -> str:
    """Where a face is kept.

    Raises:
        FontMissingError: matplotlib, whose fonts are used, is not installed.
    """
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FontMissingError("the PDF forms need the fonts of matplotlib: install it (pip install matplotlib)")
    return str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / _FACES[name])


class PdfWriter:
    """One PDF in the making."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.form = sample.forms.pdf
        self.size = self.form.font_size
        self.width = A4[0] - 5 * cm

    def style(self, size: float, *, face: str = "Serif", centred: bool = False) -> ParagraphStyle:
        align = TA_CENTER if centred else TA_JUSTIFY
        return ParagraphStyle("x", fontName=face, fontSize=size, leading=size * 1.3, alignment=align, spaceAfter=4)

    def words(self, text: str, *, face: str = "Serif", centred: bool = False) -> PdfParagraph:
        return PdfParagraph(escape(text), self.style(self.size, face=face, centred=centred))

    def write(self) -> bytes:
        story = [*self.head(), *self.blocks(self.sample.body), *self.end()]
        for appendix in self.sample.appendices:
            story += self.appendix(appendix)
        stream = io.BytesIO()
        title = self.sample.meta.name
        document = BaseDocTemplate(stream, pagesize=A4, invariant=1, title=title, author="planparse")
        document.addPageTemplates([self.page("upright", A4), self.page("landscape", landscape(A4))])
        document.build(story)
        return stream.getvalue()

    def page(self, name: str, size: tuple[float, float]) -> PageTemplate:
        frame = Frame(3 * cm, 2 * cm, size[0] - 5 * cm, size[1] - 4 * cm, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self.decorate, pagesize=size)

    def decorate(self, canvas: object, document: object) -> None:
        """What every page carries."""
        del document
        number_page(canvas)

    def head(self) -> list[Flowable]:
        head = self.sample.head
        bold = {"face": "Serif-Bold"}
        left = [self.column(line, **bold) for line in head.issuer]
        right = [self.column(line, **bold) for line in MOTTO]
        marks = [[self.column(head.number_line)], [self.column(head.date_line, face="Serif-Italic")]]
        zones = PdfTable([[left, right], marks], colWidths=[self.width * 0.42, self.width * 0.58], style=PLAIN_GRID)
        title = [self.words(line, face="Serif-Bold", centred=True) for line in (head.doc_type, *head.title)]
        return [zones, Spacer(1, 10), *title, Spacer(1, 8)]

    def column(self, text: str, *, face: str = "Serif") -> PdfParagraph:
        return PdfParagraph(escape(text), self.style(self.size * 0.88, face=face, centred=True))

    def blocks(self, blocks: Iterable[Block]) -> list[Flowable]:
        story: list[Flowable] = []
        for block in blocks:
            match block:
                case Section():
                    story.append(self.section(block))
                case Paragraph():
                    story.append(self.words(whole(block.p)))
                case Sentences():
                    story.append(self.words(whole(block.words)))
                case Duty():
                    story += [self.words(line) for line in block.lines]
                case TableBlock():
                    story += [self.table(block.table), Spacer(1, 8)]
        return story

    def section(self, block: Section) -> PdfParagraph:
        default = self.sample.forms.docx.bold_headings
        bold = block.head is not None and (default if block.bold is None else block.bold)
        return self.words(whole(f"{block.sec}{block.close} {block.words}"), face="Serif-Bold" if bold else "Serif")

    def table(self, table: Table) -> PdfTable:
        header = table.header_rows()
        rows = [[self.cell(text, face="Serif-Bold", centred=True) for text in row] for row in header]
        spans = header_spans(table)
        for item in table.rows:
            spans += group_span(item, len(rows))
            rows.append(self.row(item, len(table.columns)))
        total = sum(column.w for column in table.columns)
        widths = [self.width * column.w / total for column in table.columns]
        repeat = len(header) if self.form.repeat_header else 0
        # Like Word, a row is cut first; only where too little of it would stay on a page does it move as a whole.
        grid = RuledTable(rows, colWidths=widths, repeatRows=repeat, splitByRow=0, splitInRow=LEAST_PART)
        grid.setStyle([*self.rules(), *spans])
        return grid

    def rules(self) -> list[tuple[object, ...]]:
        everywhere = ((0, 0), (-1, -1))
        rules: list[tuple[object, ...]] = [("GRID", *everywhere, 0.5, colors.black), ("VALIGN", *everywhere, "TOP")]
        rules += [("LEFTPADDING", *everywhere, 3), ("RIGHTPADDING", *everywhere, 3)]
        if self.form.ordinal_middle:
            rules.append(("VALIGN", (0, 0), (0, -1), "MIDDLE"))
        return rules

    def row(self, item: Row, columns: int) -> list[list[PdfParagraph]]:
        match item:
            case DashRow():
                return [self.cell(item.dash)] * columns
            case GroupRow():
                whole_row = item.merged == "all"
                texts = [" ".join(filter(None, item.g)), ""] if whole_row else list(item.g)
                return [self.cell(text, face="Serif-Bold") for text in texts + [""] * (columns - 2)]
            case RecordRow():
                return [self.cell(whole(text)) for text in item.r]

    def cell(self, text: str, *, face: str = "Serif", centred: bool = False) -> list[PdfParagraph]:
        size = self.form.table_font_size
        align = TA_CENTER if centred else 0
        style = ParagraphStyle("cell", fontName=face, fontSize=size, leading=size * 1.25, alignment=align)
        return [PdfParagraph(escape(line), style) for line in text.split("\n")]

    def end(self) -> list[Flowable]:
        signer = self.sample.signer
        small = self.style(self.size * 0.85)
        recipients = ("Nơi nhận:", *(f"- {line}" for line in self.sample.recipients))
        left = [PdfParagraph(escape(line), small) for line in recipients]
        lines = (*signer.authority, signer.title, "", "", "", signer.name)
        right = [self.words(line or "\u00a0", face="Serif-Bold", centred=True) for line in lines]
        zones = PdfTable([[left, right]], colWidths=[self.width * 0.5] * 2, style=PLAIN_GRID)
        return [Spacer(1, 10), KeepTogether([zones])]

    def appendix(self, appendix: Appendix) -> list[Flowable]:
        wide = self.form.landscape_appendices
        self.width = (A4[1] if wide else A4[0]) - 5 * cm
        lines = (appendix.label_line, *appendix.title)
        story: list[Flowable] = [NextPageTemplate("landscape" if wide else "upright"), PageBreak()]
        story += [self.words(line, face="Serif-Bold", centred=True) for line in lines]
        if appendix.attached:
            story.append(self.words(appendix.attached, face="Serif-Italic", centred=True))
        return [*story, Spacer(1, self.form.appendix_gap), *self.blocks(appendix.blocks)]


class RuledTable(PdfTable):  # type: ignore[misc]
    """A table that rules off both halves of a row which the page cuts, as Word does; reportlab leaves them open."""

    def split(self, width: float, height: float) -> list[PdfTable]:
        parts: list[PdfTable] = super().split(width, height)
        if len(parts) == 2:
            first = parts[1].repeatRows
            parts[0].setStyle([("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)])
            parts[1].setStyle([("LINEABOVE", (0, first), (-1, first), 0.5, colors.black)])
        return parts


def number_page(canvas: object) -> None:
    """The page number, top centre, not on page 1 (Nghị định 30/2020/NĐ-CP)."""
    page: int = canvas.getPageNumber()  # type: ignore[attr-defined]
    if page > 1:
        width, height = canvas._pagesize  # type: ignore[attr-defined]
        canvas.setFont("Serif", 11)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, height - 1.3 * cm, str(page))  # type: ignore[attr-defined]


def header_spans(table: Table) -> list[tuple[object, ...]]:
    if not table.two_rows:
        return []
    spans: list[tuple[object, ...]] = [("SPAN", (first, 0), (last, 0)) for first, last in table.spans()]
    return spans + [("SPAN", (i, 0), (i, 1)) for i, column in enumerate(table.columns) if not column.lower]


def group_span(item: Row, index: int) -> list[tuple[object, ...]]:
    if not isinstance(item, GroupRow) or item.merged == "no":
        return []
    return [("SPAN", (0 if item.merged == "all" else 1, index), (-1, index))]
