"""Regions of a page to words: once for all, then again for those that Tesseract was not sure of.

A lone digit in a cell is read well at one size of its picture and badly at another, and no size is the best one. So
small regions are read at several sizes, and the reading with the most votes wins, each weighed by its confidence.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from planparse.read.ocr.layout import Region
from planparse.read.ocr.picture import Picture, Pixels, resize
from planparse.read.ocr.tesseract import recognise
from planparse.read.ocr.words import SeenWord
from planparse.read.pdf.page import Box

_BLOCK = 6  # Tesseract's mode for one block of lines
_MARGIN = 2.0  # points of paper around what is read: Tesseract misses letters at the edge of a picture
_READING_SCALE = 300 / 72  # pixels a point that suit Tesseract best
_OTHER_SCALES = (2.2, 2.8, 3.4, 5.0)  # pixels a point of the further readings
_SHORT = (50.0, 18.0)  # points: a region of one line and a few letters, which gives no context
_DOUBTFUL = 0.6  # confidence: words that were read well have nine tenths
_FEW_LINES = 60.0  # points: reading a higher region again takes too long

Words = tuple[SeenWord, ...]


class Reading(NamedTuple):
    """What was read in a region, boxes in points of the page."""

    region: Region
    words: Words

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean over the letters; 0 where nothing was read."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0


def read_regions(page: Picture, regions: Sequence[Region], seconds: float) -> list[Reading]:
    """The words of each region.

    Raises:
        OcrError: Tesseract failed, or took too long.
    """
    readings = _read_at(page, regions, _READING_SCALE, seconds)
    again = [index for index, reading in enumerate(readings) if _wants_more(reading)]
    if not again:
        return readings
    others = [[readings[index]] for index in again]
    for scale in _OTHER_SCALES:
        for votes, reading in zip(others, _read_at(page, [regions[i] for i in again], scale, seconds), strict=True):
            votes.append(reading)
    for index, votes in zip(again, others, strict=True):
        readings[index] = _elect(votes)
    return readings


def _wants_more(reading: Reading) -> bool:
    x0, y0, x1, y1 = reading.region.box
    if x1 - x0 <= _SHORT[0] and y1 - y0 <= _SHORT[1]:
        return True
    least = min((word.confidence for word in reading.words), default=0.0)
    return least < _DOUBTFUL and y1 - y0 <= _FEW_LINES


def _elect(votes: Sequence[Reading]) -> Reading:
    """The reading whose text most agree on; the surest one of that text."""
    weight: dict[str, float] = {}
    for vote in votes:
        weight[vote.text] = weight.get(vote.text, 0.0) + vote.confidence
    return max(votes, key=lambda vote: (weight[vote.text], vote.confidence))


def _read_at(page: Picture, regions: Sequence[Region], scale: float, seconds: float) -> list[Reading]:
    factor = scale / page.scale
    pictures = [_cut_out(page, region, factor) for region in regions]
    seen = recognise(pictures, mode=_BLOCK, seconds=seconds)
    return [
        Reading(region, tuple(_place(word, region, scale) for word in words))
        for region, words in zip(regions, seen, strict=True)
    ]


def _window(region: Region) -> Box:
    """The part of the page that is cut out: the ink with a margin, within the cell."""
    x0, y0, x1, y1 = region.box
    left, top, right, bottom = region.inside
    return (
        max(x0 - _MARGIN, min(left, x0)),
        max(y0 - _MARGIN, min(top, y0)),
        min(x1 + _MARGIN, max(right, x1)),
        min(y1 + _MARGIN, max(bottom, y1)),
    )


def _cut_out(page: Picture, region: Region, factor: float) -> Pixels:
    x0, y0, x1, y1 = (round(value * page.scale) for value in _window(region))
    cut = resize(page.pixels[y0:y1, x0:x1], factor)
    margin = _margin(page.scale * factor)
    return np.asarray(cv2.copyMakeBorder(cut, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _margin(scale: float) -> int:
    return round(2 * _MARGIN * scale)


def _place(word: SeenWord, region: Region, scale: float) -> SeenWord:
    """The word in points of the page."""
    x, y = _window(region)[:2]
    margin = _margin(scale)
    x0, y0, x1, y1 = ((value - margin) / scale for value in word.box)
    return word._replace(
        box=(x0 + x, y0 + y, x1 + x, y1 + y), base=(word.base - margin) / scale + y, size=word.size / scale
    )
