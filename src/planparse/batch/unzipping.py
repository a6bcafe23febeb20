"""The zip format with bounds: what the library would do without asking is asked first.

The library reads the whole list of contents into memory, however long it is, and unpacks bzip2 and LZMA without an
upper limit, whatever size the archive declares.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, TypeVar

from planparse.errors import UnopenedError, UnreadableError, UnsafeError
from planparse.wording.message import Message
from planparse.wording.system import name_reason

MAX_BYTES = 256 * 2**20
MAX_LIST = 10 * 2**20  # bytes of the list of contents: 20,000 members with names of 400 letters
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END_REACH = 2**16 + _END.size  # a comment may follow the end record
_LOCATOR = struct.Struct("<4sLQL")  # stands before the end record of a large archive, behind a record of its own
_LOCATOR_MARK = b"PK\x06\x07"
_LARGE_END = struct.Struct("<4sQ2H2L4Q")
_LOCAL_HEADER = 30
_GENTLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # unpacked with an upper limit by the library
_CHUNK, _WILD_CHUNK = 2**20, 2**12  # 4 kB of bzip2 hold 80 MB at most

T = TypeVar("T")


def open_zip(source: BinaryIO | bytes) -> zipfile.ZipFile:
    """The archive in a stream or in memory, its list of contents read.

    Raises:
        UnreadableError: it is damaged, or no archive.
        UnsafeError: its list of contents is too long to be one of plans.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    size = guarded(lambda: _size_of_list(stream))
    if size > MAX_LIST:
        raise UnsafeError(Message("errors.archive.too_large"))
    return guarded(lambda: zipfile.ZipFile(stream))


def find_end_record(tail: bytes) -> int:
    """Where in the last bytes of a zip file its end record stands; -1 where there is none: it is cut short."""
    at = tail.rfind(_END_MARK)
    return at if at >= 0 and len(tail) - at >= _END.size else -1


def read_entry(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one member.

    Raises:
        UnreadableError: it is damaged, or packed in a way that cannot be read.
        UnsafeError: there are more than ``MAX_BYTES``.
    """
    chunk = _CHUNK if entry.compress_type in _GENTLE else _WILD_CHUNK

    def read() -> bytes:
        data = bytearray()
        with opened.open(entry) as stream:
            while part := stream.read(chunk):
                data += part
                check_size(len(data))
        return bytes(data)

    return guarded(read)


def check_size(size: int) -> None:
    """Stops the reading of a file that is larger than any plan.

    Raises:
        UnsafeError: there are more than ``MAX_BYTES``.
    """
    if size > MAX_BYTES:
        raise UnsafeError(Message("errors.file.too_large", megabytes=MAX_BYTES // 2**20))


def share_bytes(opened: zipfile.ZipFile) -> bool:
    """Whether members overlap, or reach into the list of contents."""
    end = 0
    for entry in sorted(opened.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return end > opened.start_dir


def guarded(read: Callable[[], T]) -> T:
    """Runs ``read``; whatever a damaged archive makes the library raise becomes one line."""
    try:
        return read()
    except OSError as exc:
        raise UnopenedError(Message("errors.file.unopened", reason=name_reason(exc))) from exc
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, struct.error, OverflowError) as exc:
        raise UnreadableError(Message("errors.archive.damaged")) from exc
    except (RuntimeError, NotImplementedError) as exc:
        raise UnreadableError(Message("errors.archive.strangely_packed")) from exc


def _size_of_list(stream: BinaryIO) -> int:
    """Bytes of the list of contents, as the end records say; the library reads no more than that."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - _END_REACH - _LARGE_END.size - _LOCATOR.size))
    tail = stream.read()
    at = find_end_record(tail)
    if at < 0:
        raise UnreadableError(Message("errors.archive.cut"))
    large_at = at - _LOCATOR.size - _LARGE_END.size
    if large_at >= 0 and tail.startswith(_LOCATOR_MARK, at - _LOCATOR.size):
        return int(_LARGE_END.unpack_from(tail, large_at)[8])
    return int(_END.unpack_from(tail, at)[5])
