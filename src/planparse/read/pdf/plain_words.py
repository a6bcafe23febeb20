"""The words of a line as office programs set it: letters close together, and a printed space between any two words.

Nearly all lines are such, and their words are those of their text. What is set in any other way (spaces without width,
letters set apart, letters printed twice, a word in two fonts) is told from the room between letters: see ``words.py``,
which gives the same words for these lines too, in three times the time.
"""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from operator import lt, sub

from planparse.read.pdf.page import Strip
from planparse.read.pdf.words import ROOM_PRINTED, Word
from planparse.text.unicode import tidy

_to_word = partial(tuple.__new__, Word)  # from its fields: half the time of calling Word, some hundred times a page
_CLOSE = 0.019  # em: letters no further apart stand as they usually do, so nothing is set apart


def find_plain_words(strips: Sequence[Strip]) -> tuple[Word, ...] | None:
    """The words of a line, given its strips from left to right; None where its text alone does not tell them."""
    words: list[Word] = []
    for strip in strips:
        found = _split(strip)
        if not found:
            return None
        words += found
    return tuple(words) if len(strips) == 1 or all(_are_parted(*pair) for pair in pairwise(strips)) else None


def _split(strip: Strip) -> list[Word] | None:
    text, x0, _, x1, _, _, size, bold, *_ = strip
    following = x0[1:]
    if not (isinstance(text, str) and tidy(text) == text.strip(" ") and all(map(lt, x0, following))):
        return None
    gaps, close = list(map(sub, following, x1)), _CLOSE * size
    words: list[Word] = []
    start = 0
    for piece in text.split(" "):
        end = start + len(piece)
        if piece:
            if end - start > 1 and max(gaps[start : end - 1]) > close:
                return None
            if words and (x0[start] - x1[start - 2]) / size <= ROOM_PRINTED:
                return None
            letters = len(piece) if piece.isalpha() else sum(map(str.isalpha, piece))
            words.append(_to_word((piece, x0[start], max(x1[start:end]), letters, letters if bold else 0)))
        start = end + 1
    return words


def _are_parted(left: Strip, right: Strip) -> bool:
    """Does a printed space with room part two strips, neither of which was stamped on the page afterwards?"""
    last = len(left.text) - (2 if left.text[-1] == " " else 1)
    first = 1 if right.text[0] == " " else 0
    if last == len(left.text) - 1 and first == 0:
        return False
    if left.run < 0 or right.run < 0 or left.x0[-1] >= right.x0[0] or " " in (left.text[last], right.text[first:][:1]):
        return False
    return (right.x0[first] - left.x1[last]) / min(left.size, right.size) > ROOM_PRINTED
