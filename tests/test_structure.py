"""Header zones, sections, appendices and tables of short invented plans."""

import pytest
from reading import plan_of, plan_outcome, rules

from planparse.structure.header_lines import DateLine, NumberLine, read_date_line, read_doc_type, read_number_line
from planparse.text.labels import read_ordinal, read_section_label

FRONT = """ỦY BAN NHÂN DÂN
XÃ TÂN HÒA

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND

Tân Hòa, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số xã Tân Hòa năm 2026

Căn cứ Nghị quyết số 12/NQ-HĐND ngày 20/12/2025 của HĐND xã.

"""
BACK = """
Nơi nhận:
- UBND tỉnh;
- Các phòng, ban;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Thị Mai
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Số: 97/KH-UBND", NumberLine(97, "KH-UBND")),
        ("Số:      /KH-UBND", NumberLine(None, "KH-UBND")),
        ("Số: 447     /KH-UBND", NumberLine(447, "KH-UBND")),
        ("Số: .../KH- UBND", NumberLine(None, "KH-UBND")),
        ("Số 12/BC-UBND", NumberLine(12, "BC-UBND")),
        ("Số 8544 /SNNMT-TNN", NumberLine(8544, "SNNMT-TNN")),
        ("Căn cứ Kế hoạch số 31/KH-UBND", None),
        ("Số lượng sáng kiến", None),
    ],
)
def test_number_line(line: str, expected: NumberLine | None) -> None:
    assert expected == read_number_line(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tân Hòa, ngày 05 tháng 01 năm 2026", DateLine("Tân Hòa", 5, 1, 2026)),
        ("Tân Hòa, ngày      tháng 4 năm 2026", DateLine("Tân Hòa", None, 4, 2026)),
        ("Tân Hòa, ngày ... tháng ... năm 2026", DateLine("Tân Hòa", None, None, 2026)),
        ("Số: /KH-UBND Tân Hòa, ngày tháng năm 2026", DateLine("Tân Hòa", None, None, 2026)),
        ("Phường 1, ngày 24 tháng 03 năm 2025", DateLine("Phường 1", 24, 3, 2025)),
        ("Căn cứ Quyết định số 5/QĐ-UBND của Chủ tịch UBND xã, ngày 3 tháng 2 năm 2026", None),
    ],
)
def test_date_line(line: str, expected: DateLine | None) -> None:
    assert expected == read_date_line(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("KẾ HOẠCH", ("KẾ HOẠCH", "")),
        ("Kế hoạch", ("Kế hoạch", "")),
        ("KẾ HOẠCH Chuyển đổi số", ("KẾ HOẠCH", "Chuyển đổi số")),
        ("Kế hoạch này thay thế Kế hoạch số 5/KH-UBND", None),
        ("PHỤ LỤC", None),
    ],
)
def test_doc_type(line: str, expected: tuple[str, str] | None) -> None:
    assert expected == read_doc_type(line, rules().structure)


def test_header_zones_of_plain_lines() -> None:
    header = plan_of(FRONT + "I. MỤC TIÊU\n\nNội dung.\n" + BACK).header
    assert (45, "KH-UBND", "Tân Hòa") == (header.number, header.symbol, header.place_name)
    assert (2026, 1, 5) == (header.issued_year, header.issued_month, header.issued_day)
    assert ("ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA") == header.issuer
    assert ("KẾ HOẠCH", "Chuyển đổi số xã Tân Hòa năm 2026") == (header.doc_type, header.title)
    assert ("UBND tỉnh", "Các phòng, ban", "Lưu: VT") == header.recipients
    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH" == header.signer_authority
    assert ("PHÓ CHỦ TỊCH", "Lê Thị Mai") == (header.signer_title, header.signer_name)


def test_missing_zones_are_named() -> None:
    outcome = plan_outcome("Một tờ giấy không có gì.\n")
    codes = {note.code for note in outcome.notes}
    assert {"header.no_type", "header.no_symbol", "header.no_date", "header.no_signer"} <= codes


def test_sections_know_their_parents() -> None:
    lines = ("I. MỤC TIÊU", "1. Mục tiêu chung", "1.1 Về hạ tầng", "a) Mạng lưới", "b) Thiết bị", "2. Chỉ tiêu")
    body = "\n\n".join((*lines, "II. NHIỆM VỤ", "1. Tuyên truyền"))
    sections = plan_of(FRONT + body).sections
    found = [(s.label, s.level, s.parent) for s in sections]
    assert [
        ("I", 1, None),
        ("1", 2, 0),
        ("1.1", 3, 1),
        ("a", 4, 2),
        ("b", 4, 2),
        ("2", 2, 0),
        ("II", 1, None),
        ("1", 2, 6),
    ] == found


def test_numbered_prose_is_no_heading() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Tổ chức tuyên truyền sâu rộng về chuyển đổi số đến từng thôn; vận động người dân tham gia "
        "các lớp tập huấn do xã tổ chức trong năm.\n\n2. Hạ tầng số\n\nĐầu tư thiết bị.\n"
    )
    found = [(s.label, s.heading, len(s.parts)) for s in plan_of(FRONT + body).sections]
    assert [("I", "NHIỆM VỤ", 0), ("1", None, 1), ("2", "Hạ tầng số", 1)] == found


def test_numbering_that_jumps_is_kept_and_noted() -> None:
    outcome = plan_outcome(FRONT + "I. MỤC TIÊU\n\nA.\n\nIII. NHIỆM VỤ\n\nB.\n")
    assert ["I", "III"] == [s.label for s in outcome.value.sections]
    assert ["III (NHIỆM VỤ)"] == [n.text for n in outcome.notes if n.code == "section.numbering"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1. Mục tiêu", "1"),
        ("1.2 Mục tiêu", "1.2"),
        ("IV. Tổ chức", "IV"),
        ("đ) Các phòng", "đ"),
        ("A. PHẦN CHUNG", "A"),
        ("100% cán bộ", None),
        ("1.500 hộ dân", None),
        ("31/12/2026 là hạn cuối", None),
        ("V/v báo cáo", None),
        ("TM. ỦY BAN NHÂN DÂN", None),
        ("5G được phủ sóng", None),
    ],
)
def test_section_labels(text: str, label: str | None) -> None:
    labelled = read_section_label(text)
    assert label == (labelled.label.text if labelled else None)


@pytest.mark.parametrize("text", ["1", "1.", "II.", "a)", "3.1.2", "(4)", "12"])
def test_ordinals(text: str) -> None:
    assert read_ordinal(text) is not None


@pytest.mark.parametrize("text", ["", "-", "Phòng", "100%", "2026"])
def test_no_ordinals(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("PHỤ LỤC\nDANH MỤC NHIỆM VỤ", (None, None, "DANH MỤC NHIỆM VỤ")),
        ("PHỤ LỤC I\nDANH MỤC NHIỆM VỤ", ("I", 1, "DANH MỤC NHIỆM VỤ")),
        ("PHỤ LỤC 4: CHỈ TIÊU NĂM 2026", ("4", 4, "CHỈ TIÊU NĂM 2026")),
        ("Phụ lục số 02\nCHỈ TIÊU\nCHUYỂN ĐỔI SỐ", ("02", 2, "CHỈ TIÊU CHUYỂN ĐỔI SỐ")),
    ],
)
def test_appendix_headings(lines: str, expected: tuple[str | None, int | None, str]) -> None:
    table = "TT\tNhiệm vụ\tChủ trì\n1\tA\tB\n"
    text = f"{FRONT}I. MỤC TIÊU\n\nNội dung.\n{BACK}\n{lines}\n(Kèm theo Kế hoạch số 45/KH-UBND)\n\n{table}"
    (appendix,) = plan_of(text).appendices
    assert expected == (appendix.label, appendix.number, appendix.title)
    assert "Kèm theo Kế hoạch số 45/KH-UBND" == appendix.attached_to


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("BIỂU SỐ 02\nCHỈ TIÊU NĂM 2026\n(Kèm theo Kế hoạch số 45/KH-UBND)", ["I", "02"]),
        ("BIỂU SỐ 02\nCHỈ TIÊU NĂM 2026", ["I"]),
        ("Biểu 2. Chỉ tiêu năm 2026", ["I"]),
    ],
)
def test_a_form_below_an_appendix_is_its_own_where_it_is_attached(form: str, expected: list[str]) -> None:
    tables = [f"TT\tNhiệm vụ\tChủ trì\n1\t{name}\tB\n" for name in "AB"]
    text = f"{FRONT}I. MỤC TIÊU\n\nNội dung.\n{BACK}\nPHỤ LỤC I\nNHIỆM VỤ\n\n{tables[0]}\n{form}\n\n{tables[1]}"
    assert expected == [appendix.label for appendix in plan_of(text).appendices]


def test_a_mention_of_an_appendix_opens_none() -> None:
    assert () == plan_of(FRONT + "I. MỤC TIÊU\n\nPhụ lục đính kèm Kế hoạch này gồm hai bảng.\n").appendices


def test_paragraph_cut_by_a_page_is_one() -> None:
    body = "I. MỤC TIÊU\n\n- Bảo đảm phù hợp với chức năng, nhiệm\n\nvụ của địa phương.\n"
    (section,) = plan_of(FRONT + body).sections
    assert ["- Bảo đảm phù hợp với chức năng, nhiệm vụ của địa phương."] == [p.text for p in section.parts]


def roles(header: str) -> tuple[str, list[str]]:
    width = header.split("\n")[0].count("\t")
    (table,) = plan_of(f"PHỤ LỤC\n\n{header}\n1" + "\tX" * width + "\n").tables
    return table.kind, [column.role for column in table.columns]


@pytest.mark.parametrize(
    ("header", "kind", "expected"),
    [
        ("STT\tNhiệm vụ\tChủ trì\tPhối hợp\tSản phẩm\tThời hạn", "task", "ordinal name lead support output deadline"),
        ("TT\tNội dung công việc\tThời gian\tĐơn vị thực hiện\tGhi chú", "task", "ordinal name deadline lead notes"),
        ("STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026", "indicator", "ordinal name unit target"),
        ("TT\tTên chỉ tiêu\tĐVT\tNăm 2025\tNăm 2030", "indicator", "ordinal name unit target target"),
        (
            "TT\tChỉ tiêu\tĐVT\tThực hiện năm 2025\tNăm 2026\tChủ trì",
            "indicator",
            "ordinal name unit other target lead",
        ),
        ("TT\tNội dung\tĐơn vị tính\tKết quả\tChủ trì", "indicator", "ordinal name unit target lead"),
        ("TT\tNội dung\tKết quả\tTiến độ\tChủ trì", "task", "ordinal name output deadline lead"),
        ("TT\tChỉ tiêu\tĐVT\tChỉ tiêu\t\n\t\t\tNăm 2026\tNăm 2030", "indicator", "ordinal name unit target target"),
    ],
)
def test_column_roles(header: str, kind: str, expected: str) -> None:
    assert (kind, expected.split()) == roles(header)


def test_years_of_target_columns() -> None:
    (table,) = plan_of("PHỤ LỤC\n\nTT\tChỉ tiêu\tĐVT\tNăm 2026\tNăm 2030\n1\tA\t%\t50\t80\n").tables
    assert [2026, 2030] == [column.year for column in table.columns if column.role == "target"]


def test_a_table_over_two_pages_is_one() -> None:
    header = "TT\tNhiệm vụ\tChủ trì\tThời hạn"
    text = f"PHỤ LỤC\n\n{header}\n1\tA\tB\tC\n\n{header}\n2\tD\tE\tF\n"
    (table,) = plan_of(text).tables
    assert 4 == len(table.rows)


def test_another_header_begins_another_table() -> None:
    text = "PHỤ LỤC\n\nTT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tA\tB\tC\n\nTT\tChỉ tiêu\tĐVT\tNăm 2026\n1\tD\t%\t50\n"
    assert ["task", "indicator"] == [table.kind for table in plan_of(text).tables]


def test_a_dash_inside_a_sentence_opens_no_bullet() -> None:
    first = "- Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị"
    (section,) = plan_of(f"{FRONT}I. TỔ CHỨC\n\n{first}\n\n- xã hội tuyên truyền.\n").sections
    assert [f"{first} - xã hội tuyên truyền."] == [part.text for part in section.parts]


def test_date_line_over_two_lines() -> None:
    header = plan_of("Số: 9/KH-UBND\nLong Thành Tây, ngày 19 tháng 01\nnăm 2026\n\nKẾ HOẠCH\nChuyển đổi số\n").header
    assert (2026, 1, 19) == (header.issued_year, header.issued_month, header.issued_day)
