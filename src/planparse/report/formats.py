"""Results as CSV and JSON."""

import csv
import json
from typing import TextIO

from planparse.report.cells import format_value, guard_formula, json_value
from planparse.report.query import Result, Row


def write_csv(result: Result, stream: TextIO, *, lists_as_json: bool = False) -> None:
    """Comma-separated text with a header row; text that a spreadsheet would run is guarded.

    Args:
        result: what to write.
        stream: where to.
        lists_as_json: for programs, that read ["A", "B"] back; people get "A; B".
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(guard_formula, result.columns))  # PIVOT makes columns of the words of a plan
    rows = map(_lists_as_json, result.rows) if lists_as_json else result.rows
    writer.writerows(map(_csv_row, rows))


def write_json(result: Result, stream: TextIO) -> None:
    """A JSON array with one object a row, one row a line. Of columns with the same name, the last counts."""
    separator = "[\n"
    for row in result.rows:
        values = {name: json_value(value) for name, value in zip(result.columns, row, strict=True)}
        stream.write(separator + json.dumps(values, ensure_ascii=False))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def _lists_as_json(row: Row) -> Row:
    return tuple(
        json.dumps(json_value(value), ensure_ascii=False) if isinstance(value, list | tuple) else value for value in row
    )


def _csv_row(row: Row) -> list[object]:
    """Numbers stay numbers; what is or holds text is guarded."""
    return [
        format_value(value) if isinstance(value, int | float) else guard_formula(format_value(value)) for value in row
    ]
