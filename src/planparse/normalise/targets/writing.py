"""Targets as text: in the short form of the rule files, and as a clerk would print them."""

from decimal import Decimal

from planparse.model.values import Target

_PRINTED = {"=": "{}", ">=": "≥ {}", ">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "text": "{}"}
_CHANGES = {"increase": "tăng ", "decrease": "giảm "}


def format_target(target: Target) -> str:
    """A target in the short form of the rule file: ">= 80 %, aspirational, of GRDP, for thôn, in 2030"."""
    numbers = [target.low] if target.low == target.high else [target.low, target.high]
    value = "..".join(f"{number.normalize():f}" for number in numbers if number is not None)
    slashed = target.unit is not None and "/" in target.unit
    return ", ".join(
        part
        for part in (
            " ".join(word for word in (target.comparator, value, target.unit) if word),
            "aspirational" if target.aspirational else "",
            target.change or "",
            f"against {target.compared_to}" if target.compared_to else "",
            f"out of {target.out_of.normalize():f}" if target.out_of is not None else "",
            f"per {target.per}" if target.per and not slashed else "",
            f"of {target.basis}" if target.basis else "",
            f"for {target.scope}" if target.scope else "",
            f"in {target.year}" if target.year else "",
        )
        if part
    )


def write_target(target: Target) -> str:
    """A canonical target as a clerk would print it; the reader of cells reads it back.

    A target of words is its own words. Ranks and levels print their noun first.

    >>> write_target(Target(raw="", comparator=">=", low=Decimal(80), unit="%", change="increase", year=2030))
    'Đến năm 2030: tăng ≥ 80%'
    """
    if target.comparator == "text":
        return target.raw
    value = _ordinal(target) if target.unit_code in ("rank", "level") else _quantity(target)
    return "".join(
        (
            f"Đến năm {target.year}: " if target.year else "",
            "phấn đấu " if target.aspirational else "",
            _CHANGES.get(target.change or "", ""),
            value,
            f" so với {target.compared_to}" if target.compared_to else "",
            f" {target.basis}" if target.basis else "",
            f" đối với {target.scope}" if target.scope else "",
        )
    )


def _quantity(target: Target) -> str:
    """Comparator, number, unit: "từ 80% đến 90%", "3/5 tiêu chí", "100% (25/25)"."""
    unit = _unit(target.unit)
    if target.comparator == "range":
        return f"từ {_number(target.low)}{unit} đến {_number(target.high)}{unit}"
    number = target.high if target.low is None else target.low
    whole = "" if target.out_of is None else _number(target.out_of)
    if whole and target.unit_code in ("percent", "permille"):
        part = None if number is None or target.out_of is None else number * target.out_of / 100
        return f"{_PRINTED[target.comparator].format(_number(number))}{unit} ({_number(part)}/{whole})"
    each = f" mỗi {target.per}" if target.per and "/" not in (target.unit or "") else ""
    return _PRINTED[target.comparator].format(_number(number)) + (f"/{whole}" if whole else "") + unit + each


def _ordinal(target: Target) -> str:
    """The noun of a rank or level and its number; "trở lên" is better than it, whichever way the numbers run."""
    number = target.high if target.low is None else target.low
    noun = "mức độ" if target.unit_code == "level" else "xếp hạng"
    whole = "" if target.out_of is None else f"/{_number(target.out_of)}"
    if target.comparator == "range":
        return f"{noun} {_number(target.low)} đến {_number(target.high)}"
    better = ">=" if target.unit_code == "level" else "<="
    words = {"=": "", better: " trở lên"}.get(target.comparator, " trở xuống")
    return f"{noun} {_number(number)}{whole}{words}"


def _unit(unit: str | None) -> str:
    if not unit:
        return ""
    return unit if unit[0] in "%‰" else f" {unit}"


def _number(number: Decimal | None) -> str:
    """A number the Vietnamese way: thousands set off by ".", decimals by ","."""
    if number is None:
        return ""
    whole, _, decimals = f"{number.normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")
