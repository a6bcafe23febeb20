"""Opens the zip of a Word document and hands out the parts that matter."""

import io
import posixpath
import re
import zipfile
import zlib
from typing import NamedTuple

from lxml import etree

from planparse.errors import UnreadableError
from planparse.read.docx.xml import Element
from planparse.wording.message import Message

MAX_BYTES = 100 * 2**20
"""Of the parts that are read, unpacked. A plan has some hundred kilobytes; this many are an attack or a mistake."""

_OTHER_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")
# What "Strict Open XML" calls the namespaces that every other file names by their year.
_NAMESPACES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(r"""\s+encoding=["'][^"']*["']""")
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Package(NamedTuple):
    """The parts of a Word document that are read.

    Attributes:
        styles: None where the file has no such part, as for those below.
    """

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    settings: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


def open_package(data: bytes) -> Package:
    """Unpacks and parses a Word document.

    Raises:
        UnreadableError: the zip or its XML is damaged, the document part is missing, or a part is far too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(archive)
            main = _find_main_part(parts)
            related = parts.read_relations(main)
            document = parts.read(main)
            others = {kind: parts.read_optional(related.get(kind, f"word/{kind}.xml"), kind) for kind in _OTHER_PARTS}
            return Package(document=document, **others)
    except _ZIP_FAULTS as error:
        raise _damaged("errors.part.no_zip") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise UnreadableError(Message("errors.word.locked")) from error


def _damaged(key: str, **values: object) -> UnreadableError:
    return UnreadableError(Message("errors.word.damaged", problem=Message(key, **values)))


def _find_main_part(parts: "_Parts") -> str:
    """The document part; some programs name it other than word/document.xml and only the relations tell."""
    name = parts.read_relations("").get("officeDocument", "word/document.xml")
    if name not in parts:
        raise _damaged("errors.part.no_document")
    return name


class _Parts:
    """The parts of a package by their names, in which case does not matter; the total that is unpacked is limited."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {_plain_name(info.filename): info for info in archive.infolist()}
        self._left = MAX_BYTES

    def __contains__(self, name: str) -> bool:
        return _plain_name(name) in self._members

    def read_relations(self, part: str) -> dict[str, str]:
        """Kind of relation -> name of the part it points to."""
        folder, file = posixpath.split(part)
        root = self.read_optional(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for relation in () if root is None else root.iterchildren("{*}Relationship"):
            kind = posixpath.basename(relation.get("Type", ""))
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found.setdefault(kind, target.lstrip("/"))
        return found

    def read_optional(self, name: str, kind: str = "") -> Element | None:
        """The root of a part; None where there is no such part."""
        return self.read(name, kind) if name in self else None

    def read(self, name: str, kind: str = "") -> Element:
        """The root of a part; of the styles, those of tables are left out."""
        member = self._members[_plain_name(name)]
        self._left -= member.file_size
        if self._left < 0:
            raise UnreadableError(Message("errors.word.unpacks_large", megabytes=MAX_BYTES >> 20, part=name))
        return _parse(self._archive.read(member), name, has_styles=kind == "styles")


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _parse(data: bytes, name: str, *, has_styles: bool) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if data.startswith(_WIDE_BOMS):
        data = _ENCODING.sub("", data.decode("utf-16", errors="replace"), count=1).encode()
    for strict, transitional in _NAMESPACES if _STRICT in data else ():
        data = data.replace(strict, transitional)
    data = _without_table_styles(data) if has_styles else data
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error)
        raise _damaged("errors.part.too_deep" if deep else "errors.part.no_xml", part=name) from error
    # Office files have none; entities, which only they can declare, are how small files become huge ones.
    if root.getroottree().docinfo.doctype:
        raise _damaged("errors.part.entities", part=name)
    return root


def _without_table_styles(data: bytes) -> bytes:
    """The styles without those of tables, which say nothing of what is read.

    They are nine tenths of what Word's own template holds; to parse them takes longer than to read a whole plan.
    Without comments and CDATA, "<" stands nowhere but where a tag begins, so that a search for tags finds only tags.
    """
    if b"!" in data or data.count(b"?") > 2:  # the two of the first line; one sign is found much faster than "<!"
        return data
    kept: list[bytes] = []
    position = 0
    while (start := data.find(_TABLE_STYLE, position)) >= 0 and (end := data.find(_STYLE_END, start)) >= 0:
        kept.append(data[position:start])
        tag_end = data.find(b">", start)
        position = tag_end + 1 if data[tag_end - 1 : tag_end] == b"/" else end + len(_STYLE_END)
    return b"".join((*kept, data[position:]))
