"""Periods of the calendar, stretches between them, and their EDTF (ISO 8601-2 level 2).

Our own, because the ``edtf`` package refuses some of the forms that deadlines need (``../2026-06-30``, ``2026-34~``).
"""

import calendar
import datetime as dt
from typing import Literal, NamedTuple

from planparse.model.values import Dated, Precision

Unit = Literal["day", "month", "quarter", "half_year", "year"]

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_EDTF_SEASON = {"quarter": 32, "half_year": 39}  # EDTF numbers quarters from 33 and half years from 40


class Period(NamedTuple):
    """A day, month, quarter, half year or year.

    Attributes:
        number: of the month, quarter or half year, from 1; a day's month; 1 for a year.
        day: of the month; 0 for every other unit.
    """

    unit: Unit
    year: int
    number: int = 1
    day: int = 0

    @property
    def is_real(self) -> bool:
        """The calendar has it: no month 13, no quarter V, no 31 February."""
        if self.unit == "day":
            return 1 <= self.number <= 12 and 1 <= self.day <= calendar.monthrange(self.year, self.number)[1]
        return 1 <= self.number <= 12 // _MONTHS[self.unit]

    @property
    def first_day(self) -> dt.date:
        """The day it begins; the period must be real."""
        if self.unit == "day":
            return dt.date(self.year, self.number, self.day)
        return dt.date(self.year, (self.number - 1) * _MONTHS[self.unit] + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The day it ends; the period must be real."""
        if self.unit == "day":
            return self.first_day
        month = self.number * _MONTHS[self.unit]
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def edtf(self) -> str:
        """``2026-06-30``, ``2026-06``, ``2026-34``, ``2026-40`` or ``2026``."""
        if self.unit == "day":
            return self.first_day.isoformat()
        if self.unit == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-{_EDTF_SEASON.get(self.unit, 0) + self.number:02}"


def period_of_day(day: dt.date) -> Period:
    """A date as a period."""
    return Period("day", day.year, day.month, day.day)


def is_next(earlier: Period, later: Period) -> bool:
    """Neighbouring months, quarters or years: the later one begins on the day after the earlier one ends."""
    same_kind = earlier.unit == later.unit and earlier.unit in ("month", "quarter", "year")
    return same_kind and earlier.last_day + dt.timedelta(days=1) == later.first_day


class Stretch(NamedTuple):
    """From the start of one period to the end of another; None where it has no start or no end.

    Attributes:
        precision: of the period that is printed; "range" where two are.
        approximate: printed with "khoảng".
    """

    start: Period | None
    end: Period | None
    precision: Precision
    approximate: bool = False

    @property
    def edtf(self) -> str:
        """An interval, unless both ends are the same period."""
        mark = "~" if self.approximate else ""
        first = f"{self.start.edtf}{mark}" if self.start else ".."
        last = f"{self.end.edtf}{mark}" if self.end else ".."
        return first if self.start == self.end else f"{first}/{last}"

    def to_dated(self, raw: str) -> Dated:
        """The part of a deadline that it is."""
        start_on = self.start.first_day if self.start else None
        end_on = self.end.last_day if self.end else None
        return Dated(raw=raw, precision=self.precision, start_on=start_on, end_on=end_on, edtf=self.edtf)


def between(first: Period, last: Period, *, approximate: bool = False) -> Stretch:
    """From ``first`` to ``last``, both included."""
    return Stretch(first, last, first.unit if first == last else "range", approximate)


def until(period: Period, *, approximate: bool = False) -> Stretch:
    """Up to the last day of a period ("đến hết quý III")."""
    return Stretch(None, period, period.unit, approximate)


def before(period: Period, *, approximate: bool = False) -> Stretch:
    """Up to the day before a period begins ("trước tháng 12"); a day is meant itself ("trước ngày 30/6")."""
    if period.unit == "day":
        return until(period, approximate=approximate)
    last = period_of_day(period.first_day - dt.timedelta(days=1))
    return Stretch(None, last, period.unit, approximate)


def onward(period: Period, *, approximate: bool = False) -> Stretch:
    """From the first day of a period, without end ("từ quý III")."""
    return Stretch(period, None, period.unit, approximate)


def after(period: Period, *, approximate: bool = False) -> Stretch:
    """From the day after a period ends ("sau tháng 6")."""
    first = period_of_day(period.last_day + dt.timedelta(days=1))
    return Stretch(first, None, period.unit, approximate)


def read_edtf(text: str) -> Period:
    """The period of one of our own EDTF strings that is no interval; the reverse of ``Period.edtf``.

    >>> read_edtf("2026-34").edtf
    '2026-34'
    """
    year, *rest = [int(word) for word in text.split("-")]
    if not rest:
        return Period("year", year)
    if len(rest) > 1:
        return Period("day", year, rest[0], rest[1])
    unit: Unit = "half_year" if rest[0] > _EDTF_SEASON["half_year"] else "quarter" if rest[0] > 12 else "month"
    return Period(unit, year, rest[0] - _EDTF_SEASON.get(unit, 0))
