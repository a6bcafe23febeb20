"""Picture files (PNG, JPEG, TIFF with one page or many, BMP, WebP) as documents."""

from collections.abc import Iterator

from planparse.errors import UnreadableError
from planparse.model.base import Outcome
from planparse.model.source import Source
from planparse.read.ocr.scanning import Read, Unscanned, is_installed
from planparse.read.ocr.words import OcrError
from planparse.read.pdf.page import PageContent
from planparse.read.pdf.reader import build_source
from planparse.wording.message import Message


def read_picture_document(data: bytes, media_type: str) -> Outcome[Source]:
    """A picture, or several in one file, as the pages of a document.

    Notes: ``ocr.pages``, ``ocr.doubtful``, ``ocr.mended``, ``ocr.unread``, ``ocr.blank_page``, ``ocr.failed``.

    Raises:
        UnreadableError: the picture is damaged, or OCR is not installed.
    """
    if not is_installed():
        raise UnreadableError(Message("errors.picture.no_ocr"))
    return build_source(_read_pages(data), media_type)


def _read_pages(data: bytes) -> Iterator[Read]:
    from planparse.read.ocr.picture import read_picture_file
    from planparse.read.ocr.recognition import read_picture

    for number, picture in enumerate(read_picture_file(data), start=1):
        try:
            yield read_picture(picture, number)
        except OcrError as exc:
            yield Unscanned(PageContent(number, *picture.size, (), ()), str(exc))
