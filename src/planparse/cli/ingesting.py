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
from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, count_of, format_decimal
from planparse.errors import StoppedError, TerminatedError
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message
from planparse.wording.recognition import say_again

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
    told = catalogue().say("cli.ingest.seconds_database", seconds=format_decimal(summary.seconds, 1), db=db)
    console.print(Text(told), soft_wrap=True)


def print_files(summary: Summary, console: Console) -> None:
    """How many files, what is in them, and why files failed or were skipped."""
    console.print(build_summary_table(summary))
    for line in _tell_left_out(summary, catalogue()):
        console.print(Text(line), soft_wrap=True)


def _tell_left_out(summary: Summary, said: Catalogue) -> Iterator[str]:
    for failed in summary.failed:
        yield said.say("cli.ingest.failed", path=failed.source_path, reason=say_reason(failed.error, said))
    for skipped in summary.skipped[:_SHOWN_SKIPPED]:
        yield said.say("cli.ingest.skipped", path=skipped.source_path, reason=say_reason(skipped.reason, said))
    if summary.more_failed:
        yield said.say("cli.ingest.more_failed", number=summary.more_failed)
    if summary.skipped_files > _SHOWN_SKIPPED:
        yield said.say("cli.ingest.more_skipped", number=summary.skipped_files - _SHOWN_SKIPPED)


def say_reason(reason: str, said: Catalogue) -> str:
    """Why a file is not in, in the language of a catalogue: results come from other processes, in English."""
    return say_again(reason, said, "errors", "system")


def _format_stop(summary: Summary) -> str:
    """What a person needs to know who ended it."""
    stored, left = count_of(summary.stored, "plan"), count_of(summary.left, "file")
    key = "cli.ingest.stopped_left" if summary.left else "cli.ingest.stopped_unlinked"
    return catalogue().say(f"{key}_one" if summary.stored == 1 else key, plans=stored, files=left)


def build_summary_table(summary: Summary) -> Table:
    """Counts of files and of what was read from them."""
    counts = summary.counts
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, number in (
        ("plans_stored", summary.stored),
        ("files_failed", summary.failed_files),
        ("files_skipped", summary.skipped_files),
        ("tasks", counts.tasks),
        ("indicators", counts.indicators),
        ("errors", counts.errors),
        ("warnings", counts.warnings),
        ("remarks", counts.infos),
    ):
        table.add_row(catalogue().say(f"cli.ingest.{name}"), str(number))
    return table


def format_progress(progress: Progress) -> str:
    """One line for one file."""
    said, count = catalogue(), {"done": progress.done, "total": progress.total}
    match progress.result:
        case Parsed(source_path=path, counts=counts):
            return said.say("cli.ingest.line_ok", path=path, counts=_counted(counts), **count)
        case Failed(source_path=path, error=error):
            return said.say("cli.ingest.line_failed", path=path, reason=say_reason(error, said), **count)
        case Skipped(source_path=path, reason=reason):
            return said.say("cli.ingest.line_skipped", path=path, reason=say_reason(reason, said), **count)


def _counted(counts: Counts) -> str:
    """What a plan holds. Errors are told at once: most of all, of a scan nothing can be read."""
    parts = [count_of(counts.tasks, "task"), count_of(counts.indicators, "indicator")]
    if counts.errors:
        parts.append(catalogue().say("cli.ingest.see_check", errors=count_of(counts.errors, "error")))
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
    reading = catalogue().say("cli.ingest.reading")
    columns = (TextColumn(reading), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ProgressBar(*columns, console=build_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(reading, total=None)
        yield lambda progress: bar.update(task, completed=progress.done, total=progress.total)
