"""Tells on a sheet the lines of a title from the rows of a table.

Where tables are drawn with borders, the borders tell. On a sheet without any, a table begins with the first row of
several filled cells, and an empty row ends it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.xlsx.sheet import SheetCell, SheetCells

_FEWEST_CELLS = 2
_WIDE = 3
"""So many filled cells make a header row; two also stand in the header of a document, side by side."""


class Region(NamedTuple):
    """Rows of a sheet that belong together: a table, or lines of text."""

    rows: tuple[int, ...]
    is_table: bool


def find_regions(sheet: SheetCells) -> Iterator[Region]:
    """Cuts a sheet into tables and lines, in the order of its rows; every filled row is in one region."""
    drawn = any(_count_borders(row) >= _FEWEST_CELLS for row in sheet.rows.values())
    table_rows = {n for n in sheet.rows if _is_drawn(sheet, n)} if drawn else set(_find_undrawn(sheet))
    current: list[int] = []
    for number in sorted(sheet.rows):
        breaks = (number in table_rows) != (current[-1:] != [] and current[-1] in table_rows)
        if current and (breaks or _is_gap(sheet, current[-1], number)):
            yield Region(tuple(current), current[0] in table_rows)
            current = []
        current.append(number)
    if current:
        yield Region(tuple(current), current[0] in table_rows)


def _is_gap(sheet: SheetCells, above: int, below: int) -> bool:
    """An empty row ends a table, unless it is drawn as a row of it."""
    return below - above > 1 and not any(row in sheet.bordered for row in range(above + 1, min(below, above + 3)))


def _count_borders(row: dict[int, SheetCell]) -> int:
    return sum(cell.style.bordered for cell in row.values())


def _is_drawn(sheet: SheetCells, number: int) -> bool:
    row = sheet.rows[number]
    return 2 * _count_borders(row) >= len(row)


def _find_undrawn(sheet: SheetCells) -> Iterator[int]:
    """The rows of tables on a sheet without borders."""
    widest = max((len(row) for row in sheet.rows.values()), default=0)
    fewest = min(widest, _WIDE)
    last: int | None = None
    for number in sorted(sheet.rows):
        goes_on = last is not None and number == last + 1
        if goes_on or len(sheet.rows[number]) >= max(fewest, _FEWEST_CELLS):
            last = number
            yield number
