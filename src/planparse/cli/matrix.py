"""The matrix on a terminal: as many columns beside each other as fit, the rest in further tables below."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.report.compare import Matrix, column_title, commune_title, matrix_cell

_WIDEST = 30  # a header longer than this is folded
_FRAME = 3  # what the lines of a table take per column


class Lane(NamedTuple):
    """A column as it is printed."""

    header: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """What it takes on the screen: its longest cell or header line, within bounds."""
        words = [*self.header.split("\n"), *self.cells]
        return min(_WIDEST, max(map(len, words), default=0)) + _FRAME


def print_matrix(matrix: Matrix, console: Console) -> None:
    """Shows the matrix; communes are repeated at the left of every table."""
    communes = Lane("", tuple(map(commune_title, matrix.communes)))
    lanes = [
        Lane(
            f"{column_title(column)}\n{column.name}",
            tuple(matrix_cell(matrix, commune, column) for commune in matrix.communes),
        )
        for column in matrix.columns
    ]
    for page in _pages(lanes, console.width - communes.width):
        console.print(_build_page(communes, page))


def _pages(lanes: Sequence[Lane], room: int) -> Iterator[list[Lane]]:
    """Columns in order, as many to a page as there is room for, one at least."""
    page: list[Lane] = []
    for lane in lanes:
        if page and sum(other.width for other in page) + lane.width > room:
            yield page
            page = []
        page.append(lane)
    if page:
        yield page


def _build_page(communes: Lane, page: Sequence[Lane]) -> Table:
    table = Table(header_style="bold", show_lines=False)
    for lane in (communes, *page):
        table.add_column(Text(lane.header), overflow="fold", max_width=_WIDEST)
    for row in zip_longest(communes.cells, *(lane.cells for lane in page), fillvalue=""):
        table.add_row(*map(Text, row))
    return table
