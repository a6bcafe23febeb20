"""Which words are bold: those whose strokes are clearly thicker than is usual on the page."""

from collections.abc import Sequence

import cv2
import numpy as np

from planparse.read.ocr.picture import Pixels
from planparse.read.ocr.words import SeenWord

_THICKER = 1.2  # times: bold strokes of Times New Roman are 1.3 and more, words in plain letters vary by a tenth
_PLAIN = 25  # per cent of the words whose strokes are thinner: on most pages these are plain
_FEWEST = 8  # words; fewer do not show what is usual


def find_bold(words: Sequence[SeenWord], ink: Pixels, scale: float) -> list[bool]:
    """For each word whether it is bold; a page all in bold counts as plain."""
    depths = np.asarray(cv2.distanceTransform(ink, cv2.DIST_L2, 5), np.float64)
    widths = [_stroke_width(depths, word, scale) for word in words]
    known = [width for word, width in zip(words, widths, strict=True) if len(word.text) > 1 and width > 0]
    if len(known) < _FEWEST:
        return [False] * len(words)
    least = float(np.percentile(known, _PLAIN)) * _THICKER
    return [width > least for width in widths]


def _stroke_width(depths: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", word: SeenWord, scale: float) -> float:
    """How far the middle of the strokes is from their edge, in pixels."""
    x0, y0, x1, y1 = (max(0, round(value * scale)) for value in word.box)
    inside = depths[y0:y1, x0:x1]
    total = float(inside.sum())
    return float(np.square(inside).sum()) / total if total else 0.0
