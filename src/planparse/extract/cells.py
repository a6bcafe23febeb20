"""Where the fields of a row stand: each cell as a quote, the words and their place."""

from collections.abc import Mapping, Sequence
from itertools import islice

from planparse.extract.fields import Pieces
from planparse.model.base import Locus, Quote
from planparse.model.plan import Column, Role
from planparse.model.source import Cell, Row

FieldCells = dict[Role, tuple[Cell, ...]]


def find_cells(
    row: Row, cells: Sequence[Cell | None], columns: Sequence[Column], pieces: Pieces, texts: Mapping[Role, str]
) -> FieldCells:
    """The cells of each field.

    Args:
        row: as it is printed.
        cells: those of the row, where they belong.
        columns: of the table.
        pieces: what the cells say for their roles.
        texts: the label and the name, which no column of their own may hold: in a row merged across, a label stands
            before the name.
    """
    found: FieldCells = {role: tuple([piece.cell for piece in own]) for role, own in pieces.items()}
    for role, text in texts.items():
        if role not in found:
            found[role] = _cell_with(" ".join(text.split()), row)
    if "deadline" not in found:
        found["deadline"] = _empty_deadline(cells, columns)
    return found


def _cell_with(text: str, row: Row) -> tuple[Cell, ...]:
    """The first cell that holds a text."""
    found = (cell for cell in row.cells if cell and text and text in " ".join(cell.text.split()))
    return tuple(islice(found, 1))


def _empty_deadline(cells: Sequence[Cell | None], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The deadline cell of a row in which none says anything: that it is empty is what it says."""
    found = (cell for column, cell in zip(columns, cells, strict=False) if cell and column.role == "deadline")
    return tuple(islice(found, 1))


def find_target_places(row: Row, cells: Sequence[Cell | None], columns: Sequence[Column]) -> tuple[Locus, ...]:
    """The place of each target column's cell; of the row where it has none."""
    padded = [*cells, *[None] * (len(columns) - len(cells))]
    found = (cell for column, cell in zip(columns, padded, strict=False) if column.role == "target")
    return tuple((cell.locus if cell else None) or row.locus for cell in found)


def quote_cell(cell: Cell, row: Row) -> Quote:
    """A cell and its place; in a file of lines, the row's."""
    return Quote(text=cell.text, locus=cell.locus or row.locus)
