"""What was read from a field, in the reader's language: dates and values as an official writes them."""

import datetime as dt

from planparse.report.cells import format_number
from planparse.report.record import Values
from planparse.wording.catalogue import Catalogue

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


def tell_deadline(row: Values, catalogue: Catalogue) -> str:
    """A part of a deadline: its kind, then its days or what it waits for."""
    kind = catalogue.say(f"review.deadline.{row['kind']}")
    details = [_tell_span(row, catalogue) if row["kind"] == "dated" else "", row["rrule"], row["condition"]]
    if row["kind"] == "unparsed":
        details.append(row["raw"])
    told = " · ".join(str(detail) for detail in details if detail)
    return f"{kind}: {told}" if told else kind


def tell_target(row: Values, catalogue: Catalogue) -> str:
    """A target value with its unit, its year, and what it is a share of."""
    low, high = row["low"], row["high"]
    if row["comparator"] == "text":
        value = catalogue.say("review.target.text")
    elif row["comparator"] == "range":
        value = f"{_number(low, catalogue)} – {_number(high, catalogue)}"
    else:
        bound = low if low is not None else high
        value = f"{_SIGNS.get(str(row['comparator']), '')} {_number(bound, catalogue)}"
    further = (
        catalogue.say("review.target.year", year=row["year"]) if row["year"] else "",
        catalogue.say("review.target.aspirational") if row["aspirational"] else "",
        catalogue.say("review.target.basis", basis=row["basis"]) if row["basis"] else "",
        catalogue.say("review.target.scope", scope=row["scope"]) if row["scope"] else "",
    )
    unit = f" {row['unit']}" if row["unit"] else ""
    return " · ".join(filter(None, (f"{value}{unit}".strip(), *further)))


def format_day(day: object) -> str:
    """A day as it is written in Vietnam.

    >>> format_day(dt.date(2026, 9, 3)), format_day(None)
    ('03/09/2026', '')
    """
    return day.strftime("%d/%m/%Y") if isinstance(day, dt.date) else ""


def _tell_span(row: Values, catalogue: Catalogue) -> str:
    start, end = format_day(row["start_on"]), format_day(row["end_on"])
    if start and end:
        return start if start == end else f"{start} – {end}"
    if end:
        return catalogue.say("review.deadline.until", day=end)
    return catalogue.say("review.deadline.since", day=start) if start else str(row["edtf"] or "")


def _number(value: object, catalogue: Catalogue) -> str:
    """A number with the decimal sign of the language."""
    if not isinstance(value, int | float):
        return ""
    text = format_number(float(value))
    return text.replace(".", ",") if catalogue.language == "vi" else text
