"""Looks into the compound files (OLE) of Word and Excel before 2007, as far as it takes to know what they are."""

import struct

_NAME_BYTES = 64
_SMALLEST_STREAM = 4096
"""Smaller streams are kept in a stream of their own, where no document of a page or more ends up."""

_WORD_ENCRYPTED = 0x0100
_EXCEL_PASSWORD = 0x2F
_RECORDS_SEARCHED = 20
"""The record of a password follows the first one of a workbook."""


def has_stream(data: bytes, name: str) -> bool:
    """Whether a compound file has a stream of this name."""
    return f"{name}\0".encode("utf-16-le") in data


def is_locked_word(data: bytes) -> bool:
    """Whether a .doc asks for a password to be opened."""
    start = _find_stream(data, "WordDocument")
    return start is not None and bool(_read_word(data, start + 10) & _WORD_ENCRYPTED)


def is_locked_excel(data: bytes) -> bool:
    """Whether an .xls asks for a password to be opened."""
    place = _find_stream(data, "Workbook")
    for _ in range(_RECORDS_SEARCHED if place is not None else 0):
        if _read_word(data, place or 0) == _EXCEL_PASSWORD:
            return True
        place = (place or 0) + 4 + _read_word(data, (place or 0) + 2)
    return False


def _find_stream(data: bytes, name: str) -> int | None:
    """Where a stream begins in the file; None where it cannot be told."""
    entry = data.find(name.encode("utf-16-le").ljust(_NAME_BYTES, b"\0"))
    if entry < 0 or len(data) < entry + 128:
        return None
    sector, size = struct.unpack_from("<II", data, entry + 116)
    return (sector + 1 << min(_read_word(data, 30), 16)) if size >= _SMALLEST_STREAM else None


def _read_word(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 2], "little")
