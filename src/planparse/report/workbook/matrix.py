"""The matrix for people: a row per commune, a column per indicator and year, under its field and with its unit.

A cell with one number holds that number, its sign (≥) being part of its format: it can be sorted and reckoned with.
What is no single number, or in another unit than its column, is text; the latter is marked.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import duckdb

from planparse.report.compare import Value, format_target
from planparse.report.workbook.cells import CellWriter
from planparse.report.workbook.layout import hint, set_up_print
from planparse.report.workbook.workshop import Workshop

_MAX_COLUMNS = 16_000  # of a sheet of Excel, and some to spare
_HEADER_ROWS, _FIXED = 4, 2
_HEIGHTS = (32, 76, 16, 18)
_PROVINCE_WIDTH, _COMMUNE_WIDTH, _VALUE_WIDTH = 20, 26, 20
_ON_ONE_PAGE = 8  # columns that can be read across a page
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}

_COLUMNS = """
SELECT field, code, indicator, year, mode(unit) AS unit
FROM v_indicator_matrix
GROUP BY field, code, indicator, year
ORDER BY
    sum(count(*)) OVER (PARTITION BY field) DESC, field,
    sum(count(*)) OVER (PARTITION BY code) DESC, code, year NULLS LAST
"""
_COMMUNE = "province_name, commune_name, commune_type, commune_code"
_ROWS = f"""
WITH places AS (
    SELECT DISTINCT
        province_name, coalesce(commune_name, place_name, source_path) AS commune_name, commune_type, commune_code
    FROM v_current_plans
)
SELECT
    p.province_name, p.commune_name, p.commune_type, p.commune_code,
    m.code, m.year, m.comparator, m.low, m.high, m.unit, m.raw, m.scope, m.source_path, m.page, m.locator
FROM places p
LEFT JOIN v_indicator_matrix m
    ON {" AND ".join(f"m.{name} IS NOT DISTINCT FROM p.{name}" for name in _COMMUNE.split(", "))}
ORDER BY p.province_name COLLATE vi, p.commune_name COLLATE vi, p.commune_type, p.commune_code,
         m.plan_id, m.ordinal, m.target_ordinal
"""


class MatrixColumn(NamedTuple):
    """A column: an indicator for a year, and the unit that most communes use."""

    field: str | None
    code: str
    indicator: str
    year: int | None
    unit: str | None


class MatrixSheet(NamedTuple):
    """What was written: the first sheet, and how many communes it has."""

    first: str
    communes: int


def write_matrix(connection: duckdb.DuckDBPyConnection, shop: Workshop) -> MatrixSheet:
    """Writes the matrix; more columns than a sheet holds go on in the next."""
    columns = [MatrixColumn(*row) for row in connection.execute(_COLUMNS).fetchall()]
    parts = [columns[at : at + _MAX_COLUMNS] for at in range(0, len(columns), _MAX_COLUMNS)] or [[]]
    first, communes = "", 0
    for number, part in enumerate(parts, start=1):
        name, sheet = shop.add_sheet(shop.say("export.matrix.sheet"), number)
        first = first or name
        communes = _MatrixWriter(shop, sheet, part).write(name, _fetch(connection))
    return MatrixSheet(first, communes)


class _MatrixWriter:
    """Writes one sheet of the matrix."""

    def __init__(self, shop: Workshop, sheet: Any, columns: Sequence[MatrixColumn]) -> None:
        self._shop = shop
        self._sheet = sheet
        self._columns = columns
        self._places = {(column.code, column.year): place for place, column in enumerate(columns, start=_FIXED)}
        self._cells = CellWriter(sheet, shop.styles)

    def write(self, name: str, rows: Iterator[tuple[Any, ...]]) -> int:
        """Fills the sheet; returns how many communes it has."""
        self._write_header()
        last = _HEADER_ROWS - 1
        for commune, found in groupby(rows, key=lambda row: row[:4]):
            last += 1
            self._write_commune(last, commune, found)
        self._shop.cut += self._cells.cut
        self._sheet.freeze_panes(_HEADER_ROWS, _FIXED)
        self._sheet.autofilter(_HEADER_ROWS - 1, 0, last, _FIXED + len(self._columns) - 1)
        self._sheet.set_column(0, 0, _PROVINCE_WIDTH)
        self._sheet.set_column(1, 1, _COMMUNE_WIDTH)
        if self._columns:
            self._sheet.set_column(_FIXED, _FIXED + len(self._columns) - 1, _VALUE_WIDTH)
        fit = len(self._columns) <= _ON_ONE_PAGE
        set_up_print(self._sheet, self._shop.labels, name, header_rows=_HEADER_ROWS, fit=fit)
        self._sheet.repeat_columns(0, _FIXED - 1)
        return last - _HEADER_ROWS + 1

    def _write_header(self) -> None:
        """Field, indicator, year, unit, from top to bottom."""
        for row, height in enumerate(_HEIGHTS):
            self._sheet.set_row(row, height)
        header, sub = self._shop.styles.of("header"), self._shop.styles.of("subheader")
        self._write_texts(0, "field", [_capitalised(column.field or "") for column in self._columns], header)
        self._write_texts(1, "indicator", [column.indicator for column in self._columns], sub)
        years = [
            str(column.year) if column.year else self._shop.say("export.matrix.no_year") for column in self._columns
        ]
        self._write_texts(2, "year", years, sub)
        for place, name in enumerate(("province_name", "commune_name")):
            self._sheet.write_string(3, place, self._shop.labels.column("v_indicator_matrix", name), header)
        for place, column in enumerate(self._columns, start=_FIXED):
            unit = self._shop.say("export.matrix.unit_of", unit=column.unit) if column.unit else ""
            self._sheet.write_string(3, place, unit, sub)
            hint(self._sheet, self._shop.labels, (3, place), column.code, column.indicator)

    def _write_texts(self, row: int, key: str, texts: Sequence[str], style: Any) -> None:
        """A row of the header. What holds for several columns is said in each: merged, it would scroll out of sight."""
        self._sheet.write_string(row, 0, "", style)
        self._sheet.write_string(row, 1, self._shop.say(f"export.matrix.{key}"), style)
        for place, text in enumerate(texts, start=_FIXED):
            self._sheet.write_string(row, place, text, style)

    def _write_commune(self, row: int, commune: tuple[Any, ...], found: Iterator[tuple[Any, ...]]) -> None:
        province, name, kind, _ = commune
        self._cells.write_text(row, 0, province or "")
        self._cells.write_text(row, 1, f"{kind} {name}" if kind else name)
        values: dict[int, list[Value]] = {}
        for code, year, *value in (line[4:] for line in found):
            place = self._places.get((code, year))
            if place is not None:  # a commune that sets nothing has one line of nulls
                values.setdefault(place, []).append(Value(*value))
        for place in sorted(values):
            self._write_value(row, place, values[place])

    def _write_value(self, row: int, place: int, values: Sequence[Value]) -> None:
        unit = self._columns[place - _FIXED].unit
        number = _as_number(values[0])
        is_usual = all(_folded(value.unit) == _folded(unit) for value in values)
        if number is not None and is_usual and len({format_target(value) for value in values}) == 1:
            self._sheet.write_number(row, place, number, self._shop.styles.signed(number, _SIGNS[values[0].comparator]))
            return
        text = "; ".join(dict.fromkeys(map(format_target, values)))
        is_doubtful = not is_usual and values[0].comparator != "text"
        self._cells.write_text(row, place, text, "doubtful" if is_doubtful else "centred")


def _fetch(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(_ROWS)
    while rows := cursor.fetchmany(2_000):
        yield from rows


def _as_number(value: Value) -> float | None:
    """The number of a value that is one number for everybody."""
    if value.comparator not in _SIGNS or value.scope:
        return None
    return value.low if value.low is not None else value.high


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _folded(unit: str | None) -> str:
    return (unit or "").strip().lower()
