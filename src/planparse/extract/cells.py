"""Where the fields of a row stand: each cell as a quote, the words and their place."""

from collections.abc import Sequence

from planparse.extract.fields import Pieces
from planparse.model.base import Locus, Quote
from planparse.model.plan import Column, Role
from planparse.model.source import Cell, Row

Quotes = dict[Role, tuple[Quote, ...]]


def quote_pieces(row: Row, pieces: Pieces) -> Quotes:
    """The cells of each field."""
    return {role: tuple(quote_cell(piece.cell, row) for piece in found) for role, found in pieces.items()}


def find_quote(text: str, row: Row) -> tuple[Quote, ...]:
    """The cell that holds a text which no column of its own holds: of a row merged across, a label before a name."""
    found = (cell for cell in row.cells if cell and text and text in " ".join(cell.text.split()))
    return tuple(quote_cell(cell, row) for cell in list(found)[:1])


def quote_empty_deadline(row: Row, cells: Sequence[Cell | None], columns: Sequence[Column]) -> tuple[Quote, ...]:
    """The deadline cell of a row in which none says anything: that it is empty is what it says."""
    found = (cell for column, cell in zip(columns, cells, strict=False) if cell and column.role == "deadline")
    return tuple(quote_cell(cell, row) for cell in list(found)[:1])


def find_target_places(row: Row, cells: Sequence[Cell | None], columns: Sequence[Column]) -> tuple[Locus, ...]:
    """The place of each target column's cell; of the row where it has none."""
    padded = [*cells, *[None] * (len(columns) - len(cells))]
    found = (cell for column, cell in zip(columns, padded, strict=False) if column.role == "target")
    return tuple((cell.locus if cell else None) or row.locus for cell in found)


def quote_cell(cell: Cell, row: Row) -> Quote:
    """A cell and its place; in a file of lines, the row's."""
    return Quote(text=cell.text, locus=cell.locus or row.locus)
