"""Which files a batch reads: files, folders, patterns and archives become one list, in a fixed order."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.batch.archives import ARCHIVE_ENDING, Member, list_members
from planparse.batch.names import printable
from planparse.errors import UnreadableError, UsageError

# Endings looked for in folders and archives; which reader a file gets is told by its content alone. Kinds that may be
# refused are among them, so that the summary names them with a reason instead of passing over them in silence.
_TEXT_ENDINGS = frozenset({".txt", ".md", ".pdf", ".html", ".htm", ".xhtml", ".mht", ".mhtml"})
_WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt", ".fodt", ".ott", ".wps"})
_EXCEL_ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods", ".fods"})
PLAN_ENDINGS = _TEXT_ENDINGS | _WORD_ENDINGS | _EXCEL_ENDINGS

_NESTED = "an archive inside an archive is not opened: unpack it and give the folder"


class PlanFile(NamedTuple):
    """A file to read.

    Attributes:
        source_path: how people and the database call it: as given, with "/"; ``a.zip!/b.docx`` in an archive.
        path: the file on disk (the archive, for a member).
        member: its position in the archive; None outside of archives.
        problem: why it cannot be read, where that is known beforehand.
    """

    source_path: str
    path: Path
    member: int | None = None
    problem: str | None = None


def find_files(paths: Iterable[str | Path]) -> tuple[PlanFile, ...]:
    """Every file under ``paths``, each once; folders are searched in alphabetical order.

    A file that is named itself is taken whatever its ending; in folders and archives only known endings are, and
    hidden files and Word's lock files (``~$plan.docx``) are passed over.

    Raises:
        UsageError: a path does not exist, or there is no plan under any of them.
    """
    given = [path for text in paths for path in _expand(str(text))]
    found: dict[tuple[str, int | None], PlanFile] = {}
    for path in given:
        for file in _files_under(path):
            found.setdefault((os.path.realpath(file.path), file.member), file)
    if not found:
        endings = " ".join(sorted(PLAN_ENDINGS))
        raise UsageError(f"no plans under {', '.join(map(label, given))}: looked for {endings} and {ARCHIVE_ENDING}")
    return tuple(found.values())


def label(path: Path) -> str:
    """A path as text that any database and terminal can hold, whatever bytes the file system has for it."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "replace"))


def _expand(text: str) -> list[Path]:
    """A path that exists, or the matches of a pattern. An existing file may have "[" in its name."""
    if os.path.lexists(text):
        return [Path(text)]
    # glob.glob takes absolute and relative patterns alike, which Path.glob does not
    matches = sorted(glob.glob(text, recursive=True)) if glob.has_magic(text) else []  # noqa: PTH207
    if not matches:
        raise UsageError(f"{text.strip() or '(an empty name)'}: no such file or folder")
    return [Path(match) for match in matches]


def _files_under(path: Path) -> Iterator[PlanFile]:
    if path.is_dir():
        yield from _files_in_folder(path)
    elif path.suffix.lower() == ARCHIVE_ENDING:
        yield from _files_in_archive(path)
    else:
        yield PlanFile(label(path), path)


def _files_in_folder(folder: Path) -> Iterator[PlanFile]:
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_plan_name(name) or _is_archive_name(name):
                yield from _files_under_name(Path(place, name))
    for error in refused:
        path = Path(os.fsdecode(error.filename))
        yield PlanFile(label(path), path, problem=f"cannot list this folder ({error.strerror})")


def _files_under_name(path: Path) -> Iterator[PlanFile]:
    """What stands under a name found in a folder. A pipe is not opened: nobody may ever write to it."""
    if path.exists() and not path.is_file():
        return iter([PlanFile(label(path), path, problem="this is a pipe or a device, not a file")])
    return _files_under(path)


def _files_in_archive(archive: Path) -> Iterator[PlanFile]:
    try:
        members = list_members(archive)
    except UnreadableError as exc:
        yield PlanFile(label(archive), archive, problem=str(exc))
        return
    for member in members:
        if is_plan_name(member.file_name) or _is_archive_name(member.file_name):
            yield PlanFile(f"{label(archive)}!/{member.name}", archive, member.position, _problem(member))


def _problem(member: Member) -> str | None:
    return _NESTED if _is_archive_name(member.file_name) else member.problem


def is_plan_name(name: str) -> bool:
    """Whether a file found in a folder may be a plan, by its name alone."""
    return not _is_hidden(name) and Path(name).suffix.lower() in PLAN_ENDINGS


def _is_archive_name(name: str) -> bool:
    return not _is_hidden(name) and name.lower().endswith(ARCHIVE_ENDING)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
