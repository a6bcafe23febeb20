"""Ruling lines of a scanned page: straight runs of ink, longer than the stroke of any letter.

Scanned lines are broken, bent by a pixel here and there, and touched by letters. A run of ink counts from the length
of a stroke no letter has; runs in one line are joined over short gaps; what is then still short is no border.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from planparse.read.ocr.picture import Pixels
from planparse.read.pdf.page import Segment

_STROKE = 13.0  # points: the strokes of letters of 14 points are shorter
_GAP = 12.0  # points: how far a line may be broken off
_BORDER = 12.0  # points: a row of one line of text is higher
_ALONE = 45.0  # points: what is shorter is a border only between two lines that cross it
_NEAR = 6.0  # points: how far from the line that crosses it a border may end
_FADED = 10.0  # points: how much of an end may be lost
_CREASE = 40.0  # points: how much may be lost in the middle of a line, where its pieces show that it is one
_OFF = 1.5  # points: how far pieces of one line may lie off it
_THICKEST = 3.5  # points: what is thicker is a bar or the edge of the scan


class Rulings(NamedTuple):
    """The ruling lines of a page.

    Attributes:
        segments: in points.
        mask: 255 where they are drawn.
    """

    segments: tuple[Segment, ...]
    mask: Pixels


class _Runs(NamedTuple):
    """Lines along the rows of some pixels: which component each is, where it runs, and the picture of components."""

    numbers: tuple[int, ...]
    lines: tuple[Segment, ...]
    labels: npt.NDArray[np.int32]

    def only(self, kept: Sequence[bool]) -> "_Runs":
        """Those that are marked."""
        pairs = [pair for pair, keep in zip(zip(self.numbers, self.lines, strict=True), kept, strict=True) if keep]
        return _Runs(tuple(number for number, _ in pairs), tuple(line for _, line in pairs), self.labels)

    def draw(self) -> Pixels:
        """The mask of the lines."""
        table = np.zeros(int(self.labels.max()) + 1, np.uint8)
        table[list(self.numbers)] = 255
        return np.asarray(table[self.labels], np.uint8)


def find_ruling_lines(ink: Pixels, scale: float) -> Rulings:
    """The horizontal and vertical lines in the ink of a level page."""
    across, down = _find_runs(ink, scale), _find_runs(np.ascontiguousarray(ink.T), scale)
    across, down = (
        across.only([_is_border(line, down.lines) for line in across.lines]),
        down.only([_is_border(line, across.lines) for line in down.lines]),
    )
    level = tuple(_bridge([_reach(line, down.lines) for line in across.lines], down.lines))
    upright = _bridge([_reach(line, across.lines) for line in down.lines], across.lines)
    turned = tuple(Segment(line.y0, line.x0, line.y1, line.x1) for line in upright)
    return Rulings((*level, *turned), np.asarray(across.draw() | down.draw().T, np.uint8))


def _is_border(line: Segment, crossing: Sequence[Segment]) -> bool:
    """Is it long, or does it reach from one line across it to another? ``crossing`` has x and y exchanged."""
    if line.x1 - line.x0 >= _ALONE:
        return True
    met = _find_met(line, crossing)
    return all(any(abs(end - place) <= _NEAR for place in met) for end in (line.x0, line.x1))


def _find_met(line: Segment, crossing: Sequence[Segment]) -> list[float]:
    """Where lines across this one cross it, or its continuation."""
    return [one.y0 for one in crossing if one.x0 - _NEAR <= line.y0 <= one.x1 + _NEAR]


def _reach(line: Segment, crossing: Sequence[Segment]) -> Segment:
    """The line up to the borders that its faded ends nearly reach; one that crosses no other may underline a text."""
    met = _find_met(line, crossing)
    if not any(line.x0 + _FADED < place < line.x1 - _FADED for place in met):
        return line
    start = min((place for place in met if 0 < line.x0 - place <= _FADED), default=line.x0)
    end = max((place for place in met if 0 < place - line.x1 <= _FADED), default=line.x1)
    return line._replace(x0=start, x1=end)


def _bridge(lines: Sequence[Segment], crossing: Sequence[Segment]) -> list[Segment]:
    """Two long pieces of one line as one, where a stamp or a crease took what was between them.

    A gap between two crossing lines is a cell that is merged over both rows: there the line was never drawn.
    """
    bridged: list[Segment] = []
    for line in sorted(lines, key=lambda one: one.x0):
        last = next((one for one in reversed(bridged) if _goes_on(one, line, crossing)), None)
        if last is None:
            bridged.append(line)
        else:
            bridged[bridged.index(last)] = last._replace(x1=line.x1)
    return bridged


def _goes_on(one: Segment, other: Segment, crossing: Sequence[Segment]) -> bool:
    if abs(one.y0 - other.y0) > _OFF or not 0 < other.x0 - one.x1 <= _CREASE:
        return False
    if min(one.x1 - one.x0, other.x1 - other.x0) < _ALONE:
        return False
    return not all(any(abs(end - place) <= 2 for place in _find_met(one, crossing)) for end in (one.x1, other.x0))


def _find_runs(ink: Pixels, scale: float) -> _Runs:
    """The lines that run along the rows of the pixels."""
    stroke, gap, border = (round(length * scale) for length in (_STROKE, _GAP, _BORDER))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a line that steps by a pixel is one run
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, stroke), np.uint8))
    joined = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    _, labels, stats, centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    width, height, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    kept = (width >= border) & (area / np.maximum(width, 1) <= _THICKEST * scale + 2) & (height * 3 < width + 9 * scale)
    kept[0] = False
    numbers = [int(number) for number in np.flatnonzero(kept)]
    places = [(stats[number, 0] / scale, stats[number, 2] / scale, centres[number][1] / scale) for number in numbers]
    lines = tuple(Segment(float(x), float(y), float(x + long), float(y)) for x, long, y in places)
    return _Runs(tuple(numbers), lines, np.asarray(labels, np.int32))
