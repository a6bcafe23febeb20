"""Reading files on a Ray cluster: chunks of files become parts of a lake, each wherever a processor is free.

Ray's own retries are off: it would do a whole chunk again as often as it is told, without a word, before anybody
learned that a file of it ends processes. Here a chunk that was lost is done again as it is; lost twice, it is done file
by file; a file that is lost alone as often is recorded as failed. What is done again writes the same part again.

Only a bounded number of chunks is handed out at a time, and what comes back is what became of the files: the driver's
memory does not grow with what they hold.
"""

import logging
import os
import pickle
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from planparse.batch.cluster.child import Read
from planparse.batch.cluster.chunks import Chunk, ChunkFile, cut, list_files
from planparse.batch.cluster.lake_run import Tally, begin_run, finish_lake, load_into
from planparse.batch.cluster.node import Outcome, Setup, describe, died, read_chunk
from planparse.batch.cluster.remote import as_local, is_remote, open_storage
from planparse.batch.reference import build_reference
from planparse.batch.results import Ending, Progress, Summary
from planparse.batch.timing import FILE_SECONDS
from planparse.batch.work import read_plan
from planparse.errors import PlanparseError, UsageError
from planparse.pipeline import PARSER_VERSION
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.duck import open_for_writing
from planparse.store.lake import Run, mark_lake, read_lake, write_reference, write_run, write_run_rows
from planparse.store.manifests import Versions
from planparse.store.opening import SCHEMA_VERSION
from planparse.wording.message import Message

CHUNKS_IN_FLIGHT = 2  # per processor: one being read, one waiting
MAX_LOSSES = 2  # of a chunk, before it is done file by file; of a file, before it is given up
_NODE_SECONDS = 60.0
_OBJECT_BYTES = 128 * 2**20  # what tasks share is the rules and a list of digests
_KNOCK_SECONDS = 10.0
_HERE = "local"


class Options(NamedTuple):
    """What may be said of a run besides its files."""

    rules_folder: Path | None = None
    file_seconds: float = FILE_SECONDS
    read: Read = read_plan
    on_progress: Callable[[Progress], None] | None = None


_PLAIN = Options()


def ingest_on_cluster(
    paths: Iterable[str | Path],
    *,
    address: str,
    lake: str,
    db: Path | None = None,
    options: Options = _PLAIN,
) -> Summary:
    """Reads every plan under ``paths`` into a lake, and what is new there into a database.

    Args:
        paths: files, folders, patterns, archives; ``s3://`` and ``gs://`` too. What lies in folders must lie in the
            same ones on every machine of the cluster.
        address: a Ray cluster: ``auto``, ``host:6379``, ``ray://host:10001``; ``local`` starts one on this machine.
        lake: a folder that all machines share, ``s3://`` or ``gs://``.
        db: the database; None leaves it at the lake.
        options: what else may be said of a run.

    Raises:
        UsageError: a path, the cluster or a package is not there, or a machine of the cluster is not as this one.
        RuleError: the rules do not load.
        DatabaseError: the lake or the database cannot be used.
    """
    files = list_files(paths)
    rules = load_rules(options.rules_folder)
    place = lake if is_remote(lake) else os.path.abspath(as_local(lake))  # noqa: PTH100 - of a URL, too
    storage = open_storage(place)
    run = begin_run(Versions(PARSER_VERSION, rules.fingerprint, SCHEMA_VERSION))
    tally = Tally(len(files), options.on_progress)
    with connect(address) as ray:
        mark_lake(storage)
        check_nodes(ray, place)
        if db is not None:
            open_for_writing(db).close()  # what is wrong with it is told now, not hours later
        write_reference(storage, build_reference(rules))
        write_run(storage, run)
        known = read_lake(storage).known(run.versions)
        driver = _Driver(ray, _setup(place, run, rules, options), known)
        ending = _drive(driver, files, tally)
    summary, rows = tally.settle(ending, run.run_id)
    write_run_rows(storage, run, rows)
    if ending == "finished":
        finish_lake(storage, rules)
        if db is not None:
            load_into(storage, db, rules)
    return summary


def _setup(place: str, run: Run, rules: RuleBook, options: Options) -> Setup:
    return Setup(
        lake=place,
        versions=run.versions,
        run_id=run.run_id,
        at=run.at,
        rules=pickle.dumps(rules),
        seconds=options.file_seconds,
        read=options.read,
    )


def _drive(driver: "_Driver", files: Sequence[ChunkFile], tally: Tally) -> Ending:
    try:
        for outcomes in driver.run(files):
            tally.take(outcomes)
    except KeyboardInterrupt:
        return "interrupted"
    return "finished"


@contextmanager
def connect(address: str) -> Iterator[Any]:
    """The module ``ray``, connected to a cluster; nothing of it is sent anywhere and nothing of it is printed.

    Raises:
        UsageError: Ray is not installed, or no cluster answers.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # it warns of a change of its own otherwise
    try:
        import ray
    except ImportError as exc:
        raise UsageError(Message("errors.cluster.no_ray")) from exc
    _knock(address)
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address == _HERE:
            ray.init(address=_HERE, include_dashboard=False, object_store_memory=_OBJECT_BYTES, **quiet)
        else:
            ray.init(address=address, **quiet)
    except ImportError as exc:
        raise UsageError(Message("errors.cluster.more_of_ray", path=address)) from exc
    except Exception as exc:  # it has no exception of its own for this
        told = next(iter(str(exc).strip().splitlines()), type(exc).__name__)
        raise UsageError(Message("errors.cluster.nobody", address=address, reason=told)) from exc
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            yield ray  # it tells of lost machines on stdout, whatever it is told about logs
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Whether anybody listens at an address: Ray itself tries for many minutes, and prints what it tries.

    Raises:
        UsageError: nobody does.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host, int(port)), timeout=_KNOCK_SECONDS).close()
    except (OSError, OverflowError) as exc:
        raise UsageError(
            Message("errors.cluster.nobody", address=address, reason=getattr(exc, "strerror", None) or exc)
        ) from exc


def check_nodes(ray: Any, lake: str) -> None:
    """Sees to it that every machine reads files as this one does, and reaches the lake.

    Raises:
        UsageError: one does not; names it, and what to do.
    """
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    expected = describe(lake)
    task = ray.remote(num_cpus=0, max_retries=1)(describe)
    names = {node["NodeID"]: node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"]}
    asked = {
        node: task.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False)).remote(lake)
        for node in names
    }
    for node, answer in asked.items():
        try:
            told: dict[str, str] = ray.get(answer, timeout=_NODE_SECONDS)
        except ray.exceptions.RayError as exc:
            if node in {one["NodeID"] for one in ray.nodes() if one["Alive"]}:
                raise UsageError(_why_not(ray, exc, names[node])) from exc
            continue  # it is gone: one that is lost is noticed some seconds later
        _compare(names[node], told, expected, lake)


def _why_not(ray: Any, exc: Exception, name: str) -> Message:
    if isinstance(exc, ray.exceptions.GetTimeoutError):
        return Message("errors.cluster.silent", name=name)
    if "No module named" in str(exc):
        return Message("errors.cluster.lacks", name=name)
    return Message("errors.cluster.unable", name=name, reason=_last_line(exc))


def _last_line(exc: Exception) -> str:
    return next(reversed(str(exc).strip().splitlines()), type(exc).__name__)


def _compare(name: str, told: dict[str, str], expected: dict[str, str], lake: str) -> None:
    for what, here in expected.items():
        there = told.get(what, "nothing")
        if there != here and what == "lake":
            raise UsageError(Message("errors.cluster.blind", name=name, lake=lake))
        if there != here:
            raise UsageError(Message("errors.cluster.versions", name=name, what=what, there=there, here=here))


class _Task(NamedTuple):
    """A chunk that is to be done, and how often it was lost."""

    chunk: Chunk
    losses: int = 0


class _Driver:
    """Hands chunks out and takes outcomes in."""

    def __init__(self, ray: Any, setup: Setup, known: frozenset[str]) -> None:
        self._ray = ray
        self._shared = (ray.put(setup), ray.put(known))
        self._remote = ray.remote(num_cpus=1, max_retries=0)(read_chunk)
        self._running: dict[Any, _Task] = {}
        self._again: deque[_Task] = deque()

    def run(self, files: Sequence[ChunkFile]) -> Iterator[list[Outcome]]:
        """The outcomes of all files, chunk by chunk, as they come.

        Raises:
            PlanparseError: the lake cannot be written to, or a machine cannot read files at all.
        """
        chunks = cut(files, self._processors())
        try:
            while self._fill(chunks):
                ready, _ = self._ray.wait(list(self._running), num_returns=1)
                for reference in ready:
                    outcomes = self._take(reference, self._running.pop(reference))
                    if outcomes:
                        yield outcomes
        finally:
            for reference in self._running:
                self._ray.cancel(reference, force=True)

    def _fill(self, chunks: Iterator[Chunk]) -> bool:
        """Hands out as many chunks as may be under way; false when nothing is."""
        most = self._processors() * CHUNKS_IN_FLIGHT
        while len(self._running) < most:
            task = self._again.popleft() if self._again else next(map(_Task, chunks), None)
            if task is None:
                break
            self._running[self._remote.remote(task.chunk, *self._shared)] = task
        return bool(self._running)

    def _processors(self) -> int:
        """Of the cluster as it is now: machines come and go."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 0)))

    def _take(self, reference: Any, task: _Task) -> list[Outcome]:
        try:
            outcomes: list[Outcome] = self._ray.get(reference)
        except self._ray.exceptions.RayError as exc:
            return self._lose(task, exc)
        return outcomes

    def _lose(self, task: _Task, exc: Exception) -> list[Outcome]:
        """Has a lost chunk done again, as it is or file by file; gives up on a file that is lost alone."""
        losses = task.losses + 1
        if losses < MAX_LOSSES:
            self._again.append(_Task(task.chunk, losses))
        elif isinstance(cause := getattr(exc, "cause", None), PlanparseError):
            raise type(cause)(str(cause)) from exc
        elif len(task.chunk) > 1:
            self._again.extend(_Task((file,)) for file in task.chunk)
        else:
            is_memory = isinstance(exc, self._ray.exceptions.OutOfMemoryError)
            return [died(task.chunk[0], "memory" if is_memory else "died")]
        return []
