"""Chooses the reader of a file by its kind; a kind without a reader is told what it is and what to do with it."""

from collections.abc import Callable
from functools import partial

from planparse.errors import UnreadableError
from planparse.model.base import Outcome
from planparse.model.source import Source
from planparse.read.cells import place_all_cells
from planparse.read.docx import read_docx
from planparse.read.kinds import Kind, recognise
from planparse.read.office import CONVERTED, read_converted
from planparse.read.text import read_text
from planparse.wording.message import Message

Reader = Callable[[bytes], Outcome[Source]]


def _read_pdf(data: bytes) -> Outcome[Source]:
    # Loading the PDF libraries takes longer than reading a text, so only a PDF pays for it.
    from planparse.read.pdf import read_pdf

    return read_pdf(data)


def _read_html(data: bytes) -> Outcome[Source]:
    from planparse.read.html import read_html

    return read_html(data)


def _read_mhtml(data: bytes) -> Outcome[Source]:
    from planparse.read.html import read_mhtml

    return read_mhtml(data)


def _reader_of_converted(kind: Kind) -> Reader:
    def read(data: bytes) -> Outcome[Source]:
        return read_converted(data, kind)

    return read


def _read_picture(data: bytes, *, media_type: str) -> Outcome[Source]:
    from planparse.read.ocr.files import read_picture_document

    return read_picture_document(data, media_type)


def _read_xlsx(data: bytes) -> Outcome[Source]:
    from planparse.read.xlsx import read_xlsx

    return read_xlsx(data)


READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.PDF: _read_pdf,
    Kind.WORD: read_docx,
    Kind.HTML: _read_html,
    Kind.MHTML: _read_mhtml,
    Kind.WORKBOOK: _read_xlsx,
    Kind.PNG: partial(_read_picture, media_type="image/png"),
    Kind.JPEG: partial(_read_picture, media_type="image/jpeg"),
    Kind.TIFF: partial(_read_picture, media_type="image/tiff"),
    Kind.BMP: partial(_read_picture, media_type="image/bmp"),
    Kind.WEBP: partial(_read_picture, media_type="image/webp"),
    **{kind: _reader_of_converted(kind) for kind in CONVERTED},
}

REFUSALS: dict[Kind, Message] = {
    Kind.EMPTY: Message("errors.file.empty"),
    Kind.GIF: Message("errors.file.gif"),
    Kind.SLIDES: Message("errors.file.slides"),
    Kind.OLD_OFFICE: Message("errors.file.old_office"),
    Kind.LOCKED_OFFICE: Message("errors.file.locked"),
    Kind.OPEN_DOCUMENT: Message("errors.file.open_document"),
    Kind.ZIP: Message("errors.file.zip"),
    Kind.DAMAGED_ZIP: Message("errors.file.damaged_zip"),
    Kind.XML: Message("errors.file.xml"),
    Kind.UNKNOWN: Message("errors.file.unknown"),
}


def read_source(data: bytes, name: str) -> Outcome[Source]:
    """Reads a file of any kind that planparse knows.

    Args:
        data: the bytes of the file.
        name: how the file is called, for messages only.

    Notes: those of the readers.

    Raises:
        UnreadableError: the file is empty, damaged, protected, or of another kind; the message says what to do.
    """
    try:
        outcome = _choose_reader(recognise(data))(data)
    except UnreadableError as error:
        raise UnreadableError(Message("errors.file.named", path=name, problem=error.message)) from error
    if not outcome.value.blocks and outcome.value.page_count is None:
        raise UnreadableError(Message("errors.file.no_text", path=name))
    return outcome.model_copy(update={"value": place_all_cells(outcome.value)})


def _choose_reader(kind: Kind) -> Reader:
    if kind not in READERS:
        raise UnreadableError(REFUSALS[kind])
    return READERS[kind]
