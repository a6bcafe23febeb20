"""The letters of a document's runs: in Unicode, or in the encoding of a font from before it.

The name of a font is believed unless its text speaks against it. Files that went through many hands hold TCVN3 letters
in Times New Roman, and Unicode in .VnTime.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from planparse.model.base import Note
from planparse.read.emphasis import Piece
from planparse.read.legacy_fonts import (
    Encoding,
    decode_guessed,
    decode_letters,
    font_encoding,
    guess_encoding,
    has_unicode,
    is_better_in,
    is_capital_font,
    is_legacy_font,
    is_mixed,
    is_odd,
    split_vowel,
)


class Span(NamedTuple):
    """The text of one run as the file holds it, before its font is taken into account."""

    text: str
    bold: bool = False
    font: str | None = None
    capitals: bool = False


class _Reading(NamedTuple):
    """How the text of one font is read.

    Attributes:
        encoding: None for Unicode.
        guessed: the name of the font says otherwise.
        mixed: some of its text is in Unicode.
    """

    encoding: Encoding | None
    guessed: bool
    mixed: bool


_UNICODE = _Reading(None, guessed=False, mixed=False)
_font = attrgetter("font")


class Letters:
    """Turns spans into pieces.

    The first reading takes all letters for Unicode and gets to know the text of each font. Only a document that needs
    it is then read once more.
    """

    def __init__(self) -> None:
        self._texts: dict[str | None, list[str]] = {}
        self._readings: dict[str | None, _Reading] | None = None

    def decide(self) -> bool:
        """Ends the first reading; says whether a second one would decode anything."""
        self._readings = {font: _decide(font, "\n".join(texts)) for font, texts in self._texts.items()}
        self._texts = {}
        return any(reading != _UNICODE for reading in self._readings.values())

    def read_spans(self, spans: Sequence[Span]) -> list[Piece]:
        """The pieces of one paragraph."""
        if self._readings is None:
            self._learn(spans)
            return _plain_pieces(spans)
        stretches = [(font, list(group)) for font, group in groupby(spans, key=_font)]
        return [piece for font, group in stretches for piece in _read_stretch(group, font, self._readings.get(font))]

    def _learn(self, spans: Sequence[Span]) -> None:
        if len(spans) == 1:  # most cells
            self._texts.setdefault(spans[0].font, []).append(spans[0].text)
            return
        for font, group in groupby(spans, key=_font):
            self._texts.setdefault(font, []).append("".join([span.text for span in group]))

    def notes(self) -> Iterator[Note]:
        """One note where a font from before Unicode was decoded, and one for each font whose name misleads."""
        readings = self._readings or {}
        legacy = next((font for font in readings if is_legacy_font(font)), None)
        if legacy is not None:
            yield Note(code="read.legacy_font", text=legacy)
        for font, reading in readings.items():
            if reading.guessed:
                encoding = reading.encoding.upper() if reading.encoding else "Unicode"
                yield Note(code="read.font_guessed", text=f"{font or 'no font'}: {encoding}")


def _plain_pieces(spans: Sequence[Span]) -> list[Piece]:
    """The pieces of a paragraph in Unicode."""
    return [Piece(text.upper() if capitals else text, bold) for text, bold, _, capitals in spans]


def _decide(font: str | None, text: str) -> _Reading:
    declared, guessed = font_encoding(font), guess_encoding(text)
    if guessed is not None and guessed != declared:
        return _Reading(guessed, guessed=True, mixed=is_mixed(text, guessed))
    if declared is None:
        return _UNICODE
    if is_better_in(text, declared) < 0 or _is_unicode_only(text):
        return _Reading(None, guessed=True, mixed=False)
    return _Reading(declared, guessed=False, mixed=has_unicode(text))


def _is_unicode_only(text: str) -> bool:
    return has_unicode(text) and not is_odd(text)


def _read_stretch(spans: Sequence[Span], font: str | None, reading: _Reading | None) -> list[Piece]:
    """The spans of one font that follow each other."""
    encoding = reading.encoding if reading else None
    text = "".join(span.text for span in spans)
    if reading is None or encoding is None or has_unicode(text):
        return _plain_pieces(spans)
    lean = is_better_in(text, encoding) if reading.mixed else 1
    if lean < 0 or (reading.guessed and lean == 0):
        return _plain_pieces(spans)
    whole = _whole_letters(spans, encoding)
    if reading.guessed:
        return _plain_pieces([span._replace(text=decode_guessed(part, encoding, mixed=False)) for part, span in whole])
    capitals = is_capital_font(font)
    return _plain_pieces(
        [span._replace(text=decode_letters(part, encoding), capitals=span.capitals or capitals) for part, span in whole]
    )


def _whole_letters(spans: Sequence[Span], encoding: Encoding) -> Iterator[tuple[str, Span]]:
    """The text of each span. Word cuts runs anywhere, in VNI also between a vowel and the letter of its marks."""
    carried = ""
    for span, following in zip(spans, (*spans[1:], None), strict=True):
        text = span.text.removeprefix(carried)
        carried = split_vowel(span.text, following.text) if following and encoding == "vni" else ""
        yield text + carried, span
