"""What the bytes of a file are, whatever it is called: portals hand out web pages as .doc, and PDFs as .docx."""

import io
import re
import zipfile
import zlib
from enum import StrEnum

from planparse.read.ole import has_stream, is_locked_excel, is_locked_word
from planparse.read.text import decode_text


class Kind(StrEnum):
    """A kind of file. ``read/dispatch.py`` says for each whether and how it is read."""

    EMPTY = "empty"
    TEXT = "text"
    PDF = "pdf"
    HTML = "html"
    MHTML = "mhtml"
    WORD = "word"
    OLD_WORD = "old_word"
    WORD_XML = "word_xml"
    RTF = "rtf"
    OPEN_TEXT = "open_text"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    BINARY_WORKBOOK = "binary_workbook"
    WORKBOOK_XML = "workbook_xml"
    OPEN_SHEET = "open_sheet"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    TIFF = "tiff"
    BMP = "bmp"
    WEBP = "webp"
    SLIDES = "slides"
    OLD_OFFICE = "old_office"
    LOCKED_OFFICE = "locked_office"
    OPEN_DOCUMENT = "open_document"
    ZIP = "zip"
    DAMAGED_ZIP = "damaged_zip"
    XML = "xml"
    UNKNOWN = "unknown"


_HEAD_BYTES = 1024
"""Where the mark of a PDF or an HTML page must stand; Acrobat looks as far."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"BM", Kind.BMP),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\f\x1b"))
_MAX_CONTROL_SHARE = 0.02
"""OCR'd text has stray control characters by ones; a file of another kind has them everywhere."""

_COMMENT = re.compile(r"(?s)\s*<!--.*?-->")
_HTML = re.compile(r"(?i)<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]")
_MHTML = re.compile(r"(?i)(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related")
_XML = re.compile(r"\s*<\?xml|\s*<(?:w:wordDocument|pkg:package|office:document)\b")

# Looked for in this order: a Word file may hold a workbook, never the other way round.
_PARTS_OF_ZIPS = (
    ("word/", Kind.WORD),
    ("xl/workbook.bin", Kind.BINARY_WORKBOOK),
    ("xl/", Kind.WORKBOOK),
    ("ppt/", Kind.SLIDES),
)
_OPEN_TYPES = (
    (b"application/vnd.oasis.opendocument.text", Kind.OPEN_TEXT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.OPEN_SHEET),
)
_OPEN_MAX_HEAD = 200
_OPEN_MAX_LIST = 2**20
_STREAMS_OF_OLE = (
    ("EncryptedPackage", Kind.LOCKED_OFFICE),
    ("WordDocument", Kind.OLD_WORD),
    ("Workbook", Kind.OLD_WORKBOOK),
    ("Book", Kind.OLD_WORKBOOK),
)
_ROOTS_OF_XML = (
    (re.compile(r'<(?:\w+:)?wordDocument\b|progid="Word\.Document"|<pkg:package\b'), Kind.WORD_XML),
    (re.compile(r'urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"'), Kind.WORKBOOK_XML),
    (re.compile(r"<office:document\b[^>]*opendocument\.text"), Kind.OPEN_TEXT),
    (re.compile(r"<office:document\b[^>]*opendocument\.spreadsheet"), Kind.OPEN_SHEET),
)
_XML_HEAD = 8192
"""The root of an XML file names its namespaces, and there may be dozens."""


def recognise(data: bytes) -> Kind:
    r"""The kind of file that some bytes are.

    >>> recognise("Kế hoạch".encode()), recognise(b"%PDF-1.7\n"), recognise(b"\x00\x01")
    (<Kind.TEXT: 'text'>, <Kind.PDF: 'pdf'>, <Kind.UNKNOWN: 'unknown'>)
    """
    if not data.strip(b" \t\r\n\x00"):
        return Kind.EMPTY
    if data.startswith(_ZIP):
        return _recognise_zip(data)
    if b"%PDF-" in data[:_HEAD_BYTES]:
        return Kind.PDF
    if data.startswith(_OLE):
        return _recognise_ole(data)
    return _recognise_picture(data) or _recognise_words(data)


def _recognise_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            open_type = _read_open_type(archive) if "content.xml" in names else None
            locked = open_type is not None and _is_locked_open(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Kind.DAMAGED_ZIP
    if open_type is not None:
        return Kind.LOCKED_OFFICE if locked else open_type
    return next((kind for part, kind in _PARTS_OF_ZIPS if any(name.startswith(part) for name in names)), Kind.ZIP)


def _read_open_type(archive: zipfile.ZipFile) -> Kind:
    """An OpenDocument file says what it is in a member of that name, which is never packed."""
    try:
        with archive.open("mimetype") as stream:
            declared = stream.read(_OPEN_MAX_HEAD)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
        return Kind.OPEN_DOCUMENT
    return next((kind for mark, kind in _OPEN_TYPES if declared.startswith(mark)), Kind.OPEN_DOCUMENT)


def _is_locked_open(archive: zipfile.ZipFile) -> bool:
    """The list of parts says how each is encrypted; it may be long, and what matters stands near its start."""
    try:
        with archive.open("META-INF/manifest.xml") as stream:
            return b"encryption-data" in stream.read(_OPEN_MAX_LIST)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
        return False


def _recognise_ole(data: bytes) -> Kind:
    kind = next((kind for stream, kind in _STREAMS_OF_OLE if has_stream(data, stream)), Kind.OLD_OFFICE)
    locked = {Kind.OLD_WORD: is_locked_word, Kind.OLD_WORKBOOK: is_locked_excel}.get(kind)
    return Kind.LOCKED_OFFICE if locked is not None and locked(data) else kind


def _recognise_picture(data: bytes) -> Kind | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    picture = next((kind for mark, kind in _PICTURES if data.startswith(mark)), None)
    return None if picture is Kind.BMP and not _is_binary(data) else picture


def _recognise_words(data: bytes) -> Kind:
    if data.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    head = decode_text(data[: 4 * _XML_HEAD] if data.startswith(_WIDE_BOMS) else data[:_XML_HEAD])[0].lstrip("\ufeff")
    marked = _recognise_markup(head)
    return marked or (Kind.UNKNOWN if _is_binary(data) else Kind.TEXT)


def _recognise_markup(head: str) -> Kind | None:
    if _HTML.search(_skip_comments(head)[:_HEAD_BYTES]):
        return Kind.HTML
    if _XML.match(head):
        return next((kind for root, kind in _ROOTS_OF_XML if root.search(head)), Kind.XML)
    return Kind.MHTML if _MHTML.match(head.lstrip().replace("\r\n", "\n")) else None


def _skip_comments(text: str) -> str:
    """What follows the comments at the start; some programs write long ones."""
    while (comment := _COMMENT.match(text)) is not None:
        text = text[comment.end() :]
    return text


def _is_binary(data: bytes) -> bool:
    """Not text in any encoding that is read; only the mark of UTF-16 or UTF-32 excuses many NUL bytes."""
    plain = decode_text(data)[0].encode() if data.startswith(_WIDE_BOMS) else data
    controls = len(plain) - len(plain.translate(None, _CONTROL))
    return controls > _MAX_CONTROL_SHARE * len(plain)
