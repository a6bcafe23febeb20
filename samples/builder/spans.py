"""Which neighbouring cells of a table are printed as one cell over several rows."""

from collections.abc import Iterator, Sequence

from builder.model import GroupRow, RecordRow, Row, Table, plain

SPANNING = ("lead", "support", "deadline")
"""Roles whose neighbouring equal cells a writer of plans joins."""

Span = tuple[int, int, int]
"""Column, first row, last row."""


def find_spans(table: Table, rows: Sequence[Row | None]) -> Iterator[Span]:
    """The cells that span rows; None stands for a row of the header, at which a span ends, as at a group."""
    for index, column in enumerate(table.columns):
        if column.role not in SPANNING:
            continue
        first = 0
        for place in range(1, len(rows) + 1):
            if place < len(rows) and _same(rows[first], rows[place], index):
                continue
            if place - 1 > first:
                yield index, first, place - 1
            first = place


def _same(upper: Row | None, lower: Row | None, column: int) -> bool:
    if not isinstance(upper, RecordRow) or not isinstance(lower, RecordRow):
        return False
    return bool(plain(upper.r[column])) and plain(upper.r[column]) == plain(lower.r[column])


def group_reach(item: GroupRow, columns: int) -> tuple[int, int] | None:
    """First and last column of a group's merged cell."""
    if item.merged == "no":
        return None
    return (0 if item.merged == "all" else 1), columns - 1
