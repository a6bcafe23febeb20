"""The fields of a record as the page shows them: as printed, as read, as a reviewer set them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.report.cells import format_value
from planparse.report.record import Record, Values
from planparse.review.readings import format_day, tell_deadline, tell_target
from planparse.wording.catalogue import Catalogue

_FIELDS = {
    "task": ("name", "label", "lead_raw", "support_raw", "output_raw", "deadline_raw", "notes_raw"),
    "indicator": ("name", "code", "label", "unit_raw", "target", "lead_raw", "support_raw", "output_raw", "notes_raw"),
    "plan": ("title", "number", "symbol", "issued_on", "plan_year", "commune_code", "signer_name"),
}
_SETTING = ("set", "choose")
_ROLES = {"lead_raw": "lead", "support_raw": "support"}


class Choice(NamedTuple):
    """Something that is chosen from a list.

    Attributes:
        field: of the wish: ``lead``, ``support``, ``code``.
        ordinal: which of several.
        raw: as printed.
        code: what it is matched with; "" for nothing.
        name: of what it is matched with.
        score: how well it fits, 0 to 100; "" where that is not known.
        source: which list it is chosen from: agency, indicator, commune.
        before: the code that was there before a reviewer chose; None where nobody did.
    """

    field: str
    ordinal: int | None
    raw: str
    code: str
    name: str
    score: str
    source: str
    before: str | None = None


class Field(NamedTuple):
    """A field of a record.

    Attributes:
        field: of the wish that sets it to other words.
        read_as: of the wish that leaves the words and has them read otherwise; "" where nothing is read from them.
        ordinal: which of several.
        label: in the language of the page.
        value: as it stands now; "" where nothing does.
        shown: the same as people write it.
        before: what stood there before a reviewer set it; None where nobody did.
        said: the words by which a reviewer had it read otherwise; None where nobody did.
        readings: what was read from it, in words.
        choices: what was matched, and can be chosen.
        kind: ``text`` and ``date`` are typed, ``chosen`` only chosen from a list.
        cells: the column of ``field_sources`` by which its cells are known.
    """

    field: str
    read_as: str
    ordinal: int | None
    label: str
    value: str
    shown: str
    before: str | None
    said: str | None
    readings: tuple[str, ...]
    choices: tuple[Choice, ...]
    kind: str
    cells: str


class Names(NamedTuple):
    """Names of codes, by code."""

    agencies: Mapping[str, str]
    indicators: Mapping[str, str]


def build_fields(
    record: Record, corrections: Sequence[Values], names: Names, catalogue: Catalogue
) -> tuple[Field, ...]:
    """The fields of a task, an indicator or a plan; of a source row none: it is its cells."""
    own = [row for row in corrections if _is_about(row, record)]
    return tuple(
        _with_corrections(field, own)
        for name in _FIELDS.get(record.kind, ())
        for field in _build(name, record, names, catalogue)
    )


def _build(name: str, record: Record, names: Names, catalogue: Catalogue) -> Iterator[Field]:
    label = catalogue.say(f"review.field.{name}")
    plain = Field(name, "", None, label, "", "", None, None, (), (), "text", name)
    value = record.row.get(name)
    text = format_value(value)
    match name:
        case "target":
            yield from _targets(record, plain, catalogue)
        case "code" | "commune_code":
            choice = _code(record, name, names)
            cells = "name" if name == "code" else ""
            yield plain._replace(value=choice.code, choices=(choice,), kind="chosen", cells=cells)
        case "issued_on":
            printed = format_day(value) or format_value(record.row.get("issued_edtf"))
            yield plain._replace(value=text, shown=printed, kind="date")
        case "deadline_raw":
            told = tuple(tell_deadline(row, catalogue) for row in record.parts.get("deadlines", ()))
            yield plain._replace(value=text, shown=text, readings=told, read_as="deadline")
        case _:
            yield plain._replace(value=text, shown=text, choices=tuple(_agencies(name, record, names)))


def _targets(record: Record, plain: Field, catalogue: Catalogue) -> Iterator[Field]:
    rows = record.parts.get("targets", ())
    plain = plain._replace(field="target_raw", read_as="target")
    for row in rows:
        ordinal, raw = int(str(row["ordinal"])), str(row["raw"])
        label = f"{plain.label} {ordinal}" if len(rows) > 1 else plain.label
        told = (tell_target(row, catalogue),)
        yield plain._replace(ordinal=ordinal, label=label, value=raw, shown=raw, readings=told)
    if not rows:
        yield plain


def _agencies(name: str, record: Record, names: Names) -> Iterator[Choice]:
    role = _ROLES.get(name)
    for row in record.parts.get("assignments", ()):
        if role is not None and row["role"] == role:
            code = format_value(row["agency_code"])
            score = format_value(row["match_score"])
            known = names.agencies.get(code, code)
            yield Choice(role, int(str(row["ordinal"])), str(row["agency_raw"]), code, known, score, "agency")


def _code(record: Record, name: str, names: Names) -> Choice:
    code = format_value(record.row.get(name))
    if name == "code":
        score = format_value(record.row.get("match_score"))
        return Choice("code", None, "", code, names.indicators.get(code, code), score, "indicator")
    place = " ".join(filter(None, (format_value(record.row.get(part)) for part in ("commune_type", "commune_name"))))
    province = format_value(record.row.get("province_name"))
    return Choice("commune_code", None, "", code, ", ".join(filter(None, (place, province))), "", "commune")


def _is_about(correction: Values, record: Record) -> bool:
    """By its id; by its row where newer rules have counted the records anew."""
    if correction["state"] != "applied":
        return False
    rows = record.parts.get("source_rows", ())
    return correction["record_id"] == record.record_id or correction["locator"] in [row["locator"] for row in rows]


def _with_corrections(field: Field, corrections: Sequence[Values]) -> Field:
    """The field with what stood there before, and with the words that a reviewer gave for its reading."""
    own = [row for row in corrections if row["kind"] in _SETTING and row["ordinal"] in (None, field.ordinal)]
    names = (field.field, field.read_as) if field.read_as else (field.field,)
    set_to = [row for row in own if row["field"] in names]
    said = [row for row in set_to if row["field"] == field.read_as]
    choices = tuple(_chosen(choice, corrections) for choice in field.choices)
    field = field._replace(choices=choices)
    if not set_to:
        return field
    last = format_value(said[-1]["new"]) if said and said[-1] is set_to[-1] else None
    return field._replace(before=format_value(set_to[0]["old"]), said=last)


def _chosen(choice: Choice, corrections: Sequence[Values]) -> Choice:
    chosen = [
        row
        for row in corrections
        if row["kind"] in _SETTING and row["field"] == choice.field and row["ordinal"] in (None, choice.ordinal)
    ]
    return choice._replace(before=format_value(chosen[0]["old"])) if chosen else choice
