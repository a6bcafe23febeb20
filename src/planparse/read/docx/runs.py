"""The text of a paragraph's runs, each stretch with its weight, as a reader of the printed page sees it."""

import re
from collections.abc import Iterable, Iterator

from planparse.read.docx.letters import Letters, Span
from planparse.read.docx.styles import Look, Styles
from planparse.read.docx.xml import (
    ALTERNATIVES,
    WRAPPERS,
    Element,
    W,
    first_branch,
    switch_attribute,
    switch_value,
)
from planparse.read.emphasis import Piece

PAGE_BREAK = "\f"
LINE_BREAK = "\n"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS = frozenset({_MATH + "oMath", _MATH + "oMathPara"})

# The letters of the font Symbol by their place in it, which is also their place in the private area of Unicode.
# Everything else found there is a bullet.
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0x2B: "+", 0x25: "%", 0x3D: "=", 0x3E: ">", 0x3C: "<"}
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_PICTURE_FONTS = ("wingdings", "webdings", "zapfdingbats")
_LONGEST_PICTURE = 2
"""More letters than this in a font of pictures are words whose font was set by mistake."""

_RUN, _RUN_PROPERTIES, _TEXT, _FIELD = W + "r", W + "rPr", W + "t", W + "fldChar"
_FIXED = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # a letter in TCVN3; elsewhere tidying drops it
}
_NOTE_MARKS = frozenset({W + "footnoteReference", W + "endnoteReference"})


class RunReader:
    """Reads the runs of one document."""

    def __init__(self, styles: Styles, letters: Letters) -> None:
        self._styles = styles
        self._letters = letters

    def read_pieces(self, parts: Iterable[Element], look: Look) -> list[Piece]:
        r"""The visible text of what a paragraph holds, in reading order.

        Tracked insertions and the results of fields are text; tracked deletions, field codes, hidden text, references
        to notes and everything that floats (text boxes, pictures) are not. ``\n`` is a line break, ``\f`` a page break.
        """
        spans = _ParagraphSpans(self._styles, look)
        spans.read(parts)
        return self._letters.read_spans(spans.found)


class _ParagraphSpans:
    """Collects the spans of one paragraph."""

    def __init__(self, styles: Styles, look: Look) -> None:
        self.found: list[Span] = []
        self._styles = styles
        self._look = look
        self._fields: list[int | None] = []
        """For each field that is open: where its code began; None once its result has begun."""

    def read(self, parts: Iterable[Element]) -> None:
        for child in parts:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child)
            elif tag in WRAPPERS:
                if not _is_placeholder(child):
                    self.read(child)
            elif tag == ALTERNATIVES:
                self.read(first_branch(child))
            elif tag in _FORMULAS:
                self.found.append(Span("".join(part.text or "" for part in child.iter(_MATH + "t"))))

    def _read_run(self, run: Element) -> None:
        look, text = self._look, ""
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text += child.text or ""
            elif tag == _RUN_PROPERTIES:
                look = self._styles.run_look(child, self._look)
            elif tag == _FIELD:
                self._append(text, look)
                self._pass_field_mark(child.get(W + "fldCharType"))
                text = ""
            elif tag in _NOTE_MARKS and switch_attribute(child, "customMarkFollows"):
                break  # the rest of the run is the mark
            else:
                text += _read_mark(child)
        self._append(text, look)

    def _append(self, text: str, look: Look) -> None:
        if text and not look.hidden:
            font = look.font
            self.found.append(Span(_read_symbols(text, font), bool(look.bold), font, bool(look.capitals)))

    def _pass_field_mark(self, kind: str | None) -> None:
        """What stands between the beginning of a field and its result is its code, be it the result of another.

        A field that is not closed in its paragraph is damaged, or a table of contents: nothing of it is dropped.
        """
        if kind == "begin":
            self._fields.append(len(self.found))
        elif self._fields:
            start = self._fields[-1]
            if start is not None:
                del self.found[start:]
            self._fields[-1] = None
            if kind == "end":
                self._fields.pop()


def _is_placeholder(wrapper: Element) -> bool:
    """A content control that nobody filled in: "Click here to enter text"."""
    properties = wrapper.find(W + "sdtPr")
    if properties is None or not switch_value(properties, "showingPlcHdr"):
        return False
    return any(style.get(W + "val") == "PlaceholderText" for style in wrapper.iter(W + "rStyle"))


def _read_mark(mark: Element) -> str:
    if mark.tag == W + "br":
        return PAGE_BREAK if mark.get(W + "type") == "page" else LINE_BREAK
    if mark.tag == W + "sym":
        return _symbol(mark)
    if mark.tag == W + "ruby":
        return "".join(part.text or "" for part in mark.iterfind(f"{W}rubyBase//{_TEXT}"))
    if mark.tag == ALTERNATIVES:
        texts = ("".join(_read_inner(child) for child in branch) for branch in mark)
        return next((text for text in texts if text), "")
    return _FIXED.get(mark.tag, "")


def _read_inner(mark: Element) -> str:
    return mark.text or "" if mark.tag == _TEXT else _read_mark(mark)


def _read_symbols(text: str, font: str | None) -> str:
    name = (font or "").lower()
    if name == "symbol":
        return "".join(char if char.isspace() else _SYMBOLS.get(ord(char) & 0xFF, char) for char in text)
    if name.startswith(_PICTURE_FONTS) and 0 < len(text.strip()) <= _LONGEST_PICTURE:
        return text.replace(text.strip(), "-")
    # Python does not count the letters of the private area as printable.
    return text if text.isprintable() else _PRIVATE.sub(_private_letter, text)


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


def iter_field_codes(paragraph: Element) -> Iterator[str]:
    """The codes of the fields in a paragraph: ``PAGEREF _Toc1``, ``SEQ Table``."""
    yield from (code.text or "" for code in paragraph.iter(W + "instrText"))
    yield from (field.get(W + "instr", "") for field in paragraph.iter(W + "fldSimple"))
