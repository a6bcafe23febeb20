"""Processes as /proc shows them: who started whom, what each has taken of processor and memory. Linux only."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_GONE = "ZX"  # a zombie holds nothing but its number


class Process(NamedTuple):
    """A living process; seconds of processor are its own, without those of its children."""

    pid: int
    parent: int
    session: int
    seconds: float
    command: str


def list_processes() -> Iterator[Process]:
    """Every living process that may be looked at."""
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and (found := _read(folder)) is not None:
            yield found


def session_of(session: int) -> list[Process]:
    """The processes of a session, its leader among them if it still lives."""
    return [process for process in list_processes() if process.session == session]


def find_process(pid: int) -> Process | None:
    """A process by its number."""
    return _read(_PROC / str(pid))


def peak_memory(pid: int) -> int:
    """The most memory that a process has held so far, in bytes; 0 when it has ended."""
    try:
        status = (_PROC / str(pid) / "status").read_text("utf-8", "replace")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(sizes[0]) * 1024 if sizes else 0


def _read(folder: Path) -> Process | None:
    try:
        text = (folder / "stat").read_text("utf-8", "replace")
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold spaces
    if fields[0] in _GONE:
        return None
    seconds = (int(fields[11]) + int(fields[12])) / _TICKS
    return Process(int(folder.name), int(fields[1]), int(fields[3]), seconds, command)
