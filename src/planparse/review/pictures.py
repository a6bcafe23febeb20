"""Pictures of pages, drawn when they are asked for and kept for a while; the browser draws the outlines."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from planparse.read.pictures import draw_page, to_png
from planparse.review.files import SourceFiles

_KEPT = 24  # pages: some 300 kilobytes each


class DrawnPage(NamedTuple):
    """A page as PNG; its sides are in points, as boxes are."""

    png: bytes
    width: float
    height: float


class Pictures:
    """Pages of source files. Safe in several threads: the library that draws is not, so one page is drawn at a time."""

    def __init__(self, files: SourceFiles) -> None:
        self._files = files
        self._kept: OrderedDict[tuple[str, int], DrawnPage] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, source_path: str, sha256: str, number: int) -> DrawnPage:
        """A page, counted from 1.

        Raises:
            UsageError: the file is not there any more.
            UnreadableError: it has no such page, or the page cannot be drawn.
        """
        key = (sha256, number)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _draw(self._files.load(source_path, sha256), number)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _draw(data: bytes, number: int) -> DrawnPage:
    page = draw_page(data, number)
    width, height = page.image.size
    return DrawnPage(to_png(page.image), width / page.scale, height / page.scale)
