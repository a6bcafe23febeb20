"""The sheet of one view or table: a header that stays, filters, widths that fit, and rows as they come."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import duckdb

from planparse.report.query import Row, run_query
from planparse.report.relations import Column, Relation
from planparse.report.workbook.cells import CellWriter, choose_way
from planparse.report.workbook.layout import colour_rows, hint, set_up_print
from planparse.report.workbook.workshop import Workshop

_MAX_ROWS = 1_048_575  # of a sheet of Excel, its header not counted
_MEASURED = 500  # rows from which widths are taken
_NARROW, _WIDE = 8, 36  # characters
_ARROW = 4  # characters that the arrow of the filter takes
_WIDEST = {  # what is read in full gets more room, what is looked up gets less
    **dict.fromkeys(("task", "name", "cluster_name", "title", "text", "message", "closing", "preamble"), 50),
    **dict.fromkeys(("indicator", "printed_name", "indicator_name", "plan_title", "condition"), 44),
    **dict.fromkeys(("leads", "supports", "agency", "cells"), 30),
    **dict.fromkeys(("deadline_raw", "raw", "source_path", "locator", "scope"), 24),
}
_HEADER_HEIGHT = 33  # points: two lines
_PLACES = ("province_name", "commune_name")  # stay in view where a sheet begins with them

# Ids and what repeats another column for machines: at the right end, folded, in the views that people read.
_FOLDED = {
    *("plan_id", "task_id", "indicator_id", "cluster_id", "cluster_key", "ordinal", "target_ordinal"),
    *("document", "commune_type", "score"),
    *("unit_code", "low_base", "high_base", "agency_code", "commune_code", "code", "province_code"),
    *("source_sha256", "media_type", "issued_edtf", "parser_version", "rules_version", "corrected"),
}

_ORDERS = {
    "v_tasks_due": "due_on NULLS LAST, {places}, plan_id, task_id",
    "v_due_days": "due_on, {places}, plan_id, task_id",
    "v_recurring": "{places}, plan_id, task_id",
    "v_waiting": "{places}, plan_id, task_id",
    "v_agency_workload": "{places}, tasks + indicators DESC, agency COLLATE vi, role",
    "v_task_clusters": "communes DESC, cluster_name COLLATE vi, cluster_id, {places}",
    "v_citations": "communes DESC, mentions DESC, document",
    "v_implementations": "document, {places}, plan_id",
    "v_indicator_matrix": "{places}, field COLLATE vi, code, year, plan_id, ordinal, target_ordinal",
    "v_indicator_standing": "field COLLATE vi, indicator COLLATE vi, code, year, {places}",
    "v_current_plans": "{places}, plan_id",
    "v_coverage": "unparsed + errors DESC, commune_name COLLATE vi, plan_id",
}
_BY_PLACE = "province_name COLLATE vi, commune_name COLLATE vi"
# Of 3,321 communes, most set most indicators of others not: three million rows that say so would bury the rest. The
# matrix shows them as empty cells; Parquet and CSV hold them all.
_FILTERS = {"v_indicator_standing": "WHERE standing <> 'missing'"}


class Sheets(NamedTuple):
    """What was written of one relation: its first sheet, and how many rows in all."""

    first: str
    rows: int


def write_relation(connection: duckdb.DuckDBPyConnection, shop: Workshop, relation: Relation) -> Sheets:
    """Writes a view or table; what is too long for one sheet goes on in the next."""
    columns = _arrange(relation)
    title = shop.labels.relation(relation.name)
    first, total = "", 0
    for number, rows in enumerate(_parts(run_query(connection, _build_sql(relation, columns)).rows), start=1):
        name, sheet = shop.add_sheet(title, number, relation.is_for_reading)
        first = first or name
        total += _SheetWriter(shop, sheet, relation, columns).write(name, rows)
    return Sheets(first, total)


def _parts(rows: Iterator[Row]) -> Iterator[Iterator[Row]]:
    """Rows for one sheet after another; for one where there are none."""
    yield rows
    for first in rows:
        yield chain((first,), rows)


class _SheetWriter:
    """Writes one sheet of a relation."""

    def __init__(self, shop: Workshop, sheet: Any, relation: Relation, columns: tuple[Column, ...]) -> None:
        self._shop = shop
        self._sheet = sheet
        self._relation = relation
        self._columns = columns
        self._cells = CellWriter(sheet, shop.styles)
        self._headers = [shop.labels.column(relation.name, column.name) for column in columns]
        self._ways = [choose_way(relation.name, column, shop.labels, shop.styles) for column in columns]

    def write(self, name: str, rows: Iterator[Row]) -> int:
        """Fills the sheet with as many rows as it takes; returns how many these are."""
        first = list(islice(rows, min(_MEASURED, _MAX_ROWS)))
        widths = [self._measure(position, first) for position in range(len(self._columns))]
        self._write_header()
        self._set_widths(widths)
        last = 0
        for last, values in enumerate(chain(first, islice(rows, _MAX_ROWS - len(first))), start=1):
            self._cells.write_row(last, values, self._ways, widths)
        self._shop.cut += self._cells.cut
        self._sheet.freeze_panes(1, _count_fixed(self._columns))
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        set_up_print(self._sheet, self._shop.labels, name, header_rows=1)
        colour_rows(self._sheet, self._shop.labels, self._shop.styles, self._relation.name, self._columns, last)
        return last

    def _measure(self, position: int, rows: Sequence[Row]) -> int:
        """How wide a column is to be, in characters: as its first rows ask for, within bounds."""
        header, way = self._headers[position], self._ways[position]
        longest = max(
            (
                len(str(row[position]) if way.say is None else way.say(row[position]))
                for row in rows
                if row[position] is not None
            ),
            default=0,
        )
        least = max(_NARROW, *(len(word) + _ARROW for word in header.split()))
        return max(least, min(longest + 2, _WIDEST.get(self._columns[position].name, _WIDE)))

    def _write_header(self) -> None:
        self._sheet.set_row(0, _HEADER_HEIGHT)
        for position, (header, column) in enumerate(zip(self._headers, self._columns, strict=True)):
            self._sheet.write_string(0, position, header, self._shop.styles.of("header"))
            hint(self._sheet, self._shop.labels, (0, position), column.name, column.comment)

    def _set_widths(self, widths: Sequence[int]) -> None:
        for position, (column, width) in enumerate(zip(self._columns, widths, strict=True)):
            folded = {"level": 1, "hidden": True} if _is_folded(self._relation, column) else {}
            self._sheet.set_column(position, position, width, None, folded)
        if any(_is_folded(self._relation, column) for column in self._columns):
            self._sheet.set_column(len(self._columns), len(self._columns), None, None, {"collapsed": True})


def _arrange(relation: Relation) -> tuple[Column, ...]:
    """What people read first; what is folded last."""
    return tuple(sorted(relation.columns, key=lambda column: _is_folded(relation, column)))


def _is_folded(relation: Relation, column: Column) -> bool:
    return relation.is_for_reading and relation.name != "task_clusters" and column.name in _FOLDED


def _count_fixed(columns: tuple[Column, ...]) -> int:
    """How many columns stay in view: those that say where."""
    fixed = 0
    while fixed < len(columns) and columns[fixed].name in _PLACES:
        fixed += 1
    return fixed


def _build_sql(relation: Relation, columns: tuple[Column, ...]) -> str:
    names = ", ".join(f'"{column.name}"' for column in columns)
    order = _ORDERS.get(relation.name, "").format(places=_BY_PLACE)
    ordered = f" ORDER BY {order}" if order else ""
    return f"SELECT {names} FROM {relation.name} {_FILTERS.get(relation.name, '')}{ordered}"
