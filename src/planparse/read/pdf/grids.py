"""Ruled tables to grids: the text of each cell, merged cells, places."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from planparse.model.base import BBox, Locus
from planparse.model.source import Grid, Row
from planparse.read.pdf.cuts import is_cut_word
from planparse.read.pdf.joins import join_lines
from planparse.read.pdf.labels import has_bullet, has_label
from planparse.read.pdf.lines import Line, find_lines, is_bold
from planparse.read.pdf.page import round_box
from planparse.read.pdf.tables import RuledTable, TableCell

_PADDING = 11.0  # points: left and right padding of a cell as Word sets it, together
_SPACE = 0.25  # em
_SLACK = 0.3  # em
_WIDER = 0.35  # em: how much more than the usual distance of lines parts two paragraphs
_ENDS = (".", ";", ":")

_Fields = dict[str, Any]  # of a cell that is about to be made


def break_before(grid: Grid) -> Grid:
    """The same table as the first thing on a page after another."""
    first = grid.rows[0].model_copy(update={"page_break_before": True})
    return grid.model_copy(update={"rows": (first, *grid.rows[1:]), "page_break_before": True})


def table_to_grid(table: RuledTable, *, page: int, path: str) -> Grid:
    """A ruled table as a grid."""
    rows: list[list[_Fields | None]] = [[None] * (len(table.xs) - 1) for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        row, column = cell.rows[0], cell.columns[0]
        number = 1 + sum(other is not None for other in rows[row][:column])  # as a person counts them
        first = _read_cell(cell, page=page, path=f"{path}/row[{row + 1}]/cell[{number}]")
        for row in range(*cell.rows):
            rows[row][column] = {**first, "merged_above": True} if row > cell.rows[0] else first
    # A row is checked as a whole: to make every cell and its place by hand takes twice as long.
    return Grid(
        rows=tuple(
            Row.model_validate(
                {
                    "cells": tuple(cells),
                    "locus": {"path": f"{path}/row[{index + 1}]", "page": page, "bbox": _row_box(table, index)},
                }
            )
            for index, cells in enumerate(rows)
        ),
        locus=Locus(path=path, page=page, bbox=round_box(table.box)),
    )


def _row_box(table: RuledTable, index: int) -> BBox:
    return round_box((table.xs[0], table.ys[index], table.xs[-1], table.ys[index + 1]))


def _read_cell(cell: TableCell, *, page: int, path: str) -> _Fields:
    lines = find_lines(cell.strips)
    return {
        "text": format_cell(lines, cell.box[2] - cell.box[0]),
        "colspan": cell.columns[1] - cell.columns[0],
        "bold": is_bold([word for line in lines for word in line.words]),
        "locus": {"path": path, "page": page, "bbox": round_box(cell.box)},
    }


def format_cell(lines: Sequence[Line], width: float) -> str:
    """The lines of a cell as text: a line feed where a paragraph begins, else a space."""
    paragraphs: list[list[str]] = []
    for index, line in enumerate(lines):
        if index and is_cut_word(lines[index - 1], line, _room(lines[index - 1], width)):
            paragraphs[-1][-1] += line.text
            continue
        if index == 0 or _begins(lines, index, width):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return "\n".join(join_lines(paragraph) for paragraph in paragraphs)


def _room(line: Line, width: float) -> float:
    return width - _PADDING - (line.x1 - line.x0)


def _begins(lines: Sequence[Line], index: int, width: float) -> bool:
    last, line = lines[index - 1], lines[index]
    if _is_far(lines, index):
        return True
    if not has_label(line.text):
        return False
    if _would_fit(last, line, width) or last.text.endswith(_ENDS):
        return True
    return has_bullet(line.text) and has_bullet(lines[0].text) and line.x0 <= lines[0].x0 + 1


def _is_far(lines: Sequence[Line], index: int) -> bool:
    """Is the line clearly further from the one above than lines of this cell usually are?"""
    steps = [b.base - a.base for a, b in pairwise(lines)]
    return len(steps) > 1 and steps[index - 1] > min(steps) + _WIDER * lines[index].size


def _would_fit(last: Line, line: Line, width: float) -> bool:
    """Was there room for the first word of this line at the end of the line above?"""
    word = line.words[0]
    return (_SPACE + _SLACK) * last.size + word.x1 - word.x0 < _room(last, width)
