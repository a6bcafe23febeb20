"""What the strokes of a few signs say, where Tesseract misreads them: roman numerals and comparison signs.

Tesseract's model for Vietnamese knows neither "≥" nor "≤", and reads the touching serifs of "II." as "H.". A number
that is taken for another is the worst slip of all, so these signs are looked at stroke by stroke.
"""

from itertools import groupby
from statistics import mode
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import regex

from planparse.read.ocr.picture import Pixels

_NUMERAL = regex.compile(r"(?P<five>V?)(?P<ones>[IlH1L|!ÍÌíìi\]\[]{0,4})(?P<end>[.,:;)/]*)")
_DATED = regex.compile(r"(?P<numeral>V?[IlH1L|!ÍÌíìi\]\[]{1,4})(?P<year>/20\d{2}[.,;]?)")
_SIGN = regex.compile(r"[>›»<‹«](?!=)")
_BARRED = str.maketrans({">": "≥", "›": "≥", "»": "≥", "<": "≤", "‹": "≤", "«": "≤"})
_SLANT = 0.15  # of its height: how far the head of a slash is to the right of its foot; an "I" stands upright
_YEAR_SIGNS = 5  # the slash and four digits
_LEAST_SIGN = 8  # pixels: a lower one shows no shape
_POINTED = 1.4  # times: how much higher the open side of ">" is than its point
_ONES = (0.25, 0.45)  # share of the height: there the strokes of a numeral stand apart, and no serif or crossbar is
_BODY = (0.2, 0.8)  # share of the height: without serifs
_WIDE = 2.2  # times the other strokes: a crossbar
_FOOT = 0.14  # share of the height: the lowest part of a sign, or a serif
_FULL = 0.75  # share of the width that the bar of "≥" fills; the foot of ">" fills a third
_LEAN = 0.18  # share of the width by which the serif of an "I" may be off the middle of its stroke

_Ink = npt.NDArray[np.bool_]


class _Run(NamedTuple):
    """Ink without a gap, half open."""

    start: int
    end: int

    @property
    def width(self) -> int:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def mend_word(text: str, ink: Pixels) -> str:
    """The text of a word as its strokes show it; most words are given back as they are.

    Args:
        text: as recognised.
        ink: the word's part of the page, above 0 where there is print.
    """
    shape = _trim(ink > 0)
    if shape.size == 0:
        return text
    if _SIGN.match(text):
        return text[0].translate(_BARRED) + text[1:] if _stands_on_bar(shape) else text
    if dated := _DATED.fullmatch(text):
        part = _before_year(shape)
        numeral = _NUMERAL.fullmatch(dated["numeral"])
        return _mend_numeral(numeral, part) + dated["year"] if numeral and part.size else text
    match = _NUMERAL.fullmatch(text)
    return _mend_numeral(match, shape) if match else text


def read_sign(ink: Pixels) -> str | None:
    """The comparison sign that some ink draws, where Tesseract read nothing: ">", "<", "≥" or "≤"; else None."""
    shape = _trim(ink > 0)
    if shape.shape[0] < _LEAST_SIGN or not 0.6 <= shape.shape[1] / shape.shape[0] <= 1.8:
        return None
    barred = _stands_on_bar(shape)
    head = _trim(shape[: round(shape.shape[0] * (1 - 2 * _FOOT))]) if barred else shape
    third = max(1, head.shape[1] // 3)
    left, right = (_trim(part).shape[0] for part in (head[:, :third], head[:, -third:]))
    if max(left, right) < _POINTED * min(left, right):
        return None
    open_side = ">" if left > right else "<"
    return open_side.translate(_BARRED) if barred else open_side


def _trim(ink: _Ink) -> _Ink:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink[:0, :0]


def _before_year(shape: _Ink) -> _Ink:
    """The numeral of a quarter, before the slash and the year; nothing where signs of the year touch each other."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(shape.astype(np.uint8), connectivity=8)
    tall = [number for number in range(1, len(stats)) if stats[number, cv2.CC_STAT_HEIGHT] > shape.shape[0] / 2]
    year = sorted(tall, key=lambda number: int(stats[number, cv2.CC_STAT_LEFT]))[-_YEAR_SIGNS:]
    if len(tall) <= _YEAR_SIGNS or not _is_slash(_trim(np.asarray(labels == year[0], np.bool_))):
        return shape[:0, :0]
    return _trim(shape[:, : int(stats[year[0], cv2.CC_STAT_LEFT])])


def _is_slash(shape: _Ink) -> bool:
    """Does a stroke lean to the right?"""
    quarter = max(1, shape.shape[0] // 4)
    head, foot = (float(np.nonzero(part)[1].mean()) for part in (shape[:quarter], shape[-quarter:]))
    return bool(head - foot > _SLANT * shape.shape[0])


def _columns(shape: _Ink) -> _Ink:
    """Which columns hold ink."""
    return np.asarray(shape.any(axis=0), np.bool_)


def _stands_on_bar(shape: _Ink) -> bool:
    """Is the first sign of the word underlined over its whole width?"""
    first = _runs(_columns(shape))[0]
    sign = _trim(shape[:, first.start : first.end])
    foot = max(1, round(_FOOT * sign.shape[0]))
    return bool(sign[-foot:].any(axis=0).mean() >= _FULL)


def _mend_numeral(match: "regex.Match[str]", shape: _Ink) -> str:
    """A numeral of I, or of V and I, as many as there are strokes."""
    text, ones = match[0], match["ones"]
    if not match["five"] and (not ones or ones.isdigit()):
        return text
    strokes = mode([len(_runs(row)) for row in _rows(shape, *_ONES)]) - 2 * len(match["five"])
    if not (0 if match["five"] else 1) <= strokes <= 3 or (not match["five"] and _has_crossbar(shape)):
        return text
    if strokes == 1 and not match["five"]:
        letter = _read_single(shape)
        return letter + match["end"] if letter else text
    return match["five"] + "I" * strokes + match["end"]


def _rows(shape: _Ink, start: float, end: float) -> _Ink:
    height = shape.shape[0]
    first = int(start * height)
    return shape[first : max(int(end * height), first + 1)]


def _has_crossbar(shape: _Ink) -> bool:
    widths = [run.width for row in _rows(shape, *_BODY) for run in _runs(row)]
    return bool(widths) and max(widths) > _WIDE * float(np.median(widths)) + 1


def _read_single(shape: _Ink) -> str | None:
    """A single stroke: "I" with serifs on both sides at its head and foot, "1" with a flag on its left; else None."""
    stroke = _runs(_columns(_rows(shape, *_ONES)))[0]
    band = max(1, round(_FOOT * shape.shape[0]))
    head, foot = (_around(_runs(_columns(rows)), stroke) for rows in (shape[:band], shape[-band:]))
    if head is None or foot is None or abs(foot.middle - stroke.middle) > _LEAN * foot.width + 0.5:
        return None
    lean = (stroke.middle - head.middle) / head.width
    return "I" if abs(lean) <= _LEAN else None


def _around(runs: list[_Run], stroke: _Run) -> _Run | None:
    return next((run for run in runs if run.start <= stroke.middle <= run.end), None)


def _runs(row: _Ink) -> list[_Run]:
    """The stretches of ink along a row."""
    runs, position = [], 0
    for inked, group in groupby(row.tolist()):
        length = len(list(group))
        if inked:
            runs.append(_Run(position, position + length))
        position += length
    return runs
