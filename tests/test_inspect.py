"""The plan check: a clean plan has no findings, each mistake has one, and what only looks like a mistake has none."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx_builder as word
import pytest
from reading import ROOT, rules

from planparse.cli import checking
from planparse.cli.main import run
from planparse.codes import CODES
from planparse.inspect.checks.deadlines import find_impossible
from planparse.inspect.draft import shorten
from planparse.inspect.finding import Finding, Spot
from planparse.inspect.inspecting import Judged, choose, inspect_draft, list_codes
from planparse.inspect.registry import KINDS
from planparse.inspect.writing.sarif import format_sarif
from planparse.inspect.writing.telling import format_place, tell
from planparse.model.base import Locus
from planparse.pipeline import read_plan
from planparse.text.slips import count_slips, is_slip
from planparse.wording.catalogue import LANGUAGES, Catalogue, Language

CLEAN = """ỦY BAN NHÂN DÂN
XÃ MAO ĐIỀN

Số: 45/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Mao Điền, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Chuyển đổi số xã Mao Điền năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;

Thực hiện Kế hoạch số 350/KH-UBND ngày 30/12/2025 của UBND thành phố Hải Phòng, UBND xã xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Nâng cao hiệu quả hoạt động của chính quyền xã.

2. Yêu cầu

Phân công rõ người, rõ việc, rõ thời hạn theo quy định.

II. CHỈ TIÊU

Thực hiện 03 chỉ tiêu tại Phụ lục I kèm theo, trong đó:

- Tỷ lệ phủ sóng 5G trên địa bàn đạt 90%.

III. NHIỆM VỤ

Các đơn vị thực hiện nhiệm vụ tại Phụ lục II kèm theo Kế hoạch này.

IV. TỔ CHỨC THỰC HIỆN

Các phòng, đơn vị báo cáo trước ngày 30/11/2026./.

Nơi nhận:
- UBND thành phố;
- Các thôn;
- Lưu: VT, VHXH.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An

PHỤ LỤC I
CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2026

(Kèm theo Kế hoạch số 45/KH-UBND ngày 05/02/2026 của UBND xã Mao Điền)

STT	Chỉ tiêu	Đơn vị tính	Chỉ tiêu năm 2026	Đơn vị chủ trì
1	Tỷ lệ phủ sóng 5G trên địa bàn	%	90%	Phòng Văn hóa - Xã hội
2	Tỷ lệ hồ sơ được số hóa theo quy định	%	100%	Công an xã
3	Số thôn có tổ công nghệ số cộng đồng	Thôn	12	Phòng Văn hóa - Xã hội

PHỤ LỤC II
NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026

(Kèm theo Kế hoạch số 45/KH-UBND ngày 05/02/2026 của UBND xã Mao Điền)

STT	Nhiệm vụ	Đơn vị chủ trì	Đơn vị phối hợp	Sản phẩm	Thời gian hoàn thành
1	Tập huấn kỹ năng số cho cán bộ các thôn trong xã	Phòng Văn hóa - Xã hội	Công an xã	05 lớp	Quý II/2026
2	Nâng cấp phòng họp trực tuyến của xã theo mẫu	Phòng Kinh tế	Văn phòng HĐND và UBND xã	Phòng họp	30/6/2026
3	Công khai thủ tục hành chính tại nhà văn hóa thôn	Công an xã	Các thôn	Bảng niêm yết	Thường xuyên
"""

ROOM = "Nâng cấp phòng họp trực tuyến của xã theo mẫu"
TASK_2 = f"2\t{ROOM}\tPhòng Kinh tế\tVăn phòng HĐND và UBND xã\tPhòng họp\t30/6/2026"
LINE = CLEAN.splitlines().index(TASK_2) + 1
TASK_3 = (
    "3	Công khai thủ tục hành chính tại nhà văn hóa thôn	Công an xã	Các thôn	Bảng niêm yết	Thường xuyên"
)
INDICATOR_3 = "3	Số thôn có tổ công nghệ số cộng đồng	Thôn	12	Phòng Văn hóa - Xã hội"
BASIS = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
REPORT = "Các phòng, đơn vị báo cáo trước ngày 30/11/2026./."
AIM = "Nâng cao hiệu quả hoạt động của chính quyền xã."
PUBLIC = "Công khai thủ tục hành chính tại nhà văn hóa thôn"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
MENTION = ("tại Phụ lục II kèm theo Kế hoạch này", "được giao")
CITED = "Theo Kế hoạch số 350/KH-UBND ngày {} của UBND thành phố Hải Phòng./."
ATTACHED_2 = "NĂM 2026\n\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 05/02/2026 của UBND xã Mao Điền)\n\nSTT	Nhiệm vụ"


@cache
def judge(text: str | bytes) -> tuple[Judged, ...]:
    data = text.encode() if isinstance(text, str) else text
    return inspect_draft(read_plan(data, "draft.txt", rules()), rules())


def codes(text: str | bytes) -> list[str]:
    return [one.finding.code for one in judge(text)]


def edited(*edits: tuple[str, str]) -> str:
    text = CLEAN
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def said(text: str, code: str, language: Language = "vi") -> str:
    """What is said of the first finding of a code."""
    found = next(one for one in judge(text) if one.finding.code == code)
    return tell(found, Catalogue(language)).what


def test_a_clean_plan_has_no_findings() -> None:
    assert [] == [one for one in judge(CLEAN) if one.about == "plan" or one.severity != "info"]


# name, code, edits of the clean plan that it must be found in
FIRES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("no motto", "layout.motto", [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "")]),
    ("no slogan", "layout.slogan", [("Độc lập - Tự do - Hạnh phúc\n", "")]),
    ("no issuer", "layout.issuer", [("ỦY BAN NHÂN DÂN\nXÃ MAO ĐIỀN\n", "")]),
    ("an office without its superior", "layout.superior", [("ỦY BAN NHÂN DÂN\nXÃ MAO ĐIỀN\n", "PHÒNG KINH TẾ\n")]),
    ("no number line", "layout.number", [("Số: 45/KH-UBND\n", "")]),
    ("no colon", "layout.number_form", [("Số: 45/KH-UBND\n", "Số 45/KH-UBND\n")]),
    ("a year in the symbol", "layout.number_form", [("Số: 45/KH-UBND\n", "Số: 45/2026/KH-UBND\n")]),
    ("a number below ten", "layout.number_zero", [("45/KH-UBND", "5/KH-UBND")]),
    ("a blank number", "layout.number_blank", [("Số: 45/KH-UBND\n", "Số:     /KH-UBND\n")]),
    ("the symbol of a decision", "layout.symbol_type", [("45/KH-UBND", "45/QĐ-UBND")]),
    ("no date line", "layout.date", [("Mao Điền, ngày 05 tháng 02 năm 2026\n", "")]),
    ("a date in digits", "layout.date_form", [("ngày 05 tháng 02 năm 2026", "ngày 05/02/2026")]),
    ("a day without zero", "layout.date_zero", [("ngày 05 tháng 02", "ngày 5 tháng 02")]),
    ("February without zero", "layout.date_zero", [("ngày 05 tháng 02", "ngày 05 tháng 2")]),
    ("a blank day", "layout.date_blank", [("ngày 05 tháng 02", "ngày    tháng 02")]),
    ("another place", "layout.place", [("Mao Điền, ngày", "Hải Phòng, ngày")]),
    ("no kind of document", "layout.type", [("KẾ HOẠCH\nChuyển đổi số xã Mao Điền năm 2026\n", "")]),
    ("no subject", "layout.subject", [("Chuyển đổi số xã Mao Điền năm 2026\n\n" + BASIS, BASIS)]),
    ("no signer", "layout.signer", [("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An\n", "")]),
    ("no office of the signer", "layout.signer_title", [("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n", "")]),
    ("no name of the signer", "layout.signer_name", [("\nNguyễn Văn An\n", "")]),
    ("not on behalf", "layout.authority", [("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n", "KT. CHỦ TỊCH\n")]),
    ("a deputy not for the head", "layout.deputy", [("KT. CHỦ TỊCH\n", "")]),
    ("for the head, but the head", "layout.not_deputy", [("PHÓ CHỦ TỊCH\n", "CHỦ TỊCH\n")]),
    ("a degree", "layout.degree", [("Nguyễn Văn An", "ThS. Nguyễn Văn An")]),
    ("no recipients", "layout.recipients", [("Nơi nhận:\n- UBND thành phố;\n- Các thôn;\n- Lưu: VT, VHXH.\n", "")]),
    ("no record copy", "layout.archive", [("- Lưu: VT, VHXH.\n", "")]),
    (
        "an appendix without title",
        "layout.appendix_title",
        [("PHỤ LỤC II\nNHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026\n", "PHỤ LỤC II\n")],
    ),
    ("an appendix without number", "layout.appendix_label", [("PHỤ LỤC II\n", "PHỤ LỤC\n")]),
    ("Arabic numerals", "layout.appendix_roman", [("PHỤ LỤC I\n", "PHỤ LỤC 1\n"), ("PHỤ LỤC II\n", "PHỤ LỤC 2\n")]),
    ("no line of attachment", "layout.attached", [(ATTACHED_2, "NĂM 2026\n\nSTT	Nhiệm vụ")]),
    ("attached to another number", "layout.attached_differs", [(ATTACHED_2, ATTACHED_2.replace("45/", "54/"))]),
    ("attached to another day", "layout.attached_differs", [(ATTACHED_2, ATTACHED_2.replace("05/02", "06/02"))]),
    ("a section jumps", "numbering.section", [("IV. TỔ CHỨC", "V. TỔ CHỨC")]),
    ("a section repeats", "numbering.section", [("III. NHIỆM VỤ", "II. NHIỆM VỤ")]),
    ("a row jumps", "numbering.row", [(TASK_3, TASK_3.replace("3", "5", 1))]),
    ("an appendix jumps", "numbering.appendix", [("PHỤ LỤC II\n", "PHỤ LỤC III\n")]),
    ("a title announces more", "count.differs", [("CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM", "DANH MỤC 05 CHỈ TIÊU NĂM")]),
    ("a sentence announces more", "count.differs", [("Thực hiện 03 chỉ tiêu", "Thực hiện 04 chỉ tiêu")]),
    ("a header announces more", "count.differs", [("STT	Nhiệm vụ", "STT	Nhiệm vụ (12 nhiệm vụ)")]),
    ("an appendix that is not there", "appendix.missing", [("Phụ lục II kèm", "Phụ lục II, III kèm")]),
    ("an appendix nobody mentions", "appendix.unmentioned", [MENTION]),
    ("no lead", "task.no_lead", [(TASK_2, TASK_2.replace("Phòng Kinh tế", ""))]),
    ("no deadline", "task.no_deadline", [(TASK_2, TASK_2.replace("30/6/2026", ""))]),
    ("no output", "task.no_output", [(TASK_2, TASK_2.replace("Phòng họp	", "	"))]),
    (
        "two leads",
        "task.two_leads",
        [(TASK_3, TASK_2.replace("2	N", "3	N").replace("Phòng Kinh tế", "Công an xã"))],
    ),
    ("two deadlines", "task.two_deadlines", [(TASK_3, TASK_2.replace("2	N", "3	N").replace("30/6", "31/7"))]),
    ("a day that is not", "deadline.impossible", [("30/6/2026", "31/6/2026")]),
    ("a month that is not", "deadline.impossible", [("Quý II/2026", "Tháng 13/2026")]),
    ("a quarter that is not", "deadline.impossible", [("Quý II/2026", "Quý V/2026")]),
    ("a day of prose that is not", "deadline.impossible", [("ngày 30/11/2026", "ngày 31/11/2026")]),
    ("an end before the beginning", "deadline.reversed", [("30/6/2026", "Từ 30/6/2026 đến 15/5/2026")]),
    ("over before the issue", "deadline.before_issue", [("30/6/2026", "30/6/2025")]),
    ("another year", "deadline.other_year", [("30/6/2026", "30/6/2027")]),
    (
        "an office of a ward",
        "agency.other_kind",
        [("	Phòng Kinh tế	", "	Phòng Kinh tế, Hạ tầng và Đô thị	")],
    ),
    ("an office of a district", "agency.district", [("	Phòng Kinh tế	", "	Công an huyện	")]),
    (
        "a department that was merged",
        "agency.abolished",
        [("	Phòng Kinh tế	", "	Sở Thông tin và Truyền thông	")],
    ),
    ("a district in prose", "agency.former_body", [(REPORT, "Các đơn vị báo cáo UBND huyện./.")]),
    ("a district among recipients", "agency.former_body", [("- UBND thành phố;", "- Huyện ủy;")]),
    (
        "two targets in a table",
        "target.conflict",
        [(INDICATOR_3, "3	Tỷ lệ hồ sơ được số hóa theo quy định	%	80%	Công an xã")],
    ),
    ("prose against the table", "target.conflict", [("trên địa bàn đạt 90%.", "trên địa bàn đạt 70%.")]),
    (
        "two dates",
        "citation.two_dates",
        [(REPORT, CITED.format("31/12/2025"))],
    ),
    (
        "another date",
        "citation.other_date",
        [(BASIS, "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 06/3/2020 của Chính phủ;")],
    ),
    (
        "a year that is not the symbol's",
        "citation.symbol_year",
        [(BASIS, "Căn cứ Nghị định số 99/2021/NĐ-CP ngày 06/3/2020 của Chính phủ;")],
    ),
    ("later than the plan", "citation.after_plan", [("ngày 30/12/2025", "ngày 30/12/2026")]),
    ("no longer in force", "citation.replaced", [(BASIS, "Căn cứ Luật số 51/2005/QH11 ngày 29/11/2005 của Quốc hội;")]),
    ("a slip in the motto", "spelling.phrase", [("CHỦ NGHĨA VIỆT", "CHỦ NGHIÃ VIỆT")]),
    ("a slip in the kind of document", "spelling.phrase", [("KẾ HOẠCH\n", "KÊ HOẠCH\n")]),
    ("a slip in a law", "spelling.phrase", [("Căn cứ Luật", "Căn cứ Lụât")]),
    ("a slip in the recipients", "spelling.phrase", [("Nơi nhận:", "Nơi nhân:")]),
    (
        "a long dash in the slogan",
        "spelling.slogan_dash",
        [("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")],
    ),
    ("an old spelling", "spelling.old", [("theo quy định.", "theo qui định.")]),
    ("two ways to place the tone", "spelling.tones", [(AIM, "Khoá, hoá, hoà, xoá, toà; hòa, hóa, khóa, xóa, tòa.")]),
]

FIRES += [
    ("a symbol with spaces", "layout.number_form", [("Số: 45/KH-UBND\n", "Số: 45/KH - UBND\n")]),
    ("the form of the party", "layout.number_form", [("Số: 45/KH-UBND\n", "Số: 45-KH/UBND\n")]),
    ("a symbol in one piece", "layout.number_form", [("Số: 45/KH-UBND\n", "Số: 45/KHUBND\n")]),
    ("an impossible date of issue", "layout.date_impossible", [("ngày 05 tháng 02 năm", "ngày 30 tháng 02 năm")]),
    ("a degree in words", "layout.degree", [("Nguyễn Văn An", "Thạc sĩ Nguyễn Văn An")]),
    ("a higher degree in words", "layout.degree", [("Nguyễn Văn An", "Tiến sỹ Nguyễn Văn An")]),
]

# what only looks like it: the code must not be found
SILENT: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("the motto with the tone elsewhere", "spelling.phrase", [("CỘNG HÒA", "CỘNG HOÀ")]),
    ("the motto misspelt is not missing", "layout.motto", [("CHỦ NGHĨA VIỆT", "CHỦ NGHIÃ VIỆT")]),
    ("a kind misspelt is not missing", "layout.type", [("KẾ HOẠCH\n", "KÊ HOẠCH\n")]),
    ("an office below its committee", "layout.superior", [("XÃ MAO ĐIỀN\n\nSố", "XÃ MAO ĐIỀN\nPHÒNG KINH TẾ\n\nSố")]),
    ("the motto over two lines", "layout.motto", [("CHỦ NGHĨA VIỆT NAM", "CHỦ NGHĨA VIỆT\nNAM")]),
    ("the year of issue on a line of its own", "layout.date_blank", [("tháng 02 năm 2026\n", "tháng 02 năm\n2026\n")]),
    ("the date over two lines", "layout.date", [("ngày 05 tháng 02 năm", "ngày 05\ntháng 02 năm")]),
    (
        "a blank date may become one",
        "layout.date_impossible",
        [("ngày 05 tháng 02 năm 2026", "ngày    tháng 02 năm 2026")],
    ),
    ("recipients misspelt are not missing", "layout.recipients", [("Nơi nhận:", "Nơi nhân:")]),
    (
        "number and date on one line",
        "layout.number_form",
        [
            ("Số: 45/KH-UBND\n\n", "Số: 45/KH-UBND "),
        ],
    ),
    ("a number of two digits", "layout.number_zero", [("45/KH-UBND", "05/KH-UBND")]),
    ("a blank number has its form", "layout.number_form", [("Số: 45/KH-UBND\n", "Số: ...../KH-UBND\n")]),
    ("a party number", "layout.number_form", [("Số: 45/KH-UBND\n", "Số 45-KH/ĐU\n")]),
    ("a month of one digit that needs no zero", "layout.date_zero", [("ngày 05 tháng 02", "ngày 15 tháng 3")]),
    ("the place with its kind", "layout.place", [("Mao Điền, ngày", "Xã Mao Điền, ngày")]),
    ("the head himself", "layout.deputy", [("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "CHỦ TỊCH")]),
    ("the head himself needs no KT", "layout.not_deputy", [("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "CHỦ TỊCH")]),
    ("by order", "layout.authority", [(SIGNED, "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG")]),
    ("a name that begins like a degree", "layout.degree", [("Nguyễn Văn An", "Thạch Sĩ Bình")]),
    ("a record copy without colon", "layout.archive", [("- Lưu: VT", "- Lưu VT")]),
    ("a line with its number left blank", "layout.attached_differs", [(ATTACHED_2, ATTACHED_2.replace("45/", "   /"))]),
    ("labels that begin anew below another heading", "numbering.section", [("2. Yêu cầu", "2. Các yêu cầu")]),
    ("rows that begin anew", "numbering.row", [(TASK_3, TASK_3.replace("3", "1", 1))]),
    ("so many percent", "count.differs", [("Thực hiện 03 chỉ tiêu", "Thực hiện 100% chỉ tiêu")]),
    ("groups of indicators", "count.differs", [("Thực hiện 03 chỉ tiêu", "Thực hiện 05 nhóm chỉ tiêu")]),
    ("tasks of somebody else", "count.differs", [(REPORT, "Hoàn thành 12 nhiệm vụ tỉnh giao./.")]),
    ("an appendix of a decree", "appendix.missing", [(AIM, "Theo mẫu tại Phụ lục VI Nghị định số 30/2020/NĐ-CP.")]),
    ("an appendix of another plan", "appendix.missing", [(AIM, "Tại Phụ lục V kèm theo Quyết định số 9/QĐ-UBND.")]),
    ("all appendices at once", "appendix.unmentioned", [("Phụ lục II kèm theo Kế hoạch này", "các Phụ lục kèm theo")]),
    ("a list of appendices", "appendix.unmentioned", [("Phụ lục I kèm", "Phụ lục I, II kèm"), MENTION]),
    (
        "a row above rows of its own",
        "task.no_lead",
        [(TASK_3, "3\tCông khai thủ tục\t\t\t\t\n3.1\tTại nhà văn hóa\tCông an xã\tCác thôn\tBảng\tQuý I/2026")],
    ),
    ("ongoing is a deadline", "task.no_deadline", [("30/6/2026", "Thường xuyên, liên tục")]),
    ("a condition is a deadline", "task.no_deadline", [("30/6/2026", "Theo hướng dẫn của thành phố")]),
    ("the same task twice, alike", "task.two_leads", [(TASK_3, TASK_2.replace("2	N", "3	N"))]),
    ("short names are many tasks", "task.two_deadlines", [(ROOM, "Báo cáo"), (PUBLIC, "Báo cáo")]),
    ("a leap day", "deadline.impossible", [("30/6/2026", "29/02/2028")]),
    ("a range in order", "deadline.reversed", [("30/6/2026", "Từ 15/5/2026 đến 30/6/2026")]),
    ("the month of issue", "deadline.before_issue", [("30/6/2026", "Tháng 02/2026")]),
    ("a cycle", "deadline.before_issue", [("30/6/2026", "Hàng quý")]),
    ("several quarters, one of them over", "deadline.before_issue", [("30/6/2026", "Tháng 01 và tháng 9/2026")]),
    ("a period of years", "deadline.other_year", [("30/6/2026", "Giai đoạn 2026-2030")]),
    ("an office of the province's choice", "agency.other_kind", [("	Phòng Kinh tế	", "	Phòng NN&MT	")]),
    ("a name that is back in use", "agency.district", [("	Phòng Kinh tế	", "	Phòng Nội vụ	")]),
    ("a district of the past", "agency.former_body", [(REPORT, "Tiếp nhận hồ sơ của UBND huyện cũ./.")]),
    (
        "a district that decided in the past",
        "agency.former_body",
        [(REPORT, "Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND huyện./.")],
    ),
    ("a bound and a value that agree", "target.conflict", [("đạt 90%.", "đạt từ 90% trở lên.")]),
    ("another year of the same indicator", "target.conflict", [("đạt 90%.", "đến năm 2030 đạt 99%.")]),
    ("one date in two forms", "citation.two_dates", [(REPORT, CITED.format("30 tháng 12 năm 2025"))]),
    ("the day of issue", "citation.after_plan", [("ngày 30/12/2025", "ngày 05/02/2026")]),
    (
        "an old document that is replaced here",
        "citation.replaced",
        [(BASIS, "Căn cứ Luật Giao dịch điện tử năm 2023;")],
    ),
    ("words of two letters", "spelling.phrase", [(AIM, "Lập sổ theo dõi chuyển đổi, sổ sách.")]),
    ("another mark, another word", "spelling.phrase", [(AIM, "Tiết kiệm chi tiêu, thu hoạch kịp thời.")]),
    ("one tone mark of the other kind", "spelling.tones", [(AIM, "Văn hoá; hòa, hóa, khóa, xóa.")]),
]


@pytest.mark.parametrize(("code", "edits"), [case[1:] for case in FIRES], ids=[case[0] for case in FIRES])
def test_a_mistake_is_found(code: str, edits: list[tuple[str, str]]) -> None:
    assert code in codes(edited(*edits))


@pytest.mark.parametrize(("code", "edits"), [case[1:] for case in SILENT], ids=[case[0] for case in SILENT])
def test_what_only_looks_like_it_is_left_alone(code: str, edits: list[tuple[str, str]]) -> None:
    assert code not in codes(edited(*edits))


def test_every_finding_has_a_case_that_fires() -> None:
    columns = {"task.no_lead_column", "task.no_deadline_column"}
    assert set(KINDS) == {case[1] for case in FIRES} | columns


def test_a_table_without_a_column_is_told_once() -> None:
    bare = edited(("\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời gian hoàn thành", "\tSản phẩm\tGhi chú"))
    rows = bare.replace("\tPhòng Văn hóa - Xã hội\tCông an xã\t05 lớp\tQuý II/2026", "\t05 lớp\t")
    rows = rows.replace(TASK_2, "2\tNâng cấp phòng họp\tPhòng họp\t").replace(TASK_3, "3\tCông khai\tBảng\t")
    found = [code for code in codes(rows) if code.startswith("task.")]
    assert (1, 1) == (found.count("task.no_lead_column"), found.count("task.no_deadline_column"))
    assert not {"task.no_lead", "task.no_deadline"} & set(found)


# --- what is said --------------------------------------------------------------------------------------------------

EXACT = [
    ("numbering.section", [("IV. TỔ CHỨC", "V. TỔ CHỨC")], "sau III là V"),
    ("numbering.section", [("III. NHIỆM VỤ", "II. NHIỆM VỤ")], "II dùng hai lần liên tiếp"),
    ("numbering.row", [(TASK_3, TASK_3.replace("3", "5", 1))], "sau 2 là 5"),
    ("numbering.appendix", [("PHỤ LỤC II\n", "PHỤ LỤC IV\n")], "sau I là IV"),
    ("count.differs", [("Thực hiện 03 chỉ tiêu", "Thực hiện 54 chỉ tiêu")], "Nêu 54 chỉ tiêu nhưng liệt kê 3"),
    ("citation.two_dates", FIRES[[case[0] for case in FIRES].index("two dates")][2], "30/12/2025, 31/12/2025"),
    ("deadline.before_issue", [("30/6/2026", "30/6/2025")], "30/6/2025 đã qua khi ban hành kế hoạch (05/02/2026)"),
]


@pytest.mark.parametrize(("code", "edits", "expected"), EXACT)
def test_a_finding_gives_the_exact_numbers(code: str, edits: list[tuple[str, str]], expected: str) -> None:
    assert expected in said(edited(*edits), code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "edits"), [case[1:] for case in FIRES], ids=[case[0] for case in FIRES])
def test_every_finding_can_be_said(code: str, edits: list[tuple[str, str]], language: Language) -> None:
    """What, why, what to do and where; no placeholder is left open."""
    found = next(one for one in judge(edited(*edits)) if one.finding.code == code)
    told = tell(found, Catalogue(language))
    assert all((told.what, told.why, told.do, told.where))
    assert not {"{", "}"} & set(told.what + told.why + told.do)
    assert bool(KINDS[code].basis) == bool(told.basis)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_and_the_registry_name_the_same_findings(language: Language) -> None:
    texts = Catalogue(language).below("check.finding")
    assert {f"{code}.{part}" for code in KINDS for part in ("what", "why", "do")} == set(texts)
    bases = {kind.basis for kind in KINDS.values() if kind.basis}
    assert bases == set(Catalogue(language).below("check.basis"))


PLACES = [
    ("body/table[3]/row[5]/cell[2]", None, "bảng 3, dòng 5, ô 2"),
    ("page 3/p[4]", 3, "trang 3, đoạn 4"),
    ("line 214", None, "dòng 214"),
    ('sheet "PL II"/row 7', None, "trang tính PL II, dòng 7"),
    ("somewhere", None, "somewhere"),
]


@pytest.mark.parametrize(("path", "page", "expected"), PLACES)
def test_a_place_is_told_in_words(path: str, page: int | None, expected: str) -> None:
    assert expected == format_place(Spot(Locus(path=path, page=page)), Catalogue("vi"))
    inside = format_place(Spot(Locus(path=path, page=page), appendix="II", row="4"), Catalogue("vi"))
    assert f"Phụ lục II, STT 4 ({expected})" == inside


# --- the stages' notes ---------------------------------------------------------------------------------------------


def test_no_note_is_lost() -> None:
    """Each is told itself, or by a finding of the same place; those about the plan come first."""
    text = edited(("Quý II/2026", "xong là được"), ("IV. TỔ CHỨC", "VI. TỔ CHỨC"))
    found = judge(text)
    assert {"numbering.section", "deadline.unparsed"} <= {one.finding.code for one in found}
    assert "section.numbering" not in {one.finding.code for one in found}
    assert ["plan", "reading"] == list(dict.fromkeys(one.about for one in found))


def test_within_a_part_the_gravest_comes_first() -> None:
    found = [one.severity for one in judge((ROOT / "samples/drafts/thuan-phong-dong.docx").read_bytes())]
    plan = found[: found.index("info")]
    assert sorted(plan, key=["error", "warning", "info"].index) == plan


def test_findings_can_be_asked_for_and_left_out() -> None:
    found = judge(edited(("30/6/2026", "31/6/2026"), ("Số: 45", "Số 45")))
    assert {"layout.number_form"} == {one.finding.code for one in choose(found, only=["layout"], ignore=())}
    assert "deadline.impossible" not in {
        one.finding.code for one in choose(found, only=(), ignore=["deadline.impossible"])
    }
    assert {"layout", "layout.motto", "deadline.unparsed", *CODES} <= list_codes()


# --- forms of the file ---------------------------------------------------------------------------------------------


def test_a_missing_zone_is_graver_in_the_file_that_is_signed() -> None:
    """A text may have lost its motto on the way; a Word file has none."""
    lines = [line for line in CLEAN.splitlines() if line and "\t" not in line and "CỘNG HÒA" not in line]
    document = word.build_docx("".join(word.para(line) for line in lines))
    severities = {one.finding.code: one.severity for one in judge(document)}
    assert "error" == severities["layout.motto"]
    (text,) = [one for one in judge(edited(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", ""))) if one.about == "plan"]
    assert ("layout.motto", "info") == (text.finding.code, text.severity)


def test_a_header_table_without_its_motto_is_a_header_all_the_same() -> None:
    """Who forgot motto and slogan forgot neither number, nor date, nor the kind of document."""
    lines = [line for line in CLEAN.split("KẾ HOẠCH\n", 1)[1].splitlines() if line and "\t" not in line]
    left = [word.para(line) for line in ("ỦY BAN NHÂN DÂN", "XÃ MAO ĐIỀN", "Số: 45/KH-UBND")]
    right = word.para("Mao Điền, ngày 05 tháng 02 năm 2026")
    head = word.table(word.row(word.cell("".join(left)), word.cell(right)))
    document = word.build_docx(head + "".join(word.para(line) for line in ("KẾ HOẠCH", *lines)))
    found = {one.finding.code for one in judge(document) if one.severity == "error"}
    assert {"layout.motto", "layout.slogan"} == found


def test_the_party_has_a_layout_of_its_own() -> None:
    """No motto of the state, another form of number, other words of the signer."""
    text = edited(
        ("ỦY BAN NHÂN DÂN\nXÃ MAO ĐIỀN\n", "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG\nĐẢNG ỦY XÃ MAO ĐIỀN\n"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", "ĐẢNG CỘNG SẢN VIỆT NAM\n"),
        ("Số: 45/KH-UBND\n", "Số 45-KH/ĐU\n"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "T/M ĐẢNG ỦY\nPHÓ BÍ THƯ"),
    )
    assert [] == [code for code in codes(text) if code.startswith("layout")]


def test_an_appendix_that_may_be_in_another_file_is_a_remark() -> None:
    text = CLEAN[: CLEAN.index("PHỤ LỤC I\n")]
    found = [one for one in judge(text) if one.finding.code == "appendix.missing"]
    assert [("info", "I"), ("info", "II")] == [(one.severity, one.finding.values["label"]) for one in found]


def test_appendices_alone_have_no_header_to_check() -> None:
    found = judge((ROOT / "samples/xlsx/dak-rong-ha.xlsx").read_bytes())
    assert [] == [one.finding.code for one in found if one.severity == "error" or one.finding.code.startswith("layout")]


HOSTILE = [
    (
        "control characters",
        edited(("phòng họp trực tuyến", "phòng\x1b[31m họp\x07 trực\u202e tuyến"), ("30/6/", "31/6/")),
    ),
    ("a cell without end", edited(("phòng họp trực tuyến", "phòng họp " * 20_000), ("30/6/", "31/6/"))),
    ("a line of digits", edited((AIM, "Phụ lục 1, 2, 3 " * 3_000 + "9" * 5_000))),
    ("years that are none", edited((AIM, "ngày 00/00/2026, 99/99/2026, tháng 13/2026, ngày 31 tháng 2 năm 2026"))),
    ("braces", edited(("phòng họp trực tuyến", "{0} {what} %s {{"), ("30/6/2026", "{raw} 31/6/2026"))),
    ("nothing but a title", "KẾ HOẠCH\n"),
    ("one letter", "a"),
]


@pytest.mark.parametrize("text", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_document_is_told_on_printable_lines(text: str, language: Language) -> None:
    told = [tell(one, Catalogue(language)) for one in judge(text)]
    for one in told:
        for field in (one.where, one.quote, one.what, one.why, one.do, one.locator or ""):
            assert field.isprintable() and len(field) <= 400


# --- pieces --------------------------------------------------------------------------------------------------------


def test_words_with_a_slip() -> None:
    assert (True, True, True) == (is_slip("lụât", "luật"), is_slip("hoach", "hoạch"), is_slip("nghĩa", "nghiã"))
    assert (False, False) == (is_slip("quả", "hoạch"), is_slip("an", "ăm"))
    assert is_slip("hạonh", "hạnh") and is_slip("thự hiện"[:3], "thực") and is_slip("dinh", "dihn")
    assert (None, 0) == (count_slips(["a"], ["a", "b"]), count_slips(["kế", "hoạch"], ["kế", "hoạch"]))


def test_days_that_the_calendar_does_not_have() -> None:
    text = "ngày 30/02/2026, 29/2/2028, ngày 31 tháng 4 năm 2026, quý V/2026, quý IV/2026, tháng 13/2026, 350/2025"
    assert ["30/02/2026", "ngày 31 tháng 4 năm 2026", "quý V/2026", "tháng 13/2026"] == [*find_impossible(text)]


def test_a_long_text_is_cut_after_a_word() -> None:
    assert ("một hai …", "một hai") == (shorten("một hai ba bốn", 10), shorten("một  hai"))


# --- the command ---------------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder with a clean plan, one with remarks, one with a mistake, and a file of nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANPARSE_LANG", "vi")
    monkeypatch.setenv("COLUMNS", "100")
    clean = edited((INDICATOR_3, "3\tTỷ lệ phủ sóng 4G trên địa bàn\t%\t100%\tCông an xã"))
    Path("clean.txt").write_text(clean.replace("hồ sơ được số hóa theo quy định", "thôn có mạng cáp quang"), "utf-8")
    Path("remark.txt").write_text(edited(("30/6/2026", "30/6/2027")), "utf-8")
    Path("có lỗi.txt").write_text(edited(("30/6/2026", "31/6/2026")), "utf-8")
    Path("empty.txt").write_bytes(b"")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["check", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["remark.txt"], 0),
        (["remark.txt", "--strict"], 1),
        (["có lỗi.txt"], 1),
        (["có lỗi.txt", "--ignore", "deadline"], 0),
        (["có lỗi.txt", "--only", "layout", "--strict"], 0),
        (["remark.txt", "có lỗi.txt"], 1),
        (["empty.txt"], 1),
        (["nowhere.txt"], 2),
        (["remark.txt", "--only", "nothing"], 2),
        (["remark.txt", "--only", ""], 2),
        (["có lỗi.txt", "--ignore", "deadline, layout"], 0),
    ],
)
def test_warnings_and_errors_count_and_remarks_when_asked(check: Run, arguments: list[str], expected: int) -> None:
    assert expected == check(*arguments)[0]


def test_a_defect_is_one_line(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(checking, "read_plan", fail)
    code, out, err = check("remark.txt")
    assert (1, "", 1) == (code, out, len(err.splitlines()))
    assert err.startswith("planparse: remark.txt: ") and "IndexError: list index out of range" in err


def test_text_says_where_what_why_and_what_to_do(check: Run) -> None:
    _, out, err = check("có lỗi.txt", "remark.txt", "empty.txt")
    lines = out.splitlines()
    assert "có lỗi.txt: 1 lỗi, 2 lưu ý" == lines[0]
    assert "   1. Thời hạn không có trên lịch: 31/6/2026 [deadline.impossible]" in lines
    assert f"      Phụ lục II, STT 2 (dòng {LINE})" in lines
    assert "      Cần làm: Sửa lại ngày, tháng hoặc quý" in lines
    assert lines[-1].startswith("Tổng cộng 2 tệp: 1 lỗi") and max(map(len, lines)) <= 100
    assert "planparse: empty.txt: " in err and 1 == len(err.splitlines())


def test_a_plan_without_findings_is_told_so(check: Run) -> None:
    assert "remark.txt: không có gì phải xem lại\n" == check("remark.txt", "--only", "layout")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_says_the_same_in_either_language(check: Run, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    monkeypatch.setenv("PLANPARSE_LANG", language)
    data = json.loads(check("có lỗi.txt", "empty.txt", "--format", "json")[1])
    first, empty = data["files"]
    assert (1, language, 1) == (data["version"], data["language"], data["counts"]["error"])
    finding = first["findings"][0]
    assert ("deadline.impossible", "error", "plan", f"line {LINE}", None) == tuple(
        finding[name] for name in ("code", "severity", "about", "locator", "page")
    )
    assert Catalogue(language).say("check.finding.deadline.impossible.do") == finding["do"]
    assert [] == empty["findings"] and "empty.txt" in empty["error"]


def test_sarif_of_several_files(check: Run) -> None:
    """What SARIF 2.1.0 asks for: levels, rules by index, references that are URIs, lines where there are lines."""
    log = json.loads(check("có lỗi.txt", "remark.txt", "empty.txt", "--format", "sarif")[1])
    (sarif,) = log["runs"]
    rules_told = sarif["tool"]["driver"]["rules"]
    assert "2.1.0" == log["version"]
    assert ["c%C3%B3%20l%E1%BB%97i.txt", "remark.txt", "empty.txt"] == [
        one["location"]["uri"] for one in sarif["artifacts"]
    ]
    for result in sarif["results"]:
        assert result["ruleId"] == rules_told[result["ruleIndex"]]["id"] and result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    first = sarif["results"][0]
    assert ("deadline.impossible", {"startLine": LINE}) == (
        first["ruleId"],
        first["locations"][0]["physicalLocation"]["region"],
    )
    (invocation,) = sarif["invocations"]
    assert not invocation["executionSuccessful"] and "empty.txt" in str(invocation["toolExecutionNotifications"])
    assert "helpUri" not in str(rules_told) and all(rule["help"]["text"] for rule in rules_told)


def test_sarif_of_nothing_is_sarif() -> None:
    log = json.loads(format_sarif((), Catalogue("vi"), version="1"))
    assert [] == log["runs"][0]["results"]


def test_a_finding_without_a_place_is_about_the_whole_document() -> None:
    told = tell(Judged(Finding("layout.motto"), "plan", "error"), Catalogue("vi"))
    assert ("toàn văn bản", None) == (told.where, told.page)


def test_the_sample_draft_has_mistakes_of_every_part() -> None:
    """What the README shows."""
    found = {one.finding.code for one in judge((ROOT / "samples/drafts/thuan-phong-dong.docx").read_bytes())}
    parts = {"layout", "numbering", "count", "appendix", "task", "deadline", "agency", "target", "citation", "spelling"}
    assert parts <= {code.partition(".")[0] for code in found}


def test_the_call_says_in_which_language(check: Run) -> None:
    assert "Thời hạn không có trên lịch" in check("có lỗi.txt", "--lang", "vi")[1]
    assert "A deadline that the calendar does not have" in check("có lỗi.txt", "--lang", "en")[1]
