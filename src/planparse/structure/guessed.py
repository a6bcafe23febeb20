"""Tables that a reader only guessed: kept where a header row is known, else the paragraphs that their lines are.

True of the result:
1. no grid without lines stands alone: it has a header that the rules know, or goes on from a grid that has one;
2. whatever is no table is the paragraphs it would have been without the guess, in its place.
"""

from collections.abc import Iterator, Sequence

from planparse.model.base import Note, Outcome
from planparse.model.source import Block, Grid, Paragraph, Source
from planparse.rulebook.columns import ColumnRules
from planparse.structure.headers import find_header

_COLUMN_SLACK = 1  # columns by which the parts of one table on two pages may differ


def settle_guessed(source: Source, *, rules: ColumnRules) -> Outcome[Source]:
    """Decides of each guessed grid whether it is a table. Adds ``table.unruled`` for each that is."""
    if not any(isinstance(block, Grid) and block.guessed for block in source.blocks):
        return Outcome(value=source)
    notes: list[Note] = []
    blocks = tuple(_settle(source.blocks, notes, rules))
    return Outcome(value=source.model_copy(update={"blocks": blocks}), notes=tuple(notes))


def _settle(blocks: Sequence[Block], notes: list[Note], rules: ColumnRules) -> Iterator[Block]:
    above: Grid | None = None  # a table with a header of which nothing but tables stands between it and the next block
    for block in blocks:
        if isinstance(block, Paragraph):
            above = None
            yield block
        elif not block.guessed:
            above = block if _has_header(block, rules) or _goes_on(above, block) else None
            yield block
        elif _has_header(block, rules) or _goes_on(above, block):
            above = block.model_copy(update={"otherwise": ()})
            notes.append(_note(block))
            yield above
        else:
            above = None
            yield from _to_paragraphs(block)


def _has_header(grid: Grid, rules: ColumnRules) -> bool:
    return find_header(grid.rows, rules=rules) is not None


def _goes_on(above: Grid | None, grid: Grid) -> bool:
    return above is not None and abs(_width(above) - _width(grid)) <= _COLUMN_SLACK


def _width(grid: Grid) -> int:
    return max(len(row.cells) for row in grid.rows)


def _to_paragraphs(grid: Grid) -> Iterator[Paragraph]:
    for index, paragraph in enumerate(grid.otherwise):
        breaks = index == 0 and grid.page_break_before
        yield paragraph.model_copy(update={"page_break_before": True}) if breaks else paragraph


def _note(grid: Grid) -> Note:
    text = " | ".join(cell.text for cell in grid.rows[0].cells if cell)[:160]
    return Note(code="table.unruled", text=text, locus=grid.locus)
