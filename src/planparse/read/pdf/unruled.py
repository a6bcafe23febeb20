"""Tables without lines: rows and cells from lines of text that stand in columns.

Where columns are is told by :mod:`planparse.read.pdf.alignment`; here the rows are found: by ruling lines across, by
wider gaps, else by the numbers in the first column. The result is a guess: whoever knows the words of headers decides.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.model.base import Locus
from planparse.model.source import Grid, Row
from planparse.read.pdf.alignment import (
    Known,
    Stretch,
    filled_columns,
    find_stretches,
    follow,
    is_counted,
    is_heading,
)
from planparse.read.pdf.lines import Line
from planparse.read.pdf.page import Box, round_box
from planparse.read.pdf.unruled_cells import build_cells, part_in

_WIDER = 1.25  # times the usual distance of lines: rows are further apart than the lines of a cell
_NEAR_BELOW = 4.0  # times the height of a line: how far below a ruled header its rows may begin


class Unruled(NamedTuple):
    """A table without lines: its columns, and the lines of each of its rows."""

    bounds: tuple[float, ...]
    rows: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return tuple(line for row in self.rows for line in row)

    @property
    def lefts(self) -> tuple[float, ...]:
        """Where text begins in each column."""
        columns = range(len(self.bounds) - 1)
        parts = ([part_in(line, (column, column + 1), self.bounds) for line in self.lines] for column in columns)
        starts = ([part.x0 for part in own if part] for own in parts)
        return tuple(min(own, default=bound) for own, bound in zip(starts, self.bounds, strict=False))

    @property
    def box(self) -> Box:
        """The box around the table."""
        return _around(self.lines)


def find_unruled(lines: Sequence[Line], levels: Sequence[float], above: Sequence[Known]) -> list[Unruled]:
    """The tables that a page's lines (outside ruled tables) make.

    Args:
        lines: top to bottom.
        levels: heights of ruling lines across, sorted.
        above: columns that may go on here.
    """
    found = find_stretches(lines)
    for known in above:
        start = next((i for i, line in enumerate(lines) if line.base > known.bottom), len(lines))
        near = start < len(lines) and lines[start].top - known.bottom <= _NEAR_BELOW * lines[start].size
        going_on = follow(lines, start, known, found) if near else None
        if going_on:
            found = [one for one in found if one.start >= going_on.end or one.end <= going_on.start]
            found.append(going_on)
    return [_build(lines[one.start : one.end], one, levels) for one in sorted(found)]


def _build(lines: Sequence[Line], stretch: Stretch, levels: Sequence[float]) -> Unruled:
    bands = _cut_at(lines, [level for level in levels if lines[0].top < level < lines[-1].base])
    rows = [row for band in bands for row in _split_band(band, stretch.bounds, ruled=len(bands) > 1)]
    return Unruled(stretch.bounds, tuple(rows))


def _cut_at(lines: Sequence[Line], levels: Sequence[float]) -> list[tuple[Line, ...]]:
    bands: list[list[Line]] = [[]]
    waiting = list(levels)
    for line in lines:
        while waiting and waiting[0] < line.base:
            waiting.pop(0)
            bands.append([])
        bands[-1].append(line)
    return [tuple(band) for band in bands if band]


def _split_band(lines: tuple[Line, ...], bounds: Sequence[float], *, ruled: bool) -> list[tuple[Line, ...]]:
    """The rows between two ruling lines: one, unless more are counted there."""
    counted = sum(is_counted(line, bounds) for line in lines)
    groups = any(is_heading(line, bounds) for line in lines)
    if ruled and counted <= 1 and not groups:
        return [lines]
    clusters = _cut_at_gaps(lines)
    numbers = [sum(is_counted(line, bounds) for line in cluster) for cluster in clusters]
    if len(clusters) > 1 and max(numbers) <= 1:
        rows = clusters
    else:
        rows = _cut_at_numbers(lines, bounds) if counted else _cut_at_beginnings(lines, bounds)
    return [part for row in rows for part in _part_headings(row, bounds)]


def _cut_at_gaps(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines cut wherever they stand further apart than the lines of a cell."""
    steps = sorted(below.base - above.base for above, below in pairwise(lines))
    usual = steps[len(steps) // 5] if steps else 0.0
    rows = [[lines[0]]]
    for above, below in pairwise(lines):
        if below.base - above.base > _WIDER * max(usual, below.size):
            rows.append([])
        rows[-1].append(below)
    return [tuple(row) for row in rows]


def _cut_at_numbers(lines: Sequence[Line], bounds: Sequence[float]) -> list[tuple[Line, ...]]:
    rows: list[list[Line]] = [[]]
    for line in lines:
        if is_counted(line, bounds):
            rows.append([])
        rows[-1].append(line)
    return [tuple(row) for row in rows if row]


def _cut_at_beginnings(lines: Sequence[Line], bounds: Sequence[float]) -> list[tuple[Line, ...]]:
    """Rows without numbers that stand as close as lines do: one begins where the first column and most others do."""
    rows: list[list[Line]] = [[]]
    for line in lines:
        filled = filled_columns(line, bounds)
        if 0 in filled and 2 * len(filled) >= len(bounds) - 1:
            rows.append([])
        rows[-1].append(line)
    return [tuple(row) for row in rows if row]


def _part_headings(row: Sequence[Line], bounds: Sequence[float]) -> Iterator[tuple[Line, ...]]:
    """Lines that run over all columns are a row of their own."""
    part: list[Line] = []
    for line in row:
        if part and is_heading(line, bounds) != is_heading(part[-1], bounds):
            yield tuple(part)
            part = []
        part.append(line)
    yield tuple(part)


def unruled_to_grid(table: Unruled, *, page: int, path: str) -> Grid:
    """A table without lines as a grid; it is marked as guessed."""
    rows: list[Row] = []
    for lines in table.rows:
        for cells in build_cells(lines, table.bounds):
            locus = _place(f"{path}/row[{len(rows) + 1}]", page, lines)
            own = (cell and cell.model_copy(update={"locus": _in_row(locus, n)}) for n, cell in enumerate(cells, 1))
            rows.append(Row(cells=tuple(own), locus=locus, guessed=True))
    return Grid(rows=tuple(rows), locus=_place(path, page, table.lines), guessed=True)


def _in_row(locus: Locus, number: int) -> Locus:
    """A cell without lines has no box of its own: its box is that of the row."""
    return locus.model_copy(update={"path": f"{locus.path}/cell[{number}]"})


def _place(path: str, page: int, lines: Sequence[Line]) -> Locus:
    return Locus(path=path, page=page, bbox=round_box(_around(lines)))


def _around(lines: Sequence[Line]) -> Box:
    boxes = [line.box for line in lines]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
