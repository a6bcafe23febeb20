"""Where the time of a plan goes, from its bytes to the database; how fast rows are stored; how links are found."""

import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generate.make import PlanSet
from stages import stage_seconds
from storing import insert_rows
from tables import Table, format_seconds

from planparse.batch.link_files import read_keys
from planparse.link.tasks import link_task_keys
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook
from planparse.store.duck import open_for_writing
from planparse.store.lines import PlanLines, build_plan_lines

_STAGES = ("read", "clean", "structure", "extract", "normalise", "hand over", "store")
_BATCH = 256
_EACH = 100  # plans of each form: a sample of the set
_ROW_BY_ROW = 20  # plans: it takes long
_MB = 2**20


def measure_stages(plans: PlanSet, rules: RuleBook) -> Table:
    """Milliseconds of processor per stage, of a sample of each form."""
    rows = tuple(_stages_row(form, plans.of_form(form)[:_EACH], rules) for form in ("docx", "pdf", "txt"))
    return Table(
        "Share of time per stage",
        f"Seconds of processor of {_EACH} plans of each form, one process. Hand over: rows to lines of JSON; store: "
        f"`Store.put`, {_BATCH} plans at a time.",
        ("form", "CPU a plan", *_STAGES),
        rows,
    )


def _stages_row(form: str, paths: Sequence[Path], rules: RuleBook) -> tuple[str, ...]:
    files = [(path.read_bytes(), path.name) for path in paths]
    spent: dict[str, float] = dict(stage_seconds(files, rules, clock=time.process_time))
    records = [parse_bytes(data, name, rules) for data, name in files]
    begun = time.process_time()
    lines = [build_plan_lines(one) for one in records]
    spent |= {"hand over": time.process_time() - begun, "store": _store(lines)[1]}
    whole = sum(spent.values())
    return form, format_seconds(whole / len(files)), *(f"{spent[stage] / whole:.0%}" for stage in _STAGES)


def measure_loading(plans: PlanSet, rules: RuleBook) -> Table:
    """Rows per second into the database: many plans at a time, and row by row for comparison."""
    files = plans.files()[:_BATCH]
    records = [parse_bytes(path.read_bytes(), path.name, rules) for path in files]
    lines = [build_plan_lines(one) for one in records]
    count = sum(block.lines.count(b"\n") for plan in lines for block in plan.tables)
    few = records[:_ROW_BY_ROW]
    few_rows = sum(block.lines.count(b"\n") for plan in lines[:_ROW_BY_ROW] for block in plan.tables)
    wall, cpu = _store(lines)
    slow, slow_cpu = _into_database(lambda path: insert_rows(few, path))
    return Table(
        "Rows loaded per second",
        f"`Store.put` of {_BATCH} plans at once, lines made before; `executemany` of {_ROW_BY_ROW} of them.",
        ("way", "plans", "rows", "rows/s", "rows by second of CPU"),
        (
            ("in bulk", f"{len(lines)}", f"{count:,}", f"{count / wall:,.0f}", f"{count / cpu:,.0f}"),
            ("row by row", f"{len(few)}", f"{few_rows:,}", f"{few_rows / slow:,.0f}", f"{few_rows / slow_cpu:,.0f}"),
        ),
    )


def measure_linking(databases: Sequence[tuple[int, Path]], rules: RuleBook) -> Table:
    """Seconds and memory to find which tasks are one, once the plans are in."""
    return Table(
        "Linking tasks",
        "After the last plan, in the parent; nothing else runs meanwhile. Memory is what it adds.",
        ("plans", "tasks", "distinct keys", "joined", "CPU", "peak memory"),
        tuple(_linking_row(plans, path, rules) for plans, path in databases),
    )


def _linking_row(plans: int, path: Path, rules: RuleBook) -> tuple[str, ...]:
    with open_for_writing(path) as store:
        file = store.scratch / "keys.json"
        store.export_task_keys(file)
        with file.open(encoding="utf-8") as lines:
            keys = list(read_keys(lines))
    links: list[object] = []
    spent = _cpu(lambda: links.extend(link_task_keys(keys, rules.task_names.apart, rules.task_terms.terms)))
    tracemalloc.start()
    link_task_keys(keys, rules.task_names.apart, rules.task_terms.terms)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    tasks = sum(key.tasks for key in keys)
    figures = f"{len(keys):,}", f"{len(links):,}", format_seconds(spent), f"{peak / _MB:.0f} MB"
    return f"{plans:,}", f"{tasks:,}", *figures


def _store(lines: Sequence[PlanLines]) -> tuple[float, float]:
    """Seconds, and seconds of processor, to put plans into an empty database."""

    def put(path: Path) -> None:
        with open_for_writing(path) as store:
            for batch in _batches(lines):
                store.put(batch, [])

    return _into_database(put)


def _into_database(work: Callable[[Path], None]) -> tuple[float, float]:
    """Seconds on the clock and of the processor, the making of an empty database left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plans.duckdb"
        open_for_writing(path).close()
        clock, cpu = time.perf_counter(), time.process_time()
        work(path)
        return time.perf_counter() - clock, time.process_time() - cpu


def _batches(lines: Sequence[PlanLines]) -> Iterator[Sequence[PlanLines]]:
    return (lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH))


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
