"""Characters to the lines that they stand on."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.page import Box, Char
from planparse.read.pdf.words import Word, build_row, find_words, is_bold

__all__ = ["Line", "Word", "find_lines", "is_bold"]

_SAME_LINE = 0.33  # em: how far baselines of one line may lie apart (text stamped on a dotted blank sits off)
_LONGEST_MARK = 12  # characters
_RAISED = 0.7  # em: how far above a line a small raised mark may stand
_SMALL = 0.8  # a mark is at most this much of the letters beside it


class Line(NamedTuple):
    """Words on one baseline, left to right.

    Attributes:
        size: of most of its letters, in points.
        italic: most of its letters are.
    """

    words: tuple[Word, ...]
    top: float
    bottom: float
    base: float
    size: float
    italic: bool

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join([word.text for word in self.words])

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max([word.x1 for word in self.words])

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def box(self) -> Box:
        """Its box."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def bold(self) -> bool:
        """Are nine tenths of its letters bold?"""
        return is_bold(self.words)

    def left_of(self, x: float) -> "Line | None":
        """The words left of a place."""
        return self._with(tuple(word for word in self.words if word.x0 < x))

    def right_of(self, x: float) -> "Line | None":
        """The words right of a place."""
        return self._with(tuple(word for word in self.words if word.x0 >= x))

    def _with(self, words: tuple[Word, ...]) -> "Line | None":
        return self._replace(words=words) if words else None


def find_lines(chars: Sequence[Char]) -> list[Line]:
    """The lines that the characters stand on, top to bottom; side by side texts of one height are one line."""
    groups = _join_marks(_group_by_base(chars))
    lines = (_build_line(group) for group in groups)
    return sorted((line for line in lines if line), key=lambda line: (line.base, line.x0))


# By number, as that is twice as fast, and a page has thousands.
_get_base, _get_x0 = itemgetter(Char._fields.index("base")), itemgetter(Char._fields.index("x0"))


def _group_by_base(chars: Sequence[Char]) -> list[list[Char]]:
    groups: list[list[Char]] = []
    spaces = [char for char in chars if char.text.isspace()]
    letters = [char for char in chars if not char.text.isspace()] if spaces else chars
    for _, level in groupby(sorted(letters, key=_get_base), _get_base):
        same = list(level)
        if groups and _is_on(same[0], groups[-1]):
            groups[-1].extend(same)
        else:
            groups.append(same)
    return _deal_spaces(groups, spaces)


def _is_on(char: Char, group: Sequence[Char]) -> bool:
    """Does a character stand on the line of a group that is sorted by baseline?"""
    middle = group[len(group) // 2]
    return char.base - middle.base <= _SAME_LINE * min(char.size, middle.size)


def _median_base(group: Sequence[Char]) -> float:
    return group[len(group) // 2].base


def _deal_spaces(groups: list[list[Char]], spaces: Sequence[Char]) -> list[list[Char]]:
    """Puts each printed space with the line nearest to it, if any line is near."""
    bases = [_median_base(group) for group in groups]
    position = 0
    for space in sorted(spaces, key=_get_base):
        while position + 1 < len(bases) and abs(bases[position + 1] - space.base) <= abs(bases[position] - space.base):
            position += 1
        if bases and abs(bases[position] - space.base) <= _SAME_LINE * space.size:
            groups[position].append(space)
    return groups


def _join_marks(groups: list[list[Char]]) -> list[list[Char]]:
    """Puts raised footnote marks on the line that they belong to, which is the next one below."""
    joined: list[list[Char]] = []
    for position, group in enumerate(groups):
        below = groups[position + 1] if position + 1 < len(groups) else []
        if below and _are_marks(group, below):
            below.extend(group)
        else:
            joined.append(group)
    return joined


def _are_marks(group: Sequence[Char], below: Sequence[Char]) -> bool:
    if len(group) > _LONGEST_MARK:
        return False
    size = median(c.size for c in below)
    if max(c.size for c in group) > _SMALL * size:
        return False
    if _median_base(below) - _median_base(group) > _RAISED * size:
        return False
    left, right = min(c.x0 for c in below), max(c.x1 for c in below)
    return all(left - size <= c.x0 and c.x1 <= right + size for c in group)


def _build_line(chars: Sequence[Char]) -> Line | None:
    row = build_row(sorted(chars, key=_get_x0))
    words = find_words(row) if row else ()
    if row is None or not words:
        return None
    return Line(
        words,
        top=min(row.top),
        bottom=max(row.bottom),
        base=_find_middle(row.base),
        size=_find_middle(row.size),
        italic=2 * sum(row.italic) > len(row.italic),
    )


def _find_middle(column: Sequence[float]) -> float:
    """The median, which is nearly always what all have in common."""
    return column[0] if column.count(column[0]) == len(column) else median(column)
