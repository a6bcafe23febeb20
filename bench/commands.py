"""``planparse ingest`` as a user runs it, and what it takes: time, processor, memory of the parent."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from processes import find_process, peak_memory

_STEP = 0.02


class Taken(NamedTuple):
    """What one run took.

    Attributes:
        wall: seconds from start to end.
        cpu: seconds of processor of the command and of all that it started.
        parent_cpu: those of the parent alone, which hands out files and writes the database.
        parent_peak: the most memory of the parent, in bytes.
        database: size of the database, in bytes.
    """

    wall: float
    cpu: float
    parent_cpu: float
    parent_peak: int
    database: int


class IngestFailedError(Exception):
    """The command did not end as it should."""


def run_ingest(paths: Sequence[Path], *, jobs: int, db: Path | None = None) -> Taken:
    """Takes the files into a database (a new one in a temporary folder, unless one is named).

    Raises:
        IngestFailedError: a file failed, or the command did.
    """
    with _place(db) as database, tempfile.TemporaryFile() as log:
        options = ["--db", str(database), "--jobs", str(jobs)]
        command = [sys.executable, "-m", "planparse", "ingest", *map(str, paths), *options]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=log, stderr=log)
        peak, own = 0, 0.0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            seen = find_process(process.pid)
            peak, own = max(peak, peak_memory(process.pid)), seen.seconds if seen else own
            time.sleep(_STEP)
        wall, process.returncode = time.perf_counter() - begun, os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            log.seek(0)
            raise IngestFailedError(f"ended with {process.returncode}: {log.read().decode()[-2000:]}")
        return Taken(wall, usage.ru_utime + usage.ru_stime, own, peak, database.stat().st_size)


@contextmanager
def _place(db: Path | None) -> Iterator[Path]:
    if db is not None:
        yield db
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "plans.duckdb"
