"""The memory that processes take, and what they started.

Resident memory is what counts for the machine. A limit that the system sets on a process (RLIMIT_AS, RLIMIT_DATA) was
the road not taken: it counts memory that is reserved and never used, and not the programs that a process starts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import psutil


class Usage(NamedTuple):
    """Bytes of resident memory of a process with all that it started, and these programs."""

    memory: int
    started: tuple[psutil.Process, ...]


def measure_process(pid: int) -> int:
    """Resident memory of one process without what it started; 0 where it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def measure_trees(pids: Iterable[int]) -> dict[int, Usage]:
    """What each of these processes takes, with all that it started. All processes of the machine are looked at once."""
    children = defaultdict(list)
    for process in psutil.process_iter(["ppid"]):
        children[process.info["ppid"]].append(process)
    usages = {}
    for pid in pids:
        started = tuple(_below(pid, children))
        memory = measure_process(pid) + sum(measure_process(process.pid) for process in started)
        usages[pid] = Usage(memory, started)
    return usages


def kill_all(processes: Iterable[psutil.Process]) -> None:
    """Ends programs whose parent is gone, or goes. One that has ended, and whose number another has, is left alone."""
    for process in processes:
        try:
            process.kill()
        except psutil.Error:
            continue


def _below(pid: int, children: dict[int, list[psutil.Process]]) -> Iterator[psutil.Process]:
    for child in children.get(pid, ()):
        yield child
        yield from _below(child.pid, children)
