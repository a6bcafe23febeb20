"""Settles the columns of a Word table, whose grid has more of them than a reader sees.

Every border that one row draws a little beside the others' splits a column of ``w:tblGrid``; after years of editing a
table of six columns may have a grid of fifteen. Only columns in which cells begin are columns.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

RAGGED_WIDTH = 400
"""Twips (7 mm). A narrower strip that no row uses as a cell is a border drawn askew, not a column."""


class Box(NamedTuple):
    """A cell before columns are settled.

    Attributes:
        start, end: grid columns, half open.
        continues: lower part of a vertical merge.
        filler: no cell of the file, but the gap before or after its cells.
        path: where the cell is in the file; "" for a filler.
    """

    start: int
    end: int
    text: str = ""
    bold: bool = False
    continues: bool = False
    filler: bool = False
    path: str = ""


def merge_columns(rows: list[list[Box]], widths: Sequence[int | None]) -> list[list[Box]]:
    """Renumbers the columns so that each has a cell beginning in it, and no strip of a ragged border is left.

    >>> upper, lower = [Box(0, 1), Box(1, 3)], [Box(0, 2), Box(2, 3)]
    >>> [[(box.start, box.end) for box in row] for row in merge_columns([upper, lower], [900, 12, 4000])]
    [[(0, 1), (1, 2)], [(0, 1), (1, 2)]]
    """
    extents = {(box.start, box.end) for row in rows for box in row if not box.filler}
    leader = _find_strips(extents, widths)
    kept = sorted(set(leader.values()))
    borders = {border for row in rows for box in row for border in (box.start, box.end)}
    settled = {border: bisect_left(kept, leader.get(border, border)) for border in borders}
    if all(border == place for border, place in settled.items()):
        return rows  # most tables
    moved = [[box._replace(start=settled[box.start], end=settled[box.end]) for box in row] for row in rows]
    # A gap before or after the cells may have been nothing but a strip.
    return [[box for box in row if box.start < box.end] for row in moved]


def _find_strips(extents: set[tuple[int, int]], widths: Sequence[int | None]) -> dict[int, int]:
    """For each border at which a cell begins, the border it counts as: itself, or the one a hair to its left."""
    nearest_end: dict[int, int] = {}
    for first, behind in extents:
        nearest_end[first] = min(behind, nearest_end.get(first, behind))
    reach = _add_up(widths)
    leader: dict[int, int] = {}
    current, end = -1, 0
    for border in sorted(nearest_end):
        # A strip is narrow, and no cell lies wholly within it.
        if current < 0 or end <= border or not _is_narrow(current, border, reach):
            current, end = border, nearest_end[border]
        leader[border] = current
        end = min(end, nearest_end[border])
    return leader


def _add_up(widths: Sequence[int | None]) -> list[float]:
    """Where each grid column begins; infinitely far to the right of one whose width is not known."""
    return list(accumulate((inf if width is None else width for width in widths), initial=0.0))


def _is_narrow(left: int, right: int, reach: list[float]) -> bool:
    return right < len(reach) and reach[right] - reach[left] < RAGGED_WIDTH
