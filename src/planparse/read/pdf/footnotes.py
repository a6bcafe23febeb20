"""Footnotes at a page's end, moved out of the way of a sentence that goes on over the page."""

from collections.abc import Sequence
from statistics import median
from typing import TypeVar

import regex

from planparse.read.pdf.paragraphs import Piece

_MARKED = regex.compile(r"^(?:\d{1,3}|[ivx]{1,5}|\*|\[\d{1,3}\])[.)]?\s*\p{L}")
_SMALLER = 0.88  # a footnote's letters are at most this much of the page's; Word sets 10 for a text of 13 or 14
_ENDS = (".", ";", ":", "!", "?")

T = TypeVar("T")


def lift_footnotes(items: "Sequence[T | Piece]") -> "list[T | Piece]":
    """The items of a page, with footnotes put before the last paragraph where that one is cut by the page's end.

    Nothing is dropped; but the two halves of the sentence must be neighbours for anyone who joins them.
    """
    first = _first_footnote(items)
    last = items[first - 1] if first > 0 else None
    if first == len(items) or not isinstance(last, Piece) or last.text.endswith(_ENDS):
        return list(items)
    return [*items[: first - 1], *items[first:], last]


def _first_footnote(items: "Sequence[T | Piece]") -> int:
    """Where the footnotes at the end begin; the number of items where there are none."""
    sizes = [line.size for item in items if isinstance(item, Piece) for line in item.lines]
    usual = median(sizes) if sizes else 0.0
    first = len(items)
    while first > 0 and isinstance(item := items[first - 1], Piece) and _is_footnote(item, usual):
        first -= 1
    return first


def _is_footnote(piece: Piece, usual: float) -> bool:
    small = max(line.size for line in piece.lines) <= _SMALLER * usual
    return small and _MARKED.search(piece.text) is not None
