"""Ruling lines of a page: strokes, edges of boxes, and the thin filled bars that Word draws as borders."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise, repeat
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.read.pdf import calls
from planparse.read.pdf.page import Box, Frame, Segment

_THIN = 3.0  # points: a filled bar no thicker than this is a line; the thickest border of Word is 6 pt, and rare
_SLANT = 1.0  # points: how far the ends of a straight line may be apart sideways
MOST_CORNERS = 300_000  # of the drawings of a page; a full table has 5,000, the map of a town 100,000
_MAX_DEPTH = 12  # forms within forms; real files nest three or four deep

_Point = tuple[float, float]


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
        corners: how many corners its drawings have, pictures counted as one.
        left_out: how many drawings were not read, because no page of a document holds so many corners.
    """

    rules: tuple[Segment, ...]
    pictures: tuple[Box, ...]
    shapes: int
    corners: int
    left_out: int


def read_paths(page: pdfium.PdfPage, frame: Frame) -> Drawings:
    """All ruling lines of the page, its pictures, and how much else is drawn; no lines where there are far too many."""
    rules: list[Segment] = []
    pictures: list[Box] = []
    shapes = corners = left_out = 0
    for kind, handle, matrix in _walk(calls.find_address(page.raw), _IDENTITY, depth=0):
        more = max(calls.count_segments(handle), 1)
        if corners + more > MOST_CORNERS:
            left_out += 1
            continue
        corners += more
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture_box(matrix, frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            found = list(_read_path(handle, matrix, frame))
            rules.extend(found)
            shapes += not found
    return Drawings(tuple(rules), tuple(pictures), shapes, corners, left_out)


def _picture_box(matrix: _Matrix, frame: Frame) -> Box:
    """A picture fills the unit square of its own coordinates."""
    places = [frame.place(*matrix.apply(x, y)) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def _walk(parent: int, matrix: _Matrix, *, depth: int) -> Iterator[tuple[int, int, _Matrix]]:
    """Every object of a page or form but text, its kind, and the matrix that puts its own coordinates on the page."""
    on_page = depth == 0
    count = calls.count_page_objects(parent) if on_page else calls.count_form_objects(parent)
    get_object = calls.get_page_object if on_page else calls.get_form_object
    handles = list(filter(None, map(get_object, repeat(parent), range(count))))
    for handle, kind in zip(handles, map(calls.get_kind, handles), strict=True):
        if kind in (raw.FPDF_PAGEOBJ_UNKNOWN, raw.FPDF_PAGEOBJ_TEXT):
            continue
        own = _read_matrix(handle)
        inner = own if matrix is _IDENTITY else matrix.after(own)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, handle, inner
        elif depth < _MAX_DEPTH:
            yield from _walk(handle, inner, depth=depth + 1)


def _read_matrix(handle: int) -> _Matrix:
    found = raw.FS_MATRIX()
    if not calls.get_object_matrix(handle, ctypes.addressof(found)):
        return _IDENTITY
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _read_path(handle: int, matrix: _Matrix, frame: Frame) -> Iterator[Segment]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.get_draw_mode(handle, ctypes.addressof(fill), ctypes.addressof(stroke))
    stroked, filled = bool(stroke.value), bool(fill.value)
    if not (stroked or filled):
        return  # it only clips what is drawn after it
    for points in _read_outlines(handle):
        placed = [frame.place(*matrix.apply(*point)) for point in points]
        yield from _outline_rules(placed, stroked=stroked, filled=filled)


def _read_outlines(handle: int) -> list[list[_Point]]:
    """The separate outlines of a path as corner points; a closed one ends where it began."""
    segments = list(map(calls.get_segment, repeat(handle), range(calls.count_segments(handle))))
    points = calls.fill_pairs(calls.get_segment_point, segments)
    kinds, closes = map(calls.get_segment_kind, segments), map(calls.get_segment_close, segments)
    outlines: list[list[_Point]] = []
    for point, kind, closed in zip(points, kinds, closes, strict=True):
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        outlines[-1].append(point)
        if closed:
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
