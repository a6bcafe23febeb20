"""Grids -> logical tables: one table however many pages or grids it spans.

True of the result:
1. every row of every grid is a row of exactly one table, in document order;
2. a grid goes on the table before it when nothing but a caption stands between them and it has the same columns,
   with the header repeated or without;
3. a header that differs from the one in force begins a new table, even in the middle of a grid.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.model.base import Note, Outcome
from planparse.model.plan import Column, Table
from planparse.model.source import Grid, Row
from planparse.rulebook.columns import ColumnRules
from planparse.structure.cut_spans import carry_spans
from planparse.structure.headers import find_header, header_texts, prints_header
from planparse.structure.roles import build_columns
from planparse.text.alike import are_alike
from planparse.text.labels import Label, read_ordinal

# Page-by-page grids of one table may differ by a column that ruling lines cut off at the edge.
_COLUMN_SLACK = 1


class Site(NamedTuple):
    """A grid and where it stands in the plan; at most one of ``section`` and ``appendix`` is set."""

    grid: Grid
    section: int | None
    appendix: int | None
    separated: bool
    order: int


class _Open:
    """A table while its rows are being collected."""

    def __init__(self, site: Site, rows: Sequence[Row], header: Sequence[Row], headers: tuple[str, ...]):
        self.site = site
        self.rows = list(rows)
        self.header = tuple(header)
        self.headers = headers
        self.notes: tuple[Note, ...] = ()

    @property
    def width(self) -> int:
        return len(self.headers) or max(len(row.cells) for row in self.rows)

    def add(self, rows: Sequence[Row], header_end: int) -> None:
        """Takes in the rows of the next grid, of which the first ones print the header again."""
        body, notes = carry_spans(self.rows[-1], rows[header_end:])
        first, *rest = (*rows[:header_end], *body)
        self.rows += [first.model_copy(update={"page_break_before": True}), *rest]
        self.notes += notes


def grids_to_tables(sites: Sequence[Site], *, rules: ColumnRules) -> Outcome[tuple[Table, ...]]:
    """Stitches grids to tables and reads their headers.

    Notes: ``table.no_header``, ``table.other``, ``table.span_cut``.
    """
    opened: list[_Open] = []
    for site in sites:
        for rows in _split_at_headers(site.grid, rules):
            _place(opened, site, rows, rules)
    tables = tuple(_close(table, rules) for table in opened)
    cut = (note for table in opened for note in table.notes)
    return Outcome(value=tables, notes=(*_table_notes(tables), *cut))


def _split_at_headers(grid: Grid, rules: ColumnRules) -> Iterator[Sequence[Row]]:
    """Cuts a grid before each further header that is not the first one repeated."""
    found = find_header(grid.rows, rules=rules)
    header = grid.rows[found.start : found.end] if found else ()
    start = 0
    index = found.end if found else 1
    while index < len(grid.rows):
        if header and prints_header(grid.rows[index], rules=rules) and not _repeats(grid.rows, index, header, rules):
            yield grid.rows[start:index]
            start = index
            end = find_header(grid.rows[index:], rules=rules)
            header = grid.rows[index : index + end.end] if end else header
        index += 1
    yield grid.rows[start:]


def _repeats(rows: Sequence[Row], index: int, header: Sequence[Row], rules: ColumnRules) -> bool:
    return are_alike(_squeeze(rows[index : index + 1], rules), _squeeze(header[:1], rules))


def _place(opened: list[_Open], site: Site, rows: Sequence[Row], rules: ColumnRules) -> None:
    found = find_header(rows, rules=rules)
    header = rows[found.start : found.end] if found else ()
    last = opened[-1] if opened else None
    if last and _goes_on(last, site, rows, header, rules):
        last.add(rows, found.end if found else 0)
    else:
        opened.append(_Open(site, rows, header, header_texts(header, rules=rules) if header else ()))


def _goes_on(last: _Open, site: Site, rows: Sequence[Row], header: Sequence[Row], rules: ColumnRules) -> bool:
    if (last.site.section, last.site.appendix) != (site.section, site.appendix):
        return False
    if header:
        return are_alike(_squeeze(header[:1], rules), _squeeze(last.header[:1], rules)) and not site.separated
    width = max(len(row.cells) for row in rows)
    fits = abs(width - last.width) <= _COLUMN_SLACK
    return fits and (not site.separated or site.grid.page_break_before or _counts_on(last.rows, rows))


def _counts_on(above: Sequence[Row], rows: Sequence[Row]) -> bool:
    """The first label is the next of its kind after those above: a line of text interrupts the table only.

    Above the first label the rest of a row may stand that the page cut.
    """
    is_rest = len(rows) > 1 and not any(cell and cell.text.strip() for cell in rows[0].cells[:1])
    first = _label(rows[1 if is_rest else 0])
    before = [label for row in above if (label := _label(row)) and first and label.kind == first.kind]
    if first is None or not before:
        return False
    last = before[-1].numbers
    return first.numbers in ((*last[:-1], last[-1] + 1), (*last, 1))


def _label(row: Row) -> Label | None:
    cell = row.cells[0] if row.cells else None
    return read_ordinal(cell.text) if cell else None


def _close(table: _Open, rules: ColumnRules) -> Table:
    header_end = 0
    if table.header:
        header_end = next(i for i, row in enumerate(table.rows) if row is table.header[0]) + len(table.header)
    headers = table.headers or ("",) * table.width
    if table.header:
        kind, columns = build_columns(headers, table.rows[header_end:], rules=rules)
    else:
        kind, columns = "other", _unknown_columns(headers)
    return Table(
        kind=kind,
        columns=columns,
        header_rows=header_end,
        header_year=_header_year(headers, rules) if all(c.year is None for c in columns) else None,
        rows=tuple(table.rows),
        appendix=table.site.appendix,
        section=table.site.section,
        locus=table.site.grid.locus,
        order=table.site.order,
    )


def _squeeze(rows: Iterable[Row], rules: ColumnRules) -> tuple[str, ...]:
    """Texts of the cells without spaces and case, to compare headers across line wraps."""
    texts = (rules.squeeze(cell.text) for row in rows for cell in row.cells if cell and not cell.merged_above)
    return tuple(text for text in texts if text)


def _header_year(headers: Sequence[str], rules: ColumnRules) -> int | None:
    return next((year for header in headers if (year := rules.find_year(header))), None)


def _unknown_columns(headers: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(header=header, role="other") for header in headers)


def _table_notes(tables: Sequence[Table]) -> Iterator[Note]:
    for table in tables:
        if table.kind == "other":
            code = "table.other" if table.header_rows else "table.no_header"
            text = " | ".join(cell.text for cell in table.rows[0].cells if cell)[:160]
            yield Note(code=code, text=text, locus=table.locus)
