"""The Word form: header zones in a table without borders, ruled tables with merged cells, landscape appendices."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from builder.docx_marks import add_control, add_tracked, number_paragraph, start_numbering, start_ordinals
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

_BUILT = dt.datetime(2026, 1, 1)
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
TABLE_WIDTHS = {False: 16.0, True: 25.0}  # centimetres between the margins, upright and landscape


class DocxWriter:
    """One Word document in the making."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.form = sample.forms.docx
        self.document: DocumentType = Document()
        self.landscape = False
        style = self.document.styles["Normal"]
        style.font.name = "Times New Roman"
        style.font.size = Pt(self.form.font_size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        self.numbering = start_numbering(self.document) if self.form.auto_numbering else None
        _set_page(self.document.sections[0], landscape=False)

    def write(self) -> bytes:
        self.head()
        self.blocks(self.sample.body)
        self.end()
        for appendix in self.sample.appendices:
            self.appendix(appendix)
        return self.saved()

    def head(self) -> None:
        head = self.sample.head
        cells = self.document.add_table(rows=2, cols=2)._cells
        for cell, lines in zip(cells, (head.issuer, MOTTO, (head.number_line,), (head.date_line,)), strict=True):
            _fill(cell, lines, bold=cell is cells[0] or cell is cells[1], italic=cell is cells[3], centred=True)
        self.document.add_paragraph()
        for line in (head.doc_type, *head.title):
            self.line(line, bold=True, centred=True)
        self.document.add_paragraph()

    def line(self, text: str, *, bold: bool = False, centred: bool = False, italic: bool = False) -> DocxParagraph:
        paragraph = self.document.add_paragraph()
        self.runs(paragraph, text, bold=bold)
        for run in paragraph.runs:
            run.italic = italic or None
        paragraph.alignment = _CENTRE if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    def runs(self, paragraph: DocxParagraph, text: str, *, bold: bool) -> None:
        """The text as runs; the words named by the form become a tracked change or a content control."""
        tracked, control = self.form.tracked, self.form.control
        if tracked and tracked.inserted in text:
            before, after = text.split(tracked.inserted, 1)
            paragraph.add_run(before).bold = bold
            add_tracked(paragraph, tracked.inserted, tracked.deleted)
            paragraph.add_run(after).bold = bold
        elif control and control in text:
            before, after = text.split(control, 1)
            paragraph.add_run(before).bold = bold
            add_control(paragraph, control)
            paragraph.add_run(after).bold = bold
        else:
            paragraph.add_run(text).bold = bold

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Section():
                    self.section(block)
                case Paragraph():
                    self.prose(whole(block.p))
                case Sentences():
                    self.prose(whole(block.words))
                case Duty():
                    for line in block.lines:
                        self.prose(line)
                case TableBlock():
                    self.table(block.table)

    def prose(self, text: str) -> None:
        if self.numbering is not None and text.startswith("- "):
            number_paragraph(self.line(text[2:]), self.numbering, 3)
        else:
            self.line(text)

    def section(self, block: Section) -> None:
        bold = block.head is not None and (self.form.bold_headings if block.bold is None else block.bold)
        if self.numbering is not None and block.head is not None:
            number_paragraph(self.line(whole(block.words), bold=bold), self.numbering, block.level - 1)
        else:
            self.line(whole(f"{block.sec}{block.close} {block.words}"), bold=bold)

    def table(self, table: Table) -> None:
        header = table.header_rows()
        grid = self.document.add_table(rows=0, cols=len(table.columns))
        grid.style = "Table Grid"
        grid.autofit = False
        total = sum(column.w for column in table.columns)
        widths = [Cm(TABLE_WIDTHS[self.landscape] * column.w / total) for column in table.columns]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        rows = [add_row(grid.add_row(), cells, bold=True, centred=True) for cells in header]
        for row in rows:
            repeat_row(row)
        self.merge_header(table, rows)
        ordinals = start_ordinals(self.document) if self.form.auto_numbering else None
        for item in table.rows:
            self.row(grid.add_row(), item, len(table.columns), ordinals)
        self.document.add_paragraph()

    def merge_header(self, table: Table, rows: list[_Row]) -> None:
        if not table.two_rows:
            return
        upper, lower = rows[0].cells, rows[1].cells
        for first, last in table.spans():
            trim(upper[first].merge(upper[last]))
        for i, column in enumerate(table.columns):
            if not column.lower:
                trim(upper[i].merge(lower[i]))

    def row(self, row: _Row, item: Row, columns: int, ordinals: int | None) -> None:
        match item:
            case DashRow():
                add_row(row, [item.dash] * columns)
            case GroupRow():
                self.group(row, item, columns)
            case RecordRow():
                add_row(row, [whole(cell) for cell in item.r])
                if ordinals is not None and item.r[0]:
                    _number_cell(row.cells[0], ordinals)

    def group(self, row: _Row, item: GroupRow, columns: int) -> None:
        texts = [" ".join(filter(None, item.g)), ""] if item.merged == "all" else list(item.g)
        add_row(row, texts + [""] * (columns - 2), bold=True)
        if item.merged != "no":
            cells = row.cells
            trim(cells[0 if item.merged == "all" else 1].merge(cells[-1]))

    def end(self) -> None:
        signer = self.sample.signer
        left, right = self.document.add_table(rows=1, cols=2)._cells
        _fill(left, ["Nơi nhận:", *(f"- {line}" for line in self.sample.recipients)])
        _fill(right, [*signer.authority, signer.title, "", "", signer.name], bold=True, centred=True)

    def appendix(self, appendix: Appendix) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self.landscape = self.sample.forms.pdf.landscape_appendices
        _set_page(section, landscape=self.landscape)
        for line in (appendix.label_line, *appendix.title):
            self.line(line, bold=True, centred=True)
        if appendix.attached:
            self.line(appendix.attached, centred=True, italic=True)
        self.blocks(appendix.blocks)

    def saved(self) -> bytes:
        core = self.document.core_properties
        core.author, core.title, core.comments = "planparse", self.sample.meta.name, ""
        core.created = core.modified = core.last_printed = _BUILT
        stream = io.BytesIO()
        self.document.save(stream)
        return fix_times(stream.getvalue())


def write_docx(sample: Sample) -> bytes:
    return DocxWriter(sample).write()


def fix_times(data: bytes) -> bytes:
    """The same package with one date on every part, so that two builds give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()


def _set_page(section: object, *, landscape: bool) -> None:
    long, short = Cm(29.7), Cm(21.0)
    page = section
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT  # type: ignore[attr-defined]
    page.page_width, page.page_height = (long, short) if landscape else (short, long)  # type: ignore[attr-defined]
    page.left_margin, page.right_margin = Cm(3), Cm(1.7 if landscape else 2)  # type: ignore[attr-defined]


def _fill(
    cell: _Cell, lines: Iterable[str], *, bold: bool = False, italic: bool = False, centred: bool = False
) -> None:
    for i, line in enumerate(lines):
        paragraph = cell.add_paragraph() if i else cell.paragraphs[0]
        run = paragraph.add_run(line)
        run.bold, run.italic = bold or None, italic or None
        if centred:
            paragraph.alignment = _CENTRE


def add_row(row: _Row, texts: list[str], *, bold: bool = False, centred: bool = False) -> _Row:
    for cell, text in zip(row.cells, texts, strict=True):
        _fill(cell, text.split("\n"), bold=bold, centred=centred)
    return row


def trim(cell: _Cell) -> None:
    """A merge keeps an empty paragraph of each cell; Word would have one."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def repeat_row(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _number_cell(cell: _Cell, numbering: int) -> None:
    paragraph = cell.paragraphs[0]
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    number_paragraph(paragraph, numbering, 0)
