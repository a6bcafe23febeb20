"""Names of indicators: which of them the catalogue knows, and which neighbours it keeps apart."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.normalise.indicators import IndicatorMatch, check_indicator_rules, match_indicator
from planparse.rulebook.indicators import load_indicator_rules

RULES = load_indicator_rules(Path(__file__).parent.parent / "rules")


def code(name: str, unit: str | None = None) -> str | None:
    return match_indicator(name, unit=unit, rules=RULES).code


def test_rules_prove_themselves():
    assert check_indicator_rules(RULES) == ()


def test_catalogue_is_broad():
    assert len(RULES.indicators) >= 150


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("Tỷ lệ phủ sóng 5G trên địa bàn xã Đông Hải đạt từ 70% trở lên", None, "ha_tang.phu_song_5g"),
        ("Tỉ lệ DVCTT toàn trình", "%", "dvctt.toan_trinh.ty_le_tthc"),
        ("Tỷ lệ hồ sơ TTHC trực tuyến toàn trình", "%", "dvctt.toan_trinh.ty_le_ho_so"),
        ("Trên 90% người dân, doanh nghiệp hài lòng khi giải quyết TTHC", None, "tthc.hai_long"),
        ("80% hồ sơ TTHC được nộp trực tuyến", None, "dvctt.ty_le_ho_so"),
        ("Tối thiểu 03 sáng kiến cấp cơ sở", None, "khcn.sang_kien_co_so"),
        ("Chỉ số CĐS của xã", "hạng", "cds.chi_so_dti"),
        ("Tỷ lệ phủ sóng 3G", "%", None),
        ("Số doanh nghiệp chuyển đổi số", "doanh nghiệp", None),
        ("Kiểm tra cải cách hành chính", None, None),
        ("Tỷ lệ người dân không hài lòng", "%", None),
        ("Tỷ lệ hộ nghèo đa chiều", "%", None),
        ("100%", None, None),
        ("", None, None),
    ],
)
def test_name_means_this_indicator(name: str, unit: str | None, expected: str | None):
    assert expected == code(name, unit)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ phủ sóng 5G", "Tỷ lệ phủ sóng 4G"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình", "Tỷ lệ dịch vụ công trực tuyến toàn trình"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình", "Tỷ lệ hồ sơ trực tuyến một phần"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn", "Tỷ lệ hồ sơ giải quyết quá hạn"),
        ("Tỷ lệ sản phẩm được truy xuất nguồn gốc", "Số sản phẩm được truy xuất nguồn gốc"),
    ],
)
def test_neighbours_stay_apart(one: str, other: str):
    assert None not in (code(one), code(other))
    assert code(one) != code(other)


def test_a_similar_wording_scores_below_an_exact_one():
    exact = match_indicator("Tỷ lệ dịch vụ công trực tuyến toàn trình", unit="%", rules=RULES)
    similar = match_indicator("Tỷ lệ hộ gia đình có cáp quang", unit="%", rules=RULES)
    assert exact.score == 100.0
    assert similar.score is not None and similar.score < 100.0


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(max_size=120), st.none() | st.text(max_size=12))
def test_any_text_gives_a_match_or_none(name: str, unit: str | None):
    match = match_indicator(name, unit=unit, rules=RULES)
    assert match == IndicatorMatch(None, None) or (match.score is not None and 0 <= match.score <= 100)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from([(item, alias) for item in RULES.indicators for alias in (item.name, *item.aliases)]))
def test_every_wording_of_the_catalogue_is_met_exactly(case):
    indicator, wording = case
    assert IndicatorMatch(indicator.code, 100.0) == match_indicator(wording, unit=indicator.unit, rules=RULES)
