"""Database values as people and spreadsheets see them."""

import datetime as dt
import math
import re
from decimal import Decimal

MISSING = "–"

# An apostrophe before it counts as well, so that a reader can undo the guard: one apostrophe too many, never two texts
# that become one. Some versions of Excel take the wide signs for the narrow ones.
_STARTS_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d.,]+\s*%?|-+")


def format_value(value: object) -> str:
    """A value as text: nothing for null, lists joined by "; ", whole numbers without ".0".

    >>> format_value(80.0), format_value(["Công an xã", "Phòng Kinh tế"]), format_value(None)
    ('80', 'Công an xã; Phòng Kinh tế', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() | Decimal():
            return format_number(float(value))
        case dt.datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case list() | tuple():
            return "; ".join(map(format_value, value))
        case _:
            return str(value)


def format_number(value: float) -> str:
    """A number without needless digits.

    >>> format_number(80.0), format_number(0.85), format_number(1500000.0)
    ('80', '0.85', '1500000')
    """
    if not math.isfinite(value):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def guard_formula(text: str) -> str:
    """Text that a spreadsheet will not run: an apostrophe before what would start a formula.

    A lone dash and plain numbers stay as they are. To have the text back, take one apostrophe away where such a sign
    follows it; Parquet and JSON hold it as it is.

    >>> guard_formula("=HYPERLINK(A1)"), guard_formula("- Tỷ lệ hộ nghèo"), guard_formula("-"), guard_formula("-0,5%")
    ("'=HYPERLINK(A1)", "'- Tỷ lệ hộ nghèo", '-', '-0,5%')
    """
    if _STARTS_FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def json_value(value: object) -> object:
    """A value as JSON has it: dates as text, numbers as numbers, lists and structs as such.

    >>> json_value([dt.date(2026, 6, 30), Decimal("1.5"), float("nan")])
    ['2026-06-30', 1.5, None]
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else None
        case list() | tuple():
            return [json_value(item) for item in value]
        case dict():
            return {str(key): json_value(item) for key, item in value.items()}
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)
