"""Plans inside .zip archives, read in memory. Nothing is ever unpacked to disk, so a member's name can do no harm.

An archive inside an archive is read as well, one inside that is not (``MAX_DEPTH``): offices zip what communes have
zipped. An archive may lie about its size, so every bound is kept again while reading. What is refused, over all levels
together: more than ``MAX_MEMBERS`` members or ``MAX_TOTAL`` bytes, more than ``MAX_RATIO`` times the bytes on disk (a
plan of Word or PDF is packed already; text packs about five times), a member larger than ``MAX_BYTES``, and archives
whose members share bytes, which no program makes and which hold the largest bombs (Fifield, "A better zip bomb").
"""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from planparse.batch.endings import is_archive_name, is_wanted, refuse_name
from planparse.batch.names import printable
from planparse.batch.opening import Fence, open_file
from planparse.batch.unzipping import MAX_BYTES, guarded, open_zip, read_entry, share_bytes
from planparse.errors import UnreadableError, UnsafeError
from planparse.store.rows import FailureReason
from planparse.wording.message import Message

MAX_MEMBERS = 20_000
MAX_TOTAL = 8 * 2**30
MAX_RATIO = 200
MAX_DEPTH = 2
INSIDE = "!/"
"""Between an archive and its member, in the names that people see."""

NO_PLANS = Message("errors.archive.no_plans")

_SMALL = 64 * 2**10  # bytes on disk under which a ratio says nothing: a few kB of empty rows pack a thousand times
_SMALL_MEMBER = 2**10
_TOO_LARGE = Message("errors.archive.too_large")
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_UNIX = 3

Position = tuple[int, ...]


class Member(NamedTuple):
    """A file in an archive, where it stands there, and why it will not be read, if so.

    Attributes:
        position: its number among the entries; in an archive inside an archive, the numbers of both.
        name: as people call it: ``b/plan.docx``, ``inner.zip!/plan.docx``.
    """

    position: Position
    name: str
    problem: str | None = None
    reason: FailureReason = "unreadable"


class Archive:
    """An archive open for reading. Use it in a ``with`` statement."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = stream.seek(0, 2)
        self._zip = open_zip(stream)
        self._inner: tuple[int, zipfile.ZipFile] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the file back."""
        if self._inner is not None:
            self._inner[1].close()
        self._zip.close()
        self._stream.close()

    def members(self) -> list[Member]:
        """The files that may be plans, in alphabetical order, and those of archives inside.

        Raises:
            UnreadableError: the archive is damaged.
            UnsafeError: it is too large to be one of plans, or made to fill the memory.
        """
        budget = _Budget(self._size)
        return list(self._members_of(self._zip, (), "", budget))

    def size_of(self, position: Position) -> int:
        """How many bytes a member has, as the archive says; of one deeper inside, all that its archive takes."""
        return _entry_at(self._zip, position[0]).file_size

    def read(self, position: Position) -> bytes:
        """The bytes of one member.

        Raises:
            UnreadableError: the member is damaged, encrypted, or gone.
            UnsafeError: it is larger than the archive says.
        """
        holder = self._zip if len(position) == 1 else self._open_inner(position[0])
        return read_entry(holder, _entry_at(holder, position[-1]))

    def _members_of(self, opened: zipfile.ZipFile, above: Position, prefix: str, budget: "_Budget") -> Iterator[Member]:
        entries = opened.infolist()
        budget.count(len(entries))
        if share_bytes(opened):
            raise UnsafeError(Message("errors.archive.share_bytes"))
        named = [(_readable_name(entry), place, entry) for place, entry in enumerate(entries) if _is_looked_at(entry)]
        for name, place, entry in sorted(named, key=lambda item: item[:2]):
            member = Member((*above, place), prefix + name, *_problem(entry))
            if member.problem is None:
                budget.spend(entry.file_size)
            if member.problem is None and is_archive_name(_base(name)):
                yield from self._members_inside(member, budget)
            else:
                yield member

    def _members_inside(self, member: Member, budget: "_Budget") -> Iterator[Member]:
        """The members of an archive inside; it alone fails where it is damaged."""
        if len(member.position) >= MAX_DEPTH:
            yield member._replace(problem=str(Message("errors.archive.too_deep")))
            return
        try:
            opened = self._open_inner(member.position[0])
            found = list(self._members_of(opened, member.position, f"{member.name}{INSIDE}", budget))
        except _TooLargeError:  # all levels together: nothing of the archive is read
            raise
        except UnsafeError as exc:
            found = [member._replace(problem=str(exc), reason="unsafe")]
        except UnreadableError as exc:
            found = [member._replace(problem=str(exc))]
        yield from found or [member._replace(problem=str(NO_PLANS))]

    def _open_inner(self, place: int) -> zipfile.ZipFile:
        """The archive inside, kept open for its next member: they follow each other."""
        if self._inner is None or self._inner[0] != place:
            data = read_entry(self._zip, _entry_at(self._zip, place))
            if self._inner is not None:
                self._inner[1].close()
            self._inner = (place, open_zip(data))
        return self._inner[1]


class _TooLargeError(UnsafeError):
    """The archive as a whole is too large."""


class _Budget:
    """What an archive may still expand to, all its levels together."""

    def __init__(self, size: int) -> None:
        self._bytes = min(MAX_TOTAL, MAX_RATIO * max(size, _SMALL))
        self._members = MAX_MEMBERS

    def count(self, members: int) -> None:
        self._members -= members
        if self._members < 0:
            raise _TooLargeError(_TOO_LARGE)

    def spend(self, size: int) -> None:
        self._bytes -= size
        if self._bytes < 0:
            raise _TooLargeError(_TOO_LARGE)


def list_members(path: str | Path, fence: Fence | None = None) -> list[Member]:
    """The files in an archive that may be plans, in alphabetical order.

    Raises:
        UnopenedError: the system does not give the archive out.
        UnreadableError: it is damaged.
        UnsafeError: it lies outside the fence, is too large to be one of plans, or is made to fill the memory.
    """
    with open_archive(path, fence) as archive:
        return archive.members()


def open_archive(path: str | Path, fence: Fence | None = None) -> Archive:
    """The archive, open for reading.

    Raises:
        UnopenedError: the system does not give it out.
        UnreadableError: it is damaged.
        UnsafeError: it lies outside the fence, or is no file.
    """
    stream = open_file(path, fence)
    try:
        return guarded(lambda: Archive(stream))
    except BaseException:
        stream.close()
        raise


def _entry_at(opened: zipfile.ZipFile, place: int) -> zipfile.ZipInfo:
    entries = opened.infolist()
    if place >= len(entries):
        raise UnreadableError(Message("errors.archive.changed"))
    return entries[place]


def _is_looked_at(entry: zipfile.ZipInfo) -> bool:
    """Folders such as ``__MACOSX`` hold copies of attributes, not plans."""
    name = _readable_name(entry)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/")[:-1])
    return not entry.is_dir() and not hidden and is_wanted(_base(name))


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """The member's name. Windows writes Vietnamese names as UTF-8 without saying so: they are read as such."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return printable(name.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/")  # some write "folder\\name"


def _problem(entry: zipfile.ZipInfo) -> tuple[str | None, FailureReason]:
    """Why a member is not read, and of what kind that is."""
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if kind not in (0, stat.S_IFREG):
        return str(Message("errors.archive.no_file")), "unsafe"
    if refused := refuse_name(_base(_readable_name(entry))):
        return refused, "unreadable"
    if entry.flag_bits & _ENCRYPTED:
        return str(Message("errors.archive.locked")), "unreadable"
    if entry.file_size > MAX_BYTES:
        return str(Message("errors.file.too_large", megabytes=MAX_BYTES // 2**20)), "unsafe"
    if entry.file_size > MAX_RATIO * max(entry.compress_size, _SMALL_MEMBER):
        return str(Message("errors.archive.densely_packed", times=MAX_RATIO)), "unsafe"
    return None, "unreadable"
