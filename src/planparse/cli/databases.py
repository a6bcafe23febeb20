"""``planparse compare`` and ``query``: reading the database."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent
from typing import TextIO

from planparse.cli.matrix import print_matrix, print_standings
from planparse.cli.screen import build_console, count_of
from planparse.cli.tables import print_result
from planparse.errors import UsageError
from planparse.report.compare import (
    keep_shared,
    matrix_to_result,
    matrix_to_values,
    read_matrix,
    standings_to_result,
)
from planparse.report.formats import write_csv, write_json
from planparse.report.query import Connection, Result, run_query, write_parquet
from planparse.report.questions import find_question, list_questions
from planparse.store.opening import open_read_only


def run_compare(db: Path, indicator: str | None, shared: int, form: str) -> None:
    """Prints the matrix; of one indicator also where each commune stands."""
    with open_read_only(db) as connection:
        matrix = keep_shared(read_matrix(connection, indicator), shared)
    if not matrix.columns:
        who = f"no {shared} plans have" if shared > 1 else "no plan has"
        what = f"{who} the indicator {indicator}" if indicator else f"{who} an indicator of the catalogue"
        print(f"planparse: {what}; nothing to compare", file=sys.stderr)
    if form == "csv":
        write_csv(standings_to_result(matrix) if indicator else matrix_to_result(matrix), sys.stdout)
    elif form == "json":
        write_json(matrix_to_values(matrix, missing=indicator is not None), sys.stdout)
    else:
        console = build_console(sys.stdout)
        print_matrix(matrix, console)
        if indicator:
            print_standings(matrix, console)


def print_questions() -> None:
    """Every ready question: its name, what it asks, and its statement, to be run or changed."""
    for name, asks, sql in list_questions():
        print(f"{name}: {asks}\n\n{indent(sql, '    ')}\n")
    print('Run one with: planparse query --example due; or change its SQL: planparse query "SELECT ..."')


def settle_sql(sql: str | None, example: str | None) -> str:
    """The statement to run.

    Raises:
        UsageError: there is none, or two.
    """
    if (sql is None) == (example is None):
        raise UsageError("give one SELECT statement, or a ready question: planparse query --examples lists them")
    return find_question(example).sql if example is not None else sql or ""


def run_query_command(db: Path, sql: str, form: str, out: Path | None) -> None:
    """Prints the result of a statement, or writes it to a file."""
    if out is not None and out.exists() and db.exists() and out.samefile(db):
        raise UsageError(f"{out}: this is the database itself: name another file with --out")
    answer(lambda place: open_read_only(db, out=place), sql, form, out)


def answer(connect: Callable[[Path | None], Connection], sql: str, form: str, out: Path | None) -> None:
    """Prints the result of a statement, or writes it to a file.

    Args:
        connect: opens what is asked; it may write to the one file that it is given.
        sql: the statement.
        form: of the output.
        out: a file for it.
    """
    if form == "parquet":
        if out is None:
            raise UsageError("--format parquet writes a file: name it with --out FILE")
        with _replacing(out) as place, connect(place) as connection:
            write_parquet(connection, sql, place)
        return
    with connect(None) as connection, _output(out) as stream:
        _write_result(run_query(connection, sql), form, stream)


def _write_result(result: Result, form: str, stream: TextIO) -> None:
    if form == "csv":
        write_csv(result, stream)
    elif form == "json":
        write_json(result, stream)
    elif left_out := print_result(result, build_console(stream)):
        print(f"planparse: {count_of(left_out, 'more row')} not shown: use --format csv or json", file=sys.stderr)


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    with _replacing(out) as place, place.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A file beside the one that was named, which it replaces at the end: what fails leaves the old one as it was."""
    _require_folder(out)
    if out.exists() and not out.is_file():  # a pipe or a device
        yield out
        return
    place = Path(os.path.realpath(out))
    part = place.with_name(f".{place.name}.part")
    try:
        yield part
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except OSError as exc:
        raise OSError(exc.errno, exc.strerror, str(out)) from exc
    finally:
        part.unlink(missing_ok=True)


def _require_folder(out: Path) -> None:
    if out.is_dir():
        raise UsageError(f"{out}: this is a folder: name a file in it")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}")
