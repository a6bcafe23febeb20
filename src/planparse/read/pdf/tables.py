"""Ruling lines to tables: where the cells are, which of them are merged, and what stands in them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.read.pdf.page import Box, Char, PageContent
from planparse.read.pdf.rulings import Rule, Ruling, find_rulings

_OVERHANG = 9.0  # points: lines that run on this far beyond the last crossing line miss their outer border
_THINNEST = 6.0  # points: rows and columns below this hold no text; they are the inside of a double border


class TableCell(NamedTuple):
    """A cell: the rows and columns it covers (half-open, from 0), its box, and the characters in it."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    box: Box
    chars: tuple[Char, ...]


class RuledTable(NamedTuple):
    """A table as ruled: its grid lines, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[TableCell, ...]

    @property
    def box(self) -> Box:
        """The box around the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


class Tables(NamedTuple):
    """The tables of a page, the characters outside them, and the boxes of tables that stand in a cell of another."""

    tables: tuple[RuledTable, ...]
    outside: tuple[Char, ...]
    nested: tuple[Box, ...]


def find_tables(page: PageContent) -> Tables:
    """The ruled tables of a page, top to bottom. A frame of one cell is no table: its text is running text."""
    tables: list[RuledTable] = []
    nested: list[Box] = []
    left = page.chars
    rulings = [_with_borders(ruling) for ruling in find_rulings(page.rules)]
    for ruling in sorted(rulings, key=_area, reverse=True):
        if any(_is_inside(ruling.box, table.box) for table in tables):
            # a box to tick, or a frame around a word, is none
            nested += [ruling.box] if _is_table(_build_table(ruling, page.chars)) else []
            continue
        table = _build_table(ruling, left)
        if _is_table(table):
            tables.append(table)
            box = table.box
            left = tuple(char for char in left if not _holds(box, char))
    return Tables(tuple(sorted(tables, key=lambda table: table.box[1::-1])), left, tuple(nested))


def _area(ruling: Ruling) -> float:
    x0, y0, x1, y1 = ruling.box
    return (x1 - x0) * (y1 - y0)


def _is_inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _holds(box: Box, char: Char) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _with_borders(ruling: Ruling) -> Ruling:
    """Adds the outer borders that a table lacks, where two lines or more run on beyond the last one."""
    x0, y0, x1, y1 = ruling.box
    down = (*_missing(ruling.across, ruling.down, Rule(0, y0, y1)), *ruling.down)
    across = (*_missing(ruling.down, ruling.across, Rule(0, x0, x1)), *ruling.across)
    return Ruling(tuple(sorted(across)), tuple(sorted(down)))


def _missing(crossing: Sequence[Rule], existing: Sequence[Rule], whole: Rule) -> Iterator[Rule]:
    """The outer lines that should stand where ``crossing`` lines begin and end."""
    first, last = min(rule.at for rule in existing), max(rule.at for rule in existing)
    before = [rule.start for rule in crossing if first - rule.start > _OVERHANG]
    after = [rule.end for rule in crossing if rule.end - last > _OVERHANG]
    if len(before) >= 2:
        yield whole._replace(at=min(before))
    if len(after) >= 2:
        yield whole._replace(at=max(after))


def _is_table(table: RuledTable) -> bool:
    """Two columns at least, and text."""
    columns = {cell.columns for cell in table.cells}
    return len(columns) >= 2 and any(char.text.strip() for cell in table.cells for char in cell.chars)


def _build_table(ruling: Ruling, chars: Sequence[Char]) -> RuledTable:
    box = ruling.box
    inside = [char for char in chars if _holds(box, char)]
    xs = _grid_lines(ruling.down, [(char.x0 + char.x1) / 2 for char in inside if char.text.strip()])
    ys = _grid_lines(ruling.across, [(char.top + char.bottom) / 2 for char in inside if char.text.strip()])
    if len(xs) < 2 or len(ys) < 2:
        return RuledTable((0, 0), (0, 0), ())
    regions = _merge_down(ruling, xs, ys)
    held = _deal_chars(regions, (xs, ys), inside)
    cells = (
        TableCell((r0, r1), (c0, c1), (xs[c0], ys[r0], xs[c1], ys[r1]), tuple(own))
        for ((r0, r1), (c0, c1)), own in zip(regions, held, strict=True)
    )
    return RuledTable(xs, ys, tuple(cells))


def _grid_lines(rules: Sequence[Rule], texts: Sequence[float]) -> tuple[float, ...]:
    """The different places of lines; of two close ones with no text between, one."""
    places: list[float] = []
    for place in sorted({rule.at for rule in rules}):
        near = bool(places) and place - places[-1] < _THINNEST
        if near and not any(places[-1] < text < place for text in texts):
            continue
        places.append(place)
    return tuple(places)


_Region = tuple[tuple[int, int], tuple[int, int]]


def _merge_down(ruling: Ruling, xs: Sequence[float], ys: Sequence[float]) -> list[_Region]:
    """The cells as rows and columns covered: runs of each row, joined downwards where no line parts equal runs."""
    regions: list[_Region] = []
    above: dict[tuple[int, int], int] = {}
    for row in range(len(ys) - 1):
        current: dict[tuple[int, int], int] = {}
        for run in _row_runs(ruling.down, xs, (ys[row], ys[row + 1])):
            index = above.get(run)
            if index is not None and not _is_line(ruling.across, ys[row], (xs[run[0]], xs[run[1]])):
                regions[index] = (regions[index][0][0], row + 1), run
            else:
                index = len(regions)
                regions.append(((row, row + 1), run))
            current[run] = index
        above = current
    return regions


def _row_runs(down: Sequence[Rule], xs: Sequence[float], band: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """The columns of one row, joined where no vertical line parts them."""
    start = 0
    for column in range(1, len(xs) - 1):
        if _is_line(down, xs[column], band):
            yield start, column
            start = column
    yield start, len(xs) - 1


def _is_line(rules: Sequence[Rule], at: float, span: tuple[float, float]) -> bool:
    return any(abs(rule.at - at) <= _THINNEST and rule.covers(*span) for rule in rules)


def _deal_chars(
    regions: Sequence[_Region], lines: tuple[Sequence[float], Sequence[float]], chars: Sequence[Char]
) -> list[list[Char]]:
    """The characters of each cell: a look-up of row and column each, as a page may have thousands of both."""
    owner = {
        (row, column): index
        for index, (rows, columns) in enumerate(regions)
        for row in range(*rows)
        for column in range(*columns)
    }
    held: list[list[Char]] = [[] for _ in regions]
    xs, ys = lines
    for char in chars:
        column = _stripe(xs, (char.x0 + char.x1) / 2)
        row = _stripe(ys, (char.top + char.bottom) / 2)
        if (row, column) in owner:
            held[owner[row, column]].append(char)
    return held


def _stripe(places: Sequence[float], at: float) -> int:
    """Between which two lines a place is, from 0; on a line, it is before it; -1 or beyond the last when outside."""
    return 0 if at == places[0] else bisect_left(places, at) - 1
