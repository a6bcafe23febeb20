"""Reads pages with PDFium.

PDFium is ten to fifty times faster than pdfplumber, keeps no page in memory, and can flatten a page: the number and
the day of issue of a signed document stand in the appearance of signature widgets, which is text like any other only
after flattening. pdfplumber, which stays the reference in the tests, does not see it.
"""

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from planparse.errors import UnreadableError
from planparse.read.pdf.calls import FloatRows
from planparse.read.pdf.chars import build_strips, find_hidden, find_turn
from planparse.read.pdf.glyphs import PageText, Run, count_printed, drop_chars, make_room, read_text
from planparse.read.pdf.page import Box, Frame, PageContent, PageFailure, Pages, clip, covered_share, is_on_page
from planparse.read.pdf.paths import Drawings, read_paths
from planparse.read.pdf.stamps import is_stamp
from planparse.read.pdf.strips import count_chars
from planparse.read.pdf.watermarks import part_watermarks
from planparse.text.unicode import tidy
from planparse.wording.message import Message

_MOST_PAGES = 5_000  # a minute of reading; the plan of a province with all annexes has 300
_LARGEST = 20_000_000  # characters and corners of drawings: 5,000 full pages


def read_pages(data: bytes) -> Pages:
    """The pages of a PDF, one at a time; each is closed before the next is opened.

    Raises:
        UnreadableError: the bytes are no PDF, are damaged, hold no page, or are protected by a password.
    """
    document = _open(data)
    try:
        if len(document) == 0:
            raise UnreadableError(Message("errors.pdf.no_pages"))
        yield from _read_all(document)
    finally:
        document.close()


def _read_all(document: pdfium.PdfDocument) -> Pages:
    """Page after page, until the file has shown to be larger than any document."""
    size, boxes = 0, make_room()
    for index in range(len(document)):
        if index >= _MOST_PAGES or size >= _LARGEST:
            yield PageFailure(index + 1, f"pages {index + 1} to {len(document)} were not read: the file is too large")
            return
        page = _read_page_or_failure(document, index, boxes)
        size += page.size if isinstance(page, PageContent) else 0
        yield page


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if exc.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(Message("errors.pdf.locked")) from exc
        raise UnreadableError(Message("errors.pdf.damaged")) from exc


def _read_page_or_failure(document: pdfium.PdfDocument, index: int, boxes: FloatRows) -> PageContent | PageFailure:
    try:
        return _read_page(document, index, boxes)
    except ctypes.ArgumentError as exc:
        if "KeyboardInterrupt" in str(exc):  # what ctypes makes of Ctrl-C while it hands over arguments
            raise KeyboardInterrupt from exc
        raise
    except (RuntimeError, ValueError, OSError) as exc:
        return PageFailure(index + 1, tidy(str(exc)))


def _read_page(document: pdfium.PdfDocument, index: int, boxes: FloatRows) -> PageContent:
    page = document[index]
    try:
        stamped = _annotation_boxes(page)
        printed = count_printed(page) if stamped else 0
        if stamped and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]  # the flattened content shows only after loading the page again
        text = read_text(page, boxes)
        if stamped:
            text = text._replace(runs=tuple(_mark_stamped(text, printed, stamped)))
        text, watermark = part_watermarks(text)
        return _build_page(page, index + 1, text, stamped)._replace(watermark=watermark)
    finally:
        page.close()


def _build_page(page: pdfium.PdfPage, number: int, text: PageText, annotations: Sequence[Box]) -> PageContent:
    frame = Frame(page.get_bbox(), _turn(page, text.runs))
    width, height = frame.size
    drawn = read_paths(page, frame)
    strips = tuple(build_strips(text, frame))
    return PageContent(
        number=number,
        width=width,
        height=height,
        strips=strips,
        rules=tuple(clip(rule, width, height) for rule in drawn.rules if is_on_page(rule, width, height)),
        images=len(drawn.pictures),
        hidden=find_hidden(text.runs),
        covered=covered_share(drawn.pictures, width, height),
        lost=text.lost / max(text.lost + count_chars(strips), 1),
        shapes=drawn.shapes,
        size=len(text.letters) + drawn.corners,
        left_out=tuple(_describe_left_out(text, drawn)),
        annotations=tuple((box, _place_box(box, frame)) for box in annotations),
    )


def _describe_left_out(text: PageText, drawn: Drawings) -> Iterator[str]:
    if text.left_out:
        yield f"{text.left_out} characters after the first {len(text.letters)}"
    if drawn.left_out:
        yield f"{drawn.left_out} drawings after the first {drawn.corners} corners"


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


def _mark_stamped(text: PageText, printed: int, boxes: Sequence[Box]) -> Iterator[Run]:
    """Tells text of annotations from printed text, and drops what only describes a digital signature."""
    yield from (run for run in text.runs if run.start < printed)
    stamps = [run for run in text.runs if run.start >= printed]
    for box in boxes:
        inside = dict.fromkeys(text.find_inside(stamps, box))
        if is_stamp("".join(text.letters[index] for index in inside)):
            stamps = [rest for run in stamps for rest in drop_chars(run, inside)]
    yield from (run._replace(style=run.style._replace(run=-1 - run.style.run)) for run in stamps)
