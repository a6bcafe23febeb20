"""Strips of characters: cut, picked from, put together from single characters, and taken apart again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, groupby
from operator import not_
from typing import Any

from planparse.read.pdf.page import Char, Strip

_COLUMNS = 5  # fields of which each character has its own: its letter, and the four ends of its box
_BOX = Strip._fields.index("box")
_to_strip = partial(tuple.__new__, Strip)  # from its fields: half the time of calling Strip, some hundred times a page


def build_strip(columns: Iterable[Any], shared: Iterable[Any]) -> Strip:
    """A strip of the columns of its characters, ``text`` to ``bottom``, and what they share, ``base`` to ``font``."""
    text, x0, top, x1, bottom = columns
    return _to_strip((text, x0, top, x1, bottom, *shared, (min(x0), min(top), max(x1), max(bottom))))


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
        shared: Sequence[Any] = strip[_COLUMNS:_BOX]
        for columns in zip(strip.text, strip.x0, strip.top, strip.x1, strip.bottom, strict=True):
            yield Char(*columns, *shared)


def count_chars(strips: Iterable[Strip]) -> int:
    """How many characters they hold."""
    return sum([len(strip.text) for strip in strips])


def cut(strip: Strip, start: int, end: int) -> Strip:
    """A part of a strip."""
    return _change(strip, lambda column: column[start:end])


def pick(strip: Strip, wanted: Sequence[bool]) -> Strip | None:
    """The wanted characters of a strip; None where there are none."""
    if False not in wanted:
        return strip
    return _change(strip, lambda column: tuple(compress(column, wanted))) if True in wanted else None


def _change(strip: Strip, change: Callable[[Sequence[Any]], Sequence[Any]]) -> Strip:
    ends = map(change, (strip.x0, strip.top, strip.x1, strip.bottom))
    return build_strip((_join(change(strip.text)), *ends), strip[_COLUMNS:_BOX])


def find_spaces(strip: Strip) -> list[bool]:
    """Which characters are spaces."""
    return list(map(str.isspace, strip.text))


def is_blank(strip: Strip) -> bool:
    """Is there no letter in it?"""
    text = strip.text
    return text.isspace() if isinstance(text, str) else all(map(str.isspace, text))


def part_spaces(strip: Strip) -> tuple[Strip | None, Strip | None]:
    """The letters of a strip, and its spaces."""
    spaces = find_spaces(strip)
    return pick(strip, list(map(not_, spaces))), pick(strip, spaces)


def chain_texts(strips: Iterable[Strip]) -> Sequence[str]:
    """The letters of strips one after the other."""
    texts = [strip.text for strip in strips]
    plain = [text for text in texts if isinstance(text, str)]
    return "".join(plain) if len(plain) == len(texts) else tuple(chain.from_iterable(texts))


def chain_columns(strips: Sequence[Strip]) -> tuple[Any, ...]:
    """The characters of strips one after the other: their letters, and the four ends of their boxes."""
    _, *ends = list(zip(*strips, strict=True))[:_COLUMNS]
    return chain_texts(strips), *(list(chain.from_iterable(column)) for column in ends)


def _join(texts: Sequence[str]) -> Sequence[str]:
    """One str where each text is one letter."""
    if isinstance(texts, str):
        return texts
    joined = "".join(texts)
    return joined if len(joined) == len(texts) and all(texts) else tuple(texts)
