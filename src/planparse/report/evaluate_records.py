"""Comparing tasks and indicators with gold: rows, their fields, and what was made of their cells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.report.comparing import Pair, comparable, comparable_label
from planparse.report.facts import AgencyFact, DeadlinePartFact, RecordFact, TargetFact
from planparse.report.gold import Gold
from planparse.report.scores import Score, Scoreboard

_TEXTS = ("lead_raw", "support_raw", "output_raw", "deadline_raw", "notes_raw", "unit_raw")
_GROUP_START = 30  # gold names an unlabelled group by this many characters of its text

_Mention = tuple[str, str]  # the cell, and the agency's name in it


class Match(NamedTuple):
    """A row of the gold and the row found for it."""

    expected: RecordFact
    found: RecordFact


def score_records(board: Scoreboard, kind: str, pairs: Sequence[Pair]) -> list[Match]:
    """Counts rows, and the fields of rows found on both sides, which are returned."""
    matches = []
    for expected, found in _decided(pairs):
        misses = (*_miss("missing", expected, found), *_miss("too much", found, expected))
        both = expected is not None and found is not None
        board.add(Score(f"{kind}.rows", both, expected is not None, found is not None, misses))
        if expected is not None and found is not None:
            matches.append(Match(expected, found))
            _score_fields(board, kind, matches[-1])
    return matches


def score_targets(board: Scoreboard, matches: Sequence[Match]) -> None:
    """Counts target values of indicators found on both sides."""
    for expected, found in matches:
        with_unit = "targets.unit" not in expected.ambiguous_fields
        board.add_bag(
            "targets",
            (_target_key(target, with_unit) for target in expected.targets),
            (_target_key(target, with_unit) for target in found.targets),
        )


def score_deadlines(board: Scoreboard, gold: Gold, matches: Sequence[Match]) -> None:
    """Counts deadline cells whose parts are all right, of cells that were read right."""
    readings = {comparable(reading.raw): reading.parts for reading in gold.deadlines}
    for expected, found in matches:
        cell = comparable(expected.deadline_raw)
        if cell in readings and comparable(found.deadline_raw) == cell:
            board.add_value("deadlines", _part_keys(readings[cell]), _part_keys(found.deadline))


def score_agencies(board: Scoreboard, gold: Gold, matches: Sequence[Match]) -> None:
    """Counts cells that are split into the right agencies, and whether the same body has the same code everywhere."""
    readings = {comparable(reading.cell): reading.units for reading in gold.agencies if not reading.ambiguous}
    expected_codes: dict[_Mention, str | None] = {}
    found_codes: dict[_Mention, str | None] = {}
    for cell, found in _agency_cells(matches):
        if cell in readings:
            units = readings[cell]
            board.add_value("agencies.split", [_name(unit) for unit in units], [_name(unit) for unit in found])
            expected_codes |= {(cell, _name(unit)): unit.id for unit in units}
            found_codes |= {(cell, _name(unit)): unit.id for unit in found}
    if expected_codes:
        board.add(_score_codes(expected_codes, found_codes))


def _decided(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs without the rows that gold leaves open, and without the rows that may be such a row in other words."""
    open_at = {
        place for place, (expected, found) in enumerate(pairs) if expected and expected.ambiguous and found is None
    }
    for place, pair in enumerate(pairs):
        beside_open = pair.expected is None and bool({place - 1, place + 1} & open_at)
        if not beside_open and not (pair.expected and pair.expected.ambiguous):
            yield pair


def _miss(word: str, here: RecordFact | None, there: RecordFact | None) -> tuple[str, ...]:
    return (f"{word} {here.name[:90]!r}",) if here is not None and there is None else ()


def _score_fields(board: Scoreboard, kind: str, match: Match) -> None:
    expected, found = match
    board.add_value(f"{kind}.label", comparable_label(expected.label), comparable_label(found.label))
    board.add_value(f"{kind}.name", _sentence(expected.name), _sentence(found.name))
    if "group_labels" not in expected.ambiguous_fields:
        board.add_value(f"{kind}.group_labels", _group_keys(expected), _group_keys(found))
    for field in _TEXTS:
        if field not in expected.ambiguous_fields:
            want, have = comparable(getattr(expected, field)), comparable(getattr(found, field))
            board.add_value(f"{kind}.{field}", want, have)


def _sentence(text: str) -> str:
    return comparable(text).rstrip(" .")


def _group_keys(record: RecordFact) -> list[str]:
    return [comparable_label(label)[:_GROUP_START] for label in record.group_labels]


def _target_key(target: TargetFact, with_unit: bool) -> tuple[object, ...]:
    bounds = (None if bound is None else round(bound, 6) for bound in (target.low, target.high))
    unit = comparable(target.unit) if with_unit else ""
    return target.year, target.comparator, *bounds, unit, target.aspirational


def _part_keys(parts: Sequence[DeadlinePartFact]) -> list[tuple[object, ...]]:
    """Parts in order; the order within a recurrence rule does not count."""
    rules = [frozenset((part.rrule or "").removeprefix("RRULE:").split(";")) for part in parts]
    return [(part.kind, part.start, part.end, part.edtf, rule) for part, rule in zip(parts, rules, strict=True)]


def _agency_cells(matches: Sequence[Match]) -> Iterator[tuple[str, tuple[AgencyFact, ...]]]:
    """Lead and support cells that were read right, with the agencies found in them."""
    for expected, found in matches:
        for raw, have, agencies in (
            (expected.lead_raw, found.lead_raw, found.lead),
            (expected.support_raw, found.support_raw, found.support),
        ):
            if comparable(raw) == comparable(have):
                yield comparable(raw), agencies


def _name(agency: AgencyFact) -> str:
    return comparable(agency.raw).rstrip(" .;,")


def _score_codes(expected: Mapping[_Mention, str | None], found: Mapping[_Mention, str | None]) -> Score:
    """B-cubed F1 over mentions: are those of one body under one code, and is nothing else? Codes' spelling is free."""
    want, have = _same_body(expected), _same_body(found)
    shared = {mention: len(want[mention] & have[mention]) for mention in want if mention in have}
    recall = sum(count / len(want[mention]) for mention, count in shared.items()) / len(want)
    precision = sum(count / len(have[mention]) for mention, count in shared.items()) / max(len(have), 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    misses = tuple(_code_miss(mention, want, have) for mention in want if have.get(mention) != want[mention])
    return Score("agencies.same_body", f1 * len(want), len(want), len(want), misses)


def _same_body(codes: Mapping[_Mention, str | None]) -> dict[_Mention, frozenset[_Mention]]:
    """For each mention, all mentions with its code; one without a code is alone."""
    bodies: dict[object, set[_Mention]] = defaultdict(set)
    for mention, code in codes.items():
        bodies[mention if code is None else code].add(mention)
    return {mention: frozenset(members) for members in bodies.values() for mention in members}


def _code_miss(
    mention: _Mention, want: Mapping[_Mention, frozenset[_Mention]], have: Mapping[_Mention, frozenset[_Mention]]
) -> str:
    held = have.get(mention, frozenset())
    apart, joined = sorted(name for _, name in want[mention] - held), sorted(name for _, name in held - want[mention])
    return f"{mention[1]!r}: apart from {apart[:3]}, together with {joined[:3]}"
