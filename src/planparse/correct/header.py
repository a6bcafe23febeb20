"""The plan's header: its columns set to what the reviewer says."""

import datetime as dt

from planparse.correct.marking import mark_plan
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.settling import add_notes, say_who, settle_header
from planparse.model.base import Note
from planparse.model.corrections import Correction
from planparse.model.records import PlanRow, Records, TaskRow
from planparse.normalise.task_names import build_task_key
from planparse.rulebook.book import RuleBook
from planparse.text.unicode import tidy

_TEXTS = ("title", "symbol", "signer_name")
PLAN_FIELDS = (*_TEXTS, "number", "issued_on", "plan_year", "commune_code")
_KEYED = ("plan_year", "commune_code")
"""Columns that the keys of tasks hang on: their names are compared without year and place."""
_READ_BY = (*_KEYED, "issued_on")
"""Columns by which deadlines, targets and agencies were read."""
_YEARS = range(1900, 2201)


def set_header(records: Records, correction: Correction, rereader: Rereader) -> Records:
    """Sets a column of the plan, and those that repeat it.

    The keys of tasks follow the year and the commune. Deadlines and targets that took the plan's year keep the year
    they took, and agencies are not matched anew: their raw text no longer tells which of them printed a year. A finding
    (``correction.kept``) says so.

    Raises:
        CannotCorrectError: there is no such column, or the words do not fit it.
    """
    field = "commune_code" if correction.field == "commune" else correction.field
    if field not in PLAN_FIELDS:
        raise CannotCorrectError("no_such_field", field=field or "")
    words = tidy(correction.new or "") or None
    plan = records.plan.model_copy(update=read_header(field, words, records.plan, rereader.rules))
    old = getattr(records.plan, field)
    records = records.model_copy(update={"plan": mark_plan(plan, field)})
    if field in _READ_BY and old != getattr(plan, field) and (records.tasks or records.indicators):
        note = Note(code="correction.kept", text=f"{say_who(correction)}: {field}: {old or '–'} → {words or '–'}")
        records = add_notes(records, [note], ("correction.",))
    if field in _KEYED:
        records = records.model_copy(
            update={"tasks": tuple(_keyed(task, records.plan, rereader) for task in records.tasks)}
        )
    return settle_header(records, correction, field)


def read_header(field: str, words: str | None, plan: PlanRow, rules: RuleBook) -> dict[str, object]:
    """The columns that words for one of them set."""
    match field:
        case "number":
            return _with_status({"number": _number(words)}, plan)
        case "issued_on":
            day = _day(words)
            return _with_status({"issued_on": day, "issued_edtf": day.isoformat() if day else None}, plan)
        case "plan_year":
            return {"plan_year": _year(words)}
        case "commune_code":
            return _commune(words, rules)
        case _:
            return {field: words}


def _with_status(changes: dict[str, object], plan: PlanRow) -> dict[str, object]:
    """A plan whose number or day is blank is a draft."""
    told = (changes.get("number", plan.number), changes.get("issued_on", plan.issued_on))
    return changes | {"status": "draft" if None in told else "issued"}


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and 0 < int(words[:10]) < 1_000_000 and len(words) < 10):
        raise CannotCorrectError("bad_number", words=words)
    return int(words)


def _day(words: str | None) -> dt.date | None:
    if words is None:
        return None
    try:
        return dt.date.fromisoformat(words)
    except ValueError as exc:
        raise CannotCorrectError("bad_date", words=words) from exc


def _year(words: str | None) -> int | None:
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and len(words) == 4 and int(words) in _YEARS):
        raise CannotCorrectError("bad_year", words=words)
    return int(words)


def _commune(code: str | None, rules: RuleBook) -> dict[str, object]:
    columns = ("commune_code", "commune_name", "commune_type", "province_code", "province_name")
    if code is None:
        return dict.fromkeys(columns)
    found = next((one for one in rules.places.communes if one.code == code), None)
    if found is None:
        raise CannotCorrectError("unknown_commune", code=code)
    values = (found.code, found.name, found.type, found.province_code, found.province_name)
    return dict(zip(columns, values, strict=True))


def _keyed(task: TaskRow, plan: PlanRow, rereader: Rereader) -> TaskRow:
    places = tuple(name for name in (plan.commune_name, plan.province_name) if name)
    key = build_task_key(task.name, year=plan.plan_year, places=places, rules=rereader.rules.task_names)
    return task.model_copy(update={"task_key": key})
