"""Target values as the page prints them: one form for all plans, so that a column can be read down."""

import math
from typing import NamedTuple

from planparse.wording.catalogue import Language

_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}
_CHANGES = {"increase": "+", "decrease": "−"}
_MOST_DECIMALS = 4
_WHOLE = 1e15  # above it a float holds no units any more


class Amount(NamedTuple):
    """What is read of a target value."""

    comparator: str
    low: float | None
    high: float | None
    unit: str | None
    raw: str
    change: str | None = None
    per: str | None = None
    scope: str | None = None


def format_amount(amount: Amount, language: Language) -> str:
    """A value in canonical form.

    >>> format_amount(Amount(">=", 80.5, None, "%", "đạt từ 80,5% trở lên"), "vi")
    '≥ 80,5 %'
    >>> format_amount(Amount("range", 1500, 2000, "doanh nghiệp", "1.500-2.000"), "en")
    '1,500–2,000 doanh nghiệp'
    """
    match amount.comparator:
        case "text":
            text = amount.raw
        case "range":
            text = f"{_say(amount.low, language)}–{_say(amount.high, language)}{_unit(amount)}"
        case sign:
            number = amount.low if amount.low is not None else amount.high
            change = _CHANGES.get(amount.change or "", "")
            text = f"{_SIGNS.get(sign, sign)}{change}{_say(number, language)}{_unit(amount)}"
    return f"{text} ({amount.scope})" if amount.scope else text


def format_figure(value: float, language: Language) -> str:
    """A number with the signs of a language: 1.234,5 in Vietnamese, 1,234.5 in English.

    >>> format_figure(1234.5, "vi"), format_figure(1234.5, "en"), format_figure(80.0, "vi")
    ('1.234,5', '1,234.5', '80')
    """
    if not math.isfinite(value):
        return str(value)
    is_whole = value == int(value) and abs(value) < _WHOLE
    text = f"{int(value):,}" if is_whole else f"{value:,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def _say(value: float | None, language: Language) -> str:
    return "?" if value is None else format_figure(value, language)


def _unit(amount: Amount) -> str:
    unit = f" {amount.unit}" if amount.unit else ""
    return f"{unit}/{amount.per}" if amount.per and f"/{amount.per}" not in unit else unit
