"""Reading one file. Whatever goes wrong with a file stays with the file."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from planparse.batch.results import Counts, Failed, Job, Parsed
from planparse.errors import UnreadableError
from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.lines import build_plan_lines
from planparse.store.rows import FailureReason
from planparse.wording.message import Message

_SELDOM = 200_000  # new objects between two searches; Python's own 700 come a hundred times a plan


def load_reader(rules_folder: Path | None) -> Callable[[Job], Parsed | Failed]:
    """A function that reads files with these rules, which are loaded once.

    Raises:
        RuleError: the rules do not load.
    """
    rules = load_rules(rules_folder)
    _collect_seldom()
    return lambda job: read_plan(job, rules)


def _collect_seldom() -> None:
    """The search for unreachable objects leaves out the rules, which stay, and comes once in some plans.

    What a plan is read into has no cycles and is freed at once; the search takes a sixth of the time of reading.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM)


def read_plan(job: Job, rules: RuleBook) -> Parsed | Failed:
    """The rows of a file, or why it could not be read. Never raises but for what ends the whole process."""
    begun = time.perf_counter()
    reason: FailureReason
    try:
        records = parse_bytes(job.data, job.source_path, rules)
        return build_parsed(job, records, time.perf_counter() - begun)
    except UnreadableError as exc:
        reason, error = "unreadable", str(exc).removeprefix(f"{job.source_path}: ")  # the path has a column of its own
    except MemoryError:
        reason, error = "memory", str(Message("errors.file.memory"))
    except Exception as exc:  # one bad file must not stop a batch: a defect of ours becomes a line of the summary
        reason, error = "defect", str(Message("errors.file.unexpected", kind=type(exc).__name__, words=exc))
    return Failed(job.source_path, job.sha256, time.perf_counter() - begun, " ".join(error.split()), reason, job.size)


def build_parsed(job: Job, records: Records, seconds: float) -> Parsed:
    """The result of a file that was read, in the form in which it is handed to the writer."""
    lines = build_plan_lines(records)
    rows = sum(block.lines.count(b"\n") for block in lines.tables)
    return Parsed(job.source_path, job.sha256, seconds, lines, count_records(records), job.size, rows)


def count_records(records: Records) -> Counts:
    """How much one plan holds."""
    severities = [row.severity for row in records.diagnostics]
    return Counts(
        tasks=len(records.tasks),
        indicators=len(records.indicators),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        infos=severities.count("info"),
    )
