"""Pictures of what the reader found on the pages of a PDF, and of what pdfplumber, the reference, finds there.

``Page.annots`` of pdfplumber is never asked for: it recurses without end on some files.
"""

import io
from collections import defaultdict
from collections.abc import Iterator

import pdfplumber
from PIL import Image

from planparse.model.base import BBox
from planparse.model.source import Block, Grid, Source
from planparse.read.pdf.page import Frame
from planparse.read.pictures import Colour, Outline, add_legend, draw_page, outline

_PARAGRAPH: Colour = (0, 130, 60)
_TABLE: Colour = (20, 60, 200)
_CELL: Colour = (200, 30, 30)
_EMPTY: Colour = (240, 150, 150)
_REFERENCE: Colour = (150, 150, 150)
_LEGEND = (
    (_PARAGRAPH, "paragraph"),
    (_TABLE, "table"),
    (_CELL, "cell with text"),
    (_EMPTY, "empty cell"),
    (_REFERENCE, "cell as pdfplumber finds it"),
)


def draw_blocks(data: bytes, source: Source) -> Iterator[tuple[int, Image.Image]]:
    """Each page of a PDF, from 1, with the paragraphs, tables and cells that were found on it.

    Raises:
        UnreadableError: a page cannot be drawn.
    """
    found: dict[int, list[Outline]] = defaultdict(list)
    for block in source.blocks:
        for page, one in _outlines(block):
            found[page].append(one)
    for number, reference in enumerate(_find_reference(data, source.page_count or 0), 1):
        picture = draw_page(data, number)
        below = [Outline(picture.turn_box(box), _REFERENCE, width=6) for box in reference]
        drawn = outline(picture, [*below, *found[number]])
        yield number, add_legend(drawn, _LEGEND)


def _outlines(block: Block) -> Iterator[tuple[int, Outline]]:
    """Page and box of a paragraph; of a table, its cells, each once."""
    page, box = block.locus.page, block.locus.bbox
    if page is None or box is None:
        return
    if not isinstance(block, Grid):
        yield page, Outline(box, _PARAGRAPH, block.locus.path.partition("/")[2], width=2)
        return
    yield page, Outline(box, _TABLE, block.locus.path.partition("/")[2], width=5)
    for row in block.rows:
        for cell in row.cells:
            if cell and cell.locus and cell.locus.bbox and not cell.merged_above:
                yield page, Outline(cell.locus.bbox, _CELL if cell.text else _EMPTY, width=2, filled=bool(cell.text))


def _find_reference(data: bytes, count: int) -> Iterator[tuple[BBox, ...]]:
    """The cells that pdfplumber finds on each page; none where it fails."""
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception:  # the reference may fail in any way on a file that our reader reads
        yield from [()] * count
        return
    with document:
        for index in range(count):
            yield _reference_cells(document, index)


def _reference_cells(document: pdfplumber.pdf.PDF, index: int) -> tuple[BBox, ...]:
    """Boxes from the upper left corner of the visible page, as ours are."""
    try:
        page = document.pages[index]
        left, top = _visible_corner(page)
        boxes = [cell for table in page.find_tables() for cell in table.cells]
        page.close()
    except Exception:  # as above
        return ()
    return tuple((x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in boxes)


def _visible_corner(page: pdfplumber.page.Page) -> tuple[float, float]:
    """Where the crop box begins, for pdfplumber, whose own ``cropbox`` is wrong on pages that are rotated."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    frame = Frame(media, page.rotation)
    (left, top), (right, bottom) = frame.place(*crop[:2]), frame.place(*crop[2:])
    return page.mediabox[0] + max(min(left, right), 0), page.mediabox[1] + max(min(top, bottom), 0)
