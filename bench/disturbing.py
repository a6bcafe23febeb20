"""One round of the fault run: ingest, killed at a moment drawn by lot, resumed until it is whole, and compared."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb
from contents import count_rows_of_plans, differing, digest_tables
from generate.make import write_plans
from generate.plans import make_plan
from processes import Process, session_of

KINDS = ("parent", "worker", "group")
_MOST_KILLS = 3
_KILLED_AGAIN = 0.35
_MOST_RUNS = 8
_SHARE_BEYOND = 1.05  # of the undisturbed time: some kills shall meet the very end
_SECONDS_TO_END = 20.0  # for workers whose parent was killed
_TIMES_AS_LONG = 20  # as the undisturbed run, before a run counts as hanging
_STEP = 0.02
_BROKEN = {"hong.docx": b"PK\x03\x04 no archive", "hong.pdf": b"%PDF-1.7\nnothing", "rong.txt": b""}


class Calm(NamedTuple):
    """The undisturbed run: how long it took, and what it left."""

    folder: Path
    plans: int
    jobs: int
    seconds: float
    tables: dict[str, str]
    rows: dict[str, tuple[int, ...]]


class Kill(NamedTuple):
    """Who was killed, how many seconds after the start."""

    kind: str
    after: float


class Trial(NamedTuple):
    """A round to run; ``locked``: a reader may be locked out while the command runs."""

    number: int
    seed: int
    locked: bool


class Outcome(NamedTuple):
    """What came of a round; ``problem`` is None where everything is as it should be."""

    number: int
    folder: Path
    kills: tuple[Kill, ...]
    runs: int
    seconds: float
    problem: str | None


class _ProblemError(Exception):
    """What is wrong, in one line."""


def make_calm(folder: Path, *, plans: int, jobs: int) -> Calm:
    """Makes the plans, a few broken files among them, and reads them undisturbed (twice: once to warm up)."""
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "plans"
    write_plans(source, range(plans), partial(make_plan, short=True))
    for name, data in _BROKEN.items():
        (source / name).write_bytes(data)
    for name in ("warm", "calm"):
        begun = time.perf_counter()
        run = _Run(folder / name, folder, jobs)
        if (code := run.wait(600)) != 1:  # the broken files fail
            raise SystemExit(f"faults: the undisturbed run ended with {code}: see {run.log}")
        seconds = time.perf_counter() - begun
    tables, rows = digest_tables(run.db), count_rows_of_plans(run.db)
    if len(rows) != plans:
        raise SystemExit(f"faults: the undisturbed run holds {len(rows)} of {plans} plans: see {run.log}")
    return Calm(folder, plans, jobs, seconds, tables, rows)


def run_trial(trial: Trial, calm: Calm) -> Outcome:
    """One round; the files of one without a problem are removed."""
    folder = calm.folder / f"round-{trial.number:03d}"
    begun, disturbed = time.perf_counter(), _Disturbed(trial, calm, folder)
    problem = None
    try:
        disturbed.run()
    except _ProblemError as error:
        problem = str(error)
    finally:
        disturbed.end()
    outcome = Outcome(
        trial.number, folder, tuple(disturbed.kills), disturbed.runs, time.perf_counter() - begun, problem
    )
    if problem is None:
        shutil.rmtree(folder)
    else:
        (folder / "outcome.json").write_text(json.dumps(outcome._asdict(), default=str, indent=1), "utf-8")
    return outcome


class _Disturbed:
    """A round under way."""

    def __init__(self, trial: Trial, calm: Calm, folder: Path) -> None:
        self._trial, self._calm, self._folder = trial, calm, folder
        self._dice = random.Random(f"{trial.seed} {trial.number}")
        self._last: _Run | None = None
        self.kills: list[Kill] = []
        self.runs = 0

    def end(self) -> None:
        """Nothing of the round goes on after it, whatever happened."""
        for process in self._last.left_behind(0) if self._last else ():
            os.kill(process.pid, signal.SIGKILL)

    def run(self) -> None:
        """Until the command ended by itself and no plan is missing; then compares."""
        while self.runs < _MOST_RUNS:
            self.runs += 1
            more = not self.kills or (len(self.kills) < _MOST_KILLS and self._dice.random() < _KILLED_AGAIN)
            run = self._last = _Run(self._folder, self._calm.folder, self._calm.jobs)
            ended = self._disturb(run) if more else self._end(run)
            if not self.kills and ended:  # it was quicker than the kill: once more, from nothing
                shutil.rmtree(self._folder)
                continue
            self._look(run)
            if ended and self._is_whole(run):
                self._compare(run)
                return
        raise _ProblemError(f"not whole after {_MOST_RUNS} runs")

    def _disturb(self, run: "_Run") -> bool:
        """Kills somebody; whether the command ended by itself nevertheless."""
        delay = self._dice.random() * self._calm.seconds * _SHARE_BEYOND
        kind = self._dice.choice(KINDS)
        if run.wait_until(delay):
            return self._checked(run)
        if not run.kill(kind, self._dice):  # no worker yet, or no more
            return self._end(run)
        self.kills.append(Kill(kind, delay))
        if kind == "worker":
            if not self._trial.locked:
                self._look(run)
            return self._end(run)
        run.wait(_SECONDS_TO_END)
        self._none_left(run)
        return False

    def _end(self, run: "_Run") -> bool:
        if run.wait(self._calm.seconds * _TIMES_AS_LONG + _SECONDS_TO_END) is None:
            run.kill("group", self._dice)
            raise _ProblemError(f"run {self.runs} hangs")
        return self._checked(run)

    def _checked(self, run: "_Run") -> bool:
        if run.code not in (0, 1):
            raise _ProblemError(f"run {self.runs} ended with {run.code}: {run.last_line()}")
        self._none_left(run)
        return True

    def _none_left(self, run: "_Run") -> None:
        if left := run.left_behind(_SECONDS_TO_END):
            for process in left:
                os.kill(process.pid, signal.SIGKILL)
            raise _ProblemError(f"{len(left)} processes stayed behind: {left[0].command[:100]}")

    def _look(self, run: "_Run") -> None:
        """The database, where it is there, opens, and holds whole plans only."""
        if not run.db.exists():
            return
        try:
            rows = count_rows_of_plans(run.db)
        except duckdb.Error as error:
            raise _ProblemError(f"the database does not open: {str(error).splitlines()[0]}") from error
        broken = [plan for plan, counts in rows.items() if counts != self._calm.rows.get(plan)]
        if broken:
            raise _ProblemError(f"{len(broken)} plans are not whole, {broken[0]} among them")

    def _is_whole(self, run: "_Run") -> bool:
        return run.db.exists() and len(count_rows_of_plans(run.db)) == self._calm.plans

    def _compare(self, run: "_Run") -> None:
        if tables := differing(digest_tables(run.db), self._calm.tables):
            raise _ProblemError(f"other contents in {', '.join(tables)}")


class _Run:
    """The command, in a session of its own, so that all that it starts can be found."""

    def __init__(self, folder: Path, plans: Path, jobs: int) -> None:
        self.db, self.log = folder / "plans.duckdb", folder / "log.txt"
        temporary = folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "planparse", "ingest", "plans", "--db", str(self.db), "--jobs", str(jobs)]
        environment = os.environ | {"TMPDIR": str(temporary)}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=plans, stdout=log, stderr=log, env=environment, start_new_session=True
            )
        self._begun = time.perf_counter()

    @property
    def code(self) -> int | None:
        """How it ended."""
        return self._process.returncode

    def wait(self, seconds: float) -> int | None:
        """How it ended; None when it has not."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def wait_until(self, seconds: float) -> bool:
        """Waits until so many seconds after the start; whether it has ended by then."""
        return self.wait(max(0.0, self._begun + seconds - time.perf_counter())) is not None

    def kill(self, kind: str, dice: random.Random) -> bool:
        """Kills the parent, one of its workers or all of them; False where there is nobody to kill."""
        if kind == "group":
            os.killpg(self._process.pid, signal.SIGKILL)
            return True
        workers = sorted(process.pid for process in self._members() if _is_worker(process, self._process.pid))
        victims = [self._process.pid] if kind == "parent" else workers
        if not victims:
            return False
        try:
            os.kill(dice.choice(victims), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def left_behind(self, seconds: float) -> list[Process]:
        """Processes of the session that are still there after so many seconds."""
        until = time.perf_counter() + seconds
        while (left := list(self._members())) and time.perf_counter() < until:
            time.sleep(_STEP)
        return left

    def last_line(self) -> str:
        """What it said last."""
        lines = self.log.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def _members(self) -> Iterator[Process]:
        return iter(session_of(self._process.pid))


def _is_worker(process: Process, parent: int) -> bool:
    """A process that reads plans; Python's own that clears up shared memory is none."""
    return process.pid != parent and "resource_tracker" not in process.command
