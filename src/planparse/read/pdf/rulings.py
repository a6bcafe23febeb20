"""Pieces of ruling lines to whole lines: near ones moved onto each other, pieces of one line joined."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from planparse.read.pdf.page import Box, Segment

SNAP = 3.5  # points: lines nearer than this are one line (double borders); the lowest row of text is 8 points high
_GAP = 3.5  # points: pieces nearer than this are one line
MOST_RULES = 4_000  # of one direction on a page; a table of 500 rows has 501, a drawing tens of thousands
_SHORTEST = 7.0  # points: what stays shorter is no border (dots, ticks, marks of a list)


class Rule(NamedTuple):
    """A whole ruling line: its fixed coordinate, and from where to where it runs."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        """Does it run along most of this stretch?"""
        return min(self.end, end) - max(self.start, start) > 0.6 * (end - start)


class Ruling(NamedTuple):
    """Ruling lines that touch one another: the skeleton of one table."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The box around all lines."""
        xs = [rule.at for rule in self.down] + [x for rule in self.across for x in (rule.start, rule.end)]
        ys = [rule.at for rule in self.across] + [y for rule in self.down for y in (rule.start, rule.end)]
        return min(xs), min(ys), max(xs), max(ys)


class Rules(NamedTuple):
    """The whole lines of a page, and how many short ones were left out because no page of a document has so many."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    left_out: int


def find_rules(segments: Iterable[Segment]) -> Rules:
    """The whole lines of which segments are pieces."""
    found = tuple(segments)
    across = _join_pieces((s.y0, s.x0, s.x1) for s in found if s.x1 - s.x0 >= s.y1 - s.y0)
    down = _join_pieces((s.x0, s.y0, s.y1) for s in found if s.y1 - s.y0 >= s.x1 - s.x0)
    left_out = max(len(across) - MOST_RULES, 0) + max(len(down) - MOST_RULES, 0)
    return Rules(_keep_longest(across), _keep_longest(down), left_out)


def _keep_longest(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The borders of a table are longer than the strokes of a drawing."""
    if len(rules) <= MOST_RULES:
        return tuple(rules)
    return tuple(sorted(rules, key=lambda rule: rule.start - rule.end)[:MOST_RULES])


def find_rulings(rules: Rules) -> list[Ruling]:
    """Groups of lines that touch, top to bottom; lines that cross no other are left out (underlines, separators)."""
    groups = [_without_underlines(group) for group in _group_touching(rules.across, rules.down)]
    return sorted((group for group in groups if group.across and group.down), key=lambda group: group.box[1::-1])


def _join_pieces(pieces: Iterable[tuple[float, float, float]]) -> list[Rule]:
    joined: list[Rule] = []
    for stack in _stack(pieces):
        joined.extend(rule for rule in _join_stack(stack) if rule.end - rule.start >= _SHORTEST)
    return joined


def _stack(pieces: Iterable[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Pieces that lie on one line or so near to it that they count as on it."""
    stacks: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if stacks and piece[0] - stacks[-1][0][0] <= SNAP:
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    return stacks


def _join_stack(stack: Sequence[tuple[float, float, float]]) -> list[Rule]:
    weight = sum(end - start for _, start, end in stack)
    at = sum(place * (end - start) for place, start, end in stack) / weight if weight > 0 else stack[0][0]
    joined: list[Rule] = []
    for _, start, end in sorted(stack, key=lambda piece: piece[1]):
        if joined and start - joined[-1].end <= _GAP:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, end))
        else:
            joined.append(Rule(at, start, end))
    return joined


_get_at = attrgetter("at")


def _group_touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[Ruling]:
    """Connected sets of lines."""
    waiting_across, waiting_down = _Waiting(across), _Waiting(down)
    groups: list[Ruling] = []
    for seed in sorted(down, reverse=True):
        if not waiting_down.take(seed):
            continue
        group_down, group_across = [seed], list[Rule]()
        for rule in group_down:  # grows while it is walked
            fresh = waiting_across.take_touching(rule)
            group_across += fresh
            for other in fresh:
                group_down += waiting_down.take_touching(other)
        groups.append(Ruling(tuple(sorted(group_across)), tuple(sorted(group_down))))
    return groups


class _Waiting:
    """Lines of one direction that are in no group yet."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules)

    def take(self, rule: Rule) -> bool:
        """Takes a line out; says whether it was there."""
        position = bisect_left(self._rules, rule)
        there = position < len(self._rules) and self._rules[position] == rule
        if there:
            del self._rules[position]
        return there

    def take_touching(self, crossing: Rule) -> list[Rule]:
        """Takes out the lines that touch one of the other direction; only those at its height can."""
        low = bisect_left(self._rules, crossing.start - SNAP, key=_get_at)
        high = bisect_right(self._rules, crossing.end + SNAP, key=_get_at)
        near = self._rules[low:high]
        taken = [rule for rule in near if rule.start - SNAP <= crossing.at <= rule.end + SNAP]
        if taken:
            self._rules[low:high] = [r for r in near if not r.start - SNAP <= crossing.at <= r.end + SNAP]
        return taken


def _without_underlines(group: Ruling) -> Ruling:
    """Drops lines that begin at a border and end inside a cell: underlined text that starts at the cell's edge."""
    if not group.down:
        return group
    left, right = group.down[0].at, group.down[-1].at
    kept = tuple(
        rule
        for rule in group.across
        if (rule.start < left or _ends_well(group.down, rule.at, rule.start))
        and (rule.end > right or _ends_well(group.down, rule.at, rule.end))
    )
    return Ruling(kept, group.down)


def _ends_well(down: Sequence[Rule], at: float, end: float) -> bool:
    """Does a line at this height end at one that crosses it?"""
    near = down[bisect_left(down, end - SNAP, key=_get_at) : bisect_right(down, end + SNAP, key=_get_at)]
    return any(rule.start - SNAP <= at <= rule.end + SNAP for rule in near)
