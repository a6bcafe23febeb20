"""Plans in a database, and what reviewers do to them: for the tests of corrections."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from planparse.batch.changing import Author, make_corrections, undo_correction
from planparse.batch.correcting import Desk
from planparse.batch.reference import build_reference
from planparse.correct import find_value
from planparse.model.corrections import Correction, CorrectionKind, Wish
from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.corrections import CorrectedPlan, read_corrections
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only
from planparse.store.reading_back import read_records

SAMPLES = Path(__file__).parents[1] / "samples"
NOON = dt.datetime(2026, 5, 4, 12, 0)


@cache
def shipped() -> RuleBook:
    return load_rules(None)


@cache
def parse_sample(name: str) -> Records:
    """A sample by its path under samples/: ``docx/mao-dien.docx``."""
    path = SAMPLES / name
    return parse_bytes(path.read_bytes(), f"samples/{name}", shipped())


def store_plans(db: Path, *plans: Records, rules: RuleBook | None = None) -> None:
    with open_for_writing(db) as store:
        store.put_reference(build_reference(rules or shipped()))
        store.put([build_plan_lines(plan) for plan in plans], [])


def read_plan(db: Path, plan_id: str) -> Records:
    connection = open_read_only(db)
    try:
        found = read_records(connection, plan_id)
    finally:
        connection.close()
    assert found is not None
    return found


def corrections_of(db: Path, plan_id: str) -> tuple[Correction, ...]:
    connection = open_read_only(db)
    try:
        return read_corrections(connection, plan_id)
    finally:
        connection.close()


def dump(db: Path, *, without: tuple[str, ...] = ("corrections",)) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table, in one order."""
    connection = open_read_only(db)
    try:
        tables = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
            for table in tables
            if table not in without
        }
    finally:
        connection.close()


def wish(records: Records, record_id: str, kind: CorrectionKind, held: Sequence[Correction] = (), **given: Any) -> Wish:
    """A wish of a reviewer who sees what stands in these records, and what was corrected there."""
    bare = Wish(plan_id=records.plan.plan_id, record_id=record_id, kind=kind, **given)
    return bare if "old" in given else bare.model_copy(update={"old": find_value(records, bare, held)})


class Shelf:
    """The corrections of one plan without a database: what a desk does, in a fraction of its time."""

    def __init__(self, parsed: Records, rules: RuleBook | None = None) -> None:
        self.read = self.now = parsed
        self.held: tuple[Correction, ...] = ()
        self._rules = rules or shipped()

    def make(self, *wishes: Wish, by: str = "Lan") -> tuple[Correction, ...]:
        return make_corrections(self, wishes, Author(by, NOON), self._rules)  # type: ignore[arg-type]

    def undo(self, correction_id: str, by: str = "Minh") -> None:
        undo_correction(self, correction_id, Author(by, NOON), self._rules)  # type: ignore[arg-type]

    def wish(self, record_id: str, kind: CorrectionKind, **given: Any) -> Wish:
        return wish(self.now, record_id, kind, self.held, **given)

    def parsed(self, plan_id: str) -> Records | None:
        return self.read if plan_id == self.read.plan.plan_id else None

    def of_plan(self, plan_id: str) -> tuple[Correction, ...]:
        return self.held

    def plan_of(self, correction_id: str) -> str | None:
        return next((one.plan_id for one in self.held if one.correction_id == correction_id), None)

    def put(self, plans: Sequence[CorrectedPlan]) -> None:
        ((_, self.now, self.held),) = plans


def desk_of(db: Path, **given: Any) -> Desk:
    return Desk(db, given.pop("rules", None) or shipped(), clock=lambda: NOON, **given)
