"""Pages that were scanned sideways or upside down: wide tables mostly lie on their side."""

from collections.abc import Iterator

import cv2
import numpy as np

from planparse.read.ocr.cleaning import even_light, find_ink
from planparse.read.ocr.picture import Picture, Pixels, resize

_SCALE = 2.0  # pixels a point: enough to tell letters apart
_WORD_GAP = 3.5  # points: letters of a word are nearer to one another, lines of text further apart
_LARGEST = 20.0  # points: what is larger is no letter
_SMALLEST = 6  # pixels: less is a speck


def possible_turns(picture: Picture) -> Iterator[Picture]:
    """The page in the positions it may be meant to be read in, the likeliest first."""
    level = turn_quarter(picture) if find_lean(picture) > 1 else picture
    yield level
    yield turn_half(level)


def find_lean(picture: Picture) -> float:
    """How far the lines of text run up and down the page: above 1 they do, below 1 they run across it.

    Letters joined over small gaps along their line become words, which are few; across it they stay apart. On 35
    pages, skewed, noisy and with wide tables, level text made at most 0.6 and text on its side at least 1.7.
    """
    letters = _find_letters(picture)
    size = round(_WORD_GAP * _SCALE) | 1
    across, down = (
        cv2.connectedComponents(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)))[0]
        for shape in ((1, size), (size, 1))
    )
    return across / down


def _find_letters(picture: Picture) -> Pixels:
    """The ink without ruling lines, drawings and specks."""
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY) if picture.has_colour else picture.pixels
    small = Picture(resize(np.asarray(grey, np.uint8), _SCALE / picture.scale), _SCALE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(find_ink(even_light(small)), connectivity=8)
    largest = _LARGEST * _SCALE
    kept = (stats[:, 2] < largest) & (stats[:, 3] < largest) & (stats[:, cv2.CC_STAT_AREA] >= _SMALLEST)
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def turn_quarter(picture: Picture) -> Picture:
    """Turned clockwise by 90 degrees."""
    return Picture(_turn(picture.pixels, cv2.ROTATE_90_CLOCKWISE), picture.scale)


def turn_half(picture: Picture) -> Picture:
    """Upside down."""
    return Picture(_turn(picture.pixels, cv2.ROTATE_180), picture.scale)


def _turn(pixels: Pixels, way: int) -> Pixels:
    return np.asarray(cv2.rotate(pixels, way), np.uint8)
