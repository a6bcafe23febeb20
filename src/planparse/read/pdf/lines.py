"""Characters to the lines that they stand on."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, compress
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.page import Box, Strip
from planparse.read.pdf.plain_words import find_plain_words
from planparse.read.pdf.strips import count_chars, is_blank, part_spaces
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


def find_lines(strips: Sequence[Strip]) -> list[Line]:
    """The lines that the characters stand on, top to bottom; side by side texts of one height are one line."""
    groups = _join_marks(_group_by_base(strips))
    lines = [line for group in groups if (line := _build_line(group))]
    return sorted(lines, key=lambda line: (line.base, line.x0)) if len(lines) > 1 else lines


_get_base = itemgetter(Strip._fields.index("base"))


def _get_start(strip: Strip) -> float:
    return strip.x0[0]


def _group_by_base(strips: Sequence[Strip]) -> list[list[Strip]]:
    blanks = list(map(is_blank, strips))
    letters = [strip for strip, blank in zip(strips, blanks, strict=True) if not blank] if True in blanks else strips
    groups: list[list[Strip]] = []
    for strip in sorted(letters, key=_get_base):
        if groups and (strip.base == groups[-1][-1].base or _is_on(strip, groups[-1])):
            groups[-1].append(strip)
        else:
            groups.append([strip])
    spaces = list(compress(strips, blanks))
    for group in groups:
        if group[0].base != group[-1].base:
            spaces += _take_spaces(group)
    return _deal_spaces(groups, spaces) if spaces else groups


def _is_on(strip: Strip, group: Sequence[Strip]) -> bool:
    """Do characters stand on the line of a group that is sorted by baseline?"""
    middle = _find_middle_letter(group)
    return strip.base - middle.base <= _SAME_LINE * min(strip.size, middle.size)


def _find_middle_letter(group: Sequence[Strip]) -> Strip:
    """The strip with the middle one of all letters; only spaces are left out."""
    if len(group) == 1:
        return group[0]
    counts = [len(strip.text) - sum(map(str.isspace, strip.text)) for strip in group]
    return _find_middle(group, counts)


def _find_middle(group: Sequence[Strip], counts: Sequence[int]) -> Strip:
    """The strip in which the middle one of so many characters is."""
    reached = list(accumulate(counts))
    return group[bisect_right(reached, reached[-1] // 2)]


def _median_base(group: Sequence[Strip]) -> float:
    if group[0].base == group[-1].base and all(strip.base == group[0].base for strip in group):
        return group[0].base
    return _find_middle(group, [len(strip.text) for strip in group]).base


def _take_spaces(group: list[Strip]) -> list[Strip]:
    """Takes the spaces out of a line whose parts differ in height: each may be nearer to another line."""
    parts = [part_spaces(strip) for strip in group]
    group[:] = [letters for letters, _ in parts if letters]
    return [spaces for _, spaces in parts if spaces]


def _deal_spaces(groups: list[list[Strip]], spaces: Sequence[Strip]) -> list[list[Strip]]:
    """Puts printed spaces with the line nearest to them, if any line is near."""
    bases = [_median_base(group) for group in groups]
    position = 0
    for space in sorted(spaces, key=_get_base):
        while position + 1 < len(bases) and abs(bases[position + 1] - space.base) <= abs(bases[position] - space.base):
            position += 1
        if bases and abs(bases[position] - space.base) <= _SAME_LINE * space.size:
            groups[position].append(space)
    return groups


def _join_marks(groups: list[list[Strip]]) -> list[list[Strip]]:
    """Puts raised footnote marks on the line that they belong to, which is the next one below."""
    joined: list[list[Strip]] = []
    for position, group in enumerate(groups):
        below = groups[position + 1] if position + 1 < len(groups) else []
        if below and _are_marks(group, below):
            below.extend(group)
        else:
            joined.append(group)
    return joined


def _are_marks(group: Sequence[Strip], below: Sequence[Strip]) -> bool:
    if count_chars(group) > _LONGEST_MARK:
        return False
    size = below[0].size if len(below) == 1 else _find_median([strip.size for strip in below for _ in strip.text])
    if max([strip.size for strip in group]) > _SMALL * size:
        return False
    if _median_base(below) - _median_base(group) > _RAISED * size:
        return False
    left, right = min([strip.box[0] for strip in below]), max([strip.box[2] for strip in below])
    return all(left - size <= strip.box[0] and strip.box[2] <= right + size for strip in group)


def _build_line(strips: Sequence[Strip]) -> Line | None:
    ordered = sorted(strips, key=_get_start) if len(strips) > 1 else strips
    words = find_plain_words(ordered)
    if words:
        return _build_plain_line(words, ordered)
    row = build_row(strips)
    words = find_words(row) if row else ()
    if row is None or not words:
        return None
    return Line(
        words,
        top=min(row.top),
        bottom=max(row.bottom),
        base=_find_median([strip.base for strip in row.strips]),
        size=_find_median([strip.size for strip in row.strips]),
        italic=2 * sum([strip.italic for strip in row.strips]) > len(row.strips),
    )


def _build_plain_line(words: tuple[Word, ...], strips: Sequence[Strip]) -> Line:
    ends = [_find_ends(strip) for strip in strips]
    top, bottom = min([top for top, _ in ends]), max([bottom for _, bottom in ends])
    if len(strips) == 1:
        return Line(words, top, bottom, strips[0].base, strips[0].size, strips[0].italic)
    letters = [strip for strip in strips for _ in range(len(strip.text) - strip.text.count(" "))]
    base, size = _find_median([strip.base for strip in letters]), _find_median([strip.size for strip in letters])
    return Line(words, top, bottom, base, size, 2 * sum([strip.italic for strip in letters]) > len(letters))


def _find_ends(strip: Strip) -> tuple[float, float]:
    """Top and bottom of the letters; spaces have boxes too, which hardly ever reach further."""
    text, top, bottom = strip.text, strip.box[1], strip.box[3]
    if text[strip.top.index(top)] != " " and text[strip.bottom.index(bottom)] != " ":
        return top, bottom
    letters = list(map(" ".__ne__, text))
    return min(compress(strip.top, letters)), max(compress(strip.bottom, letters))


def _find_median(column: Sequence[float]) -> float:
    """The median, which is nearly always what all have in common."""
    return column[0] if column.count(column[0]) == len(column) else median(column)
