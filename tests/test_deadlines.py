import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import RuleError
from planparse.model.values import Conditional, Dated, DeadlinePart, Ongoing
from planparse.normalise.deadlines import check_deadline_rules, find_due_on, read_deadline
from planparse.normalise.deadlines.calendar import Period, between, is_next
from planparse.normalise.deadlines.proof import format_part
from planparse.rulebook.deadlines import DeadlineRules, load_deadline_rules

ROOT = Path(__file__).parents[1]
GOLD = sorted((ROOT / "../shared/gold").glob("*.deadlines.json"))


@pytest.fixture(scope="module")
def rules() -> DeadlineRules:
    return load_deadline_rules(ROOT / "rules")


def parts(text: str, rules: DeadlineRules, plan_year: int | None = 2026) -> list[str]:
    return [format_part(part) for part in read_deadline(text, rules=rules, plan_year=plan_year).value]


def codes(text: str, rules: DeadlineRules) -> list[str]:
    return [note.code for note in read_deadline(text, rules=rules, plan_year=2026).notes]


def test_every_rule_of_the_file_is_proven(rules: DeadlineRules) -> None:
    assert () == check_deadline_rules(rules)


def test_a_rule_that_does_not_hold_is_named(rules: DeadlineRules) -> None:
    first = rules.file.lexemes[0]
    wrong = first.model_copy(update={"rejects": ("15/6/2026",)})
    changed = replace(rules, file=rules.file.model_copy(update={"lexemes": (wrong, *rules.file.lexemes[1:])}))
    assert (f"{first.id}: reads its reject '15/6/2026'",) == check_deadline_rules(changed)


CASES = [
    # contract
    ("Tháng 7,8 /2025", ["dated 2025-07/2025-08"]),
    ("Tháng 7/2025, duy trì hàng năm", ["dated 2025-07", "recurring FREQ=YEARLY"]),
    ("Hàng năm/Thường xuyên", ["recurring FREQ=YEARLY", "ongoing"]),
    ("trước ngày 30/6/2026", ["dated ../2026-06-30"]),
    ("từ quý III/2026", ["dated 2026-35/.."]),
    ("trước ngày 30/11 hàng năm", ["recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]),
    ("chậm nhất 30/6/2026", ["dated ../2026-06-30"]),
    ("Trước 15/12", ["dated ../2026-12-15"]),
    ("6 tháng đầu năm", ["dated 2026-40"]),
    ("...", ["unspecified"]),
    # spacing, case, Unicode form
    ("THÁNG  6 / 2026", ["dated 2026-06"]),
    ("tha\u0301ng 6/2026", ["dated 2026-06"]),
    ("Quý\nII/2026", ["dated 2026-34"]),
    ("Trước\nngày 30/6/2026", ["dated ../2026-06-30"]),
    ("Tháng6/2026", ["dated 2026-06"]),
    # lists and ranges
    ("Tháng 6/2026\nTháng 9/2026", ["dated 2026-06", "dated 2026-09"]),
    ("Tháng 6/2026; tháng 7/2026", ["dated 2026-06", "dated 2026-07"]),
    ("Tháng 3, tháng 6, tháng 9", ["dated 2026-03", "dated 2026-06", "dated 2026-09"]),
    ("Tháng 12/2025 và tháng 01/2026", ["dated 2025-12/2026-01"]),
    ("Quý II,III,IV/2026", ["dated 2026-34/2026-36"]),
    ("Tháng 1/2026 – Tháng 3/2026", ["dated 2026-01/2026-03"]),
    ("Từ quý I/2026 đến quý I/2027", ["dated 2026-33/2027-33"]),
    ("Ngày 30/4 - 01/5/2026", ["dated 2026-04-30/2026-05-01"]),
    ("Năm 2025; 2026", ["dated 2025", "dated 2026"]),
    ("2026-2030", ["dated 2026/2030"]),
    ("Trong quý I và quý II năm 2026", ["dated 2026-33/2026-34"]),
    # recurrence
    ("Hàng tháng, quý, năm", ["recurring FREQ=MONTHLY", "recurring FREQ=MONTHLY;INTERVAL=3", "recurring FREQ=YEARLY"]),
    ("Hằng tháng; quý", ["recurring FREQ=MONTHLY", "recurring FREQ=MONTHLY;INTERVAL=3"]),
    ("Ngày 20 của tháng cuối quý", ["recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"]),
    ("01 lần/năm (tháng 11)", ["recurring FREQ=YEARLY;BYMONTH=11"]),
    (
        "Trước 15/6 và 20/12 hằng năm",
        ["recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"],
    ),
    ("Hằng năm (2026-2030)", ["recurring FREQ=YEARLY", "dated 2026/2030"]),
    ("Từ 10/3 đến 12/3 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10,11,12"]),
    ("Từ tháng 3 đến tháng 5 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=3,4,5"]),
    ("Từ 01/5 đến 30/11 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=5,6,7,8,9,10,11"]),
    ("Từ 10/11 đến 20/02 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=20"]),
    ("Từ ngày 29 đến ngày 02 hằng tháng", ["recurring FREQ=MONTHLY;BYMONTHDAY=29,30,31,1,2"]),
    ("04 lần/năm", ["recurring FREQ=MONTHLY;INTERVAL=3"]),
    ("02 lần/tháng", ["unparsed"]),
    # days that another part of the cell gives their month or year
    ("Tháng 12/2026 (trước ngày 20)", ["dated ../2026-12-20"]),
    ("Tháng 2/2026 (ngày 30)", ["unparsed"]),
    ("Tháng 6 - 8/2026 (trước ngày 20)", ["dated 2026-06/2026-08"]),
    ("Quý IV năm trước", ["dated 2025-36"]),
    ("Sơ kết 6 tháng, tổng kết năm", ["dated 2026-40", "dated 2026"]),
    ("Sơ kết 6 tháng đầu năm, tổng kết cuối năm", ["dated 2026-40", "dated 2026"]),
    # no day on the calendar
    ("24/7", ["ongoing"]),
    ("Trước 24/7/2026", ["dated ../2026-07-24"]),
    ("Dịp Tết Nguyên đán 2026", ["conditional"]),
    ("Trước, trong và sau Tết", ["conditional"]),
    ("Dịp lễ 30/4 - 01/5/2026", ["dated 2026-04-30/2026-05-01"]),
    # conditions
    ("Khi có yêu cầu", ["conditional"]),
    ("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2026, hoàn thành tháng 12/2026", ["conditional", "dated 2026-12"]),
    ("Quý I/2026 (trước Tết Nguyên đán)", ["dated 2026-33", "conditional"]),
    ("Sau 03 tháng kể từ khi có hướng dẫn", ["conditional"]),
    # prose around an expression
    ("Dựng khung trong tháng 01/2026 và mở lớp theo lịch chung", ["dated 2026-01"]),
    (
        "Dựng khung trong tháng 01/2026, chạy thử chậm nhất trong tháng 6/2026 và nghiệm thu tháng 8/2026",
        ["dated 2026-01", "dated ../2026-06", "dated 2026-08"],
    ),
    ("Trước 20/3; 20/6/2026", ["dated ../2026-03-20", "dated ../2026-06-20"]),
    (
        "Định kỳ 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12)",
        ["recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"],
    ),
    # never a guess
    ("Trong quý", ["unparsed"]),
    ("Không thường xuyên", ["unparsed"]),
    ("Như trên", ["unparsed"]),
    ("Định kỳ", ["unparsed"]),
    ("Báo cáo định kỳ/đột xuất theo yêu cầu", ["unparsed", "conditional"]),
    ("Định kỳ hằng tháng, đột xuất", ["recurring FREQ=MONTHLY", "conditional"]),
    ("Tháng 6/2026; các năm tiếp theo rà soát", ["dated 2026-06", "unparsed"]),
    ("Hằng năm và các năm tiếp theo", ["recurring FREQ=YEARLY"]),
    ("Trước ngày 05 tháng đầu quý", ["recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"]),
    ("Hằng quý, trước ngày 10 tháng đầu quý", ["recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"]),
    ("Từ tháng 3 đến hết năm", ["dated 2026-03/2026-12"]),
    ("Hết năm học 2026", ["dated ../2026"]),
    ("Trước ngày 20", ["unparsed"]),
    ("31/02/2026", ["unparsed"]),
    ("Quý V/2026; quý I/2026", ["unparsed", "dated 2026-33"]),
    ("Năm 2030 - 2026", ["unparsed"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_cell_as_its_parts(text: str, expected: list[str], rules: DeadlineRules) -> None:
    assert expected == parts(text, rules)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "...", "…", "\u00a0", "/", "- - -"])
def test_a_cell_without_letters_or_digits_is_unspecified(text: str, rules: DeadlineRules) -> None:
    assert (["unspecified"], []) == (parts(text, rules), codes(text, rules))


NOTES = [
    ("Tháng 6/2026", []),
    ("Dựng khung trong tháng 01/2026 và mở lớp", []),
    ("Mở 02 lớp trong tháng 6/2026", ["deadline.unparsed"]),
    ("Theo Quyết định số 12/QĐ-UBND ngày 5/1/2026", []),
    ("Như trên", ["deadline.unparsed"]),
    ("31/02/2026", ["deadline.impossible"]),
    ("Quý V/2026", ["deadline.impossible"]),
    ("Tháng 13", ["deadline.impossible"]),
    ("Quý Il/2026", ["deadline.repaired"]),
    ("Quý II/2O26", ["deadline.repaired"]),
]


@pytest.mark.parametrize(("text", "expected"), NOTES)
def test_what_a_person_should_look_at_has_a_note(text: str, expected: list[str], rules: DeadlineRules) -> None:
    assert expected == codes(text, rules)


def test_a_note_quotes_the_words_left_over(rules: DeadlineRules) -> None:
    [note] = read_deadline("Mở 02 lớp trong tháng 6/2026", rules=rules, plan_year=2026).notes
    assert "Mở 02 lớp" == note.text


def test_a_missing_year_is_the_plans_or_nobodys(rules: DeadlineRules) -> None:
    assert (["dated 2027-06"], ["unparsed"]) == (parts("Tháng 6", rules, 2027), parts("Tháng 6", rules, None))


def test_raw_is_the_words_of_the_part_as_printed(rules: DeadlineRules) -> None:
    found = read_deadline("Thường xuyên; định kỳ  HÀNG tháng báo cáo", rules=rules, plan_year=2026).value
    assert ["Thường xuyên", "định kỳ HÀNG tháng"] == [part.raw for part in found]


def test_a_condition_is_its_clause(rules: DeadlineRules) -> None:
    text = "Ngay sau khi TP.HCM ban hành kế hoạch; thường xuyên"
    clause = "Ngay sau khi TP.HCM ban hành kế hoạch"
    expected = (Conditional(raw=clause, condition=clause, waits_for="province"), Ongoing(raw="thường xuyên"))
    assert expected == read_deadline(text, rules=rules, plan_year=2026).value


def test_a_condition_does_not_end_at_an_abbreviation(rules: DeadlineRules) -> None:
    clause = "theo kế hoạch của TP. Hải Phòng"
    expected = Conditional(raw=clause, condition=clause, waits_for="province")
    assert (expected,) == read_deadline(clause, rules=rules, plan_year=2026).value


def test_days_of_open_and_closed_parts(rules: DeadlineRules) -> None:
    found = read_deadline("trước tháng 12/2026; từ năm 2027; Quý II/2026", rules=rules, plan_year=2026).value
    days = [(part.start_on, part.end_on, part.precision) for part in found if part.kind == "dated"]
    assert days == [
        (None, dt.date(2026, 11, 30), "month"),
        (dt.date(2027, 1, 1), None, "year"),
        (dt.date(2026, 4, 1), dt.date(2026, 6, 30), "quarter"),
    ]


DUE = [
    ("Quý II/2026", dt.date(2026, 6, 30)),
    ("Tháng 3 và tháng 9/2026", dt.date(2026, 9, 30)),
    ("Tháng 2/2028, duy trì hàng năm", dt.date(2028, 2, 29)),
    ("Từ năm 2026", None),
    ("Thường xuyên", None),
]


@pytest.mark.parametrize(("text", "expected"), DUE)
def test_due_on_is_the_last_day_of_the_last_dated_part(
    text: str, expected: dt.date | None, rules: DeadlineRules
) -> None:
    assert expected == find_due_on(read_deadline(text, rules=rules, plan_year=2026).value)


@pytest.mark.parametrize(("roman", "number"), [("I", 33), ("II", 34), ("III", 35), ("IV", 36)])
@pytest.mark.parametrize("form", ["Quý {}/2026", "quý {} năm 2026", "QUÝ {} - 2026", "Quí {}", "{}/2026", "Q.{}/2026"])
def test_every_quarter_in_every_form(form: str, roman: str, number: int, rules: DeadlineRules) -> None:
    assert [f"dated 2026-{number}"] == parts(form.format(roman), rules)


def _printed(first: Period, last: Period) -> str:
    """A stretch the way plans print it."""
    words = {
        "day": lambda p: f"ngày {p.day:02}/{p.number}/{p.year}",
        "month": lambda p: f"tháng {p.number:02}/{p.year}",
        "quarter": lambda p: f"quý {['I', 'II', 'III', 'IV'][p.number - 1]}/{p.year}",
        "half_year": lambda p: f"6 tháng {['đầu', 'cuối'][p.number - 1]} năm {p.year}",
        "year": lambda p: f"năm {p.year}",
    }
    if first == last:
        return words[first.unit](first)
    return f"từ {words[first.unit](first)} đến {words[last.unit](last)}"


_LAST = {"day": 28, "month": 12, "quarter": 4, "half_year": 2, "year": 1}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    unit = draw(st.sampled_from(["day", "month", "quarter", "half_year", "year"]))
    year = draw(st.integers(2000, 2099))
    if unit == "day":
        return Period(unit, year, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    return Period(unit, year, draw(st.integers(1, _LAST[unit])))


@settings(derandomize=True, deadline=None)
@given(periods(), periods())
def test_a_printed_stretch_reads_back(rules: DeadlineRules, one: Period, other: Period) -> None:
    first, last = sorted([one, other], key=lambda p: (p.first_day, p.last_day))
    if last.last_day < first.last_day:
        first, last = last, last
    text = _printed(first, last)
    assert (between(first, last).to_dated(text),) == read_deadline(text, rules=rules, plan_year=None).value


WORDS = (
    "Tháng quý năm ngày 6 12 31 2026 I II / - , ; . ( ) từ đến trước sau hằng và khi theo không thường xuyên lần đầu"
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)))
def test_any_text_gives_a_part_and_no_accident(rules: DeadlineRules, text: str) -> None:
    outcome = read_deadline(text, rules=rules, plan_year=2026)
    assert outcome.value
    noted = {note.code for note in outcome.notes}
    assert any(part.kind == "unparsed" for part in outcome.value) <= bool(
        noted & {"deadline.unparsed", "deadline.impossible"}
    )
    assert all(_is_sound(part) for part in outcome.value)


def _is_sound(part: DeadlinePart) -> bool:
    """Days in order, open ends only in intervals."""
    if not isinstance(part, Dated):
        return True
    if part.start_on and part.end_on:
        return part.start_on <= part.end_on
    return ".." in part.edtf


@settings(derandomize=True)
@given(periods())
def test_a_period_is_followed_by_its_neighbour_only(period: Period) -> None:
    assert not is_next(period, period)


@pytest.mark.skipif(not GOLD, reason="the annotated plans are not here")
def test_the_annotated_cells_are_read_as_annotated(rules: DeadlineRules) -> None:
    for path in GOLD:
        for cell in json.loads(path.read_text("utf-8")):
            found = read_deadline(cell["raw"], rules=rules, plan_year=cell["plan_year"]).value
            wanted = [(p["kind"], p["start"], p["end"], p["edtf"], p["rrule"]) for p in cell["parts"]]
            assert wanted == [_as_annotated(part) for part in found], cell["raw"]


def _as_annotated(part: DeadlinePart) -> tuple[str | None, ...]:
    fields = part.model_dump(mode="json")
    return tuple(fields.get(name) for name in ("kind", "start_on", "end_on", "edtf", "rrule"))


def test_a_pattern_that_does_not_compile_is_named(tmp_path: Path) -> None:
    text = (ROOT / "rules/deadlines.yaml").read_text("utf-8").replace("pattern: 'và|hoặc'", "pattern: '(và'")
    (tmp_path / "deadlines.yaml").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=r"deadline\.and.*does not compile"):
        load_deadline_rules(tmp_path)


def test_a_piece_that_nobody_defines_is_named(tmp_path: Path) -> None:
    text = (ROOT / "rules/deadlines.yaml").read_text("utf-8").replace("pattern: 'và|hoặc'", "pattern: '{lost}'")
    (tmp_path / "deadlines.yaml").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=r"\{lost\} is not defined"):
        load_deadline_rules(tmp_path)
