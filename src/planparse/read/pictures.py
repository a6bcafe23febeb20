"""A page as a picture, with boxes drawn on it: what a person looks at to compare a value with its source.

Boxes are in points of the page as a reader saw it: the visible box of the page, after its own rotation and after the
turn that puts most of its text upright. A picture file counts as a page whose long side is that of A4.
"""

import io
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps, ImageSequence, UnidentifiedImageError

from planparse.errors import UnreadableError
from planparse.model.base import BBox
from planparse.read.pdf.pdfium import read_turn
from planparse.wording.message import Message

Colour = tuple[int, int, int]

_SCALE = 2.0  # pixels a point: text of 10 points is read with ease
_LONGEST = 4_000  # pixels of a side; a page that claims more would fill the memory
_A4_LONG = 842.0  # points
_TINT = 36  # of 255: how strongly a filled box covers what it holds
_TEXT_SIZE = 15  # pixels
_GAP = 16  # pixels between pictures that stand side by side, and around a legend
_HEAD = 1024  # bytes within which the mark of a PDF must stand
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)


class PagePicture(NamedTuple):
    """A page as pixels.

    Attributes:
        scale: pixels a point.
        turn: degrees by which the page is turned clockwise, beyond its own rotation.
    """

    image: Image.Image
    scale: float
    turn: int = 0

    def turn_box(self, box: BBox) -> BBox:
        """A box on the page as its own rotation shows it, as a box on this picture."""
        x0, y0, x1, y1 = box
        width, height = (side / self.scale for side in self.image.size)
        match self.turn:
            case 90:
                return width - y1, x0, width - y0, x1
            case 180:
                return width - x1, height - y1, width - x0, height - y0
            case 270:
                return y0, height - x1, y1, height - x0
            case _:
                return box


class Outline(NamedTuple):
    """A box to draw, and what to write at its upper left corner; ``width`` is in pixels."""

    box: BBox
    colour: Colour
    label: str = ""
    width: int = 3
    filled: bool = False


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, by the mark that stands near their beginning."""
    return b"%PDF-" in data[:_HEAD]


def draw_page(data: bytes, number: int) -> PagePicture:
    """A page (from 1) of a PDF or of a picture file.

    Raises:
        UnreadableError: the page cannot be drawn.
    """
    try:
        return _draw_pdf_page(data, number) if is_pdf(data) else _open_picture(data, number)
    except (pdfium.PdfiumError, UnidentifiedImageError, IndexError, OSError, ValueError) as exc:
        raise UnreadableError(Message("errors.file.page_undrawn", number=number, reason=str(exc))) from exc


def outline(page: PagePicture, outlines: Sequence[Outline]) -> Image.Image:
    """The picture of a page with boxes on it, later ones over earlier ones."""
    image = page.image.convert("RGBA")
    layer = Image.new("RGBA", image.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(layer)
    font = ImageFont.load_default(_TEXT_SIZE)
    for one in outlines:
        x0, y0, x1, y1 = (round(side * page.scale) for side in one.box)
        fill = (*one.colour, _TINT) if one.filled else None
        draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), fill=fill, outline=(*one.colour, 255), width=one.width)
        if one.label:
            at = (x0 + 1, max(0, y0 - _TEXT_SIZE - 2))
            draw.rectangle(draw.textbbox(at, one.label, font=font), fill=(*_WHITE, 220))
            draw.text(at, one.label, fill=(*one.colour, 255), font=font)
    return Image.alpha_composite(image, layer).convert("RGB")


def set_side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    """Pictures from left to right on one sheet."""
    width = sum(image.width for image in images) + _GAP * (len(images) - 1)
    sheet = Image.new("RGB", (width, max(image.height for image in images)), _WHITE)
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width + _GAP
    return sheet


def add_legend(image: Image.Image, entries: Sequence[tuple[Colour, str]]) -> Image.Image:
    """The picture with a line below it that says what each colour means."""
    font = ImageFont.load_default(_TEXT_SIZE)
    sheet = Image.new("RGB", (image.width, image.height + _TEXT_SIZE + 2 * _GAP), _WHITE)
    sheet.paste(image, (0, 0))
    draw = ImageDraw.Draw(sheet)
    left, top = _GAP, image.height + _GAP
    for colour, words in entries:
        draw.rectangle((left, top, left + _TEXT_SIZE, top + _TEXT_SIZE), outline=colour, width=3)
        draw.text((left + _TEXT_SIZE + 6, top - 2), words, fill=_BLACK, font=font)
        left += round(draw.textlength(words, font=font)) + _TEXT_SIZE + 3 * _GAP
    return sheet


def to_png(image: Image.Image) -> bytes:
    """The picture as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _draw_pdf_page(data: bytes, number: int) -> PagePicture:
    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()  # without it the values of form fields and signatures are not drawn
        page = document[number - 1]
        scale = min(_SCALE, _LONGEST / max(page.get_size()))
        turn = (read_turn(page) - page.get_rotation()) % 360
        image = page.render(scale=scale, rotation=turn).to_pil().convert("RGB")
        page.close()
        return PagePicture(image, scale, turn)
    finally:
        document.close()


def _open_picture(data: bytes, number: int) -> PagePicture:
    with Image.open(io.BytesIO(data)) as opened:
        frame = ImageSequence.Iterator(opened)[number - 1]
        image = ImageOps.exif_transpose(frame).convert("RGB")
    image.thumbnail((_LONGEST, _LONGEST))
    return PagePicture(image, max(image.size) / _A4_LONG)
