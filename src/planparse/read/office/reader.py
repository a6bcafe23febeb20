"""Reads a file through LibreOffice.

Places are paths in the converted document: paragraphs, tables and rows stand there in the order of the file.
"""

from collections.abc import Callable
from typing import NamedTuple

from planparse.model.base import Outcome
from planparse.model.source import Source
from planparse.read.docx import read_docx
from planparse.read.kinds import Kind
from planparse.read.office.convert import convert


def _read_workbook(data: bytes) -> Outcome[Source]:
    from planparse.read.xlsx import read_xlsx

    return read_xlsx(data)


class _Way(NamedTuple):
    """How a kind is read: the ending LibreOffice knows it by, what it becomes, who reads that, its media type."""

    ending: str
    target: str
    read: Callable[[bytes], Outcome[Source]]
    media_type: str


_OPEN = "application/vnd.oasis.opendocument."
_WAYS = {
    Kind.OLD_WORD: _Way(".doc", ".docx", read_docx, "application/msword"),
    Kind.WORD_XML: _Way(".xml", ".docx", read_docx, "application/xml"),
    Kind.RTF: _Way(".rtf", ".docx", read_docx, "application/rtf"),
    Kind.OPEN_TEXT: _Way(".odt", ".docx", read_docx, f"{_OPEN}text"),
    Kind.OLD_WORKBOOK: _Way(".xls", ".xlsx", _read_workbook, "application/vnd.ms-excel"),
    Kind.BINARY_WORKBOOK: _Way(
        ".xlsb", ".xlsx", _read_workbook, "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
    ),
    Kind.WORKBOOK_XML: _Way(".xml", ".xlsx", _read_workbook, "application/xml"),
    Kind.OPEN_SHEET: _Way(".ods", ".xlsx", _read_workbook, f"{_OPEN}spreadsheet"),
}
CONVERTED = frozenset(_WAYS)
"""The kinds that are read this way."""


def read_converted(data: bytes, kind: Kind) -> Outcome[Source]:
    """Reads a file of one of the kinds in ``CONVERTED``; its media type is that of the file as it came.

    Notes: those of the reader of what it becomes.

    Raises:
        UnreadableError: LibreOffice is missing, takes too long, or cannot open the file.
    """
    way = _WAYS[kind]
    outcome = way.read(convert(data, way.ending, way.target))
    source = outcome.value.model_copy(update={"media_type": way.media_type})
    return Outcome[Source](value=source, notes=outcome.notes)
