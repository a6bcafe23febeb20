"""Two targets of one indicator that cannot both hold."""

from collections import defaultdict
from collections.abc import Iterator

from planparse.inspect.draft import Draft, shorten
from planparse.inspect.finding import Finding
from planparse.model.records import IndicatorRow, TargetRow
from planparse.text.unicode import fold

_SURE = 100.0  # two names that are only like the same one of the catalogue may be two indicators
_FEWEST_WORDS = 4  # "Số lượng" names nothing


def check_targets(draft: Draft) -> Iterator[Finding]:
    """The same indicator, year, unit and scope with two numbers: each pair once."""
    indicators = {row.indicator_id: row for row in draft.records.indicators}
    groups: dict[tuple[object, ...], list[TargetRow]] = defaultdict(list)
    for target in draft.records.targets:
        indicator = indicators[target.indicator_id]
        for name in _names(indicator):
            groups[(name, *_measured(target))].append(target)
    told: set[frozenset[str]] = set()
    for targets in groups.values():
        first = targets[0]
        for other in targets[1:]:
            pair = frozenset((first.indicator_id, other.indicator_id))
            one, two = indicators[first.indicator_id], indicators[other.indicator_id]
            if len(pair) > 1 and pair not in told and _number(first) != _number(other) and _are_one(one, two):
                told.add(pair)
                yield _conflict(draft, one, two, first, other)


def _names(row: IndicatorRow) -> Iterator[str]:
    """What it is known by: its code, and its name where that is a name and not a sentence."""
    if row.code and row.match_score == _SURE:
        yield row.code
    if row.table_id and len(row.name.split()) >= _FEWEST_WORDS:
        yield fold(row.name)


def _measured(target: TargetRow) -> tuple[object, ...]:
    """What two targets must share before their numbers can be compared."""
    unit = target.unit_code or fold(target.unit or target.unit_raw or "")
    return target.year, unit, target.scope, target.basis, target.per, target.change, target.compared_to


def _number(target: TargetRow) -> object:
    """The number it stands for; of a bound it is the bound."""
    if target.comparator == "range":
        return target.low, target.high
    return target.low if target.low is not None else target.high


def _are_one(one: IndicatorRow, two: IndicatorRow) -> bool:
    """Under another heading, or another numbered row ("3.1.2", "3.2.2"), a name is another indicator."""
    parents = [row.label.rpartition(".")[0] for row in (one, two) if row.label and "." in row.label]
    if len(set(parents)) > 1:
        return False
    return one.table_id != two.table_id or one.group_path == two.group_path


def _conflict(draft: Draft, one: IndicatorRow, two: IndicatorRow, first: TargetRow, other: TargetRow) -> Finding:
    spot = draft.spot_of(one)
    where = spot.appendix or spot.section or ""
    values = {"one": first.raw, "two": other.raw, "other": one.label or where or one.locator, "year": first.year or "–"}
    return Finding("target.conflict", draft.spot_of(two), shorten(two.name, 140), values)
