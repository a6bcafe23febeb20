"""A canonical part as a Vietnamese phrase, such that reading the phrase gives the part back."""

import datetime as dt
from collections.abc import Mapping

from planparse.model.values import Dated, DeadlinePart
from planparse.normalise.deadlines.calendar import Period, period_of_day, read_edtf

_ROMAN = ("I", "II", "III", "IV")
_WEEKDAYS = {"MO": "thứ Hai", "TU": "thứ Ba", "WE": "thứ Tư", "TH": "thứ Năm", "FR": "thứ Sáu", "SA": "thứ Bảy"}
_WEEKDAYS |= {"SU": "Chủ nhật"}
_NTH = {"1": "đầu tiên", "2": "tuần thứ hai", "3": "tuần thứ ba", "4": "tuần thứ tư", "-1": "cuối cùng"}
_UNITS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
_QUARTERS = {"3,6,9,12": "tháng cuối quý", "1,4,7,10": "tháng đầu quý"}


def format_deadline(part: DeadlinePart) -> str:
    """The words in which a plan would print a part.

    >>> from planparse.model.values import Recurring
    >>> format_deadline(Recurring(raw="", rrule="FREQ=MONTHLY;BYMONTHDAY=20"))
    'Ngày 20 hằng tháng'
    """
    match part.kind:
        case "dated":
            words = _format_dated(part)
        case "recurring":
            words = _format_rule(dict(field.split("=", 1) for field in part.rrule.split(";")))
        case "ongoing":
            words = "thường xuyên"
        case "conditional":
            return part.condition
        case "unspecified":
            return "-"
        case "unparsed":
            return part.raw
    return words[:1].upper() + words[1:]


def format_period(period: Period) -> str:
    """A period with its year: "quý II/2026", "6 tháng đầu năm 2026"."""
    match period.unit:
        case "day":
            return f"ngày {period.day:02}/{period.number:02}/{period.year:04}"
        case "month":
            return f"tháng {period.number}/{period.year:04}"
        case "quarter":
            return f"quý {_ROMAN[period.number - 1]}/{period.year:04}"
        case "half_year":
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year:04}"
        case "year":
            return f"năm {period.year:04}"


def _format_dated(part: Dated) -> str:
    about = "khoảng " if "~" in part.edtf else ""
    first, _, last = part.edtf.replace("~", "").partition("/")
    if not last:
        return about + format_period(read_edtf(first))
    if first == "..":
        return _format_end(read_edtf(last), part, about)
    if last == "..":
        return _format_beginning(read_edtf(first), part, about)
    return f"{about}từ {format_period(read_edtf(first))} đến {format_period(read_edtf(last))}"


def _format_end(end: Period, part: Dated, about: str) -> str:
    """Until its last day, or before the period that begins on the next day: "trước tháng 12/2026"."""
    if end.unit == part.precision:
        return f"đến hết {about}{format_period(end)}"
    return f"trước {about}{format_period(_around(part, end.last_day + dt.timedelta(days=1)))}"


def _format_beginning(start: Period, part: Dated, about: str) -> str:
    if start.unit == part.precision:
        return f"từ {about}{format_period(start)}"
    return f"sau {about}{format_period(_around(part, start.first_day - dt.timedelta(days=1)))}"


def _around(part: Dated, day: dt.date) -> Period:
    """The period that holds a day, as long as the precision of the part says."""
    match part.precision:
        case "month":
            return Period("month", day.year, day.month)
        case "quarter":
            return Period("quarter", day.year, (day.month + 2) // 3)
        case "half_year":
            return Period("half_year", day.year, (day.month + 5) // 6)
        case "year":
            return Period("year", day.year)
        case "day" | "range":
            return period_of_day(day)


def _format_rule(rule: Mapping[str, str]) -> str:
    if rule["FREQ"] == "YEARLY" and "BYMONTH" in rule:
        return _format_months(rule["BYMONTH"], rule.get("BYMONTHDAY", ""))
    cycle = _format_cycle(rule)
    if "BYSETPOS" in rule:
        return f"ngày làm việc cuối cùng {cycle}"
    if "BYDAY" in rule:
        return f"{', '.join(_format_weekday(day) for day in rule['BYDAY'].split(','))} {cycle}"
    days = rule.get("BYMONTHDAY", "")
    if days == "-1":
        return f"ngày cuối cùng {cycle}"
    return f"ngày {days.replace(',', ', ')} {cycle}" if days else cycle


def _format_cycle(rule: Mapping[str, str]) -> str:
    unit, interval = _UNITS[rule["FREQ"]], rule.get("INTERVAL", "1")
    if unit == "tháng" and interval == "3":
        return "hằng quý"
    return f"hằng {unit}" if interval == "1" else f"định kỳ {interval} {unit}"


def _format_weekday(day: str) -> str:
    """A day of the week, or the first or last of a month: "FR", "-1FR"."""
    nth, name = day[:-2], _WEEKDAYS[day[-2:]]
    return f"{name} {_NTH[nth]}" if nth else name


def _format_months(months: str, days: str) -> str:
    if months in _QUARTERS and days:
        return f"ngày {days.replace(',', ', ')} {_QUARTERS[months]}"
    if days == "-1":
        return f"trước tháng {int(months) % 12 + 1} hằng năm"
    if not days:
        return f"tháng {months.replace(',', ', ')} hằng năm"
    first, *_, last = [*days.split(","), days.rsplit(",", 1)[-1]]
    if first == last:
        return f"ngày {first}/{months} hằng năm"
    return f"từ ngày {first}/{months} đến ngày {last}/{months} hằng năm"
