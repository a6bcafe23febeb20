"""Results as CSV, JSON, and tables for the terminal."""

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.report.cells import format_value, guard_formula, json_value
from planparse.report.query import Result, Row

SHOWN_ROWS = 1_000  # more than anybody reads on a screen; the other formats have no limit
_NARROWEST = 8  # columns narrower than this break words: rows are then shown one below the other


def write_csv(result: Result, stream: TextIO) -> None:
    """Comma-separated text with a header row; text that a spreadsheet would run is guarded."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows(map(_csv_row, result.rows))


def write_json(result: Result, stream: TextIO) -> None:
    """A JSON array with one object a row, one row a line. Of columns with the same name, the last counts."""
    separator = "[\n"
    for row in result.rows:
        values = {name: json_value(value) for name, value in zip(result.columns, row, strict=True)}
        stream.write(separator + json.dumps(values, ensure_ascii=False))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def print_result(result: Result, console: Console) -> int:
    """Shows a result on the terminal, row by row where it is too wide for a table; returns how many it left out."""
    rows = list(islice(result.rows, SHOWN_ROWS))
    if len(result.columns) * (_NARROWEST + 3) > console.width:
        _print_rows_apart(result.columns, rows, console)
    else:
        console.print(build_table(result.columns, ([format_value(value) for value in row] for row in rows)))
    return sum(1 for _ in result.rows)


def build_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table for the terminal. Text is taken as it is: no markup, and long words are folded, never cut."""
    table = Table(show_lines=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _print_rows_apart(columns: Sequence[str], rows: Sequence[Row], console: Console) -> None:
    name_width = max(map(len, columns))
    for number, row in enumerate(rows, start=1):
        console.print(Text(f"row {number}", style="bold"))
        for name, value in zip(columns, row, strict=True):
            if (text := format_value(value)) != "":
                console.print(Text(f"  {name:<{name_width}}  {text}"))


def _csv_row(row: Row) -> list[object]:
    """Numbers stay numbers; what is or holds text is guarded."""
    return [
        format_value(value) if isinstance(value, int | float) else guard_formula(format_value(value)) for value in row
    ]
