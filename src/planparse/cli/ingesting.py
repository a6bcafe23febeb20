"""``planparse ingest``: progress while it runs, a summary at the end."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.table import Table
from rich.text import Text

from planparse.batch.ingest import IngestOptions, ingest
from planparse.batch.results import Counts, Failed, Parsed, Progress, Skipped, Summary
from planparse.cli.screen import build_console, count_of
from planparse.errors import StoppedError, TerminatedError
from planparse.wording.message import Message

_SHOWN_SKIPPED = 5  # a second run over a large folder skips thousands


def run_ingest(
    paths: Sequence[str], db: Path, *, jobs: int | None, rules_folder: Path | None, options: IngestOptions
) -> int:
    """Takes files in and says what became of them. Returns the exit code."""
    with progress() as on_progress:
        summary = ingest(paths, db, jobs=jobs, rules_folder=rules_folder, on_progress=on_progress, options=options)
    print_summary(summary, db, build_console(sys.stdout))
    match summary.ending:
        case "finished":
            return 1 if summary.failed else 0
        case "interrupted":
            raise StoppedError(Message("errors.call.stopped"))
        case "terminated":
            raise TerminatedError(Message("errors.call.ended"))


def print_summary(summary: Summary, db: Path, console: Console) -> None:
    """The table at the end, and where the plans are now."""
    print_files(summary, console)
    if summary.ending != "finished":
        console.print(_format_stop(summary), soft_wrap=True)
    console.print(Text(f"{summary.seconds:.1f} s; database: {db}"), soft_wrap=True)


def print_files(summary: Summary, console: Console) -> None:
    """How many files, what is in them, and why files failed or were skipped."""
    console.print(build_summary_table(summary))
    for failed in summary.failed:
        console.print(Text(f"failed: {failed.source_path}: {failed.error}"), soft_wrap=True)
    for skipped in summary.skipped[:_SHOWN_SKIPPED]:
        console.print(Text(f"skipped: {skipped.source_path}: {skipped.reason}"), soft_wrap=True)
    if summary.more_failed:
        console.print(f"failed: {summary.more_failed} more: the table ingests names them all")
    if summary.skipped_files > _SHOWN_SKIPPED:
        console.print(f"skipped: {summary.skipped_files - _SHOWN_SKIPPED} more")


def _format_stop(summary: Summary) -> str:
    """What a person needs to know who ended it."""
    stored, left = count_of(summary.stored, "plan"), count_of(summary.left, "file")
    is_in = "is in" if summary.stored == 1 else "are in"
    if not summary.left:
        return f"stopped: {stored} {is_in}; tasks of several plans were not found yet: run the same command again"
    return f"stopped: {stored} {is_in}, {left} left: run the same command again to go on"


def build_summary_table(summary: Summary) -> Table:
    """Counts of files and of what was read from them."""
    counts = summary.counts
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, number in (
        ("plans stored", summary.stored),
        ("files failed", summary.failed_files),
        ("files skipped", summary.skipped_files),
        ("tasks (nhiệm vụ)", counts.tasks),
        ("indicators (chỉ tiêu)", counts.indicators),
        ("diagnostics: errors", counts.errors),
        ("diagnostics: warnings", counts.warnings),
        ("diagnostics: remarks", counts.infos),
    ):
        table.add_row(name, str(number))
    return table


def format_progress(progress: Progress) -> str:
    """One line for one file."""
    match progress.result:
        case Parsed(source_path=path, counts=counts):
            told = f"ok {path} ({_counted(counts)})"
        case Failed(source_path=path, error=error):
            told = f"failed {path}: {error}"
        case Skipped(source_path=path, reason=reason):
            told = f"skipped {path}: {reason}"
    return f"{progress.done}/{progress.total} {told}"


def _counted(counts: Counts) -> str:
    """What a plan holds. Errors are told at once: most of all, of a scan nothing can be read."""
    parts = [count_of(counts.tasks, "task"), count_of(counts.indicators, "indicator")]
    if counts.errors:
        parts.append(f"{count_of(counts.errors, 'error')}: see planparse check")
    return ", ".join(parts)


def _print_progress(progress: Progress) -> None:
    """One line on stderr. A disk that is too full for it must not end the batch: the database tells the same."""
    try:
        print(format_progress(progress), file=sys.stderr, flush=True)
    except BrokenPipeError:
        raise
    except OSError:
        return


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal, a line per file elsewhere; both on stderr, so that the summary can be kept alone."""
    if not sys.stderr.isatty():
        yield _print_progress
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ProgressBar(*columns, console=build_console(sys.stderr), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda progress: bar.update(task, completed=progress.done, total=progress.total)
