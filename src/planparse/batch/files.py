"""Which files a batch reads: files, folders, patterns and archives become one list, in a fixed order.

Links are looked at last, so that a file that is there by itself is called by its own name. They are followed as far as
they stay inside the paths that were given; a link that leads out is named, and not followed (``Fence``). Each folder
is listed once, by its real path: loops of links end, and the memory that this takes is that of the folders, not of the
files. Hard links are not looked for: their bytes are the same, and ingest tells so.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.batch.archives import INSIDE, NO_PLANS, Position, list_members
from planparse.batch.endings import (
    holds_no_plans,
    is_archive_name,
    is_hidden,
    is_wanted,
    list_endings,
    refuse_name,
)
from planparse.batch.names import printable
from planparse.batch.opening import LEADS_OUT, NO_FILE, Fence
from planparse.batch.patterns import expand_pattern
from planparse.errors import UnopenedError, UnreadableError, UnsafeError, UsageError
from planparse.store.rows import FailureReason
from planparse.wording.message import Message
from planparse.wording.system import name_reason

_BROKEN = Message("errors.file.broken_link")
_GONE = Message("errors.file.gone_since")


class PlanFile(NamedTuple):
    """A file to read.

    Attributes:
        source_path: how people and the database call it: as given, with "/"; ``a.zip!/b.docx`` in an archive.
        where: the file on disk (the archive, for a member), as the system calls it; no link.
        member: its position in the archive; None outside of archives.
        problem: why it cannot be read, where that is known beforehand.
        reason: of what kind the problem is.
        fence: where it must lie when it is opened; None is anywhere.
    """

    source_path: str
    where: str
    member: Position | None = None
    problem: str | None = None
    reason: FailureReason = "unreadable"
    fence: Fence | None = None

    @property
    def path(self) -> Path:
        """The file on disk."""
        return Path(self.where)


def find_files(
    paths: Iterable[str | Path], *, follow_links: bool = False, within: Path | None = None
) -> tuple[PlanFile, ...]:
    """Every file under ``paths``, each once; folders are searched in alphabetical order.

    A file that is named itself is taken whatever its ending; in folders and archives only known endings are, and
    hidden files and Word's lock files (``~$plan.docx``) are passed over.

    Args:
        paths: files, folders, patterns, archives.
        follow_links: also where they lead out of ``paths``.
        within: the folder that all must lie in, also those that are named: what a folder is searched for by somebody
            else is not trusted for being named.

    Raises:
        UsageError: a path does not exist, or there is no plan under any of them.
    """
    given = [found for text in paths for found in _expand(str(text))]
    roots = [within] if within is not None else [base for _, base in given]
    fence = None if follow_links else Fence(os.path.realpath(root) for root in roots)
    files = tuple(_Search(fence).files_under([path for path, _ in given]))
    if not files:
        told = ", ".join(label(Path(path)) for path, _ in given)
        raise UsageError(Message("errors.call.no_plans_under", paths=told, endings=list_endings()))
    return files


def label(path: Path) -> str:
    """A path as text that any database and terminal can hold, whatever bytes the file system has for it."""
    return _label(path.as_posix())


def _label(path: str) -> str:
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    if path.isprintable():  # as nearly all are: the same text is then held once for both names
        return path
    return printable(os.fsencode(path).decode("utf-8", "replace"))


def _expand(text: str) -> list[tuple[str, str]]:
    """A path that exists, or the matches of a pattern; each with what of it the user named."""
    if os.path.lexists(text):  # an existing file may have "[" in its name
        return [(str(Path(text)), text)]
    matches = expand_pattern(text)
    if not matches:
        raise UsageError(
            Message("errors.call.no_file_or_folder", path=text.strip() or Message("errors.call.empty_name"))
        )
    return matches


class _Search:
    """One search: it remembers which folders it has listed, and which links it has met."""

    def __init__(self, fence: Fence | None) -> None:
        self._fence = fence
        self._listed: set[str] = set()
        self._taken: set[str] = set()  # real paths of files that were named, or that a link leads to
        self._links: list[str] = []

    def files_under(self, paths: Iterable[str]) -> Iterator[PlanFile]:
        for path in paths:
            yield from self._given(path)
        while self._links:
            links, self._links = self._links, []
            for link in links:
                yield from self._linked(link)

    def _given(self, path: str) -> Iterator[PlanFile]:
        """What a path that was named is; it may be a link, and of any ending."""
        real = os.path.realpath(path)
        if not os.path.exists(real):  # noqa: PTH110
            yield self._problem(path, _BROKEN if os.path.islink(path) else _GONE, "unopened")  # noqa: PTH114
        elif not self._is_inside(real):
            yield self._problem(path, LEADS_OUT, "unsafe")
        elif os.path.isdir(real):  # noqa: PTH112
            yield from self._folder(path, real)
        elif not self._is_found(real):
            yield from self._single(path, real if os.path.islink(path) else path, real)  # noqa: PTH114

    def _linked(self, link: str) -> Iterator[PlanFile]:
        """What a link that was met in a folder leads to."""
        real = os.path.realpath(link)
        is_wanted_name = is_wanted(os.path.basename(link))  # noqa: PTH119
        if not os.path.exists(real):  # noqa: PTH110
            yield self._problem(link, _BROKEN, "unopened")
        elif not self._is_inside(real):
            if is_wanted_name or os.path.isdir(real):  # noqa: PTH112
                yield self._problem(link, LEADS_OUT, "unsafe")
        elif os.path.isdir(real):  # noqa: PTH112
            yield from self._folder(link, real)
        elif is_wanted_name and not self._is_found(real):
            yield from self._single(link, real, real)

    def _single(self, path: str, where: str, real: str) -> Iterator[PlanFile]:
        """A file that does not come from a list of its folder."""
        self._taken.add(real)
        if os.path.isfile(real):  # noqa: PTH113
            yield from self._file(path, where)
        else:
            yield self._problem(path, NO_FILE, "unsafe")

    def _folder(self, top: str, real_top: str) -> Iterator[PlanFile]:
        stack = [(top, real_top)]
        while stack:
            place, real = stack.pop()
            if real in self._listed:
                continue
            self._listed.add(real)
            try:
                with os.scandir(place) as scan:
                    entries = sorted(scan, key=lambda entry: entry.name)
            except OSError as exc:
                yield self._problem(place, Message("errors.file.unlisted", reason=name_reason(exc)), "unopened")
                continue
            folders = []
            for entry in entries:
                if entry.is_symlink():
                    self._remember_link(entry)
                elif entry.is_dir(follow_symlinks=False):
                    folders += [] if holds_no_plans(entry.name) else [(entry.path, os.path.join(real, entry.name))]  # noqa: PTH118
                elif is_wanted(entry.name):
                    yield from self._entry(entry, real)
            stack += reversed(folders)

    def _remember_link(self, entry: "os.DirEntry[str]") -> None:
        if not is_hidden(entry.name):
            self._links.append(entry.path)

    def _entry(self, entry: "os.DirEntry[str]", real_folder: str) -> Iterator[PlanFile]:
        if not entry.is_file(follow_symlinks=False):
            yield self._problem(entry.path, NO_FILE, "unsafe")
        elif not self._taken or os.path.join(real_folder, entry.name) not in self._taken:  # noqa: PTH118
            yield from self._file(entry.path, entry.path)

    def _file(self, path: str, where: str) -> Iterator[PlanFile]:
        """A file that is there, or the members of an archive."""
        told = _label(path)
        name = os.path.basename(path)  # noqa: PTH119
        if refused := refuse_name(name):
            yield PlanFile(told, where, problem=refused)
        elif is_archive_name(name):
            yield from self._members(told, where)
        else:
            yield PlanFile(told, where, fence=self._fence)

    def _members(self, told: str, where: str) -> Iterator[PlanFile]:
        try:
            members = list_members(where, self._fence)
        except UnreadableError as exc:
            yield PlanFile(told, where, problem=str(exc), reason=reason_of(exc))
            return
        if not members:
            yield PlanFile(told, where, problem=str(NO_PLANS))
        for member in members:
            name = f"{told}{INSIDE}{member.name}"
            yield PlanFile(name, where, member.position, member.problem, member.reason, self._fence)

    def _problem(self, path: str, problem: Message, reason: FailureReason) -> PlanFile:
        return PlanFile(_label(path), path, problem=str(problem), reason=reason)

    def _is_inside(self, real: str) -> bool:
        return self._fence is None or self._fence.holds(real)

    def _is_found(self, real: str) -> bool:
        """Whether a file has been found already, in a folder or by a link."""
        folder, name = os.path.split(real)
        return real in self._taken or (folder in self._listed and is_wanted(name))


def reason_of(exc: UnreadableError) -> FailureReason:
    """The kind of failure that an exception stands for."""
    match exc:
        case UnopenedError():
            return "unopened"
        case UnsafeError():
            return "unsafe"
        case _:
            return "unreadable"
