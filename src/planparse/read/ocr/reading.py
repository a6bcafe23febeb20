"""Regions of a page to words: once for all, then again for those that Tesseract was not sure of.

The second readings are votes: the text that most of them agree on wins, each weighed by its confidence.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import cv2
import numpy as np

from planparse.read.ocr.context import Context, cut, find_contexts, join
from planparse.read.ocr.layout import Region
from planparse.read.ocr.picture import Picture, Pixels, resize
from planparse.read.ocr.tesseract import recognise
from planparse.read.ocr.words import SeenWord
from planparse.read.pdf.page import Box

_BLOCK, _LINE = 6, 7  # Tesseract's modes for one block of lines, and for one line
_MARGIN = 2.0  # points of paper around what is read: Tesseract misses letters at the edge of a picture
_READING_SCALE = 300 / 72  # pixels a point that suit Tesseract best
_OTHER_SCALES = (2.8, 3.4)  # pixels a point of the further readings: no size is the best for all
_CONTEXTS = 2
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


_Reader = Callable[[Sequence[Region]], list[Reading]]


def read_regions(page: Picture, regions: Sequence[Region], seconds: float) -> list[Reading]:
    """The words of each region.

    Raises:
        OcrError: Tesseract failed, or took too long.
    """
    readings = _read_at(page, _READING_SCALE, seconds, regions)
    contexts = find_contexts(page, [word for reading in readings for word in reading.words], _CONTEXTS)
    in_context: list[_Reader] = [partial(_read_after, page, context, seconds) for context in contexts]
    at_scales: list[_Reader] = [partial(_read_at, page, scale, seconds) for scale in _OTHER_SCALES]
    short = [index for index, reading in enumerate(readings) if _is_short(reading.region)]
    doubtful = [index for index, reading in enumerate(readings) if index not in set(short) and _is_doubtful(reading)]
    for again, readers in ((short, in_context or at_scales), (doubtful, at_scales)):
        votes = [read([regions[index] for index in again]) for read in readers] if again else []
        for position, index in enumerate(again):
            readings[index] = _elect([readings[index], *(vote[position] for vote in votes)])
    return readings


def _is_short(region: Region) -> bool:
    x0, y0, x1, y1 = region.box
    return x1 - x0 <= _SHORT[0] and y1 - y0 <= _SHORT[1]


def _is_doubtful(reading: Reading) -> bool:
    least = min((word.confidence for word in reading.words), default=0.0)
    return least < _DOUBTFUL and reading.region.box[3] - reading.region.box[1] <= _FEW_LINES


def _elect(votes: Sequence[Reading]) -> Reading:
    """The reading whose text most agree on; the surest one of that text."""
    weight: dict[str, float] = {}
    for vote in votes:
        weight[vote.text] = weight.get(vote.text, 0.0) + vote.confidence
    return max(votes, key=lambda vote: (weight[vote.text], vote.confidence))


def _read_after(page: Picture, context: Context, seconds: float, regions: Sequence[Region]) -> list[Reading]:
    """Each region read after a known word."""
    factor = _READING_SCALE / page.scale
    joined = [
        join(context, cut(page, _window(region)), round((region.box[3] - _window(region)[1]) * page.scale), page.scale)
        for region in regions
    ]
    seen = recognise([_enlarge(one.pixels, factor) for one in joined], mode=_LINE, seconds=seconds)
    readings = []
    for region, one, words in zip(regions, joined, seen, strict=True):
        x, y = _window(region)[:2]
        corner = (x - one.left / page.scale, y - one.top / page.scale)
        placed = (_place(word, corner, _READING_SCALE) for word in words)
        readings.append(Reading(region, tuple(word for word in placed if word.box[2] > x)))
    return readings


def _read_at(page: Picture, scale: float, seconds: float, regions: Sequence[Region]) -> list[Reading]:
    factor = scale / page.scale
    pictures = [_enlarge(cut(page, _window(region)), factor) for region in regions]
    seen = recognise(pictures, mode=_BLOCK, seconds=seconds)
    return [
        Reading(region, tuple(_place(word, _window(region)[:2], scale) for word in words))
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


def _enlarge(pixels: Pixels, factor: float) -> Pixels:
    """The pixels at the scale that is read, with a margin of paper."""
    margin = _margin(_READING_SCALE)
    sized = resize(pixels, factor)
    return np.asarray(
        cv2.copyMakeBorder(sized, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255), np.uint8
    )


def _margin(scale: float) -> int:
    return round(2 * _MARGIN * scale)


def _place(word: SeenWord, corner: tuple[float, float], scale: float) -> SeenWord:
    """The word in points of the page; ``corner`` is the upper left one of what was read."""
    x, y = corner
    margin = _margin(_READING_SCALE)
    x0, y0, x1, y1 = ((value - margin) / scale for value in word.box)
    return word._replace(
        box=(x0 + x, y0 + y, x1 + x, y1 + y), base=(word.base - margin) / scale + y, size=word.size / scale
    )
