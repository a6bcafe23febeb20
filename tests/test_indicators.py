"""Names of indicators: which of them the catalogue knows, and which neighbours it keeps apart."""

import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import setting

from planparse.codes import CODES
from planparse.model.base import Locus
from planparse.model.drafts import IndicatorDraft, TargetCell
from planparse.normalise.indicator_rows import build_indicators
from planparse.normalise.indicators import (
    IndicatorMatch,
    check_indicator_rules,
    explain_indicator,
    match_indicator,
    match_note,
)
from planparse.rulebook.indicators import IndicatorRules, load_indicator_rules
from planparse.text.words import WordMemory

SHIPPED = Path(__file__).parent.parent / "rules"
RULES = load_indicator_rules(SHIPPED)
TABLE = Path(__file__).parent / "tables" / "indicator_names.txt"


class Printed(NamedTuple):
    """A row of the table: a name as a plan prints it, and the indicator it means."""

    code: str | None
    unit: str | None
    name: str


def read_table() -> dict[str, list[Printed]]:
    """The rows of each part of the table."""
    parts: dict[str, list[Printed]] = {}
    part = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line and not line.startswith("#"):
            code, unit, name = line.split(" | ", 2)
            row = Printed(None if code == "none" else code, None if unit == "-" else unit, name)
            parts.setdefault(part, []).append(row)
    return parts


PRINTED = read_table()


def code(name: str, unit: str | None = None) -> str | None:
    return match_indicator(name, unit=unit, rules=RULES).code


def test_rules_prove_themselves():
    assert check_indicator_rules(RULES) == ()


def test_a_phrase_at_the_end_is_seen_from_there():
    names = [name for one in RULES.indicators for name in (*one.wordings, *one.examples, *one.rejects)]
    printed = [row.name for part in PRINTED.values() for row in part]
    ends = (" đạt từ 80% trở lên", ": 50%", ", phấn đấu", " đến hết năm 2026", " theo quy định", " 3-5%", " 2 mô hình")
    assert RULES.reducer._may_trail.flags & regex.REVERSE
    for name in (*names, *printed, *(f"{name}{end}" for name, end in product(printed, ends))):
        found = RULES.reducer._may_trail.search(name) is not None
        assert found == (RULES.reducer._trailing.search(name) is not None), name


def test_catalogue_is_broad():
    assert len(RULES.indicators) >= 200
    assert sum(indicator.source is not None for indicator in RULES.indicators) >= 50


def test_the_table_of_names_is_broad():
    rows = [row for part in PRINTED.values() for row in part]
    assert len(rows) >= 400 and len({row.name for row in rows}) == len(rows)
    assert sum(row.code is None for row in rows) >= 120
    assert {row.code for row in rows} - {None} <= {indicator.code for indicator in RULES.indicators}


@pytest.mark.parametrize(("part", "recall"), [("worked on", 0.97), ("held out", 0.95)])
def test_no_printed_name_means_another_indicator_and_few_are_missed(part: str, recall: float):
    """Precision before recall: a wrong match is worse than none."""
    found = [(row, match_indicator(row.name, unit=row.unit, rules=RULES).code) for row in PRINTED[part]]
    assert [] == [(row, code) for row, code in found if code is not None and code != row.code]
    wanted = [(row, code) for row, code in found if row.code is not None]
    assert recall <= sum(code == row.code for row, code in wanted) / len(wanted)


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
    similar = match_indicator("Tỷ lệ hộ gia đình có đường truyền cáp quang", unit="%", rules=RULES)
    assert exact.score == 100.0
    assert similar.score is not None and similar.score < 100.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tỷ lệ hô sơ nộp trực tuyến", "dvctt.ty_le_ho_so"),
        ("Tỷ lệ hộ gia đinh sử dụng Internet cáp quang", "ha_tang.hgd_cap_quang"),
        ("Phân đầu 90% văn bản điện tử được ký sổ", "cqs.van_ban_ky_so"),
    ],
)
def test_words_without_their_diacritics_are_mended_and_said_to_be(name: str, expected: str):
    match = match_indicator(name, unit=None, rules=RULES)
    assert expected == match.code
    assert match.score is not None and match.score < 100.0


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("Số đơn đăng ký sáng chế tăng", "%", "shtt.sang_che_tang"),
        ("Ít nhất 03 sản phẩm được truy xuất nguồn gốc", None, "tdc.truy_xuat_nguon_goc"),
        ("100% sản phẩm được truy xuất nguồn gốc", None, "tdc.ty_le_truy_xuat"),
        ("Kinh tế số chiếm 20% GRDP", None, "kts.ty_trong_grdp"),
        ("Tỷ lệ số hóa hồ sơ thủ tục hành chính", "%", "tthc.so_hoa_ho_so"),
    ],
)
def test_name_and_unit_say_the_kind_of_number(name: str, unit: str | None, expected: str):
    assert expected == code(name, unit)


def test_two_indicators_that_are_equally_near_are_none_and_both_are_named():
    match = match_indicator("Sản phẩm được truy xuất nguồn gốc", unit=None, rules=RULES)
    assert (None, None) == (match.code, match.score)
    assert {"tdc.truy_xuat_nguon_goc", "tdc.ty_le_truy_xuat"} == set(match.rivals)
    note = match_note("Sản phẩm ...", match)
    assert note is not None and "indicator.tie" == note.code
    assert all(rival in note.text for rival in match.rivals)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (IndicatorMatch("a.b", 100.0), None),
        (IndicatorMatch("a.b", 91.2), "indicator.fuzzy"),
        (IndicatorMatch(None, None, ("a.b", "a.c")), "indicator.tie"),
        (IndicatorMatch(None, None), "indicator.unmatched"),
    ],
)
def test_whatever_is_not_certain_has_a_note(match: IndicatorMatch, expected: str | None):
    note = match_note("Tỷ lệ phủ sóng", match)
    assert expected == (note.code if note else None)


@pytest.mark.parametrize(
    ("name", "target", "code", "note"),
    [
        ("Tỷ lệ phủ sóng 5G", "80%", "ha_tang.phu_song_5g", None),
        ("Phủ sóng 5G cho người dân", "80%", "ha_tang.phu_song_5g", "indicator.fuzzy"),
        ("Sản phẩm được truy xuất nguồn gốc", "Đạt", None, "indicator.tie"),
        ("Tỷ lệ hộ nghèo", "2%", None, "indicator.unmatched"),
    ],
)
def test_a_row_has_code_and_score_or_a_note_that_says_why_not(
    name: str, target: str, code: str | None, note: str | None
):
    place = Locus(path="line 1")
    draft = IndicatorDraft(
        table=0,
        section=None,
        label=None,
        groups=(),
        name=name,
        unit=None,
        targets=(TargetCell(text=target, year=2026, locus=place),),
        prose=False,
        locus=place,
        order=0,
    )
    rows, notes = build_indicators([draft], setting("p1", year=2026))
    (row,) = rows.indicators
    assert code == row.code
    assert (code is None) == (row.match_score is None)
    assert ([note] if note else []) == [
        found.code for found in notes if found.code in CODES and found.code != "target.text"
    ]


def test_an_explanation_says_what_was_left_out_and_why_this_indicator():
    told = explain_indicator("Tỷ lệ phủ sóng 5G cho người dân trên địa bàn xã Tân An đạt 80%", rules=RULES)
    assert ("ha_tang.phu_song_5g",) == told.reading
    steps = {step.rule: step for step in told.steps}
    assert "xã tân an" == steps["indicators: places"].words
    assert "đạt 80%" == steps["indicators: trailing"].words
    assert "5g" == steps["indicators: marks"].words
    assert "letters" in steps["indicators: ha_tang.phu_song_5g"].gives
    assert "no other indicator comes close" in steps["indicators"].gives
    assert ["indicator.fuzzy"] == [note.code for note in told.notes]


@pytest.mark.parametrize(
    ("name", "reading", "why"),
    [
        ("Tỷ lệ phủ sóng 5G", ("ha_tang.phu_song_5g",), "has this wording"),
        ("Tỷ lệ hộ nghèo", (), "no wording with these marks"),
        ("Sản phẩm được truy xuất nguồn gốc", (), "too close"),
        ("Tỷ lệ cán bộ, công chức được bồi dưỡng lý luận chính trị", (), "not like enough"),
    ],
)
def test_an_explanation_gives_the_reason(name: str, reading: tuple[str, ...], why: str):
    told = explain_indicator(name, rules=RULES)
    assert reading == told.reading
    assert why in told.steps[-1].gives


def overlay(folder: Path, text: str) -> IndicatorRules:
    folder.mkdir(exist_ok=True)
    (folder / "indicators.yaml").write_text(text, "utf-8")
    return load_indicator_rules(SHIPPED, folder)


INDICATOR = """
indicators:
  - {code: "thu.mot", name: "%s", unit: "%%", field: "dữ liệu", source: "%s",
     examples: ["Tỷ lệ bản đồ số của thôn"], rejects: ["Tỷ lệ phủ sóng 5G"]}
"""


def test_an_indicator_of_an_overlay_is_known_and_proven(tmp_path: Path):
    rules = overlay(tmp_path, INDICATOR % ("Tỷ lệ bản đồ số của thôn", "57-NQ/TW"))
    assert () == check_indicator_rules(rules)
    assert "thu.mot" == match_indicator("100% bản đồ số của thôn", unit=None, rules=rules).code


@pytest.mark.parametrize(
    ("name", "source", "finding"),
    [
        ("Tỷ lệ phủ sóng 5G", "57-NQ/TW", "'phủ sóng 5g' names ha_tang.phu_song_5g and thu.mot"),
        ("Tỷ lệ bản đồ số của thôn", "Nghị quyết 57", "source 'Nghị quyết 57' is no number and symbol"),
        ("Số bản đồ số của thôn", "57-NQ/TW", "'Số bản đồ số của thôn' gives no indicator"),
    ],
)
def test_check_finds_what_is_wrong_with_an_indicator(tmp_path: Path, name: str, source: str, finding: str):
    found = check_indicator_rules(overlay(tmp_path, INDICATOR % (name, source)))
    assert any(finding in line for line in found), found


def test_compound_words_are_asked_for_once():
    memory = WordMemory()
    assert ("hộ", "gia_đình", "sử_dụng", "hóa_đơn", "điện_tử") == memory.words_of("hộ gia đình sử dụng hóa đơn điện tử")
    assert memory.words_of("hộ gia đình") is memory.words_of("hộ gia đình")


def test_the_model_of_compound_words_is_loaded_only_when_letters_do_not_decide():
    """It costs more than a second, and most plans word their indicators as the catalogue does."""
    program = """
import sys
from pathlib import Path
from planparse.normalise.indicators import match_indicator
from planparse.rulebook.indicators import load_indicator_rules
rules = load_indicator_rules(Path(sys.argv[1]))
for name in ("Tỷ lệ phủ sóng 5G trên địa bàn xã", "Tỷ lệ hộ nghèo", "Số vụ tai nạn giao thông"):
    match_indicator(name, unit=None, rules=rules)
assert "pyvi" not in sys.modules
match_indicator("Tỷ lệ thôn có hệ thống loa truyền thanh", unit="%", rules=rules)
assert "pyvi" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, str(SHIPPED)], check=True, env={"PYTHONPATH": ":".join(sys.path)})


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(max_size=120), st.none() | st.text(max_size=12))
def test_any_text_gives_a_match_or_none(name: str, unit: str | None):
    match = match_indicator(name, unit=unit, rules=RULES)
    assert match._replace(rivals=()) == IndicatorMatch(None, None) or (
        match.score is not None and 0 <= match.score <= 100
    )


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from([(item, alias) for item in RULES.indicators for alias in (item.name, *item.aliases)]))
def test_every_wording_of_the_catalogue_is_met_exactly(case):
    indicator, wording = case
    assert IndicatorMatch(indicator.code, 100.0) == match_indicator(wording, unit=indicator.unit, rules=RULES)
