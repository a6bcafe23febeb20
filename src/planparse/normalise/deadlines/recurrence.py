"""RFC 5545 recurrence rules of "hằng tháng", "ngày 20 hằng quý", "trước 30/11 hằng năm"."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from planparse.normalise.deadlines.items import Item

_FREQUENCIES = {"day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1)}
_FREQUENCIES |= {"quarter": ("MONTHLY", 3), "year": ("YEARLY", 1)}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_IN_YEAR = {"month": 12, "quarter": 4, "half": 2}
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_QUARTER_STARTS, _QUARTER_ENDS = "1,4,7,10", "3,6,9,12"


def build_rules(every: Mapping[str, str], items: Sequence[Item]) -> tuple[str, ...] | None:
    """The rules of one recurrence; None where it names what no calendar has, or what no rule can say."""
    base = _base(every)
    if base is None or not items:
        return None if base is None else (base,)
    units = {item.unit for item in items}
    if units == {"weekday"}:
        return (f"{base};BYDAY={_weekdays(items)}",)
    if units == {"day"}:
        days = _expand([(item, _number(item, "day", "number") + (item.mode == "after")) for item in items], 31)
        return (f"{base};BYMONTHDAY={_join(days)}",) if days else None
    if units == {"date"}:
        return _yearly_dates(items)
    return _yearly_months(items)


def _base(every: Mapping[str, str]) -> str | None:
    """The rule without days: unit, interval, and how often in it."""
    unit = every["unit"]
    if unit not in _FREQUENCIES:
        return None
    if "last" in every:  # tháng cuối quý
        return f"FREQ=YEARLY;BYMONTH={_QUARTER_ENDS}"
    if "first" in every:  # tháng đầu quý
        return f"FREQ=YEARLY;BYMONTH={_QUARTER_STARTS}"
    count, times = int(every.get("count", 1)), int(every.get("times", 1))
    frequency, step = _FREQUENCIES[unit]
    interval = step * count
    if times != 1:
        frequency, interval = "MONTHLY", _share(unit, count, times)
    if interval < 1:
        return None
    base = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    if "workday" in every:  # ngày làm việc cuối cùng
        return f"{base};BYDAY={','.join(_WEEK[:5])};BYSETPOS=-1"
    return base + _end_of(unit) if "end" in every else base


def _share(unit: str, count: int, times: int) -> int:
    """Months between two of ``times`` even shares; 0 where they are not whole months."""
    months = _MONTHS.get(unit, 0) * count
    return months // times if times and months % times == 0 else 0


def _end_of(unit: str) -> str:
    """The last day of the month or quarter; the last month of the year."""
    return {"month": ";BYMONTHDAY=-1", "quarter": ";BYMONTHDAY=-1", "year": ";BYMONTH=12"}.get(unit, "")


def _weekdays(items: Sequence[Item]) -> str:
    """Days of the week, ranges filled up, the first or last of a month counted: "MO,TU,WE", "-1FR"."""
    numbered = [(item, _WEEK.index(item.token.values["weekday"]) + 1) for item in items]
    days = [_WEEK[number - 1] for number in _expand(numbered, len(_WEEK))]
    return ",".join(items[0].token.values.get("nth", "") + day for day in days)


def _yearly_months(items: Sequence[Item]) -> tuple[str, ...] | None:
    """Months of every year; a quarter or half year stands for its months."""
    if items[0].mode in ("before", "after"):
        return _beside_months(items)
    months: list[int] = []
    for unit, group in groupby(items, key=lambda item: item.unit):
        numbers = _expand([(item, _month_number(item)) for item in group], _IN_YEAR[unit])
        if not numbers:
            return None
        spread = 12 // _IN_YEAR[unit]
        months += [month for number in numbers for month in range((number - 1) * spread + 1, number * spread + 1)]
    return (f"FREQ=YEARLY;BYMONTH={_join(sorted(set(months)))}",)


def _month_number(item: Item) -> int:
    """Of the month, quarter or half year; the one before it where a range ends before it."""
    if item.unit == "half":
        return 1 + (item.token.values["side"] == "last") if item.token.values["count"] in ("6", "06") else 0
    return _number(item, item.unit, "number", "roman") - (item.joined == "range" and item.mode == "before")


def _beside_months(items: Sequence[Item]) -> tuple[str, ...] | None:
    """The day before each period begins, or after it ends: "trước tháng 11 hằng năm" is up to 31 October."""
    rules = []
    for item in items:
        number, spread = _month_number(item), 12 // _IN_YEAR[item.unit]
        if not 1 <= number <= _IN_YEAR[item.unit]:
            return None
        if items[0].mode == "after":
            rules.append(f"FREQ=YEARLY;BYMONTH={number * spread % 12 + 1};BYMONTHDAY=1")
        else:
            month = (number - 1) * spread or 12
            rules.append(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={-1 if month == _FEBRUARY else _LONGEST[month]}")
    return tuple(rules)


def _yearly_dates(items: Sequence[Item]) -> tuple[str, ...] | None:
    """One rule for each date of every year; for a range within one month, one rule with its days."""
    dates = [_date_of(item) for item in items]
    if not all(1 <= month <= 12 and 1 <= day <= _LONGEST[month] for month, day in dates):
        return None
    rules: list[str] = []
    for index, (item, date) in enumerate(zip(items, dates, strict=True)):
        if item.joined == "range" and index:
            rules[-1] = _yearly_range(dates[index - 1], date)
        else:
            month, day = _next_day(*date) if items[0].mode == "after" else date
            rules.append(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")
    return tuple(rules)


def _yearly_range(first: tuple[int, int], last: tuple[int, int]) -> str:
    """The days of one month, or whole months; of any other season no rule says more than when it ends."""
    (month, day), (other, end) = first, last
    if _are_whole_months(first, last):
        return f"FREQ=YEARLY;BYMONTH={_join(sorted(_run(month, other, 12)))}"
    if month == other and day <= end:
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={_join(range(day, end + 1))}"
    return f"FREQ=YEARLY;BYMONTH={other};BYMONTHDAY={end}"


def is_coarse(items: Sequence[Item]) -> bool:
    """A season that begins and ends within months: its rule says only when it ends ("từ 15/10 đến 15/11 hằng năm")."""
    ranges = [(_date_of(a), _date_of(b)) for a, b in pairwise(items) if b.unit == "date" and b.joined == "range"]
    return any((first[0] != last[0] or first > last) and not _are_whole_months(first, last) for first, last in ranges)


def _are_whole_months(first: tuple[int, int], last: tuple[int, int]) -> bool:
    return first[1] == 1 and (last[1] == _LONGEST.get(last[0]) or last == (_FEBRUARY, 28))


def _date_of(item: Item) -> tuple[int, int]:
    """Month and day of a date."""
    return _number(item, "month"), _number(item, "day")


def _next_day(month: int, day: int) -> tuple[int, int]:
    """Of a date of any year."""
    return (month, day + 1) if day < _LONGEST[month] else (month % 12 + 1, 1)


_FEBRUARY = 2
_LONGEST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _expand(numbered: Sequence[tuple[Item, int]], highest: int) -> tuple[int, ...]:
    """The numbers, ranges filled up; () where one is out of bounds."""
    if not all(1 <= number <= highest for _, number in numbered):
        return ()
    numbers: list[int] = []
    for item, number in numbered:
        in_range = item.joined == "range" and numbers
        numbers += _run(numbers[-1], number, highest)[1:] if in_range else (number,)
    return tuple(numbers)


def _run(first: int, last: int, highest: int) -> tuple[int, ...]:
    """From one number to another; a run that goes backwards goes on after the highest: months 11, 12, 1, 2."""
    end = last if first <= last else last + highest
    return tuple((number - 1) % highest + 1 for number in range(first, end + 1))


def _number(item: Item, *groups: str) -> int:
    """The first of the named groups that the token has; 0 where it is no number."""
    word = next((item.token.values[group] for group in groups if group in item.token.values), "")
    return int(word) if word.isascii() and word.isdigit() else 0


def _join(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))
