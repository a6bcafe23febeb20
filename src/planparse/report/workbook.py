"""One Excel workbook: a sheet for each table and view, ready to be filtered.

Sheets are written row by row without being held in memory. Text is always written as text, so that nothing in a plan
can run as a formula or become a link.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from planparse.report.cells import format_value
from planparse.report.query import Row, run_query

_MAX_ROWS = 1_048_575  # of a sheet of Excel, its header not counted
_MAX_TEXT = 32_767  # characters in a cell of Excel
_WIDTHS = {"VARCHAR": 40, "VARCHAR[]": 30, "DATE": 11, "TIMESTAMP": 18}
_OTHER_WIDTH = 10
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(connection: duckdb.DuckDBPyConnection, names: Sequence[str], path: Path) -> int:
    """Writes the workbook; a table too long for one sheet goes on in the next. Returns how many texts had to be cut.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
            writer = _Writer(workbook)
            for name in names:
                writer.write_relation(connection, name)
    except xlsxwriter.exceptions.FileCreateError as exc:
        raise OSError(str(exc)) from exc
    return writer.cut


class _Writer:
    """Writes relations to sheets of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "valign": "top"})
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._plain = workbook.add_format({"valign": "top"})
        self._date = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._time = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"})
        self.cut = 0

    def write_relation(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        kinds = [str(kind) for kind in connection.table(name).types]
        result = run_query(connection, f"FROM {name}")
        for number, rows in enumerate(_parts(result.rows), start=1):
            sheet = self._workbook.add_worksheet(name if number == 1 else f"{name[:26]} ({number})")
            self._write_sheet(sheet, result.columns, kinds, rows)

    def _write_sheet(self, sheet: Any, columns: Sequence[str], kinds: Sequence[str], rows: Iterable[Row]) -> None:
        for position, kind in enumerate(kinds):
            sheet.set_column(position, position, _WIDTHS.get(kind, _OTHER_WIDTH))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, self._header)
        last = 0
        for last, row in enumerate(rows, start=1):
            for position, value in enumerate(row):
                self._write_cell(sheet, last, position, value)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write_cell(self, sheet: Any, row: int, column: int, value: object) -> None:
        match value:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, value, self._plain)
            case int() | float():
                sheet.write_number(row, column, value, self._plain)
            case dt.datetime():
                sheet.write_datetime(row, column, value, self._time)
            case dt.date():
                sheet.write_datetime(row, column, value, self._date)
            case _:
                sheet.write_string(row, column, self._fitted(format_value(value)), self._text)

    def _fitted(self, text: str) -> str:
        if len(text) <= _MAX_TEXT:
            return text
        self.cut += 1
        return text[: _MAX_TEXT - 1] + "…"


def _parts(rows: Iterator[Row]) -> Iterator[Iterable[Row]]:
    """Rows in parts that fit a sheet; one empty part where there are no rows."""
    yield islice(rows, _MAX_ROWS)
    for first in rows:
        yield _with_first(first, islice(rows, _MAX_ROWS - 1))


def _with_first(first: Row, rest: Iterable[Row]) -> Iterator[Row]:
    yield first
    yield from rest
