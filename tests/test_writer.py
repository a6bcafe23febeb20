"""The writer: many plans a load, never more in memory than some loads, and one line when the disk is full."""

import errno
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import plan_row, records
from pool_here import read_here

from planparse.batch import writer as writer_module
from planparse.batch.bell import Bell
from planparse.batch.ingest import ingest
from planparse.batch.results import Failed, Job
from planparse.batch.work import build_parsed
from planparse.batch.writer import Writer
from planparse.errors import DatabaseError, RefusedRowsError
from planparse.store.duck import Store
from planparse.store.lines import PlanLines
from planparse.store.rows import IngestRow


class StoreDouble:
    """Remembers how many plans and rows each load had; ``before`` is called ahead of each."""

    def __init__(self, before: Callable[[], Any] = lambda: None) -> None:
        self.loads: list[tuple[int, int]] = []
        self.published = 0
        self._before = before

    def put(self, plans: Sequence[PlanLines], ingests: Sequence[IngestRow]) -> None:
        self._before()
        self.loads.append((len(plans), len(ingests)))

    def publish(self) -> None:
        self.published += 1


def writer_of(store: Any) -> Writer:
    return Writer(store, "run", Bell())


def parsed(number: int) -> Any:
    return build_parsed(Job(f"f{number}", str(number), b"x"), records(plan_row(f"p{number}")), 0.0)


@pytest.fixture(autouse=True)
def small_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "LOAD_PLANS", 4)
    monkeypatch.setattr(writer_module, "LOAD_ROWS", 6)


def test_plans_are_stored_many_at_a_time_and_the_rest_at_the_end() -> None:
    """Files without a plan have rows; each load is followed by publishing."""
    store = StoreDouble()
    with writer_of(store) as writer:
        for number in range(6):
            writer.put(parsed(number))
        for number in range(7):
            writer.put(Failed(f"x{number}", None, 0.0, "no"))
    assert [(4, 4), (2, 6), (0, 3)] == store.loads
    assert (6, 3) == (writer.stored, store.published)


def test_large_plans_make_small_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "LOAD_BYTES", 1)
    store = StoreDouble()
    with writer_of(store) as writer:
        writer.put(parsed(1))
        writer.put(parsed(2))
    assert [(1, 1), (1, 1)] == store.loads


def test_a_few_plans_do_not_wait_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash of the machine can cost is bounded by time, too."""
    monkeypatch.setattr(writer_module, "LOAD_SECONDS", 0.01)
    stored = threading.Event()
    with writer_of(StoreDouble(stored.set)) as writer:
        writer.put(parsed(1))
        assert stored.wait(60)


def test_it_says_when_it_is_behind() -> None:
    """Then whoever reads files waits, until it rings."""
    go_on = threading.Event()
    with writer_of(StoreDouble(lambda: go_on.wait(60))) as writer:
        number = 0
        while not writer.is_full:
            writer.put(parsed(number))
            number += 1
        assert number <= 12
        go_on.set()
        assert writer._bell.ear.poll(60)
    assert not writer.is_full
    assert number == writer.stored


def test_a_full_disk_ends_the_batch_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more is read; what was stored before is in."""

    def fail(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def parse(data: bytes, source_path: str, rules: Any) -> Any:
        return records(plan_row(data.decode()))

    read_here(monkeypatch)
    monkeypatch.setattr("planparse.batch.work.parse_bytes", parse)
    monkeypatch.setattr(Store, "put", fail)
    (tmp_path / "1.txt").write_text("p1")
    with pytest.raises(DatabaseError, match=r"cannot write to the database \(No space left on device\)"):
        ingest([tmp_path], tmp_path / "p.duckdb")


def test_a_plan_that_the_database_refuses_fails_alone() -> None:
    """The others of its load are stored."""

    class Refusing(StoreDouble):
        def put(self, plans: Sequence[PlanLines], ingests: Sequence[IngestRow]) -> None:
            if any(plan.plan_id == "p2" for plan in plans):
                raise RefusedRowsError("p.duckdb: the database refuses these rows")
            super().put(plans, ingests)

    store = Refusing()
    with writer_of(store) as writer:
        for number in range(4):
            writer.put(parsed(number))
    assert [(2, 2), (0, 1), (1, 1)] == store.loads
    assert 3 == writer.stored
    assert [("f2", "defect")] == [(failed.source_path, failed.reason) for failed in writer.refused]


def test_a_mistake_of_ours_is_not_swallowed() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writer_of(StoreDouble(fail)) as writer:
        writer.put(parsed(1))
