"""Reads pages with PDFium.

PDFium is ten to fifty times faster than pdfplumber, keeps no page in memory, and can flatten a page: the number and
the day of issue of a signed document stand in the appearance of signature widgets, which is text like any other only
after flattening. pdfplumber, which stays the reference in the tests, does not see it.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.errors import UnreadableError
from planparse.read.pdf.page import (
    Box,
    Char,
    Frame,
    PageContent,
    PageFailure,
    Pages,
    clip,
    covered_share,
    is_on_page,
)
from planparse.read.pdf.paths import read_paths
from planparse.read.pdf.stamps import is_stamp
from planparse.text.unicode import tidy

_BOLD_WEIGHT = 600
_HIDDEN = 3  # text render mode: neither filled nor stroked
_ITALIC_FLAG = 1 << 6
_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen at a line's end

_LINE_ENDS = {0x0A, 0x0D}

_Handle = Any  # an opaque pointer of PDFium


class _Style(NamedTuple):
    """What all characters of one text object share."""

    run: int
    size: float
    angle: int
    bold: bool
    italic: bool
    hidden: bool
    font: str = ""


class _Glyph(NamedTuple):
    """A character in the coordinates of the PDF."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    style: _Style


_LOST = _Glyph("", (0.0, 0.0, 0.0, 0.0), (0.0, 0.0), _Style(0, 1.0, 0, bold=False, italic=False, hidden=False))
"""A character that is drawn, but of which the file does not tell the letter."""


def read_pages(data: bytes) -> Pages:
    """The pages of a PDF, one at a time; each is closed before the next is opened.

    Raises:
        UnreadableError: the bytes are no PDF, are damaged, hold no page, or are protected by a password.
    """
    document = _open(data)
    try:
        if len(document) == 0:
            raise UnreadableError("the PDF has no pages: save it again from the program that made it")
        for index in range(len(document)):
            yield _read_page_or_failure(document, index)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if exc.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError("the PDF is protected by a password: save a copy without it") from exc
        raise UnreadableError("the file is damaged or not a PDF: save it again from the program that made it") from exc


def _read_page_or_failure(document: pdfium.PdfDocument, index: int) -> PageContent | PageFailure:
    try:
        return _read_page(document, index)
    except ctypes.ArgumentError as exc:
        if "KeyboardInterrupt" in str(exc):  # what ctypes makes of Ctrl-C while it hands over arguments
            raise KeyboardInterrupt from exc
        raise
    except (RuntimeError, ValueError, OSError) as exc:
        return PageFailure(index + 1, tidy(str(exc)))


def _read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    page = document[index]
    try:
        printed, stamped = _count_chars(page), _annotation_boxes(page)
        if stamped and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]  # the flattened content shows only after loading the page again
        glyphs = _read_glyphs(page)
        glyphs = glyphs[:printed] + _without_stamps(glyphs[printed:], stamped)
        frame = Frame(page.get_bbox(), _turn(page, [glyph for glyph in glyphs if glyph]))
        content = _build_page(page, frame, [glyph for glyph in glyphs if glyph and glyph.text])
        lost = sum(1 for glyph in glyphs if glyph and not glyph.text)
        return content._replace(
            number=index + 1,
            lost=lost / max(lost + len(content.chars), 1),
            annotations=tuple((box, frame.place_box(*box)) for box in stamped),
        )
    finally:
        page.close()


def _build_page(page: pdfium.PdfPage, frame: Frame, glyphs: "list[_Glyph]") -> PageContent:
    width, height = frame.size
    drawn = read_paths(page, frame)
    rules = tuple(clip(rule, width, height) for rule in drawn.rules if is_on_page(rule, width, height))
    chars = tuple(char for char in _build_chars(glyphs, frame) if _is_visible(char, width, height))
    hidden = sum(glyph.style.hidden for glyph in glyphs) / max(len(glyphs), 1)
    content = PageContent(0, width, height, chars, rules, len(drawn.pictures), hidden, shapes=drawn.shapes)
    return content._replace(covered=covered_share(drawn.pictures, width, height))


def _is_visible(char: Char, width: float, height: float) -> bool:
    return char.x1 > 0 and char.x0 < width and char.bottom > 0 and char.top < height


def _turn(page: pdfium.PdfPage, glyphs: list[_Glyph]) -> int:
    """How far to turn the page so that most of its text is upright: mostly its own rotation."""
    angles = Counter(glyph.style.angle for glyph in glyphs)
    return angles.most_common(1)[0][0] if angles else int(page.get_rotation())


def _count_chars(page: pdfium.PdfPage) -> int:
    text = page.get_textpage()
    try:
        return int(raw.FPDFText_CountChars(text))
    finally:
        text.close()


def _read_glyphs(page: pdfium.PdfPage) -> list[_Glyph | None]:
    """Every character in the order of the file; None for the spaces and line ends that PDFium makes up."""
    text = page.get_textpage()
    try:
        styles: dict[int, _Style] = {}
        return [_read_glyph(text, index, styles) for index in range(raw.FPDFText_CountChars(text))]
    finally:
        text.close()


def _read_glyph(text: _Handle, index: int, styles: dict[int, _Style]) -> _Glyph | None:
    if raw.FPDFText_IsGenerated(text, index) == 1:
        return None
    code = raw.FPDFText_GetUnicode(text, index)
    letter = _letter(code)
    if not letter:
        return None if code in _LINE_ENDS else _LOST
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text, index, box):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    pointer = raw.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(pointer, ctypes.c_void_p).value or -1
    if key not in styles:
        styles[key] = _read_style(text, index, pointer, len(styles))
    return _Glyph(letter, (box.left, box.bottom, box.right, box.top), (x.value, y.value), styles[key])


def _letter(code: int) -> str:
    """The character of a code point; "" for control characters and code points that are none."""
    if code in _HYPHENS:
        return "-"
    if code in (0x09, 0xA0):
        return " "
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return chr(code)


def _read_style(text: _Handle, index: int, pointer: _Handle, run: int) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    name, flags = _font_name(text, index)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
    return _Style(
        run=run,
        size=max(raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d), 1.0),
        angle=angle,
        bold="bold" in name or "black" in name or raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT,
        italic="italic" in name or "oblique" in name or bool(flags & _ITALIC_FLAG),
        hidden=bool(pointer) and raw.FPDFTextObj_GetTextRenderMode(pointer) == _HIDDEN,
        font=name,
    )


def _font_name(text: _Handle, index: int) -> tuple[str, int]:
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, 256, flags)
    return buffer.value.decode("utf-8", "replace").casefold(), flags.value


def _annotation_boxes(page: pdfium.PdfPage) -> list[Box]:
    """Where the page has annotations, in the coordinates of the PDF."""
    return [box for index in range(raw.FPDFPage_GetAnnotCount(page)) if (box := _annotation_box(page, index))]


def _annotation_box(page: pdfium.PdfPage, index: int) -> Box | None:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return None
    try:
        box = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetRect(annotation, box):
            return None
        return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _without_stamps(glyphs: list[_Glyph | None], boxes: list[Box]) -> list[_Glyph | None]:
    """The text of annotations, without those that only describe a digital signature."""
    for box in boxes:
        inside = [glyph for glyph in glyphs if glyph and _is_inside(glyph, box)]
        if is_stamp("".join(glyph.text for glyph in inside)):
            glyphs = [glyph for glyph in glyphs if glyph not in inside]
    return [glyph and glyph._replace(style=glyph.style._replace(run=-1 - glyph.style.run)) for glyph in glyphs]


def _is_inside(glyph: _Glyph, box: Box) -> bool:
    x, y = glyph.origin
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _build_chars(glyphs: list[_Glyph], frame: Frame) -> Iterator[Char]:
    """Characters as seen; accents stay with their letter, lines of turned text are one character each."""
    pending: list[_Glyph] = []
    for glyph in glyphs:
        upright = glyph.style.angle == frame.turn
        if pending and not _continues(pending, glyph, upright=upright):
            yield _build_char(pending, frame)
            pending = []
        pending.append(glyph)
    if pending:
        yield _build_char(pending, frame)


def _continues(pending: list[_Glyph], glyph: _Glyph, *, upright: bool) -> bool:
    """Does this glyph belong to the character begun: an accent, or the next letter of a turned line?"""
    last = pending[-1]
    if upright:
        return bool(unicodedata.combining(glyph.text)) and last.text != " "
    side: Callable[[_Glyph], float] = partial(_across, turned=glyph.style.angle in (90, 270))
    return last.style.angle == glyph.style.angle and abs(side(last) - side(glyph)) < glyph.style.size / 2


def _across(glyph: _Glyph, *, turned: bool) -> float:
    return glyph.origin[0] if turned else glyph.origin[1]


def _build_char(glyphs: list[_Glyph], frame: Frame) -> Char:
    x0, top, x1, bottom = frame.place_box(*glyphs[0].box)
    style = glyphs[0].style
    for other in glyphs[1:]:
        ox0, otop, ox1, obottom = frame.place_box(*other.box)
        x0, top, x1, bottom = min(x0, ox0), min(top, otop), max(x1, ox1), max(bottom, obottom)
    upright = style.angle == frame.turn
    base = frame.place(*glyphs[0].origin)[1] if upright else bottom
    text = "".join(glyph.text for glyph in glyphs)
    return Char(text, x0, top, x1, bottom, base, style.size, style.bold, style.italic, style.run, style.font)
