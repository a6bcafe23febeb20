"""A process that reads files for another one, which outlives whatever a file does to it.

On a cluster the process that has a task must not die of a file: all the work of the task would be lost, and nobody
could tell which file it was. So it has a process of its own read one file at a time; when that dies, or takes too long,
it is replaced. It is kept from task to task, so that rules are loaded once.
"""

import contextlib
import os
import pickle
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from planparse.batch.results import Failed, Job, Parsed
from planparse.batch.timing import end_process_after, tell_too_long
from planparse.errors import UsageError
from planparse.rulebook.book import RuleBook
from planparse.wording.message import Message

Read = Callable[[Job, RuleBook], Parsed | Failed]

DIED = Message("errors.processes.reader_died_of_memory")
_TRIES = 2  # the system may have ended the process for another one's hunger
_GRACE_SECONDS = 30.0  # to end itself, if nobody is left to end it
_GONE = (EOFError, BrokenPipeError, ConnectionResetError)


class Child:
    """The process. Use it for one file at a time, and ``close`` it.

    Args:
        rules: the rules, pickled.
        read: what it does with a file; importable by name.
    """

    def __init__(self, rules: bytes, read: Read) -> None:
        self._start_message = (rules, read)
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def read(self, job: Job, seconds: float) -> Parsed | Failed:
        """The rows of a file, or why it could not be read.

        Raises:
            UsageError: the process does not start: no file is to blame.
        """
        begun = time.perf_counter()
        for _ in range(_TRIES):
            result = self._try(job, seconds)
            if result == "time":
                spent = time.perf_counter() - begun
                return Failed(job.source_path, job.sha256, spent, str(tell_too_long(seconds)), "time", job.size)
            if not isinstance(result, str):
                return result
        return Failed(job.source_path, job.sha256, time.perf_counter() - begun, str(DIED), "died", job.size)

    def close(self) -> None:
        """Ends the process, and what it started."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = self._line = None

    def _try(self, job: Job, seconds: float) -> Parsed | Failed | str:
        line = self._line or self._start()
        try:
            line.send((job, seconds))
            if not line.poll(seconds):
                self.close()
                return "time"
            result: Parsed | Failed = line.recv()
        except _GONE:
            self.close()
            return "died"
        return result

    def _start(self) -> Connection:
        """A new process: it sees the packages that this one sees, and its own words go nowhere."""
        self._line, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "planparse.batch.cluster.child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            self._line.send(self._start_message)
            self._line.recv()  # that it is ready: the time of a file begins then
        except _GONE as exc:
            self.close()
            raise UsageError(Message("errors.processes.not_started", machine=platform.node())) from exc
        return self._line


def serve(descriptor: int) -> None:
    """Reads files for the process at the other end, until that is gone."""
    with Connection(descriptor) as line:
        try:
            pickled, read = line.recv()
            rules = pickle.loads(pickled)
            line.send("ready")
            while True:
                job, seconds = line.recv()
                with end_process_after(seconds + _GRACE_SECONDS):
                    result = read(job, rules)
                line.send(result)
        except _GONE:
            return


if __name__ == "__main__":
    serve(int(sys.argv[1]))
