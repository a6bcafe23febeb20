"""What became of the files of one round: the batch tells of plans, an inbox holds files; an archive is many plans."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from planparse.batch.archives import INSIDE
from planparse.batch.files import label
from planparse.batch.results import Failed, FileResult, Parsed, Progress, Skipped


class Outcome(NamedTuple):
    """What became of a file, or of a member of an archive; without the plan itself, which may be large."""

    event: Literal["taken", "skipped", "failed"]
    file: str
    sha256: str | None
    seconds: float | None = None
    tasks: int | None = None
    indicators: int | None = None
    reason: str | None = None
    error: str | None = None

    def fields(self) -> dict[str, str | int | float | None]:
        """What is logged beside the event."""
        return {name: value for name, value in self._asdict().items() if name != "event"}


class Outcomes:
    """Collects results and gives them file by file."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = {label(path): path for path in files}
        self._found: dict[Path, list[Outcome]] = {}

    def add(self, progress: Progress) -> None:
        """One more result; to be handed to the batch."""
        outcome = build_outcome(progress.result)
        path = self._file_of(outcome.file)
        if path is not None:
            self._found.setdefault(path, []).append(outcome)

    def by_file(self, *, broken_off: bool = False) -> Iterator[tuple[Path, list[Outcome]]]:
        """Each file with the outcomes of what it holds; files that were not come to are missing.

        Args:
            broken_off: the batch did not end: of an archive nobody knows whether all of it was read.
        """
        failed = {outcome.sha256: outcome for outcome in self._all() if outcome.event == "failed" and outcome.sha256}
        for path, found in sorted(self._found.items()):
            if not broken_off or found[0].file == label(path):
                yield path, [_as_its_twin(outcome, failed.get(outcome.sha256 or "")) for outcome in found]

    def _all(self) -> Iterator[Outcome]:
        for found in self._found.values():
            yield from found

    def _file_of(self, source_path: str) -> Path | None:
        """The file that a result is of; the folder of an inbox may itself be called "x!"."""
        end = len(source_path)
        while end > 0:
            if (path := self._files.get(source_path[:end])) is not None:
                return path
            end = source_path.rfind(INSIDE, 0, end)
        return None


def _as_its_twin(outcome: Outcome, twin: Outcome | None) -> Outcome:
    """A file that was skipped for having the bytes of one that failed has failed as well: it is not in."""
    if twin is None or outcome.event != "skipped":
        return outcome
    return outcome._replace(event="failed", reason=twin.reason, error=f"{twin.error} ({outcome.error})")


def build_outcome(result: FileResult) -> Outcome:
    """A result in short."""
    match result:
        case Parsed(path, sha256, seconds, _, counts):
            return Outcome("taken", path, sha256, round(seconds, 3), counts.tasks, counts.indicators)
        case Failed():
            seconds = round(result.seconds, 3)
            return Outcome(
                "failed", result.source_path, result.sha256, seconds, reason=result.reason, error=result.error
            )
        case Skipped(path, sha256, told):
            reason = "known" if "already" in told else "duplicate"
            return Outcome("skipped", path, sha256, reason=reason, error=told)
