"""Completes the places of cells, for readers that say where a row is and not where its cells are.

A cell is counted as a person sees it: from 1, left to right, one that is merged across once, and one that reaches down
from a row above as well. That one has the place of its first row, where its words stand. Rows that are lines of a text
name no cells: an editor leads to the line.
"""

from collections.abc import Sequence

from planparse.model.base import Locus
from planparse.model.source import Block, Cell, Grid, Row, Source


def place_all_cells(source: Source) -> Source:
    """The source with the place of every cell of a row that is named as such (``.../row[5]``)."""
    if not any(isinstance(block, Grid) and _is_open(block) for block in source.blocks):
        return source
    return source.model_copy(update={"blocks": tuple(map(_place_block, source.blocks))})


def _is_open(grid: Grid) -> bool:
    return any(cell and cell.locus is None and _names_row(row) for row in grid.rows for cell in row.cells)


def _names_row(row: Row) -> bool:
    return row.locus.path.endswith("]")


def _place_block(block: Block) -> Block:
    if not isinstance(block, Grid) or not _is_open(block):
        return block
    rows: list[Row] = []
    for row in block.rows:
        above = rows[-1].cells if rows else ()
        rows.append(row.model_copy(update={"cells": _place_cells(row, above)}) if _names_row(row) else row)
    return block.model_copy(update={"rows": tuple(rows)})


def _place_cells(row: Row, above: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
    placed: list[Cell | None] = []
    number = 0
    for column, cell in enumerate(row.cells):
        number += cell is not None
        if cell is None or cell.locus is not None:
            placed.append(cell)
            continue
        upper = above[column] if cell.merged_above and column < len(above) else None
        own = Locus(path=f"{row.locus.path}/cell[{number}]", page=row.locus.page)
        placed.append(cell.model_copy(update={"locus": (upper.locus if upper else None) or own}))
    return tuple(placed)
