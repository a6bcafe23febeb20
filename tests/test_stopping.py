"""The command as people and systems end it: with Ctrl-C, SIGTERM, and kill -9 of whatever there is."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from test_pool import is_gone, wait_until

from planparse.store.opening import open_read_only

SAMPLES = sorted(Path(__file__).parents[1].joinpath("samples/text").glob("*.txt"))
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
FILES = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with many small plans."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    text = SAMPLES[0].read_text("utf-8")
    for number in range(1, FILES + 1):
        (tmp_path / "plans" / f"{number:02}.txt").write_text(f"{text}\n{number}\n", "utf-8")
    return tmp_path


@contextmanager
def ingesting() -> Iterator[subprocess.Popen[str]]:
    """The command, after it has read some files."""
    command = [sys.executable, "-m", "planparse", "ingest", "plans", "--db", "p.duckdb", "--jobs", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("4/"):
                break
        yield process


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def ingest_the_rest() -> None:
    """A second run completes what is missing; a third has nothing to do."""
    command = [sys.executable, "-m", "planparse", "ingest", "plans", "--db", "p.duckdb", "--jobs", "2"]
    assert 0 == subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False).returncode
    assert FILES == count_plans()
    with open_read_only(Path("p.duckdb")) as connection:
        assert [(0,)] == connection.execute("SELECT count(*) FROM plans ANTI JOIN tasks USING (plan_id)").fetchall()


def count_plans() -> int:
    with open_read_only(Path("p.duckdb")) as connection:
        (row,) = connection.execute("SELECT count(*) FROM plans").fetchall()
    return int(row[0])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_is_read_is_kept_and_the_next_run_goes_on(folder: Path, number: int, code: int) -> None:
    """All processes hear Ctrl-C, as those of a terminal do: none of them says more than what is in."""
    with ingesting() as process:
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        ended, out, err = end(process)
    told = re.search(r"^stopped: (\d+) plans? (?:is|are) in, (\d+) files? left: run the same command again", out, re.M)
    assert ended == code
    assert told is not None, out
    assert (count_plans(), FILES) == (int(told[1]), int(told[1]) + int(told[2]))
    assert [line for line in err.splitlines() if " ok plans/" not in line] == [err.splitlines()[-1]]
    assert err.splitlines()[-1].endswith("run the same command again to go on")
    ingest_the_rest()


def test_a_parent_that_is_killed_leaves_no_worker_and_no_half_plan(folder: Path) -> None:
    with ingesting() as process:
        started = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        wait_until(lambda: all(is_gone(child.pid) for child in started))
        _, _, err = end(process)
    assert len(started) >= 2
    assert "Traceback" not in err
    ingest_the_rest()


def test_a_worker_that_is_killed_costs_the_file_that_it_reads(folder: Path) -> None:
    """One at most: between two files it reads none."""
    with ingesting() as process:
        workers = [p for p in psutil.Process(process.pid).children() if "--multiprocessing-fork" in p.cmdline()]
        workers[0].kill()
        code, _, err = end(process)
    failed = [line for line in err.splitlines() if " failed " in line]
    assert code == len(failed) <= 1
    assert all("signal 9, SIGKILL" in line for line in failed)
    assert FILES - len(failed) == count_plans()
    ingest_the_rest()
