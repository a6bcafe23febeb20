"""What becomes of a file in a batch, and the sum over all files."""

from typing import Literal, NamedTuple

from planparse.model.records import Records
from planparse.store.lines import PlanLines, build_plan_lines
from planparse.store.rows import FailureReason


class Job(NamedTuple):
    """A file that is to be read: its name for people, its digest, its bytes."""

    source_path: str
    sha256: str
    data: bytes


class Counts(NamedTuple):
    """How much a plan, or a batch, holds."""

    tasks: int = 0
    indicators: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sum, field by field."""
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Parsed(NamedTuple):
    """A file that was read."""

    source_path: str
    sha256: str
    seconds: float
    lines: PlanLines
    counts: Counts


class Failed(NamedTuple):
    """A file that could not be read, and why, on one line."""

    source_path: str
    sha256: str | None
    seconds: float
    error: str
    reason: FailureReason = "unreadable"


class Skipped(NamedTuple):
    """A file that need not be read, and why."""

    source_path: str
    sha256: str
    reason: str


FileResult = Parsed | Failed | Skipped


class Progress(NamedTuple):
    """One more file is done: the ``done``-th of ``total``."""

    done: int
    total: int
    result: FileResult


Ending = Literal["finished", "interrupted"]


class Summary(NamedTuple):
    """What a batch did. ``failed`` and ``skipped`` name the files in alphabetical order, with the reason."""

    stored: int
    failed: tuple[Failed, ...]
    skipped: tuple[Skipped, ...]
    counts: Counts
    seconds: float
    ending: Ending = "finished"


def build_parsed(job: Job, records: Records, seconds: float) -> Parsed:
    """The result of a file that was read, in the form in which it is handed to the writer."""
    return Parsed(job.source_path, job.sha256, seconds, build_plan_lines(records), count_records(records))


def count_records(records: Records) -> Counts:
    """How much one plan holds."""
    severities = [row.severity for row in records.diagnostics]
    return Counts(
        tasks=len(records.tasks),
        indicators=len(records.indicators),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        infos=severities.count("info"),
    )
