"""Results as tables on the terminal."""

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.report.cells import format_value
from planparse.report.query import Result, Row

SHOWN_ROWS = 1_000  # more than anybody reads on a screen; the other formats have no limit
_NARROWEST = 8  # columns narrower than this break words: rows are then shown one below the other


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
