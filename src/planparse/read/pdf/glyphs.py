"""The characters of a page as PDFium tells them, in runs of one style.

What PDFium can say of a whole page is asked once; what it knows of each character only, by ``map`` into one buffer;
and what all characters of a text object share, once per object.
"""

import ctypes
import math
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, repeat
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from planparse.read.pdf import calls
from planparse.read.pdf.page import Box, Columns

MOST_CHARS = 200_000  # on a page; the fullest sheet of a plan holds 10,000, a page made to stop readers millions

_BOLD_WEIGHT = 600
_HIDDEN = 3  # text render mode: neither filled nor stroked
_ITALIC_FLAG = 1 << 6
_SIDEWAYS = (90, 270)
_DROPPED = -1  # in the place of a text object: there is no character to read
# PDFium puts U+0002 or U+FFFE for a hyphen at a line's end.
_PLAIN = (("\x02", "-"), ("\ufffe", "-"), ("\t", " "), ("\xa0", " "))
_NO_LETTER = regex.compile("[\x00-\x1f\ud800-\udfff]")
_LOST = regex.compile("(?![\n\r])" + _NO_LETTER.pattern)

_Handle = Any  # an opaque pointer of PDFium


class Style(NamedTuple):
    """What all characters of one text object share.

    Attributes:
        angle: of the line they stand on, in quarter turns of 90 degrees.
        slant: by how many degrees the line leans from there.
    """

    run: int
    size: float
    angle: int
    bold: bool
    italic: bool
    hidden: bool
    font: str
    slant: float = 0.0


class _Face(NamedTuple):
    """What all text objects of one font share."""

    font: str
    bold: bool
    italic: bool


class Run(NamedTuple):
    """Neighbouring characters of one text object: from which to before which of the page's characters."""

    start: int
    end: int
    style: Style


class PageText(NamedTuple):
    """The characters of a page in the coordinates of the PDF, one column for each property.

    Attributes:
        sides: left, bottom, right and top ends.
        levels: the y of the line on which a character stands, or its x where the text runs up or down.
        runs: those that are characters of the page, in the order of the file; the rest PDFium made up.
        lost: how many others are drawn of which the file does not tell the letter.
        left_out: how many were not read, because no page of a document holds so many.
    """

    letters: str
    sides: Columns
    levels: Sequence[float]
    runs: tuple[Run, ...]
    lost: int
    left_out: int

    def find_inside(self, runs: Iterable[Run], box: Box) -> Iterator[int]:
        """Which characters of some runs begin in a box, or at most a point beside it."""
        lefts, bottoms, *_ = self.sides
        x0, y0, x1, y1 = box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1
        for start, end, style in runs:
            xs, ys = (self.levels, bottoms) if style.angle in _SIDEWAYS else (lefts, self.levels)
            yield from (index for index in range(start, end) if x0 <= xs[index] <= x1 and y0 <= ys[index] <= y1)


def drop_chars(run: Run, dropped: Container[int]) -> Iterator[Run]:
    """What is left of a run without some of the characters."""
    for gone, group in groupby(range(run.start, run.end), dropped.__contains__):
        if not gone:
            indices = list(group)
            yield Run(indices[0], indices[-1] + 1, run.style)


def _find_lean(matrix: raw.FS_MATRIX) -> tuple[float, float]:
    """The angle of a line in degrees, and how high letters of size 1 are."""
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    if b == c == 0 and a > 0:
        return 0.0, abs(d)  # nearly all text
    return math.degrees(math.atan2(b, a)), math.hypot(c, d)


def count_printed(page: pdfium.PdfPage) -> int:
    """How many characters PDFium finds on the page, those that it makes up included."""
    with _load_text(page) as handle:
        return int(raw.FPDFText_CountChars(handle))


def read_text(page: pdfium.PdfPage, boxes: calls.FloatRows | None = None) -> PageText:
    """The characters of a page, without spaces and line ends that PDFium makes up.

    Args:
        page: one page.
        boxes: room that the pages of a document share; see :func:`make_room`.
    """
    with _load_text(page) as handle:
        count = raw.FPDFText_CountChars(handle)
        found = _TextPage(handle, min(count, MOST_CHARS)).read(boxes or make_room())
        return found._replace(left_out=max(count - MOST_CHARS, 0))


def make_room() -> calls.FloatRows:
    """Room for the boxes of the characters of one page after another."""
    return calls.FloatRows(4)


@contextmanager
def _load_text(page: pdfium.PdfPage) -> Iterator[_Handle]:
    handle = raw.FPDFText_LoadPage(page)
    if not handle:
        raise pdfium.PdfiumError("Failed to load text page.")
    try:
        yield handle
    finally:
        raw.FPDFText_ClosePage(handle)


class _TextPage:
    """What is asked of one page, and what of it is already known."""

    def __init__(self, handle: _Handle, count: int) -> None:
        self._handle = handle
        self._address = calls.find_address(handle)
        self._count = count
        self._origin = (ctypes.c_double * 2)()
        self._x = ctypes.addressof(self._origin)
        self._y = self._x + ctypes.sizeof(ctypes.c_double)
        self._matrix = raw.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)
        self._styles: dict[int | None, Style] = {}
        self._faces: dict[int | None, _Face] = {}

    def read(self, boxes: calls.FloatRows) -> PageText:
        """All that is asked of it; ``boxes`` is room for four ends of every character."""
        letters = self._read_letters()
        floats, found = boxes.fill(calls.get_loose_box, self._handle, self._count)
        lefts, tops, rights, bottoms = (floats[side::4] for side in range(4))
        runs = tuple(self._find_runs(self._find_objects(letters, found)))
        levels = [0.0] * self._count
        for run in runs:
            levels[run.start : run.end] = self._read_levels(run)
        lost = len(_LOST.findall(letters))
        for old, new in _PLAIN:
            letters = letters.replace(old, new)
        return PageText(letters, (lefts, bottoms, rights, tops), levels, runs, lost, left_out=0)

    def _find_runs(self, objects: Sequence[int | None]) -> Iterator[Run]:
        end = 0
        for pointer, group in groupby(objects):
            start, end = end, end + len(list(group))
            if pointer != _DROPPED:
                yield Run(start, end, self._find_style(pointer, start))

    def _read_letters(self) -> str:
        """One letter for each character."""
        units = (ctypes.c_ushort * (2 * self._count + 1))()
        written = raw.FPDFText_GetText(self._handle, 0, self._count, units)
        text = bytes(units)[: 2 * (written - 1)].decode("utf-16-le", "surrogatepass")
        if len(text) == self._count:
            return text
        codes = map(calls.get_unicode, repeat(self._handle), range(self._count))  # some have no letter
        return "".join(chr(code) if code <= sys.maxunicode else "\0" for code in codes)

    def _find_objects(self, text: str, found: Sequence[int]) -> list[int | None]:
        """The text object of each character, a mark where there is no character to read."""
        objects = list(map(calls.get_object, repeat(self._handle), range(self._count)))
        for match in _NO_LETTER.finditer(text):
            objects[match.start()] = _DROPPED
        spaces = [index for index, letter in enumerate(text) if letter == " "]
        made_up = map(calls.is_generated, repeat(self._handle), spaces)
        for index in [index for index, answer in zip(spaces, made_up, strict=True) if answer == 1]:
            objects[index] = _DROPPED
        return objects if all(found) else [one if box else _DROPPED for one, box in zip(objects, found, strict=True)]

    def _read_levels(self, run: Run) -> Sequence[float]:
        """All characters of an object stand on one line if the first and the last do: nearly always."""
        first, last = self._read_level(run.start, run.style), self._read_level(run.end - 1, run.style)
        if first == last:
            return [first] * (run.end - run.start)
        return [self._read_level(index, run.style) for index in range(run.start, run.end)]

    def _read_level(self, index: int, style: Style) -> float:
        calls.get_origin(self._address, index, self._x, self._y)
        return self._origin[0] if style.angle in _SIDEWAYS else self._origin[1]

    def _find_style(self, pointer: int | None, index: int) -> Style:
        style = self._styles.get(pointer)
        if style is None:
            style = self._styles[pointer] = self._read_style(pointer, index)
        return style

    def _read_style(self, pointer: int | None, index: int) -> Style:
        calls.get_matrix(self._address, index, self._matrix_address)
        angle, height = _find_lean(self._matrix)
        quarter = round(angle / 90) * 90
        face = self._find_face(pointer, index)
        return Style(
            len(self._styles),
            max(calls.get_size(self._address, index) * height, 1.0),
            quarter % 360,
            face.bold,
            face.italic,
            pointer is not None and calls.get_render_mode(pointer) == _HIDDEN,
            face.font,
            abs(angle - quarter),
        )

    def _find_face(self, pointer: int | None, index: int) -> _Face:
        font = None if pointer is None else calls.get_font(pointer)
        face = self._faces.get(font)
        if face is None:
            face = self._faces[font] = self._read_face(index)
        return face

    def _read_face(self, index: int) -> _Face:
        buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._handle, index, buffer, 256, flags)
        name = buffer.value.decode("utf-8", "replace").casefold()
        heavy = raw.FPDFText_GetFontWeight(self._handle, index) >= _BOLD_WEIGHT
        return _Face(
            font=name,
            bold="bold" in name or "black" in name or heavy,
            italic="italic" in name or "oblique" in name or bool(flags.value & _ITALIC_FLAG),
        )
