"""Strips of characters: cut, picked from, put together from single characters, and taken apart again."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, groupby
from operator import not_
from typing import Any

from planparse.read.pdf.page import Box, Char, Strip

_COLUMNS = 5  # fields of which each character has its own: its letter, and the four ends of its box
_BOX = Strip._fields.index("box")
_to_strip = partial(tuple.__new__, Strip)  # from its fields: half the time of calling Strip, some hundred times a page

Columns = tuple[Sequence[str], Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""Of the characters of a strip: letters, left, upper, right and lower ends."""


def build_strip(columns: Columns, shared: Sequence[Any]) -> Strip:
    """A strip of its characters and of what they share, from ``base`` to ``font``."""
    _, x0, top, x1, bottom = columns
    return _to_strip((*columns, *shared, (min(x0), min(top), max(x1), max(bottom))))


def gather(chars: Iterable[Char]) -> Iterator[Strip]:
    """Strips of single characters.

    >>> [strip.text for strip in gather([Char("a", 1, 0, 2, 9, 8, 12), Char("b", 2, 0, 3, 9, 8, 12)])]
    ['ab']
    """
    for shared, group in groupby(chars, lambda char: char[_COLUMNS:]):
        texts, *ends = list(zip(*group, strict=True))[:_COLUMNS]
        yield build_strip((_join(texts), *ends), shared)


def take_apart(strips: Iterable[Strip]) -> Iterator[Char]:
    """The single characters of strips."""
    for strip in strips:
        for columns in zip(*strip[:_COLUMNS], strict=True):
            yield Char(*columns, *strip[_COLUMNS:_BOX])


def count_chars(strips: Iterable[Strip]) -> int:
    """How many characters they hold."""
    return sum([len(strip.text) for strip in strips])


def cut(strip: Strip, start: int, end: int) -> Strip:
    """A part of a strip."""
    text, x0, top, x1, bottom = [column[start:end] for column in strip[:_COLUMNS]]
    return build_strip((text, x0, top, x1, bottom), strip[_COLUMNS:_BOX])


def pick(strip: Strip, wanted: Sequence[bool]) -> Strip | None:
    """The wanted characters of a strip; None where there are none."""
    if False not in wanted:
        return strip
    if True not in wanted:
        return None
    texts, *ends = (tuple(compress(column, wanted)) for column in strip[:_COLUMNS])
    return build_strip((_join(texts), *ends), strip[_COLUMNS:_BOX])


def find_spaces(strip: Strip) -> list[bool]:
    """Which characters are spaces."""
    return list(map(str.isspace, strip.text))


def is_blank(strip: Strip) -> bool:
    """Is there no letter in it?"""
    text = strip.text
    return text.isspace() if isinstance(text, str) else all(map(str.isspace, text))


def has_space(strip: Strip) -> bool:
    """Is there a space in it?"""
    return any(map(str.isspace, strip.text))


def part_spaces(strip: Strip) -> tuple[Strip | None, Strip | None]:
    """The letters of a strip, and its spaces."""
    spaces = find_spaces(strip)
    return pick(strip, list(map(not_, spaces))), pick(strip, spaces)


def chain_texts(strips: Iterable[Strip]) -> Sequence[str]:
    """The letters of strips one after the other."""
    texts = [strip.text for strip in strips]
    return "".join(texts) if all(isinstance(text, str) for text in texts) else tuple(chain.from_iterable(texts))


def chain_columns(strips: Sequence[Strip]) -> tuple[Sequence[str], *tuple[Sequence[float], ...]]:
    """The characters of strips one after the other: their letters, and the four ends of their boxes."""
    texts, *ends = list(zip(*strips, strict=True))[:_COLUMNS]
    return chain_texts(strips), *(list(chain.from_iterable(column)) for column in ends)


def _join(texts: Sequence[str]) -> Sequence[str]:
    """One str where each text is one letter."""
    joined = "".join(texts)
    return joined if len(joined) == len(texts) and "" not in texts else tuple(texts)
