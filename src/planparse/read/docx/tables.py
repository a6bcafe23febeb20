"""A ``w:tbl`` as a grid: every cell at its column, merged cells marked as such."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note
from planparse.model.source import Cell, Grid, Row
from planparse.read.docx.columns import Box, merge_columns
from planparse.read.docx.paragraphs import Flow, Flows, flow_to_cell_text
from planparse.read.docx.styles import PLAIN
from planparse.read.docx.xml import Element, W, to_whole, unwrapped, whole_value
from planparse.read.emphasis import Piece, is_mostly_bold
from planparse.text.unicode import tidy, tidy_lines

MAX_COLUMNS = 63
"""Word's own limit; a larger span is a damaged file."""

MAX_REPEATED = 10_000_000
"""Letters that the lower parts of merged cells repeat; a hundred times what the longest plan has."""

_LINE_END = Piece("\n", bold=False)


class _Shape(NamedTuple):
    """What a cell covers, and whether it is a part of the cell above or to the left, or deleted (tracked)."""

    span: int = 1
    goes_on_above: bool = False
    goes_on_left: bool = False
    deleted: bool = False


_PLAIN_CELL = _Shape()
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
        rows = [child for child in unwrapped(table) if child.tag == W + "tr"]
        numbered = [(number, row) for number, row in enumerate(rows, 1) if not is_deleted_row(row)]
        paths = [f"{path}/row[{number}]" for number, _ in numbered]
        boxes = [self._read_row(row, place) for place, (_, row) in zip(paths, numbered, strict=True)]
        settled = merge_columns(boxes, _column_widths(table))
        self._count_repeated(boxes)
        above: dict[int, Cell] = {}
        built = [
            Row(cells=_build_cells(row, above), locus=Locus(path=place))
            for place, row in zip(paths, settled, strict=True)
        ]
        return Grid(rows=tuple(built), locus=Locus(path=path))

    def _count_repeated(self, rows: list[list[Box]]) -> None:
        """The lower parts of a merged cell repeat its text, so that a small file may hold gigabytes of it."""
        above: dict[int, int] = {}
        for row in rows:
            for box in row:
                above[box.start] = above.get(box.start, 0) if box.continues else len(box.text)
                self._repeated += above[box.start] if box.continues else 0
        if self._repeated > MAX_REPEATED:
            raise UnreadableError("the merged cells of the Word file repeat their text beyond measure: it is not read")

    def _read_row(self, row: Element, path: str) -> list[Box]:
        properties = row.find(W + "trPr")
        before, after = whole_value(properties, "gridBefore"), whole_value(properties, "gridAfter")
        boxes = list(_fillers(0, before))
        cells = [child for child in unwrapped(row) if child.tag == W + "tc"]
        for number, cell in enumerate(cells, 1):
            self._append_cell(boxes, cell, f"{path}/cell[{number}]")
        return [*boxes, *_fillers(boxes[-1].end if boxes else 0, after)]

    def _append_cell(self, boxes: list[Box], cell: Element, path: str) -> None:
        shape = _read_shape(cell)
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
            text, bold = self.read_content(cell, path)
            boxes.append(Box(start, end, text, bold, path=path))

    def read_content(self, cell: Element, path: str) -> tuple[str, bool]:
        """The text of a cell, or of whatever else holds paragraphs, and whether it is bold."""
        flows = list(self._cell_flows(cell, path))
        if len(flows) == 1:  # most cells
            return tidy_lines(flow_to_cell_text(flows[0])), is_mostly_bold(flows[0].pieces)
        text = tidy_lines("\n".join([flow_to_cell_text(flow) for flow in flows]))
        pieces = [piece for flow in flows for piece in (*flow.pieces, _LINE_END)]
        return text, is_mostly_bold(pieces)

    def _cell_flows(self, cell: Element, path: str) -> Iterator[Flow]:
        for child in unwrapped(cell):
            if child.tag == W + "p":
                flow = self._flows.read_flow(child)
                if flow is not None:
                    yield flow
            elif child.tag == W + "tbl":
                yield from self._flows.end()
                yield from self._nested_flows(child, path)
        yield from self._flows.end()

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
    return row.find(f"{W}trPr/{W}del") is not None


def _read_shape(cell: Element) -> _Shape:
    properties = cell.find(W + "tcPr")
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


def _build_cells(boxes: list[Box], above: dict[int, Cell]) -> tuple[Cell | None, ...]:
    """The cells of a row; ``above`` holds, per first column, the cell that a merge would go on from."""
    cells: list[Cell | None] = []
    for box in boxes:
        cell = _build_cell(box, above.get(box.start))
        cells += [cell, *[None] * (cell.colspan - 1)]
        for column in range(box.start, box.end):
            above.pop(column, None)
        above[box.start] = cell
    return tuple(cells)


def _build_cell(box: Box, upper: Cell | None) -> Cell:
    span = box.end - box.start
    if box.continues and upper is not None:
        return Cell(text=upper.text, colspan=span, merged_above=True, bold=upper.bold, locus=upper.locus)
    locus = Locus(path=box.path) if box.path else None
    return Cell(text=box.text, colspan=span, bold=box.bold, locus=locus)
