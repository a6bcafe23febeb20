"""Columns that only white space parts: where they are, and which lines stand in them.

Prose has no corridor that no word enters, a header or a signature block has one, a numbered list has one behind its
labels. Three columns are a table where the first one counts the rows, or where text begins at one place in each.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.read.pdf.corridors import cut_at_gaps, find_bounds
from planparse.read.pdf.lines import Line
from planparse.text.labels import read_ordinal

_FEWEST_COLUMNS = 3
_FEWEST_COUNTED = 3  # rows that are counted through; two may be any list
_COUNTED_SHARE = 0.7  # of the steps from one number to the next
_SLIP = 2  # numbers typed by hand repeat one or leave one out
_ALIGNED_SHARE = 0.7  # of the lines of a column that begin where most do; its header is centred
_LAST_LETTER = 8  # H: no plan has more groups; a T alone is the end of "STT", broken over two lines
_MOST_TRIES = 3  # at the columns of a window that ends further up than it was taken for
_REACH = 16.0  # times the height of a line: how far a line with columns may be from the one before
_PARTED = 4.5  # times the height of a line: a wider gap ends a table
_EDGE = 2.0  # em: how far the lines of another page may reach beyond the columns
_ALIGNED = 2.0  # points
_MOST_MISFITS = 2  # lines: a heading of a group fills two at most; what is longer is prose


class Stretch(NamedTuple):
    """Lines ``start`` to ``end`` (not included) of a page that stand in columns, and the places that part these.

    ``bounds`` begins left of the first column and ends right of the last one.
    """

    start: int
    end: int
    bounds: tuple[float, ...]


class Known(NamedTuple):
    """Columns that are known from elsewhere: what parts them, where text begins in each, and how far down it is."""

    bounds: tuple[float, ...]
    lefts: tuple[float, ...]
    bottom: float


def find_stretches(lines: Sequence[Line]) -> list[Stretch]:
    """The stretches of a page's lines that show a table by themselves, top to bottom."""
    found: list[Stretch] = []
    waiting = _find_windows(lines, 0, len(lines))
    while waiting:
        start, end = waiting.pop(0)
        if found and start < found[-1].end:
            waiting[:0] = _find_windows(lines, found[-1].end, end)
        elif stretch := _read_window(lines, start, end):
            found.append(stretch)
            waiting[:0] = _find_windows(lines, stretch.end, end)
        elif cut := _widest_step(lines, start, end):
            waiting[:0] = [*_find_windows(lines, start, cut), *_find_windows(lines, cut, end)]
    return found


def _widest_step(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where the lines in three pieces are furthest apart, so far that there may be two tables; None where nowhere."""
    wide = [index for index in range(start, end) if len(cut_at_gaps(lines[index])) >= _FEWEST_COLUMNS]
    steps = [(lines[below].base - lines[above].base, below) for above, below in pairwise(wide)]
    step, below = max(steps, default=(0.0, 0))
    return below if below and step > _PARTED * lines[below].size else None


def follow(lines: Sequence[Line], start: int, known: Known, found: Sequence[Stretch] = ()) -> Stretch | None:
    """The lines from ``start`` on that go on in columns known from elsewhere, if there are any.

    A stretch found there by itself is another table where more of its lines run over these columns than over its own.
    """
    others = (one.start for one in found if one.start >= start and _is_other(lines[one.start : one.end], one, known))
    end = _end_of_fit(lines, start, min(others, default=len(lines)), known.bounds)
    filled = [filled_columns(line, known.bounds) for line in lines[start:end] if not crosses(line, known.bounds)]
    wide = max(map(len, filled), default=0) >= 2 and len(set().union(*filled)) >= _FEWEST_COLUMNS
    rest = all(_is_rest(line, known) for line in lines[start:end])
    return Stretch(start, end, known.bounds) if start < end and (wide or rest) else None


def _is_other(lines: Sequence[Line], own: Stretch, known: Known) -> bool:
    return _count_crossing(lines, known.bounds) > _count_crossing(lines, own.bounds)


def _count_crossing(lines: Sequence[Line], bounds: Sequence[float]) -> int:
    return sum(crosses(line, bounds) for line in lines)


def _is_rest(line: Line, known: Known) -> bool:
    """Does the line stand at the left of columns, but not of the first: the end of cells that a page cut?"""
    return all(
        any(column and abs(x0 - left) <= _ALIGNED for column, left in enumerate(known.lefts))
        for x0, _ in cut_at_gaps(line)
    )


def column_of(x: float, bounds: Sequence[float]) -> int:
    """In which column a place is; beyond the outer bounds it counts as in the outer columns."""
    inner = bounds[1:-1]
    return sum(1 for bound in inner if x >= bound)


def filled_columns(line: Line, bounds: Sequence[float]) -> set[int]:
    """The columns in which a line has words."""
    return {column_of((word.x0 + word.x1) / 2, bounds) for word in line.words}


def crosses(line: Line, bounds: Sequence[float]) -> bool:
    """Does the line run over the border of two columns?"""
    return any(x0 < bound - 1 and bound + 1 < x1 for x0, x1 in cut_at_gaps(line) for bound in bounds[1:-1])


def is_heading(line: Line, bounds: Sequence[float]) -> bool:
    """Is it the heading of a group, that runs over columns with nothing beside it but its number?"""
    return crosses(line, bounds) and len(cut_at_gaps(line)) < _FEWEST_COLUMNS


def first_text(line: Line, bounds: Sequence[float]) -> str:
    """What the line says in the first column."""
    return " ".join(word.text for word in line.words if column_of((word.x0 + word.x1) / 2, bounds) == 0)


def is_counted(line: Line, bounds: Sequence[float]) -> bool:
    """Does the line number a row in the first column?"""
    label = None if is_heading(line, bounds) else read_ordinal(first_text(line, bounds))
    return label is not None and (label.kind != "upper" or label.numbers[0] <= _LAST_LETTER)


def _find_windows(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """Where lines in three pieces or more follow one another closely: from the first to the last of them."""
    windows: list[tuple[int, int]] = []
    for index in range(start, end):
        line = lines[index]
        if len(cut_at_gaps(line)) < _FEWEST_COLUMNS:
            continue
        if windows and line.base - lines[windows[-1][1] - 1].base <= _REACH * line.size:
            windows[-1] = windows[-1][0], index + 1
        else:
            windows.append((index, index + 1))
    return [window for window in windows if window[1] - window[0] >= _FEWEST_COUNTED]


def _read_window(lines: Sequence[Line], start: int, end: int) -> Stretch | None:
    """The table that begins where a window does; the window may hold another one below."""
    last = end
    for _ in range(_MOST_TRIES):
        bounds = find_bounds(lines[start:end])
        if len(bounds) <= _FEWEST_COLUMNS:
            return None
        last = _end_of_fit(lines, start, len(lines), bounds)
        if last >= end or last == start:
            break
        end = last
    inner = lines[start:last]
    is_table = bool(inner) and _fills(inner, bounds) and (_counts(inner, bounds) or _begins_alike(inner, bounds))
    return Stretch(start, last, bounds) if is_table else None


def _end_of_fit(lines: Sequence[Line], start: int, end: int, bounds: Sequence[float]) -> int:
    """Where the lines stop to stand in the columns."""
    last, misfits = start, 0
    for index in range(start, end):
        line = lines[index]
        far = index > start and line.base - lines[index - 1].base > _PARTED * line.size
        outside = line.x0 < bounds[0] - _EDGE * line.size or line.x1 > bounds[-1] + _EDGE * line.size
        if far or outside:
            break
        if crosses(line, bounds):
            misfits += 1
            if misfits > _MOST_MISFITS:
                break
        else:
            misfits = 0
            last = index + 1
    return last


def _counts(lines: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Does the first column count rows? Numbers of groups and of rows below a row have each their own count."""
    labels = [label for line in lines if is_counted(line, bounds) and (label := read_ordinal(first_text(line, bounds)))]
    series: dict[tuple[str, int], list[tuple[int, ...]]] = {}
    for label in labels:
        series.setdefault((label.kind, len(label.numbers)), []).append(label.numbers)
    pairs = [pair for numbers in series.values() for pair in pairwise(numbers)]
    steps = sum(after[-1] == 1 or 0 <= after[-1] - before[-1] <= _SLIP for before, after in pairs)
    return len(labels) >= _FEWEST_COUNTED and bool(pairs) and steps >= _COUNTED_SHARE * len(pairs)


def _begins_alike(lines: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Does text begin at one place in every column, line after line, header apart?"""
    columns: list[list[float]] = [[] for _ in bounds[1:]]
    for line in lines:
        if not crosses(line, bounds):
            for x0, x1 in cut_at_gaps(line):
                columns[column_of((x0 + x1) / 2, bounds)].append(x0)
    return all(_share_begin(places) for places in columns)


def _share_begin(places: Sequence[float]) -> bool:
    most = max((sum(abs(other - place) <= _ALIGNED for other in places) for place in places), default=0)
    return most >= max(_FEWEST_COUNTED, _ALIGNED_SHARE * len(places))


def _fills(lines: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Has every column text, and three columns in one line in three at least?"""
    filled = [filled_columns(line, bounds) for line in lines]
    wide = sum(1 for one in filled if len(one) >= _FEWEST_COLUMNS)
    return set().union(*filled) == set(range(len(bounds) - 1)) and wide >= _FEWEST_COUNTED
