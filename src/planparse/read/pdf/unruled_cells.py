"""The cells of a row without lines: one in each column, but for what runs over the border of two.

What runs over borders by itself heads a group. What does so beside others is a merged cell; in a header the columns
below it have names of their own, so that the lines of a header become two rows.
"""

from collections.abc import Iterator, Sequence

from planparse.model.source import Cell
from planparse.read.pdf.alignment import column_of, is_heading
from planparse.read.pdf.corridors import cut_at_gaps
from planparse.read.pdf.grids import format_cell
from planparse.read.pdf.lines import Line, is_bold

Cells = list[Cell | None]
_Span = tuple[int, int]
"""Columns from 0, the last one not included."""


def build_cells(row: Sequence[Line], bounds: Sequence[float]) -> Iterator[Cells]:
    """The cells of a row; of two rows where merged cells have others below them."""
    if any(is_heading(line, bounds) for line in row):
        yield _fill([(0, len(bounds) - 1)], row, bounds)
        return
    spans = _find_spans(row, bounds)
    merging = [line for line in row if _merges(line, bounds)]
    divided = {span for span in spans if span[1] - span[0] > 1 and _is_divided(span, row, bounds)}
    if not divided:
        yield _fill(spans, row, bounds)
        return
    upper = _fill([span for span in spans if span not in divided], row, bounds)
    for span in divided:
        _put(upper, span, merging, bounds)
    yield upper
    below = [line for line in row if not _merges(line, bounds)]
    lower = [cell and cell.model_copy(update={"merged_above": True}) for cell in upper]
    for start, end in divided:
        for column in range(start, end):
            _put(lower, (column, column + 1), below, bounds)
    yield lower


def part_in(line: Line, span: _Span, bounds: Sequence[float]) -> Line | None:
    """The words of a line in some columns."""
    words = tuple(word for word in line.words if span[0] <= column_of((word.x0 + word.x1) / 2, bounds) < span[1])
    return line._replace(words=words) if words else None


def _find_spans(row: Sequence[Line], bounds: Sequence[float]) -> list[_Span]:
    """The columns of each cell: those that a text runs over are one."""
    joined = {column for line in row for start, end in _reach(line, bounds) for column in range(start, end)}
    spans: list[_Span] = []
    for column in range(len(bounds) - 1):
        if column - 1 in joined and spans:
            spans[-1] = spans[-1][0], column + 1
        else:
            spans.append((column, column + 1))
    return spans


def _reach(line: Line, bounds: Sequence[float]) -> list[_Span]:
    """The first and the last column of each piece of a line."""
    return [(column_of(x0 + 1, bounds), column_of(x1 - 1, bounds)) for x0, x1 in cut_at_gaps(line)]


def _merges(line: Line, bounds: Sequence[float]) -> bool:
    return any(start < end for start, end in _reach(line, bounds))


def _is_divided(span: _Span, row: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Is there, in lines below the merged text, something in each of its columns?"""
    inside = [_inside(line, span, bounds) for line in row]
    last = max(index for index, pieces in enumerate(inside) if any(start < end for start, end in pieces))
    return {start for pieces in inside[last + 1 :] for start, _ in pieces} == set(range(*span))


def _inside(line: Line, span: _Span, bounds: Sequence[float]) -> list[_Span]:
    return [(start, end) for start, end in _reach(line, bounds) if span[0] <= start and end < span[1]]


def _fill(spans: Sequence[_Span], lines: Sequence[Line], bounds: Sequence[float]) -> Cells:
    cells: Cells = [None] * (len(bounds) - 1)
    for span in spans:
        _put(cells, span, lines, bounds)
    return cells


def _put(cells: Cells, span: _Span, lines: Sequence[Line], bounds: Sequence[float]) -> None:
    """Sets a cell in its place: what the lines say in its columns."""
    own = [part for line in lines if (part := part_in(line, span, bounds))]
    text = format_cell(own, bounds[span[1]] - bounds[span[0]])
    bold = is_bold(word for line in own for word in line.words)
    cells[span[0]] = Cell(text=text, colspan=span[1] - span[0], bold=bold)
