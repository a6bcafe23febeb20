"""The workbook form: the appendices only, a sheet each, as offices send them to be filled in.

Days stand as dates, percents and whole numbers as numbers with a format, as whoever types them into Excel leaves them.
"""

import datetime as dt
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from builder.model import (
    Appendix,
    DashRow,
    GroupRow,
    Paragraph,
    RecordRow,
    Row,
    Sample,
    Sentences,
    Table,
    TableBlock,
    whole,
)
from builder.spans import find_spans, group_reach
from builder.write_docx import fix_times

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_PERCENT = re.compile(r"(\d+)%")
_WHOLE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})*")
_LINE = Border(*[Side(style="thin")] * 4)
_FONT = "Times New Roman"
_LINE_HEIGHT = 15  # points
_CHARACTERS = 5  # widths of a column per centimetre


def write_xlsx(sample: Sample) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for index, appendix in enumerate(sample.appendices, 1):
        sheet = book.create_sheet(f"PL {appendix.label or index}")
        _Sheet(sheet, sample).write(appendix)
    book.properties.creator = "planparse"
    stream = io.BytesIO()
    book.save(stream)
    return _without_time(fix_times(stream.getvalue()))


class _Sheet:
    """One sheet in the making; ``self.row`` is the last row written, from 1."""

    def __init__(self, sheet: Worksheet, sample: Sample) -> None:
        self.sheet = sheet
        self.sample = sample
        self.row = 0

    def write(self, appendix: Appendix) -> None:
        tables = [block.table for block in appendix.blocks if isinstance(block, TableBlock)]
        width = max((len(table.columns) for table in tables), default=6)
        for words in (appendix.label_line, *appendix.title):
            self.line(words, width, Font(name=_FONT, bold=True, size=13))
        if appendix.attached:
            self.line(appendix.attached, width, Font(name=_FONT, italic=True, size=12))
        self.sheet.page_setup.orientation, self.sheet.page_setup.paperSize = "landscape", 9
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for block in appendix.blocks:
            self.row += 1
            if isinstance(block, TableBlock):
                self.table(block.table)
            elif isinstance(block, Paragraph | Sentences):
                self.sheet.cell(self.row, 1, whole(block.p if isinstance(block, Paragraph) else block.words))

    def line(self, words: str, width: int, font: Font) -> None:
        self.row += 1
        cell = self.sheet.cell(self.row, 1, words)
        cell.font, cell.alignment = font, Alignment(horizontal="center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=width)

    def table(self, table: Table) -> None:
        for index, column in enumerate(table.columns, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = column.w * _CHARACTERS
        top = self.row + 1
        for cells in table.header_rows():
            self.cells(cells, bold=True)
        self.merge_header(table, top)
        first = self.row + 1
        for item in table.rows:
            self.item(item, len(table.columns))
        for column, upper, lower in find_spans(table, table.rows):
            self.merge(first + upper, first + lower, column, column)
        self.sheet.freeze_panes = self.sheet.cell(first, 1)

    def merge_header(self, table: Table, top: int) -> None:
        if not table.two_rows:
            return
        for left, right in table.spans():
            self.merge(top, top, left, right)
        for index, column in enumerate(table.columns):
            if not column.lower:
                self.merge(top, top + 1, index, index)

    def item(self, item: Row, columns: int) -> None:
        match item:
            case DashRow():
                self.cells([item.dash] * columns)
            case RecordRow():
                self.cells([whole(cell) for cell in item.r])
            case GroupRow():
                texts = [" ".join(filter(None, item.g)), ""] if item.merged == "all" else list(item.g)
                self.cells(texts + [""] * (columns - 2), bold=True)
                if reach := group_reach(item, columns):
                    self.merge(self.row, self.row, *reach)

    def cells(self, texts: list[str], *, bold: bool = False) -> None:
        self.row += 1
        for index, text in enumerate(texts, 1):
            cell = self.sheet.cell(self.row, index)
            _fill(cell, text)
            cell.font, cell.border = Font(name=_FONT, size=11, bold=bold), _LINE
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if bold else None)
        lines = [
            len(text) / self.sheet.column_dimensions[get_column_letter(i)].width for i, text in enumerate(texts, 1)
        ]
        self.sheet.row_dimensions[self.row].height = _LINE_HEIGHT * (1 + int(max(lines)))

    def merge(self, top: int, bottom: int, left: int, right: int) -> None:
        """Merges cells; rows count from 1, columns from 0. What the covered cells held is dropped."""
        span = {"start_row": top, "end_row": bottom, "start_column": left + 1, "end_column": right + 1}
        self.sheet.merge_cells(**span)


def _fill(cell: Cell, text: str) -> None:
    """The text as Excel takes it when typed: a day, a percent and a number are values with a format."""
    if day := _DAY.fullmatch(text):
        cell.value = dt.datetime(int(day[3]), int(day[2]), int(day[1]))
        cell.number_format = ("dd" if day[1][0] == "0" else "d") + ("/mm" if len(day[2]) == 2 else "/m") + "/yyyy"
    elif percent := _PERCENT.fullmatch(text):
        cell.value, cell.number_format = int(percent[1]) / 100, "0%"
    elif _WHOLE.fullmatch(text):
        cell.value, cell.number_format = int(text.replace(".", "")), "#,##0" if "." in text else "0"
    elif text:
        cell.value = text


def _without_time(data: bytes) -> bytes:
    """The workbook with a fixed time of saving in its properties."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            new.writestr(entry, content)
    return target.getvalue()
