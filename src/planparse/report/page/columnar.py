"""Rows as columns of numbers: a text that many rows share is kept once, and rows name it by its place in a list.

A page of 100,000 tasks is opened in a blink because of it: it holds each name, place and deadline once, and a browser
searches each of them once.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

NONE = -1
"""The place of a text that is not there."""


class Texts:
    """Texts in the order in which they were met, each with its number. For building only; :meth:`freeze` ends it."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, text: Any | None) -> int:
        """The number of a text; :data:`NONE` for none.

        >>> texts = Texts()
        >>> texts.number("a"), texts.number("b"), texts.number("a"), texts.number(None)
        (0, 1, 0, -1)
        """
        if text is None:
            return NONE
        return self._numbers.setdefault(text, len(self._numbers))

    def freeze(self) -> tuple[Any, ...]:
        """All of them, in the order of their numbers."""
        return tuple(self._numbers)


class Part(NamedTuple):
    """What one part of the page holds: columns of equal length by table, and the lists that their numbers point into.

    Attributes:
        tables: table → column → values.
        lists: name → texts (or small tuples).
    """

    tables: dict[str, dict[str, tuple[Any, ...]]]
    lists: dict[str, tuple[Any, ...]]


def build_columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """Rows turned into columns.

    >>> build_columns(("a", "b"), [(1, 2), (3, 4)])
    {'a': (1, 3), 'b': (2, 4)}
    """
    columns = list(zip(*rows, strict=True))
    return dict(zip(names, columns, strict=True)) if columns else dict.fromkeys(names, ())
