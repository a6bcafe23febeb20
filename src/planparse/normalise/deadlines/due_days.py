"""The days on which what comes back is due: from a recurrence rule to dates of one year.

Rules without a day are due on the last day of their period ("hằng tháng": the last of each month), because a task of a
period is done when the period ends. Whatever the rule, a run of days or of neighbouring months is one period, due when
it ends: "quý IV hằng năm" (months 10, 11, 12) on 31 December, "từ ngày 15 đến ngày 18 hằng tháng" on the 18th.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

_SUNDAY = "SU"
_LAST = -1
_DAYS = 31
_SHORTEST = 28  # days of the shortest month
_MONTHS = 12


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
