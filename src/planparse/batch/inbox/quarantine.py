"""The folder for what failed: each file beside a report that a clerk understands.

A report is written before its file is moved, and no name is ever used twice, so that whatever happens in between, a
file is in one place and nothing is overwritten.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.store.reasons import explain_reason
from planparse.wording.catalogue import ENGLISH, Catalogue
from planparse.wording.recognition import say_again

REPORT_ENDING = ".error.txt"
_LINE_END = "\r\n"  # Notepad of older Windows shows no other
_RULE = "-" * 60
_BOTH = (Catalogue("vi"), ENGLISH)  # nobody knows who opens the folder


class Problem(NamedTuple):
    """A file, or a member of an archive, that failed."""

    name: str
    reason: str
    error: str


class Quarantine:
    """Takes in files of an inbox that failed."""

    def __init__(self, folder: Path, inbox: Path, is_unchanged: Callable[[Path], bool]) -> None:
        self._folder = folder
        self._inbox = inbox
        self._is_unchanged = is_unchanged

    def take(self, file: Path, problems: Sequence[Problem]) -> Path | None:
        """Moves a file here and writes its report. None: it is gone, or another one by now; it was left where it is.

        Raises:
            OSError: it cannot be moved, and is where it was.
        """
        if not self._is_unchanged(file):
            return None
        home = self._home_of(file)
        target, report = _reserve(home, file.name)
        try:
            report.write_bytes(format_report(file, self._inbox, problems))
            moved = self._move(file, target)
        except BaseException:
            _clear(target, report)
            raise
        if not moved:
            _clear(target, report)
            return None
        return target

    def report(self, archive: Path, problems: Sequence[Problem]) -> Path:
        """Writes a report on an archive that stays where it is; a report on an earlier look at it is replaced.

        Raises:
            OSError: it cannot be written.
        """
        report = self._home_of(archive) / f"{archive.name}{REPORT_ENDING}"
        beside = report.with_name(f".{report.name}.part")
        beside.write_bytes(format_report(archive, self._inbox, problems, stays=True))
        beside.replace(report)
        return report

    def _home_of(self, file: Path) -> Path:
        home = self._folder / file.relative_to(self._inbox).parent
        home.mkdir(parents=True, exist_ok=True)
        return home

    def _move(self, file: Path, target: Path) -> bool:
        """Moves onto the place that is kept for it. Between two disks it is copied, and removed once that is safe."""
        try:
            file.replace(target)
        except FileNotFoundError:
            return False
        except OSError:
            if not target.parent.is_dir() or file.is_dir():
                raise
            return self._copy(file, target)
        return True

    def _copy(self, file: Path, target: Path) -> bool:
        part = target.with_name(f".{target.name}.part")
        try:
            if file.is_symlink():
                part.symlink_to(file.readlink())
            else:
                _copy_to_disk(file, part)
            if not self._is_unchanged(file):
                return False
            part.replace(target)
            file.unlink()
        finally:
            part.unlink(missing_ok=True)
        return True


def format_report(file: Path, inbox: Path, problems: Sequence[Problem], *, stays: bool = False) -> bytes:
    """The report of a file, in Vietnamese and English, for Notepad.

    Args:
        file: where it was.
        inbox: what its name is told from.
        problems: of the file itself, or of members of an archive.
        stays: an archive whose other members are in.
    """
    name = file.relative_to(inbox).as_posix()
    when = dt.datetime.now().astimezone()
    lines = _say("not_taken", name=name)
    if stays:
        lines += ["", *_say("some_members")]
    lines += ["", f"{_beside('when')}: {when:%d/%m/%Y %H:%M:%S} (UTC{when:%z})"]
    for problem in problems:
        lines += ["", _RULE, *_tell(problem, name)]
    lines += ["", _RULE, "", *_say("again", folder=file.parent.absolute())]
    text = _LINE_END.join(lines) + _LINE_END
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def _tell(problem: Problem, name: str) -> list[str]:
    words = explain_reason(problem.reason)
    named = [] if problem.name == name else [f"{_beside('file')}: {problem.name}", ""]
    told = []
    for catalogue, meaning, advice in zip(_BOTH, reversed(words.meaning), reversed(words.advice), strict=True):
        told += [
            catalogue.say("quarantine.problem", meaning=meaning),
            catalogue.say("quarantine.advice", advice=advice),
        ]
        told += [""]
    details = dict.fromkeys(say_again(problem.error, catalogue, "errors", "system") for catalogue in _BOTH)
    return [*named, *told, f"{_beside('detail')}:", *(f"    {detail}" for detail in details)]


def _say(key: str, **values: object) -> list[str]:
    """A line in each language."""
    return [catalogue.say(f"quarantine.{key}", **values) for catalogue in _BOTH]


def _beside(key: str) -> str:
    """A word in both languages."""
    return " / ".join(_say(key))


def _reserve(home: Path, name: str) -> tuple[Path, Path]:
    """Two names that nobody else has: both files are made, empty. Numbered where the name is taken."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    number = 1
    while True:
        target = home / (name if number == 1 else f"{stem} ({number}){ending}")
        report = target.with_name(f"{target.name}{REPORT_ENDING}")
        number += 1
        if os.path.lexists(target) or os.path.lexists(report):
            continue
        try:
            report.touch(exist_ok=False)
            target.touch(exist_ok=False)
        except FileExistsError:
            continue
        return target, report


def _clear(*places: Path) -> None:
    for place in places:
        place.unlink(missing_ok=True)


def _copy_to_disk(file: Path, part: Path) -> None:
    with file.open("rb") as source, part.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copystat(file, part)
