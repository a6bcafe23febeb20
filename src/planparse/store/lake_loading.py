"""A lake into a database: some parts at a time, each plan wholly or not at all, and only what is missing there."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.store.columns import as_casts, quoted
from planparse.store.duck import HeldPlan, Store
from planparse.store.lake_views import LakeView
from planparse.store.parts import BETWEEN_PLANS, columns_of
from planparse.store.rows import AgencyNameRow, AgencyRow, CommuneRow, DocumentRow, IndicatorCatalogRow, Reference
from planparse.store.storage import Storage

PLANS_AT_A_TIME = 512  # what a broken load does again at most; each load searches the tables for what it replaces

_PLANS = """
SELECT plan_id, part, parser_version, rules_version, ingested_at
FROM plans JOIN lake_files USING (plan_id)
WHERE is_plan
ORDER BY ingested_at, part, plan_id
"""


class _Plan(NamedTuple):
    """A plan of the lake, as far as it matters whether the database has it."""

    plan_id: str
    part: str
    parser_version: str
    rules_version: str
    read_at: dt.datetime


def load_lake(
    storage: Storage, view: LakeView, store: Store, *, before_publish: Callable[[], object] | None = None
) -> int:
    """Brings what is missing in the database into it; returns how many plans that are.

    ``before_publish`` is called after each load: corrections are no part of a lake, and belong on top of its plans.

    A plan that the database read later, or with the same versions, stays as it is there. What became of the files comes
    last: a load that is broken off is finished by the next.

    Raises:
        DatabaseError: the lake cannot be read, or the database cannot be written to.
    """
    if view.lake.reference is not None:
        store.put_reference(_read_reference(view))
    missing = list(_missing(view, store.held_plans()))
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        for start in range(0, len(missing), PLANS_AT_A_TIME):
            some = missing[start : start + PLANS_AT_A_TIME]
            plans = _write_plans(view, some, Path(folder))
            files = _fetch(storage, view, some, Path(folder))
            store.put_parquet(plans, {plan.plan_id: plan.part for plan in some}, files)
            if before_publish is not None:
                before_publish()
            store.publish()
        store.put_ingests(_write_ingests(view, Path(folder)))
    return len(missing)


def _missing(view: LakeView, held: dict[str, HeldPlan]) -> Iterator[_Plan]:
    for row in view.connection.execute(_PLANS).fetchall():
        plan = _Plan(*row)
        there = held.get(plan.plan_id)
        if there is None or (
            there.versions != (plan.parser_version, plan.rules_version) and there.ingested_at < plan.read_at
        ):
            yield plan


def _fetch(storage: Storage, view: LakeView, plans: Sequence[_Plan], folder: Path) -> dict[str, list[Path]]:
    """The files of some plans on this machine: a database is opened without the means to look elsewhere."""
    parts = sorted({plan.part for plan in plans})
    held = {one.part: one.rows for one in view.lake.parts}
    found = {}
    for table in sorted({table for part in parts for table in held[part]} - {"plans"}):
        names = [f"{table}/{part}.parquet" for part in parts if table in held[part]]
        found[table] = [_keep(folder / name, data) for name, data in zip(names, storage.read_all(names), strict=True)]
    return found


def _keep(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def _write_plans(view: LakeView, plans: Sequence[_Plan], folder: Path) -> Path:
    """Rows of ``plans`` with the time that the manifest tells."""
    told = {name: kind for name, kind in columns_of("plans").items() if name not in BETWEEN_PLANS}
    return _write(
        view,
        f"SELECT {as_casts(told)} FROM plans WHERE plan_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))",
        folder / "plans.parquet",
        {"ids": [plan.plan_id for plan in plans]},
    )


def _write_ingests(view: LakeView, folder: Path) -> Path:
    return _write(view, "SELECT * FROM ingests", folder / "ingests.parquet", {})


def _write(view: LakeView, sql: str, target: Path, values: dict[str, object]) -> Path:
    view.connection.execute(f"COPY ({sql}) TO {quoted(str(target))} (FORMAT parquet)", values)
    return target


def _read_reference(view: LakeView) -> Reference:
    def rows(table: str) -> Iterator[dict[str, object]]:
        cursor = view.connection.execute(f"SELECT {_as_text(table)} FROM {table} ORDER BY ALL")
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    return Reference(
        rules_version=str(view.lake.reference),
        agencies=tuple(AgencyRow(**row) for row in rows("agencies")),  # type: ignore[arg-type]
        agency_names=tuple(AgencyNameRow(**row) for row in rows("agency_names")),  # type: ignore[arg-type]
        indicators=tuple(IndicatorCatalogRow(**row) for row in rows("indicator_catalog")),  # type: ignore[arg-type]
        communes=tuple(CommuneRow(**row) for row in rows("communes")),  # type: ignore[arg-type]
        documents=tuple(DocumentRow(**row) for row in rows("documents")),  # type: ignore[arg-type]
    )


def _as_text(table: str) -> str:
    """The columns, days as text: rows of reference tables are handed over as they are written in JSON."""
    return ", ".join(
        f'CAST("{name}" AS VARCHAR) AS "{name}"' if kind == "DATE" else f'"{name}"'
        for name, kind in columns_of(table).items()
    )
