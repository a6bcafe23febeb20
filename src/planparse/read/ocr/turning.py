"""Pages that were scanned sideways or upside down: wide tables mostly lie on their side."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from planparse.read.ocr.picture import Picture, Pixels

_TILE = 90  # points: over so short a way a skewed line of text still is level
_UNSURE = (0.85, 1.18)  # pages of one wide table lie so near to 1
_BORDER = 30  # points: longer strokes are no letters


def possible_turns(picture: Picture) -> Iterator[Picture]:
    """The page in the positions it may be meant to be read in, the likeliest first."""
    lean = find_lean(picture)
    likely = turn_quarter(picture) if lean > 1 else picture
    yield likely
    yield turn_half(likely)
    if _UNSURE[0] < lean < _UNSURE[1]:
        other = picture if lean > 1 else turn_quarter(picture)
        yield other
        yield turn_half(other)


def find_lean(picture: Picture) -> float:
    """How far the lines of text run up and down the page: above 1 they do, below 1 they run across it.

    Lines and the gaps between them alternate strongly across the direction of the text, and letters weakly along it.
    """
    ink = _find_letters(picture)
    height, width = (size // _TILE * _TILE for size in ink.shape)
    if not height or not width:
        return 0.0
    tiles = ink[:height, :width].reshape(height // _TILE, _TILE, width // _TILE, _TILE)
    across = np.square(np.diff(tiles.sum(axis=3), axis=1)).sum()
    down = np.square(np.diff(tiles.sum(axis=1), axis=2)).sum()
    return float(down / max(across, 1.0))


def _find_letters(picture: Picture) -> npt.NDArray[np.float32]:
    """The ink, a pixel a point, without ruling lines."""
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY) if picture.has_colour else picture.pixels
    factor = 1 / picture.scale
    small = 255 - cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.asarray(cv2.threshold(small, 60, 255, cv2.THRESH_TOZERO)[1], np.uint8)
    for shape in ((1, _BORDER), (_BORDER, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink = np.asarray(cv2.subtract(ink, cv2.dilate(lines, np.ones((3, 3), np.uint8))), np.uint8)
    return ink.astype(np.float32)


def turn_quarter(picture: Picture) -> Picture:
    """Turned clockwise by 90 degrees."""
    return Picture(_turn(picture.pixels, cv2.ROTATE_90_CLOCKWISE), picture.scale)


def turn_half(picture: Picture) -> Picture:
    """Upside down."""
    return Picture(_turn(picture.pixels, cv2.ROTATE_180), picture.scale)


def _turn(pixels: Pixels, way: int) -> Pixels:
    return np.asarray(cv2.rotate(pixels, way), np.uint8)
