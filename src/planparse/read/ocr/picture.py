"""Pages as pictures: drawn from a PDF, or from picture files, each with its scale."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.errors import UnreadableError
from planparse.wording.message import Message

Pixels = npt.NDArray[np.uint8]
"""Rows of grey values, or of blue, green and red ones."""

_POINTS = 72.0
_DENSITIES = (200.0, 300.0)  # dots an inch: below, letters lose their accents; above, only time is lost
_A4 = 842.0  # points: the long side of a page whose file does not say how large it is
_LONGEST = 6_000  # pixels of a side: A3 at 300 dots an inch; a page that claims more would fill the memory
_COLOURED = 0.0005  # share of the pixels: a stamp has a hundredth
_COLOUR = 24  # how far the channels of a pixel differ that is no grey of a scanner


class Picture(NamedTuple):
    """A page as pixels, and how many of them a point has."""

    pixels: Pixels
    scale: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width / self.scale, height / self.scale

    @property
    def has_colour(self) -> bool:
        """Are there blue, green and red values, not grey ones?"""
        return self.pixels.ndim == 3


def render_page(data: bytes, number: int) -> Picture:
    """A page of a PDF (from 1) as a person sees it, at the density of the scan that it shows.

    Raises:
        RuntimeError: the PDF library cannot draw it.
    """
    try:
        document = pdfium.PdfDocument(data)
        page = document[number - 1]
        try:
            scale = min(_find_density(page) / _POINTS, _LONGEST / max(page.get_size()))
            bitmap = page.render(scale=scale, draw_annots=False)  # what was stamped on the page is text already
            return Picture(_drop_grey_channels(bitmap.to_numpy().copy()), scale)
        finally:
            page.close()
            document.close()
    except (pdfium.PdfiumError, ValueError, OSError) as exc:
        raise RuntimeError(str(exc)) from exc


def _find_density(page: pdfium.PdfPage) -> float:
    """That of the finest picture on the page, within limits."""
    least, most = _DENSITIES
    found: list[Any] = [
        image.get_metadata() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    ]
    if not found:
        return most
    return float(min(max(least, *(max(one.horizontal_dpi, one.vertical_dpi) for one in found)), most))


def read_picture_file(data: bytes) -> Iterator[Picture]:
    """The pages of a picture file (PNG, JPEG, TIFF, BMP).

    Raises:
        UnreadableError: the bytes are no picture that can be decoded.
    """
    # What is wrong with a picture is said by us, in one line.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        decoded, pages = cv2.imdecodemulti(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        decoded, pages = False, ()
    if not decoded or not pages:
        raise UnreadableError(Message("errors.picture.damaged"))
    for pixels in pages:
        yield _fit(_drop_grey_channels(np.asarray(pixels, np.uint8)))


def _fit(pixels: Pixels) -> Picture:
    """A picture as a page of A4, within the limits of density."""
    longest = max(pixels.shape[:2])
    wanted = min(max(longest, _A4 / _POINTS * _DENSITIES[0]), _A4 / _POINTS * _DENSITIES[1])
    return Picture(resize(pixels, wanted / longest), wanted / _A4)


def resize(pixels: Pixels, factor: float) -> Pixels:
    """Larger or smaller by a factor, letters kept smooth."""
    if abs(factor - 1) < 0.01:
        return pixels
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def _drop_grey_channels(pixels: Pixels) -> Pixels:
    """One channel where all three say the same: most scans hold no colour."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return pixels.reshape(pixels.shape[:2])
    colour = np.ascontiguousarray(pixels[:, :, :3])
    blue, green, red = cv2.split(colour)
    spread = cv2.max(cv2.absdiff(blue, green), cv2.absdiff(green, red))
    if cv2.countNonZero(cv2.threshold(spread, _COLOUR, 255, cv2.THRESH_BINARY)[1]) > _COLOURED * spread.size:
        return colour
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
