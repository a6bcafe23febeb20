"""Bytes of a web page -> its tree."""

import codecs
import re
from itertools import islice
from typing import Any

from lxml import etree

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note
from planparse.text.unicode import tidy
from planparse.wording.message import Message

Element = Any
"""An lxml element; lxml ships no types."""

MAX_MARKUP = 32 * 2**20
"""Bytes, embedded pictures not counted. The longest plans have one megabyte."""

MAX_ELEMENTS = 300_000
"""Elements of a page. The longest plans have some twenty thousand, with the tags of Word around every word."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([a-z0-9_-]+)")
_DECLARED_WITHIN = 8192
_EMBEDDED = re.compile(rb"(?i)data:[a-z0-9.+/-]{1,80};base64,[a-z0-9+/=\s]{64,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_FALLBACK = "cp1252"
"""What browsers take for Latin-1, and what the fonts from before Unicode were typed in."""

_ONE_BYTE = ("cp125", "iso8859")
_QUOTED_LETTERS = 80


def parse_page(data: bytes, declared: str | None = None) -> tuple[Element, tuple[Note, ...]]:
    """The root of a page. ``declared`` is an encoding that the sender named, which counts more than the page's own.

    Notes: read.undecodable.

    Raises:
        UnreadableError: the page is far too large, nested too deeply, or holds nothing.
    """
    data = _EMBEDDED.sub(b"", data)
    if len(data) > MAX_MARKUP:
        raise UnreadableError(Message("errors.web.too_large", megabytes=MAX_MARKUP >> 20))
    text, notes = decode_page(data, declared)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(_CONTROL.sub(" ", text).encode("utf-8", "replace"), parser)
    except etree.ParseError as error:
        raise UnreadableError(Message("errors.web.no_text")) from error
    # The parser stops without a word where it meets a limit, and all that follows would be lost.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError(Message("errors.web.too_deep"))
    if root is None:
        raise UnreadableError(Message("errors.web.no_text"))
    if sum(1 for _ in islice(root.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise UnreadableError(Message("errors.web.too_many", number=MAX_ELEMENTS))
    return root, notes


def decode_page(data: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text of a page: by its mark, else as UTF-8 where it is that, else as it declares.

    Pages are often moved to UTF-8 and go on declaring what they were before; bytes that form UTF-8 by chance are next
    to impossible.

    >>> decode_page("<p>Số".encode())[0], decode_page("<meta charset=windows-1258><p>Ð".encode("cp1252"))[0][-1]
    ('<p>Số', 'Đ')
    """
    mark = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), None)
    if mark is not None:
        return _decode(data[len(mark[0]) :], mark[1])
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode(data, _known_encoding(declared or _declared_encoding(data)))


def _declared_encoding(data: bytes) -> str:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else _FALLBACK


def _known_encoding(name: str) -> str:
    """The codec to read with. A page that says UTF-16 in letters of one byte cannot mean it."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return _FALLBACK
    if known.startswith(("utf-16", "utf-32", "utf-8")):
        return "utf-8"
    return known if known.startswith(_ONE_BYTE) and known != "iso8859-1" else _FALLBACK


def _decode(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    text = data.decode(encoding, "replace")
    if encoding == _FALLBACK:
        # Five bytes have no letter there; browsers read them as control characters, which are then dropped.
        return text.replace("\ufffd", " "), ()
    if "\ufffd" not in text:
        return text, ()
    number, line = next((number, line) for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line)
    at = line.index("\ufffd")
    quoted = tidy(line[max(at - _QUOTED_LETTERS // 2, 0) : at + _QUOTED_LETTERS // 2])
    return text, (Note(code="read.undecodable", text=quoted, locus=Locus(path=f"line {number}")),)
