"""``planparse watch``: files are taken in as they arrive.

What holds, whatever happens:

1. A file is in the inbox or, with a report beside it, in the quarantine; nothing is deleted or overwritten.
2. What was taken in stays where it is: the database points to it (``source_path``).
3. ``taken`` is logged once the plan is in the database.
4. A round that the database kept from ending is done again, after a pause that grows.

The inbox is listed again and again: notices of the system do not come from network shares.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from planparse.batch.inbox.folder import LOCK_NAME, Inbox, Round
from planparse.batch.inbox.log import WatchLog
from planparse.batch.inbox.outcomes import Outcome, Outcomes
from planparse.batch.inbox.quarantine import Problem, Quarantine
from planparse.batch.inbox.stop import Stop
from planparse.batch.ingest import IngestOptions, ingest
from planparse.batch.results import Ending, Progress
from planparse.errors import DatabaseError, PlanparseError, UsageError
from planparse.wording.message import Message
from planparse.wording.system import name_reason

PATIENCE_SECONDS = 600.0  # for a file that stands still without its end; nobody's line rests for longer
ROUND_FILES = 1_000  # given to the batch at a time: what is logged should not wait for 20,000 files
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0
_BUSY = ("another ingest", "another program has")


class WatchOptions(NamedTuple):
    """What a watch works with.

    Attributes:
        inbox: the folder that files arrive in.
        interval: seconds between two looks.
        settle: seconds that a file must stay as it is.
        once: take what is complete, and end.
        timeout, memory: what reading one file may take, in seconds and bytes; see ``IngestOptions``.
    """

    inbox: Path
    db: Path
    quarantine: Path
    interval: float = 2.0
    settle: float = 5.0
    once: bool = False
    rules_folder: Path | None = None
    jobs: int | None = None
    timeout: float | None = None
    memory: int | None = None


class Totals(NamedTuple):
    """How many files were taken in, skipped, and failed."""

    taken: int = 0
    skipped: int = 0
    failed: int = 0


def watch(options: WatchOptions, log: WatchLog, stop: Stop) -> Totals:
    """Takes files in until the end is asked for.

    Raises:
        UsageError: another watch has this inbox, or it cannot be written to.
        PlanparseError: with ``once``, what kept the batch from working.
    """
    with _alone_in(options.inbox):
        return _Watch(options, log, stop).run()


def default_quarantine(inbox: Path) -> Path:
    """A folder beside the inbox: what failed must not be found again."""
    inbox = inbox.resolve()
    return inbox.with_name(f"{inbox.name}-quarantine")


@contextmanager
def _alone_in(inbox: Path) -> Iterator[None]:
    """One watch for an inbox. The lock is the system's own and ends with the process; its file stays, empty."""
    lock = FileLock(inbox / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout as exc:
        raise UsageError(Message("errors.watch.another", path=inbox)) from exc
    except OSError as exc:
        raise UsageError(Message("errors.database.no_writing_folder", path=inbox, reason=name_reason(exc))) from exc
    try:
        yield
    finally:
        lock.release()


class _Watch:
    """The rounds of one watch."""

    def __init__(self, options: WatchOptions, log: WatchLog, stop: Stop) -> None:
        self._options, self._log, self._stop = options, log, stop
        self._inbox = Inbox(
            options.inbox,
            settle=options.settle,
            patience=PATIENCE_SECONDS,
            besides=options.quarantine,
            trust_age=options.once,
        )
        self._quarantine = Quarantine(options.quarantine, options.inbox, self._inbox.is_unchanged)
        self._totals = Totals()
        self._pause = 0.0

    def run(self) -> Totals:
        begun = time.monotonic()
        options = self._options
        self._log.write(
            "started",
            inbox=str(options.inbox),
            db=str(options.db),
            quarantine=str(options.quarantine),
            pid=os.getpid(),
        )
        try:
            self._run_once() if options.once else self._run_on()
        finally:
            self._log.write("stopped", **self._totals._asdict(), seconds=round(time.monotonic() - begun, 1))
        return self._totals

    def _run_once(self) -> None:
        """Two looks: the first sees what is there, the second what stayed as it was."""
        first = self._inbox.look()
        self._take_round(first)
        if first.pending:
            self._stop.wait(self._options.settle)
            if not self._stop.asked:
                self._take_round(self._inbox.look())

    def _run_on(self) -> None:
        while not self._stop.asked:
            try:
                self._take_round(self._inbox.look())
                self._pause = 0.0
            except (PlanparseError, OSError) as exc:
                self._pause = min(_LONGEST_PAUSE, max(_FIRST_PAUSE, 2 * self._pause))
                told = " ".join(str(exc).split())
                busy = isinstance(exc, DatabaseError) and any(words in told for words in _BUSY)
                self._log.write("waiting" if busy else "error", error=told, retry_in=self._pause)
            self._stop.wait(max(self._options.interval, self._pause))

    def _take_round(self, found: Round) -> None:
        for path in found.other:
            self._log.write("skipped", file=str(path), reason="other", error="by its name it is no plan")
        for folder, why in found.unlisted:
            self._log.write("error", file=str(folder), error=f"cannot list this folder ({why})")
        for waiting in found.waiting:
            self._log.write("waiting", file=str(waiting.path), reason=waiting.why)
        for start in range(0, len(found.ready), ROUND_FILES):
            if not self._stop.asked:
                self._take(found.ready[start : start + ROUND_FILES])

    def _take(self, ready: Sequence[Path]) -> None:
        files = [path for path in ready if os.path.lexists(path)]  # also a broken link
        if not files:
            return
        begun, before = time.monotonic(), self._totals
        outcomes = Outcomes(files)
        try:
            with self._stop.breakable():
                ending = _run_batch(files, self._options, outcomes.add)
        except KeyboardInterrupt:
            self._stop.asked = True
            return  # nobody can say what was stored: the database knows, and the next watch asks it
        self._stop.asked |= ending != "finished"
        for path, found in outcomes.by_file(broken_off=self._stop.asked):
            self._settle(path, found)
        change = [now - then for now, then in zip(self._totals, before, strict=True)]
        self._log.write("round", **Totals(*change)._asdict(), seconds=round(time.monotonic() - begun, 2))

    def _settle(self, path: Path, found: Sequence[Outcome]) -> None:
        """Logs what became of a file, or of the members of an archive, and puts away what failed."""
        failed = [outcome for outcome in found if outcome.event == "failed"]
        moved, report = self._put_away(path, failed, is_whole=len(failed) == len(found)) if failed else (None, None)
        for outcome in found:
            self._totals = self._totals._replace(**{outcome.event: getattr(self._totals, outcome.event) + 1})
            places = {"quarantined_to": moved, "report": report} if outcome.event == "failed" else {}
            self._log.write(outcome.event, **outcome.fields(), **places)
        self._inbox.done(path)

    def _put_away(self, path: Path, failed: Sequence[Outcome], *, is_whole: bool) -> tuple[str | None, str | None]:
        """Where the file went, or the report on an archive that stays."""
        inbox = self._options.inbox
        problems = [Problem(_name_in(inbox, item.file), item.reason or "", item.error or "") for item in failed]
        try:
            if is_whole:
                moved = self._quarantine.take(path, problems)
                return (None if moved is None else str(moved)), None
            return None, str(self._quarantine.report(path, problems))
        except OSError as exc:
            told = f"cannot be moved to {self._options.quarantine} ({exc.strerror or exc})"
            self._log.write("error", file=str(path), error=told)
            return None, None


def _run_batch(files: Sequence[Path], options: WatchOptions, on_progress: Callable[[Progress], None]) -> Ending:
    """The one place that calls the batch, which hears Ctrl-C itself and stores what is there."""
    limits = IngestOptions(options.timeout, options.memory, within=options.inbox)
    return ingest(
        files, options.db, jobs=options.jobs, rules_folder=options.rules_folder, on_progress=on_progress, options=limits
    ).ending


def _name_in(inbox: Path, source_path: str) -> str:
    return source_path.removeprefix(f"{inbox.as_posix()}/")
