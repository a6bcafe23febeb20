"""Worker processes: what they survive, what they may take, and that none stays."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from workers import build_death, build_nothing, build_obedient

from planparse.batch import limits as limits_module
from planparse.batch import worker_process
from planparse.batch.bell import Bell
from planparse.batch.limits import MEGABYTE, Limits, build_limits
from planparse.batch.pool import Outside, WorkerPool
from planparse.batch.results import Failed, FileResult, Job, Skipped
from planparse.batch.serving import Worker
from planparse.batch.timing import FILE_SECONDS, tell_too_long
from planparse.errors import PlanparseError, RuleError

AMPLE = Limits(600.0, 4096 * MEGABYTE)
OBEDIENT = Worker(build_obedient)
HANG = "import_time;time.sleep(600)"
EAT = "import_time;x=b'x'*(700<<20);time.sleep(600)"


def build_jobs(*contents: str) -> list[Job]:
    return [Job(f"f{i}", str(i), content.encode()) for i, content in enumerate(contents)]


def read_all(*contents: str, limits: Limits = AMPLE, processes: int = 2) -> dict[str, FileResult]:
    with WorkerPool(OBEDIENT, processes, limits) as pool:
        return {result.source_path: result for result in pool.results(build_jobs(*contents))}


def names_of(results: dict[str, FileResult]) -> dict[str, str]:
    return {path: type(result).__name__ for path, result in results.items()}


def reason_of(result: FileResult) -> tuple[str | None, str]:
    assert isinstance(result, Failed)
    return result.reason, result.error


def wait_until(holds: Callable[[], bool]) -> None:
    """Gives up after a minute; a slow machine has time enough."""
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("waited for a minute in vain")


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits for its parent to notice has."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


# --- death -------------------------------------------------------------------------------------------------------


def test_a_file_that_kills_its_process_fails_alone() -> None:
    """All others are read, also those that were being read beside it."""
    contents = ["ok", "die", "ok", "fail", "ok", "kill", "ok"]
    results = read_all(*contents)
    told = {"ok": "Parsed", "die": "Failed", "kill": "Failed", "fail": "Failed"}
    assert {f"f{i}": told[content] for i, content in enumerate(contents)} == names_of(results)
    assert ("died", "the process that read it died (exit code 9)") == reason_of(results["f1"])
    assert ("unreadable", "no") == reason_of(results["f3"])
    killed = "the process that read it died (signal 9, SIGKILL): the machine may have run out of memory"
    assert ("died", killed) == reason_of(results["f5"])


def test_rules_that_do_not_load_in_a_worker_end_the_batch() -> None:
    """With the words of the rule."""
    with WorkerPool(Worker(build_nothing), 2, AMPLE) as pool, pytest.raises(RuleError, match="no such agency"):
        list(pool.results(build_jobs("ok", "ok")))


def test_workers_that_die_as_they_start_are_not_started_for_ever() -> None:
    with WorkerPool(Worker(build_death), 2, AMPLE) as pool, pytest.raises(PlanparseError, match="die as they start"):
        list(pool.results(build_jobs("ok", "ok")))


# --- limits ------------------------------------------------------------------------------------------------------


def test_a_file_that_takes_too_long_is_ended() -> None:
    """Also one that does not heed that; the others are read."""
    results = read_all("ok", "hang", "ok", "hang stubbornly", "ok", limits=AMPLE._replace(seconds=1.0))
    told = ("time", "reading it took longer than 1 seconds and was ended: allow more with --timeout")
    assert {"f1": told, "f3": told} == {
        path: reason_of(result) for path, result in results.items() if isinstance(result, Failed)
    }
    assert 5 == len(results)


def test_a_file_that_takes_too_much_memory_is_ended() -> None:
    results = read_all("ok", "eat 700", "ok", limits=AMPLE._replace(memory=500 * MEGABYTE))
    assert {"f0": "Parsed", "f1": "Failed", "f2": "Parsed"} == names_of(results)
    told = "reading it took more than 500 MB of memory and was ended: allow more with --memory"
    assert ("memory", told) == reason_of(results["f1"])


def test_memory_of_programs_that_a_file_has_started_counts(tmp_path: Path) -> None:
    """They are ended too: no converter is left behind."""
    file = tmp_path / "pids"
    results = read_all(f"start {EAT} {file}", "ok", limits=AMPLE._replace(memory=500 * MEGABYTE))
    assert "memory" == reason_of(results["f0"])[0]
    pids = [int(pid) for pid in file.read_text("utf-8").split()]
    wait_until(lambda: all(map(is_gone, pids)))


def test_programs_of_a_worker_that_was_killed_are_ended(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    seen: list[int] = []

    def kill_when_started() -> bool:
        """Asked again and again while the file is read."""
        if file.exists() and not seen:
            worker, program = map(int, file.read_text("utf-8").split())
            if any(program == started.pid for one in pool._workers for started in one.started):
                seen.extend((worker, program))
                os.kill(worker, signal.SIGKILL)
        return False

    with WorkerPool(OBEDIENT, 1, AMPLE) as pool:
        (result,) = pool.results(build_jobs(f"start {HANG} {file}"), Outside(kill_when_started))
    assert "died" == reason_of(result)[0]
    wait_until(lambda: all(map(is_gone, seen)))


def test_a_worker_that_keeps_memory_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two files, so that none fails for what those before it took."""
    ended: list[int] = []
    monkeypatch.setattr(worker_process, "measure_process", lambda pid: 0 if pid in ended else AMPLE.memory)
    with WorkerPool(OBEDIENT, 1, AMPLE) as pool:
        for result in pool.results(build_jobs("ok", "ok", "ok")):
            assert not isinstance(result, Failed)
            ended += [worker.pid for worker in pool._workers]
    assert 3 == len(set(ended))


def test_a_stubborn_worker_does_not_outlive_its_pool(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    with WorkerPool(OBEDIENT, 2, AMPLE) as pool:
        jobs = build_jobs("hang stubbornly", f"start {HANG} {file}")
        list(pool.results(jobs, Outside(file.exists)))
        pids = [worker.pid for worker in pool._workers]
    assert 2 == len(pids)
    assert all(map(is_gone, [*pids, *map(int, file.read_text("utf-8").split())]))


def test_default_limits_are_a_fair_part_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "_free_memory", lambda: 32768 * MEGABYTE)
    assert Limits(FILE_SECONDS, 4096 * MEGABYTE) == build_limits(4)
    assert Limits(FILE_SECONDS, 1024 * MEGABYTE) == build_limits(64)
    assert Limits(5.0, 600 * MEGABYTE) == build_limits(4, 5.0, 600 * MEGABYTE)


def test_the_limit_of_a_container_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of both kinds of control groups; "max" is none."""
    monkeypatch.setattr(limits_module, "_CGROUPS", tmp_path)
    monkeypatch.setattr(limits_module, "_groups", lambda: {"", "batch"})
    (tmp_path / "batch").mkdir()
    (tmp_path / "memory").mkdir()
    for name, number in (("memory.max", "max"), ("batch/memory.max", "3000"), ("batch/memory.current", "1000")):
        (tmp_path / name).write_text(f"{number}\n")
    assert 2000 == limits_module._free_memory()
    (tmp_path / "memory/memory.limit_in_bytes").write_text("1500\n")
    (tmp_path / "memory/memory.usage_in_bytes").write_text("1000\n")
    assert 500 == limits_module._free_memory()


# --- handing out -------------------------------------------------------------------------------------------------


def test_only_one_file_waits_at_a_time() -> None:
    """However many files there are, no more are loaded than the processes can take, and one."""
    loaded = 0

    def jobs() -> Iterator[Job]:
        nonlocal loaded
        for i in range(40):
            loaded += 1
            yield Job(f"f{i}", str(i), b"ok")

    with WorkerPool(OBEDIENT, 2, AMPLE) as pool:
        for done, _ in enumerate(pool.results(jobs()), start=1):
            assert loaded - done <= 3 + 1  # two that are read, one that is held; two may be done at once
    assert 40 == loaded


def test_what_is_no_job_passes_through() -> None:
    """Also when that is all there is."""
    items = [Skipped(f"s{i}", str(i), "known") for i in range(600)]
    with WorkerPool(OBEDIENT, 2, AMPLE) as pool:
        assert items == list(pool.results(items))
        assert ["s0", "f0"] == [result.source_path for result in pool.results([items[0], *build_jobs("ok")])]


def test_nothing_is_handed_out_while_results_wait() -> None:
    """The writer is behind: files wait, and go on when it rings."""
    bell = Bell()
    asked = 0

    def is_full() -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            bell.ring()
        return asked < 3

    with WorkerPool(OBEDIENT, 1, AMPLE) as pool:
        assert 3 == len(list(pool.results(build_jobs("ok", "ok", "ok"), Outside(is_full=is_full, bell=bell))))
    bell.close()


def test_a_pool_is_used_for_several_batches() -> None:
    """Its workers stay; files of a batch that was broken off are not told in the next."""
    with WorkerPool(OBEDIENT, 1, AMPLE) as pool:
        list(pool.results(build_jobs("ok")))
        first = [worker.pid for worker in pool._workers]
        list(pool.results(build_jobs("ok", "ok")))
        assert first == [worker.pid for worker in pool._workers]
        results = pool.results(build_jobs("ok", "hang", "ok"))
        next(results)
        with contextlib.closing(results):
            pass
        assert ["ok0"] == [result.source_path for result in pool.results([Job("ok0", "9", b"ok")])]


# --- when the parent dies ----------------------------------------------------------------------------------------

PARENT = """
import sys
from test_pool import AMPLE, OBEDIENT, HANG, build_jobs
from planparse.batch.pool import WorkerPool
if __name__ == "__main__":
    with WorkerPool(OBEDIENT, 2, AMPLE) as pool:
        list(pool.results(build_jobs("hang", f"start {HANG} {sys.argv[1]}")))
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """Also those that are reading, and what they have started."""
    file, script = tmp_path / "pids", tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, str(script), str(file)], env=environment, stderr=subprocess.PIPE) as parent:
        wait_until(file.exists)
        started = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
        wait_until(lambda: all(is_gone(process.pid) for process in started))
        assert parent.stderr is not None and b"" == parent.stderr.read()
    assert len(started) >= 3


# --- what is stuck in a command of one process -------------------------------------------------------------------

STUCK = """
import re
from planparse.batch.timing import end_command_after, end_process_after
with {limit}:
    re.fullmatch("(a+)+b", "a" * 60)  # holds the interpreter, as a library in C may
"""


@pytest.mark.parametrize(
    ("limit", "told"),
    [("end_process_after(0.3)", ""), ("end_command_after(0.1, 'a.pdf')", "planparse: a.pdf: ")],
)
def test_what_is_stuck_is_ended(limit: str, told: str) -> None:
    code = STUCK.format(limit=limit)
    if told:  # the words need the interpreter
        code = re.sub(r"re\.fullmatch\(.*\)", "import time; time.sleep(30)", code)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (1, told) == (ended.returncode, ended.stderr[: len(told)])
    assert (str(tell_too_long(0.1)) in ended.stderr) == bool(told)
