"""Items as stretches of the calendar: years filled in, ranges closed, neighbours in a list joined."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.normalise.deadlines import calendar
from planparse.normalise.deadlines.calendar import Period, Stretch
from planparse.normalise.deadlines.items import Item, Mode

_CENTURY = 2000  # of years in two digits


class Span(NamedTuple):
    """A stretch and the tokens that say it; ``stretch`` is None where the calendar has no such days."""

    stretch: Stretch | None
    first: int
    last: int


class _Dated(NamedTuple):
    """An item with its period; both ends, since "9 tháng đầu năm" is a period of many months."""

    item: Item
    mode: Mode
    start: Period
    end: Period


def build_spans(items: Sequence[Item], plan_year: int | None) -> tuple[Span, ...] | None:
    """The stretches of an expression; None where a year is needed and nobody says it."""
    years = _fill_years(items, plan_year)
    if years is None:
        return None
    dated = [_to_period(items, index, year) for index, year in enumerate(years)]
    return tuple(_to_span(group) for group in _group(_inherit_modes(dated)))


def _fill_years(items: Sequence[Item], plan_year: int | None) -> list[int] | None:
    """A year printed last in a list is every item's; else the one before; else the plan's."""
    years = [_own_year(item, plan_year) for item in items]
    for index in range(len(items) - 2, -1, -1):
        if not items[index].has_year and items[index + 1].unit != "year":
            years[index] = _year_before(items, years, index)
    for index in range(1, len(items)):
        if years[index] is None and items[index - 1].unit != "year":
            years[index] = _year_after(items, years, index)
    filled = [plan_year if year is None else year for year in years]
    known = [year for year in filled if year is not None]
    return known if len(known) == len(filled) else None


def _own_year(item: Item, plan_year: int | None) -> int | None:
    values = item.token.values
    if "year" in values:
        return int(values["year"])
    if "yy" in values:
        return _CENTURY + int(values["yy"])
    if plan_year is not None and ("next" in values or "previous" in values):
        return plan_year + (1 if "next" in values else -1)
    return plan_year if "this" in values or item.unit == "year" else None


def _year_before(items: Sequence[Item], years: list[int | None], index: int) -> int | None:
    """The following item's year, or the year before it: "tháng 11 đến tháng 2/2027" begins in 2026."""
    year = years[index + 1]
    if year is None or _month_of(items, index) <= _month_of(items, index + 1):
        return year
    return year - 1


def _year_after(items: Sequence[Item], years: list[int | None], index: int) -> int | None:
    """The preceding item's year, or the year after it where a range would run backwards."""
    year = years[index - 1]
    turns = items[index].joined == "range" and _month_of(items, index) < _month_of(items, index - 1)
    return None if year is None else year + turns


def _month_of(items: Sequence[Item], index: int) -> int:
    """The month in which an item begins, for comparing the order of items; 0 for years."""
    period = _to_period(items, index, _CENTURY).start
    return period.number * {"quarter": 3, "half_year": 6}.get(period.unit, 1) if period.unit != "year" else 0


def _to_period(items: Sequence[Item], index: int, year: int) -> _Dated:
    item = items[index]
    match item.unit:
        case "date":
            period = Period("day", year, _value(item, "month"), _value(item, "day"))
        case "month":
            period = Period("month", year, _value(item, "month", "number"))
        case "quarter":
            period = Period("quarter", year, _value(item, "quarter", "number", "roman"))
        case "half":
            return _first_or_last_months(item, year)
        case _:
            period = Period("year", year)
    return _Dated(item, item.mode, period, period)


def _first_or_last_months(item: Item, year: int) -> _Dated:
    """A half year ("6 tháng đầu năm") or a range of months ("9 tháng đầu năm")."""
    count, is_first = _value(item, "count"), item.token.values["side"] == "first"
    if count == 6:
        half = Period("half_year", year, 1 if is_first else 2)
        return _Dated(item, item.mode, half, half)
    first, last = (1, count) if is_first else (13 - count, 12)
    return _Dated(item, item.mode, Period("month", year, first), Period("month", year, last))


def _value(item: Item, *groups: str) -> int:
    """The first of the named groups that the token has; 0, which no calendar has, where it is no number."""
    word = next((item.token.values[group] for group in groups if group in item.token.values), "")
    return int(word) if word.isascii() and word.isdigit() else 0


def _inherit_modes(dated: Sequence[_Dated]) -> list[_Dated]:
    """The word before the first item counts for the whole list: "trước 15/6, 15/12"."""
    result: list[_Dated] = []
    for one in dated:
        inherits = result and one.item.joined == "list" and one.mode == "plain" and result[-1].mode in _LASTING
        result.append(one._replace(mode=result[-1].mode) if inherits else one)
    return result


_LASTING = ("before", "until", "after")


def _group(dated: Sequence[_Dated]) -> list[list[_Dated]]:
    """Items of one range, and neighbouring months, quarters or years of a list, go together."""
    groups: list[list[_Dated]] = []
    for one in dated:
        if groups and (one.item.joined == "range" or _continues(groups[-1], one)):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _continues(group: Sequence[_Dated], one: _Dated) -> bool:
    """It is the next period of the same unit, or the same period again ("đầu năm và cuối năm")."""
    before = group[-1]
    plain = before.mode == one.mode == "plain" and one.item.joined == "list"
    alike = group[0].start.unit == before.start.unit  # not so "ngày 30/6 - năm 2027", which 2028 does not go on
    if not (plain and alike and before.end.is_real and one.start.is_real):
        return False
    same = (before.start, before.end) == (one.start, one.end)
    return same or calendar.is_next(before.end, one.start)


def _to_span(group: Sequence[_Dated]) -> Span:
    return Span(_to_stretch(group), group[0].item.first, group[-1].item.last)


def _to_stretch(group: Sequence[_Dated]) -> Stretch | None:
    first, last = group[0], group[-1]
    if not all(one.start.is_real and one.end.is_real for one in group):
        return None
    approximate = any(one.item.approximate for one in group)
    if last.item.onward:
        return calendar.onward(first.start, approximate=approximate)
    if len(group) == 1:
        return _one_stretch(first, approximate)
    if first.mode == "until" and first.start.unit == "year":  # "đến hết giai đoạn 2026-2030"
        return calendar.until(last.end, approximate=approximate) if last.end.year >= first.start.year else None
    if first.mode not in ("plain", "from"):
        return None
    end = calendar.before(last.end).end if last.mode == "before" else last.end
    if end is None or end.last_day < first.start.first_day:
        return None
    if first.start.unit == "month" and end == Period("year", first.start.year):
        end = Period("month", end.year, 12)  # from March to the end of the same year is up to December
    return calendar.between(first.start, end, approximate=approximate)


def _one_stretch(one: _Dated, approximate: bool) -> Stretch:
    match one.mode:
        case "plain":
            return calendar.between(one.start, one.end, approximate=approximate)
        case "before":
            return calendar.before(one.start, approximate=approximate)
        case "until":
            return calendar.until(one.end, approximate=approximate)
        case "from":
            return calendar.onward(one.start, approximate=approximate)
        case "after":
            return calendar.after(one.end, approximate=approximate)
