"""Plans inside .zip archives, read in memory. Nothing is ever unpacked to disk, so a member's name can do no harm.

An archive may still lie about its size. What is refused: more than ``MAX_MEMBERS`` members, a member larger than
``MAX_BYTES`` or packed more than ``MAX_RATIO`` times (a plan of Word or PDF is packed already; text packs about five
times), all members together larger than ``MAX_TOTAL``.
"""

import lzma
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from planparse.batch.names import printable
from planparse.errors import UnreadableError

ARCHIVE_ENDING = ".zip"
MAX_MEMBERS = 20_000
MAX_BYTES = 256 * 2**20
MAX_TOTAL = 8 * 2**30
MAX_RATIO = 200
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800

T = TypeVar("T")


class Member(NamedTuple):
    """A file in an archive, its position there, and why it will not be read, if so."""

    position: int
    name: str
    problem: str | None

    @property
    def file_name(self) -> str:
        """Its name without the folders it stands in."""
        return self.name.rsplit("/", 1)[-1]


def list_members(archive: Path) -> list[Member]:
    """The files in an archive, in alphabetical order, hidden folders left out.

    Raises:
        UnreadableError: it is no archive, or it is too large to be one of plans.
    """
    with open_archive(archive) as opened:
        entries = opened.infolist()
    if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnreadableError("the archive is too large: unpack it and give the folder")
    members = [
        Member(position, _readable_name(entry), _problem(entry))
        for position, entry in enumerate(entries)
        if not entry.is_dir() and not _is_hidden_folder(entry.filename)
    ]
    return sorted(members, key=lambda member: member.name)


def open_archive(archive: Path) -> zipfile.ZipFile:
    """The archive, open for reading.

    Raises:
        UnreadableError: it cannot be opened, or is damaged.
    """
    return _guarded(lambda: zipfile.ZipFile(archive))


def read_member(opened: zipfile.ZipFile, position: int) -> bytes:
    """The bytes of one member, no more than ``MAX_BYTES`` of them.

    Raises:
        UnreadableError: the member is damaged, encrypted, or larger than the archive says.
    """

    def read() -> bytes:
        with opened.open(opened.infolist()[position]) as stream:
            return read_bounded(stream)

    return _guarded(read)


def read_bounded(stream: IO[bytes]) -> bytes:
    """All bytes of a stream.

    Raises:
        UnreadableError: there are more than ``MAX_BYTES``.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"larger than {MAX_BYTES // 2**20} MB")
    return data


def _guarded(read: Callable[[], T]) -> T:
    """Runs ``read``; whatever a damaged archive makes the library raise becomes one line."""
    try:
        return read()
    except OSError as exc:
        raise UnreadableError(f"cannot be opened ({exc.strerror or exc})") from exc
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError) as exc:
        raise UnreadableError("the archive is damaged") from exc
    except (RuntimeError, NotImplementedError) as exc:
        raise UnreadableError("packed in a way that cannot be read: unpack it and give the folder") from exc


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """The member's name. Windows writes Vietnamese names as UTF-8 without saying so: they are read as such."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return printable(name.encode("utf-8", "replace").decode("utf-8"))


def _problem(entry: zipfile.ZipInfo) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return "the archive asks for a password: unpack it and give the folder"
    if entry.file_size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 2**20} MB"
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 2**10):
        return f"packed more than {MAX_RATIO} times, which no plan is"
    return None


def _is_hidden_folder(name: str) -> bool:
    """Folders such as ``__MACOSX`` hold copies of attributes, not plans."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/")[:-1])
