"""What to read by itself on a page: each cell of a table, and each block of text outside tables.

Tesseract reads one block of lines well and a whole table badly: it reads across cells. Blots of ink stand in for
characters here, so that tables are found by the same code as in a PDF with text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from planparse.read.ocr.picture import Pixels
from planparse.read.pdf.page import Box, PageContent, Segment, Strip
from planparse.read.pdf.strips import build_strip
from planparse.read.pdf.tables import find_tables

_CORRIDOR = 1.2  # em: two texts side by side are further apart than words
_LEADING = 0.15  # em: least room between lines; accents stand nearer to their capitals
_COLUMN = 4.0  # em: a text beside another is wider than a label
_X_HEIGHT = 0.46  # em: most blots are small letters
_USUAL_SIZE = 13.0  # points
_LOWEST = 0.3  # em: letters are higher, specks and the dots of leaders lower
_LARGEST = 60.0  # points: a blot that is larger is no letter

Boxes = npt.NDArray[np.float64]
"""A row for each blot: x0, y0, x1, y1 in points."""


class Region(NamedTuple):
    """A part of the page to be read by itself.

    Attributes:
        box: around its ink, in points.
        inside: the box that its picture must not leave (the borders of a cell).
        cell: the cell it fills; None outside tables.
    """

    box: Box
    inside: Box
    cell: Box | None = None


def find_regions(ink: Pixels, scale: float, rules: tuple[Segment, ...]) -> list[Region]:
    """The regions of a page that hold ink; ``ink`` is without the ruling lines."""
    blots = find_blots(ink, scale)
    height, width = ink.shape
    stand_ins = tuple(
        build_strip(("x", (x0,), (top,), (x1,), (bottom,)), (bottom, _USUAL_SIZE, False, False, 0, ""))
        for x0, top, x1, bottom in blots.tolist()
    )
    found = find_tables(PageContent(1, width / scale, height / scale, stand_ins, rules))
    regions = [
        Region(_around(_boxes(cell.strips)), cell.box, cell.box)
        for table in found.tables
        for cell in table.cells
        if cell.strips
    ]
    page = (0.0, 0.0, width / scale, height / scale)
    em = _find_em(blots)
    zones = _cut_at_tables(_boxes(found.outside), [table.box for table in found.tables])
    blocks = (block for zone in zones for block in _find_blocks(zone, em))
    return regions + [Region(_around(block), page) for block in blocks if _has_letters(block, em)]


def _has_letters(blots: Boxes, em: float) -> bool:
    """Is any of these blots as high as a letter? Specks are not."""
    return bool((blots[:, 3] - blots[:, 1]).max() >= _LOWEST * em)


def _cut_at_tables(blots: Boxes, tables: Sequence[Box]) -> list[Boxes]:
    """The text above, between, below and beside tables: one block must not reach over a table."""
    zones, rest = [], blots
    for x0, top, _, bottom in tables:
        middle = (rest[:, 1] + rest[:, 3]) / 2
        beside, left = (middle > top) & (middle < bottom), rest[:, 0] < x0
        zones += [rest[middle <= top], rest[beside & left], rest[beside & ~left]]
        rest = rest[middle >= bottom]
    return [*zones, rest]


def find_blots(ink: Pixels, scale: float) -> Boxes:
    """The boxes of connected ink that may be letters or parts of letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height = (stats[1:, index] / scale for index in range(4))
    boxes = np.stack([left, top, left + width, top + height], axis=1)
    return np.asarray(boxes[(width < _LARGEST) & (height < _LARGEST)], np.float64)


def _boxes(strips: Sequence[Strip]) -> Boxes:
    return np.array([strip.box for strip in strips], np.float64).reshape(-1, 4)


def _around(boxes: Boxes) -> Box:
    x0, y0 = boxes[:, :2].min(axis=0).tolist()
    x1, y1 = boxes[:, 2:].max(axis=0).tolist()
    return float(x0), float(y0), float(x1), float(y1)


def _find_em(blots: Boxes) -> float:
    """The size of the print on the page."""
    heights = blots[:, 3] - blots[:, 1]
    letters = heights[heights > 0.2 * _USUAL_SIZE]
    return float(np.median(letters)) / _X_HEIGHT if len(letters) else _USUAL_SIZE


def _find_blocks(blots: Boxes, em: float) -> Iterator[Boxes]:
    """Text outside tables, cut where two texts stand side by side; what lies between cuts is one block."""
    pending: list[Boxes] = []
    for band in _split(blots, axis=1, gap=_LEADING * em):
        columns = _find_columns(band, em)
        if len(columns) == 1:
            pending.append(band)
            continue
        if pending:
            yield np.concatenate(pending)
            pending = []
        for column in columns:
            yield from _find_blocks(column, em)
    if pending:
        yield np.concatenate(pending)


def _find_columns(band: Boxes, em: float) -> list[Boxes]:
    """The texts that stand side by side in a band; one, where the pieces are too narrow to be columns."""
    columns: list[Boxes] = []
    for part in _split(band, axis=0, gap=_CORRIDOR * em):
        if columns and min(_width(columns[-1]), _width(part)) < _COLUMN * em:
            columns[-1] = np.concatenate([columns[-1], part])
        else:
            columns.append(part)
    return columns


def _width(boxes: Boxes) -> float:
    return float(boxes[:, 2].max() - boxes[:, 0].min())


def _split(boxes: Boxes, *, axis: int, gap: float) -> list[Boxes]:
    """The boxes in groups, where more than ``gap`` is free between them along an axis (0 across, 1 down)."""
    if not len(boxes):
        return []
    ordered = boxes[np.argsort(boxes[:, axis])]
    reached = np.maximum.accumulate(ordered[:, axis + 2])
    cuts = np.flatnonzero(ordered[1:, axis] - reached[:-1] > gap) + 1
    return np.split(ordered, cuts)
