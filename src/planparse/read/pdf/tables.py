"""Ruling lines to tables: where the cells are, which of them are merged, and what stands in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import not_
from typing import NamedTuple

from planparse.read.pdf.page import Box, PageContent, Strip
from planparse.read.pdf.rulings import Rule, Ruling, find_rules, find_rulings
from planparse.read.pdf.strips import cut, is_blank, part_spaces, pick

_OVERHANG = 9.0  # points: lines that run on this far beyond the last crossing line miss their outer border
MOST_CELLS = 50_000  # of a table on one page: a sheet of 500 rows and 30 columns has 15,000
_THINNEST = 6.0  # points: rows and columns below this hold no text; they are the inside of a double border


class TableCell(NamedTuple):
    """A cell: the rows and columns it covers (half-open, from 0), its box, and the characters in it."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    box: Box
    strips: tuple[Strip, ...]


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
    """The tables of a page, the characters outside them, and the boxes of tables that stand in a cell of another.

    Attributes:
        left_out: what was not read as part of a table, because no page of a document holds so much.
    """

    tables: tuple[RuledTable, ...]
    outside: tuple[Strip, ...]
    nested: tuple[Box, ...]
    left_out: tuple[str, ...]


def _place_middles(strip: Strip) -> tuple[list[float], list[float]]:
    """Where the middles of the characters of a strip are, across and down."""
    xs = [(x0 + x1) / 2 for x0, x1 in zip(strip.x0, strip.x1, strict=True)]
    return xs, [(top + bottom) / 2 for top, bottom in zip(strip.top, strip.bottom, strict=True)]


def _part(strips: Sequence[Strip], box: Box) -> tuple[list[Strip], list[Strip]]:
    """The characters whose middles are in a box, and the others."""
    x0, top, x1, bottom = box
    inside: list[Strip] = []
    outside: list[Strip] = []
    for strip in strips:
        left, high, right, low = strip.box
        if x0 <= left and right <= x1 and top <= high and low <= bottom:
            inside.append(strip)
        elif right < x0 or left > x1 or low < top or high > bottom:
            outside.append(strip)
        else:  # hardly any: only here each character needs a look
            within = [x0 <= x <= x1 and top <= y <= bottom for x, y in zip(*_place_middles(strip), strict=True)]
            inside += filter(None, [pick(strip, within)])
            outside += filter(None, [pick(strip, list(map(not_, within)))])
    return inside, outside


def find_tables(page: PageContent) -> Tables:
    """The ruled tables of a page, top to bottom. A frame of one cell is no table: its text is running text."""
    tables: list[RuledTable] = []
    nested: list[Box] = []
    rules = find_rules(page.rules)
    left_out = [f"{rules.left_out} ruling lines, the shortest"] if rules.left_out else []
    rulings = [_with_borders(ruling) for ruling in find_rulings(rules)]
    left: Sequence[Strip] = page.strips
    for ruling in sorted(rulings, key=_area, reverse=True):
        if any(_is_inside(ruling.box, table.box) for table in tables):
            # a box to tick, or a frame around a word, is none
            nested += [ruling.box] if _is_table(_build_table(ruling, page.strips)) else []
            continue
        table = _build_table(ruling, left)
        if _is_too_large(table.xs, table.ys):
            left_out.append(f"a table of {len(table.ys) - 1} rows and {len(table.xs) - 1} columns; its text is kept")
        if _is_table(table):
            tables.append(table)
            _, left = _part(left, table.box)
    return Tables(
        tuple(sorted(tables, key=lambda table: table.box[1::-1])), tuple(left), tuple(nested), tuple(left_out)
    )


def _area(ruling: Ruling) -> float:
    x0, y0, x1, y1 = ruling.box
    return (x1 - x0) * (y1 - y0)


def _is_inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


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


def _is_too_large(xs: Sequence[float], ys: Sequence[float]) -> bool:
    return (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS


def _is_table(table: RuledTable) -> bool:
    """Two columns at least, and text."""
    columns = {cell.columns for cell in table.cells}
    return len(columns) >= 2 and any(not is_blank(strip) for cell in table.cells for strip in cell.strips)


def _build_table(ruling: Ruling, strips: Sequence[Strip]) -> RuledTable:
    inside, _ = _part(strips, ruling.box)
    xs = _grid_lines(ruling.down, lambda: _letter_middles(inside)[0])
    ys = _grid_lines(ruling.across, lambda: _letter_middles(inside)[1])
    if len(xs) < 2 or len(ys) < 2:
        return RuledTable((0, 0), (0, 0), ())
    if _is_too_large(xs, ys):
        return RuledTable(xs, ys, ())
    regions = _merge_down(_Lines(ruling.across, ys), _Lines(ruling.down, xs))
    held = _deal_strips(regions, (xs, ys), inside)
    cells = (
        TableCell((r0, r1), (c0, c1), (xs[c0], ys[r0], xs[c1], ys[r1]), tuple(own))
        for ((r0, r1), (c0, c1)), own in zip(regions, held, strict=True)
    )
    return RuledTable(xs, ys, tuple(cells))


def _letter_middles(strips: Sequence[Strip]) -> tuple[list[float], list[float]]:
    """Where the middles of all letters are, across and down."""
    letters = [one for strip in strips if (one := part_spaces(strip)[0])]
    placed = [_place_middles(strip) for strip in letters]
    return [x for xs, _ in placed for x in xs], [y for _, ys in placed for y in ys]


def _grid_lines(rules: Sequence[Rule], find_texts: Callable[[], Sequence[float]]) -> tuple[float, ...]:
    """The different places of lines; of two close ones with no text between, one."""
    places: list[float] = []
    texts: Sequence[float] | None = None  # looked for only where two lines are close
    for place in sorted({rule.at for rule in rules}):
        if places and place - places[-1] < _THINNEST:
            texts = find_texts() if texts is None else texts
            if not any(places[-1] < text < place for text in texts):
                continue
        places.append(place)
    return tuple(places)


class _Lines:
    """The lines of one direction in a grid: where they are, and along which stretches they are drawn."""

    def __init__(self, rules: Sequence[Rule], places: Sequence[float]) -> None:
        ordered = sorted(rules)
        ats = [rule.at for rule in ordered]
        self.places = places
        self._near = [
            ordered[bisect_left(ats, place - _THINNEST) : bisect_right(ats, place + _THINNEST)] for place in places
        ]

    def is_drawn(self, index: int, span: tuple[float, float]) -> bool:
        """Is this line drawn along most of a stretch?"""
        return any(rule.covers(*span) for rule in self._near[index])


_Region = tuple[tuple[int, int], tuple[int, int]]


def _merge_down(across: _Lines, down: _Lines) -> list[_Region]:
    """The cells as rows and columns covered: runs of each row, joined downwards where no line parts equal runs."""
    xs, ys = down.places, across.places
    regions: list[_Region] = []
    above: dict[tuple[int, int], int] = {}
    for row in range(len(ys) - 1):
        current: dict[tuple[int, int], int] = {}
        for run in _row_runs(down, (ys[row], ys[row + 1])):
            index = above.get(run)
            if index is not None and not across.is_drawn(row, (xs[run[0]], xs[run[1]])):
                regions[index] = (regions[index][0][0], row + 1), run
            else:
                index = len(regions)
                regions.append(((row, row + 1), run))
            current[run] = index
        above = current
    return regions


def _row_runs(down: _Lines, band: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """The columns of one row, joined where no vertical line parts them."""
    start = 0
    last = len(down.places) - 1
    for column in range(1, last):
        if down.is_drawn(column, band):
            yield start, column
            start = column
    yield start, last


def _deal_strips(
    regions: Sequence[_Region], lines: tuple[Sequence[float], Sequence[float]], strips: Sequence[Strip]
) -> list[list[Strip]]:
    """The characters of each cell: a look-up of row and column each, as a page may have thousands of both."""
    held: list[list[Strip]] = [[] for _ in regions]
    owner = {
        (row, column): own
        for (rows, columns), own in zip(regions, held, strict=True)
        for row in range(*rows)
        for column in range(*columns)
    }
    for strip in strips:
        for cell, part in _cut_at_lines(strip, *lines):
            if cell in owner:
                owner[cell].append(part)
    return held


def _cut_at_lines(strip: Strip, xs: Sequence[float], ys: Sequence[float]) -> Iterator[tuple[tuple[int, int], Strip]]:
    """The parts of a strip that are in one cell each, with row and column of that."""
    left, top, right, bottom = strip.box
    cell = _find_stripe(ys, top), _find_stripe(xs, left)
    if cell == (_find_stripe(ys, bottom), _find_stripe(xs, right)):
        yield cell, strip
        return
    start = 0
    places = zip(*_place_middles(strip), strict=True)
    for cell, group in groupby([(_find_stripe(ys, y), _find_stripe(xs, x)) for x, y in places]):
        end = start + len(list(group))
        yield cell, cut(strip, start, end)
        start = end


def _find_stripe(places: Sequence[float], at: float) -> int:
    """Between which two lines a place is, from 0; on a line, it is before it; -1 or beyond the last when outside."""
    return 0 if at == places[0] else bisect_left(places, at) - 1
