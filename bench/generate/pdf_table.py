"""A ruled table over pages: its header again on each, a row cut where the page ends, as Word does."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.model import GroupRow, RecordRow, Row, Table, whole

from generate.pdf_face import Line
from generate.pdf_pages import Pages

_PAD = 3.0
_LEAST_LINES = 3  # a row is cut only where so many lines of it stay on each page


class _Cell(NamedTuple):
    """A cell from column ``first`` to ``last``; ``down`` is how many rows it stands over, 0 where another covers it."""

    first: int
    last: int
    lines: list[Line]
    face: str = "F1"
    down: int = 1


class TableWriter:
    """One table in the making."""

    def __init__(self, pages: Pages, table: Table, *, size: float, repeat: bool) -> None:
        self._pages, self._size, self._repeat = pages, size, repeat
        total = sum(column.w for column in table.columns)
        self._edges = [float(pages.left)]
        for column in table.columns:
            self._edges.append(self._edges[-1] + pages.width * column.w / total)
        self._header = list(self._header_rows(table))

    def write(self, table: Table) -> None:
        """Header and rows, on as many pages as they take."""
        if self._pages.room < self._heights(self._header) + 4 * self._leading:
            self._pages.new_page()
        self._draw_header()
        for row in table.rows:
            self._place(self._cells(row))
        self._pages.at -= 8

    @property
    def _leading(self) -> float:
        return self._size * 1.25

    def _place(self, cells: list[_Cell], *, on_new_page: bool = False) -> None:
        """The row, cut in two where the page ends and enough lines stay on both; a whole page may leave one line."""
        longest = max(len(cell.lines) for cell in cells)
        fitting = int((self._pages.room - 2 * _PAD) / self._leading)
        if longest <= fitting:
            self._draw(cells)
            return
        if on_new_page:
            fitting = min(fitting, longest - _LEAST_LINES)
        if fitting >= _LEAST_LINES and longest - fitting >= _LEAST_LINES:
            self._draw([cell._replace(lines=cell.lines[:fitting]) for cell in cells])
            cells = [cell._replace(lines=cell.lines[fitting:]) for cell in cells]
        self._pages.new_page()
        if self._repeat:
            self._draw_header()
        if max(len(cell.lines) for cell in cells) * self._leading + 2 * _PAD > self._pages.room:
            self._place(cells, on_new_page=True)
        else:
            self._draw(cells)

    def _cells(self, row: Row) -> list[_Cell]:
        last = len(self._edges) - 2
        match row:
            case RecordRow():
                return [self._cell(index, index, whole(text)) for index, text in enumerate(row.r)]
            case GroupRow(merged="all"):
                return [self._cell(0, last, " ".join(filter(None, row.g)), face="F2")]
            case GroupRow(merged="rest"):
                return [self._cell(0, 0, row.g[0], face="F2"), self._cell(1, last, row.g[1], face="F2")]
            case GroupRow():
                texts = (*row.g, *[""] * (last - 1))
                return [self._cell(index, index, text, face="F2") for index, text in enumerate(texts)]
        raise ValueError(f"no made plan has such a row: {row}")

    def _cell(self, first: int, last: int, text: str, *, face: str = "F1", down: int = 1) -> _Cell:
        width = self._edges[last + 1] - self._edges[first] - 2 * _PAD
        lines = [line for part in text.split("\n") for line in self._pages.wrapped(part, face, self._size, width)]
        return _Cell(first, last, lines if text else [], face, down)

    def _header_rows(self, table: Table) -> Iterator[list[_Cell]]:
        spans = dict(table.spans())
        covered = {at for first, last in table.spans() for at in range(first + 1, last + 1)}
        for index, texts in enumerate(table.header_rows()):
            upper, lower = index == 0 and table.two_rows, index == 1 and table.two_rows
            cells: list[_Cell] = []
            for at, text in enumerate(texts):
                alone = not table.columns[at].lower
                if upper and at in covered:
                    continue
                down = 2 if upper and alone else 0 if lower and alone else 1
                cells.append(self._cell(at, spans.get(at, at) if upper else at, text, face="F2", down=down))
            yield cells

    def _heights(self, rows: Sequence[list[_Cell]]) -> float:
        return sum(self._height(cells) for cells in rows)

    def _height(self, cells: Sequence[_Cell]) -> float:
        return max(max(len(cell.lines) for cell in cells), 1) * self._leading + 2 * _PAD

    def _draw_header(self) -> None:
        for index, cells in enumerate(self._header):
            below = self._height(self._header[1]) if index == 0 and len(self._header) > 1 else 0.0
            self._draw(cells, centred=True, below=below)

    def _draw(self, cells: Sequence[_Cell], *, centred: bool = False, below: float = 0.0) -> None:
        """A row below the last one, each cell ruled on its four sides."""
        pages, top, height = self._pages, self._pages.at, self._height(cells)
        for cell in cells:
            if not cell.down:
                continue
            left, right = self._edges[cell.first], self._edges[cell.last + 1]
            bottom = top - height - (below if cell.down == 2 else 0.0)
            for rule in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom)):
                pages.rule(*rule)
            pages.rule(right, top, right, bottom)
            centre = right - left - 2 * _PAD if centred else 0.0
            pages.lines(cell.lines, cell.face, self._size, left + _PAD, top - _PAD, centre=centre)
        pages.at = top - height
