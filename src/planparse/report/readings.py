"""What was understood of a record's fields, in a line each: canonical values beside the raw ones."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planparse.report.cells import format_value
from planparse.report.places import format_place
from planparse.report.record import Record, Values
from planparse.wording.catalogue import ENGLISH, Catalogue

_FIELDS = (
    *("label", "name", "unit_raw", "lead_raw", "support_raw", "output_raw", "deadline_raw", "notes_raw"),
    *("heading", "title", "text", "attached_to_raw"),
)
_ROLES = {"lead_raw": "lead", "support_raw": "support"}


class FieldLine(NamedTuple):
    """A field: its words as printed, what was read from them, and the cells they stand in."""

    field: str
    raw: str
    readings: tuple[str, ...]
    places: tuple[str, ...]


def field_lines(record: Record, said: Catalogue = ENGLISH) -> Iterator[FieldLine]:
    """The fields of a record that have text, its targets after its name."""
    for field in _FIELDS:
        raw = format_value(record.row.get(field))
        readings = tuple(_readings(record, field, said))
        if raw or readings:
            yield FieldLine(field, raw, readings, _places(record, field, said))
        if field == "name":
            yield from _target_lines(record, said)


def format_target(row: Values, said: Catalogue = ENGLISH) -> str:
    """A target in canonical form.

    >>> row = {"comparator": ">=", "low": 80.0, "high": None, "unit": "%", "year": 2026, "aspirational": True}
    >>> format_target(row | {"basis": None, "scope": "thôn"})
    '>= 80 %, 2026, phấn đấu, for thôn'
    """
    bounds = [row["low"]] if row["low"] == row["high"] else [row["low"], row["high"]]
    value = "..".join(format_value(bound) for bound in bounds if bound is not None)
    further = (
        format_value(row["year"]),
        "phấn đấu" if row["aspirational"] else "",
        said.say("cli.show.of", basis=row["basis"]) if row["basis"] else "",
        said.say("cli.show.for", scope=row["scope"]) if row["scope"] else "",
    )
    return ", ".join(
        [" ".join(filter(None, (str(row["comparator"]), value, format_value(row["unit"])))), *filter(None, further)]
    )


def _readings(record: Record, field: str, said: Catalogue) -> Iterable[str]:
    if field == "deadline_raw":
        return [_format_deadline(row, said) for row in record.parts.get("deadlines", ())]
    if field in _ROLES:
        rows = record.parts.get("assignments", ())
        return [_format_assignment(row, said) for row in rows if row["role"] == _ROLES[field]]
    if field == "name" and record.row.get("code"):
        return [f"{record.row['code']} ({format_value(record.row['match_score'])})"]
    return []


def _format_deadline(row: Values, said: Catalogue) -> str:
    start, end = format_value(row["start_on"]) or "..", format_value(row["end_on"]) or ".."
    span = said.say("cli.show.span", start=start, end=end)
    details = (row["edtf"], span if row["kind"] == "dated" else None, row["rrule"], row["condition"])
    return ", ".join(filter(None, (said.name("deadlines", row["kind"]), *map(format_value, details))))


def _format_assignment(row: Values, said: Catalogue) -> str:
    if row["agency_code"] is None:
        return said.say("cli.show.no_agency", agency=row["agency_raw"])
    return f"{row['agency_raw']}: {row['agency_code']} ({format_value(row['match_score'])})"


def _target_lines(record: Record, said: Catalogue) -> Iterator[FieldLine]:
    for row in record.parts.get("targets", ()):
        title = said.say("cli.show.target", number=row["ordinal"])
        yield FieldLine(title, str(row["raw"]), (format_target(row, said),), (format_place(row, said),))


def _places(record: Record, field: str, said: Catalogue) -> tuple[str, ...]:
    found = [row for row in record.parts.get("field_sources", ()) if row["field"] == field]
    return tuple(dict.fromkeys(format_place(row, said) for row in found))
