"""Results as tables on the terminal."""

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.cli.language import catalogue
from planparse.report.cells import format_value
from planparse.report.query import Result

SHOWN_ROWS = 1_000  # more than anybody reads on a screen; the other formats have no limit
_READABLE = 24  # longer text may be folded to this width; in narrower columns its words break
_FRAME = 3  # what the lines of a table take per column


def print_result(result: Result, console: Console) -> int:
    """Shows a result on the terminal, row by row where it is too wide for a table; returns how many it left out."""
    rows = [[format_value(value) for value in row] for row in islice(result.rows, SHOWN_ROWS)]
    if _readable_width([result.columns, *rows]) > console.width:
        _print_rows_apart(result.columns, rows, console)
    else:
        console.print(build_table(result.columns, rows))
    return sum(1 for _ in result.rows)


def build_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table for the terminal. Text is taken as it is: no markup, and long words are folded, never cut."""
    table = Table(show_lines=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _readable_width(rows: Sequence[Sequence[str]]) -> int:
    """What a table must have so that nobody has to read a column of syllables."""
    return sum(min(_READABLE, max(map(len, cells))) + _FRAME for cells in zip(*rows, strict=True))


def _print_rows_apart(columns: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    """Each row as a list of its columns; those without a value are left out."""
    name_width = max(map(len, columns))
    for number, row in enumerate(rows, start=1):
        console.print(Text(catalogue().say("cli.query.row", number=number), style="bold"))
        for name, text in zip(columns, row, strict=True):
            if text != "":
                console.print(Text(f"  {name:<{name_width}}  {text}"))
