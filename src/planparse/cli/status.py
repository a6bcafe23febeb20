"""``planparse status``: what became of the files, for people and as JSON."""

import datetime as dt
import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from planparse.cli.screen import build_console, count_of
from planparse.errors import UsageError
from planparse.report.cells import json_value
from planparse.report.status import Files, Totals, read_all, read_run, read_totals
from planparse.store.locking import Holder, read_holder
from planparse.store.opening import open_read_only
from planparse.wording.message import Message

_WIDTH = 24
_ADVICE = "→ "


def run_status(db: Path, form: str, *, run: str | None, every: bool) -> None:
    """Prints the state of the last run, of a run, or of all; and what the database holds."""
    if run is not None and every:
        raise UsageError(Message("errors.call.run_or_all"))
    holder = read_holder(db)
    with open_read_only(db) as connection:
        files = read_all(connection) if every else read_run(connection, run)
        totals = read_totals(connection)
    if form == "json":
        print(json.dumps(status_to_values(files, totals, holder), ensure_ascii=False, indent=2))
    else:
        print_status(files, totals, holder, build_console(sys.stdout))


def status_to_values(files: Files, totals: Totals, holder: Holder | None) -> object:
    """The state as JSON has it."""
    parts = {
        "reasons": [reason._asdict() for reason in files.reasons],
        "slowest": [slow._asdict() for slow in files.slowest],
        "plans_per_second": files.plans_per_second,
        "rows_per_second": files.rows_per_second,
    }
    running = None if holder is None else holder._asdict()
    return json_value({"running": running, "files": files._asdict() | parts, "database": totals._asdict()})


def print_status(files: Files, totals: Totals, holder: Holder | None, console: Console) -> None:
    """The state in lines that fit a narrow screen."""
    for line in _lines(files, totals, holder):
        folded = textwrap.wrap(line, console.width, subsequent_indent="    ") if _ADVICE in line else [line]
        for part in folded or [""]:
            console.print(Text(part), soft_wrap=True)  # a path is never cut


def _lines(files: Files, totals: Totals, holder: Holder | None) -> Iterator[str]:
    if holder is not None:
        yield f"Running now (đang nhập): process {holder.pid}, since {holder.since}"
        yield ""
    yield from _numbers(files)
    yield from _failures(files)
    yield from _slowest(files)
    yield ""
    yield (
        f"Database: {count_of(totals.plans, 'plan')}, {count_of(totals.tasks, 'task')}, "
        f"{count_of(totals.indicators, 'indicator')}"
    )
    yield f"  from {count_of(totals.files, 'file')} in {count_of(totals.runs, 'run')}; not in: {totals.not_in}"


def _numbers(files: Files) -> Iterator[str]:
    if files.began is None or files.ended is None:
        yield "No file was taken in yet: planparse ingest FOLDER"
        return
    yield files.title
    yield _line("began, ended (UTC)", f"{_moment(files.began)} – {_moment(files.ended)}")
    yield _line("files", str(files.files))
    yield _line("taken in (đã nhập)", str(files.taken))
    yield _line("in already (đã có)", str(files.known))
    yield _line("same bytes (trùng)", str(files.duplicate))
    yield _line("failed (lỗi)", str(files.failed))
    if files.plans_per_second is not None:
        rows = "" if files.rows_per_second is None else f"; rows per second: {files.rows_per_second:,.0f}"
        yield _line("plans per second", f"{files.plans_per_second:.1f}{rows}")


def _failures(files: Files) -> Iterator[str]:
    for reason in files.reasons:
        yield ""
        yield f"Failed, {reason.reason}: {count_of(reason.files, 'file')}"
        yield from (f"  {name}" for name in reason.names)
        if left := reason.files - len(reason.names):
            yield f"  … and {left} more: planparse query --example failed"
        yield f"  {_ADVICE}{reason.advice}"
        yield f"  {_ADVICE}{reason.advice_vi}"


def _slowest(files: Files) -> Iterator[str]:
    if files.slowest:
        yield ""
        yield "Slowest (lâu nhất)"
    for slow in files.slowest:
        size = "" if slow.bytes is None else f"{slow.bytes / 2**20:6.1f} MB  "
        yield f"  {slow.seconds:7.2f} s  {size}{slow.path}"


def _line(name: str, value: str) -> str:
    return f"  {name:<{_WIDTH}}{value}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
