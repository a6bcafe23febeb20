"""Corridors: strips of a page that no word enters over many lines, and so the borders of columns without lines.

Headings of groups run over corridors, so a few lines may. What stands inside a corridor without touching its sides is
no heading but a column that is nearly empty: numbers beside rows of many lines, remarks beside two of twenty rows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.read.pdf.lines import Line

_GAP = 0.55  # em: a wider gap may be a corridor; the spaces of justified text reach an em, but never at one place
_NARROWEST = 4.5  # points: narrowest corridor; cells have 2.5 points of padding at least, and an ordinary space 3.5
_CROSSING = 0.15  # share of the lines that may run over all columns: headings of groups
_HEADER = 3  # lines at the top: one word there makes a column ("Ghi chú" above cells that are all empty)
_ENOUGH = 2  # lines further down


class _Stripe(NamedTuple):
    """From where to where words reach across the page, and in how many lines; the header counts as enough."""

    x0: float
    x1: float
    lines: int


def find_bounds(lines: Sequence[Line]) -> tuple[float, ...]:
    """What parts the columns of some lines, between the outer ends of the lines."""
    stripes = [
        _Stripe(x0, x1, _ENOUGH if index < _HEADER else 1)
        for index, line in enumerate(lines)
        for x0, x1 in cut_at_gaps(line)
    ]
    left, right = min(stripe.x0 for stripe in stripes), max(stripe.x1 for stripe in stripes)
    counts = _count_cover(stripes, left, right)
    corridors = list(_find_corridors(counts, int(_CROSSING * len(lines))))
    inner: list[float] = []
    for index, (start, end) in enumerate(corridors):
        before = left + corridors[index - 1][1] if index else left
        after = left + corridors[index + 1][0] if index + 1 < len(corridors) else right
        free = _narrow(stripes, (max(left + start, left), min(left + end, right)), (before, after))
        if own := _find_columns(stripes, *free):
            inner += _part_corridor(own, *free)
        elif start > 0 and left + end < right:
            inner.append(left + start + _emptiest(counts[start:end]))
    return _without_false((left - 1, *inner, right + 1), stripes)


def _without_false(bounds: tuple[float, ...], stripes: Sequence[_Stripe]) -> tuple[float, ...]:
    """The borders without those that more texts run over than stand between them and the next."""
    kept = list(bounds)
    for bound in bounds[1:-1]:
        place = kept.index(bound)
        before, after = kept[place - 1], kept[place + 1]
        over = sum(before <= x0 < bound < x1 <= after for x0, x1, _ in stripes)
        least = min(
            sum(before <= x0 and x1 <= bound for x0, x1, _ in stripes),
            sum(bound <= x0 and x1 <= after for x0, x1, _ in stripes),
        )
        if over > least:
            kept.remove(bound)
    return tuple(kept)


def _narrow(
    stripes: Sequence[_Stripe], corridor: tuple[float, float], around: tuple[float, float]
) -> tuple[float, float]:
    """What is left of a corridor between the longest cells of the columns on its two sides."""
    start, end = corridor
    reaching = [x1 for x0, x1, _ in stripes if around[0] <= x0 < start < x1 <= end]
    begun = [x0 for x0, x1, _ in stripes if start <= x0 < end < x1 <= around[1]]
    return max(reaching, default=start), min(begun, default=end)


def cut_at_gaps(line: Line) -> list[tuple[float, float]]:
    """The line cut at its wide gaps."""
    cut: list[tuple[float, float]] = []
    for word in line.words:
        if cut and word.x0 - cut[-1][1] <= _GAP * line.size:
            cut[-1] = cut[-1][0], max(cut[-1][1], word.x1)
        else:
            cut.append((word.x0, word.x1))
    return cut


def _count_cover(stripes: Sequence[_Stripe], left: float, right: float) -> list[int]:
    """How many stripes cover each point from the left end on."""
    covered = [0] * (int(right - left) + 2)
    for x0, x1, _ in stripes:
        for place in range(max(int(x0 - left), 0), min(int(x1 - left) + 1, len(covered))):
            covered[place] += 1
    return covered


def _find_corridors(counts: Sequence[int], allowed: int) -> Iterator[tuple[int, int]]:
    """The stretches, from the left end on, that hardly any stripe covers."""
    start = 0
    for place, count in enumerate((*counts, allowed + 1)):
        if count > allowed:
            if place - start >= _NARROWEST:
                yield start, place
            start = place + 1


def _find_columns(stripes: Sequence[_Stripe], start: float, end: float) -> list[_Stripe]:
    """The columns that stand wholly in a corridor."""
    joined: list[_Stripe] = []
    for stripe in sorted(stripe for stripe in stripes if start <= stripe.x0 and stripe.x1 <= end):
        last = joined[-1] if joined else None
        if last and stripe.x0 - last.x1 < _NARROWEST:
            joined[-1] = _Stripe(last.x0, max(last.x1, stripe.x1), last.lines + stripe.lines)
        else:
            joined.append(stripe)
    return [one for one in joined if one.lines >= _ENOUGH]


def _part_corridor(own: Sequence[_Stripe], start: float, end: float) -> Iterator[float]:
    """The borders between columns that stand in a corridor, and to its sides where there is room."""
    gaps = [(start, own[0].x0), *((one.x1, other.x0) for one, other in pairwise(own)), (own[-1].x1, end)]
    return ((x0 + x1) / 2 for x0, x1 in gaps if x1 - x0 >= _NARROWEST)


def _emptiest(counts: Sequence[int]) -> float:
    """The middle of the longest run of the least count."""
    least, best, start = min(counts), (0, 0), 0
    for place, count in enumerate((*counts, least + 1)):
        if count > least:
            best = max(best, (place - start, start))
            start = place + 1
    return best[1] + best[0] / 2
