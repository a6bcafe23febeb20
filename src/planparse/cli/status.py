"""``planparse status``: what became of the files, for people and as JSON."""

import datetime as dt
import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, count_of, format_decimal
from planparse.errors import UsageError
from planparse.report.cells import json_value
from planparse.report.status import Files, Reason, Totals, read_all, read_run, read_totals
from planparse.store.locking import Holder, read_holder
from planparse.store.opening import open_read_only
from planparse.store.reasons import explain_reason
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
        yield _say("running", **holder._asdict())
        yield ""
    yield from _numbers(files)
    yield from _failures(files)
    yield from _slowest(files)
    yield ""
    plans, tasks = count_of(totals.plans, "plan"), count_of(totals.tasks, "task")
    yield _say("database", plans=plans, tasks=tasks, indicators=count_of(totals.indicators, "indicator"))
    files_in, runs = count_of(totals.files, "file"), count_of(totals.runs, "run")
    yield _say("sources", files=files_in, runs=runs, number=totals.not_in)


def _say(key: str, **values: object) -> str:
    return catalogue().say(f"cli.status.{key}", **values)


def _numbers(files: Files) -> Iterator[str]:
    if files.began is None or files.ended is None:
        yield _say("nothing")
        return
    yield _title(files)
    yield _line("began_ended", f"{_moment(files.began)} – {_moment(files.ended)}")
    yield _line("files", str(files.files))
    yield _line("taken", str(files.taken))
    yield _line("known", str(files.known))
    yield _line("duplicate", str(files.duplicate))
    yield _line("failed", str(files.failed))
    if files.plans_per_second is not None:
        rows = (
            ""
            if files.rows_per_second is None
            else _say("rows_per_second", rows=format_decimal(files.rows_per_second, 0, grouped=True))
        )
        yield _line("plans_per_second", f"{format_decimal(files.plans_per_second, 1)}{rows}")


def _title(files: Files) -> str:
    """What these are the files of."""
    if files.of_all:
        return _say("all_runs")
    return _say("run", run=files.run_id) if files.run_id else _say("before_runs")


def _failures(files: Files) -> Iterator[str]:
    for reason in files.reasons:
        yield ""
        yield _say("reason", reason=_name_of(reason), files=count_of(reason.files, "file"))
        yield from (f"  {name}" for name in reason.names)
        if left := reason.files - len(reason.names):
            yield _say("more", number=left)
        advices = (reason.advice, reason.advice_vi) if catalogue().language == "en" else (reason.advice_vi,)
        yield from (f"  {_ADVICE}{advice}" for advice in advices)


def _name_of(reason: Reason) -> str:
    """The reason by its name in the tables; in Vietnamese what it means comes first."""
    if catalogue().language == "en":
        return reason.reason
    return f"{explain_reason(reason.reason).meaning.vietnamese} ({reason.reason})"


def _slowest(files: Files) -> Iterator[str]:
    if files.slowest:
        yield ""
        yield _say("slowest")
    for slow in files.slowest:
        size = "" if slow.bytes is None else f"{format_decimal(slow.bytes / 2**20, 1):>6} MB  "
        yield f"  {format_decimal(slow.seconds, 2):>7} s  {size}{slow.path}"


def _line(key: str, value: str) -> str:
    return f"  {_say(key):<{_WIDTH}}{value}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
