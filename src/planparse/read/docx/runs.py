"""The text of a paragraph's runs, each stretch with its weight, as a reader of the printed page sees it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.docx.styles import Look, Styles, overlay, read_look
from planparse.read.docx.xml import WRAPPERS, Element, W, switch_attribute, text_value
from planparse.read.emphasis import Piece
from planparse.read.legacy_fonts import split_mark, to_unicode

PAGE_BREAK = "\f"
LINE_BREAK = "\n"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Letters of the font Symbol live in the private area of Unicode; everything else found there is a bullet.
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0x2B: "+", 0x25: "%", 0x3D: "=", 0x3E: ">", 0x3C: "<"}
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")

_FIXED = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # a letter in TCVN3; elsewhere tidying drops it
}
_NOTE_MARKS = frozenset({W + "footnoteReference", W + "endnoteReference"})


class _Span(NamedTuple):
    """The text of one run as the file holds it, before its font is taken into account."""

    text: str
    bold: bool
    font: str | None = None


def read_pieces(paragraph: Element, look: Look, styles: Styles) -> Iterator[Piece]:
    r"""The visible text under a paragraph in reading order.

    Tracked insertions and the results of fields are text; tracked deletions, field codes, hidden text, references to
    notes and everything that floats (text boxes, pictures) are not. ``\n`` is a line break, ``\f`` a page break.
    """
    carried = ""
    spans = list(_read_spans(paragraph, look, styles))
    for span, following in zip(spans, (*spans[1:], None), strict=False):
        text = span.text.removeprefix(carried)
        # Word cuts runs anywhere, in VNI also between a vowel and the letter that stands for its marks.
        carried = split_mark(span.text, following.text, span.font) if following and following.font == span.font else ""
        yield Piece(to_unicode(text + carried, span.font), span.bold)


def _read_spans(parent: Element, look: Look, styles: Styles) -> Iterator[_Span]:
    for child in parent:
        if child.tag == W + "r":
            yield from _read_run(child, look, styles)
        elif child.tag in WRAPPERS:
            yield from _read_spans(child, look, styles)
        elif child.tag in {_MATH + "oMath", _MATH + "oMathPara"}:
            yield _Span("".join(part.text or "" for part in child.iter(_MATH + "t")), bold=False)


def _read_run(run: Element, look: Look, styles: Styles) -> Iterator[_Span]:
    properties = run.find(W + "rPr")
    style = text_value(properties, "rStyle")
    above = look if style is None else overlay(styles.own_look(style), look)
    own = overlay(read_look(None, properties), above)
    if not own.hidden:
        text = "".join(_read_mark(child) for child in _printed(run))
        if text:
            yield _Span(text, bool(own.bold), own.font)


def _printed(run: Element) -> Iterator[Element]:
    """What is in a run, except the mark that was typed for a footnote."""
    for child in run:
        if child.tag in _NOTE_MARKS and switch_attribute(child, "customMarkFollows"):
            return
        yield child


def _read_mark(mark: Element) -> str:
    if mark.tag == W + "t":
        return _PRIVATE.sub(_private_letter, str(mark.text or ""))
    if mark.tag == W + "br":
        return {"page": PAGE_BREAK, "column": LINE_BREAK}.get(mark.get(W + "type"), LINE_BREAK)
    if mark.tag == W + "sym":
        return _symbol(mark)
    return _FIXED.get(str(mark.tag), "")


def _private_letter(match: re.Match[str]) -> str:
    return _SYMBOLS.get(ord(match[0]) & 0xFF, "-")


def _symbol(mark: Element) -> str:
    """``w:sym`` names a font and a place in it; only the font Symbol has letters that mean the same everywhere."""
    if mark.get(W + "font") != "Symbol":
        return ""
    try:
        return _SYMBOLS.get(int(mark.get(W + "char", ""), 16) & 0xFF, "")
    except ValueError:
        return ""
