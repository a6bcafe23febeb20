"""What a PDF page holds, whatever library reads it: characters and ruling lines.

Boxes are in points, origin at the top left of the page as a person sees it (after its rotation). This is the seam
between the PDF library (``pdfium.py``) and everything that follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import le, sub
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


def round_box(box: Box) -> Box:
    """A box to a hundredth of a point."""
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)


class Char(NamedTuple):
    """One printed character (or one whole line of text that runs up or down the page).

    Attributes:
        base: the height of the line it stands on.
        size: of the font as printed, in points.
        run: which text object it belongs to; the same letter printed twice (fake bold) has two. Below 0 for text
            stamped on the page afterwards, such as the number and the day in the appearance of a signature.
        font: its name as the file gives it, in small letters; "" where the file gives none.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    run: int = 0
    font: str = ""


class Strip(NamedTuple):
    """Characters side by side in the order of the file, alike in all but letter and box.

    A page has thousands of characters and some dozens of strips, so all that a strip shares is worked out once for it.

    Attributes:
        text: the letter of each; a str where each is one letter only.
        x0: the left end of each; the other ends likewise.
        box: around all of them.
    """

    text: Sequence[str]
    x0: Sequence[float]
    top: Sequence[float]
    x1: Sequence[float]
    bottom: Sequence[float]
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    run: int = 0
    font: str = ""
    box: Box = (0.0, 0.0, 0.0, 0.0)


class Segment(NamedTuple):
    """A straight ruling line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


def is_on_page(rule: Segment, width: float, height: float) -> bool:
    """Whether any of it can be seen."""
    return rule.x1 >= 0 and rule.x0 <= width and rule.y1 >= 0 and rule.y0 <= height


def clip(rule: Segment, width: float, height: float) -> Segment:
    """The part that can be seen: a table wider than its page ends at the page's edge.

    >>> clip(Segment(-30, 100, 700, 100), 595, 842)
    Segment(x0=0, y0=100, x1=595, y1=100)
    """
    return Segment(max(rule.x0, 0), max(rule.y0, 0), min(rule.x1, width), min(rule.y1, height))


def covered_share(boxes: Iterable[Box], width: float, height: float) -> float:
    """How much of a page boxes cover; those that lie on one another count twice, but never as more than the page.

    >>> covered_share([(0, 0, 600, 400), (-50, 400, 300, 800)], 600, 800)
    0.75
    """
    shares = (max(min(x1, width) - max(x0, 0), 0) * max(min(y1, height) - max(y0, 0), 0) for x0, y0, x1, y1 in boxes)
    return min(sum(shares) / max(width * height, 1.0), 1.0)


class PageContent(NamedTuple):
    """One page.

    Attributes:
        number: counts from 1.
        images: how many pictures it shows.
        hidden: share of characters that are not painted (the text layer that OCR puts under a scan).
        covered: share of the page that its pictures cover, 0 to 1.
        lost: share of characters that are drawn, but of which the file does not tell the letter.
        annotations: boxes of its annotations (fields, notes, links), each in the coordinates of the PDF and as seen.
        shapes: how many drawn shapes are no ruling lines; letters drawn as outlines are.
        size: how many characters and drawn things PDFium found: what it cost to read.
        left_out: what was not read, because no page of a document holds so much.
        watermark: what stands across it in large letters, which is in none of ``strips``.
    """

    number: int
    width: float
    height: float
    strips: tuple[Strip, ...]
    rules: tuple[Segment, ...]
    images: int = 0
    hidden: float = 0.0
    covered: float = 0.0
    lost: float = 0.0
    shapes: int = 0
    size: int = 0
    left_out: tuple[str, ...] = ()
    annotations: tuple[tuple[Box, Box], ...] = ()
    watermark: str = ""


class PageFailure(NamedTuple):
    """A page that the PDF library could not load."""

    number: int
    reason: str


class Frame(NamedTuple):
    """How the coordinates of a PDF become ours: the visible box of the page and its clockwise turn in degrees."""

    box: Box
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.turn in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF (origin bottom left, before rotation) as x and distance from the top.

        >>> Frame((0, 0, 600, 800), 0).place(10, 790), Frame((0, 0, 600, 800), 90).place(10, 790)
        ((10, 10), (790, 10))
        """
        x0, y0, x1, y1 = self.box
        if self.turn == 90:
            return y - y0, x - x0
        if self.turn == 180:
            return x1 - x, y - y0
        if self.turn == 270:
            return y1 - y, x1 - x
        return x - x0, y1 - y

    def place_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the PDF as our box."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def place_levels(self, levels: Sequence[float]) -> Sequence[float]:
        """How far from the top lines of upright text are, which the PDF has at these heights (x on a turned page)."""
        x0, y0, x1, y1 = self.box
        return _shift(levels, {0: y1, 90: x0, 180: y0, 270: x1}[self.turn], flip=self.turn in (0, 270))

    def place_columns(self, sides: "Columns") -> "Columns":
        """Many boxes at once: columns of left, bottom, right, top ends of the PDF as columns of our boxes."""
        lefts, bottoms, rights, tops = sides
        if self.turn in (90, 270):
            lefts, bottoms, rights, tops = bottoms, lefts, tops, rights
        x0, y0, x1, y1 = self.box
        origin = {0: x0, 90: y0, 180: x1, 270: y1}[self.turn]
        flip = self.turn in (180, 270)
        starts, ends = _sort_ends(_shift(lefts, origin, flip=flip), _shift(rights, origin, flip=flip))
        highs, lows = _sort_ends(self.place_levels(tops), self.place_levels(bottoms))
        return starts, highs, ends, lows


Columns = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]


def _shift(places: Sequence[float], origin: float, *, flip: bool) -> Sequence[float]:
    if flip:
        return list(map(sub, repeat(origin), places))
    return list(map(sub, places, repeat(origin))) if origin else places


def _sort_ends(ones: Sequence[float], others: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    """The lesser and the greater of two ends each; mostly they are in order already, one way or the other."""
    if all(map(le, ones, others)):
        return ones, others
    if all(map(le, others, ones)):
        return others, ones
    return list(map(min, ones, others)), list(map(max, ones, others))


Pages = Iterator[PageContent | PageFailure]
