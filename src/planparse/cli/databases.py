"""``planparse compare`` and ``query``: reading the database."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent
from typing import TextIO

from planparse.cli.language import catalogue
from planparse.cli.matrix import print_matrix, print_standings
from planparse.cli.screen import build_console, count_of, tell
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
from planparse.report.replacing import replacing
from planparse.store.opening import open_read_only
from planparse.wording.message import Message


def run_compare(db: Path, indicator: str | None, shared: int, form: str) -> None:
    """Prints the matrix; of one indicator also where each commune stands."""
    with open_read_only(db) as connection:
        matrix = keep_shared(read_matrix(connection, indicator), shared)
    if not matrix.columns:
        key = f"{'few_have' if shared > 1 else 'none_has'}_{'indicator' if indicator else 'any'}"
        tell(catalogue().say(f"cli.compare.{key}", number=shared, indicator=indicator))
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
    for question in list_questions():
        print(f"{question.name}: {question.say(catalogue())}\n\n{indent(question.sql, '    ')}\n")
    print(catalogue().say("cli.query.hint"))


def settle_sql(sql: str | None, example: str | None) -> str:
    """The statement to run.

    Raises:
        UsageError: there is none, or two.
    """
    if (sql is None) == (example is None):
        raise UsageError(Message("errors.call.one_statement"))
    return find_question(example).sql if example is not None else sql or ""


def run_query_command(db: Path, sql: str, form: str, out: Path | None) -> None:
    """Prints the result of a statement, or writes it to a file."""
    if out is not None and out.exists() and db.exists() and out.samefile(db):
        raise UsageError(Message("errors.call.out_is_database", path=out))
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
            raise UsageError(Message("errors.call.parquet_needs_out"))
        require_place(out)
        with replacing(out) as place, connect(place) as connection:
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
        tell(catalogue().say("cli.query.left_out", rows=count_of(left_out, "more row")))


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    require_place(out)
    with replacing(out) as place, place.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def require_place(out: Path) -> None:
    """A file can be written there, as far as can be told beforehand.

    Raises:
        UsageError: it is a folder, or its folder is not there.
    """
    if out.is_dir():
        raise UsageError(Message("errors.call.out_is_folder", path=out))
    if not out.parent.is_dir():
        raise UsageError(Message("errors.call.no_parent", path=out, parent=out.parent))
