"""Merged cells that a page cuts: their text stands on the first page only, but holds for the rows on both.

What shows it: on the first page the cell reaches over several rows down to the last one, or on the second page an empty
cell reaches over several rows from the first one. A single empty cell below a single full one may simply be empty.
"""

from collections.abc import Iterator, Sequence

from planparse.model.base import Note
from planparse.model.source import Cell, Row
from planparse.text.labels import read_ordinal


def carry_spans(above: Row, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Note, ...]]:
    """The rows of the next page, with the text of cells that go on from the last row of the page before.

    Notes: ``table.span_cut`` for each such cell. Where the first row is the rest of a row that the page cut, which has
    no ordinal, it stays as it is: its cells are the rest of theirs.
    """
    if not rows or _heads_others(above, rows[0]):  # or a page that prints the header again and no row below it
        return tuple(rows), ()
    columns = [column for column in range(len(rows[0].cells)) if _goes_on(above, rows, column)]
    first = 0 if columns and _has_ordinal(rows[0]) else 1
    filled = list(rows)
    for column in columns:
        text = f"{_cell(above, column).text} {_cell(rows[0], column).text}".strip()
        for index in range(first, _span(rows, column)):
            filled[index] = _fill(filled[index], column, text)
    return tuple(filled), tuple(_notes(above, rows[0], [c for c in columns if _span(rows, c) > first]))


def _heads_others(above: Row, row: Row) -> bool:
    """A row without values whose ordinal stands above that of the row before it: "B" or "II" after "3"."""
    own, last = (read_ordinal(_cell(one, 0).text) for one in (row, above))
    bare = not any(cell.text.strip() for cell in row.cells[2:] if cell)
    return bare and own is not None and last is not None and own.depth < last.depth


def _goes_on(above: Row, rows: Sequence[Row], column: int) -> bool:
    upper, lower = _cell(above, column), _cell(rows[0], column)
    if column == 0 or not upper.text or lower.merged_above or upper.colspan != lower.colspan:
        return False
    if lower.text:  # the middle of the text is cut, and with it the row
        return not _has_ordinal(rows[0]) and _span(rows, column) > 1
    return upper.merged_above or _span(rows, column) > 1


def _span(rows: Sequence[Row], column: int) -> int:
    """How many rows the cell at the top reaches over."""
    count = 1
    while count < len(rows) and _cell(rows[count], column).merged_above:
        count += 1
    return count


_NOTHING = Cell(text="")


def _cell(row: Row, column: int) -> Cell:
    return (row.cells[column] if column < len(row.cells) else None) or _NOTHING


def _has_ordinal(row: Row) -> bool:
    return bool(_cell(row, 0).text.strip()) and not _cell(row, 0).merged_above


def _fill(row: Row, column: int, text: str) -> Row:
    cell = _cell(row, column).model_copy(update={"text": text, "merged_above": True})
    return row.model_copy(update={"cells": (*row.cells[:column], cell, *row.cells[column + 1 :])})


def _notes(above: Row, row: Row, columns: Sequence[int]) -> Iterator[Note]:
    for column in columns:
        yield Note(code="table.span_cut", text=_cell(above, column).text[:160], locus=row.locus)
