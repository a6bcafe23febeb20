"""The rows of a table on a sheet as a grid."""

from collections.abc import Iterator, Sequence

from planparse.errors import UnreadableError
from planparse.model.base import Locus
from planparse.model.source import Cell, Grid, Row
from planparse.read.xlsx.sheet import Area, SheetCell, SheetCells, column_name
from planparse.wording.message import Message

MAX_GRID = 1_000_000
"""Positions of a table. Two filled cells at the far ends of a sheet must not become billions."""


def build_grids(sheet: SheetCells, rows: Sequence[int], name: str) -> Iterator[Grid]:
    """The tables that stand in these rows: several, side by side, where an empty column lies between them.

    Raises:
        UnreadableError: the table has far too many rows and columns.
    """
    areas = _areas_within(sheet, rows)
    used = sorted({column for row in rows for column in sheet.rows[row]})
    if len(rows) * len(used) > MAX_GRID:
        raise UnreadableError(Message("errors.workbook.huge_table", name=name, rows=len(rows), columns=len(used)))
    for columns in _split_columns(used, sheet, rows):
        yield _build_grid(sheet, [row for row in rows if _is_filled(sheet, row, columns)], columns, areas, name)


def _areas_within(sheet: SheetCells, rows: Sequence[int]) -> list[Area]:
    return [area for area in sheet.merged if area.top <= rows[-1] and area.bottom >= rows[0]]


def _split_columns(used: list[int], sheet: SheetCells, rows: Sequence[int]) -> Iterator[list[int]]:
    """Columns of tables that stand side by side. A gap counts where both sides have headers of two cells or more."""
    header = sheet.rows[rows[0]]
    merged = [area for area in sheet.merged if area.top <= rows[0] <= area.bottom]
    start = 0
    for index in range(1, len(used)):
        gap = used[index] - used[index - 1] > 1
        covered = any(area.left < used[index] and area.right >= used[index] - 1 for area in merged)
        left = sum(column in header for column in used[start:index])
        right = sum(column in header for column in used[index:])
        if gap and not covered and min(left, right) > 1:
            yield used[start:index]
            start = index
    yield used[start:]


def _is_filled(sheet: SheetCells, row: int, columns: Sequence[int]) -> bool:
    return any(columns[0] <= column <= columns[-1] for column in sheet.rows[row])


def _build_grid(
    sheet: SheetCells, rows: Sequence[int], columns: Sequence[int], areas: Sequence[Area], name: str
) -> Grid:
    place = f'sheet "{name}"'
    covers = _Covers(sheet, rows, columns, areas)
    built = (
        Row(cells=tuple(covers.cell(row, column, place) for column in columns), locus=Locus(path=f"{place}/row {row}"))
        for row in rows
    )
    ends = f"{column_name(columns[0])}{rows[0]}:{column_name(columns[-1])}{rows[-1]}"
    return Grid(rows=tuple(built), locus=Locus(path=f"{place}/{ends}"))


class _Covers:
    """Which merged area covers a position of one table."""

    def __init__(self, sheet: SheetCells, rows: Sequence[int], columns: Sequence[int], areas: Sequence[Area]) -> None:
        self._sheet = sheet
        self._columns = columns
        self._areas: dict[tuple[int, int], Area] = {}
        left = MAX_GRID
        for area in areas:
            inside = [column for column in columns if area.left <= column <= area.right]
            covered = [(row, column) for row in rows if area.top <= row <= area.bottom for column in inside]
            left -= len(covered) + 1
            if left < 0:
                raise UnreadableError(Message("errors.workbook.areas_overlap"))
            self._areas.update(dict.fromkeys(covered, area))

    def cell(self, row: int, column: int, place: str) -> Cell | None:
        """The cell at a position, its path as Excel names it; None where a cell to the left covers it."""
        area = self._areas.get((row, column))
        if area is None:
            return _build_cell(self._sheet.rows[row].get(column), 1, f"{place}/{column_name(column)}{row}")
        inside = [other for other in self._columns if area.left <= other <= area.right]
        if column != inside[0]:
            return None
        top = self._sheet.rows.get(area.top, {}).get(area.left)
        built = _build_cell(top, len(inside), f"{place}/{column_name(area.left)}{area.top}")
        return built if row == area.top else built.model_copy(update={"merged_above": True})


def _build_cell(cell: SheetCell | None, span: int, path: str) -> Cell:
    if cell is None:
        return Cell(text="", colspan=span, locus=Locus(path=path))
    return Cell(text=cell.text, colspan=span, bold=cell.bold, locus=Locus(path=path))
