"""Ruling lines of a page: strokes, edges of boxes, and the thin filled bars that Word draws as borders."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.read.pdf.page import Box, Frame, Segment

_THIN = 3.0  # points: a filled bar no thicker than this is a line; the thickest border of Word is 6 pt, and rare
_SLANT = 1.0  # points: how far the ends of a straight line may be apart sideways
_MOST_OBJECTS = 200_000  # a table with dotted borders has 40,000 dots, a map or a hostile file millions of lines
_MOST_RULES = 150_000
_MAX_DEPTH = 12  # forms within forms; real files nest three or four deep

_Point = tuple[float, float]
_Handle = Any


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> _Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: "_Matrix") -> "_Matrix":
        """The matrix that first does ``inner`` and then this one."""
        (a, b), (c, d) = self._turn(inner.a, inner.b), self._turn(inner.c, inner.d)
        return _Matrix(a, b, c, d, *self.apply(inner.e, inner.f))

    def _turn(self, x: float, y: float) -> _Point:
        return self.a * x + self.c * y, self.b * x + self.d * y


_IDENTITY = _Matrix(1, 0, 0, 1, 0, 0)


class Drawings(NamedTuple):
    """What a page shows besides text: ruling lines, the boxes of pictures, the number of other shapes.

    Attributes:
        overdrawn: it draws too much to be looked through.
    """

    rules: tuple[Segment, ...]
    pictures: tuple[Box, ...]
    shapes: int
    overdrawn: bool = False


def read_paths(page: pdfium.PdfPage, frame: Frame) -> Drawings:
    """All ruling lines of the page, its pictures, and how much else is drawn; no lines where there are far too many."""
    rules: list[Segment] = []
    pictures: list[Box] = []
    shapes = 0
    for count, (handle, matrix) in enumerate(_walk(page, _IDENTITY, depth=0)):
        if count > _MOST_OBJECTS or len(rules) > _MOST_RULES:
            return Drawings((), tuple(pictures), shapes, overdrawn=True)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture_box(matrix, frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            found = list(_read_path(handle, matrix, frame))
            rules.extend(found)
            shapes += not found
    return Drawings(tuple(rules), tuple(pictures), shapes)


def _picture_box(matrix: _Matrix, frame: Frame) -> Box:
    """A picture fills the unit square of its own coordinates."""
    places = [frame.place(*matrix.apply(x, y)) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def _walk(parent: _Handle, matrix: _Matrix, *, depth: int) -> Iterator[tuple[_Handle, _Matrix]]:
    """Every object of a page or form, with the matrix that puts its own coordinates on the page."""
    on_page = depth == 0
    count = raw.FPDFPage_CountObjects(parent) if on_page else raw.FPDFFormObj_CountObjects(parent)
    for index in range(count):
        handle = raw.FPDFPage_GetObject(parent, index) if on_page else raw.FPDFFormObj_GetObject(parent, index)
        if not handle:
            continue
        inner = matrix.after(_read_matrix(handle))
        if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
            yield handle, inner
        elif depth < _MAX_DEPTH:
            yield from _walk(handle, inner, depth=depth + 1)


def _read_matrix(handle: _Handle) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _read_path(handle: _Handle, matrix: _Matrix, frame: Frame) -> Iterator[Segment]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    for points in _read_outlines(handle):
        placed = [frame.place(*matrix.apply(*point)) for point in points]
        yield from _outline_rules(placed, stroked=bool(stroke.value), filled=bool(fill.value))


def _read_outlines(handle: _Handle) -> list[list[_Point]]:
    """The separate outlines of a path as corner points; a closed one ends where it began."""
    outlines: list[list[_Point]] = []
    for index in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        outlines[-1].append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines


def _outline_rules(points: list[_Point], *, stroked: bool, filled: bool) -> Iterator[Segment]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if min(x1 - x0, y1 - y0) <= _THIN and (filled or stroked):
        yield from _bar_rules(x0, y0, x1, y1)
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ax - bx) <= _SLANT or abs(ay - by) <= _SLANT:
                yield from _bar_rules(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _bar_rules(x0: float, y0: float, x1: float, y1: float) -> Iterator[Segment]:
    """The middle line of a thin bar; a dot (a corner, a piece of a dotted line) is a bit of both directions."""
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if y1 - y0 <= _THIN:
        yield Segment(x0, y, x1, y)
    if x1 - x0 <= _THIN:
        yield Segment(x, y0, x, y1)
