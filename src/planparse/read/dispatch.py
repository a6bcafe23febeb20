"""Chooses the reader by what the bytes are, not by what the file is called."""

import io
import re
import zipfile
from collections.abc import Callable

from planparse.errors import UnreadableError
from planparse.model.base import Outcome
from planparse.model.source import Source
from planparse.read.cells import place_all_cells
from planparse.read.docx import read_docx
from planparse.read.text import decode_text, read_text

Reader = Callable[[bytes], Outcome[Source]]

_HEAD_BYTES = 1024
"""Where the mark of a PDF or an HTML page must stand; Acrobat looks as far."""

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(rb"(?i)<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\f\x1b"))
_MAX_CONTROL_SHARE = 0.02
"""OCR'd text has stray control characters by ones; a file of another kind has them everywhere."""

_PARTS_OF_ZIPS = (
    ("xl/", "an Excel workbook: save the plan it belongs to as .docx or PDF"),
    ("ppt/", "a PowerPoint file: save the plan as .docx or PDF"),
    ("content.xml", "an OpenDocument file: save it as .docx"),
)
_STREAMS_OF_OLE = (
    ("EncryptedPackage", "a Word file protected by a password: save it without one"),
    ("WordDocument", "an old Word file, and .doc is not read yet: save it as .docx"),
    ("Workbook", "an old Excel file: save the plan it belongs to as .docx or PDF"),
)


def read_source(data: bytes, name: str) -> Outcome[Source]:
    """Reads a file of any kind that planparse knows: Word (.docx), PDF, text or Markdown.

    Args:
        data: the bytes of the file.
        name: how the file is called, for messages only.

    Notes: those of the readers.

    Raises:
        UnreadableError: the file is empty, damaged, protected, or of another kind; the message says what to do.
    """
    try:
        outcome = _choose_reader(data)(data)
    except UnreadableError as error:
        raise UnreadableError(f"{name}: {error}") from error
    if not outcome.value.blocks and outcome.value.page_count is None:
        raise UnreadableError(f"{name}: the file is empty: it holds no text")
    return outcome.model_copy(update={"value": place_all_cells(outcome.value)})


def _choose_reader(data: bytes) -> Reader:
    if not data.strip():
        raise UnreadableError("the file is empty")
    if data.startswith(_ZIP):
        return _check_zip(data)
    if b"%PDF-" in data[:_HEAD_BYTES]:
        return _read_pdf
    other = _name_other_kind(data)
    if other is not None:
        raise UnreadableError(f"this is {other}")
    return read_text


def _read_pdf(data: bytes) -> Outcome[Source]:
    # Loading the PDF libraries takes longer than reading a text, so only a PDF pays for it.
    from planparse.read.pdf import read_pdf

    return read_pdf(data)


def _check_zip(data: bytes) -> Reader:
    """Word's reader for a Word file, and an error that names any other zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("the file is a damaged zip or Word file, perhaps cut short: get another copy") from error
    if any(name.startswith("word/") for name in names):
        return read_docx
    kind = next((kind for part, kind in _PARTS_OF_ZIPS if any(name.startswith(part) for name in names)), None)
    raise UnreadableError(f"this is {kind or 'a zip archive, not a document: unpack it and read the files inside'}")


def _name_other_kind(data: bytes) -> str | None:
    """What a file is that no reader takes, and what to do with it; None for text."""
    picture = next((kind for mark, kind in _PICTURES if data.startswith(mark)), None)
    if picture is not None and (picture != "BMP" or _is_binary(data)):
        return f"a picture ({picture}), not text: run it through OCR and read the text"
    if data.startswith(_OLE):
        return _name_ole(data)
    if data.lstrip().startswith(b"{\\rtf"):
        return "an RTF file: open it in Word and save it as .docx"
    return _name_markup(data[:_HEAD_BYTES]) or (
        "no text, Word or PDF file: is it a plan?" if _is_binary(data) else None
    )


def _name_ole(data: bytes) -> str:
    # Names in an OLE directory are UTF-16.
    found = (kind for stream, kind in _STREAMS_OF_OLE if stream.encode("utf-16-le") in data)
    return next(found, "an old Office file: save it as .docx")


def _name_markup(head: bytes) -> str | None:
    if _HTML.search(head):
        return "a web page (HTML): save the plan itself as .docx, PDF or text"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "an XML file: save it as .docx"
    return None


def _is_binary(data: bytes) -> bool:
    """Not text in any encoding that is read; only the mark of UTF-16 or UTF-32 excuses many NUL bytes."""
    plain = decode_text(data)[0].encode() if data.startswith(_WIDE_BOMS) else data
    controls = len(plain) - len(plain.translate(None, _CONTROL))
    return controls > _MAX_CONTROL_SHARE * len(plain)
