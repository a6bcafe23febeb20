"""Bodies that do not exist: offices of another kind of commune, and those that ended with the districts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from planparse.inspect.draft import Draft, shorten, split_sentences
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import AssignmentRow
from planparse.rulebook.agency_file import Agency, AgencyName
from planparse.text.unicode import fold

_SURE = 100.0  # only names that the rules spell out: a likeness is no reason to call a body wrong


def check_agencies(draft: Draft) -> Iterator[Finding]:
    """Each body once, at the first place that names it."""
    known = {agency.code: agency for agency in draft.rules.agencies.agencies}
    named: dict[tuple[str, str], list[AssignmentRow]] = defaultdict(list)
    for one in draft.records.assignments:
        if one.agency_code in known and one.match_score == _SURE:
            named[one.agency_code, fold(one.agency_raw)].append(one)
    told: set[str] = set()
    for (code, _), rows in named.items():
        finding = _judge(draft, known[code], rows)
        if finding and code not in told:
            told.add(code)
            yield finding
    yield from _in_prose(draft)


def _judge(draft: Draft, agency: Agency, rows: list[AssignmentRow]) -> Finding | None:
    days = _days(draft)
    if days is None:
        return None
    spot, values = _spot(draft, rows[0]), {"count": len(rows), "name": rows[0].agency_raw}
    if (
        agency.until
        and agency.until < days[0]
        and not any(_is_used(name, agency, draft, days) for name in agency.names)
    ):
        code = "agency.district" if agency.until == draft.rules.agencies.district_until else "agency.abolished"
        return Finding(code, spot, rows[0].agency_raw, values | {"until": f"{agency.until:%d/%m/%Y}"})
    kind = draft.row.commune_type
    used = [name for name in agency.names if _is_used(name, agency, draft, days)]
    if agency.kind != "office" or kind is None or not used or not all(name.commune_types for name in used):
        return None
    kinds = tuple(dict.fromkeys(kind for name in used for kind in name.commune_types))
    if kind in kinds:
        return None
    values |= {"kind": kind, "kinds": ", ".join(kinds)}
    return Finding("agency.other_kind", spot, rows[0].agency_raw, values)


def _days(draft: Draft) -> tuple[dt.date, dt.date] | None:
    """From the issue of the plan to the end of its year."""
    year = draft.row.plan_year or (draft.issued_from.year if draft.issued_from else None)
    if year is None:
        return None
    return draft.issued_from or dt.date(year, 1, 1), dt.date(year, 12, 31)


def _is_used(name: AgencyName, agency: Agency, draft: Draft, days: tuple[dt.date, dt.date]) -> bool:
    """Whether a name can be in use at the plan's place and time."""
    if name.province and name.province not in (draft.row.province_code, draft.row.province_name):
        return False
    since, until = (name.since, name.until) if name.since or name.until else (agency.since, agency.until)
    return (until is None or days[0] <= until) and (since is None or since <= days[1])


def _spot(draft: Draft, row: AssignmentRow) -> Spot:
    tasks = (draft.spot_of(task) for task in draft.records.tasks if task.task_id == row.record_id)
    indicators = (draft.spot_of(one) for one in draft.records.indicators if one.indicator_id == row.record_id)
    return next(chain(tasks, indicators), Spot())


def _in_prose(draft: Draft) -> Iterator[Finding]:
    """Bodies of the districts in running text, each wording once; what a sentence says of the past is left alone."""
    days = _days(draft)
    if days is None or days[0] <= draft.rules.agencies.district_until:
        return
    rules, told = draft.rules.plan_checks, set[str]()
    recipients = [(text, draft.find_line(text)) for text in draft.row.recipients]
    passages = [(passage.text, passage.spot) for passage in draft.passages]
    for text, spot in (*passages, *recipients):
        for sentence in split_sentences(text):
            if rules.find("former_hint", sentence):
                continue
            for match in rules.find("former_body", sentence):
                words = " ".join(sentence.split())[match.start() : match.end()]
                if fold(words) not in told:
                    told.add(fold(words))
                    yield Finding("agency.former_body", spot, shorten(sentence, 160), {"name": words})
