"""The days on which what comes back is due: from a recurrence rule to dates of one year.

Rules without a day are due on the last day of their period ("hằng tháng": the last of each month), because a task of a
period is done when the period ends. Whatever the rule, a run of days or of neighbouring months is one period, due when
it ends: "quý IV hằng năm" (months 10, 11, 12) on 31 December, "từ ngày 15 đến ngày 18 hằng tháng" on the 18th.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planparse.model.values import Dated, DeadlinePart
from planparse.rulebook.deadlines import DeadlineRules

_SUNDAY = "SU"
_LAST = -1
_LONG = ("year", "range")
_DAYS = 31
_SHORTEST = 28  # days of the shortest month
_MONTHS = 12


class Occurrence(NamedTuple):
    """A day on which a recurring part of a deadline is due; parts are counted from 1."""

    part: int
    due_on: dt.date


class DueCalendar:
    """The due days of one year; the rules keep what was worked out, for many tasks come back alike."""

    def __init__(self, year: int | None, rules: DeadlineRules) -> None:
        self._year = year
        self._rules = rules

    def find_occurrences(self, parts: Sequence[DeadlinePart]) -> tuple[Occurrence, ...]:
        """The due days of every recurring part, within the dates that bound it; none where the year is not known."""
        return tuple(
            Occurrence(index + 1, day)
            for index, part in enumerate(parts)
            if part.kind == "recurring"
            for day in self._days_of(part.rrule)
            if all(_allows(bound, day) for bound in _bounds(parts, index))
        )

    def _days_of(self, rrule: str) -> tuple[dt.date, ...]:
        return () if self._year is None else self._rules.readings.recall(_find_due_days, self._rules, rrule, self._year)


def _bounds(parts: Sequence[DeadlinePart], index: int) -> Iterable[Dated]:
    """The dated parts beside a recurrence that say from when or until when it goes on.

    "Từ tháng 6/2026, hằng tháng" begins in June, "hằng tháng đến tháng 9/2026" ends with September, "hằng năm, giai
    đoạn 2026-2030" has both ends; "hằng tháng; tháng 12/2026" is bounded by nothing.
    """
    if index and isinstance(before := parts[index - 1], Dated):
        yield before if before.precision in _LONG else before.model_copy(update={"end_on": None})
    behind = parts[index + 1] if index + 1 < len(parts) else None
    if isinstance(behind, Dated) and (None in (behind.start_on, behind.end_on) or behind.precision in _LONG):
        yield behind


def _allows(bound: Dated, day: dt.date) -> bool:
    return (bound.start_on is None or bound.start_on <= day) and (bound.end_on is None or day <= bound.end_on)


def _find_due_days(rules: DeadlineRules, rrule: str, year: int) -> tuple[dt.date, ...]:
    return find_due_days(rrule, year)


def find_due_days(rrule: str, year: int) -> tuple[dt.date, ...]:
    """The days of a year on which a recurrence of ours is due, in order.

    None for what comes every day: that is no date in a calendar. None for what comes every second year or second week
    either: nobody says from when it counts.

    >>> [day.isoformat() for day in find_due_days("FREQ=YEARLY;BYMONTH=11", 2026)]
    ['2026-11-30']
    """
    fields = dict(part.split("=", 1) for part in rrule.split(";"))
    interval = int(fields.get("INTERVAL", "1"))
    monthly = fields["FREQ"] == "MONTHLY"
    if fields["FREQ"] == "DAILY" or (interval > 1 and not monthly) or (monthly and _MONTHS % interval):
        return ()
    rules = _with_days(fields)
    days = {day for rule in rules for day in _expand(rule, year, first_month=interval if monthly else 1)}
    return tuple(sorted(days))


def _with_days(fields: Mapping[str, str]) -> list[dict[str, str]]:
    """The same rule, one for each day, with the day that ends its period where it names none."""
    if "BYDAY" in fields:
        return [dict(fields)]
    if fields["FREQ"] == "WEEKLY":
        return [{**fields, "BYDAY": _SUNDAY}]
    monthly = {**fields, "FREQ": "MONTHLY"}
    if fields["FREQ"] == "YEARLY":
        months = _numbers(fields.get("BYMONTH", str(_MONTHS)))
        monthly["BYMONTH"] = _join(months if "BYMONTHDAY" in fields else _ends(months, _MONTHS))
    days = _ends(_numbers(fields.get("BYMONTHDAY", str(_LAST))), _DAYS)
    return [{**monthly, **_on(day)} for day in days]


def _on(day: int) -> dict[str, str]:
    """The day of the month, or its last day where the month is shorter: "ngày 30 hằng tháng" is 28 February."""
    return {"BYMONTHDAY": _join(range(min(day, _SHORTEST), day + 1)), "BYSETPOS": str(_LAST)}


def _expand(fields: Mapping[str, str], year: int, *, first_month: int) -> Iterable[dt.date]:
    """What the rule gives within the year; a rule of every third month counts from March."""
    from dateutil.rrule import rrulestr  # here, so that commands that read no plan need not load it

    rule = ";".join(f"{name}={value}" for name, value in fields.items())
    first = dt.datetime(year, first_month, 1)
    last = dt.datetime(year, _MONTHS, _DAYS)
    return (day.date() for day in rrulestr(rule, dtstart=first).between(first, last, inc=True))


def _ends(numbers: Sequence[int], highest: int) -> list[int]:
    """The last number of each run: 3, 6, 7, 8 gives 3, 8; a run goes on after the highest: 11, 12, 1, 2 gives 2."""
    ends = [number for number in numbers if number < 0 or number % highest + 1 not in numbers]
    return ends or [highest]  # all months of the year are one run


def _numbers(words: str) -> list[int]:
    return [int(word) for word in words.split(",")]


def _join(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))
