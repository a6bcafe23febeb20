"""Canonical values printed as phrases and read back: finite languages whole, the others by sample."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.model.values import Conditional, Dated, DeadlinePart, Ongoing, Recurring, Unparsed, Unspecified
from planparse.normalise.deadlines import explain_deadline, format_deadline, read_deadline
from planparse.normalise.deadlines.calendar import (
    Period,
    Stretch,
    after,
    before,
    between,
    onward,
    period_of_day,
    read_edtf,
    until,
)
from planparse.rulebook.deadlines import load_deadline_rules

RULES = load_deadline_rules(Path(__file__).parents[1] / "rules")
NUMBERS = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}
YEARS = range(2020, 2036)
PERIODS = [
    Period(unit, year, number)
    for unit, last in NUMBERS.items()
    for year in YEARS
    for number in range(1, last + 1)
]  # fmt: skip
MODIFIERS = (until, before, onward, after)


def read_back(part: DeadlinePart) -> tuple[DeadlinePart, DeadlinePart]:
    """The part as it should be read from its phrase, and as it is."""
    phrase = format_deadline(part)
    [found] = read_deadline(phrase, rules=RULES, plan_year=None).value
    return part.model_copy(update={"raw": phrase}), found


@pytest.mark.parametrize("approximate", [False, True])
def test_every_period_of_sixteen_years_with_every_modifier_reads_back(approximate: bool) -> None:
    """Months, quarters, half years and years; plain, until, before, from, after; certain or about."""
    stretches = [between(period, period, approximate=approximate) for period in PERIODS]
    stretches += [modify(period, approximate=approximate) for modify, period in product(MODIFIERS, PERIODS)]
    parts = [stretch.to_dated("") for stretch in stretches]
    assert len(parts) == 5 * 16 * 19
    for part in parts:
        expected, found = read_back(part)
        assert expected == found


def test_every_day_of_two_years_reads_back() -> None:
    """A leap year and the one before it."""
    days = [period_of_day(dt.date(2027, 1, 1) + dt.timedelta(days=count)) for count in range(731)]
    for day in days:
        for stretch in (between(day, day), until(day), onward(day)):
            expected, found = read_back(stretch.to_dated(""))
            assert expected == found


@pytest.mark.parametrize("period", [*PERIODS[::7], Period("day", 2028, 2, 29)], ids=lambda period: period.edtf)
def test_the_edtf_of_a_period_leads_back_to_it(period: Period) -> None:
    assert period == read_edtf(period.edtf)


@st.composite
def ranges(draw: st.DrawFn) -> Stretch:
    days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)).map(period_of_day)
    one, other = draw(st.one_of(st.sampled_from(PERIODS), days)), draw(st.one_of(st.sampled_from(PERIODS), days))
    first, last = (one, other) if one.first_day <= other.first_day else (other, one)
    if first.unit == "month" and last.unit == "year" and last.year == first.year:
        last = Period("month", last.year, 12)  # "từ tháng 3 đến hết năm 2026" is up to December
    return between(first, last, approximate=draw(st.booleans()))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(ranges())
def test_every_range_reads_back(stretch: Stretch) -> None:
    expected, found = read_back(stretch.to_dated(""))
    assert expected == found


def _rules() -> list[str]:
    """Every kind of rule that the reader makes."""
    months = [str(month) for month in range(1, 13)]
    week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    plain = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "MONTHLY;INTERVAL=3"]
    plain += [f"{unit};INTERVAL={step}" for unit in ("WEEKLY", "MONTHLY", "YEARLY") for step in (2, 4, 5, 6, 9, 12)]
    plain += [f"WEEKLY;BYDAY={day}" for day in week] + ["WEEKLY;BYDAY=MO,WE,FR", "WEEKLY;BYDAY=SA,SU"]
    plain += [f"MONTHLY;BYDAY={nth}{day}" for nth in (1, 2, 3, 4, -1) for day in week]
    plain += [f"MONTHLY;BYMONTHDAY={day}" for day in range(1, 32)] + ["MONTHLY;BYMONTHDAY=10,25"]
    plain += [f"MONTHLY{step};BYMONTHDAY=-1" for step in ("", ";INTERVAL=3")]
    plain += [f"MONTHLY{step};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" for step in ("", ";INTERVAL=3")]
    plain += [f"MONTHLY;INTERVAL=3;BYMONTHDAY={day}" for day in (1, 15, 20)]
    plain += [f"YEARLY;BYMONTH={month}" for month in (*months, "5,11", "10,11,12", "3,6,9,12", ",".join(months))]
    plain += [f"YEARLY;BYMONTH={group};BYMONTHDAY={day}" for group in ("3,6,9,12", "1,4,7,10") for day in (5, 20, 25)]
    longest = dict.fromkeys((1, 3, 5, 7, 8, 10, 12), 31) | dict.fromkeys((4, 6, 9, 11), 30) | {2: 29}
    plain += [f"YEARLY;BYMONTH={month};BYMONTHDAY={day}" for month in longest for day in range(1, longest[month] + 1)]
    return [
        f"FREQ={rule}" for rule in [*plain, "YEARLY;BYMONTH=2;BYMONTHDAY=-1", "YEARLY;BYMONTH=3;BYMONTHDAY=10,11,12"]
    ]


def test_every_rule_that_the_reader_makes_reads_back() -> None:
    rules = _rules()
    assert len(rules) > 450
    for rule in rules:
        expected, found = read_back(Recurring(raw="", rrule=rule))
        assert expected == found


PHRASES = [
    (between(Period("quarter", 2026, 2), Period("quarter", 2026, 2)), "Quý II/2026"),
    (between(Period("month", 2026, 3), Period("month", 2026, 9)), "Từ tháng 3/2026 đến tháng 9/2026"),
    (until(Period("day", 2026, 6, 30)), "Đến hết ngày 30/06/2026"),
    (before(Period("month", 2026, 12)), "Trước tháng 12/2026"),
    (after(Period("half_year", 2026, 1)), "Sau 6 tháng đầu năm 2026"),
    (onward(Period("year", 2026)), "Từ năm 2026"),
]


@pytest.mark.parametrize(("stretch", "phrase"), PHRASES)
def test_the_phrase_is_what_a_plan_would_print(stretch: Stretch, phrase: str) -> None:
    assert phrase == format_deadline(stretch.to_dated(""))


def test_parts_that_are_no_days_have_a_phrase_too() -> None:
    condition = "Sau khi UBND tỉnh phê duyệt"
    parts = (Conditional(raw="", condition=condition), Ongoing(raw=""), Unspecified(raw=""), Unparsed(raw="Như trên"))
    assert [condition, "Thường xuyên", "-", "Như trên"] == [format_deadline(part) for part in parts]


def explained(text: str) -> list[tuple[str, str, str]]:
    return [(s.rule, s.words, s.gives) for s in explain_deadline(text, rules=RULES, plan_year=2026).steps]


def test_an_explanation_names_every_rule_at_work_with_its_words() -> None:
    """Repairs first, then lexemes, then the parts that the grammar made of them."""
    assert [
        ("deadline.repair.roman", "l", "read as 'i'"),
        ("deadline.quarter", "Quý Il/2026", "quarter: quarter 2, year 2026"),
        ("deadline.according", "theo", "weak_condition"),
        ("deadline.waits.province", "theo hướng dẫn của tỉnh", "waits for: province"),
        ("deadlines: dated", "Quý Il/2026", "dated 2026-34 (from 2026-04-01 to 2026-06-30)"),
        ("deadlines: conditional", "theo hướng dẫn của tỉnh", "conditional (waits for: province)"),
    ] == explained("Quý Il/2026, theo hướng dẫn của tỉnh")


def test_an_explanation_has_the_reading_and_the_notes() -> None:
    found = explain_deadline("Tháng 13/2026", rules=RULES, plan_year=2026)
    assert ("deadline", ("unparsed",), ["deadline.impossible"]) == (
        found.kind,
        found.reading,
        [note.code for note in found.notes],
    )


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.one_of(st.text(), st.sampled_from(["T háng 6/20 26", "Quý I I/2026", "Hằng tháng trong năm 2027"])))
def test_any_text_has_an_explanation(text: str) -> None:
    found = explain_deadline(text, rules=RULES, plan_year=2026)
    outcome = read_deadline(text, rules=RULES, plan_year=2026)
    assert (len(outcome.value), outcome.notes) == (len(found.reading), found.notes)
    assert all(step.rule and step.gives for step in found.steps)


def test_a_dated_part_is_as_its_edtf_says() -> None:
    """The formatter trusts ``edtf`` and ``precision`` alone."""
    part = Dated(raw="", precision="range", start_on=None, end_on=None, edtf="2026-06/2026-36")
    assert "Từ tháng 6/2026 đến quý IV/2026" == format_deadline(part)
