"""A known word before a lone sign: Tesseract takes the height of a line from its letters.

A single digit in a cell shows neither how high small letters are nor where they stand, and "3" is then read as "Sà".
After a word of the same page, whose reading is sure, it is read as what it is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from planparse.read.ocr.picture import Picture, Pixels
from planparse.read.ocr.words import SeenWord
from planparse.read.pdf.page import Box

_SURE = 0.93  # confidence: what Tesseract gives words without a doubt
_LENGTHS = (3, 7)  # letters: enough to show the height of a line, few enough to be quick
_TALL = frozenset("bdđhkl")  # letters that show how high a line is
_SPACE = 8.0  # points between the word and the sign
_EDGE = 1.0  # point of paper around both


class Context(NamedTuple):
    """A word of the page as a picture.

    Attributes:
        base: pixels from its upper edge to the line it stands on.
    """

    pixels: Pixels
    base: int


class Joined(NamedTuple):
    """A word and a sign side by side, on one line.

    Attributes:
        left: where the sign's part begins, in pixels.
        top: by how many pixels its part stands lower than the picture begins.
    """

    pixels: Pixels
    left: int
    top: int


def find_contexts(page: Picture, words: Sequence[SeenWord], count: int) -> list[Context]:
    """Words of the page that suit, from different parts of it."""
    sure = [word for word in words if _suits(word)]
    chosen = [sure[(2 * index + 1) * len(sure) // (2 * count)] for index in range(count)] if len(sure) >= count else []
    return [_cut_word(page, word) for word in chosen]


def _suits(word: SeenWord) -> bool:
    text = word.text
    fits = _LENGTHS[0] <= len(text) <= _LENGTHS[1] and word.confidence >= _SURE
    return fits and text.isalpha() and text.islower() and not _TALL.isdisjoint(text)


def _cut_word(page: Picture, word: SeenWord) -> Context:
    x0, y0, x1, y1 = word.box
    pixels = cut(page, (x0 - _EDGE, y0 - _EDGE, x1 + _EDGE, y1 + _EDGE))
    return Context(pixels, round((word.base - y0 + _EDGE) * page.scale))


def cut(page: Picture, box: Box) -> Pixels:
    """A part of the page, as far as it is on it."""
    x0, y0, x1, y1 = (max(0, round(value * page.scale)) for value in box)
    return page.pixels[y0:y1, x0:x1]


def join(context: Context, sign: Pixels, base: int, scale: float) -> Joined:
    """The sign after the word; ``base`` is how many pixels below its upper edge the sign stands."""
    above = max(context.base, base)
    below = max(context.pixels.shape[0] - context.base, sign.shape[0] - base)
    left = context.pixels.shape[1] + round(_SPACE * scale)
    joined = np.full((above + below, left + sign.shape[1]), 255, np.uint8)
    for pixels, x, depth in ((context.pixels, 0, context.base), (sign, left, base)):
        top = above - depth
        joined[top : top + pixels.shape[0], x : x + pixels.shape[1]] = pixels
    return Joined(joined, left, above - base)
