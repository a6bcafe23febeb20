"""The second PDF form: what makes real files hard to read, each as the form of the plan names it.

Tables without outer lines, with lines between rows only, or without any; cells over several rows; a header typed again
inside a table; a running header; the words of a signing program; a signature whose appearance alone prints number and
day (see ``sign_pdf``).
"""

# mypy: disable-error-code="import-untyped"

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from builder.forms import HardPdfForm, PdfForm
from builder.model import Row, Sample, Table
from builder.sign_pdf import Field, sign
from builder.spans import find_spans
from builder.write_pdf import LEAST_PART, PdfWriter, RuledTable, group_span, header_spans, register_fonts

_BLANK = "\u00a0" * 5
_SHRUNK = 0.8  # so that a line with blanks stays one line
_STAMP_SIZE = 7
_RUNNING_SIZE = 8
_RED = colors.Color(0.85, 0, 0)

Rule = tuple[object, ...]


def write_hard_pdf(sample: Sample, form: HardPdfForm) -> bytes:
    """The PDF's bytes; but for the signature of a signed one they are the same at every build."""
    register_fonts()
    writer = _HardWriter(sample, form)
    data = writer.write()
    if not form.signed:
        return data
    return sign(data, writer.fields, name=" ".join(sample.head.issuer), day=sample.head.issued_on or "")


class _HardWriter(PdfWriter):
    """One PDF in the making; ``self.fields`` are the places where a signature prints, on the first page."""

    def __init__(self, sample: Sample, hard: HardPdfForm) -> None:
        super().__init__(sample)
        self.hard = hard
        self.form = PdfForm(
            table_font_size=hard.table_font_size,
            landscape_appendices=hard.landscape_appendices,
            appendix_gap=hard.gap,
            repeat_header=not hard.typed_header,
        )
        self.fields: list[Field] = []

    def column(self, text: str, *, face: str = "Serif") -> PdfParagraph:
        """A line of the header zones; in a signed copy number and day are left blank."""
        head = self.sample.head
        if not self.hard.signed or text not in (head.number_line, head.date_line):
            return super().column(text, face=face)
        values = [str(head.number)] if text == head.number_line else (head.issued_on or "").split("-")[:0:-1]
        blanked, places = _blank(text, values)
        paragraph = super().column(blanked, face=face)
        style = paragraph.style.clone("blanked", wordWrap=None, fontSize=self.size * _SHRUNK)
        return _Recorded(blanked, style, places, self.fields)

    def decorate(self, canvas: object, document: object) -> None:
        super().decorate(canvas, document)
        width, height = canvas._pagesize  # type: ignore[attr-defined]
        page: int = canvas.getPageNumber()  # type: ignore[attr-defined]
        if self.hard.running:
            canvas.setFont("Serif-Italic", _RUNNING_SIZE)  # type: ignore[attr-defined]
            canvas.drawRightString(width - 2 * cm, height - 0.8 * cm, self.hard.running)  # type: ignore[attr-defined]
        if page == 1:
            canvas.saveState()  # type: ignore[attr-defined]
            canvas.setFillColor(_RED)  # type: ignore[attr-defined]
            canvas.setFont("Serif", _STAMP_SIZE)  # type: ignore[attr-defined]
            for index, line in enumerate(self.hard.stamp):
                below = height - 0.8 * cm - index * _STAMP_SIZE * 1.2
                canvas.drawString(A4[0] - 7.5 * cm, below, line)  # type: ignore[attr-defined]
            canvas.restoreState()  # type: ignore[attr-defined]

    def table(self, table: Table) -> PdfTable:
        header = table.header_rows()
        rows = [[self.cell(text, face="Serif-Bold", centred=True) for text in row] for row in header]
        spans: list[Rule] = header_spans(table)
        placed: list[Row | None] = [None] * len(header)
        for item in table.rows:
            if self.hard.typed_header and getattr(item, "page", False) == "header":
                rows += [[self.cell(text, face="Serif-Bold", centred=True) for text in row] for row in header]
                placed += [None] * len(header)
            spans += group_span(item, len(rows))
            rows.append(self.row(item, len(table.columns)))
            placed.append(item)
        down = list(find_spans(table, placed)) if self.hard.span else []
        for column, first, last in down:
            spans.append(("SPAN", (column, first), (column, last)))
            for covered in range(first + 1, last + 1):
                rows[covered][column] = []
        total = sum(column.w for column in table.columns)
        widths = [self.width * column.w / total for column in table.columns]
        repeat = len(header) if self.form.repeat_header else 0
        # reportlab cannot cut a row that a spanning cell reaches into: such a table is cut between rows.
        cut = {"splitByRow": 1} if down else {"splitByRow": 0, "splitInRow": LEAST_PART}
        make = RuledTable if self.hard.borders == "all" else PdfTable
        grid = make(rows, colWidths=widths, repeatRows=repeat, **cut)
        grid.setStyle([*self.rules(), *spans])
        return grid

    def rules(self) -> list[Rule]:
        everywhere = ((0, 0), (-1, -1))
        rules: list[Rule] = [("VALIGN", *everywhere, "TOP"), ("LEFTPADDING", *everywhere, 4)]
        rules.append(("RIGHTPADDING", *everywhere, 8 if self.hard.borders in ("none", "rows") else 4))
        line = (0.5, colors.black)
        match self.hard.borders:
            case "all":
                rules.append(("GRID", *everywhere, *line))
            case "open":
                rules.append(("INNERGRID", *everywhere, *line))
            case "rows":
                rules += [("LINEABOVE", *everywhere, *line), ("LINEBELOW", *everywhere, *line)]
            case "none":
                rules.append(("BOTTOMPADDING", *everywhere, 7))
        return rules


class _Recorded(PdfParagraph):  # type: ignore[misc]
    """A centred line that says where its blanks came to stand."""

    def __init__(self, text: str, style: object, places: list[tuple[int, str]], fields: list[Field]) -> None:
        super().__init__(text, style)
        self.line = text
        self.places = places
        self.fields = fields

    def draw(self) -> None:
        super().draw()
        font, size = self.style.fontName, self.style.fontSize
        left, bottom = self.canv.absolutePosition(0, 0)
        start = left + (self.width - pdfmetrics.stringWidth(self.line, font, size)) / 2
        room = pdfmetrics.stringWidth(_BLANK, font, size)
        for place, value in self.places:
            x = start + pdfmetrics.stringWidth(self.line[:place], font, size)
            self.fields.append(Field((x, bottom + 1, x + room, bottom + size + 4), value, size))


def _blank(text: str, values: list[str]) -> tuple[str, list[tuple[int, str]]]:
    """The line with each value replaced by blanks, and where they begin; the values stand in this order."""
    places, done = [], ""
    for value in values:
        shown = next((form for form in (value, value.lstrip("0")) if form in text), None)
        if shown is None:
            continue
        before, _, text = text.partition(shown)
        places.append((len(done + before), shown))
        done += before + _BLANK
    return done + text, places
