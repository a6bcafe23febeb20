import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.model.values import Target
from planparse.normalise.targets import (
    check_target_rules,
    format_target,
    has_leftover,
    read_prose_targets,
    read_targets,
)
from planparse.rulebook.targets import TargetRules, load_target_rules

ROOT = Path(__file__).parents[1]
GOLD = [path for path in sorted((ROOT / "../shared/gold").glob("*.json")) if path.name.count(".") == 1]


@pytest.fixture(scope="module")
def rules() -> TargetRules:
    return load_target_rules(ROOT / "rules")


def test_every_rule_of_the_file_is_proven(rules: TargetRules) -> None:
    assert () == check_target_rules(rules)


def test_a_rule_that_does_not_hold_is_named(rules: TargetRules) -> None:
    wrong = rules.file.rules[0].model_copy(update={"rejects": (">= 80%",)})
    changed = replace(rules, file=rules.file.model_copy(update={"rules": (wrong, *rules.file.rules[1:])}))
    assert (f"{wrong.id}: reads its reject '>= 80%'",) == check_target_rules(changed)


def test_the_list_of_units_is_generous(rules: TargetRules) -> None:
    words = {*rules.units.words(time=False), *rules.units.words(time=True)}
    assert len(words) >= 300


CELLS = [
    ("≥80%", [">= 80 %"]),
    (">= 80", [">= 80 điểm"]),
    (r"$\geq 80\%$", [">= 80 %"]),
    ("$\\geq$ 80%", [">= 80 %"]),
    ("không quá 5%", ["<= 5 %"]),
    ("dưới 5%", ["< 5 %"]),
    ("trên 90%", ["> 90 %"]),
    ("80-90%", ["range 80..90 %"]),
    ("từ 80% đến 90%", ["range 80..90 %"]),
    ("Từ 30 đến dưới 70%", ["range 30..70 %"]),
    ("đạt từ 50% trở lên", [">= 50 %"]),
    ("không dưới 75%", [">= 75 %"]),
    ("tối đa 02 ngày", ["<= 2 ngày"]),
    ("≥ 2% GRDP", [">= 2 %, of GRDP"]),
    ("100% (25/25)", ["= 100 %, out of 25"]),
    ("2.000 triệu đồng", ["= 2000 triệu đồng"]),
    ("3.500.000", ["= 3500000 điểm"]),
    ("12.345.678,5", ["= 12345678.5 điểm"]),
    ("12.345.678.900 đồng", ["= 12345678900 đồng"]),
    ("Phiên bản 1.10.250", ["text"]),
    ("Gấp 1,5 lần năm 2025", ["= 1.5 lần, against năm 2025"]),
    ("90% (tối thiểu)", [">= 90 %"]),
    ("05 ngày (tối đa)", ["<= 5 ngày"]),
    ("1,2 tỷ đồng", ["= 1.2 tỷ đồng"]),
    ("01 mô hình/thôn", ["= 1 mô hình/thôn"]),
    ("05 nhạc công", ["= 5 nhạc công"]),
    ("82", ["= 82 điểm"]),
    ("0,8", ["= 0.8 điểm"]),
    ("99,10", ["= 99.1 điểm"]),
    ("02/02", ["= 2 điểm, out of 2"]),
    ("25.898", ["= 25898 điểm"]),
    ("Đến năm 2030: 90%", ["= 90 %, in 2030"]),
    ("Năm 2026: 70%\nNăm 2027: 80%", ["= 70 %, in 2026", "= 80 %, in 2027"]),
    ("Cấp xã: 95%; cấp thôn: 80%", ["= 95 %, for Cấp xã", "= 80 %, for cấp thôn"]),
    ("≥ 95% đối với xã; ≥ 90% đối với thôn", [">= 95 %, for xã", ">= 90 %, for thôn"]),
    ("100% hộ, 80% người dân", ["= 100 %", "= 80 %"]),
    ("100%; duy trì", ["= 100 %"]),
    ("tối thiểu 80%, phấn đấu 90%", [">= 80 %", "= 90 %, aspirational"]),
    ("80% (phấn đấu 85%)", ["= 80 %", "= 85 %, aspirational"]),
    ("95% trong 24 giờ", ["= 95 %"]),
    ("giảm từ 3,5% xuống còn dưới 2,8%", ["< 2.8 %"]),
    ("tăng từ 50% lên ít nhất 60%", [">= 60 %"]),
    ("12 tỷ 500 triệu đồng", ["= 12.5 tỷ đồng"]),
    ("5 triệu 1.500 nghìn đồng", ["= 5 triệu"]),
    ("đạt và vượt 105%", [">= 105 %"]),
    ("từ ba đến năm mô hình", ["range 3..5 mô hình"]),
    ("Hai tuyến", ["= 2 tuyến"]),
    ("Một bộ phận dân cư", ["text"]),
    ("Bác sĩ/vạn dân: 12", ["= 12 Bác sĩ/vạn dân"]),
    ("dưới 112 bé trai/100 bé gái", ["< 112 bé trai/100 bé gái"]),
    ('≥ 3 "Điểm tư vấn pháp luật"', [">= 3 Điểm"]),
    ("hơn 1/2 hộ dân", ["text hộ dân"]),
    ("12/15 tiêu chí", ["= 12 tiêu chí, out of 15"]),
    ("-0,7", ["= -0.7 điểm"]),
    ("tăng trưởng đạt -0,5%", ["= -0.5 %"]),
    ("- 95%", ["= 95 %"]),
    ("-95%\n-80%", ["= 95 %", "= 80 %"]),
    ("Đạt", ["text"]),
    ("Hoàn thành", ["text"]),
    ("Không = 0 Có = 1", ["text"]),
    ("Xếp thứ 10/34", ["= 10 thứ, out of 34"]),
    ("Mức độ 3", ["= 3 Mức độ"]),
    ("Trước 30/6/2026", ["text"]),
    ("Phấn đấu hoàn thành", ["text, aspirational"]),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_as_its_targets(text: str, expected: list[str], rules: TargetRules) -> None:
    assert expected == [format_target(target) for target in read_targets(text, rules=rules, unit_hint="điểm")]


@pytest.mark.parametrize(
    "text",
    [
        "80% (25/25)",
        "25/25 thôn (90%)",
        "1, 5 tỷ đồng",
        "Xếp thứ 7 trong 34 xã",
        "90 (2025: 85)",
        "2 buổi hướng dẫn/tháng",
        "95, dưới",
        "95% trong 24 giờ",
        "5 triệu 1.500 nghìn đồng",
        "±5%",
        "≥_80%",
        "≠ 0",
    ],
)
def test_what_could_change_a_value_is_left_over(text: str, rules: TargetRules) -> None:
    assert has_leftover(text, rules=rules)


@pytest.mark.parametrize(
    "text",
    [
        *("≥ 95%", "100% (25/25)", "80% (năm 2027)", "Tối thiểu 80%, phấn đấu 90%", "2% GRDP", "95% hộ dân"),
        *("Đạt mức độ 3", "25/25 thôn (100%)", "Tăng 10% so với năm 2025", "Mỗi thôn 01 mô hình", "05 (năm) lớp"),
    ],
)
def test_nothing_is_left_over(text: str, rules: TargetRules) -> None:
    assert not has_leftover(text, rules=rules)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "...", "…", "\u00a0", "/", "x", "X"])
def test_an_empty_cell_is_no_target(text: str, rules: TargetRules) -> None:
    assert () == read_targets(text, rules=rules)


def test_a_target_with_all_its_fields(rules: TargetRules) -> None:
    expected = Target(raw="≥ 2% GRDP", year=2026, comparator=">=", low=Decimal(2), unit="%", basis="GRDP")
    expected = expected.model_copy(update={"unit_code": "percent", "low_base": Decimal(2)})
    assert (expected,) == read_targets("≥  2% GRDP", rules=rules, unit_hint="tỷ đồng", year=2026)


def test_the_year_of_the_cell_goes_before_the_column(rules: TargetRules) -> None:
    assert [2030] == [target.year for target in read_targets("Đến năm 2030: 90%", rules=rules, year=2026)]


SENTENCES = [
    ("Số giải pháp mới cấp xã: tối thiểu 10 sáng kiến", ["tối thiểu 10 sáng kiến"]),
    ("Tỷ lệ hài lòng phần đầu đạt 90%", ["phần đầu đạt 90%"]),
    ("Tỷ lệ phủ sóng 5G đạt từ 50% trở lên", ["từ 50% trở lên"]),
    ("Số đơn vị được hỗ trợ: 02 doanh nghiệp", ["02 doanh nghiệp"]),
    ("100% thôn, trong đó 50% hộ", ["100%", "50%"]),
    ("Hồ sơ được số hóa đạt: 100% (trừ 12 hồ sơ mật)", ["100%"]),
    ("Giảm từ 3,2% năm 2025 xuống còn 2,5%", ["từ 3,2% năm 2025 xuống còn 2,5%"]),
    ("Từ trên 70% văn bản được ký số", ["Từ trên 70%"]),
    ("Giảm tỷ lệ hộ nghèo từ 3,5% xuống còn dưới 2,8%", ["từ 3,5% xuống còn dưới 2,8%"]),
    ("Thu ngân sách đạt 12 tỷ 500 triệu đồng", ["12 tỷ 500 triệu đồng"]),
    ("Xây dựng từ ba đến năm mô hình", ["từ ba đến năm mô hình"]),
    ("Số bác sĩ/vạn dân đạt 12", ["bác sĩ/vạn dân đạt 12"]),
    ('Có ≥ 3 "Điểm tư vấn" tại thôn', ['≥ 3 "Điểm tư vấn"']),
    (r"Chi cho khoa học $\geq 2\%$", [r"$\geq 2\%$"]),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_of_a_sentence(sentence: str, expected: list[str], rules: TargetRules) -> None:
    found = rules.find_quantities(sentence)
    assert expected == [quantity.text for quantity in found]
    assert expected == [sentence[quantity.start : quantity.end] for quantity in found]


NO_QUANTITIES = [
    "Thực hiện Nghị quyết 57 và Đề án 06 của xã",
    "Giai đoạn 2026-2030 xã duy trì",
    "Ngày 15/6/2026 xã họp, tháng 6 xã báo cáo, quý II đơn vị tổng kết",
    "Năm 2026 hộ dân được hỗ trợ",
    "Phủ sóng 5G",
    "Dịch vụ công mức độ 3 hệ thống",
    "Người dân từ 15 tuổi trở lên",
    "Trực 24/7, 24 giờ",
    "Tốc độ trên 01 Gbps",
    "Tại Điều 3, khoản 2 thủ tục",
    "Đạt 54 chỉ tiêu",
    "ISO 9001:2015 và TCVN 9001 cơ quan",
    "Trong 03 tháng, mỗi quý, cấp 2",
    "Dân số trưởng thành (từ 15 tuổi trở lên, khoảng 200 người)",
    "Chính quyền địa phương 02 cấp",
    "Kế hoạch số 12/KH-UBND xã",
    "Luật số 24/2018/QH14 người dân",
    "Mỗi xã một sản phẩm",
]


@pytest.mark.parametrize("sentence", NO_QUANTITIES)
def test_what_only_looks_like_a_quantity(sentence: str, rules: TargetRules) -> None:
    assert () == rules.find_quantities(sentence)


def test_a_sentence_that_says_phan_dau_aspires(rules: TargetRules) -> None:
    found = read_prose_targets("Đạt tối thiểu 5 mô hình, phấn đấu 8 mô hình", rules=rules, year=2026)
    expected = [("tối thiểu 5 mô hình", False), ("phấn đấu 8 mô hình", True)]
    assert expected == [(target.raw, target.aspirational) for target in found]


def test_a_sentence_may_name_the_year_of_its_target(rules: TargetRules) -> None:
    text = "Đến năm 2030, trên 50 doanh nghiệp ứng dụng nền tảng số"
    assert [2030] == [target.year for target in read_prose_targets(text, rules=rules, year=2026)]


def test_a_later_year_of_a_sentence_counts_for_what_follows_it(rules: TargetRules) -> None:
    text = "Đến năm 2030 có 70% hộ dùng nước sạch; năm 2026 đạt 65%"
    assert [2030, 2026] == [target.year for target in read_prose_targets(text, rules=rules, year=None)]


WORDS = "từ 80 % 5 đến trở lên ≥ < phấn đấu đạt mô hình ; , ( ) - / năm 2030 : đối với xã GRDP tối thiểu 1.500 0,8 một"


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)))
def test_any_text_gives_targets_and_no_accident(rules: TargetRules, text: str) -> None:
    for target in (*read_targets(text, rules=rules), *read_prose_targets(text, rules=rules, year=2026)):
        bounds = (target.low is not None, target.high is not None)
        assert bounds == _BOUNDS[target.comparator]
        assert target.raw


_BOUNDS = {"=": (True, True), "range": (True, True), "text": (False, False)}
_BOUNDS |= {">=": (True, False), ">": (True, False), "<=": (False, True), "<": (False, True)}

_PRINTED = {">=": "tối thiểu {}%", ">": "trên {}%", "<=": "không quá {}%", "<": "dưới {}%", "=": "{}%"}


@settings(derandomize=True, deadline=None)
@given(st.sampled_from(sorted(_PRINTED)), st.integers(0, 99_999), st.integers(0, 9))
def test_a_printed_target_reads_back(rules: TargetRules, comparator: str, whole: int, tenth: int) -> None:
    number = Decimal(f"{whole}.{tenth}")
    text = _PRINTED[comparator].format(f"{whole:,}".replace(",", ".") + f",{tenth}")
    has_low, has_high = _BOUNDS[comparator]
    low, high = number if has_low else None, number if has_high else None
    expected = Target(raw=text, comparator=comparator, low=low, high=high, unit="%")
    expected = expected.model_copy(update={"unit_code": "percent", "low_base": low, "high_base": high})
    assert (expected,) == read_targets(text, rules=rules)


@pytest.mark.skipif(not GOLD, reason="the annotated plans are not here")
def test_the_annotated_targets_are_read_as_annotated(rules: TargetRules) -> None:
    for path in GOLD:
        for row in json.loads(path.read_text("utf-8"))["indicators"]:
            if row["table"] is None:
                found = read_prose_targets(row["name"], rules=rules, year=2026)
            else:
                cell = "; ".join(target["raw"] for target in row["targets"])
                found = read_targets(cell, rules=rules, unit_hint=row["unit_raw"], year=2026)
            assert row["targets"] == [_as_annotated(target) for target in found], row["name"]


def _as_annotated(target: Target) -> dict[str, object]:
    fields = target.model_dump(include={"raw", "year", "comparator", "low", "high", "unit", "aspirational", "basis"})
    numbers = {name: None if fields[name] is None else float(fields[name]) for name in ("low", "high")}
    return fields | numbers
