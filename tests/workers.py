"""What processes run in tests of the pool and of clusters. Every process imports this, so it imports little."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from planparse.batch.results import Counts, Failed, Job, Parsed
from planparse.batch.serving import Reader
from planparse.errors import RuleError

NO_LINES: Any = None
"""Rows of a plan, which nobody asks for here, and which take a second to be able to make."""

LONG = 600.0
"""Seconds: longer than any test waits."""


def build_obedient() -> Reader:
    """Does what a file says."""
    return obey


def build_nothing() -> Reader:
    """Rules that do not load."""
    raise RuleError("rules/agencies.yaml: no such agency")


def build_death(*arguments: object) -> Reader:
    """Dies before it has read anything."""
    os._exit(3)


def obey(job: Job) -> Parsed | Failed:
    """Reads a job; the content says whether that fails, hangs, eats memory, or takes the process along."""
    match job.data.decode().split():
        case ["die"]:
            os._exit(9)
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["fail"]:
            return Failed(job.source_path, job.sha256, 0.0, "no", "unreadable")
        case ["hang"]:
            time.sleep(LONG)
        case ["hang", "stubbornly"]:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(LONG)
        case ["eat", megabytes]:
            eaten = b"x" * (int(megabytes) << 20)
            time.sleep(LONG)
            del eaten
        case ["start", program, file]:
            _start(program, file)
    return Parsed(job.source_path, job.sha256, 0.0, NO_LINES, Counts(), job.size)


def _start(program: str, file: str) -> None:
    """Starts a program, as a reader starts LibreOffice; writes its number and ours to a file; ends it at the end."""
    started = subprocess.Popen([sys.executable, "-c", program.replace("_", " ")])
    try:
        Path(f"{file}.new").write_text(f"{os.getpid()} {started.pid}", "utf-8")
        Path(f"{file}.new").replace(file)
        started.wait()
    finally:
        started.kill()
        started.wait()
