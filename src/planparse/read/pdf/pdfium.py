"""Reads pages with PDFium.

PDFium is ten to fifty times faster than pdfplumber, keeps no page in memory, and can flatten a page: the number and
the day of issue of a signed document stand in the appearance of signature widgets, which is text like any other only
after flattening. pdfplumber, which stays the reference in the tests, does not see it.
"""

import ctypes
from collections.abc import Sequence
from itertools import compress
from operator import not_

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.errors import UnreadableError
from planparse.read.pdf.chars import build_chars, find_hidden, find_turn
from planparse.read.pdf.glyphs import Run, count_chars, read_text
from planparse.read.pdf.page import Box, Frame, PageContent, PageFailure, Pages, clip, covered_share, is_on_page
from planparse.read.pdf.paths import read_paths
from planparse.read.pdf.stamps import is_stamp
from planparse.text.unicode import tidy


def read_pages(data: bytes) -> Pages:
    """The pages of a PDF, one at a time; each is closed before the next is opened.

    Raises:
        UnreadableError: the bytes are no PDF, are damaged, hold no page, or are protected by a password.
    """
    document = _open(data)
    try:
        if len(document) == 0:
            raise UnreadableError("the PDF has no pages: save it again from the program that made it")
        for index in range(len(document)):
            yield _read_page_or_failure(document, index)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if exc.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError("the PDF is protected by a password: save a copy without it") from exc
        raise UnreadableError("the file is damaged or not a PDF: save it again from the program that made it") from exc


def _read_page_or_failure(document: pdfium.PdfDocument, index: int) -> PageContent | PageFailure:
    try:
        return _read_page(document, index)
    except ctypes.ArgumentError as exc:
        if "KeyboardInterrupt" in str(exc):  # what ctypes makes of Ctrl-C while it hands over arguments
            raise KeyboardInterrupt from exc
        raise
    except (RuntimeError, ValueError, OSError) as exc:
        return PageFailure(index + 1, tidy(str(exc)))


def _read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    page = document[index]
    try:
        stamped = _annotation_boxes(page)
        printed = count_chars(page) if stamped else 0
        if stamped and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]  # the flattened content shows only after loading the page again
        text = read_text(page)
        runs = _mark_stamped(text.runs, printed, stamped) if stamped else text.runs
        frame = Frame(page.get_bbox(), _turn(page, runs))
        content = _build_page(page, index + 1, frame, runs)
        return content._replace(
            lost=text.lost / max(text.lost + len(content.chars), 1),
            annotations=tuple((box, _place_box(box, frame)) for box in stamped),
        )
    finally:
        page.close()


def _build_page(page: pdfium.PdfPage, number: int, frame: Frame, runs: Sequence[Run]) -> PageContent:
    width, height = frame.size
    drawn = read_paths(page, frame)
    rules = tuple(clip(rule, width, height) for rule in drawn.rules if is_on_page(rule, width, height))
    chars = build_chars(runs, frame)
    content = PageContent(number, width, height, tuple(chars), rules, len(drawn.pictures), find_hidden(runs))
    return content._replace(
        shapes=drawn.shapes, overdrawn=drawn.overdrawn, covered=covered_share(drawn.pictures, width, height)
    )


def _place_box(box: Box, frame: Frame) -> Box:
    """A box of the PDF as seen."""
    (ax, ay), (bx, by) = frame.place(box[0], box[1]), frame.place(box[2], box[3])
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def read_turn(page: pdfium.PdfPage) -> int:
    """The clockwise turn in degrees after which places on this page are given: see :class:`Frame`."""
    return _turn(page, read_text(page).runs)


def _turn(page: pdfium.PdfPage, runs: Sequence[Run]) -> int:
    turn = find_turn(runs)
    return int(page.get_rotation()) if turn is None else turn


def _annotation_boxes(page: pdfium.PdfPage) -> list[Box]:
    """Where the page has annotations that show something, in the coordinates of the PDF."""
    return [box for index in range(raw.FPDFPage_GetAnnotCount(page)) if (box := _annotation_box(page, index))]


def _annotation_box(page: pdfium.PdfPage, index: int) -> Box | None:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return None
    try:
        box = raw.FS_RECTF()
        if not (raw.FPDFAnnot_HasKey(annotation, b"AP") and raw.FPDFAnnot_GetRect(annotation, box)):
            return None  # without an appearance, such as a link, it adds nothing to the page
        return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _mark_stamped(runs: Sequence[Run], printed: int, boxes: Sequence[Box]) -> list[Run]:
    """Tells text of annotations from printed text, and drops what only describes a digital signature."""
    stamps = [run for run in runs if run.start >= printed]
    for box in boxes:
        inside = [run.find_inside(box) for run in stamps]
        if is_stamp("".join("".join(compress(run.letters, own)) for run, own in zip(stamps, inside, strict=True))):
            stamps = [run.keep(tuple(map(not_, own))) for run, own in zip(stamps, inside, strict=True)]
    marked = [run._replace(style=run.style._replace(run=-1 - run.style.run)) for run in stamps if run.letters]
    return [*(run for run in runs if run.start < printed), *marked]
