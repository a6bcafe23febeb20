"""Measures batches of made plans: ``python bench/batch.py [--largest SIZE] [--only PART] [--write]``.

Parts: what one core does with each form (``core``), whole batches of a thousand plans, with ``--largest`` of 5,000
and 20,000 too (``batch``), queries over five million tasks (``queries``).
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from against import measure_against
from batches import measure_forms, measure_growth, measure_scaling
from commands import IngestFailedError, run_ingest
from generate.make import SIZES, PlansDifferError, plan_set
from generate.parts import ROOT
from handing import measure_linking, measure_loading, measure_stages
from queries import measure_queries
from results import Report
from tables import Table

from planparse.rulebook.book import load_rules

_PARTS = ("core", "batch", "queries")
_FOLDER = ROOT / "build" / "bench"


def main() -> int:
    """Prints every table as soon as it is measured."""
    parser = argparse.ArgumentParser(description="Batches of made plans: speed, scaling, memory, queries.")
    parser.add_argument("--largest", type=int, choices=SIZES, default=SIZES[0], help="batches of up to so many plans")
    parser.add_argument("--only", choices=_PARTS, action="append", help="one part (may be repeated); else all")
    parser.add_argument("--write", action="store_true", help="also write these parts of RESULTS.md")
    options = parser.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    measured = {"core": _core, "batch": lambda: _batches(sizes), "queries": _queries}
    try:
        for part in options.only or _PARTS:
            _measure(part, measured[part](), options.write)
    except (PlansDifferError, IngestFailedError) as error:
        print(f"batch: {error}", file=sys.stderr)
        return 1
    return 0


def _measure(part: str, tables: Iterator[Table], write: bool) -> None:
    begun, report = perf_counter(), Report(part)
    for table in tables:
        report.add(table)
    if write:
        report.write("make bench" if part == "core" else "make bench-batch", perf_counter() - begun)


def _core() -> Iterator[Table]:
    rules, plans = load_rules(), plan_set(SIZES[0])
    yield measure_against(plans)
    yield measure_stages(plans, rules)
    yield measure_loading(plans, rules)


def _batches(sizes: Sequence[int]) -> Iterator[Table]:
    plans = plan_set(sizes[0])
    yield measure_forms(plans)
    yield measure_scaling(plans)
    if len(sizes) > 1:
        yield measure_growth(sizes)
    yield measure_linking([(sizes[0], _database(sizes[0]))], load_rules())


def _queries() -> Iterator[Table]:
    yield measure_queries(_database(SIZES[0]), _FOLDER / "big.duckdb")


def _database(size: int) -> Path:
    """A database of that many plans, made anew: the parser may be another than when it was made last."""
    folder = _FOLDER / "databases"
    path = folder / f"{size}.duckdb"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{path.name}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()  # a run that was broken off leaves a folder
    run_ingest(plan_set(size).folders, jobs=2, db=path)
    return path


if __name__ == "__main__":
    sys.exit(main())
