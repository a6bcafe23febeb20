"""What a machine of a cluster does with a chunk: reads its files where they lie, and writes a part of the lake.

Nothing here knows Ray. What holds when ``read_chunk`` returns: every file of the chunk has one outcome, and the plans
of those that were read are in the lake. When it does not return, nothing of the chunk counts, or all of it.
"""

import hashlib
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from planparse import __version__
from planparse.batch.cluster.child import DIED, Child, Read
from planparse.batch.cluster.chunks import Chunk, ChunkFile
from planparse.batch.cluster.remote import RemoteFile, open_storage, read_remote
from planparse.batch.files import PlanFile
from planparse.batch.reading import files_to_jobs
from planparse.batch.results import Counts, Failed, Job, Parsed, Skipped
from planparse.errors import UnreadableError
from planparse.store.lake import is_lake
from planparse.store.lines import PlanLines
from planparse.store.manifests import PartFile, Versions
from planparse.store.parts import write_part
from planparse.store.rows import FailureReason
from planparse.wording.message import Message

READ_AHEAD = 2  # files fetched while one is read
_DECIDING = ("regex", "pydantic", "pdfplumber", "pypdfium2", "lxml", "duckdb")


class Setup(NamedTuple):
    """What all tasks of a run have in common.

    Attributes:
        rules: the rules, pickled: folders of this machine need not be there on the others.
        read: what reads a file; importable by name.
    """

    lake: str
    versions: Versions
    run_id: str
    at: str
    rules: bytes
    seconds: float
    read: Read


class Outcome(NamedTuple):
    """What became of a file."""

    order: int
    source_path: str
    sha256: str | None
    kind: Literal["parsed", "failed", "known", "duplicate"]
    seconds: float = 0.0
    error: str | None = None
    reason: FailureReason | None = None
    size: int | None = None
    rows: int | None = None
    counts: Counts = Counts()


class _Process:
    """What a process keeps from task to task; a task has nothing else to keep it in."""

    child: Child | None = None
    run_id: str | None = None


def read_chunk(chunk: Chunk, setup: Setup, known: frozenset[str]) -> list[Outcome]:
    """Reads the files of a chunk and writes the plans to the lake.

    Args:
        chunk: files of one kind.
        setup: what is the same for the whole run.
        known: digests of files that are in the lake.

    Raises:
        DatabaseError: the lake cannot be written to.
    """
    storage = open_storage(setup.lake)
    child = _child_for(setup)
    outcomes: list[Outcome] = []
    plans: list[tuple[PartFile, PlanLines]] = []
    for file, item in zip(chunk, _load(chunk, known), strict=True):
        result = child.read(item, setup.seconds) if isinstance(item, Job) else item
        outcome = _outcome_of(file.order, result)
        outcomes.append(outcome)
        if isinstance(result, Parsed):
            plans.append((_part_file(outcome, result), result.lines))
    if plans:
        write_part(storage, plans, setup.versions, run_id=setup.run_id, at=setup.at)
    return outcomes


def describe(lake: str) -> dict[str, str]:
    """What must be the same on all machines: packages that decide what is read, and the lake."""
    told = {"planparse": f"{__version__} ({_code()})", "Python": platform.python_version()}
    told |= {name: metadata.version(name) for name in _DECIDING}
    return told | {"lake": "seen" if is_lake(open_storage(lake)) else "not seen"}


def died(file: ChunkFile, reason: FailureReason) -> Outcome:
    """A file that ended every process that took it up."""
    return Outcome(file.order, file.source_path, None, "failed", error=str(DIED), reason=reason)


def _child_for(setup: Setup) -> Child:
    if _Process.child is None or _Process.run_id != setup.run_id:
        if _Process.child is not None:
            _Process.child.close()
        _Process.child, _Process.run_id = Child(setup.rules, setup.read), setup.run_id
    return _Process.child


def _load(chunk: Chunk, known: frozenset[str]) -> Iterator[Job | Failed | Skipped]:
    """The bytes of the files, one item for each, in their order. A chunk has files of one kind."""
    here = [one.file for one in chunk if isinstance(one.file, PlanFile)]
    there = [one.file for one in chunk if isinstance(one.file, RemoteFile)]
    if here:
        yield from files_to_jobs(here, known)
    seen: dict[str, str] = {}
    for item in _fetch(there):
        if isinstance(item, Job) and item.sha256 in seen:
            told = str(Message("errors.skipped.same", path=seen[item.sha256]))
            yield Skipped(item.source_path, item.sha256, told, "duplicate", item.size)
            continue
        if isinstance(item, Job):
            seen[item.sha256] = item.source_path
        if isinstance(item, Job) and item.sha256 in known:
            yield Skipped(item.source_path, item.sha256, str(Message("errors.skipped.in_lake")), "known", item.size)
        else:
            yield item


def _fetch(files: Sequence[RemoteFile]) -> Iterator[Job | Failed]:
    """Files from elsewhere, the next ones on their way while one is looked at."""
    with ThreadPoolExecutor(READ_AHEAD) as threads:
        waiting = [threads.submit(_fetch_one, file) for file in files[:READ_AHEAD]]
        for position in range(len(files)):
            item = waiting.pop(0).result()
            if position + READ_AHEAD < len(files):
                waiting.append(threads.submit(_fetch_one, files[position + READ_AHEAD]))
            yield item


def _fetch_one(file: RemoteFile) -> Job | Failed:
    try:
        data = read_remote(file)
    except UnreadableError as exc:
        return Failed(file.source_path, None, 0.0, str(exc))
    return Job(file.source_path, hashlib.sha256(data).hexdigest(), data)


def _outcome_of(order: int, result: Parsed | Failed | Skipped) -> Outcome:
    told = Outcome(order, result.source_path, result.sha256, "parsed", size=result.size)
    match result:
        case Parsed():
            return told._replace(seconds=result.seconds, rows=result.rows, counts=result.counts)
        case Failed():
            return told._replace(kind="failed", seconds=result.seconds, error=result.error, reason=result.reason)
        case Skipped():
            return told._replace(kind=result.kind)


def _part_file(outcome: Outcome, parsed: Parsed) -> PartFile:
    return PartFile(
        order=outcome.order,
        source_path=parsed.source_path,
        sha256=parsed.sha256,
        plan_id=parsed.lines.plan_id,
        seconds=parsed.seconds,
        size=outcome.size or 0,
        rows=outcome.rows or 0,
    )


@cache  # of the files of this package: they do not change while it runs
def _code() -> str:
    """A short hash of the code: two machines may have one version and not one state of it."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")) + sorted(package.rglob("*.sql")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
