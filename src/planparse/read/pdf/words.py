"""The characters of one line to words.

The space characters of a PDF cannot be trusted: some writers put them inside words with no width, others leave them
out and move the pen. A space is where there is room for one.

A page has thousands of characters, so a line is taken as columns (all left ends, all letters ...), not one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress, count, pairwise, repeat
from operator import and_, eq, lt, not_
from statistics import median
from typing import Any, NamedTuple

from planparse.read.pdf.page import Strip
from planparse.read.pdf.strips import chain_columns
from planparse.text.unicode import tidy

ROOM_PRINTED = 0.08  # em: least gap at which a printed space counts; squeezed lines go down to a tenth
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
    """The characters of a line, left to right and without spaces, as columns.

    Attributes:
        strips: the strip that each is from, which knows its size, its font and its text object.
        spaced: whether a space is printed before each.
    """

    text: Sequence[str]
    x0: Sequence[float]
    top: Sequence[float]
    x1: Sequence[float]
    bottom: Sequence[float]
    strips: Sequence[Strip]
    spaced: Sequence[bool]

    @property
    def only_strip(self) -> Strip | None:
        """The strip that all characters are from; None where there are several."""
        first = self.strips[0]
        return first if self.strips.count(first) == len(self.strips) else None


def build_row(strips: Sequence[Strip]) -> Row | None:
    """The characters of a line, sorted left to right, as columns; None where all are spaces."""
    row = _chain(sorted(strips, key=_get_start) if len(strips) > 1 else strips)
    if not all(map(lt, row.x0, row.x0[1:])):
        row = _sort(_chain(strips))
    return _without_spaces(row) if True in row.spaced else row


def _get_start(strip: Strip) -> float:
    return strip.x0[0]


def _chain(strips: Sequence[Strip]) -> Row:
    """The characters of strips one after the other; ``spaced`` tells which are spaces."""
    text, x0, top, x1, bottom = chain_columns(strips)
    owners = list(chain.from_iterable([repeat(strip, len(strip.text)) for strip in strips]))
    return Row(text, x0, top, x1, bottom, owners, list(map(str.isspace, text)))


def _sort(row: Row) -> Row:
    """Characters left to right; of a letter and a space at one place, the letter is the first."""
    order = sorted(range(len(row.x0)), key=lambda index: (row.x0[index], row.spaced[index]))
    return _change(row, lambda column: [column[index] for index in order])


def _without_spaces(row: Row) -> Row | None:
    """The letters, of which ``spaced`` then tells before which a space was."""
    letters = list(map(not_, row.spaced))
    if True not in letters:
        return None
    return _change(row._replace(spaced=[False, *row.spaced[:-1]]), lambda column: list(compress(column, letters)))


def _change(row: Row, change: Callable[[Sequence[Any]], list[Any]]) -> Row:
    """The row with all its columns changed alike; letters in a str stay in one."""
    text, *others = map(change, row)
    return Row._make(("".join(text) if isinstance(row.text, str) else text, *others))


def find_words(row: Row) -> tuple[Word, ...]:
    """The words of a line."""
    only = row.only_strip
    gaps = _find_gaps(row, only)
    spread = _find_spread(gaps, row.spaced)
    if only is None and any(map(eq, row.text, row.text[1:])) and (single := _without_overprints(row)) is not row:
        row, gaps = single, _find_gaps(single, only)
    starts = _find_starts(row, gaps, spread)
    ends = pairwise((0, *starts, len(row.text))) if only else _split_row(row, starts)
    bold = [strip.bold for strip in row.strips]
    if isinstance(row.text, str) and tidy(row.text) == row.text:  # then each word of it is tidy too: nearly always
        return tuple([_build_word(row, bold, end, row.text[end[0] : end[1]]) for end in ends])
    words = [_build_word(row, bold, end, tidy("".join(row.text[end[0] : end[1]]))) for end in ends]
    return tuple([word for word in words if word.text])


def _find_gaps(row: Row, only: Strip | None) -> list[float]:
    """The room between each character and the next, in em of the smaller one."""
    sizes = [strip.size for strip in row.strips] if only is None else [only.size]
    if sizes.count(sizes[0]) == len(sizes):
        size = sizes[0]
        return [(start - end) / size for end, start in zip(row.x1, row.x0[1:], strict=False)]
    smaller = map(min, sizes, sizes[1:])
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
    return Row._make((*([column[index] for index in kept] for column in row[:-1]), spaced))


def _is_overprint(row: Row, last: int, index: int) -> bool:
    if row.text[last] != row.text[index] or row.strips[last].run == row.strips[index].run:
        return False
    return row.x1[last] - row.x0[index] > _OVERPRINT * max(row.x1[index] - row.x0[index], 0.1)


def _find_starts(row: Row, gaps: Sequence[float], spread: float) -> list[int]:
    """Where the second word and all after it begin, as far as the room between letters tells."""
    printed, plain = ROOM_PRINTED + spread, _ROOM_BLANK + spread
    return [
        index
        for index, gap, blank in zip(count(1), gaps, row.spaced[1:], strict=False)
        if gap > printed and (blank or gap > plain)
    ]


def _split_row(row: Row, starts: list[int]) -> Iterator[tuple[int, int]]:
    """From where to where the words of a row go that has characters of several strips."""
    stamped = [strip.run < 0 for strip in row.strips]
    if any(stamped):  # a number stamped on a blank begins and ends where it does
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
    apart = row.strips[index - 1].run != row.strips[index].run
    return index if first > 1 and letters[first].isupper() and apart else None


def _build_word(row: Row, bold: Sequence[bool], ends: tuple[int, int], text: str) -> Word:
    start, end = ends
    pieces, bold = row.text[start:end], bold[start:end]
    if isinstance(pieces, str) and pieces.isalpha():
        letters, bold_letters = len(pieces), sum(bold)
    else:
        alphas = [any(map(str.isalpha, piece)) for piece in pieces]
        letters, bold_letters = sum(alphas), sum(map(and_, alphas, bold))
    return Word(text, row.x0[start], max(row.x1[start:end]), letters, bold_letters)
