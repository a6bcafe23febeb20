"""Legal documents in text: symbols, kinds, dates, issuers, relations."""

import datetime as dt
import json
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import RuleError
from planparse.normalise.citations import check_citation_rules, find_citations
from planparse.rulebook.citations import load_citation_rules
from planparse.text.unicode import plain_dashes, tidy

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RULES = load_citation_rules(ROOT / "rules")


def cite(text):
    return find_citations(text, rules=RULES)


def symbols(text):
    return [citation.symbol for citation in cite(text)]


def test_every_rule_is_proven_by_its_examples():
    assert () == check_citation_rules(RULES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch 88- KH/TU", ["88-KH/TU"]),
        ("Công văn số 77/UBND-C06", ["77/UBND-C06"]),
        ("Quyết định số 12/BCY-C06", ["12/BCY-C06"]),
        ("Công văn 5/TCTK-T1", ["5/TCTK-T1"]),
        ("Công văn 18/BCA-C06, 19/UBND-T1 ngày 02/3/2026", ["18/BCA-C06", "19/UBND-T1"]),
        ("Chương trình số 07-CTr/BCĐT W.", ["07-CTr/BCĐTW"]),
        ("Nghị quyết số 60-\nNQ/TW", ["60-NQ/TW"]),
        ("Nghị quyết số 60–NQ/TW", ["60-NQ/TW"]),
        ("Luật Lưu trữ số 33/2024/QH15", ["33/2024/QH15"]),
        ("Văn bản số 8811/SXD- VPĐK ngày 23/7/2026", ["8811/SXD-VPĐK"]),
        ("Kế hoạch số 12/KH-BTNMT-BCA", ["12/KH-BTNMT-BCA"]),
        ("Nghị quyết số 17/2025/NQ-HĐND", ["17/2025/NQ-HĐND"]),
        ("Chương trình (số 03-Ctr/BCĐ)", ["03-Ctr/BCĐ"]),
        ("Quyết định số 1.088/QĐ - UBND", ["1.088/QĐ-UBND"]),
        ("Kế hoạch số 21 /KH-UBND - UBND xã", ["21/KH-UBND"]),
        ("Nghị quyết 60-NQ/TW và số 72/NQ-CP; 14/NQ-HĐND", ["60-NQ/TW", "72/NQ-CP", "14/NQ-HĐND"]),
        ("Công văn số 5/UBND-NC, 6/UBND-VX", ["5/UBND-NC", "6/UBND-VX"]),
        ("trực 24/7, đạt 3/5 tiêu chí, ngày 12/02/2026", []),
        ("Văn bản/Báo cáo, CTCP/TNHH, chi/GRDP, 01 Gbps/s", []),
        ("Số: /KH-UBND", []),
        ("Số: ....../KH-UBND ngày     tháng 4 năm 2026", []),
        ("Tổ công tác Đề án 06/CP của Chính phủ", []),
        ("đạt TCVN ISO 9001:2015, QCVN 41/2019/BGTVT", []),
        ("theo mẫu số 02/BC-TK ban hành kèm theo", []),
        ("So sánh KH 2027/TH 2026 (%)", []),
        ("Kế hoạch số 2026/KH", ["2026/KH"]),
        ("mạng 10/100/1000-BaseT, địa chỉ 10.0.0.1/24-VLAN", []),
        ("", []),
    ],
)
def test_symbols(text, expected):
    assert expected == symbols(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch hành động số 88-KH/TU", ["Kế hoạch hành động"]),
        ("KẾ HOẠCH SỐ 88/KH-UBND", ["Kế hoạch"]),
        ("theo 88/KH-UBND", ["Kế hoạch"]),
        ("KH số 88/KH-UBND, CTr số 8-CTr/TU", ["Kế hoạch", "Chương trình"]),
        ("Công văn số 12/VP-VX, số 13/VP-VX", ["Công văn", "Công văn"]),
        ("số 12/VP-VX", [None]),
        ("Văn bản số 12-TB/BCĐ", ["Thông báo"]),
        ("Văn bản số 12/UBND-NC", ["Văn bản"]),
        ("Luật Dữ liệu số số 60/2024/QH15 và Nghị quyết số 193/2025/QH15", ["Luật", "Nghị quyết"]),
        ("Chương trình công tác năm 2026 của Ban Chỉ đạo tỉnh (số 02-CTr/BCĐ)", ["Chương trình công tác"]),
        ("Quy định số 22-QĐ/TW, Quyết định số 23-QĐ/TW", ["Quy định", "Quyết định"]),
    ],
)
def test_kinds(text, expected):
    assert expected == [citation.doc_type for citation in cite(text)]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" ngày 05/3/2026 của UBND xã", dt.date(2026, 3, 5)),
        (" ngày 5 tháng 3 năm 2026", dt.date(2026, 3, 5)),
        (" ngày:05/03/2026", dt.date(2026, 3, 5)),
        (", ngày 5/ 3/2026", dt.date(2026, 3, 5)),
        (" ngày\n05/3/2026", dt.date(2026, 3, 5)),
        (" (ngày 05/3/2026)", dt.date(2026, 3, 5)),
        (" của UBND xã ngày 05/3/2026", dt.date(2026, 3, 5)),
        (" ngày 31/02/2026", None),
        (" ngày 05/3", None),
        (" tháng 3 năm 2026", None),
        (" hoàn thành trước ngày 05/3/2026", None),
    ],
)
def test_dates(behind, expected):
    assert [expected] == [citation.issued_on for citation in cite("Kế hoạch số 21/KH-UBND" + behind)]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("ngày 05/3/2026 của Bộ Chính trị về đột phá", "Bộ Chính trị"),
        ("của UBND thành phố Huế, các sở", "UBND thành phố Huế"),
        ("của Ủy ban nhân dân tỉnh triển khai", "Ủy ban nhân dân tỉnh"),
        ("của Bộ Xây dựng và Bộ Công an về việc", "Bộ Xây dựng và Bộ Công an"),
        ("của Ban Thường vụ Tỉnh ủy và Kế hoạch số 9/KH-UBND", "Ban Thường vụ Tỉnh ủy"),
        ("của Bộ Văn hóa, Thể thao và Du lịch quy định", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("của Đảng ủy xã.", "Đảng ủy xã"),
        ("của các địa phương", None),
        ("về việc của UBND xã", None),
        ("của Bộ " + "dài " * 60, None),
    ],
)
def test_issuers(behind, expected):
    assert expected == cite(f"Quyết định số 21/QĐ-TTg {behind}")[0].issuer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Kế hoạch số 9/KH-UBND của UBND tỉnh triển khai Nghị quyết số 60-NQ/TW", ["basis", "mentions"]),
        ("- Căn cứ khoản 2 Điều 3 Nghị định số 61/2018/NĐ-CP;", ["basis"]),
        ("Căn cứ Luật Lưu trữ số 33/2024/QH15; Nghị định số 61/2018/NĐ-CP", ["basis", "basis"]),
        (
            "Thực hiện Kế hoạch số 9/KH-UBND về chỉ tiêu; giảm hồ sơ; Thông báo số 5-TB/BCĐ",
            ["implements", "implements"],
        ),
        ("Tổ chức triển khai kịp thời, hiệu quả Nghị quyết 60-NQ/TW và số 72/NQ-CP", ["implements", "implements"]),
        ("1.1. Tiếp tục thực hiện các nhiệm vụ tại Kế hoạch số 9/KH-UBND", ["implements"]),
        ("Báo cáo kết quả triển khai, thực hiện Kế hoạch số 9/KH-UBND", ["mentions"]),
        ("Bố trí kinh phí theo Nghị quyết số 72/NQ-CP và thực hiện Kế hoạch số 9/KH-UBND", ["mentions", "implements"]),
        ("Kế hoạch này thay thế Kế hoạch số 1/KH-UBND, Kế hoạch số 2/KH-UBND", ["replaces", "replaces"]),
        (
            "(Kế hoạch này thay thế Kế hoạch số 1/KH-UBND về thực hiện Chương trình số 3-CTr/BCĐ của Ban Chỉ đạo tỉnh;"
            " Kế hoạch số 2/KH-UBND về thực hiện Nghị quyết 60-NQ/TW. Các việc dở dang theo Kế hoạch số 4/KH-UBND)./.",
            ["replaces", "mentions", "replaces", "mentions", "mentions"],
        ),
        (
            "Kế hoạch này thay thế Kế hoạch số 1/KH-UBND về thực hiện Chương trình số 3-CTr/TU về chỉ tiêu,"
            " Kế hoạch số 2/KH-UBND",
            ["replaces", "mentions", "replaces"],
        ),
        ("Kế hoạch số 1/KH-UBND của UBND xã hết hiệu lực từ ngày ký", ["replaces"]),
        ("Nghị định số 61/2018/NĐ-CP thay thế Nghị định số 43/2010/NĐ-CP", ["mentions", "mentions"]),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND ngày 01/01/2025", ["replaces"]),
    ],
)
def test_relations(text, expected):
    assert expected == [citation.relation for citation in cite(text)]


def test_raw_reaches_from_the_kind_to_the_issuer():
    text = "Theo  Kế hoạch số 9- KH/TU ngày 05/3/2026 của Tỉnh ủy, các sở"
    assert ["Kế hoạch số 9- KH/TU ngày 05/3/2026 của Tỉnh ủy"] == [citation.raw for citation in cite(text)]


WORDS = ["Kế hoạch", "số ", "ngày 01/02/2026", "của ", "Bộ Chính trị", "và ", "Căn cứ ", "thay thế ", "này "]
SIGNS = ["57", "-", "/", "NQ", "TW", "KH-UBND", "2025/QH15", ";", ", ", ". ", "ß", "İ", "ﬁ", "("]
PIECES = st.sampled_from([*WORDS, *SIGNS])


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_gives_citations_that_stand_in_it(text):
    at = 0
    spoken = plain_dashes(tidy(text))
    for citation in cite(text):
        assert not regex.search(r"\s", citation.symbol)
        assert citation.symbol[0].isdigit()
        at = spoken.index(citation.raw, at) + len(citation.raw)


def test_a_wrong_rule_file_is_named(tmp_path):
    (tmp_path / "citations.yaml").write_text("doc_types: []\n", "utf-8")
    with pytest.raises(RuleError, match=r"citations\.yaml"):
        load_citation_rules(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated plans are not here")
@pytest.mark.parametrize("name", ["binh-giang", "ha-bac", "xuan-lap"])
def test_annotated_plans(name):
    text = (SHARED / "plans" / f"{name}.txt").read_text("utf-8")
    # Paragraphs and cells; a paragraph that a page break cut begins with the second half of a date.
    parts = regex.split(r"\n(?!\s*\d\d?/)|\t", regex.sub(r"[*#]|(?m:^\s*\d*\s*$\n)", "", text))
    found: dict[str, set[str]] = {}
    for citation in (citation for part in parts for citation in cite(part)):
        found.setdefault(citation.symbol, set()).update({str(citation.issued_on)} - {"None"})
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))["citations"]
    doubtful = {entry["symbol"] for entry in gold if entry.get("ambiguous")}
    expected = {e["symbol"]: {e["date"]} - {None} for e in gold if e["symbol"] not in doubtful}
    assert expected == {symbol: dates for symbol, dates in found.items() if symbol not in doubtful}
