"""Cells that reach over several rows or columns, as HTML writes them, put at their places in the grid."""

from bisect import bisect_left
from collections.abc import Sequence

from planparse.model.source import Cell

MAX_SPAN = 63
"""Word's limit of columns; a larger span is a slip."""

Covers = dict[int, tuple[int, Cell]]
"""First column of a cell that reaches down -> how many rows more, and the cell."""


def place_cells(cells: Sequence[tuple[Cell, int]], covers: Covers) -> list[Cell | None]:
    """A row of the grid: its own cells, each with the number of rows it covers, and those from above that reach down.

    Args:
        cells: the row's own cells.
        covers: the cells that reach down into this row; brought up to date for the next row.
    """
    placed: list[Cell | None] = []
    for cell, rows in cells:
        _fill_covered(placed, covers)
        if rows > 1:
            covers[len(placed)] = (rows - 1, cell)
        placed += [cell, *[None] * (cell.colspan - 1)]
    _fill_covered(placed, covers)
    return placed


def _fill_covered(placed: list[Cell | None], covers: Covers) -> None:
    """Puts in the cells from above that reach down to this place of the row."""
    while len(placed) in covers:
        column = len(placed)
        left, cell = covers.pop(column)
        placed += [cell.model_copy(update={"merged_above": True}), *[None] * (cell.colspan - 1)]
        if left > 1:
            covers[column] = (left - 1, cell)


def read_span(value: str | None, most: int = MAX_SPAN) -> int:
    """A ``colspan`` or ``rowspan``; 1 for anything that is no number of cells.

    >>> read_span("3"), read_span("999999999999"), read_span("x"), read_span(None)
    (3, 63, 1, 1)
    """
    digits = (value or "").strip()[:9]
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() else 1


def drop_idle_columns(rows: Sequence[Sequence[Cell | None]]) -> list[tuple[Cell | None, ...]]:
    """The rows without the columns in which no cell begins: spans wider than the table make such columns.

    >>> upper, lower = [Cell(text="a", colspan=9), *[None] * 8], [Cell(text="b"), Cell(text="c")]
    >>> [[cell and cell.colspan for cell in row] for row in drop_idle_columns([upper, lower])]
    [[2, None], [1, 1]]
    """
    used = sorted({column for row in rows for column, cell in enumerate(row) if cell is not None})
    return [tuple(_narrow(row, used)) for row in rows]


def _narrow(row: Sequence[Cell | None], used: Sequence[int]) -> list[Cell | None]:
    narrowed: list[Cell | None] = []
    for column in used:
        if column >= len(row):
            break
        cell = row[column]
        if cell is None:
            narrowed.append(None)
            continue
        span = bisect_left(used, column + cell.colspan) - bisect_left(used, column)
        narrowed.append(cell if span == cell.colspan else cell.model_copy(update={"colspan": span}))
    return narrowed
