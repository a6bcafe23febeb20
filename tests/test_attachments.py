"""Files that hold appendices only: what their "Kèm theo" lines and titles say of the plan they belong to."""

import datetime as dt

import pytest
from reading import plan_of, records_of, rules
from xlsx_builder import build_xlsx, line, sheet

from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.structure.attached import Attachment, read_attachment
from planparse.structure.header_lines import DateLine, NumberLine

TASKS = "STT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\n1\tLập kế hoạch tuyên truyền\tVăn phòng\tCả năm\n"
LINE = "(Kèm theo Kế hoạch số 97/KH-UBND ngày 12/3/2026 của UBND xã Hà Trì Thượng)"


def appendix(label: str, title: str, attached: str = LINE) -> str:
    return f"PHỤ LỤC {label}\n{title}\n{attached}\n\n{TASKS}\n"


def findings(records: Records) -> list[tuple[str, str]]:
    """Codes and quoted words of what was found about the header."""
    rows = [row for row in records.diagnostics if "attach" in row.code]
    return [(row.code, row.message.rpartition(": ")[2]) for row in rows]


LINES = {
    "whole": (
        LINE,
        Attachment("Kế hoạch", NumberLine(97, "KH-UBND"), DateLine(None, 12, 3, 2026), "UBND xã Hà Trì Thượng"),
    ),
    "words_of_a_date": (
        "Ban hành kèm theo Kế hoạch số 5/KH-UBND ngày 02 tháng 4 năm 2026 của Ủy ban nhân dân xã Tân Hòa về việc lớn",
        Attachment("Kế hoạch", NumberLine(5, "KH-UBND"), DateLine(None, 2, 4, 2026), "Ủy ban nhân dân xã Tân Hòa"),
    ),
    "blanks": (
        "(Kèm theo Kế hoạch số     /KH-UBND ngày      tháng 3 năm 2026)",
        Attachment("Kế hoạch", NumberLine(None, "KH-UBND"), DateLine(None, None, 3, 2026), None),
    ),
    "no_word_number": (
        "(Kèm theo Kế hoạch 97/KH-UBND)",
        Attachment("Kế hoạch", NumberLine(97, "KH-UBND"), None, None),
    ),
    "nothing_said": ("(Kèm theo Kế hoạch này)", Attachment("Kế hoạch", None, None, None)),
    "no_such_line": ("Theo Kế hoạch số 97/KH-UBND", None),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES.keys())
def test_attachment_lines(text: str, expected: Attachment | None) -> None:
    assert expected == read_attachment(text, rules=rules().structure)


def test_the_line_fills_what_no_header_prints_and_cites_nothing() -> None:
    records = records_of(appendix("I", "NHIỆM VỤ") + appendix("II", "NHIỆM VỤ KHÁC"))
    plan = records.plan
    assert (97, "KH-UBND", dt.date(2026, 3, 12), 2026) == (plan.number, plan.symbol, plan.issued_on, plan.plan_year)
    assert ("Hà Trì Thượng", "xã", "issued") == (plan.commune_name, plan.commune_type, plan.status)
    assert ["2026", "2026"] == [deadline.edtf for deadline in records.deadlines]
    assert () == records.citations
    taken = [("header.from_attachment", text) for text in ("97/KH-UBND", "12/3/2026", "UBND xã Hà Trì Thượng")]
    assert taken == findings(records)


def test_a_year_in_a_title_counts_before_the_year_of_issue() -> None:
    records = records_of(appendix("I", "NHIỆM VỤ NĂM 2027"))
    assert 2027 == records.plan.plan_year
    assert ("header.from_attachment", "năm 2027") in findings(records)


def test_of_titles_with_several_years_the_year_of_issue_counts() -> None:
    text = appendix("I", "KẾT QUẢ NĂM 2025") + appendix("II", "NHIỆM VỤ NĂM 2026")
    assert 2026 == records_of(text).plan.plan_year
    without = records_of(text.replace(LINE, ""))
    assert without.plan.plan_year is None
    assert [("header.attachments_differ", "năm 2025; năm 2026")] == findings(without)


def test_lines_that_contradict_each_other_give_nothing() -> None:
    other = LINE.replace("97/", "98/").replace("12/3", "13/3")
    records = records_of(appendix("I", "NHIỆM VỤ") + appendix("II", "NHIỆM VỤ KHÁC", other))
    plan = records.plan
    assert (None, None, None, None) == (plan.number, plan.symbol, plan.issued_on, plan.plan_year)
    differing = [text for code, text in findings(records) if code == "header.attachments_differ"]
    assert ["97/KH-UBND; 98/KH-UBND", "12/3/2026; 13/3/2026"] == differing
    assert ["97/KH-UBND", "98/KH-UBND"] == [citation.symbol for citation in records.citations]


def test_a_blank_contradicts_nothing() -> None:
    blank = "(Kèm theo Kế hoạch số    /KH-UBND ngày    tháng    năm 2026 của UBND xã Hà Trì Thượng)"
    plan = records_of(appendix("I", "NHIỆM VỤ", blank) + appendix("II", "NHIỆM VỤ KHÁC")).plan
    assert (97, dt.date(2026, 3, 12)) == (plan.number, plan.issued_on)


HEADER = """ỦY BAN NHÂN DÂN
XÃ TÂN HÒA

Số:     /KH-UBND
Tân Hòa, ngày     tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. MỤC TIÊU
Làm tốt hơn.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn An

"""


def test_a_header_that_is_printed_is_left_as_it_is() -> None:
    records = records_of(HEADER + appendix("I", "NHIỆM VỤ"))
    plan = records.plan
    assert (None, "KH-UBND", "draft", "2026-01") == (plan.number, plan.symbol, plan.status, plan.issued_edtf)
    assert [] == findings(records)


def test_a_plan_attached_to_a_decision_is_a_plan() -> None:
    attached = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 02/3/2026 của UBND xã Tân Hòa)"
    records = records_of(f"KẾ HOẠCH\nChuyển đổi số năm 2026\n{attached}\n\nI. MỤC TIÊU\nLàm tốt hơn.\n")
    assert ("KẾ HOẠCH", None) == (records.plan.doc_type, records.plan.number)
    assert ["I"] == [section.label for section in records.sections]
    assert ["12/QĐ-UBND"] == [citation.symbol for citation in records.citations]


@pytest.mark.parametrize("title", ["HƯỚNG DẪN SỬ DỤNG BIỂU", "DANH MỤC NHIỆM VỤ", "KẾ HOẠCH CHI TIẾT CÁC NHIỆM VỤ"])
def test_the_title_of_a_first_appendix_is_no_title_of_a_plan(title: str) -> None:
    for heading in ("PHỤ LỤC I\n", ""):
        plan = plan_of(f"{heading}{title}\n{LINE}\n\nCác đơn vị ghi đủ các cột của biểu.\n")
        assert [title] == [one.title for one in plan.appendices]
        assert (None, None, 97) == (plan.header.doc_type, plan.header.title, plan.header.number)


def test_each_attached_sheet_is_an_appendix() -> None:
    def tab(title: str) -> str:
        rows = line(1, title, style=1) + line(2, LINE) + line(4, "STT", "Nhiệm vụ", "Thời gian")
        return sheet(rows + line(5, "1", f"Rà soát {title.lower()}", "Quý II"))

    records = parse_bytes(build_xlsx(tab("NHIỆM VỤ CHUNG"), tab("NHIỆM VỤ RIÊNG")), "a.xlsx", rules())
    assert ["NHIỆM VỤ CHUNG", "NHIỆM VỤ RIÊNG"] == [one.title for one in records.appendices]
    assert ["2026-34", "2026-34"] == [deadline.edtf for deadline in records.deadlines]
    assert 'sheet "Sheet2"/A4:C5' == records.source_tables[1].locator
