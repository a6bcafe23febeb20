"""Characters to words, words to lines.

The space characters of a PDF cannot be trusted: some writers put them inside words with no width, others leave them
out and move the pen. A space is where there is room for one.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.page import Box, Char
from planparse.text.unicode import tidy

_ROOM_PRINTED = 0.08  # em: least gap at which a printed space counts; squeezed lines go down to a tenth
_ROOM_BLANK = (
    0.15  # em: least gap that is a space although none is printed: letters keep to 0.05, spaces to 0.16 and more
)
_SAME_LINE = 0.33  # em: how far baselines of one line may lie apart (text stamped on a dotted blank sits off)
_RAISED = 0.7  # em: how far above a line a small raised mark may stand
_ENOUGH_GAPS = 4  # fewer do not show how a line is spaced
_SMALL = 0.8  # a mark is at most this much of the letters beside it
_OVERPRINT = 0.6  # share of its width by which a letter covers the same letter: printed twice to look bold


class Word(NamedTuple):
    """A run of characters without a space."""

    text: str
    x0: float
    x1: float
    letters: int
    bold_letters: int


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
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

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


def is_bold(words: Iterable[Word]) -> bool:
    """Are at least nine tenths of the letters bold?"""
    found = tuple(words)
    letters = sum(word.letters for word in found)
    return letters > 0 and sum(word.bold_letters for word in found) >= 0.9 * letters


def find_lines(chars: Sequence[Char]) -> list[Line]:
    """The lines that the characters stand on, top to bottom; side by side texts of one height are one line."""
    groups = _join_marks(_group_by_base(chars))
    lines = (_build_line(group) for group in groups)
    return sorted((line for line in lines if line), key=lambda line: (line.base, line.x0))


def _group_by_base(chars: Sequence[Char]) -> list[list[Char]]:
    groups: list[list[Char]] = []
    for char in sorted((c for c in chars if c.text.strip()), key=lambda c: c.base):
        if groups and _is_on(char, groups[-1]):
            groups[-1].append(char)
        else:
            groups.append([char])
    spaces = [c for c in chars if not c.text.strip()]
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
    for space in sorted(spaces, key=lambda c: c.base):
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
    size = median(c.size for c in below)
    if len(group) > 12 or max(c.size for c in group) > _SMALL * size:
        return False
    if _median_base(below) - _median_base(group) > _RAISED * size:
        return False
    left, right = min(c.x0 for c in below), max(c.x1 for c in below)
    return all(left - size <= c.x0 and c.x1 <= right + size for c in group)


def _build_line(chars: Sequence[Char]) -> Line | None:
    ordered = sorted(chars, key=lambda c: c.x0)
    words = tuple(word for group in _split_words(ordered) if (word := _build_word(group)))
    glyphs = [c for c in ordered if c.text.strip()]
    if not words:
        return None
    return Line(
        words,
        top=min(c.top for c in glyphs),
        bottom=max(c.bottom for c in glyphs),
        base=median(c.base for c in glyphs),
        size=median(c.size for c in glyphs),
        italic=2 * sum(c.italic for c in glyphs) > len(glyphs),
    )


def _split_words(ordered: Sequence[Char]) -> list[list[Char]]:
    words: list[list[Char]] = []
    spread = _spread(ordered)
    last: Char | None = None
    blank = False
    for char in ordered:
        if not char.text.strip():
            blank = True
            continue
        if last and _is_overprint(last, char):
            continue
        room = (_ROOM_PRINTED if blank else _ROOM_BLANK) + spread
        if last is None or _is_apart(last, char, room) or _is_stuck(words[-1], char):
            words.append([])
        words[-1].append(char)
        last, blank = char, False
    return words


def _is_apart(last: Char, char: Char, room: float) -> bool:
    """Is there room for a space, or does a number stamped on a blank begin or end here?"""
    return _gap(last, char) > room or (last.run < 0) != (char.run < 0)


def _is_stuck(word: Sequence[Char], char: Char) -> bool:
    """Does a capital from another text object follow small letters only: "phậnTư", a space lost by the writer?"""
    if not char.text.isupper() or word[-1].run == char.run or len(word) < 2:
        return False
    return all(one.text.islower() for one in word)


def _spread(ordered: Sequence[Char]) -> float:
    """How far the letters of the line are set apart, in em: 0 but for spaced-out headings."""
    pairs = pairwise(ordered)
    gaps = [_gap(a, b) for a, b in pairs if a.text.strip() and b.text.strip()]
    return max(0.0, median(gaps) - 0.02) if len(gaps) >= _ENOUGH_GAPS else 0.0


def _gap(last: Char, char: Char) -> float:
    return (char.x0 - last.x1) / min(last.size, char.size)


def _is_overprint(last: Char, char: Char) -> bool:
    if last.text != char.text or last.run == char.run:
        return False
    return last.x1 - char.x0 > _OVERPRINT * max(char.x1 - char.x0, 0.1)


def _build_word(chars: Sequence[Char]) -> Word | None:
    text = tidy("".join(char.text for char in chars))
    if not text:
        return None
    letters = [char for char in chars if any(mark.isalpha() for mark in char.text)]
    return Word(text, chars[0].x0, max(c.x1 for c in chars), len(letters), sum(char.bold for char in letters))
