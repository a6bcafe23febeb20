"""Targets against the tables of strings, and properties of reading, writing and explaining them."""

from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import setting
from target_table import Case, load_cases, read_case

from planparse.codes import CODES
from planparse.model.base import Locus
from planparse.model.drafts import IndicatorDraft, TargetCell
from planparse.model.values import Target
from planparse.normalise.indicator_rows import build_indicators
from planparse.normalise.targets import (
    explain_target,
    find_target_notes,
    format_target,
    read_prose_targets,
    read_targets,
    write_target,
)
from planparse.rulebook.targets import load_target_rules
from planparse.rulebook.units import load_unit_rules
from planparse.text.numbers import read_number, spell_number

ROOT = Path(__file__).parents[1]
RULES = load_target_rules(ROOT / "rules")
CASES = [case for path in sorted((ROOT / "tests/tables").glob("targets*.txt")) for case in load_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_string_of_the_table_is_read_as_a_person_reads_it(case: Case) -> None:
    assert case.gives == read_case(case, RULES)


def test_the_table_is_long_and_says_nothing_twice() -> None:
    assert 250 <= len({(case.unit, case.text) for case in CASES}) == len(CASES)


# ---- reading


@pytest.mark.parametrize("number", range(1, 1000))
def test_a_number_in_words_counts_as_in_digits(number: int) -> None:
    expected = [number, "mô hình", "model"]
    (target,) = read_targets(f"{spell_number(number)} mô hình", rules=RULES)
    assert expected == [target.low, target.unit, target.unit_code]


@pytest.mark.parametrize(
    ("text", "unit", "low_base", "code"),
    [
        ("1,2 tỷ đồng", None, 1_200_000_000, "vnd"),
        ("1.200", "triệu đồng", 1_200_000_000, "vnd"),
        ("1.200", "ĐVT: Triệu đồng", 1_200_000_000, "vnd"),
        ("1,2 triệu", "người", 1_200_000, "person"),
        ("5 triệu", "triệu đồng", 5_000_000, "vnd"),
        ("3 vạn dân", None, 30_000, "person"),
        ("2,5 ha", None, 25_000, "square_metre"),
        ("500 triệu đến 1 tỷ đồng", None, 500_000_000, "vnd"),
        ("85", "Tỷ lệ (%)", 85, "percent"),
        ("12", "nhạc công", None, None),
    ],
)
def test_numbers_compare_whatever_multiple_is_printed(
    text: str, unit: str | None, low_base: int | None, code: str | None
) -> None:
    (target,) = read_targets(text, rules=RULES, unit_hint=unit)
    assert (low_base, code) == (target.low_base, target.unit_code)


@pytest.mark.parametrize("text", ["5 ngày - 2 tuần", "từ 3 hộ đến 5 thôn"])
def test_a_range_over_two_things_is_no_number(text: str) -> None:
    assert ["text"] == [target.comparator for target in read_targets(text, rules=RULES)]


@pytest.mark.parametrize("text", ["8O%", "I00 %", "O5 mô hình", "z 80%", "95 0/0", "2,500,000 đồng"])
def test_what_was_mended_is_noted(text: str) -> None:
    assert ["target.repaired"] == [note.code for note in find_target_notes(text, rules=RULES)]


@pytest.mark.parametrize("text", ["S0%", "B0%", "30o C", "Core i5", "i5 máy tính", "ô 5", "10/10", "lo 5%", "2 80%"])
def test_what_is_not_certain_is_not_mended(text: str) -> None:
    assert not RULES.mend(text)[1]


def test_a_sentence_with_a_mended_number_is_noted() -> None:
    found = find_target_notes("Phủ sóng 5G đạt 8O% số thôn", rules=RULES, prose=True)
    assert ["target.repaired"] == [note.code for note in found]


def test_a_year_that_is_compared_with_is_not_the_year_of_the_target() -> None:
    (target,) = read_targets("Tăng 10% so với thực hiện năm 2025", rules=RULES, year=2026)
    assert (2026, "thực hiện năm 2025") == (target.year, target.compared_to)


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("Tỷ lệ hồ sơ nộp trực tuyến (%)", "≥ 85", ("%", "percent")),
        ("Thời gian trả lời kiến nghị (ngày làm việc)", "≤ 05", ("ngày làm việc", "working_day")),
        ("Số lớp tập huấn (lớp)", "02 buổi", ("buổi", "session")),
        ("Tỷ lệ phủ sóng 5G (thôn)", "85", (None, None)),
        ("Chỉ số hài lòng (SIPAS)", "85", (None, None)),
    ],
)
def test_a_unit_in_brackets_behind_the_name(name: str, cell: str, expected: tuple[str | None, str | None]) -> None:
    place = Locus(path="body/table[1]/row[2]")
    targets = (TargetCell(text=cell, year=None, locus=place),)
    draft = IndicatorDraft(table=0, section=None, label="1", name=name, targets=targets, locus=place, order=0)
    rows, _ = build_indicators([draft], setting("p", year=2026))
    assert [(expected, None)] == [((one.unit, one.unit_code), rows.indicators[0].unit_raw) for one in rows.targets]


def test_a_row_of_targets_holds_all_that_was_read() -> None:
    place = Locus(path="body/table[1]/row[2]")
    cell = TargetCell(text="Tăng 2O triệu đồng/hộ so với năm 2025", year=None, locus=place)
    draft = IndicatorDraft(table=0, section=None, label="1", name="Thu nhập", targets=(cell,), locus=place, order=0)
    rows, notes = build_indicators([draft], setting("p", year=2026))
    (row,) = rows.targets
    assert (2026, "vnd", 20_000_000, 20_000_000) == (row.year, row.unit_code, row.low_base, row.high_base)
    assert ("hộ", "increase", "năm 2025", None) == (row.per, row.change, row.compared_to, row.out_of)
    assert ("target.repaired", place) in [(note.code, note.locus) for note in notes]


# ---- properties

UNITS = ["%", "mô hình", "hộ dân", "triệu đồng", "tỷ đồng", "km", "tiêu chí", "ngày", "mô hình/thôn", "lần/năm"]
NUMBERS = st.one_of(st.integers(1, 99_999).map(Decimal), st.decimals(Decimal("0.1"), Decimal(999), places=1))
YEARS = st.none() | st.integers(2024, 2045)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """A canonical target, without the words it was read from."""
    unit, comparator = draw(st.sampled_from(UNITS)), draw(st.sampled_from(["=", ">=", ">", "<=", "<", "range"]))
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    change = draw(st.sampled_from([None, "increase", "decrease"]))
    against = draw(st.sampled_from([None, "năm 2025", "cùng kỳ", "kế hoạch"])) if change else None
    is_bare = unit == "%" and change is None
    basis = draw(st.sampled_from([None, "GRDP", "tổng chi ngân sách", "tổng số hộ", "số thôn"])) if is_bare else None
    counted = st.none() | st.integers(2, 400).map(Decimal)
    out_of = draw(counted) if unit == "tiêu chí" and comparator in ("=", ">=") and not change else None
    return Target(
        raw="",
        year=draw(YEARS),
        comparator=comparator,
        low=low if comparator in ("=", ">=", ">", "range") else None,
        high=high if comparator in ("<=", "<", "range") else low if comparator == "=" else None,
        unit=unit,
        aspirational=draw(st.booleans()),
        basis=basis,
        change=change,
        compared_to=against,
        out_of=out_of,
    )


def measured(target: Target) -> Target:
    """The target with what its unit says."""
    measure = RULES.units.read(target.unit)
    bases = [None if number is None else number * measure.factor for number in (target.low, target.high)]
    known = {"unit_code": measure.code, "low_base": bases[0], "high_base": bases[1], "per": measure.per}
    return target.model_copy(update=known)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(target=targets())
def test_a_written_target_reads_back(target: Target) -> None:
    text = write_target(target)
    (found,) = read_targets(text, rules=RULES)
    assert measured(target) == found.model_copy(update={"raw": ""}), text


@settings(derandomize=True, deadline=None)
@given(st.sampled_from(["rank", "level"]), st.sampled_from(["=", ">=", "<="]), st.integers(1, 9))
def test_a_written_rank_or_level_reads_back(code: str, comparator: str, place: int) -> None:
    low, high = (None if comparator == "<=" else Decimal(place)), (None if comparator == ">=" else Decimal(place))
    unit = "hạng" if code == "rank" else "mức độ"
    expected = Target(raw="", comparator=comparator, low=low, high=high, unit=unit, unit_code=code)
    expected = expected.model_copy(update={"low_base": low, "high_base": high})
    (found,) = read_targets(write_target(expected), rules=RULES)
    assert expected == found.model_copy(update={"raw": ""})


PIECES = (
    "80% 95 ≥ tối thiểu|trên|không quá|phấn đấu|tăng|giảm|so với năm 2025|đến năm 2030|năm 2026: 1.500 0,8 3/5 (25/25) "
    "mô hình|thôn|/thôn|/năm|triệu đồng|tỷ đồng|hộ|mức độ 3|top 10|xếp thứ 5|đối với xã|GRDP|tổng số hộ|mỗi thôn ; , "
    "( ) - \n : và đến từ trở lên 8O% l00% hai mươi lăm|một|gấp đôi|Nghị quyết 57|30/6/2026 24 giờ|1,5 ½ 2.0.15"
)
MIXED = st.lists(
    st.sampled_from([piece for part in PIECES.split("|") for piece in ([part] if " " in part else part.split())]),
    max_size=8,
).map(" ".join)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.one_of(st.text(), MIXED), st.sampled_from([None, "%", "triệu đồng", "Mức độ", "người"]))
def test_any_text_is_read_explained_and_written(text: str, unit: str | None) -> None:
    for prose in (False, True):
        explained = explain_target(text, rules=RULES, unit_hint=None if prose else unit, year=2026, prose=prose)
        assert all(note.code in CODES for note in explained.notes)
    for target in (*read_targets(text, rules=RULES, unit_hint=unit), *read_prose_targets(text, rules=RULES, year=None)):
        assert write_target(target)
        assert (target.unit_code is None or target.low is None) == (target.low_base is None)


_DIGITS = regex.compile(r"[0-9]+(?:[.,][0-9]+)*")


@settings(derandomize=True, deadline=None, max_examples=1000)
@given(MIXED)
def test_no_digit_of_a_cell_is_ignored_in_silence(text: str) -> None:
    found = read_targets(text, rules=RULES)
    codes = {note.code for note in find_target_notes(text, rules=RULES)}
    if "target.leftover" in codes or any(target.comparator == "text" for target in found) or not found:
        return
    said = {number for target in found for number in (target.low, target.high, target.out_of) if number is not None}
    said |= {Decimal(target.year) for target in found if target.year}
    words = " ".join(f"{t.per} {t.basis} {t.scope} {t.compared_to}" for t in found)
    aligned = RULES.align(text)
    hidden = [match.span() for mask in RULES.patterns.masks for match in mask.finditer(aligned.folded)]
    hidden += [match.span() for match in regex.finditer(r"từ [^;\n]*? (?:lên|xuống|còn)|\([0-9/%]+\)", aligned.folded)]
    for match in _DIGITS.finditer(aligned.folded):
        is_hidden = any(start <= match.start() < end for start, end in hidden)
        numbers = {read_number(match.group())} if "/" not in match.group() else set()
        is_word = not aligned.printed[aligned.origin[match.start()]].isdigit()  # "gấp đôi", "một triệu đồng"
        assert is_hidden or is_word or numbers & said or match.group() in words, (text, match.group())


# ---- explaining


def test_an_explanation_names_the_rules_in_the_order_of_the_text() -> None:
    explained = explain_target("Phấn đấu tăng ít nhất 1O% so với năm 2025", rules=RULES)
    expected = [
        ("target.repair.zero", "O", "mended"),
        ("target.aspiration", "Phấn đấu", "aspirational"),
        ("target.increase", "tăng", "increase"),
        ("target.at_least", "ít nhất", ">="),
        ("units: percent", "%", "percent"),
        ("target.compared", "năm 2025", "against năm 2025"),
    ]
    assert expected == [(step.rule, step.words, step.gives) for step in explained.steps]
    assert (">= 10 %, aspirational, increase, against năm 2025",) == explained.reading
    assert ["target.repaired"] == [note.code for note in explained.notes]


def test_an_explanation_says_what_was_no_target() -> None:
    explained = explain_target("Thực hiện Đề án 06 tại 12 thôn", rules=RULES, prose=True)
    steps = [(step.rule, step.gives) for step in explained.steps]
    assert [("target.not.document", "no target"), ("units: village", "village")] == steps


def test_the_short_form_says_everything() -> None:
    (target,) = read_targets("Mỗi thôn 01 mô hình (năm 2027)", rules=RULES)
    assert "= 1 mô hình, per thôn, in 2027" == format_target(target)


# ---- units


def test_every_unit_is_proven_by_an_example_and_a_reject() -> None:
    file = load_unit_rules(ROOT / "rules").file
    assert all(rule.examples and rule.rejects for rule in file.units)


def test_every_word_of_a_unit_is_read_as_that_unit() -> None:
    for rule in RULES.units.file.units:
        for word in rule.words if rule.kind not in ("rank", "level") else ():
            assert (word, [rule.code]) == (
                word,
                [target.unit_code for target in read_targets(f"2 {word}", rules=RULES)],
            )


def test_every_multiple_is_so_many_of_its_unit() -> None:
    for rule in RULES.units.file.units:
        for multiple in rule.multiples:
            for word in multiple.words:
                (target,) = read_targets(f"2 {word}", rules=RULES)
                assert (rule.code, 2 * multiple.factor) == (target.unit_code, target.low_base), word


def test_a_clerk_may_add_a_word_to_a_unit(tmp_path: Path) -> None:
    overlay = 'units:\n  - {code: "model", words: ["kiểu mẫu"]}\n'
    (tmp_path / "units.yaml").write_text(overlay, "utf-8")
    changed = load_target_rules(ROOT / "rules", tmp_path)
    assert ["model"] == [target.unit_code for target in read_targets("05 kiểu mẫu", rules=changed)]
