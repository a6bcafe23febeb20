"""Which files a batch reads: files, folders, patterns and archives become one list, in a fixed order."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.batch.archives import ARCHIVE_ENDING, list_members
from planparse.errors import UnreadableError, UsageError

# Endings looked for in folders and archives. The last rows are kinds that planparse may refuse: they are read all the
# same, so that the summary names them with a reason instead of passing over them in silence.
PLAN_ENDINGS = frozenset(
    {".txt", ".md", ".docx", ".pdf"} | {".doc", ".rtf", ".odt", ".html", ".htm", ".xlsx"},
)


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
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _expand(text: str) -> list[Path]:
    """A path that exists, or the matches of a pattern. An existing file may have "[" in its name."""
    if os.path.lexists(text):
        return [Path(text)]
    # glob.glob takes absolute and relative patterns alike, which Path.glob does not
    matches = sorted(glob.glob(text, recursive=True)) if glob.has_magic(text) else []  # noqa: PTH207
    if not matches:
        raise UsageError(f"{text}: no such file or folder")
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
            if is_plan_name(name) or (name.lower().endswith(ARCHIVE_ENDING) and not _is_hidden(name)):
                yield from _files_under(Path(place, name))
    for error in refused:
        path = Path(os.fsdecode(error.filename))
        yield PlanFile(label(path), path, problem=f"cannot list this folder ({error.strerror})")


def _files_in_archive(archive: Path) -> Iterator[PlanFile]:
    try:
        members = [member for member in list_members(archive) if is_plan_name(member.name.rsplit("/", 1)[-1])]
    except UnreadableError as exc:
        yield PlanFile(label(archive), archive, problem=str(exc))
        return
    for member in members:
        yield PlanFile(f"{label(archive)}!/{member.name}", archive, member.position, member.problem)


def is_plan_name(name: str) -> bool:
    """Whether a file found in a folder may be a plan, by its name alone."""
    return not _is_hidden(name) and Path(name).suffix.lower() in PLAN_ENDINGS


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
