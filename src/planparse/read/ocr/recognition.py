"""A picture of a page to what a PDF page with a text layer holds: characters and ruling lines, with confidences."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import cv2
import numpy as np

from planparse.read.ocr.cleaning import clean_page, drop_specks, find_ink
from planparse.read.ocr.layout import Region, find_regions
from planparse.read.ocr.picture import Picture, Pixels, resize
from planparse.read.ocr.rulings import find_ruling_lines
from planparse.read.ocr.tesseract import SeenWord, recognise
from planparse.read.pdf.page import Box, Char, PageContent

PAGE_SECONDS = 60.0
"""A page takes two; one that takes so long is noise, such as a photograph."""

_MARGIN = 2.0  # points of paper around what is read: Tesseract misses letters at the edge of a picture
_BLOCK = 6  # Tesseract's mode for one block of lines
_READING_SCALE = 300 / 72  # pixels a point that Tesseract reads best
_WORD_SPACE = 0.2  # em: what the code that finds words takes for a space
_ONE_SIZE = 0.2  # letters whose size differs from the page's by less are of one size: heights of lines vary as much


def read_picture(picture: Picture, number: int, seconds: float = PAGE_SECONDS) -> PageContent:
    """The text and the ruling lines of a page; boxes are those of the page after it was straightened.

    Raises:
        OcrError: Tesseract failed, or took too long.
    """
    clean = clean_page(picture)
    ink = drop_specks(find_ink(clean), clean.scale)
    rulings = find_ruling_lines(ink, clean.scale)
    drawn = cv2.dilate(rulings.mask, np.ones((3, 3), np.uint8)) > 0
    ink[drawn] = 0
    clean.pixels[drawn] = 255
    regions = find_regions(ink, clean.scale, rulings.segments)
    factor = max(1.0, _READING_SCALE / clean.scale)
    pictures = [_cut_out(clean, region, factor) for region in regions]
    seen = recognise(pictures, mode=_BLOCK, seconds=seconds)
    words = [
        _place(word, region, clean.scale * factor, index)
        for index, (region, found) in enumerate(zip(regions, seen, strict=True))
        for word in found
    ]
    return PageContent(number, *clean.size, tuple(_words_to_chars(words)), rulings.segments, images=1)


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
    return np.asarray(cv2.copyMakeBorder(cut, *[margin] * 4, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _margin(scale: float) -> int:
    return round(2 * _MARGIN * scale)


def _place(word: SeenWord, region: Region, scale: float, region_index: int) -> SeenWord:
    """The word in points of the page; lines are numbered over all regions."""
    x, y = _window(region)[:2]
    margin = _margin(scale)
    x0, y0, x1, y1 = word.box
    box = ((x0 - margin) / scale + x, (y0 - margin) / scale + y, (x1 - margin) / scale + x, (y1 - margin) / scale + y)
    return word._replace(
        box=box,
        base=(word.base - margin) / scale + y,
        size=word.size / scale,
        line=region_index * 1000 + word.line,
    )


def _words_to_chars(words: Sequence[SeenWord]) -> Iterator[Char]:
    """Letters of one width in each word, and a space before each but the first of a line."""
    usual = median(word.size for word in words) if words else 0.0
    for _, group in groupby(words, key=lambda word: word.line):
        line = sorted(group, key=lambda word: word.box[0])
        size = line[0].size if abs(line[0].size - usual) > _ONE_SIZE * usual else usual
        for index, word in enumerate(line):
            end = word.box[2]
            if index + 1 < len(line):
                end = min(end, line[index + 1].box[0] - _WORD_SPACE * size)
            yield from _word_to_chars(word, max(end, word.box[0] + 0.1), size)


def _word_to_chars(word: SeenWord, end: float, size: float) -> Iterator[Char]:
    x0, top, _, bottom = word.box
    step = (end - x0) / len(word.text)
    for index, letter in enumerate(word.text):
        yield Char(letter, x0 + index * step, top, x0 + (index + 1) * step, bottom, word.base, size)
