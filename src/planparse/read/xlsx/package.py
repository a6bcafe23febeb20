"""Opens the zip of a workbook and hands out its parts, each bounded in size."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self

from lxml import etree

from planparse.errors import UnreadableError
from planparse.wording.message import Message

Element = Any
"""An lxml element; lxml ships no types."""

MAX_PART_BYTES = 128 * 2**20
"""A sheet of a plan has some hundred kilobytes; a part of this size unpacked is an attack or a database."""

_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)
_SECURE = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}


class SheetPart(NamedTuple):
    """A sheet: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Package:
    """The zip of a workbook. Use it in a ``with`` statement."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as error:
            raise _damaged("errors.part.no_zip") from error
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part ("" is the package): identifier -> kind of relation, name of the part."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found = {}
        for relation in self.elements(name, "Relationship") if name in self.names else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), target)
        return found

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """The elements of these names in a part, one by one; each is forgotten once the next is asked for.

        Raises:
            UnreadableError: the part is missing, damaged, or far too large.
        """
        tags = [f"{{*}}{name}" for name in names]
        stream = io.BytesIO(self._unpack(part))
        try:
            for _, element in etree.iterparse(stream, events=("end",), tag=tags, **_SECURE):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged("errors.part.no_xml", part=part) from error

    def _unpack(self, part: str) -> bytes:
        try:
            if self._archive.getinfo(part).file_size > MAX_PART_BYTES:
                raise UnreadableError(
                    Message("errors.workbook.unpacks_large", megabytes=MAX_PART_BYTES >> 20, part=part)
                )
            return self._archive.read(part)
        except _ZIP_FAULTS as error:
            raise _damaged("errors.part.not_unpacked", part=part) from error
        except RuntimeError as error:  # zipfile's word for an encrypted member
            raise UnreadableError(Message("errors.workbook.locked")) from error


def _damaged(key: str, **values: object) -> UnreadableError:
    return UnreadableError(Message("errors.workbook.damaged", problem=Message(key, **values)))


def local_name(element: Element) -> str:
    """The name of an element without its namespace; workbooks come in two."""
    return str(element.tag).rpartition("}")[2]
