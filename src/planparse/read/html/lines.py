"""Collects the text of one paragraph or cell: white space as browsers show it, letters as their font draws them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.emphasis import Piece, is_mostly_bold, join_text
from planparse.read.html.lists import BULLET
from planparse.read.html.styles import Look
from planparse.read.legacy_fonts import split_mark, to_unicode
from planparse.text.unicode import tidy

LINE_BREAK = "\n"

_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACE_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
# A line that ends a sentence is followed by a paragraph of its own; one that stops in the middle was wrapped by hand.
_ENDED = re.compile(r"[.:;!?…/][\"”’)\]]*\s*$")
_MARKED = re.compile(r"\s*(?:[-–—+•*·●▪]|(?:\d{1,3}(?:\.\d{1,3})*|[IVXLCivx]+|[a-zđ])[.)/])\s")

_SYMBOLS = {"³": "≥", "£": "≤", "±": "±", "´": "×", "+": "+", "%": "%", "=": "=", ">": ">", "<": "<"}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


class _Span(NamedTuple):
    text: str
    bold: bool
    font: str | None


class TextLine(NamedTuple):
    """One line of a paragraph."""

    text: str
    bold: bool


class Flow:
    """The text of one block while it is collected."""

    def __init__(self) -> None:
        self._spans: list[_Span] = []
        self._label = ""
        self.fonts: list[str] = []

    def add(self, text: str, look: Look) -> None:
        """Adds text; outside of preformatted text a line feed is a space."""
        shown = text.replace("\r", "") if look.preformatted else _SPACE.sub(" ", text)
        if shown:
            self._spans.append(_Span(shown, look.bold, look.font))
        if look.font and text.strip():
            self.fonts.append(look.font)

    def add_break(self) -> None:
        """Ends the line."""
        self._spans.append(_Span(LINE_BREAK, bold=False, font=None))

    def set_label(self, label: str) -> None:
        """What a browser prints before the text."""
        self._label = label

    def pieces(self) -> list[Piece]:
        """The text in pieces of one weight, the label in front of it."""
        pieces = list(_read_letters(self._spans))
        label = self._label
        text = join_text(pieces)
        if not label or (label == BULLET and _MARKED.match(text)) or text.lstrip().startswith(f"{label} "):
            return pieces
        return [Piece(f"{label} ", bold=False), *pieces]

    def is_blank(self) -> bool:
        """Nothing was added that a person could see."""
        return not self._label and not any(span.text.strip() for span in self._spans)

    def lines(self, *, centred: bool) -> list[TextLine]:
        """The paragraphs that a person sees in it: cut at line breaks, but for those that wrap a sentence by hand."""
        pieces = self.pieces()
        parts = _split(pieces)
        apart = centred or is_mostly_bold(pieces)
        merged: list[list[Piece]] = []
        for above, part in zip([[], *parts], parts, strict=False):
            if merged and not apart and _wraps_into(join_text(above), join_text(part)):
                merged[-1] += [Piece(" ", bold=False), *part]
            else:
                merged.append(part)
        lines = (TextLine(tidy(join_text(part)), is_mostly_bold(part)) for part in merged)
        return [line for line in lines if line.text]


def _wraps_into(above: str, below: str) -> bool:
    """Whether a line break stands in the middle of a sentence."""
    if not above.strip() or not below.strip() or _ENDED.search(above) or _MARKED.match(below):
        return False
    return below.strip()[0].islower() or above.rstrip().endswith(",")


def _read_letters(spans: list[_Span]) -> Iterator[Piece]:
    carried = ""
    for span, following in zip(spans, (*spans[1:], None), strict=False):
        text = span.text.removeprefix(carried)
        # Tags stand anywhere, in VNI also between a vowel and the letter that stands for its marks.
        carried = split_mark(span.text, following.text, span.font) if following and following.font == span.font else ""
        yield Piece(_read_span(text + carried, span.font), span.bold)


def _read_span(text: str, font: str | None) -> str:
    """The letters as the font draws them; in a font of signs everything unknown is a bullet."""
    if font and font.lower().startswith(_SYMBOL_FONTS):
        return "".join(char if char.isspace() else _SYMBOLS.get(char, BULLET) for char in text)
    return to_unicode(text, font)


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for index, text in enumerate(_SPACE_AROUND_BREAK.sub(LINE_BREAK, piece.text).split(LINE_BREAK)):
            if index:
                parts.append([])
            if text:
                parts[-1].append(Piece(text, piece.bold))
    return parts
