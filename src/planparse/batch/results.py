"""What becomes of a file in a batch, and the sum over all files. Importing this is cheap: see :mod:`~.ingest`."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from planparse.store.rows import FailureReason, IngestRow, SkipReason

if TYPE_CHECKING:
    from planparse.store.lines import PlanLines


class Job(NamedTuple):
    """A file that is to be read: its name for people, its digest, its bytes."""

    source_path: str
    sha256: str
    data: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)


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
    """A file that was read; ``size`` in bytes, ``rows`` of all tables together."""

    source_path: str
    sha256: str
    seconds: float
    lines: "PlanLines"
    counts: Counts
    size: int = 0
    rows: int = 0


class Failed(NamedTuple):
    """A file that could not be read, and why, on one line; ``size`` is None where it could not be opened."""

    source_path: str
    sha256: str | None
    seconds: float
    error: str
    reason: FailureReason = "unopened"
    size: int | None = None


class Skipped(NamedTuple):
    """A file that need not be read, and why."""

    source_path: str
    sha256: str
    reason: str
    kind: SkipReason = "known"
    size: int | None = None


FileResult = Parsed | Failed | Skipped


class Progress(NamedTuple):
    """One more file is done: the ``done``-th of ``total``."""

    done: int
    total: int
    result: FileResult


Ending = Literal["finished", "interrupted", "terminated"]
"""``interrupted`` by Ctrl-C, ``terminated`` by the system (SIGTERM)."""


class Summary(NamedTuple):
    """What a batch did.

    Attributes:
        stored: plans that are in the database now.
        failed: files that failed, with the reason, in alphabetical order; no more than a person can read.
        skipped: files that were skipped, likewise.
        counts: what the stored plans hold.
        seconds: how long it took.
        ending: whether it came to its end.
        more_failed: files that failed beyond those that ``failed`` names; ``ingests`` names them all.
        more_skipped: the same for ``skipped``.
        left: files that were not come to, because the batch was ended.
    """

    stored: int
    failed: tuple[Failed, ...]
    skipped: tuple[Skipped, ...]
    counts: Counts
    seconds: float
    ending: Ending = "finished"
    more_failed: int = 0
    more_skipped: int = 0
    left: int = 0

    @property
    def failed_files(self) -> int:
        """How many files failed."""
        return len(self.failed) + self.more_failed

    @property
    def skipped_files(self) -> int:
        """How many files were skipped."""
        return len(self.skipped) + self.more_skipped


def build_ingest_row(result: FileResult, run_id: str) -> IngestRow:
    """What is remembered of a file, whatever became of it."""
    match result:
        case Parsed():
            told = IngestRow(result.source_path, result.sha256, "ok", None, result.seconds)
            return told._replace(bytes=result.size, rows=result.rows, run_id=run_id)
        case Failed():
            told = IngestRow(result.source_path, result.sha256, "failed", result.error, result.seconds)
            return told._replace(reason=result.reason, bytes=result.size, run_id=run_id)
        case Skipped():
            told = IngestRow(result.source_path, result.sha256, "skipped", result.reason, 0.0)
            return told._replace(reason=result.kind, bytes=result.size, run_id=run_id)
