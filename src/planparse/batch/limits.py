"""What one file may take: time, and memory of the process that reads it with all that it starts."""

from pathlib import Path
from typing import NamedTuple

import psutil

from planparse.batch.timing import FILE_SECONDS, tell_too_long
from planparse.wording.message import Message

MEGABYTE = 2**20
LEAST_MEMORY = 512 * MEGABYTE
"""A process that is ready to read takes about 150 MB, and a plan of a commune with its scan twice that."""

_LEAST_DEFAULT = 1024 * MEGABYTE
_CGROUPS = Path("/sys/fs/cgroup")
# Limit and use of a container's memory: of the second version of control groups, and of the first.
_FILES = (("", "memory.max", "memory.current"), ("memory", "memory.limit_in_bytes", "memory.usage_in_bytes"))


class Limits(NamedTuple):
    """Seconds for one file; bytes of resident memory."""

    seconds: float
    memory: int

    @property
    def too_long(self) -> str:
        """What is told of a file that took too much time."""
        return str(Message("errors.processes.allow_time", told=tell_too_long(self.seconds)))

    @property
    def too_large(self) -> str:
        """What is told of a file that took too much memory."""
        return str(Message("errors.processes.allow_memory", megabytes=self.memory // MEGABYTE))


def build_limits(processes: int, seconds: float | None = None, memory: int | None = None) -> Limits:
    """The limits that were asked for; else half an hour, and half of the memory that is free for all processes."""
    return Limits(
        FILE_SECONDS if seconds is None else seconds,
        max(_LEAST_DEFAULT, _free_memory() // 2 // processes) if memory is None else memory,
    )


def _free_memory() -> int:
    """Bytes that this machine has left, or this container, if that is less."""
    free = int(psutil.virtual_memory().available)
    for folder in _groups():
        for place, limit, used in _FILES:
            allowed, taken = (
                _read_number(_CGROUPS / place / folder / limit),
                _read_number(_CGROUPS / place / folder / used),
            )
            if allowed is not None and taken is not None:
                free = min(free, max(0, allowed - taken))
    return free


def _groups() -> set[str]:
    """The control groups that this process is in, and the outermost, which is what a container sees of its own."""
    try:
        lines = Path("/proc/self/cgroup").read_text("utf-8").splitlines()
    except OSError:
        return set()
    return {"", *(line.rsplit(":", 1)[-1].lstrip("/") for line in lines)}


def _read_number(file: Path) -> int | None:
    """The number in a file; None where there is no such file, or it says "max"."""
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return None
