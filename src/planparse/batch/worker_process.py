"""One worker as its parent sees it: what it does, since when, and how it is ended."""

import contextlib
import signal
import time
from collections.abc import Sequence
from typing import Literal, NamedTuple

import psutil

from planparse.batch.limits import Limits
from planparse.batch.memory import Usage, kill_all, measure_process, measure_trees
from planparse.batch.results import Failed, Job, Parsed
from planparse.batch.serving import GRACE_SECONDS, READY, Worker, serve
from planparse.batch.spawning import open_line, start_process
from planparse.errors import PlanparseError
from planparse.store.rows import FailureReason
from planparse.wording.message import Message

State = Literal["starting", "idle", "busy", "leaving"]
Verdict = Literal["time", "memory"]

_WORN_SHARE = 0.6  # of its limit that a worker may keep between files: the next file needs room, too


class Reading(NamedTuple):
    """A file that a worker reads, without its bytes, and since when."""

    source_path: str
    sha256: str
    size: int
    begun: float


class WorkerProcess:
    """A process that reads one file at a time. It is started at once, and must be ended with ``kill``."""

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self.connection, theirs = open_line()
        self._process = start_process(serve, theirs, worker, limits.seconds)
        theirs.close()  # so that the end of the process ends the connection
        self._limits = limits
        self._kill_at: float | None = None
        self.state: State = "starting"
        self.reading: Reading | None = None
        self.verdict: Verdict | None = None
        self.started: Sequence[psutil.Process] = ()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    @property
    def sentinel(self) -> int:
        """What can be waited for: the end of the process."""
        return self._process.sentinel

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.is_alive()

    @property
    def seconds(self) -> float:
        """How long it has been at its file."""
        return 0.0 if self.reading is None else time.monotonic() - self.reading.begun

    def send(self, job: Job) -> None:
        """Gives it a file to read. It is waiting for one, so this blocks no longer than copying takes."""
        self.state, self.verdict, self.started = "busy", None, ()
        self.reading = Reading(job.source_path, job.sha256, job.size, time.monotonic())
        with contextlib.suppress(OSError):  # it has just died, which its sentinel tells as well
            self.connection.send(job)

    def receive(self) -> Parsed | Failed | None:
        """Takes what it sent, if that is a result.

        Raises:
            PlanparseError: it cannot read at all.
        """
        try:
            told = self.connection.recv() if self.connection.poll() else None
        except (OSError, EOFError):
            return None
        match told:
            case PlanparseError():
                raise told
            case Parsed() | Failed() if self.state == "busy":
                self.state, self.reading, self.started = "idle", None, ()
                return told
            case _ if told == READY and self.state == "starting":
                self.state = "idle"
        return None

    def is_worn(self) -> bool:
        """Whether it keeps so much memory that the next file has too little."""
        return measure_process(self.pid) > _WORN_SHARE * self._limits.memory

    def judge(self, usage: Usage) -> None:
        """Ends it if it takes more than a file may."""
        self.started = usage.started
        if self.seconds >= self._limits.seconds:
            self.end("time")
        elif usage.memory > self._limits.memory:
            self.end("memory")

    def end(self, verdict: Verdict | None = None) -> None:
        """Tells it to end; what it reads has then failed, for the reason given. It is killed if it does not heed."""
        if self.state != "leaving":
            self.state, self.verdict = "leaving", verdict
            self._kill_at = time.monotonic() + GRACE_SECONDS
            self._process.terminate()

    def abandon(self) -> None:
        """Tells it to end, and nobody what became of the file."""
        self.reading = None
        self.end()

    def kill_if_due(self) -> None:
        """Kills a worker that was told to end and has not done so in time."""
        if self._kill_at is not None and time.monotonic() >= self._kill_at:
            self.kill()

    def kill(self) -> None:
        """Ends it at once, and what it has started."""
        if self.is_alive:
            self.started = measure_trees([self.pid])[self.pid].started
            self._process.kill()

    def bury(self) -> Failed | None:
        """Clears away what is left of a dead worker; tells the file that it was reading."""
        self._process.join(GRACE_SECONDS)  # a killed process whose disk hangs is not waited for for ever
        kill_all(self.started)
        self.connection.close()
        return None if self.reading is None else self._failed(self.reading, self._process.exitcode)

    def _failed(self, reading: Reading, exit_code: int | None) -> Failed:
        reason: FailureReason = self.verdict or "died"
        match reason:
            case "time":
                error = self._limits.too_long
            case "memory":
                error = self._limits.too_large
            case _:
                error = _format_death(exit_code)
        return Failed(reading.source_path, reading.sha256, self.seconds, error, reason, reading.size)


def _format_death(exit_code: int | None) -> str:
    """What is told of a file whose reader is gone.

    >>> _format_death(-11)
    'the process that read it died (signal 11, SIGSEGV)'
    """
    if exit_code is None or exit_code >= 0:
        return str(Message("errors.processes.reader_ended", code=exit_code))
    number = -exit_code
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = "unknown"
    key = "errors.processes.reader_killed" if name == "SIGKILL" else "errors.processes.reader_died"
    return str(Message(key, number=number, name=name))
