"""What lies in an inbox, and which files of it are complete.

A file is complete when size, time, and identity stayed the same for ``settle`` seconds of our own clock, between two
looks at least: times of files are not trusted, for copying tools keep the old ones. Then its own end must be there; a
file without it is waited for ``patience`` seconds, and taken then, so that it fails with its own reason.

What was handed out is not looked at again until it changes: a folder of 20,000 known files costs a listing.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.batch.endings import holds_no_plans, is_unfinished, is_wanted
from planparse.batch.inbox.wholeness import State, look_at

LOCK_NAME = ".planparse-watch.lock"


class Print(NamedTuple):
    """What tells one state of a file from the next. ``inode`` is 0 where the system has none."""

    size: int
    changed: int
    inode: int


class Waiting(NamedTuple):
    """A file that is not taken yet, and why."""

    path: Path
    why: State


class Round(NamedTuple):
    """What one look at the inbox found.

    Attributes:
        ready: complete files, in alphabetical order.
        waiting: files whose waiting, or its reason, is new.
        other: files that are no plans by their names, each told once.
        pending: how many files may become ready if nothing changes.
        unlisted: folders that cannot be listed since this look, with the reason: nobody knows what they hold.
    """

    ready: tuple[Path, ...]
    waiting: tuple[Waiting, ...]
    other: tuple[Path, ...]
    pending: int
    unlisted: tuple[tuple[Path, str], ...] = ()


class _Entry:
    """What is remembered of a file between rounds."""

    __slots__ = ("print", "since", "state")

    def __init__(self, found: Print, now: float) -> None:
        self.print = found
        self.since = now
        self.state: State | None = None


class Inbox:
    """A folder that files arrive in."""

    def __init__(
        self,
        folder: Path,
        *,
        settle: float,
        patience: float,
        besides: Path | None = None,
        trust_age: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args say where to look.

        Args:
            folder: the inbox.
            settle: seconds that a file must stay as it is.
            patience: seconds that a file without its end is waited for.
            besides: a folder in it that is none of it: the quarantine.
            trust_age: a file without its end that says it is older than ``patience`` is not waited for.
            clock: seconds of a clock that is never set.
        """
        self._folder = str(folder)
        self._settle, self._patience, self._clock = settle, patience, clock
        self._trust_age = trust_age
        self._unlisted: dict[str, str] = {}  # folders that could not be listed at the last look, and why
        self._told: set[str] = set()
        self._besides = None if besides is None else os.path.realpath(besides)
        self._open: dict[str, _Entry] = {}
        self._known: dict[str, Print] = {}  # dealt with, or told to be no plan

    def look(self) -> Round:
        """Looks at all files once.

        Raises:
            OSError: the inbox itself cannot be listed.
        """
        now = self._clock()
        seen: set[str] = set()
        ready, waiting, other = [], [], []
        for path, name, found in self._files():
            seen.add(path)
            if self._known.get(path) == found:  # asked first: of most files there is nothing else to know
                continue
            if not is_wanted(name):
                # told once: the log itself may lie here, and would grow for being told of
                other += [] if path in self._known or is_unfinished(name) else [Path(path)]
                self._known[path] = found
            elif not is_unfinished(name):
                state = self._judge(path, found, now)
                if state == "whole":
                    ready.append(Path(path))
                elif state is not None:
                    waiting.append(Waiting(Path(path), state))
        unlisted = {path: why for path, why in self._unlisted.items() if path not in self._told}
        self._told = set(self._unlisted)
        if not self._unlisted:  # what a folder holds that cannot be listed just now is not gone
            self._forget(seen)
        return Round(tuple(sorted(ready)), tuple(waiting), tuple(other), len(self._open) - len(ready), _paths(unlisted))

    def done(self, path: Path) -> None:
        """This file has been dealt with; it is looked at again once it changes."""
        entry = self._open.pop(str(path), None)
        if entry is not None:
            self._known[str(path)] = entry.print

    def is_unchanged(self, path: Path) -> bool:
        """Whether a file is still what was handed out."""
        entry = self._open.get(str(path))
        try:
            now = _print_of(os.stat(path, follow_symlinks=False))  # noqa: PTH116
        except OSError:
            return False
        if entry is None:
            return False
        return entry.print == (now if entry.print.inode else now._replace(inode=0))  # Windows lists without it

    def _judge(self, path: str, found: Print, now: float) -> State | None:
        """whole: it is ready. Another state: it waits for that since now. None: nothing new to say."""
        entry = self._open.get(path)
        if entry is None or entry.print != found:
            self._open[path] = _Entry(found, now)
            return None
        stood = now - entry.since
        if stood < self._settle:
            return None
        state = look_at(Path(path))
        if state == "whole" or (state != "gone" and self._is_old_enough(stood, path)):
            return "whole"
        is_new, entry.state = entry.state != state, state
        return state if is_new and state != "gone" else None

    def _is_old_enough(self, stood: float, path: str) -> bool:
        """Whether it has been waited for long enough; one look alone must believe what the file says of its age."""
        if stood >= self._patience or not self._trust_age:
            return stood >= self._patience
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            return False
        return time.time() - max(status.st_mtime, status.st_ctime) >= self._patience

    def _forget(self, seen: set[str]) -> None:
        """A file that is gone is forgotten: one that comes under its name is new."""
        for memory in (self._open, self._known):
            for path in [path for path in memory if path not in seen]:
                del memory[path]

    def _files(self) -> Iterator[tuple[str, str, Print]]:
        self._unlisted = {}
        stack = [self._folder]
        while stack:
            folder = stack.pop()
            try:
                with os.scandir(folder) as scan:
                    entries = list(scan)
            except OSError as exc:
                if folder == self._folder:
                    raise
                self._unlisted[folder] = exc.strerror or str(exc)
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stack += [entry.path] if self._is_searched(entry) else []
                elif (found := _print_of_entry(entry)) is not None:
                    yield entry.path, entry.name, found

    def _is_searched(self, entry: "os.DirEntry[str]") -> bool:
        if holds_no_plans(entry.name):
            return False
        return self._besides is None or os.path.realpath(entry.path) != self._besides


def _paths(told: dict[str, str]) -> tuple[tuple[Path, str], ...]:
    return tuple((Path(path), why) for path, why in sorted(told.items()))


def _print_of_entry(entry: "os.DirEntry[str]") -> Print | None:
    """None of a file that went while we looked."""
    try:
        return _print_of(entry.stat(follow_symlinks=False))
    except OSError:
        return None


def _print_of(status: os.stat_result) -> Print:
    return Print(status.st_size, status.st_mtime_ns, status.st_ino)
