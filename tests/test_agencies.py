"""Cells that name agencies: how they split, which body each piece is, what is noted."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.batch.reference import build_reference
from planparse.codes import CODES
from planparse.model.base import Locus
from planparse.model.drafts import TaskDraft
from planparse.normalise.agencies import (
    AgencyContext,
    check_agency_rules,
    explain_agency,
    find_short_names,
    read_agencies,
    split_agencies,
)
from planparse.normalise.assignments import Assigner
from planparse.rulebook.agencies import AgencyRules, load_agency_rules
from planparse.rulebook.book import load_rules

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT.parent / "shared" / "gold").glob("*.agencies.json"))
RULES = load_agency_rules(ROOT / "rules")


def codes(cell: str) -> list[str | None]:
    return [match.code for match in read_agencies(cell, rules=RULES).value]


def test_rules_prove_themselves():
    assert check_agency_rules(RULES) == ()


def test_rules_are_many_and_codes_are_unique():
    given_codes = [agency.code for agency in RULES.agencies]
    assert len(given_codes) >= 120
    assert sorted(set(given_codes)) == sorted(given_codes)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Phòng VHXH, các ban ngành đoàn thể, các thôn", ["phong_vh_xh", "cac_phong_ban_don_vi", "cac_thon"]),
        ("Công an, Quân sự xã", ["cong_an_xa", "bchqs_xa"]),
        ("Công an tỉnh; Công an xã", ["cong_an_tinh", "cong_an_xa"]),
        ("CA TP. Huế", ["cong_an_tinh"]),
        ("MTTQ và các đoàn thể xã", ["mttq_xa", "cac_doan_the"]),
        ("VNPT Bến Tre, Viettel Bến Tre", ["vnpt", "viettel"]),
        ("Thủ trưởng các cơ quan, đơn vị; Trưởng các thôn", ["cac_phong_ban_don_vi", "cac_thon"]),
        ("Các phòng, đơn vị thuộc UBND xã, Công an xã", ["cac_phong_ban_don_vi", "cong_an_xa"]),
        ("Tổ công nghệ số cộng đồng các thôn", ["to_cnscd"]),
        ("Phòng Kinh tế/Phòng Kinh tế, Hạ tầng và Đô thị", ["phong_kinh_te", "phong_kt_ht_dt"]),
        ("Đ/c Chủ tịch UBND xã", ["ubnd_xa"]),
        ("Nguyễn Văn Bình", [None]),
        ("Theo phân công tại Quyết định số 12/QĐ-UBND, Kế hoạch số 3/KH-UBND", [None]),
        ("Chi cục Dự trữ, Kho vận", [None]),
        ("Chủ trì: Phòng KT; Phối hợp: Công an xã", ["phong_kinh_te", "cong_an_xa"]),
        ("Các Sở: Tài chính, Nội vụ", ["so_tai_chinh", "so_noi_vu"]),
        ("Công an huyện", ["cong_an_huyen"]),
        ("Thôn; khu phố 2; tổ dân phố", ["cac_thon", "khu_pho", "cac_thon"]),
        ("Các khu, thôn", ["cac_thon"]),
        ("Tổ tham mưu", ["to_giup_viec"]),
        (
            "Trung tâm Văn hóa và Truyền thông; Công an, Biên phòng",
            ["tt_vh_tt_truyen_thong", "cong_an_xa", "bien_phong"],
        ),
        ("Sở Tài chính và Nội vụ", ["so_tai_chinh", "so_noi_vu"]),
        ("Phòng VHXH Trường PTDT nội trú", ["phong_vh_xh", "truong_ptdt"]),
        ("Các thành viên UBND xã, Agribank chi nhánh Hòa Lạc", ["ubnd_xa", "agribank"]),
        ("", []),
        (" - ", []),
        ("...", []),
    ],
)
def test_cell_names_these_bodies(cell: str, expected: list[str | None]):
    assert expected == codes(cell)


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("Phòng A (chủ trì), Phòng B (phối hợp)", ["Phòng A"], ["Phòng B"]),
        ("Trạm Y tế chủ trì; các thôn phối hợp", ["Trạm Y tế"], ["các thôn"]),
        ("Đơn vị chủ trì: Trạm Y tế; Đơn vị phối hợp: Công an xã, các thôn", ["Trạm Y tế"], ["Công an xã", "các thôn"]),
        ("Trạm Y tế chủ trì, phối hợp với Công an xã, các thôn", ["Trạm Y tế"], ["Công an xã", "các thôn"]),
        ("Trạm Y tế chủ trì\nPhối hợp: các thôn", ["Trạm Y tế"], ["các thôn"]),
        ("Trạm Y tế cùng Công an xã", ["Trạm Y tế", "Công an xã"], []),
        ("Trạm Y tế, Công an xã phối hợp", ["Trạm Y tế", "Công an xã"], []),
        ("Phối hợp: Công an xã", [], ["Công an xã"]),
        ("Trạm Y tế phối hợp Công an xã", ["Trạm Y tế"], ["Công an xã"]),
        ("Trạm Y tế phối hợp với Công an xã", ["Trạm Y tế"], ["Công an xã"]),
        ("Trạm Y tế chủ trì; Công an xã phối hợp", ["Trạm Y tế"], ["Công an xã"]),
    ],
)
def test_a_cell_may_say_who_leads_and_who_supports(cell: str, lead: list[str], support: list[str]):
    rows = Assigner(RULES).assign(_draft(lead=cell), plan_id="p", record_id="r").value
    expected = [("lead", i, raw) for i, raw in enumerate(lead, 1)]
    expected += [("support", i, raw) for i, raw in enumerate(support, 1)]
    assert expected == [(row.role, row.ordinal, row.agency_raw) for row in rows]


def _draft(lead: str, support: str | None = None) -> TaskDraft:
    return TaskDraft(
        table=0, label=None, groups=(), name="Mở phòng đọc", lead=lead, support=support, locus=Locus(path="x"), order=0
    )


def test_supports_of_both_columns_are_counted_on():
    draft = _draft(lead="Trạm Y tế phối hợp với Công an xã", support="các thôn")
    rows = Assigner(RULES).assign(draft, plan_id="p", record_id="r").value
    assert [("lead", 1), ("support", 1), ("support", 2)] == [(row.role, row.ordinal) for row in rows]


def test_similar_spelling_is_matched_and_noted():
    outcome = read_agencies("Phòng Văn hoa - Xã hội", rules=RULES)
    (match,) = outcome.value
    assert (match.code, [note.code for note in outcome.notes]) == ("phong_vh_xh", ["agency.fuzzy"])
    assert match.score is not None and match.score < 100


def test_unknown_body_is_kept_and_noted():
    outcome = read_agencies("Phòng Hoa kiểng, Cây giống và Chim thú", rules=RULES)
    assert [(match.raw, match.code, match.score) for match in outcome.value] == [
        ("Phòng Hoa kiểng, Cây giống và Chim thú", None, None)
    ]
    assert [(note.code, note.text) for note in outcome.notes] == [
        ("agency.unmatched", "Phòng Hoa kiểng, Cây giống và Chim thú")
    ]


@pytest.mark.parametrize(
    ("near", "far"),
    [("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"), ("Sở Nội vụ", "Bộ Nội vụ"), ("Công an xã", "Công an tỉnh")],
)
def test_near_names_are_different_bodies(near: str, far: str):
    assert codes(near) != codes(far)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_annotated_cells_split_and_cluster_as_annotated(path: Path):
    """Cells marked ambiguous are left out; equal ids must mean equal codes, and different ids different ones."""
    cells = [case for case in json.loads(path.read_text("utf-8")) if not case.get("ambiguous")]
    expected = [[body["raw"] for body in case["units"]] for case in cells]
    assert expected == [list(split_agencies(case["cell"], rules=RULES)) for case in cells]
    pairs = {
        (body["id"], code) for case in cells for body, code in zip(case["units"], codes(case["cell"]), strict=True)
    }
    assert len(pairs) == len({gold for gold, _ in pairs}) == len({code for _, code in pairs})
    assert None not in {code for _, code in pairs}


NAMES = st.sampled_from([name for agency in RULES.agencies for name in (agency.name, *agency.aliases)])


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(NAMES, max_size=4).map(", ".join), st.lists(NAMES, max_size=3).map(" ".join)
    )
)
def test_any_text_gives_bodies_of_the_cell(text: str):
    """Every ``raw`` is words of the cell in order; a code is None exactly where a note says so."""
    outcome = read_agencies(text, rules=RULES)
    unmatched = [match.raw for match in outcome.value if match.code is None]
    noted = [note.text for note in outcome.notes if note.code in ("agency.unmatched", "agency.tie")]
    assert len(unmatched) == len(noted)
    assert all(note.startswith(raw) for raw, note in zip(unmatched, noted, strict=True))
    assert {note.code for note in outcome.notes} <= set(CODES)
    assert all(any(char.isalnum() for char in match.raw) for match in outcome.value)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(list(RULES.agencies)), min_size=1, max_size=4))
def test_names_apart_by_semicolons_are_all_found(agencies):
    # The noun of a village alone means all villages.
    cell = "; ".join(f"{agency.name} An Lạc" if agency.kind == "village" else agency.name for agency in agencies)
    assert [agency.code for agency in agencies] == codes(cell)


OVERLAY = """
agencies:
  - code: "phong_do_thi_a"
    name: "Phòng Phát triển đô thị"
    kind: "office"
    level: "commune"
    names:
      - {name: "Phòng Đô thị", province: "Hà Nội", since: "2026-01-01"}
    examples: ["Phòng Phát triển đô thị"]
    rejects: ["Phòng Kinh tế"]
  - code: "phong_do_thi_b"
    name: "Phòng Chỉnh trang đô thị"
    kind: "office"
    level: "commune"
    names:
      - {name: "Phòng Đô thị", province: "79", since: "2026-01-01"}
    examples: ["Phòng Chỉnh trang đô thị"]
    rejects: ["Phòng Kinh tế"]
"""


@pytest.fixture(scope="module")
def local_rules(tmp_path_factory: pytest.TempPathFactory) -> AgencyRules:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "agencies.yaml").write_text(OVERLAY, "utf-8")
    return load_agency_rules(ROOT / "rules", folder)


@pytest.mark.parametrize(
    ("context", "code", "notes"),
    [
        (AgencyContext(province_code="01", province_name="Hà Nội", year=2026), "phong_do_thi_a", []),
        (AgencyContext(province_code="79", province_name="Hồ Chí Minh", year=2026), "phong_do_thi_b", []),
        (AgencyContext(), None, ["agency.tie"]),
        (AgencyContext(province_code="01", province_name="Hà Nội", year=2024), "phong_do_thi_a", ["agency.outdated"]),
        (AgencyContext(province_code="48", province_name="Đà Nẵng", year=2026), None, ["agency.tie"]),
    ],
)
def test_province_decides_whose_name_it_is(local_rules, context: AgencyContext, code: str | None, notes: list[str]):
    outcome = read_agencies("Phòng Đô thị", rules=local_rules, context=context)
    assert [(match.code, [note.code for note in outcome.notes]) for match in outcome.value] == [(code, notes)]


def test_a_tie_names_both_candidates(local_rules):
    (note,) = read_agencies("Phòng Đô thị", rules=local_rules).notes
    assert note.text.startswith("Phòng Đô thị: ")
    assert "phong_do_thi_a" in note.text and "phong_do_thi_b" in note.text


@pytest.mark.parametrize(
    ("cell", "context", "code", "outdated"),
    [
        ("Phòng Tư pháp huyện", AgencyContext(year=2026), "phong_tu_phap", True),
        ("Phòng Tư pháp huyện", AgencyContext(issued_on=dt.date(2025, 3, 1)), "phong_tu_phap", False),
        ("Phòng Tư pháp huyện", AgencyContext(), "phong_tu_phap", False),
        ("Công an huyện", AgencyContext(issued_on=dt.date(2025, 12, 1), year=2026), "cong_an_huyen", True),
        ("Sở Kế hoạch và Đầu tư", AgencyContext(year=2026), "so_kh_dt", True),
        ("Phòng Kinh tế", AgencyContext(year=2026), "phong_kinh_te", False),
        ("Phòng Nông nghiệp và Môi trường", AgencyContext(year=2026), "phong_nn_mt", False),
        ("Phòng Văn hóa", AgencyContext(year=2024), "phong_vh_tt", False),
        ("Phòng Văn hóa", AgencyContext(year=2026), "phong_vh_xh", False),
        # A plan for the next year may already use names that begin with it.
        ("Phòng Xây dựng", AgencyContext(issued_on=dt.date(2025, 12, 20), year=2026), "phong_xd", False),
    ],
)
def test_days_decide_which_body_and_whether_it_is_outdated(cell, context, code, outdated):
    outcome = read_agencies(cell, rules=RULES, context=context)
    assert [match.code for match in outcome.value] == [code]
    assert ("agency.outdated" in [note.code for note in outcome.notes]) == outdated


def test_offices_that_do_the_same_have_the_same_duty():
    duties = {agency.code: agency.duty for agency in RULES.agencies}
    assert duties["phong_kinh_te"] == duties["phong_kt_ht_dt"] == "kinh tế"
    assert [code for code, duty in duties.items() if duty is None] == []


def test_overlapping_names_are_found(tmp_path: Path):
    """Two bodies with one name at one place and time, a province that is none, days the wrong way round."""
    text = OVERLAY.replace('province: "79", ', "").replace('province: "Hà Nội", ', "")
    (tmp_path / "agencies.yaml").write_text(
        text.replace('examples: ["Phòng Ch', 'aliases: []\n    examples: ["Phòng Ch')
    )
    assert [
        line for line in check_agency_rules(load_agency_rules(ROOT / "rules", tmp_path)) if "also names" in line
    ] == ["agencies.yaml: phong_do_thi_a: 'phòng đô thị' also names phong_do_thi_b, at the same place and time"]
    bad = OVERLAY.replace('since: "2026-01-01"', 'since: "2026-01-01", until: "2025-01-01"').replace("Hà Nội", "Hà Mới")
    (tmp_path / "agencies.yaml").write_text(bad)
    found = check_agency_rules(load_agency_rules(ROOT / "rules", tmp_path), provinces={"79", "Hà Nội"})
    assert [line.split(": ", 2)[2] for line in found if "phong_do_thi" in line] == [
        "names: 'Hà Mới' is no province",
        "names: 'Phòng Đô thị' ends before it begins",
        "names: 'Phòng Đô thị' ends before it begins",
    ]


def test_a_failure_names_the_file_of_the_body(tmp_path: Path):
    (tmp_path / "agencies").mkdir()
    wrong = '{code: "tram_y_te", examples: ["Trạm Thiên văn"]}'
    (tmp_path / "agencies" / "ours.yaml").write_text(f"agencies:\n  - {wrong}\n")
    assert check_agency_rules(load_agency_rules(ROOT / "rules", tmp_path)) == (
        "agencies/ours.yaml: tram_y_te: example 'Trạm Thiên văn' gives [None]",
    )


def test_explanation_says_how_a_cell_was_cut_and_matched():
    told = explain_agency("Phòng VH-XH phối hợp với Công an xã; Phòng Hoa kiểng", rules=RULES)
    assert told.kind == "agency"
    assert told.reading == ("phong_vh_xh", "cong_an_xa", "none")
    steps = [(step.rule, step.words) for step in told.steps]
    assert steps[0] == ("agencies: cut", "Phòng VH-XH phối hợp với Công an xã; Phòng Hoa kiểng")
    assert ("agencies: expand", "vh") in steps
    assert ("agencies: roles", "Công an xã") in steps
    assert ("agencies: phong_vh_xh", "Phòng VH-XH") in steps
    assert steps[-1] == ("agencies: no name fits", "Phòng Hoa kiểng")
    assert told.steps[-1].gives.startswith("none; the nearest are ")
    assert [note.code for note in told.notes] == ["agency.unmatched"]


@pytest.mark.parametrize("cell", ["Phòng KT-HT&ĐT", "Phòng KT,HT&ĐT", "Phòng KTHTĐT phường"])
def test_an_abbreviated_office_matches_by_rule(cell: str):
    (match,) = read_agencies(cell, rules=RULES).value
    assert (match.code, match.score) == ("phong_kt_ht_dt", 100.0)


def test_a_word_of_another_name_is_no_slip():
    """A wrong letter makes no word, mostly; where it makes the word of another name, it is that word."""
    assert codes("Phòng Nội dụ") == ["phong_noi_vu"]
    assert codes("Sở Y tế") != codes("Bộ Y tế")


def test_reference_rows_of_agencies():
    book = load_rules()
    rows = {row.agency_code: row for row in build_reference(book).agencies}
    assert rows["phong_kinh_te"].duty == "kinh tế"
    names = [row for row in build_reference(book).agency_names if row.agency_code == "tt_pvhcc"]
    assert [(row.name, row.province_name, row.valid_from) for row in names] == [
        ("Trung tâm Phục vụ hành chính công", None, None),
        ("Điểm Phục vụ hành chính công", "Hà Nội", "2025-07-01"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng HĐND và UBND xã (viết tắt là VP)", {"VP": "van_phong_hdnd_ubnd"}),
        ("Trung tâm Phục vụ hành chính công phường (sau đây gọi tắt là Trung tâm)", {"Trung tâm": "tt_pvhcc"}),
        ("kiện toàn Ban Chỉ đạo cải cách hành chính xã (sau đây gọi là Ban Chỉ đạo)", {"Ban Chỉ đạo": "bcd_cchc"}),
        ("Từ viết tắt: TTHC: Trung tâm Phục vụ hành chính công; VHTX - Phòng Văn hóa - Xã hội", {"TTHC": "tt_pvhcc"}),
        ("Trạm Y tế xã (TYX)", {"TYX": "tram_y_te"}),
        # A document is no body, and letters that the name does not begin with are no short name of it.
        ("Kế hoạch số 27/KH-UBND của UBND tỉnh (sau đây gọi tắt là Kế hoạch 27)", {}),
        ("Nghị quyết số 57-NQ/TW của Bộ Chính trị (NQ57)", {}),
        # What the rules know already is not said anew by bare brackets.
        ("Phòng Kinh tế xã (KT)", {}),
    ],
)
def test_short_names_of_a_plan(text: str, expected: dict[str, str]):
    """A plan's own short names are read in its cells, as whole names only."""
    own = RULES.with_names(find_short_names([text], RULES))
    read = {short: read_agencies(short, rules=own).value[0].code for short in expected}
    assert expected == read
    assert len(expected) == len(find_short_names([text], RULES))
    assert codes("TT DVSNC") == [match.code for match in read_agencies("TT DVSNC", rules=own).value]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("TT VH-TT-TT xã", "Trung tâm Văn hóa - Thông tin - Thể thao xã"), "tt_vh_thong_tin"),
        (("TTVHTTTT", "Trung tâm Văn hóa, Thông tin và Thể thao"), "tt_vh_thong_tin"),
        # The name that the rules take the letters for stands in the plan too.
        (
            ("TT VH-TT-TT", "Trung tâm Văn hóa - Thể thao và Truyền thông", "Trung tâm Văn hóa - Thông tin - Thể thao"),
            "tt_vh_tt_truyen_thong",
        ),
        (("TT VH-TT-TT", "Phòng Văn hóa - Xã hội"), "tt_vh_tt_truyen_thong"),
        (("CÔNG AN XÃ", "Công an xã"), "cong_an_xa"),
    ],
)
def test_full_names_of_a_plan_explain_its_abbreviations(cells: tuple[str, ...], expected: str):
    """Where one full name of the plan has the initials, the abbreviation means it."""
    assigner = Assigner(RULES)
    assigner.learn(cells)
    outcome = assigner.assign(_draft(lead=cells[0]), plan_id="p", record_id="r")
    assert [expected] == [row.agency_code for row in outcome.value]
