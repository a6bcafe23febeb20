"""Results as tables of Markdown, which read well on a terminal too."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """What was measured: a title, a line of explanation, columns and rows."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def format_table(table: Table) -> Iterator[str]:
    """The lines of a table; the first column is text, the others are figures."""
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    yield f"## {table.title}"
    yield ""
    yield table.note
    yield ""
    yield _format_row(table.columns, widths)
    yield "| " + " | ".join(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]) + " |"
    yield from (_format_row(row, widths) for row in table.rows)


def format_seconds(value: float) -> str:
    """Seconds with a fitting unit.

    >>> format_seconds(2.5), format_seconds(0.0123)
    ('2.50 s', '12.3 ms')
    """
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _format_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "| " + " | ".join([f"{first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in rest)]) + " |"
