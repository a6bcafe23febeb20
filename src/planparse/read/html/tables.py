"""A table of a web page as a grid."""

from collections.abc import Iterator, Sequence

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note
from planparse.model.source import Cell, Grid, Row
from planparse.read.emphasis import Piece, is_mostly_bold, join_text
from planparse.read.html.decoding import Element
from planparse.read.html.layout import TableParts, TableRow, read_parts
from planparse.read.html.lines import LINE_BREAK, Flow
from planparse.read.html.notes import LeftOut
from planparse.read.html.styles import Look, Sheet
from planparse.read.html.walk import Sink, Walker
from planparse.read.spans import Covers, drop_idle_columns, place_cells, read_span
from planparse.text.unicode import tidy, tidy_lines
from planparse.wording.message import Message

MAX_ROWS = 2**20
"""More rows than any table has: a span ends with its part of the table anyway."""

MAX_POSITIONS = 1_000_000
"""Places for cells in one table. Spans multiply, and a few bytes could ask for billions."""


class TableReader:
    """Reads the tables of one page."""

    def __init__(self, sheet: Sheet, walker: Walker, left_out: LeftOut) -> None:
        self._sheet = sheet
        self._walker = walker
        self._left_out = left_out

    def read_grid(self, parts: TableParts, look: Look, path: str) -> Grid | None:
        """The rows of a table with its merged cells; None where it has no cell. Rows that are not shown are gone."""
        positions = 0
        cells: list[list[Cell | None]] = []
        places: list[Locus] = []
        for number, (row, covers) in enumerate(_rows_with_covers(parts), 1):
            row_look = self._sheet.look(row.element, look)
            place = f"{path}/row[{number}]"
            own = [] if row_look.hidden else self._read_cells(row, row_look, place)
            placed = place_cells(own, covers)
            positions += len(placed)
            if positions > MAX_POSITIONS:
                raise UnreadableError(Message("errors.web.huge_table"))
            if own:
                cells.append(placed)
                places.append(Locus(path=place))
        if not cells:
            return None
        rows = (Row(cells=row, locus=locus) for row, locus in zip(drop_idle_columns(cells), places, strict=True))
        return Grid(rows=tuple(rows), locus=Locus(path=path))

    def walk_strays(self, parts: TableParts, look: Look, sink: Sink) -> None:
        """What stands in a table outside of its cells comes before it."""
        for stray in parts.strays:
            if isinstance(stray, str):
                sink.add_text(stray, look)
            else:
                self._walker.enter(stray, look, sink)
            sink.end_block(look)

    def _read_cells(self, row: TableRow, look: Look, place: str) -> list[tuple[Cell, int]]:
        cells = []
        for element in row.cells:
            inside = self._sheet.look(element, look)
            if not inside.hidden:
                cells.append((self._read_cell(element, inside, place), read_span(element.get("rowspan"), MAX_ROWS)))
        return cells

    def _read_cell(self, element: Element, look: Look, place: str) -> Cell:
        sink = _CellSink(self, self._left_out, place)
        self._walker.walk(element, look, sink)
        pieces = sink.pieces()
        text = tidy_lines(join_text(pieces))
        return Cell(text=text, colspan=read_span(element.get("colspan")), bold=is_mostly_bold(pieces))


def _rows_with_covers(parts: TableParts) -> Iterator[tuple[TableRow, Covers]]:
    """The rows, each with the cells that reach down to it: they never reach out of the head, body or foot."""
    covers: Covers = {}
    part = None
    for row in parts.rows:
        if row.group is not part:
            covers, part = {}, row.group
        yield row, covers


class _CellSink:
    """The text of a cell: every paragraph and every line break ends a line."""

    def __init__(self, tables: TableReader, left_out: LeftOut, place: str) -> None:
        self._tables = tables
        self._left_out = left_out
        self._place = place
        self._flow = Flow()
        self._pieces: list[Piece] = []

    def pieces(self) -> list[Piece]:
        self.end_block(Look())
        return self._pieces

    def add_text(self, text: str, look: Look) -> None:
        self._flow.add(text, look)

    def break_line(self) -> None:
        self._flow.add_break()

    def break_page(self) -> None:
        """Within a cell a page break is where the printer cuts."""

    def end_block(self, look: Look) -> None:
        if not self._flow.is_blank():
            self._left_out.add_fonts(self._flow.fonts)
            self._pieces += [*self._flow.pieces(), Piece(LINE_BREAK, bold=False)]
        self._flow = Flow()

    def add_label(self, label: str) -> None:
        self._flow.set_label(label)

    def add_table(self, table: Element, look: Look) -> None:
        """A table inside a cell: each of its rows becomes a line."""
        parts = read_parts(table)
        self._tables.walk_strays(parts, look, self)
        grid = self._tables.read_grid(parts, look, self._place)
        lines = [] if grid is None else [_row_words(row.cells) for row in grid.rows]
        self._left_out.notes.append(
            Note(code="read.nested_table", text=lines[0] if lines else "", locus=Locus(path=self._place))
        )
        self._pieces += [Piece(f"{line}{LINE_BREAK}", bold=False) for line in lines]

    def add_left_out(self, kind: str, words: str) -> None:
        self._left_out.add(kind, words, self._place)


def _row_words(cells: Sequence[Cell | None]) -> str:
    return " ".join(tidy(cell.text) for cell in cells if cell is not None and cell.text and not cell.merged_above)
