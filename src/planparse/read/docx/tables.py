"""A ``w:tbl`` as a grid: every cell at its column, merged cells marked as such."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note
from planparse.model.source import Grid, Row
from planparse.read.docx.columns import Box, merge_columns
from planparse.read.docx.paragraphs import Flow, Flows, flow_to_cell_text
from planparse.read.docx.styles import PLAIN
from planparse.read.docx.xml import Element, W, first_child, to_whole, unwrapped, whole_value
from planparse.read.emphasis import Piece, is_mostly_bold
from planparse.text.unicode import tidy, tidy_lines
from planparse.wording.message import Message

MAX_COLUMNS = 63
"""Word's own limit; a larger span is a damaged file."""

MAX_REPEATED = 10_000_000
"""Letters that the lower parts of merged cells repeat; a hundred times what the longest plan has."""

_LINE_END = Piece("\n", bold=False)


Fields = dict[str, Any]
"""The fields of a cell that is about to be made."""


class _Shape(NamedTuple):
    """What a cell covers, and whether it is a part of the cell above or to the left, or deleted (tracked)."""

    span: int = 1
    goes_on_above: bool = False
    goes_on_left: bool = False
    deleted: bool = False


_PLAIN_CELL = _Shape()
_TABLE, _ROW, _CELL, _PARAGRAPH = W + "tbl", W + "tr", W + "tc", W + "p"
_ROW_PROPERTIES, _CELL_PROPERTIES, _DELETION = W + "trPr", W + "tcPr", W + "del"
_SPAN, _DELETED = W + "gridSpan", W + "cellDel"
_MERGES = {W + "vMerge": "goes_on_above", W + "hMerge": "goes_on_left"}


class TableReader:
    """Reads the tables of one document; the flows carry its numbering."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self.notes: list[Note] = []
        self._repeated = 0

    def read_grid(self, table: Element, path: str) -> Grid:
        """The table with its rows; rows whose deletion is tracked are gone."""
        rows = [child for child in unwrapped(table) if child.tag == _ROW]
        numbered = [(number, row) for number, row in enumerate(rows, 1) if not is_deleted_row(row)]
        paths = [f"{path}/row[{number}]" for number, _ in numbered]
        boxes = [self._read_row(row, place) for place, (_, row) in zip(paths, numbered, strict=True)]
        settled = merge_columns(boxes, _column_widths(table))
        self._count_repeated(boxes)
        above: dict[int, Fields] = {}
        # A row is checked as a whole: to make every cell and its place by hand takes twice as long.
        built = [
            Row.model_validate({"cells": _build_cells(row, above), "locus": {"path": place}})
            for place, row in zip(paths, settled, strict=True)
        ]
        return Grid(rows=tuple(built), locus=Locus(path=path))

    def _count_repeated(self, rows: list[list[Box]]) -> None:
        """The lower parts of a merged cell repeat its text, so that a small file may hold gigabytes of it."""
        if not any(box.continues for row in rows for box in row):
            return
        above: dict[int, int] = {}
        for row in rows:
            for box in row:
                above[box.start] = above.get(box.start, 0) if box.continues else len(box.text)
                self._repeated += above[box.start] if box.continues else 0
        if self._repeated > MAX_REPEATED:
            raise UnreadableError(Message("errors.word.repeats"))

    def _read_row(self, row: Element, path: str) -> list[Box]:
        properties = first_child(row, _ROW_PROPERTIES)
        before, after = whole_value(properties, "gridBefore"), whole_value(properties, "gridAfter")
        boxes = list(_fillers(0, before))
        cells = [child for child in unwrapped(row) if child.tag == _CELL]
        for number, cell in enumerate(cells, 1):
            self._append_cell(boxes, cell, f"{path}/cell[{number}]")
        return [*boxes, *_fillers(boxes[-1].end if boxes else 0, after)]

    def _append_cell(self, boxes: list[Box], cell: Element, path: str) -> None:
        parts = unwrapped(cell)
        shape = _read_shape(first_child(parts, _CELL_PROPERTIES))
        if shape.deleted:
            return
        start = boxes[-1].end if boxes else 0
        end = start + min(max(shape.span, 1), MAX_COLUMNS)
        if shape.goes_on_left and boxes:
            boxes[-1] = boxes[-1]._replace(end=end)
        elif shape.goes_on_above:
            # Word prints nothing of such a cell and does not count its paragraphs.
            boxes.append(Box(start, end, continues=True, path=path))
        else:
            text, bold = self.read_content(parts, path)
            boxes.append(Box(start, end, text, bold, path=path))

    def read_content(self, parts: Sequence[Element], path: str) -> tuple[str, bool]:
        """The text of what a cell holds, or whatever else has paragraphs, and whether it is bold."""
        flows = self._content_flows(parts, path)
        if len(flows) == 1:  # most cells
            return tidy_lines(flow_to_cell_text(flows[0])), is_mostly_bold(flows[0].pieces)
        text = tidy_lines("\n".join([flow_to_cell_text(flow) for flow in flows]))
        pieces = [piece for flow in flows for piece in (*flow.pieces, _LINE_END)]
        return text, is_mostly_bold(pieces)

    def _content_flows(self, parts: Sequence[Element], path: str) -> list[Flow]:
        flows: list[Flow] = []
        for child in parts:
            tag = child.tag
            if tag == _PARAGRAPH:
                flow = self._flows.read_flow(child)
                flows += () if flow is None else (flow,)
            elif tag == _TABLE:
                flows += self._flows.end()
                flows += self._nested_flows(child, path)
        flows += self._flows.end()
        return flows

    def _nested_flows(self, table: Element, path: str) -> Iterator[Flow]:
        """A table inside a cell: each of its rows becomes a line."""
        grid = self.read_grid(table, path)
        lines = [" ".join(_row_words(row)) for row in grid.rows]
        self.notes.append(Note(code="read.nested_table", text=lines[0] if lines else "", locus=Locus(path=path)))
        for line in lines:
            yield Flow("", (Piece(line, bold=False),), PLAIN)


def _row_words(row: Row) -> list[str]:
    return [tidy(cell.text) for cell in row.cells if cell is not None and cell.text and not cell.merged_above]


def is_deleted_row(row: Element) -> bool:
    """The deletion of the row is tracked and not yet accepted."""
    properties = first_child(row, _ROW_PROPERTIES)
    return properties is not None and first_child(properties, _DELETION) is not None


def _read_shape(properties: Element | None) -> _Shape:
    said: dict[str, Any] = {}
    for element in () if properties is None else properties:
        tag = element.tag
        if tag == _SPAN:
            said["span"] = to_whole(element.get(W + "val")) or 1
        elif tag in _MERGES:
            said[_MERGES[tag]] = _goes_on(element)
        elif tag == _DELETED:
            said["deleted"] = True
    return _Shape(**said) if said else _PLAIN_CELL


def _goes_on(merge: Element) -> bool:
    """The part a cell plays in a merge: it goes on where no value is given, too."""
    return bool(merge.get(W + "val", "continue") == "continue")


def _fillers(start: int, count: int | None) -> Iterator[Box]:
    for column in range(start, start + min(max(count or 0, 0), MAX_COLUMNS)):
        yield Box(column, column + 1, filler=True)


def _column_widths(table: Element) -> list[int | None]:
    return [to_whole(column.get(W + "w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]


def _build_cells(boxes: list[Box], above: dict[int, Fields]) -> tuple[Fields | None, ...]:
    """The cells of a row; ``above`` holds, per first column, the cell that a merge would go on from."""
    cells: list[Fields | None] = []
    for box in boxes:
        cell = _build_cell(box, above.get(box.start))
        cells.append(cell)
        for column in range(box.start + 1, box.end):
            cells.append(None)
            above.pop(column, None)
        above[box.start] = cell
    return tuple(cells)


def _build_cell(box: Box, upper: Fields | None) -> Fields:
    span = box.end - box.start
    if box.continues and upper is not None:
        return {**upper, "colspan": span, "merged_above": True}
    locus = {"path": box.path} if box.path else None
    return {"text": box.text, "colspan": span, "bold": box.bold, "locus": locus}
