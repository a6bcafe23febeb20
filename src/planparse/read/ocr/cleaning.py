"""A scanned page made ready for reading: stamps and ink taken out, light evened, straightened.

Each step takes and gives a picture; a step that finds nothing to do gives back what it was given.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from planparse.read.ocr.picture import Picture, Pixels

_PAPER_POINTS = 20.0  # points: larger than any stroke, smaller than any shadow on the paper
_STAMP = 26.0  # points: text in colour is lower; stamps and signatures are higher
_JOIN = 3.0  # points: letters and rings of a stamp stand nearer to one another than lines of text
_BLACK = 100  # of 255, in the channel where the ink looks like paper: darker is print under the ink
_SATURATED = 60  # of 255: less is the tint of paper, or of black print
_LARGEST_SKEW = 6.0  # degrees: a sheet in a feeder; more is a photograph, which is not promised
_LEAST_SKEW = 0.04  # degrees: an em over the width of a page is 1; less moves no letter to another line
_GRAINY = 3.2  # of 255: how far pixels differ from those around them; sharp letters alone make 2.5
_SPOT = 110  # of 255: a pixel that differs by more from those around it is a spot
_TINT = 40  # of 255: paper and its shadow
_SPECK = 0.28  # square points: a dot of an i at 8 points has 0.6
_DOT = 2.2  # square points: dots and accents may be smaller, letters and dashes are larger
_ALONE = 7.0  # points: how far a dot or an accent may be from the nearest letter


class _Ink(NamedTuple):
    """A colour of ink: its hues in OpenCV's half degrees, and the channel in which it looks like paper."""

    hues: tuple[tuple[int, int], ...]
    channel: int


_RED = _Ink(((0, 14), (160, 180)), 2)
_BLUE = _Ink(((95, 145),), 0)


def clean_page(picture: Picture) -> Picture:
    """Grey, without stamps in colour, evenly lit, straight."""
    return straighten(even_light(remove_stamps(picture)))


def remove_stamps(picture: Picture) -> Picture:
    """Red stamps and blue signatures as paper, and grey all over; black print under them stays.

    Only what is higher than a line of text is taken out: a title in colour is text.
    """
    if not picture.has_colour:
        return picture
    grey = np.asarray(cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    hsv = np.asarray(cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2HSV), np.uint8)
    for ink in (_RED, _BLUE):
        for place in _find_stamps(hsv, ink, picture.scale):
            seen = picture.pixels[place][:, :, ink.channel]
            inked = cv2.dilate(_mask(hsv[place], ink), np.ones((5, 5), np.uint8)) > 0
            grey[place] = np.where(inked & (seen > _BLACK), 255, grey[place])
    return Picture(grey, picture.scale)


def _mask(hsv: Pixels, ink: _Ink) -> Pixels:
    mask = np.zeros(hsv.shape[:2], np.uint8)
    for low, high in ink.hues:
        mask |= cv2.inRange(hsv, np.array((low, _SATURATED, 60)), np.array((high, 255, 255))).astype(np.uint8)
    return mask


def _find_stamps(hsv: Pixels, ink: _Ink, scale: float) -> list[tuple[slice, slice]]:
    """The boxes of what is drawn in an ink and higher than text."""
    size = round(_JOIN * scale)
    joined = cv2.morphologyEx(_mask(hsv, ink), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    high = [tuple(int(value) for value in row[:4]) for row in stats[1:] if row[3] >= _STAMP * scale]
    return [(slice(y, y + height), slice(x, x + width)) for x, y, width, height in high]


def even_light(picture: Picture) -> Picture:
    """Paper white and print dark all over the page: what is dark on a large scale is shadow."""
    size = round(_PAPER_POINTS * picture.scale / 4) | 1
    small = cv2.resize(picture.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((size, size), np.uint8)), min(size, 51))
    height, width = picture.pixels.shape
    paper = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    even = cv2.divide(picture.pixels, paper, scale=250)
    return Picture(np.asarray(even, np.uint8), picture.scale)


def drop_noise(picture: Picture) -> Picture:
    """Grain and single dark or light pixels smoothed away, where the page is full of them; a clean page stays sharp."""
    smooth = cv2.medianBlur(picture.pixels, 3)
    apart = cv2.absdiff(picture.pixels, smooth)
    if float(apart.mean()) < _GRAINY:
        return picture
    without_spots = np.where(apart > _SPOT, smooth, picture.pixels)  # a median of all would take the accents too
    return Picture(np.asarray(cv2.GaussianBlur(without_spots, (3, 3), 0.8), np.uint8), picture.scale)


def straighten(picture: Picture) -> Picture:
    """Turned so that its lines are level."""
    angle = find_skew(picture)
    if abs(angle) < _LEAST_SKEW:
        return picture
    height, width = picture.pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        picture.pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return Picture(np.asarray(turned, np.uint8), picture.scale)


def find_skew(picture: Picture) -> float:
    """By how many degrees, counter-clockwise, the page must be turned to be level; 0 where nothing shows it.

    The rows of a level page are either full of ink or empty; the angle at which they differ most is the right one.
    """
    factor = 1 / picture.scale  # a pixel a point shows lines of text, and is quick to turn
    ink = (255 - cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)).astype(
        np.float32
    )
    ink[ink < _TINT] = 0
    if not ink.any():
        return 0.0
    coarse = _best_angle(ink, np.arange(-_LARGEST_SKEW, _LARGEST_SKEW + 0.1, 0.5))
    finer = _best_angle(ink, np.arange(coarse - 0.5, coarse + 0.51, 0.1))
    return round(_best_angle(ink, np.arange(finer - 0.1, finer + 0.11, 0.025)), 3)


def _best_angle(ink: npt.NDArray[np.float32], angles: npt.NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def _sharpness(ink: npt.NDArray[np.float32], angle: float) -> float:
    """How much neighbouring rows differ after turning."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def find_ink(picture: Picture) -> Pixels:
    """255 where there is print, 0 where there is paper; specks are paper."""
    size = round(_PAPER_POINTS * picture.scale) | 1
    local = cv2.adaptiveThreshold(picture.pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, 25)
    dark = cv2.threshold(picture.pixels, 200, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(cv2.bitwise_and(local, dark), np.uint8)


def drop_specks(ink: Pixels, scale: float) -> Pixels:
    """The ink without spots that are smaller than any dot of a letter, or that lie far from every letter."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA] / (scale * scale)
    print_like = areas >= _DOT
    print_like[0] = False
    reach = round(2 * _ALONE * scale) | 1
    near = cv2.dilate(np.where(print_like[labels], 255, 0).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    kept = areas >= _SPECK
    kept[0] = False
    kept &= print_like | np.isin(np.arange(len(areas)), np.unique(labels[near]))
    return np.where(kept[labels], 255, 0).astype(np.uint8)
