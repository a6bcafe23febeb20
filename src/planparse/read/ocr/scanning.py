"""Which pages need OCR, and OCR for several of them at once.

Tesseract is a program of its own, so threads are enough to keep several of it busy. Pages are drawn one after the other
(PDFium is not made for threads), and only a few ahead of those that are read, so that memory stays flat.
"""

import importlib.util
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from planparse.read.ocr.words import OcrError, Scan
from planparse.read.pdf.page import PageContent, PageFailure

_WAITING = 2  # pages a thread: one being read, one drawn


class Unscanned(NamedTuple):
    """A page that needs OCR and was not read.

    Attributes:
        reason: what went wrong; None where OCR is not installed.
    """

    page: PageContent
    reason: str | None


class _Running(NamedTuple):
    """A page that is being read."""

    page: PageContent
    future: "Future[Scan]"


Read = PageContent | PageFailure | Scan | Unscanned


def is_installed() -> bool:
    """Is everything there that OCR needs: Tesseract, its model for Vietnamese, and the packages for pictures?"""
    if any(importlib.util.find_spec(name) is None for name in ("cv2", "numpy")):
        return False
    from planparse.read.ocr.tesseract import is_installed as has_tesseract

    return has_tesseract()


def scan_pages(
    pages: Iterable[PageContent | PageFailure], data: bytes, *, needs_ocr: Callable[[PageContent], bool]
) -> Iterator[Read]:
    """The pages in their order; those that need OCR are read from their picture.

    Args:
        pages: with the text layers that they have.
        data: the PDF they are from.
        needs_ocr: whether a page cannot be read by its text layer.
    """
    threads = _count_threads()
    waiting: deque[Read | _Running] = deque()
    installed: bool | None = None
    with ThreadPoolExecutor(threads) as pool:
        for page in pages:
            if isinstance(page, PageFailure) or not needs_ocr(page):
                waiting.append(page)
            else:
                installed = is_installed() if installed is None else installed
                waiting.append(_start(pool, page, data) if installed else Unscanned(page, None))
            while waiting and not _may_wait(waiting, threads):
                yield _finish(waiting.popleft())
        yield from map(_finish, waiting)


def _count_threads() -> int:
    """One for each core; in a process of a batch, which runs one for each core, one."""
    return 1 if multiprocessing.parent_process() else os.cpu_count() or 1


def _may_wait(waiting: "deque[Read | _Running]", threads: int) -> bool:
    """Is the first page still being read, while there are few enough of its kind?"""
    running = sum(isinstance(item, _Running) for item in waiting)
    return isinstance(waiting[0], _Running) and not waiting[0].future.done() and running < threads * _WAITING


def _start(pool: ThreadPoolExecutor, page: PageContent, data: bytes) -> _Running | Unscanned:
    from planparse.read.ocr.picture import render_page
    from planparse.read.ocr.recognition import read_picture

    try:
        picture = render_page(data, page.number)
    except RuntimeError as exc:
        return Unscanned(page, str(exc))
    return _Running(page, pool.submit(read_picture, picture, page.number))


def _finish(item: Read | _Running) -> Read:
    """The page as read; what was stamped on it afterwards (the number and the day) is text already."""
    if not isinstance(item, _Running):
        return item
    try:
        scan = item.future.result()
    except OcrError as exc:
        return Unscanned(item.page, str(exc))
    stamped = tuple(strip for strip in item.page.strips if strip.run < 0)
    return scan._replace(page=scan.page._replace(strips=(*scan.page.strips, *stamped)))
