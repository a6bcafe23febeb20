"""Opens the zip of a Word document and hands out the parts that matter."""

import io
import posixpath
import zipfile
import zlib
from typing import NamedTuple

from lxml import etree

from planparse.errors import UnreadableError
from planparse.read.docx.xml import Element

MAX_PART_BYTES = 200 * 2**20
"""A plan's document.xml has some hundred kilobytes; a part of this size unpacked is an attack or a mistake."""

_OTHER_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DAMAGED = "the Word file is damaged ({}): open it in Word, save it again, or ask for another copy"
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
            main = _find_main_part(archive)
            related = _read_relations(archive, main)
            document = _read_part(archive, main)
            parts = {kind: _read_optional(archive, related.get(kind, f"word/{kind}.xml")) for kind in _OTHER_PARTS}
            return Package(document=document, **parts)
    except _ZIP_FAULTS as error:
        raise UnreadableError(_DAMAGED.format("its zip cannot be unpacked")) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise UnreadableError("the Word file is protected by a password: save it without one") from error


def _find_main_part(archive: zipfile.ZipFile) -> str:
    """The document part; some programs name it other than word/document.xml and only the relations tell."""
    related = _read_relations(archive, "")
    name = related.get("officeDocument", "word/document.xml")
    if name not in archive.namelist():
        raise UnreadableError(_DAMAGED.format("it has no document part"))
    return name


def _read_relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Kind of relation -> name of the part it points to."""
    folder, file = posixpath.split(part)
    root = _read_optional(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, str] = {}
    for relation in () if root is None else root.iterchildren("{*}Relationship"):
        kind = posixpath.basename(relation.get("Type", ""))
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        found.setdefault(kind, target.lstrip("/"))
    return found


def _read_optional(archive: zipfile.ZipFile, name: str) -> Element | None:
    return _read_part(archive, name) if name in archive.namelist() else None


def _read_part(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MAX_PART_BYTES:
        raise UnreadableError(f"the Word file unpacks to more than {MAX_PART_BYTES >> 20} MB ({name}): it is not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(archive.read(name).replace(_STRICT, _TRANSITIONAL), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_DAMAGED.format(f"{name} is no XML")) from error
