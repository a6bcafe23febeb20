"""Cells of a row -> one text per role, where several columns share a role."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.plan import Column, Role
from planparse.model.source import Cell
from planparse.rulebook.columns import ColumnRules

_EMPTY = regex.compile(r"[\s\-–—_.…*]*")
_BARE_NUMBER = regex.compile(r"\d{1,2}|[IVX]{1,4}")
# A dash in these columns is a value that somebody wrote ("none"); in others it is an empty cell.
_KEEPS_DASH: tuple[Role, ...] = ("ordinal", "name", "deadline", "target")
_SEPARATORS: dict[Role, str] = {"name": " ", "ordinal": " "}


def is_empty(text: str) -> bool:
    """Nothing but dashes, dots and spaces.

    >>> is_empty(" - "), is_empty("-5")
    (True, False)
    """
    return not text[:1].isalnum() and _EMPTY.fullmatch(text) is not None


class Piece(NamedTuple):
    """What one cell says for its role, the cell and its column, and whether it is the period of a ticked column."""

    text: str
    cell: Cell
    column: Column
    ticked: bool = False


Pieces = dict[Role, list[Piece]]


def find_pieces(
    cells: Sequence[Cell | None], columns: Sequence[Column], *, rules: ColumnRules, heading: int | None = None
) -> Pieces:
    """The cells that say something, by role and in order."""
    pieces: Pieces = {}
    for index, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        if cell and cell.text.strip() and index != heading and (piece := _read_piece(cell, column, rules)):
            pieces.setdefault(column.role, []).append(piece)
    return pieces


def join_pieces(pieces: Pieces, rules: ColumnRules) -> dict[Role, str]:
    """Text per role: names are joined by a space, other columns of one role by "; "."""
    return {role: _join(role, found, rules) for role, found in pieces.items()}


def read_targets(cells: Sequence[Cell | None], columns: Sequence[Column], *, rules: ColumnRules) -> tuple[str, ...]:
    """Text per target column, "" where it holds none; a mere tick says nothing about how much."""
    padded = [*cells, *[None] * (len(columns) - len(cells))]
    texts = [
        cell.text if cell else "" for column, cell in zip(columns, padded, strict=False) if column.role == "target"
    ]
    return tuple("" if rules.is_tick(text) else text for text in texts)


def _read_piece(cell: Cell, column: Column, rules: ColumnRules) -> Piece | None:
    text = cell.text
    if column.role not in _KEEPS_DASH and is_empty(text):
        return None
    if column.role in ("deadline", "target") and rules.is_tick(text):
        if column.role == "target":
            return None
        period = rules.find_period(column.header)
        return Piece(period, cell, column, ticked=True) if period else Piece(text, cell, column)
    if column.role == "deadline" and _BARE_NUMBER.fullmatch(text.strip()):
        # "3" in a column "Tháng" is a month, as the header says.
        return Piece(rules.find_period(f"{column.header} {text.strip()}") or text, cell, column)
    return Piece(text, cell, column)


def _join(role: Role, pieces: Sequence[Piece], rules: ColumnRules) -> str:
    texts = [piece.text for piece in pieces]
    if role != "deadline":
        return _SEPARATORS.get(role, "; ").join(texts)
    if all(piece.ticked for piece in pieces):
        return ", ".join(texts)
    solid = [piece for piece in pieces if not is_empty(piece.text)]
    if len(solid) == 2 and rules.is_interval(solid[0].column.header, solid[1].column.header):
        return " - ".join(piece.text for piece in solid)
    return "; ".join(piece.text for piece in solid or pieces[:1])
