"""The working copy and what readers see: always a whole database, never a lock, nothing lost to a crash."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builders import plan_row, records, task_row

from planparse.errors import DatabaseError, RefusedRowsError
from planparse.store import duck, transactions, working
from planparse.store.duck import Store, open_for_writing
from planparse.store.lines import PlanLines, TableLines, build_plan_lines
from planparse.store.locking import read_holder, working_folder
from planparse.store.opening import open_read_only
from planparse.store.rows import IngestRow

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
START = """
import sys
from pathlib import Path
from builders import plan_row, records
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
db = Path(sys.argv[1])
"""
HOLD = START + "store = open_for_writing(db)\nprint('held', flush=True)\nsys.stdin.read()"
PUT = START + (
    "store = open_for_writing(db)\nstore.publish()\nstore.put([build_plan_lines(records(plan_row('p9')))], [])\n"
    "print('put', flush=True)\nsys.stdin.read()"
)

READ = """
import duckdb, sys
reader = duckdb.connect(sys.argv[1], read_only=True)
print('open', flush=True)
sys.stdin.read()
print(len(reader.sql('FROM plans').fetchall()))
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plans.duckdb"


def put(store: Store, *plan_ids: str) -> None:
    store.put([build_plan_lines(records(plan_row(plan_id), tasks=(task_row(1),))) for plan_id in plan_ids], [])


def plans(db: Path) -> list[str]:
    with open_read_only(db) as connection:
        return [row[0] for row in connection.execute("SELECT plan_id FROM plans ORDER BY 1").fetchall()]


def start(code: str, db: Path) -> subprocess.Popen[str]:
    """Runs code in another process until it has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(db)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    assert process.stdout.readline(), process.communicate()[1]
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_readers_see_whole_states_while_a_writer_works(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in another process, where DuckDB would lock them out of the file that is written to."""
    with open_for_writing(db) as store:
        store.publish()
        early = start(READ, db)
        put(store, "p1")
        assert [] == plans(db)
        monkeypatch.setattr(duck.time, "monotonic", lambda: float("inf"))
        store.publish()
        assert ["p1"] == plans(db)
        assert "1\n" == start(READ, db).communicate("go")[0]
        assert "0\n" == early.communicate("go")[0]


def test_nothing_but_the_database_and_its_lock_stays(db: Path) -> None:
    with open_for_writing(db) as store:
        put(store, "p1")
    assert [".plans.duckdb.lock", "plans.duckdb"] == names(db.parent)
    assert ["p1"] == plans(db)


def test_what_a_killed_writer_had_committed_is_taken_up(db: Path) -> None:
    kill(start(PUT, db))
    assert [] == plans(db)
    with open_for_writing(db) as store:
        assert frozenset({"sha-p9"}) == store.known_files("1", "r1")
        put(store, "p1")
    assert ["p1", "p9"] == plans(db)


def test_a_database_that_was_replaced_meanwhile_counts(db: Path, tmp_path: Path) -> None:
    """What the killed run had not published is read again: it is not known any more."""
    other = tmp_path / "other.duckdb"
    with open_for_writing(other) as store:
        put(store, "p5")
    kill(start(PUT, db))
    shutil.copyfile(other, db)
    with open_for_writing(db) as store:
        assert frozenset({"sha-p5"}) == store.known_files("1", "r1")
    assert ["p5"] == plans(db)


def test_a_database_that_was_deleted_begins_anew(db: Path) -> None:
    with open_for_writing(db) as store:
        put(store, "p1")
    kill(start(PUT, db))
    db.unlink()
    with open_for_writing(db) as store:
        assert frozenset() == store.known_files("1", "r1")
    assert [] == plans(db)


@pytest.mark.parametrize("step", ["_copy", "_flush"])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_crash_at_any_step_leaves_a_whole_database(
    db: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int
) -> None:
    """The call that is the n-th of its kind never returns, as when the machine stops there."""
    with open_for_writing(db) as store:
        put(store, "p1")
    real, calls = getattr(working, step), 0

    def stop(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise SystemExit
        real(*arguments)

    monkeypatch.setattr(working, step, stop)
    monkeypatch.setattr(duck, "PUBLISH_SECONDS", 0.0)
    monkeypatch.setattr(duck, "PUBLISH_SHARE", 0)
    try:
        with open_for_writing(db) as store:
            put(store, "p2")
            store.publish()
            put(store, "p3")
    except SystemExit:
        pass
    monkeypatch.undo()
    assert "p1" in plans(db)
    with open_for_writing(db) as store:
        put(store, "p2", "p3")
    assert ["p1", "p2", "p3"] == plans(db)


def test_a_log_of_another_copy_locks_nobody_out(db: Path) -> None:
    """Somebody has written into the published database: beside the next one their log would not fit."""
    with open_for_writing(db) as store:
        put(store, "p1")
    theirs = duckdb.connect(str(db))
    theirs.execute("CREATE TABLE notes (i INTEGER)")
    with open_for_writing_beside(db, theirs) as store:
        put(store, "p2")
    assert ["p1", "p2"] == plans(db)
    theirs.close()


def open_for_writing_beside(db: Path, theirs: duckdb.DuckDBPyConnection) -> Store:
    """A connection of this very process hides from the check of other programs: it is closed and its log put back."""
    log = db.with_name(f"{db.name}.wal")
    kept, held = log.read_bytes(), db.read_bytes()
    theirs.close()
    db.write_bytes(held)
    store = open_for_writing(db)
    log.write_bytes(kept)
    return store


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_spoiled_working_copy_stops_nobody(db: Path, content: bytes) -> None:
    """It is made again from what was published; what it held is read again."""
    with open_for_writing(db) as store:
        put(store, "p1")
    kill(start(PUT, db))
    (working_folder(db) / "work.duckdb").write_bytes(content)
    (working_folder(db) / "work.duckdb.wal").unlink(missing_ok=True)
    with open_for_writing(db) as store:
        put(store, "p2")
    assert {"p1", "p2"} <= set(plans(db))


def test_an_empty_file_is_a_place_for_a_database(db: Path) -> None:
    db.touch()
    with open_for_writing(db) as store:
        put(store, "p1")
    assert ["p1"] == plans(db)


def test_tables_of_ones_own_survive(db: Path) -> None:
    """Somebody keeps notes in the database: they are in the next one too."""
    with open_for_writing(db) as store:
        put(store, "p1")
    with duckdb.connect(str(db)) as theirs:
        theirs.execute("CREATE TABLE notes AS SELECT 42 AS answer")
    with open_for_writing(db) as store:
        put(store, "p2")
    with open_read_only(db) as connection:
        assert [(42,)] == connection.execute("FROM notes").fetchall()


def test_a_link_stays_a_link(db: Path, tmp_path: Path) -> None:
    """The file that it points to is replaced."""
    (tmp_path / "disk").mkdir()
    db.symlink_to(tmp_path / "disk" / "real.duckdb")
    with open_for_writing(db) as store:
        put(store, "p1")
    assert db.is_symlink()
    assert ["p1"] == plans(tmp_path / "disk" / "real.duckdb")


def test_the_second_is_told_who_holds_the_database(db: Path) -> None:
    first = start(HOLD, db)
    with pytest.raises(DatabaseError, match=rf"process {first.pid}, since 20.*--wait"):
        open_for_writing(db)
    holder = read_holder(db)
    assert holder is not None and first.pid == holder.pid
    kill(first)
    assert read_holder(db) is None
    open_for_writing(db).close()


def test_the_second_waits_if_told_to(db: Path) -> None:
    first = start(HOLD, db)
    code = START + "print('begun', flush=True)\nopen_for_writing(db, wait=True).close()"
    second = start(code, db)
    assert second.poll() is None
    kill(first)
    second.communicate()
    assert 0 == second.returncode


def test_no_room_for_a_second_copy_is_no_failure(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers keep the state before; the end, a rename, needs no room."""
    with open_for_writing(db) as store:
        put(store, "p1")

    def full(*paths: Path) -> None:
        raise OSError(28, "No space left on device")

    with open_for_writing(db) as store:
        put(store, "p2")
        monkeypatch.setattr(working.shutil, "copyfile", full)
        monkeypatch.setattr(duck.time, "monotonic", lambda: float("inf"))
        store.publish()
        assert ["p1"] == plans(db)
        assert "next.duckdb" not in names(working_folder(db))
    assert ["p1", "p2"] == plans(db)


FILL = (
    START
    + """
import resource
with open_for_writing(db) as store:
    store.put([build_plan_lines(records(plan_row('p1')))], [])
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))  # as a disk with little room
    preamble = ''.join(chr(0x4e00 + i * 7919 % 20000) for i in range(2_000_000))
    store.put([build_plan_lines(records(plan_row('p2', preamble=preamble)))], [])
"""
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_full_disk_costs_nothing_that_was_committed(db: Path) -> None:
    """One line says so; with room again the next run goes on."""
    with open_for_writing(db) as store:
        put(store, "p0")
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(db)], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert "planparse.errors.DatabaseError" in done.stderr
    assert "p0" in plans(db)
    with open_for_writing(db) as store:
        assert "sha-p1" in store.known_files("1", "r1")
        put(store, "p2")
    assert ["p0", "p1", "p2"] == plans(db)


def test_rows_that_do_not_fit_are_told_apart_from_a_broken_database(db: Path) -> None:
    """The batch can go on without the one plan."""
    plan = build_plan_lines(records(plan_row("p2")))
    spoilt = PlanLines("p2", (TableLines("plans", b'{"plan_id": "p2", "page_count": 99999999999}\n'), *plan.tables[1:]))
    with open_for_writing(db) as store:
        with pytest.raises(RefusedRowsError, match="refuses these rows"):
            store.put([spoilt], [IngestRow("x", None, "ok", None, 0.0)])
        put(store, "p1")
    assert ["p1"] == plans(db)


def test_a_load_that_needs_more_memory_gets_it(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of tens of megabytes does not fit into what is enough for others."""
    monkeypatch.setattr(transactions, "_MEMORY", (20, 2000))
    long = records(plan_row("p1", preamble="x" * 20 * 2**20))
    with open_for_writing(db) as store:
        store.put([build_plan_lines(long)], [])
    with open_read_only(db) as connection:
        assert [(20 * 2**20,)] == connection.execute("SELECT length(preamble) FROM plans").fetchall()
