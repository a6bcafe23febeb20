"""Legal documents in text: symbols, kinds, dates, issuers, relations."""

import datetime as dt
import json
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import records_of

from planparse.codes import CODES
from planparse.errors import RuleError
from planparse.model.base import Locus
from planparse.model.values import Place
from planparse.normalise.citations import (
    Cited,
    check_citation_rules,
    explain_citation,
    find_citations,
    settle_documents,
)
from planparse.normalise.citations.canonical import read_symbol
from planparse.rulebook.citations import load_citation_rules
from planparse.rulebook.places import load_place_rules
from planparse.text.unicode import plain_dashes, tidy

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TABLES = Path(__file__).parent / "tables"
RULES = load_citation_rules(ROOT / "rules")
PLACES = load_place_rules(ROOT / "rules")
BINH_GIANG = Place(
    commune_code="10966", commune_name="Bình Giang", commune_type="xã", province_code="31", province_name="Hải Phòng"
)


def cite(text):
    return find_citations(text, rules=RULES)


def symbols(text):
    return [citation.symbol for citation in cite(text) if citation.symbol]


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


def settle(*texts, place=BINH_GIANG):
    cited = [Cited(citation, Locus(path=f"line {n}")) for n, text in enumerate(texts, 1) for citation in cite(text)]
    return settle_documents(cited, place=place, plan_id="P", rules=RULES, places=PLACES)


def documents(*texts, place=BINH_GIANG):
    return [citation.document for citation in settle(*texts, place=place).value]


RELATIONS = {"b": "basis", "i": "implements", "r": "replaces", "m": "mentions"}


def table_lines(name):
    lines = (TABLES / name).read_text("utf-8").splitlines()
    return [line.split(" => ") for line in lines if line and not line.startswith("#")]


def expected_citations(written):
    if written == "none":
        return []
    found = []
    for one in written.split(" ;; "):
        symbol, date, kind, relation, document = [*one.split("|"), ""][:5]
        found.append((symbol, date, kind if symbol else "", RELATIONS[relation], document or symbol))
    return found


@pytest.mark.parametrize("name", ["citations.txt", "citations_held_out.txt"])
def test_tables_of_sentences(name):
    wrong = []
    for text, written in table_lines(name):
        got = [
            (c.symbol or "", str(c.issued_on or ""), (c.symbol and c.doc_type) or "", c.relation, c.document)
            for c in settle(text).value
        ]
        if expected_citations(written) != got:
            wrong.append((text, written, got))
    assert [] == wrong


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("Thực hiện Kế hoạch số 49/KH-UBND của UBND thành phố về triển khai thực hiện Nghị quyết 57-NQ/TW", [None, 0]),
        ("Căn cứ Kế hoạch số 49/KH-UBND về việc thực hiện Nghị quyết 57-NQ/TW và Nghị quyết 71/NQ-CP", [None, 0, 0]),
        ("Kế hoạch số 49/KH-UBND thực hiện Chương trình 05-CTr/TU thực hiện Nghị quyết 57-NQ/TW", [None, 0, 0]),
        (
            "Triển khai Kế hoạch số 49/KH-UBND thực hiện Quyết định số 749/QĐ-TTg và Kế hoạch 12/KH-UBND",
            [None, 0, None],
        ),
        ("Kế hoạch số 49/KH-UBND; triển khai Nghị quyết 57-NQ/TW", [None, None]),
        ("Kế hoạch số 49/KH-UBND. Thực hiện Nghị quyết 57-NQ/TW", [None, None]),
        ("Kế hoạch số 49/KH-UBND sửa đổi Kế hoạch số 12/KH-UBND", [None, None]),
    ],
)
def test_what_a_document_carries_out(text, carriers):
    """The description of a plan tells which document it carries out."""
    assert carriers == [citation.carrier for citation in cite(text)]


def test_the_tables_are_large():
    assert 60 == len(table_lines("citations_held_out.txt"))
    assert len(table_lines("citations.txt")) >= 170


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("02-Ctr/BCĐTW", "02-CTr/BCĐTW"),
        ("02-CTr/BCĐT W", "02-CTr/BCĐTW"),
        ("71-NQ/CP", "71/NQ-CP"),
        ("57/NQ-TW", "57-NQ/TW"),
        ("57-NQ/TƯ", "57-NQ/TW"),
        ("05-CTR/TU", "05-CTr/TU"),
        ("3/NQ-CP", "03/NQ-CP"),
        ("0145/KH-UBND", "145/KH-UBND"),
        ("6a/QĐ-UBND", "06a/QĐ-UBND"),
        ("30/2020/NÐ-CP", "30/2020/NĐ-CP"),
        ("05/2016/TTLT-BYT-BTC", "05/2016/TTLT-BYT-BTC"),
        ("02-TB/BCĐ", "02-TB/BCĐ"),
        ("02/TB-BCĐ", "02/TB-BCĐ"),  # two bodies may be called so: nothing is moved
        ("2920/vp-vx", "2920/VP-VX"),
        ("193/2025/QH15", "193/2025/QH15"),
        ("no symbol", "no symbol"),
    ],
)
def test_one_form_of_a_symbol(printed, canonical):
    assert canonical == read_symbol(printed, rules=RULES).text


def test_a_mention_is_joined_to_the_one_that_prints_more():
    dated = "Kế hoạch số 49/KH-UBND ngày 12/02/2026 của UBND thành phố"
    bare, undated = "Kế hoạch số 49/KH-UBND", "Kế hoạch số 49/KH-UBND của UBND thành phố"
    assert ["49/KH-UBND @31 2026"] * 3 == documents(bare, dated, undated)


def test_between_two_documents_of_one_number_a_bare_mention_is_neither():
    city, own = (f"Kế hoạch số 49/KH-UBND ngày 12/02/2026 của UBND {body}" for body in ("thành phố", "xã"))
    assert ["49/KH-UBND @31 2026", "49/KH-UBND @10966 2026", "49/KH-UBND @?P"] == documents(
        city, own, "Kế hoạch số 49/KH-UBND"
    )


def test_the_year_is_handed_on_where_nobody_tells_the_place():
    dated = "Kế hoạch số 49/KH-UBND ngày 12/02/2026"
    assert ["49/KH-UBND @?P 2026"] * 2 == documents("Kế hoạch số 49/KH-UBND", dated)
    other = "Kế hoạch số 49/KH-UBND ngày 12/02/2025"
    assert "49/KH-UBND @?P" == documents("Kế hoạch số 49/KH-UBND", dated, other)[0]


def test_a_bare_number_of_a_national_body_is_of_the_year_that_the_plan_prints():
    assert ["226-KL/TW 2025"] * 2 == documents("Kết luận 226-KL/TW", "Kết luận 226-KL/TW ngày 11/12/2025")
    assert ["18-NQ/TW"] * 2 == documents("Nghị quyết 18-NQ/TW", "Nghị quyết 18-NQ/TW ngày 25/10/2017")
    assert ["18-NQ/TW 2022"] * 2 == documents("Nghị quyết 18-NQ/TW", "Nghị quyết 18-NQ/TW ngày 16/6/2022")
    assert ["71/NQ-CP 2018"] * 2 == documents("Nghị quyết 71/NQ-CP", "Nghị quyết 71/NQ-CP ngày 03/8/2018")
    assert ["18-NQ/TW ?", "71/NQ-CP"] == documents("Nghị quyết 18-NQ/TW", "Nghị quyết 71/NQ-CP")


def test_a_law_whose_name_two_laws_bear_needs_its_year():
    assert ["Luật An ninh mạng"] == documents("theo Luật An ninh mạng")
    assert ["24/2018/QH14"] == documents("theo Luật An ninh mạng năm 2018")
    assert ["24/2018/QH14"] == documents("theo Luật An ninh mạng số 24/2018/QH14")
    assert ["Luật An ninh mạng 2025"] == documents("theo Luật An ninh mạng năm 2025")


def test_a_city_that_is_no_province_was_a_district():
    found = settle("Kế hoạch số 23/KH-UBND ngày 21/3/2025 của UBND thành phố Vũng Tàu").value[0]
    assert ("23/KH-UBND @Vũng Tàu 2025", "other", None) == (found.document, found.issuer_level, found.issuer_place)


def test_a_place_that_is_not_known_keeps_its_documents_to_the_plan():
    assert ["49/KH-UBND @?P 2026"] == documents(
        "Kế hoạch số 49/KH-UBND ngày 12/02/2026 của UBND tỉnh", place=Place(commune_name="Bình Giang")
    )


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (("Nghị quyết 71/NQ-CP ngày 01/4/2025", "Nghị quyết 71/NQ-CP ngày 04/4/2025"), ["two_dates", "other_date"]),
        (
            ("Kế hoạch 9/KH-UBND ngày 01/4/2026 của UBND xã", "Kế hoạch 9/KH-UBND ngày 01/5/2026 của UBND xã"),
            ["two_dates"],
        ),
        (("Kế hoạch 9/KH-UBND ngày 01/4/2026 của UBND xã", "Kế hoạch 9/KH-UBND ngày 01/5/2026 của UBND thành phố"), []),
        (("Nghị quyết 57-NQ/TW ngày 22/12/2025",), ["other_date"]),
        (("Nghị quyết 57-NQ/TW ngày 22/12/2024", "Nghị quyết 57-NQ/TW"), []),
    ],
)
def test_dates_that_differ_are_told(texts, codes):
    notes = settle(*texts).notes
    assert [f"citation.{code}" for code in codes] == [note.code for note in notes]
    assert all(note.code in CODES and note.locus for note in notes)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Nghị quyết 57-NQ/TW", "party"),
        ("Kế hoạch 12-KH/TU", "party"),
        ("Nghị quyết 12-NQ/ĐU của Đảng ủy xã", "party"),
        ("Quyết định 749/QĐ-TTg", "central"),
        ("Công văn 77/BCA-C06", "central"),
        ("Luật Dữ liệu", "central"),
        ("Kế hoạch 49/KH-UBND của UBND thành phố Hải Phòng", "province"),
        ("Công văn 845/SKHCN-CĐS", "province"),
        ("Kế hoạch 49/KH-UBND của UBND xã", "commune"),
        ("Kế hoạch 49/KH-UBND của UBND huyện Bình Giang", "other"),
        ("Kế hoạch 49/KH-UBND", None),
    ],
)
def test_the_tier_of_the_issuer(text, level):
    assert [level] == [citation.issuer_level for citation in cite(text)]


def test_how_a_citation_was_read_is_explained():
    told = explain_citation("Căn cứ Nghị quyết số 71-NQ/CP ngày 04/4/2025 của Chính phủ", rules=RULES)
    assert ("Nghị quyết, 71-NQ/CP, of 2025-04-04, by Chính phủ, document 71/NQ-CP, basis, central",) == told.reading
    assert ["symbol", "doc_types: nghi-quyet", "canonical symbol"] == [step.rule for step in told.steps][:3]
    assert ["citation.other_date"] == [note.code for note in told.notes]
    assert () == explain_citation("không có văn bản", rules=RULES).reading


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    number=st.integers(1, 9999),
    kind=st.sampled_from([kind for kind in RULES.file.doc_types if kind.codes and not kind.named and not kind.generic]),
    body=st.sampled_from(["TW", "TU", "ĐU", "CP", "UBND", "HĐND", "BCĐ", "BTC"]),
    day=st.dates(dt.date(2015, 1, 1), dt.date(2029, 12, 31)),
    year=st.none() | st.integers(2015, 2029),
)
def test_a_citation_that_is_written_is_read_back(number, kind, body, day, year):
    symbol = read_symbol(f"{number}/{f'{year}/' if year else ''}{kind.codes[-1]}-{body}", rules=RULES).text
    assert symbol == read_symbol(symbol, rules=RULES).text
    found = cite(f"{kind.name} số {symbol} ngày {day:%d/%m/%Y} của Bộ Nội vụ")
    assert [(kind.name, symbol, day, "Bộ Nội vụ")] == [(c.doc_type, c.symbol, c.issued_on, c.issuer) for c in found]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(["57", "-", "/", "NQ", "TW", "2025", "l", "Ð", "a"])).map("".join))
)
def test_any_symbol_has_one_form(text):
    form = read_symbol(text, rules=RULES).text
    assert form == read_symbol(form, rules=RULES).text


WORDS = [
    "Luật Dữ liệu ",
    "năm 2024",
    "Đề án 06",
    "57, 59",
    "Kế hoạch",
    "số ",
    "ngày 01/02/2026",
    "của ",
    "Bộ Chính trị",
    "và ",
    "Căn cứ ",
    "thay thế ",
    "này ",
]
SIGNS = ["57", "-", "/", "NQ", "TW", "KH-UBND", "2025/QH15", ";", ", ", ". ", "ß", "İ", "ﬁ", "("]
PIECES = st.sampled_from([*WORDS, *SIGNS])


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_gives_citations_that_stand_in_it(text):
    at = 0
    spoken = plain_dashes(tidy(text))
    for citation in cite(text):
        assert citation.symbol is None or regex.fullmatch(r"\d\S+", citation.symbol)
        assert citation.document and (citation.symbol or citation.relation != "replaces")
        at = spoken.index(citation.raw, at) + len(citation.raw)


TABLE = (
    "STT\tNhiệm vụ\tCăn cứ\tĐơn vị chủ trì\tThời gian theo Quyết định số 749/QĐ-TTg\n"
    "I\tThực hiện Kế hoạch số 36/KH-UBND\t\t\t\n"
    "1\tLập kế hoạch tuyên truyền\tNghị quyết số 57-NQ/TW; Luật Dữ liệu\tVăn phòng\tQuý I/2026\n"
)


def test_every_cell_of_a_table_is_searched():
    """Headers once, groups, and columns that belong to no field of a task, which go with the task."""
    records = records_of(f"PHỤ LỤC I\nNHIỆM VỤ\n\n{TABLE}\n")
    (task,) = records.tasks
    found = {citation.document: citation.record_id for citation in records.citations}
    assert {
        "749/QĐ-TTg": None,
        f"36/KH-UBND @?{records.plan.plan_id}": None,
        "57-NQ/TW": task.task_id,
        "60/2024/QH15": task.task_id,
    } == found
    assert [1, 2, 3, 4] == [citation.ordinal for citation in records.citations]


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
    for citation in (citation for part in parts for citation in cite(part) if citation.symbol):
        found.setdefault(citation.symbol, set()).update({str(citation.issued_on)} - {"None"})
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))["citations"]
    doubtful = {entry["symbol"] for entry in gold if entry.get("ambiguous")}
    expected = {e["symbol"]: {e["date"]} - {None} for e in gold if e["symbol"] not in doubtful}
    assert expected == {symbol: dates for symbol, dates in found.items() if symbol not in doubtful}
