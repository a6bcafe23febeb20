"""Whole batches by the command: plans per second of each form, from one worker to two, from few plans to many."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from commands import Taken, run_ingest
from generate.make import PlanSet, plan_set
from tables import Table, format_seconds

_NAMES = {"docx": "Word", "pdf": "PDF", "txt": "text"}
_MB = 2**20
LEAST_GAIN = 1.8
MOST_SLOWER = 0.10
MOST_GROWN = 50


def measure_forms(plans: PlanSet) -> Table:
    """Plans per second and per core of each form and of the mix, two workers."""
    rows = [_form_row(_NAMES[form], plans.of_form(form)) for form in _NAMES]
    return Table(
        "Plans per second",
        "`planparse ingest --jobs 2`, database and links included, from start to end. Per core: plans by seconds of"
        " processor of all processes. Parent: its share of them; it hands out files and writes the database.",
        ("form", "plans", "plans/s", "per core", "CPU a plan", "parent", "database a plan"),
        (*rows, _form_row("mix (40, 40, 20 %)", plans.folders, len(plans.entries))),
    )


def measure_scaling(plans: PlanSet) -> Table:
    """One worker against two."""
    count, one, two = len(plans.entries), _take(plans.folders, 1), _take(plans.folders, 2)
    gain = one.wall / two.wall
    rows = [_scaling_row(f"{jobs} worker{'s'[: jobs - 1]}", count, taken) for jobs, taken in ((1, one), (2, two))]
    return Table(
        "From one worker to two",
        f"The same {count:,} plans: {gain:.2f} times as fast (bar: {LEAST_GAIN}). The parent works beside the workers:"
        " what it takes of two processors, two workers lack.",
        ("workers", "plans", "seconds", "plans/s", "CPU a plan", "parent CPU a plan"),
        tuple(rows),
    )


def measure_growth(sizes: Sequence[int]) -> Table:
    """From few plans to many: time of a plan, and memory of the parent."""
    rows: list[tuple[str, ...]] = []
    first: Taken | None = None
    for size in sizes:
        taken = _take(plan_set(size).folders, 2)
        first = first or taken
        slower = taken.wall / size / (first.wall / sizes[0]) - 1
        grown = (taken.parent_peak - first.parent_peak) / _MB
        figures = format_seconds(taken.wall), format_seconds(taken.wall / size), f"{slower:+.0%}"
        memory = f"{taken.parent_peak / _MB:.0f} MB", f"{grown:+.0f} MB", f"{taken.database / size / 1024:.0f} KB"
        rows.append((f"{size:,}", *figures, format_seconds(taken.parent_cpu / size), *memory))
    return Table(
        "From few plans to many",
        f"Two workers. Bars: time of a plan within {MOST_SLOWER:.0%}, peak memory of the parent (VmHWM) within"
        f" {MOST_GROWN} MB of the first row's.",
        ("plans", "seconds", "a plan", "slower", "parent CPU a plan", "parent's peak", "more", "database a plan"),
        tuple(rows),
    )


@cache
def _take(paths: tuple[Path, ...], jobs: int) -> Taken:
    """A batch is measured once, in whatever tables it stands."""
    return run_ingest(paths, jobs=jobs)


def _form_row(name: str, paths: Sequence[Path], count: int | None = None) -> tuple[str, ...]:
    plans = count or len(paths)
    taken = _take(tuple(paths), 2)
    return name, f"{plans:,}", *_figures(plans, taken), f"{taken.database / plans / 1024:.0f} KB"


def _figures(plans: int, taken: Taken) -> Iterator[str]:
    yield f"{plans / taken.wall:.1f}"
    yield f"{plans / taken.cpu:.1f}"
    yield format_seconds(taken.cpu / plans)
    yield f"{taken.parent_cpu / taken.cpu:.0%}"


def _scaling_row(name: str, plans: int, taken: Taken) -> tuple[str, ...]:
    per_plan = format_seconds(taken.cpu / plans), format_seconds(taken.parent_cpu / plans)
    return name, f"{plans:,}", format_seconds(taken.wall), f"{plans / taken.wall:.1f}", *per_plan
