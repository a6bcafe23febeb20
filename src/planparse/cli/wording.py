"""Canonical readings in words that a commune officer uses: "dated 2026-34" is "quý II/2026"."""

import re

from planparse.model.explanation import ReadingKind

TERMS: dict[ReadingKind, str] = {
    "deadline": "thời hạn",
    "target": "chỉ tiêu phấn đấu",
    "agency": "đơn vị, cơ quan",
    "indicator": "chỉ tiêu",
    "citation": "văn bản viện dẫn",
    "task": "nhiệm vụ",
}
"""The Vietnamese term beside each kind of reading."""

_DEADLINES = {
    "ongoing": "thường xuyên, liên tục",
    "conditional": "khi có điều kiện, chưa có ngày",
    "unspecified": "không ghi",
    "unparsed": "không đọc được",
}
_EVERY = {
    ("DAILY", 1): "hằng ngày",
    ("WEEKLY", 1): "hằng tuần",
    ("MONTHLY", 1): "hằng tháng",
    ("MONTHLY", 3): "hằng quý",
    ("MONTHLY", 6): "6 tháng một lần",
    ("YEARLY", 1): "hằng năm",
}
_QUARTERS = {33: "quý I", 34: "quý II", 35: "quý III", 36: "quý IV"}
_HALVES = {40: "6 tháng đầu năm", 41: "6 tháng cuối năm"}
_COMPARED = {">=": "từ {} trở lên", ">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "=": "{}", "range": "{}"}


def tell_reading(kind: ReadingKind, reading: str) -> str:
    """A reading in Vietnamese; "" where the reading says it as well.

    >>> tell_reading("deadline", "dated 2026-34"), tell_reading("target", ">= 80 %, aspirational, in 2030")
    ('quý II/2026', 'từ 80 % trở lên, phấn đấu, năm 2030')
    """
    if kind == "deadline":
        return _tell_deadline(reading)
    return _tell_target(reading) if kind == "target" else ""


def _tell_deadline(reading: str) -> str:
    kind, _, value = reading.partition(" ")
    if kind == "dated":
        return tell_edtf(value)
    return tell_rrule(value) if kind == "recurring" else _DEADLINES.get(kind, "")


def tell_edtf(edtf: str) -> str:
    """A date or a period of the calendar.

    >>> tell_edtf("2026-07/2026-08"), tell_edtf("../2026-06-30"), tell_edtf("2026/..")
    ('từ tháng 7/2026 đến tháng 8/2026', 'đến hết ngày 30/6/2026', 'từ năm 2026 trở đi')
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _tell_date(edtf)
    if start == "..":
        return f"đến hết {_tell_date(end)}"
    return f"từ {_tell_date(start)} trở đi" if end == ".." else f"từ {_tell_date(start)} đến {_tell_date(end)}"


def _tell_date(date: str) -> str:
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        return date
    year, *parts = (int(part) for part in date.split("-"))
    match parts:
        case [month, day]:
            return f"ngày {day}/{month}/{year}"
        case [part] if part in _HALVES:
            return f"{_HALVES[part]} {year}"
        case [part]:
            return f"{_QUARTERS.get(part, f'tháng {part}')}/{year}"
        case _:
            return f"năm {year}"


def tell_rrule(rrule: str) -> str:
    """What comes back; "" for a rule that has no short name.

    >>> tell_rrule("FREQ=MONTHLY;INTERVAL=3"), tell_rrule("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30")
    ('hằng quý', 'ngày 30/11 hằng năm')
    """
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    every = _EVERY.get((parts.pop("FREQ", ""), int(parts.pop("INTERVAL", "1"))), "")
    day, month = parts.pop("BYMONTHDAY", ""), parts.pop("BYMONTH", "")
    if not every or parts or not re.fullmatch(r"\d*", day + month):
        return ""
    when = f"ngày {day}/{month}" if day and month else f"ngày {day}" if day else f"tháng {month}" if month else ""
    return f"{when} {every}".strip()


def _tell_target(reading: str) -> str:
    value, *more = reading.split(", ")
    comparator, _, amount = value.partition(" ")
    if comparator not in _COMPARED:
        return "bằng chữ" if comparator == "text" else ""
    said = [_COMPARED[comparator].format(amount.replace("..", " đến "))]
    for part in more:
        name, _, rest = part.partition(" ")
        said.append({"aspirational": "phấn đấu", "of": f"tính trên {rest}", "for": f"cho {rest}"}.get(name, ""))
        said[-1] = said[-1] or (f"năm {rest}" if name == "in" else part)
    return ", ".join(said)
