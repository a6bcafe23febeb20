"""Values into cells: for each column of a sheet one way to write it, chosen once, since there are millions of cells."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planparse.report.cells import format_value
from planparse.report.labels import Labels
from planparse.report.query import Row
from planparse.report.relations import Column
from planparse.report.workbook.styles import Styles

MAX_TEXT = 32_767  # characters in a cell of Excel
_WRAPPED = 600  # characters; longer text is not wrapped, or one row would fill the screen
_LINE_HEIGHT = 15  # points
_MOST_LINES = 12
_DENSITY = 1.25  # letters of the font in the width of a digit, with room for words that are not cut
_FIRST_YEAR = 1900  # Excel knows no days before
_COUNTING = {
    *("year", "plan_year", "number", "plan_number", "page", "page_first", "page_last", "page_count"),
    *("ordinal", "target_ordinal", "indicator_ordinal", "deadline_ordinal", "level"),
}


class Way(NamedTuple):
    """How the values of a column are written.

    Attributes:
        say: a value as a person sees it; None is for text, which is written as it is.
        style: of a number or a day; None where the value is written as text.
    """

    say: Callable[[Any], str] | None
    style: Callable[[Any], Any] | None = None


def choose_way(relation: str, column: Column, labels: Labels, styles: Styles) -> Way:
    """How to write the values of a column."""
    match column.type:
        case "INTEGER" | "BIGINT" if column.name in _COUNTING:
            return Way(str, lambda _: styles.counting())
        case "INTEGER" | "BIGINT" | "DOUBLE":
            return Way(lambda value: f"{value:,.7g}", styles.number)
        case "DATE":
            return Way(lambda value: value.strftime("%d/%m/%Y"), lambda _: styles.date())
        case "TIMESTAMP":
            return Way(lambda value: value.strftime("%d/%m/%Y %H:%M"), lambda _: styles.time())
        case "BOOLEAN":
            return Way(labels.yes_or_no)
        case "VARCHAR":
            return _choose_words(relation, column.name, labels)
        case _:
            return Way(format_value)


def _choose_words(relation: str, column: str, labels: Labels) -> Way:
    """Text as it is, agreed values in words."""
    if column == "rrule":
        return Way(labels.recurrence)
    words = labels.values(relation, column)
    return Way(lambda value: words.get(value, value)) if words else Way(None)


class CellWriter:
    """Writes the cells of one sheet. ``cut`` counts the texts that are longer than a cell holds."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self.cut = 0

    def write_row(self, row: int, values: Row, ways: Sequence[Way], widths: Sequence[int]) -> None:
        """Writes a row, as high as its text needs; programs differ in whether they see to that."""
        lines = 1
        for place, (value, way) in enumerate(zip(values, ways, strict=True)):
            if value is None:
                continue
            if way.style is None or not _is_excels(value):
                text = str(value) if way.say is None else way.say(value)
                self.write_text(row, place, text)
                if len(text) > widths[place] or "\n" in text:
                    lines = max(lines, count_lines(text, widths[place]))
            elif isinstance(value, dt.date):
                self._sheet.write_datetime(row, place, value, way.style(value))
            else:
                self._sheet.write_number(row, place, value, way.style(value))
        if lines > 1:
            self._sheet.set_row(row, _LINE_HEIGHT * lines)
        for kept in (self._sheet.row_info, self._sheet.row_sizes):  # written by now: millions would fill the memory
            kept.pop(row - 1, None)

    def write_text(self, row: int, place: int, text: str, kind: str = "text") -> None:
        """Text, and nothing but text."""
        if len(text) > MAX_TEXT:
            self.cut += 1
            text = text[: MAX_TEXT - 1] + "…"
        if text:
            style = self._styles.of(kind if len(text) <= _WRAPPED else "long")
            self._sheet.write_string(row, place, text, style)


def count_lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; one where it is too long to be wrapped.

    >>> count_lines("ngắn", 20), count_lines("x" * 50, 20), count_lines("x" * 5000, 20)
    (1, 2, 1)
    """
    if len(text) > _WRAPPED:
        return 1
    lines = sum(math.ceil(max(len(line), 1) / (width * _DENSITY)) for line in text.split("\n"))
    return min(lines, _MOST_LINES)


def _is_excels(value: object) -> bool:
    """Whether Excel knows such a number or day."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, dt.date) or value.year >= _FIRST_YEAR
