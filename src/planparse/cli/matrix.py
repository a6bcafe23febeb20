"""The matrix on a terminal: as many columns beside each other as fit, the rest in further tables below."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.cli.language import catalogue
from planparse.cli.tables import build_table
from planparse.report.cells import MISSING
from planparse.report.compare import (
    Column,
    Commune,
    Matrix,
    column_title,
    commune_title,
    matrix_cell,
    ranked_standings,
)
from planparse.report.places import say_locator
from planparse.report.standing import Standing, say_standing, say_years

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
    """Shows the matrix with a mark on what is above or below; communes are repeated at the left of every table."""
    communes = Lane("", tuple(map(commune_title, matrix.communes)))
    lanes = [
        Lane(
            f"{column_title(column)}\n{column.name}",
            tuple(_marked_cell(matrix, commune, column) for commune in matrix.communes),
        )
        for column in matrix.columns
    ]
    for page in _pages(lanes, console.width - communes.width):
        console.print(_build_page(communes, page))
    if matrix.columns:
        console.print(catalogue().say("cli.compare.legend"))


def print_standings(matrix: Matrix, console: Console) -> None:
    """Shows, for each year of the matrix, where the communes stand, the best first; then who sets no value for it."""
    for column in matrix.columns:
        ranked = ranked_standings(matrix, column)
        rows = [_standing_cells(matrix, *pair, column) for pair in ranked if pair[1].raw is not None]
        console.print(Text(f"\n{column.name} ({column_title(column)})", style="bold"))
        titles = [catalogue().say(f"cli.compare.{name}") for name in ("commune", "value", "standing", "source")]
        console.print(build_table(titles, rows))
        for line in _without_value(ranked):
            console.print(Text(line))


def _without_value(ranked: Sequence[tuple[Commune, Standing]]) -> Iterator[str]:
    """Those that set it for other years only, in one line, and those that never set it, in another."""
    said = catalogue()
    others = [
        f"{commune_title(commune)} ({say_years(one, said)})" for commune, one in ranked if one.kind == "other_year"
    ]
    missing = [commune_title(commune) for commune, one in ranked if one.kind == "missing"]
    if others:
        yield said.say("cli.compare.other_years", communes=", ".join(others))
    if missing:
        yield said.say("cli.compare.missing", communes=", ".join(missing))


def _standing_cells(matrix: Matrix, commune: Commune, standing: Standing, column: Column) -> tuple[str, ...]:
    where = say_locator(standing.locator or "", catalogue())
    place = f"{standing.source_path}, {where}" if standing.source_path else ""
    return commune_title(commune), matrix_cell(matrix, commune, column), say_standing(standing, catalogue()), place


def _marked_cell(matrix: Matrix, commune: Commune, column: Column) -> str:
    cell, standing = matrix_cell(matrix, commune, column), matrix.standings.get((commune, column))
    return f"{cell} {standing.mark}" if standing and standing.mark and cell != MISSING else cell


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
