"""Where a record stands in its file, in words: the row in its table, or the paragraph in its section.

It is what a reviewer compares with where there is no page to draw: Word, text, a file that is gone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.report.cells import format_value
from planparse.report.query import Connection
from planparse.report.record import Record, Values

_AROUND = 4  # rows before and after
_WORDS_AROUND = 1_500  # letters of a section before and after the record
_CELL = re.compile(r"cell\[(\d+)\]$")
_HEADER = ("issuer", "number", "symbol", "place_name", "issued_edtf", "doc_type", "title", "preamble", "signer_name")
_ROWS = """
SELECT row_id, ordinal, cells, kind, record_id, locator FROM source_rows
WHERE plan_id = ? AND table_id = ? AND ordinal BETWEEN ? AND ? AND kind NOT IN ('header', 'repeated_header')
ORDER BY ordinal
"""


class ShownCell(NamedTuple):
    """A cell; ``field`` is what of the record stands in it, "" for none."""

    text: str
    field: str


class ShownRow(NamedTuple):
    """A row of a source table; ``is_own``: the record was read from it."""

    kind: str
    is_own: bool
    cells: tuple[ShownCell, ...]


class ShownTable(NamedTuple):
    """The part of a table that a record stands in."""

    header: tuple[str, ...]
    rows: tuple[ShownRow, ...]


class ShownText(NamedTuple):
    """The text around a record; ``words`` are the record's own, between the other two."""

    heading: str
    before: str
    words: str
    after: str


class Box(NamedTuple):
    """A box on a page, in points from the top left; ``field`` is ``row`` for the whole row."""

    x0: float
    y0: float
    x1: float
    y1: float
    field: str


def show_table(connection: Connection, record: Record) -> ShownTable | None:
    """The row of a record with the rows around it; None where it stands in no table."""
    rows = record.parts.get("source_rows") or []
    if record.table is None or not rows:
        return None
    ordinals = [int(str(row["ordinal"])) for row in rows]
    own = {str(row["row_id"]) for row in rows}
    fields = dict(_fields_by_cell(record))
    found = connection.execute(
        _ROWS, [record.row["plan_id"], record.table["table_id"], min(ordinals) - _AROUND, max(ordinals) + _AROUND]
    ).fetchall()
    shown = tuple(
        ShownRow(
            kind,
            row_id in own,
            tuple(
                ShownCell(str(text), fields.get(f"{locator}/cell[{number}]", ""))
                for number, text in enumerate(cells, start=1)
            ),
        )
        for row_id, _, cells, kind, _, locator in found
    )
    return ShownTable(tuple(str(text) for text in _listed(record.table["header"])), shown)


def show_text(record: Record) -> ShownText | None:
    """The words of a record within its section or its appendix; for a plan, what its header prints."""
    if record.kind == "plan":
        lines = [format_value(record.row.get(name)) for name in _HEADER]
        return ShownText("", "\n".join(line for line in lines if line), "", "")
    if record.around is None or record.table is not None:
        return None
    heading = " ".join(filter(None, map(format_value, (record.around.get("label"), record.around.get("heading")))))
    text, name = format_value(record.around.get("text")), format_value(record.row.get("name"))
    at = text.find(name)
    if not name or at < 0:
        return ShownText(heading, text[: 2 * _WORDS_AROUND], "", "")
    before, after = text[:at], text[at + len(name) :]
    return ShownText(heading, before[-_WORDS_AROUND:], name, after[:_WORDS_AROUND])


def find_boxes(record: Record) -> dict[int, tuple[Box, ...]]:
    """The boxes of a record by page: its rows, and the cells of its fields; nothing where the format has no pages."""
    rows: list[tuple[Values, str]] = [(row, "row") for row in record.parts.get("source_rows") or [record.row]]
    rows += [(row, str(row["field"])) for row in record.parts.get("field_sources", ())]
    found: dict[int, dict[Box, None]] = {}
    if record.kind == "plan" and record.plan["page_count"]:
        found[1] = {}  # the page with the header, though nothing says where on it
    for row, field in rows:
        page, box = row.get("page"), row.get("bbox")
        if isinstance(page, int):
            boxes = found.setdefault(page, {})
            if isinstance(box, list | tuple):
                x0, y0, x1, y1 = box
                boxes[Box(x0, y0, x1, y1, field)] = None
    return {page: tuple(boxes) for page, boxes in sorted(found.items())}


def _fields_by_cell(record: Record) -> Iterator[tuple[str, str]]:
    for row in record.parts.get("field_sources", ()):
        if _CELL.search(str(row["locator"])):
            yield str(row["locator"]), str(row["field"])


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()
