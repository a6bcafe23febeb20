"""Plans from files: one that is looked at, or many that go into a database."""

from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path

from planparse.api.plan import Plan, records_to_plan
from planparse.batch.files import label
from planparse.batch.ingest import IngestOptions
from planparse.batch.ingest import ingest as take_in
from planparse.batch.reading import load_job
from planparse.batch.results import Progress, Summary
from planparse.errors import PlanparseError, StoppedError, UnreadableError, UsageError
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook, load_rules
from planparse.wording.message import Message

FilePath = str | PathLike[str]
Rules = FilePath | RuleBook


def parse(path: FilePath, *, rules: Rules | None = None) -> Plan:
    """Reads one plan; nothing is stored.

    Args:
        path: a Word, PDF, Excel, HTML or text file; its ending does not matter.
        rules: a folder of rules that add to the built-in ones; for many files, load them once with ``load_rules``.

    >>> import planparse
    >>> plan = planparse.parse("samples/docx/tan-an.docx")
    >>> plan.commune, plan.year, len(plan.tasks), len(plan.indicators)
    ('Tân An', 2025, 11, 6)
    >>> task = plan.tasks[1]
    >>> task.name, task.deadline, task.due_on
    ('Bố trí máy tính cho người dân tự nộp hồ sơ, có người hướng dẫn', 'Trước ngày 15/9', datetime.date(2025, 9, 15))
    >>> [part.kind for part in task.deadlines], [agency.agency_code for agency in task.leads]
    (['dated'], ['van_phong_hdnd_ubnd'])

    Raises:
        UsageError: there is no such file.
        RuleError: the rules do not load.
        UnreadableError: the file is no document that planparse can read.
    """
    file = _require_file(Path(path))
    book = rules if isinstance(rules, RuleBook) else load_rules(Path(rules) if rules is not None else None)
    try:
        return records_to_plan(parse_bytes(load_job(file, label(file)).data, label(file), book))
    except PlanparseError:
        raise
    except Exception as exc:  # a file can be broken in ways that no reader foresees: it is named, in one line
        message = Message("export.errors.unexpected", path=label(file), kind=type(exc).__name__, reason=exc)
        raise UnreadableError(message) from exc


def ingest(
    paths: Iterable[FilePath] | FilePath,
    db: FilePath,
    *,
    jobs: int | None = None,
    rules: FilePath | None = None,
    timeout: float | None = None,
    wait: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Reads every plan under the paths into a database; files that are in already are skipped.

    Processes of their own read the files; they do not run the script again that calls this.

    Args:
        paths: files, folders, patterns, .zip archives; one of them, or many.
        db: the database; it is created where there is none.
        jobs: how many files are read at a time; None is one per processor.
        rules: a folder of rules that add to the built-in ones.
        timeout: seconds for one file; None is half an hour.
        wait: for another ingest of this database to end, instead of raising.
        on_progress: called after each file.

    >>> import planparse, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     summary = planparse.ingest(["samples/docx/tan-an.docx"], f"{folder}/plans.duckdb", jobs=1)
    >>> summary.stored, summary.failed, summary.counts.tasks
    (1, (), 11)

    Returns:
        What became of the files; files that failed are named in it and end nothing.

    Raises:
        UsageError: a path does not exist, or holds no plans; ``jobs`` or ``timeout`` is no number above 0.
        RuleError: the rules do not load.
        DatabaseError: the database cannot be used.
        StoppedError: Ctrl-C; what was read until then is in.
    """
    _require_positive("jobs", jobs)
    _require_positive("timeout", timeout)
    given = [str(paths)] if isinstance(paths, str | PathLike) else [str(path) for path in paths]
    folder = Path(rules) if rules is not None else None
    options = IngestOptions(timeout=timeout, wait=wait)
    summary = take_in(given, Path(db), jobs=jobs, rules_folder=folder, on_progress=on_progress, options=options)
    if summary.ending != "finished":
        raise StoppedError(Message("export.errors.stopped"))
    return summary


def _require_file(file: Path) -> Path:
    try:
        if file.is_file():
            return file
        key = "export.errors.is_folder" if file.is_dir() else "export.errors.no_file"
    except (OSError, ValueError):  # a name that no file can have: too long, or with a zero byte
        key = "export.errors.no_file"
    raise UsageError(Message(key, path=label(file)))


def _require_positive(name: str, number: float | None) -> None:
    if number is not None and not number > 0:
        raise UsageError(Message("export.errors.not_positive", name=name, number=number))
