"""A picture of a page to what a PDF page with a text layer holds: characters and ruling lines, with confidences."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from statistics import median

import cv2
import numpy as np

from planparse.read.ocr.boldness import find_bold
from planparse.read.ocr.cleaning import clean_page, drop_noise, drop_specks, find_ink
from planparse.read.ocr.doubts import mean_confidence
from planparse.read.ocr.layout import find_regions
from planparse.read.ocr.picture import Picture, Pixels
from planparse.read.ocr.reading import Reading, read_regions
from planparse.read.ocr.rulings import find_ruling_lines
from planparse.read.ocr.strokes import mend_word, read_sign
from planparse.read.ocr.turning import possible_turns
from planparse.read.ocr.words import OcrError, Scan, SeenWord
from planparse.read.pdf.page import Box, Char, PageContent
from planparse.read.pdf.strips import gather
from planparse.text.unicode import tidy

PAGE_SECONDS = 60.0
"""A page takes two; one that takes so long is noise, such as a photograph."""

_WORD_SPACE = 0.2  # em: what the code that finds words takes for a space
_SIGN_WIDTH, _SIGN_SPACE = 4.0, 0.5  # points: how wide a sign before a number is, and how near the number may be
_SIGN_HEIGHT = 0.9  # of the digits beside it
_UPSIDE_DOWN = 0.7  # confidence of a page: letters that stand on their head have half, bad scans nine tenths
_ONE_SIZE = 0.2  # letters whose size differs from the page's by less are of one size: heights of lines vary as much


def read_picture(picture: Picture, number: int) -> Scan:
    """The text and the ruling lines of a page; boxes are those of the page after it was straightened.

    Raises:
        OcrError: Tesseract failed, or took too long; OpenCV failed.
    """
    scans: list[Scan] = []
    try:
        for turned in possible_turns(picture):
            scans.append(_read_upright(turned, number, PAGE_SECONDS))
            if scans[-1].is_blank or _confidence(scans[-1]) >= _UPSIDE_DOWN:
                return scans[-1]
    except cv2.error as exc:
        raise OcrError(f"OpenCV failed: {tidy(str(exc))}") from exc
    return max(scans, key=_confidence)


def _confidence(scan: Scan) -> float:
    return mean_confidence(scan.words) or 0.0


def _read_upright(picture: Picture, number: int, seconds: float) -> Scan:
    grainy = clean_page(picture)
    rulings = find_ruling_lines(find_ink(grainy), grainy.scale)  # smoothing would break thin lines
    clean = drop_noise(grainy)
    spotted = find_ink(clean)
    ink = drop_specks(spotted, clean.scale)
    clean.pixels[(spotted > 0) & (ink == 0)] = 255
    drawn = cv2.dilate(rulings.mask, np.ones((3, 3), np.uint8)) > 0
    ink[drawn] = 0
    clean.pixels[drawn] = 255
    regions = find_regions(ink, clean.scale, rulings.segments)
    readings = [_mend(reading, ink, clean.scale) for reading in read_regions(clean, regions, seconds)]
    readings = _mark_bold(readings, ink, clean.scale)
    strips = tuple(gather(_readings_to_chars(readings)))
    page = PageContent(number, *clean.size, strips, rulings.segments, images=1)
    words = tuple(word for reading in readings for word in reading.words)
    return Scan(page, words, tuple(reading.region.box for reading in readings if not reading.words))


def _mend(reading: Reading, ink: Pixels, scale: float) -> Reading:
    words = tuple(_mend_word(word, ink, scale) for word in reading.words)
    if words and words[0].text[0].isdigit() and words[0].box[0] - reading.region.box[0] > _SIGN_WIDTH:
        words = (_with_sign(words[0], reading.region.box, ink, scale), *words[1:])
    pairs = zip_longest(words, words[1:])
    return reading._replace(words=tuple(_mend_lone_sign(word, after, ink, scale) for word, after in pairs))


def _mend_lone_sign(word: SeenWord, after: SeenWord | None, ink: Pixels, scale: float) -> SeenWord:
    """A sign before a number that was read as a letter or a digit: "z 80%"; a digit would be as high as the number."""
    if after is None or len(word.text) > 1 or not word.text.isalnum() or not after.text[0].isdigit():
        return word
    if word.box[3] - word.box[1] > _SIGN_HEIGHT * (after.box[3] - after.box[1]):
        return word
    sign = read_sign(_ink_in(ink, word.box, scale))
    return word._replace(text=sign, read=word.text) if sign else word


def _with_sign(word: SeenWord, box: Box, ink: Pixels, scale: float) -> SeenWord:
    """A number with the comparison sign before it, which Tesseract sometimes passes over."""
    sign = read_sign(_ink_in(ink, (box[0], word.box[1], word.box[0] - _SIGN_SPACE, word.box[3]), scale))
    return word._replace(text=sign + word.text, box=(box[0], *word.box[1:]), read=word.text) if sign else word


def _ink_in(ink: Pixels, box: Box, scale: float) -> Pixels:
    x0, y0, x1, y1 = (max(0, round(value * scale)) for value in box)
    return ink[y0:y1, x0:x1]


def _mend_word(word: SeenWord, ink: Pixels, scale: float) -> SeenWord:
    text = mend_word(word.text, _ink_in(ink, word.box, scale))
    return word if text == word.text else word._replace(text=text, read=word.text)


def _mark_bold(readings: Sequence[Reading], ink: Pixels, scale: float) -> list[Reading]:
    bold = iter(find_bold([word for reading in readings for word in reading.words], ink, scale))
    return [
        reading._replace(words=tuple(word._replace(bold=next(bold)) for word in reading.words)) for reading in readings
    ]


def _readings_to_chars(readings: Sequence[Reading]) -> Iterator[Char]:
    sizes = [word.size for reading in readings for word in reading.words]
    usual = median(sizes) if sizes else 0.0
    for reading in readings:
        for _, line in groupby(reading.words, key=lambda word: word.line):
            yield from _line_to_chars(sorted(line, key=lambda word: word.box[0]), usual)


def _line_to_chars(line: Sequence[SeenWord], usual: float) -> Iterator[Char]:
    """Letters of one width in each word; words far enough apart to be told apart."""
    size = line[0].size if abs(line[0].size - usual) > _ONE_SIZE * usual else usual
    ends = [word.box[0] - _WORD_SPACE * size for word in line[1:]] + [float("inf")]
    for word, end in zip(line, ends, strict=True):
        yield from _word_to_chars(word, max(min(word.box[2], end), word.box[0] + 0.1), size)


def _word_to_chars(word: SeenWord, end: float, size: float) -> Iterator[Char]:
    x0, top, _, bottom = word.box
    step = (end - x0) / len(word.text)
    for index, letter in enumerate(word.text):
        yield Char(letter, x0 + index * step, top, x0 + (index + 1) * step, bottom, word.base, size, word.bold)
