"""Texts side by side: the two halves of a document's header, and the recipients beside the signature.

Such a block is a stack of rows with an empty corridor from top to bottom. Stretched lines of justified text have wide
gaps too, but not one above the other, and not one much wider than the rest.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.labels import has_bullet, is_label
from planparse.read.pdf.lines import Line

_GAP = 1.2  # em: narrowest gap in a line that may be part of a corridor
_STANDS_OUT = 2.5  # times: how much wider than the line's other gaps it must be
_CORRIDOR = 7.0  # points: narrowest corridor; motto and office name of a header nearly touch
_LONE_CORRIDOR = 3.0  # em: narrowest corridor where only one row has text on both sides
_OVERLAP = 0.4  # share of the lower line's height by which two lines stand side by side
_ALIGNED = 4.0  # points: left ends nearer than this are aligned
_CENTRED = 10.0  # points: middles nearer than this are aligned
_BELOW_LEFT = 3.2  # em: how far below the last row text of the left column may stand
_BELOW_RIGHT = 12.0  # em: the same for the right column, where room is left for the signature
_ABOVE_RIGHT = 2.4  # em: how far above the first row the right column may begin


class Columns(NamedTuple):
    """Two texts side by side, each top to bottom."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


_Row = tuple[Line, ...]
_Gap = tuple[float, float]


def split_columns(lines: Sequence[Line]) -> list[Line | Columns]:
    """The lines in reading order, with each stretch of two columns taken out as one item."""
    rows = _stand_side_by_side(lines)
    items: list[Line | Columns] = []
    index = 0
    while index < len(rows):
        block = _find_block(rows, index)
        if block is None:
            items.extend(rows[index])
            index += 1
            continue
        _take_lines_above(items, block)
        items.append(Columns(tuple(_by_height(block.left)), tuple(_by_height(block.right))))
        index = block.end
    return items


def _by_height(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _stand_side_by_side(lines: Sequence[Line]) -> list[_Row]:
    """Lines of one height as one row, also where their baselines differ a little."""
    rows: list[_Row] = []
    for line in lines:
        if rows and all(_is_beside(other, line) for other in rows[-1]):
            rows[-1] = tuple(sorted((*rows[-1], line), key=lambda one: one.x0))
        else:
            rows.append((line,))
    return rows


def _is_beside(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    if overlap < _OVERLAP * min(one.bottom - one.top, other.bottom - other.top):
        return False
    return one.x1 + one.size / 2 < other.x0 or other.x1 + one.size / 2 < one.x0


class _Block:
    """A stretch of rows while it grows downwards."""

    def __init__(self, row: _Row, gap: _Gap, end: int) -> None:
        self.corridor = gap
        self.left: list[Line] = []
        self.right: list[Line] = []
        self.two_sided = 0
        self.end = end
        self._split(row)

    def add(self, row: _Row, end: int) -> bool:
        """Takes the row in, if it fits; says whether it did."""
        shared = [common for gap in _wide_gaps(row) if (common := _common(gap, self.corridor))]
        x0, x1 = row[0].x0, max(line.x1 for line in row)
        if shared and self._is_near(row, _BELOW_LEFT * 2):
            self.corridor = max(shared, key=lambda gap: gap[1] - gap[0])
            self._split(row)
        elif (free := _common((x1, self.corridor[1]), self.corridor)) and self._fits_left(row):
            self.corridor = free
            self.left.extend(row)
        elif (free := _common((self.corridor[0], x0), self.corridor)) and self._fits_right(row):
            self.corridor = free
            self.right.extend(row)
        else:
            return False
        self.end = end
        return True

    def is_real(self) -> bool:
        """Is there enough to tell two columns from a wide gap in running text?"""
        if self.two_sided >= 2:
            return True
        wide = self.corridor[1] - self.corridor[0] >= _LONE_CORRIDOR * self.left[0].size
        return wide and len(self.left) + len(self.right) > 2

    def _split(self, row: _Row) -> None:
        middle = sum(self.corridor) / 2
        self.left.extend(part for line in row if (part := line.left_of(middle)))
        self.right.extend(part for line in row if (part := line.right_of(middle)))
        self.two_sided += 1

    def _is_near(self, row: _Row, ems: float) -> bool:
        last = max(line.base for line in (*self.left, *self.right))
        return row[0].base - last <= ems * row[0].size

    def _fits_left(self, row: _Row) -> bool:
        hangs = has_bullet(self.left[-1].text) and row[0].x0 - self.left[-1].x0 < 2 * row[0].size
        return self._is_near(row, _BELOW_LEFT) and (hangs or _is_aligned(row[0], self.left))

    def _fits_right(self, row: _Row) -> bool:
        return self._is_near(row, _BELOW_RIGHT) and _is_aligned(row[0], self.right)


def _is_aligned(line: Line, column: Sequence[Line]) -> bool:
    return any(abs(line.x0 - one.x0) <= _ALIGNED or abs(line.middle - one.middle) <= _CENTRED for one in column)


def _common(one: _Gap, other: _Gap) -> _Gap | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if end - start >= _CORRIDOR else None


def _find_block(rows: Sequence[_Row], start: int) -> _Block | None:
    """The two columns that begin at this row, if any do; the widest gap that makes a block wins."""
    for gap in sorted(_wide_gaps(rows[start]), key=lambda gap: gap[0] - gap[1]):
        block = _Block(rows[start], gap, start + 1)
        while block.end < len(rows) and block.add(rows[block.end], block.end + 1):
            pass
        if block.left and block.right and block.is_real():
            return block
    return None


def _wide_gaps(row: _Row) -> list[_Gap]:
    """Gaps that may be a corridor: between the lines of a row, or standing out among the gaps of a line."""
    between = [(one.x1, other.x0) for one, other in pairwise(row) if not is_label(one.text)]
    return between + [gap for line in row for gap in _line_gaps(line)]


def _line_gaps(line: Line) -> list[_Gap]:
    pairs = list(pairwise(line.words))
    if pairs and is_label(line.words[0].text):
        pairs = pairs[1:]  # the tab behind an automatic number or bullet parts no columns
    gaps = [(one.x1, other.x0) for one, other in pairs]
    if not gaps:
        return []
    usual = median(end - start for start, end in gaps) if len(gaps) > 2 else 0.0
    return [gap for gap in gaps if gap[1] - gap[0] >= max(_GAP * line.size, _STANDS_OUT * usual)]


def _take_lines_above(items: "list[Line | Columns]", block: _Block) -> None:
    """Moves lines that begin the right column above the first row of the left one into the block."""
    while items and isinstance(last := items[-1], Line):
        first = min(block.right, key=lambda line: line.base)
        near = first.base - last.base <= _ABOVE_RIGHT * last.size
        if not (near and last.x0 >= block.corridor[1] - 1 and _is_aligned(last, block.right)):
            return
        block.right.insert(0, last)
        items.pop()
