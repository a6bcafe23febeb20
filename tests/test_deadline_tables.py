"""The table of deadlines as people write them: every reading, and what must hold of every one of them."""

import datetime as dt
import time
from pathlib import Path

import edtf
import pytest
from dateutil.rrule import rrulestr
from deadline_tables import Case, load_cases

from planparse.model.values import Conditional, Dated, DeadlinePart, Recurring
from planparse.normalise.deadlines import find_due_days, format_deadline, read_deadline
from planparse.normalise.deadlines.proof import format_part
from planparse.rulebook.deadlines import DeadlineRules, load_deadline_rules

ROOT = Path(__file__).parents[1]
CASES = load_cases("deadlines.txt")
HELD_OUT = (*load_cases("deadlines_held_out.txt"), *load_cases("deadlines_held_out_2.txt"))
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNREAD = {"deadline.unparsed", "deadline.impossible"}


@pytest.fixture(scope="module")
def rules() -> DeadlineRules:
    return load_deadline_rules(ROOT / "rules")


def found(case: Case, rules: DeadlineRules) -> list[str]:
    """The parts in the form of the table."""
    parts = read_deadline(case.text, rules=rules, plan_year=case.year).value
    return [_short(part) for part in parts]


def _short(part: DeadlinePart) -> str:
    whom = part.waits_for if isinstance(part, Conditional) else None
    return f"{format_part(part)} {whom}" if whom else format_part(part)


def test_the_tables_are_large_and_no_case_stands_twice() -> None:
    keys = [(case.text, case.year) for case in CASES]
    assert len(keys) == len(set(keys))
    assert len({case.text for case in CASES}) >= 450
    assert len(HELD_OUT) >= 100


@pytest.mark.parametrize("case", (*CASES, *HELD_OUT), ids=str)
def test_a_deadline_of_the_tables(case: Case, rules: DeadlineRules) -> None:
    assert list(case.parts) == found(case, rules)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_not_read_has_a_note_and_nothing_else_has(case: Case, rules: DeadlineRules) -> None:
    outcome = read_deadline(case.text, rules=rules, plan_year=case.year)
    codes = tuple(note.code for note in outcome.notes if note.code != "deadline.repaired")
    if case.codes is not None:
        assert case.codes == codes
    else:
        assert ("unparsed" in case.parts) == bool(UNREAD & set(codes)) == bool(codes)


@pytest.mark.parametrize("case", [case for case in (*CASES, *HELD_OUT) if not case.group.startswith("slips")], ids=str)
def test_nothing_is_mended_that_is_no_slip(case: Case, rules: DeadlineRules) -> None:
    notes = read_deadline(case.text, rules=rules, plan_year=case.year).notes
    assert "deadline.repaired" not in [note.code for note in notes]


def dated_parts() -> list[Dated]:
    rules = load_deadline_rules(ROOT / "rules")
    parts = [part for case in CASES for part in read_deadline(case.text, rules=rules, plan_year=case.year).value]
    return list({part.edtf: part for part in parts if isinstance(part, Dated)}.values())


def rule_parts() -> list[str]:
    rules = load_deadline_rules(ROOT / "rules")
    parts = [part for case in CASES for part in read_deadline(case.text, rules=rules, plan_year=case.year).value]
    return sorted({part.rrule for part in parts if isinstance(part, Recurring)})


_SEASONS = {str(number) for number in range(33, 42)}


def _is_refused(text: str) -> bool:
    """What edtf 5.0.2 does not read: a quarter or half year that is approximate or an end of an interval."""
    return ("~" in text or "/" in text) and any(period[5:] in _SEASONS for period in text.replace("~", "").split("/"))


def _day(period: str, bound: str) -> dt.date | None:
    """A bound of one period by the edtf library; it raises on the bounds of whole intervals that are open."""
    if period == "..":
        return None
    moment: time.struct_time = getattr(edtf.parse_edtf(period.replace("~", "")), bound)()
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


@pytest.mark.parametrize("part", dated_parts(), ids=lambda part: part.edtf)
def test_edtf_is_valid_and_has_the_days_of_the_part(part: Dated) -> None:
    if _is_refused(part.edtf):
        with pytest.raises(edtf.EDTFParseException):
            edtf.parse_edtf(part.edtf)
    else:
        assert edtf.parse_edtf(part.edtf) is not None
    first, *_, last = [*part.edtf.split("/"), part.edtf.rsplit("/", 1)[-1]]
    assert (part.start_on, part.end_on) == (_day(first, "lower_strict"), _day(last, "upper_strict"))


@pytest.mark.parametrize("rule", rule_parts())
def test_a_recurrence_rule_expands(rule: str) -> None:
    """dateutil reads the rule, and what comes first falls on a day, month and day of the week that the rule names."""
    first = rrulestr(rule, dtstart=dt.datetime(2026, 1, 1))[0]
    fields = dict(field.split("=") for field in rule.split(";"))
    assert first < dt.datetime(2027, 1, 1)
    if "BYMONTH" in fields:
        assert str(first.month) in fields["BYMONTH"].split(",")
    if "BYMONTHDAY" in fields and fields["BYMONTHDAY"] != "-1":
        assert str(first.day) in fields["BYMONTHDAY"].split(",")
    if "BYDAY" in fields:
        assert WEEK[first.weekday()] in fields["BYDAY"]


@pytest.mark.parametrize("rule", rule_parts())
def test_due_days_fall_within_the_year_and_where_the_rule_says(rule: str) -> None:
    days = find_due_days(rule, 2026)
    fields = dict(field.split("=") for field in rule.split(";"))
    assert list(days) == sorted(set(days))
    assert all(day.year == 2026 for day in days)
    assert all(str(day.month) in fields["BYMONTH"].split(",") for day in days if "BYMONTH" in fields)
    assert bool(days) == (rule != "FREQ=DAILY" and rule not in ("FREQ=YEARLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2"))


@pytest.mark.parametrize("case", (*CASES, *HELD_OUT), ids=str)
def test_the_phrase_of_a_part_reads_back(case: Case, rules: DeadlineRules) -> None:
    """Whatever was read from a cell can be printed as a phrase that says the same, without a year from the plan."""
    for part in read_deadline(case.text, rules=rules, plan_year=case.year).value:
        if part.kind not in ("unparsed", "unspecified"):
            phrase = format_deadline(part)
            expected = part.model_copy(update={"raw": phrase})
            assert (expected,) == read_deadline(phrase, rules=rules, plan_year=None).value
