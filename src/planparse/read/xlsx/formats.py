"""Numbers as a sheet shows them. The comma and the dot stand as in Vietnam: 1.234,5."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd/mm/yyyy",
    16: "dd/mm", 17: "mm/yyyy", 18: "hh:mm", 19: "hh:mm", 20: "hh:mm", 21: "hh:mm", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 45: "hh:mm", 46: "hh:mm", 47: "hh:mm",
}  # fmt: skip
_GENERAL = "General"
_MOST_DIGITS = 15
"""What a double holds for sure; what stands behind is an error of the binary fraction."""

_MOST_EXPONENT = 40
"""Beyond it no number of a plan lies, and to print one takes hundreds of digits."""

_MOST_SHOWN = 10
"""Decimals that a sheet shows of a number without a format."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DROPPED = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?|\.[#0?]+")
_ELAPSED = re.compile(r"\[([hms])+\]", re.IGNORECASE)
_CLOCK = re.compile(r"(?:h+(?:[^dmy]{0,3}m+)?(?:[^dmy]{0,3}s+)?|m+:?s+|s+)(?:\.0+)?\s*(?:am/pm|a/p)?")
_DAY_PART = re.compile("d+|m+|y+")
_USUAL = (("d", "%d"), ("m", "%m"), ("y", "%Y"))
_SHOWN: dict[str, Callable[[dt.datetime], str]] = {
    "d": lambda moment: str(moment.day),
    "dd": lambda moment: f"{moment.day:02}",
    "m": lambda moment: str(moment.month),
    "mm": lambda moment: f"{moment.month:02}",
    "yy": lambda moment: f"{moment.year % 100:02}",
    "yyyy": lambda moment: str(moment.year),
}
_SHIELD = 0xE000
_MOST_LITERALS = 1000
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_OF_MACS = dt.datetime(1904, 1, 1)
_MOST_DAYS = 2_958_465
"""31/12/9999."""


class Format(NamedTuple):
    """A number format, and which of the two calendars the workbook counts by."""

    code: str = _GENERAL
    from_1904: bool = False


def format_code(number_format: int, custom: dict[int, str]) -> str:
    """The code of a number format."""
    return custom.get(number_format) or _BUILT_IN.get(number_format, _GENERAL)


def format_value(raw: str, shown: Format) -> str:
    """A number of a sheet as it shows it; text that is no number stays as it is.

    >>> [format_value(raw, Format(code)) for raw, code in (("0.8", "0%"), ("12.0", "General"), ("1500", "#,##0"))]
    ['80%', '12', '1.500']
    >>> format_value("46082", Format("mm-dd-yy")), format_value("0.125", Format("0.0%"))
    ('01/03/2026', '12,5%')
    >>> format_value("46082", Format("[$-42A]d/m/yyyy;@")), format_value("46082", Format('"Ngày "dd" tháng "m'))
    ('1/3/2026', 'Ngày 01 tháng 3')
    """
    try:
        number = _to_exact(raw)
    except InvalidOperation:
        return raw
    section = _choose_section(shown.code, number)
    date = _format_date(number, section, shown)
    return date if date is not None else _format_number(number, section)


def _to_exact(raw: str) -> Decimal:
    """The number that was typed: 0.7 where the file says 0.70000000000000007."""
    number = Decimal(raw.strip())
    if not number.is_finite() or abs(number.adjusted()) > _MOST_EXPONENT:
        raise InvalidOperation
    return Decimal(f"{number:.{_MOST_DIGITS - 1}e}")


class _Section(NamedTuple):
    """The part of a code that holds for a number. Its literal letters are signs of the private area, by number."""

    code: str
    literals: tuple[str, ...]

    def literal(self, code: str) -> str:
        """A piece of the code with its literal letters as printed."""
        return "".join(self.literals[ord(char) - _SHIELD] if _is_shielded(char) else char for char in code)


def _is_shielded(char: str) -> bool:
    return _SHIELD <= ord(char) < _SHIELD + _MOST_LITERALS


def _choose_section(code: str, number: Decimal) -> _Section:
    """The part of a code for numbers above, below or at zero."""
    literals: list[str] = []

    def shield(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or "")
        return chr(_SHIELD + len(literals) - 1) if len(literals) < _MOST_LITERALS else ""

    sections = _DROPPED.sub("", _ELAPSED.sub(r"\1", _LITERAL.sub(shield, code))).split(";")
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    return _Section(sections[at], tuple(literals))


def _format_date(number: Decimal, section: _Section, shown: Format) -> str | None:
    """A day or a time where the format names one."""
    letters = section.code.lower()
    if _GENERAL.lower() in letters or not re.search("[dymhs]", letters) or not 0 <= number <= _MOST_DAYS:
        return None
    moment = (_EPOCH_OF_MACS if shown.from_1904 else _EPOCH) + dt.timedelta(seconds=round(float(number) * 86400))
    day = _format_day(moment, _CLOCK.sub("", letters).strip(" -,"), section)
    if not _CLOCK.search(letters) or (day and moment.time() == dt.time()):
        return day
    return f"{day} {moment.strftime('%H:%M' if 'h' in letters else '%M:%S')}".strip()


def _format_day(moment: dt.datetime, letters: str, section: _Section) -> str:
    """A day as its format shows it; names of days and months, and other orders, give way to the order of Vietnam."""
    parts = _DAY_PART.findall(letters)
    order = "".join(part[0] for part in parts)
    if parts and (order in "dmy" or order == "ymd") and set(parts) <= _SHOWN.keys():
        return section.literal(_DAY_PART.sub(lambda part: _SHOWN[part[0]](moment), letters)).strip()
    return moment.strftime("/".join(sign for letter, sign in _USUAL if letter in order))


def _format_number(number: Decimal, section: _Section) -> str:
    code = section.code
    pattern = _DIGITS.search(code)
    if _GENERAL in code or code.strip() in {"", "@"} or "/" in code or "e+" in code.lower():
        before, _, after = code.partition(_GENERAL) if _GENERAL in code else ("", "", "")
        return f"{section.literal(before)}{_plain(number)}{section.literal(after)}".strip()
    if pattern is None:
        return section.literal(code).strip()
    before, after = code[: pattern.start()], code[pattern.end() :]
    scaled = number * 100 if "%" in code else number
    thousands = len(after) - len(after.lstrip(","))
    digits = _fill(scaled / 1000**thousands, pattern[0])
    sign = "-" if number < 0 and not {"-", "("} & set(section.literal(before)) else ""
    return f"{sign}{section.literal(before)}{digits}{section.literal(after.lstrip(','))}".strip()


def _fill(number: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    size = abs(number).quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    digits, _, decimals = f"{size:f}".partition(".")
    digits = digits.zfill(whole.count("0"))
    decimals = decimals[: fraction.count("0")] + decimals[fraction.count("0") :].rstrip("0")
    if "," in whole:
        digits = f"{int(digits):,}".replace(",", ".")
    return f"{digits},{decimals}" if decimals else digits


def _plain(number: Decimal) -> str:
    """A number without a format."""
    text = f"{round(number, _MOST_SHOWN):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
