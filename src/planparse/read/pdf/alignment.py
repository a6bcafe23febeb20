"""Columns that only white space parts: where they are, and which lines stand in them.

A corridor is a strip of a page that no word enters over many lines. Prose has none, a header or a signature block has
one, a numbered list has one behind its labels. Three columns of which the first counts the rows are a table.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.read.pdf.lines import Line
from planparse.text.labels import read_ordinal

_GAP = 0.55  # em: a wider gap may be a corridor; the spaces of justified text reach an em, but never at one place
_NARROWEST = 4.5  # points: narrowest corridor; cells have 2.5 points of padding at least, and an ordinary space 3.5
_CROSSING = 0.15  # share of the lines that may run over all columns: headings of groups
_FEWEST_COLUMNS = 3
_FEWEST_COUNTED = 3  # rows that are counted through; two may be any list
_COUNTED_SHARE = 0.7  # of the steps from one number to the next: numbering restarts in each group
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
    for start, end in _find_windows(lines):
        is_inside = found and start < found[-1].end
        if not is_inside and (stretch := _read_window(lines, start, end)):
            found.append(stretch)
    return found


def follow(lines: Sequence[Line], start: int, known: "Known") -> Stretch | None:
    """The lines from ``start`` on that go on in columns known from elsewhere, if there are any."""
    end = _end_of_fit(lines, start, len(lines), known.bounds)
    filled = [filled_columns(line, known.bounds) for line in lines[start:end]]
    wide = max(map(len, filled), default=0) >= 2 and len(set().union(*filled)) >= _FEWEST_COLUMNS
    rest = all(_is_rest(line, known) for line in lines[start:end])
    return Stretch(start, end, known.bounds) if start < end and (wide or rest) else None


def _is_rest(line: Line, known: "Known") -> bool:
    """Does the line stand at the left of columns, but not of the first: the end of cells that a page cut?"""
    return all(
        any(column and abs(x0 - left) <= _ALIGNED for column, left in enumerate(known.lefts))
        for x0, _ in _segments(line)
    )


def column_of(x: float, bounds: Sequence[float]) -> int:
    """In which column a place is; beyond the outer bounds it counts as in the outer columns."""
    inner = bounds[1:-1]
    return sum(1 for bound in inner if x >= bound)


def filled_columns(line: Line, bounds: Sequence[float]) -> set[int]:
    """The columns in which a line has words."""
    return {column_of((word.x0 + word.x1) / 2, bounds) for word in line.words}


def crosses(line: Line, bounds: Sequence[float]) -> bool:
    """Does the line run over the border of two columns, as the heading of a group does?"""
    return any(x0 < bound - 1 and bound + 1 < x1 for x0, x1 in _segments(line) for bound in bounds[1:-1])


def first_text(line: Line, bounds: Sequence[float]) -> str:
    """What the line says in the first column."""
    return " ".join(word.text for word in line.words if column_of((word.x0 + word.x1) / 2, bounds) == 0)


def is_counted(line: Line, bounds: Sequence[float]) -> bool:
    """Does the line number a row in the first column?"""
    return not crosses(line, bounds) and read_ordinal(first_text(line, bounds)) is not None


def _segments(line: Line) -> list[tuple[float, float]]:
    """The line cut at its wide gaps."""
    cut: list[tuple[float, float]] = []
    for word in line.words:
        if cut and word.x0 - cut[-1][1] <= _GAP * line.size:
            cut[-1] = cut[-1][0], max(cut[-1][1], word.x1)
        else:
            cut.append((word.x0, word.x1))
    return cut


def _find_windows(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where lines in three pieces or more follow one another closely: from the first to the last of them."""
    windows: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if len(_segments(line)) < _FEWEST_COLUMNS:
            continue
        if windows and line.base - lines[windows[-1][1] - 1].base <= _REACH * line.size:
            windows[-1] = windows[-1][0], index + 1
        else:
            windows.append((index, index + 1))
    return [window for window in windows if window[1] - window[0] >= _FEWEST_COUNTED]


def _read_window(lines: Sequence[Line], start: int, end: int) -> Stretch | None:
    bounds = _find_bounds(lines[start:end])
    if len(bounds) <= _FEWEST_COLUMNS:
        return None
    end = _end_of_fit(lines, start, len(lines), bounds)
    inner = lines[start:end]
    return Stretch(start, end, bounds) if _counts(inner, bounds) and _fills(inner, bounds) else None


def _find_bounds(lines: Sequence[Line]) -> tuple[float, ...]:
    """The middles of the corridors, where fewest lines run across them, between the outer ends of the lines."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    covered = [0] * (int(right - left) + 2)
    for line in lines:
        for x0, x1 in _segments(line):
            for place in range(max(int(x0 - left), 0), min(int(x1 - left) + 1, len(covered))):
                covered[place] += 1
    allowed = int(_CROSSING * len(lines))
    bounds, start = [left - 1], 0
    for place, count in enumerate(covered):
        if count > allowed:
            if start and place - start >= _NARROWEST:
                bounds.append(left + start + _emptiest(covered[start:place]))
            start = place + 1
    return (*bounds, right + 1)


def _emptiest(counts: Sequence[int]) -> float:
    """The middle of the longest run of the least count."""
    least, best, start = min(counts), (0, 0), 0
    for place, count in enumerate((*counts, least + 1)):
        if count > least:
            best = max(best, (place - start, start))
            start = place + 1
    return best[1] + best[0] / 2


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
    """Does the first column count rows?"""
    labels = [read_ordinal(first_text(line, bounds)) for line in lines if is_counted(line, bounds)]
    numbers = [label.numbers for label in labels if label is not None]
    steps = [after[:-1] == before[:-1] and after[-1] == before[-1] + 1 for before, after in pairwise(numbers)]
    return len(numbers) >= _FEWEST_COUNTED and sum(steps) >= _COUNTED_SHARE * len(steps)


def _fills(lines: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Has every column text in two lines at least, and three columns in most of the counted ones?"""
    filled = [filled_columns(line, bounds) for line in lines]
    columns = range(len(bounds) - 1)
    counted = [one for line, one in zip(lines, filled, strict=True) if is_counted(line, bounds)]
    wide = sum(1 for one in counted if len(one) >= _FEWEST_COLUMNS)
    return all(sum(column in one for one in filled) >= 2 for column in columns) and 2 * wide > len(counted)
