"""The filled cells of a sheet, and what is merged and hidden in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note
from planparse.read.docx.xml import to_whole
from planparse.read.emphasis import Piece, is_mostly_bold, join_text
from planparse.read.legacy_fonts import to_unicode
from planparse.read.xlsx.formats import format_value
from planparse.read.xlsx.package import Element, Package, local_name
from planparse.read.xlsx.styles import PLAIN, CellStyle, TextRun, read_runs
from planparse.text.unicode import tidy_lines
from planparse.wording.message import Message

MAX_CELLS = 200_000
"""Filled cells of a sheet. The largest appendices have some ten thousand."""

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}

T = TypeVar("T")


class SheetCell(NamedTuple):
    """A cell that is filled or has a border."""

    text: str
    bold: bool = False
    style: CellStyle = PLAIN


class Area(NamedTuple):
    """A merged area, its ends included."""

    top: int
    left: int
    bottom: int
    right: int


class SheetCells(NamedTuple):
    """A sheet as read: rows and columns count from 1.

    Attributes:
        rows: row -> column -> cell.
        bordered: rows without text whose cells have borders.
        fonts: names of the fonts of filled cells.
    """

    rows: dict[int, dict[int, SheetCell]]
    bordered: frozenset[int]
    merged: tuple[Area, ...]
    fonts: frozenset[str]
    notes: tuple[Note, ...]


class Book(NamedTuple):
    """What all sheets of a workbook share."""

    strings: Sequence[tuple[TextRun, ...]]
    styles: Sequence[CellStyle]


def read_sheet(package: Package, part: str, name: str, book: Book) -> SheetCells:
    """Reads a sheet.

    Notes: read.hidden_cells, read.formula.

    Raises:
        UnreadableError: the sheet is damaged or far too large.
    """
    reader = _SheetReader(name, book)
    for element in package.elements(part, "row", "mergeCell", "col"):
        match local_name(element):
            case "row":
                reader.read_row(element)
            case "col":
                reader.read_column(element)
            case _:
                reader.read_merged(element)
    return reader.result()


class _SheetReader:
    def __init__(self, name: str, book: Book) -> None:
        self._name = name
        self._book = book
        self._rows: dict[int, dict[int, SheetCell]] = {}
        self._bordered: set[int] = set()
        self._merged: list[Area] = []
        self._fonts: set[str] = set()
        self._notes: list[Note] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden: list[str] = []
        self._row = 0
        self._count = 0

    def result(self) -> SheetCells:
        columns = {column for row in self._rows.values() for column in row}
        filled = [(first, last) for first, last in self._hidden_columns if any(first <= c <= last for c in columns)]
        ranges = [f"{column_name(first)}:{column_name(last)}" for first, last in filled]
        hidden = [*self._hidden, *ranges]
        if hidden:
            self._notes.append(Note(code="read.hidden_cells", text=", ".join(hidden[:20]), locus=self._locus()))
        fonts, notes = frozenset(self._fonts), tuple(self._notes)
        return SheetCells(self._rows, frozenset(self._bordered), tuple(self._merged), fonts, notes)

    def read_column(self, element: Element) -> None:
        if element.get("hidden", "0") not in {"0", "false"}:
            first = to_whole(element.get("min")) or 0
            self._hidden_columns.append((first, to_whole(element.get("max")) or first))

    def read_merged(self, element: Element) -> None:
        first, _, last = element.get("ref", "").partition(":")
        start, end = read_place(first), read_place(last or first)
        if start and end and start != end:
            self._merged.append(Area(*start, *end))

    def read_row(self, element: Element) -> None:
        # Rows and cells may go without their place, and a damaged file may name one twice: they follow the one before.
        stated = to_whole(element.get("r")) or 0
        self._row = stated if stated > self._row else self._row + 1
        column = 0
        row: dict[int, SheetCell] = {}
        for cell in element.iterchildren("{*}c"):
            place = read_place(cell.get("r", ""))
            column = place[1] if place and place[1] > column else column + 1
            built = self._read_cell(cell, column)
            if built.text:
                row[column] = built
            elif built.style.bordered:
                self._bordered.add(self._row)
        if row:
            self._keep_row(row, hidden=element.get("hidden", "0") not in {"0", "false"})

    def _keep_row(self, row: dict[int, SheetCell], *, hidden: bool) -> None:
        self._rows[self._row] = row
        self._count += len(row)
        if self._count > MAX_CELLS:
            raise UnreadableError(Message("errors.workbook.too_many_cells", number=MAX_CELLS))
        if hidden:
            self._hidden.append(f"{self._row}:{self._row}")

    def _read_cell(self, element: Element, column: int) -> SheetCell:
        style = _at(self._book.styles, to_whole(element.get("s")) or 0) or PLAIN
        runs = self._read_runs(element, style)
        if not runs and element.find("{*}f") is not None:
            place = f"{column_name(column)}{self._row}"
            self._notes.append(Note(code="read.formula", text=place, locus=self._locus()))
        pieces = [_read_run(run, style) for run in runs]
        text = tidy_lines(join_text(pieces))
        if text:
            self._fonts.update(font for run in runs if (font := run.font or style.font))
        return SheetCell(text, is_mostly_bold(pieces), style)

    def _read_runs(self, element: Element, style: CellStyle) -> tuple[TextRun, ...]:
        kind = element.get("t", "n")
        inline = element.find("{*}is")
        if kind == "inlineStr":
            return () if inline is None else tuple(read_runs(inline))
        value = element.find("{*}v")
        raw = "" if value is None else value.text or ""
        if kind == "s":
            index = to_whole(raw)
            return () if index is None else _at(self._book.strings, index) or ()
        shown = {"b": _BOOLEANS.get(raw, raw), "n": format_value(raw, style.shown)}.get(kind, raw)
        return (TextRun(shown),) if shown else ()

    def _locus(self) -> Locus:
        return Locus(path=f'sheet "{self._name}"')


def _read_run(run: TextRun, style: CellStyle) -> Piece:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), run.text).replace("\r\n", "\n")
    bold = style.bold if run.bold is None else run.bold
    return Piece(to_unicode(text, run.font or style.font), bold)


def _at(items: Sequence[T], index: int) -> T | None:
    return items[index] if 0 <= index < len(items) else None


def read_place(text: str) -> tuple[int, int] | None:
    """Row and column of a cell.

    >>> read_place("B12"), read_place("$AA$1"), read_place("x")
    ((12, 2), (1, 27), None)
    """
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def column_name(column: int) -> str:
    """The letters of a column.

    >>> column_name(2), column_name(27)
    ('B', 'AA')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
