"""The characters of one line to words.

The space characters of a PDF cannot be trusted: some writers put them inside words with no width, others leave them
out and move the pen. A space is where there is room for one.

A page has thousands of characters, so a line is taken as columns (all left ends, all letters ...), not one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from operator import and_, eq
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.page import Char
from planparse.text.unicode import tidy

_ROOM_PRINTED = 0.08  # em: least gap at which a printed space counts; squeezed lines go down to a tenth
_ROOM_BLANK = (
    0.15  # em: least gap that is a space although none is printed: letters keep to 0.05, spaces to 0.16 and more
)
_ENOUGH_GAPS = 4  # fewer do not show how a line is spaced
_USUAL_GAP = 0.02  # em: letters that are not set apart are at most this far from one another
_OVERPRINT = 0.6  # share of its width by which a letter covers the same letter: printed twice to look bold


class Word(NamedTuple):
    """A run of characters without a space."""

    text: str
    x0: float
    x1: float
    letters: int
    bold_letters: int


def is_bold(words: Iterable[Word]) -> bool:
    """Are at least nine tenths of the letters bold?"""
    found = tuple(words)
    letters = sum([word.letters for word in found])
    return letters > 0 and sum([word.bold_letters for word in found]) >= 0.9 * letters


class Row(NamedTuple):
    """The characters of a line, left to right and without spaces: the fields of :class:`Char` as columns.

    Attributes:
        spaced: whether a space is printed before each.
    """

    text: Sequence[str]
    x0: Sequence[float]
    top: Sequence[float]
    x1: Sequence[float]
    bottom: Sequence[float]
    base: Sequence[float]
    size: Sequence[float]
    bold: Sequence[bool]
    italic: Sequence[bool]
    run: Sequence[int]
    font: Sequence[str]
    spaced: Sequence[bool]


def build_row(chars: Iterable[Char]) -> Row | None:
    """The characters of a line, sorted left to right, as columns; None where all are spaces."""
    glyphs: list[Char] = []
    spaced: list[bool] = []
    blank = False
    for char in chars:
        if char.text.isspace():
            blank = True
        else:
            glyphs.append(char)
            spaced.append(blank)
            blank = False
    return Row._make((*zip(*glyphs, strict=True), spaced)) if glyphs else None


def find_words(row: Row) -> tuple[Word, ...]:
    """The words of a line."""
    gaps = _find_gaps(row)
    spread = _find_spread(gaps, row.spaced)
    if any(map(eq, row.text, row.text[1:])) and (single := _without_overprints(row)) is not row:
        row, gaps = single, _find_gaps(single)
    words = [_build_word(row, start, end) for start, end in _split_row(row, gaps, spread)]
    return tuple([word for word in words if word.text])


def _find_gaps(row: Row) -> list[float]:
    """The room between each character and the next, in em of the smaller one."""
    if row.size.count(row.size[0]) == len(row.size):
        size = row.size[0]
        return [(start - end) / size for end, start in zip(row.x1, row.x0[1:], strict=False)]
    smaller = map(min, row.size, row.size[1:])
    return [(start - end) / size for end, start, size in zip(row.x1, row.x0[1:], smaller, strict=False)]


def _find_spread(gaps: Sequence[float], spaced: Sequence[bool]) -> float:
    """How far the letters of the line are set apart, in em: 0 but for spaced-out headings."""
    inner = [gap for gap, blank in zip(gaps, spaced[1:], strict=True) if not blank]
    return max(0.0, median(inner) - _USUAL_GAP) if len(inner) >= _ENOUGH_GAPS else 0.0


def _without_overprints(row: Row) -> Row:
    """Each letter once that is printed twice to look bold."""
    kept, last, spaced = [0], 0, [row.spaced[0]]
    blank = False
    for index in range(1, len(row.text)):
        blank |= row.spaced[index]
        if not _is_overprint(row, last, index):
            kept.append(index)
            spaced.append(blank)
            last, blank = index, False
    if len(kept) == len(row.text):
        return row
    return Row._make((*(tuple([column[index] for index in kept]) for column in row[:-1]), spaced))


def _is_overprint(row: Row, last: int, index: int) -> bool:
    if row.text[last] != row.text[index] or row.run[last] == row.run[index]:
        return False
    return row.x1[last] - row.x0[index] > _OVERPRINT * max(row.x1[index] - row.x0[index], 0.1)


def _split_row(row: Row, gaps: Sequence[float], spread: float) -> Iterator[tuple[int, int]]:
    """From where to where the words of the row go."""
    printed, plain = _ROOM_PRINTED + spread, _ROOM_BLANK + spread
    starts = [
        index
        for index, gap, blank in zip(count(1), gaps, row.spaced[1:], strict=False)
        if gap > printed and (blank or gap > plain)
    ]
    if min(row.run) < 0:  # a number stamped on a blank begins and ends where it does
        stamped = [run < 0 for run in row.run]
        starts = sorted({*starts, *(index for index in range(1, len(stamped)) if stamped[index - 1] != stamped[index])})
    for start, end in pairwise((0, *starts, len(row.text))):
        cut = _find_lost_space(row, start, end)
        if cut is not None:
            yield start, cut
        yield cut or start, end


def _find_lost_space(row: Row, start: int, end: int) -> int | None:
    """Where a capital of another text object follows small letters only: "phậnTư", a space lost by the writer."""
    letters = row.text[start:end]
    if not letters[0].islower() or "".join(letters).islower():
        return None
    first = next(index for index, letter in enumerate(letters) if not letter.islower())
    index = start + first
    return index if first > 1 and letters[first].isupper() and row.run[index - 1] != row.run[index] else None


def _build_word(row: Row, start: int, end: int) -> Word:
    pieces, bold = row.text[start:end], row.bold[start:end]
    text = "".join(pieces)
    if text.isalpha():
        letters, bold_letters = len(pieces), sum(bold)
    else:
        alphas = [any(map(str.isalpha, piece)) for piece in pieces]
        letters, bold_letters = sum(alphas), sum(map(and_, alphas, bold))
    return Word(tidy(text), row.x0[start], max(row.x1[start:end]), letters, bold_letters)
