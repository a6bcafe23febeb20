"""Plans that list their tasks in running text: labelled lines, sentences that give a duty, and what is no task."""

from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from reading import SHARED, records_of, rules

from planparse.extract.labelled import read_labelled
from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines

FRONT = "Số: 1/KH-UBND\nSuối Mây, ngày 01 tháng 02 năm 2026\n\nKẾ HOẠCH\nCông tác tư pháp năm 2026\n\n"


class Found(NamedTuple):
    """What a test says of a task."""

    label: str | None
    name: str
    lead: str | None
    support: str | None
    deadline: str | None
    due: str | None


def read(*paragraphs: str) -> Records:
    return records_of(FRONT + "\n\n".join(paragraphs) + "\n")


def found(records: Records) -> list[Found]:
    return [
        Found(t.label, t.name, t.lead_raw, t.support_raw, t.deadline_raw, str(t.due_on) if t.due_on else None)
        for t in records.tasks
    ]


def codes(records: Records) -> list[str]:
    return [row.code for row in records.diagnostics if row.code.startswith(("task.", "plan.", "row."))]


def roles(text: str) -> list[tuple[str, str]]:
    return [(value.role, value.text) for value in read_labelled(text, rules=rules().tasks).values]


# Labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Bộ phận chủ trì: Phòng Kinh tế.", [("lead", "Phòng Kinh tế")]),
        ("+ Cơ quan, đơn vị chủ trì thực hiện : Công an xã", [("lead", "Công an xã")]),
        ("Phân công thực hiện: Các thôn", [("lead", "Các thôn")]),
        ("* Đơn vị cùng phối hợp: Trạm Y tế; Hội Phụ nữ;", [("support", "Trạm Y tế; Hội Phụ nữ")]),
        ("- Thời gian, tiến độ hoàn thành: Quý II/2026.", [("deadline", "Quý II/2026")]),
        ("Thời gian hoàn thành trước ngày 30/6/2026", [("deadline", "trước ngày 30/6/2026")]),
        ("- Dự kiến sản phẩm: Kế hoạch", [("output", "Kế hoạch")]),
        ("- Lãnh đạo phụ trách: Phó Chủ tịch", [("lead", "Phó Chủ tịch")]),
        ("- Địa điểm: Nhà văn hóa", [("detail", "Nhà văn hóa")]),
        ("- Đon vị chủ tri: Phòng Kinh tế", [("lead", "Phòng Kinh tế")]),
        (
            "Chủ trì: Phòng A; Phối hợp: Phòng B; Đội C. Thời hạn: 30/6",
            [("lead", "Phòng A"), ("support", "Phòng B; Đội C"), ("deadline", "30/6")],
        ),
    ],
)
def test_a_labelled_line_gives_its_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == roles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Kinh tế chủ trì, phối hợp với các thôn triển khai.",
        "Tổ chức thực hiện:",
        "Kết quả năm 2025: đạt 95%",
        "Thời gian qua, công tác tư pháp: nhiều chuyển biến",
        "Rà soát hồ sơ, hoàn thành trước ngày 30/6/2026",
        "Kiểm tra: các cơ sở kinh doanh",
        "",
    ],
)
def test_prose_has_no_labels(text: str) -> None:
    assert [] == roles(text)


def test_words_before_the_labels_are_the_item_without_its_brackets() -> None:
    line = read_labelled("- Treo cờ (Chủ trì: các thôn (theo địa bàn); Thời gian: tháng 9).", rules=rules().tasks)
    assert ("-", "Treo cờ") == (line.mark, line.before)
    assert [("lead", "các thôn (theo địa bàn)"), ("deadline", "tháng 9")] == [(v.role, v.text) for v in line.values]


# Plans


def test_bullets_below_numbered_headings() -> None:
    records = read(
        "II. NỘI DUNG",
        "1. Rà soát văn bản quy phạm pháp luật",
        "- Bộ phận chủ trì: Công chức Tư pháp - Hộ tịch.",
        "- Bộ phận phối hợp: Các bộ phận có liên quan trong thực hiện",
        "rà soát.",
        "- Thời gian thực hiện: Quý 4 năm 2026.",
        "2. Tổ chức tập huấn hòa giải viên",
        "- Cơ quan thực hiện: nt",
        "- Sản phẩm: 02 lớp tập huấn",
        "- Thời gian thực hiện: Thường xuyên",
    )
    assert [
        Found(
            "1",
            "Rà soát văn bản quy phạm pháp luật",
            "Công chức Tư pháp - Hộ tịch",
            "Các bộ phận có liên quan trong thực hiện rà soát",
            "Quý 4 năm 2026",
            "2026-12-31",
        ),
        Found("2", "Tổ chức tập huấn hòa giải viên", "Công chức Tư pháp - Hộ tịch", None, "Thường xuyên", None),
    ] == found(records)
    assert "02 lớp tập huấn" == records.tasks[1].output_raw
    assert ["task.ditto"] == codes(records)


def test_where_a_task_of_the_text_stands() -> None:
    records = read("II. NỘI DUNG", "1. Mở lớp", "- Chủ trì: Phòng Kinh tế", "- Thời hạn: Quý I")
    (task,) = records.tasks
    section = next(row for row in records.sections if row.section_id == task.section_id)
    assert (None, "Mở lớp", ("II NỘI DUNG",), ("II",), 1.0) == (
        task.table_id,
        section.heading,
        task.group_path,
        task.group_labels,
        task.confidence,
    )
    assert "line 9" == task.locator
    assert [("lead", "Phòng Kinh tế", task.task_id)] == [
        (row.role, row.agency_raw, row.record_id) for row in records.assignments
    ]
    assert ["2026-33"] == [row.edtf for row in records.deadlines]


def test_each_field_leads_back_to_its_line() -> None:
    records = read(
        "II. NỘI DUNG",
        "1. Mở lớp",
        "- Chủ trì: Phòng Kinh tế; Sản phẩm: Lớp học",
        "- Phối hợp:",
        "+ Các thôn",
        "+ Đoàn xã",
    )
    assert [
        ("name", "Mở lớp", "line 9"),
        ("label", "1", "line 9"),
        ("lead_raw", "Phòng Kinh tế", "line 11"),
        ("support_raw", "Các thôn", "line 15"),
        ("support_raw", "Đoàn xã", "line 17"),
        ("output_raw", "Lớp học", "line 11"),
    ] == [(row.field, row.raw, row.locator) for row in records.field_sources]
    given = read("II. NHIỆM VỤ", "- Giao Công an xã rà soát, hoàn thành trước ngày 30/6/2026.")
    assert [
        ("name", "Giao Công an xã rà soát, hoàn thành trước ngày 30/6/2026", "line 9"),
        ("lead_raw", "Công an xã", "line 9"),
        ("deadline_raw", "trước ngày 30/6/2026", "line 9"),
    ] == [(row.field, row.raw, row.locator) for row in given.field_sources]


def test_labels_as_lettered_and_dotted_items() -> None:
    records = read(
        "III. NHIỆM VỤ CỤ THỂ",
        "1. Phổ biến Luật Đất đai",
        "a) Nội dung: Các điểm mới của Luật.",
        "b) Thời gian: Quý II/2026.",
        "c) Đơn vị chủ trì: Phòng Kinh tế.",
        "2. Hội thi tìm hiểu pháp luật",
        "2.1. Địa điểm: Nhà văn hóa xã.",
        "2.2. Thời gian thực hiện: Tháng 9/2026.",
        "2.3. Người phụ trách: Bí thư Đoàn.",
    )
    assert [
        Found("1", "Phổ biến Luật Đất đai", "Phòng Kinh tế", None, "Quý II/2026", "2026-06-30"),
        Found("2", "Hội thi tìm hiểu pháp luật", "Bí thư Đoàn", None, "Tháng 9/2026", "2026-09-30"),
    ] == found(records)


def test_labels_in_one_line_and_in_brackets_with_semicolons_inside_agencies() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "1. Lập chuyên mục trên trang thông tin. Chủ trì: Văn phòng; Phối hợp: Công an xã; Trạm Y tế; "
        "Thời gian hoàn thành: 30/6/2026; Kết quả: Chuyên mục.",
        "2. Duy trì tủ sách pháp luật (Chủ trì: Công chức Tư pháp; hoàn thành trước ngày 15/10/2026)./.",
        "3. Công tác khác",
        "- Treo cờ. Trách nhiệm: Các thôn. Thời gian: Tháng 9.",
    )
    assert [
        Found(
            "1", "Lập chuyên mục trên trang thông tin", "Văn phòng", "Công an xã; Trạm Y tế", "30/6/2026", "2026-06-30"
        ),
        Found("2", "Duy trì tủ sách pháp luật", "Công chức Tư pháp", None, "trước ngày 15/10/2026", "2026-10-15"),
        Found(None, "Treo cờ", "Các thôn", None, "Tháng 9", "2026-09-30"),
    ] == found(records)
    assert ("II NHIỆM VỤ", "3 Công tác khác") == records.tasks[2].group_path
    assert ["Văn phòng", "Công an xã", "Trạm Y tế"] == [row.agency_raw for row in records.assignments][:3]


def test_deeper_bullets_below_items_and_an_agency_a_line() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "1. Công tác kiểm tra",
        "- Kiểm tra an toàn thực phẩm",
        "+ Đơn vị thực hiện: Trạm Y tế xã",
        "+ Đơn vị phối hợp:",
        "• Công an xã;",
        "• Phòng Kinh tế.",
        "+ Thời gian bắt đầu: 01/3/2026",
        "+ Thời gian kết thúc: 30/4/2026",
        "- Báo cáo kết quả về Ủy ban nhân dân xã.",
    )
    assert [
        Found(
            None,
            "Kiểm tra an toàn thực phẩm",
            "Trạm Y tế xã",
            "Công an xã; Phòng Kinh tế",
            "01/3/2026 - 30/4/2026",
            "2026-04-30",
        )
    ] == found(records)


def test_what_stands_below_a_heading_holds_for_all_items_under_it() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "1. Công tác hòa giải",
        "Thời gian thực hiện: Trong năm 2026",
        "1.1. Kiện toàn tổ hòa giải",
        "Đơn vị thực hiện: Các thôn",
        "1.2. Tập huấn hòa giải viên",
        "Đơn vị thực hiện: Phòng Kinh tế",
        "2. Nhiệm vụ trọng tâm quý III/2026",
        "- Sơ kết.",
        "Chủ trì: Văn phòng",
        "- Khen thưởng.",
        "Chủ trì: Phòng Kinh tế",
    )
    assert [
        Found("1.1", "Kiện toàn tổ hòa giải", "Các thôn", None, "Trong năm 2026", "2026-12-31"),
        Found("1.2", "Tập huấn hòa giải viên", "Phòng Kinh tế", None, "Trong năm 2026", "2026-12-31"),
        Found(None, "Sơ kết", "Văn phòng", None, "quý III/2026", "2026-09-30"),
        Found(None, "Khen thưởng", "Phòng Kinh tế", None, "quý III/2026", "2026-09-30"),
    ] == found(records)


def test_who_leads_may_be_the_heading_or_stand_in_the_item() -> None:
    records = read(
        "III. PHÂN CÔNG",
        "1. Văn phòng HĐND và UBND",
        "- Tham mưu ban hành kế hoạch. Thời gian hoàn thành: tháng 3/2026.",
        "- Tổng hợp báo cáo; hoàn thành trước ngày 15/12/2026.",
        "2. Công an xã: Rà soát cơ sở. Thời gian: Quý II/2026.",
    )
    office = "Văn phòng HĐND và UBND"
    assert [
        Found(None, "Tham mưu ban hành kế hoạch", office, None, "tháng 3/2026", "2026-03-31"),
        Found(None, "Tổng hợp báo cáo", office, None, "trước ngày 15/12/2026", "2026-12-15"),
        Found("2", "Công an xã: Rà soát cơ sở", "Công an xã", None, "Quý II/2026", "2026-06-30"),
    ] == found(records)
    assert {0.8} == {task.confidence for task in records.tasks}


def test_labels_in_a_heading_and_below_it_are_one_task() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "Thời gian thực hiện chung: Năm 2026.",
        "1. Trồng cây",
        "- Chủ trì: Các thôn",
        "2. Tổ chức hội nghị triển khai (hoàn thành trong tháng 3/2026):",
        "- Mời đại biểu.",
        "- Chủ trì: Văn phòng",
    )
    assert [
        Found("1", "Trồng cây", "Các thôn", None, "Năm 2026", "2026-12-31"),
        Found("2", "Tổ chức hội nghị triển khai", "Văn phòng", None, "trong tháng 3/2026", "2026-03-31"),
    ] == found(records)


def test_labels_below_a_list_are_about_the_list() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "1. Tuyên truyền pháp luật",
        "a) Phát thanh trên loa truyền thanh;",
        "b) Treo băng rôn, khẩu hiệu;",
        "- Đơn vị chủ trì: Phòng Kinh tế",
        "- Thời gian: Tháng 11",
        "2. Ra quân vệ sinh",
        "- Dọn rác.",
        "- Khơi cống.",
        "- Các nội dung trên: Chủ trì: Các thôn; Thời gian: Hằng tháng",
    )
    assert [
        Found("1", "Tuyên truyền pháp luật", "Phòng Kinh tế", None, "Tháng 11", "2026-11-30"),
        Found("2", "Ra quân vệ sinh", "Các thôn", None, "Hằng tháng", None),
    ] == found(records)
    assert (["task.shared_labels"], [0.8, 1.0]) == (codes(records), [task.confidence for task in records.tasks])


def test_names_behind_labels_where_the_heading_names_nothing() -> None:
    records = read(
        "II. NỘI DUNG, THỜI GIAN THỰC HIỆN",
        "- Nội dung: Ngày hội đại đoàn kết.",
        "- Thời gian: Tháng 11/2026.",
        "- Phụ trách: Các thôn.",
        "- Nội dung: Tổng kết phong trào.",
        "- Thời gian: Tháng 12/2026.",
        "- Phụ trách: Văn phòng.",
    )
    assert [
        Found(None, "Ngày hội đại đoàn kết", "Các thôn", None, "Tháng 11/2026", "2026-11-30"),
        Found(None, "Tổng kết phong trào", "Văn phòng", None, "Tháng 12/2026", "2026-12-31"),
    ] == found(records)


def test_text_that_ocr_read() -> None:
    records = read(
        "II. NỘI DUNG",
        "1. Niêm yết thủ tục",
        "- Đon vị chủ tri: Văn phòng.",
        "- Đơn vị phối hơp : Công an xã.",
        "- Thòi gian thực hiện: Quý IL2026.",
        "- Gõi dự toán riêng: Quý I.",
    )
    assert [Found("1", "Niêm yết thủ tục", "Văn phòng", "Công an xã", "Quý IL2026", "2026-06-30")] == found(records)
    assert ["task.unknown_label"] == codes(records)


def test_tasks_in_the_prose_of_an_appendix() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "Chi tiết tại phụ lục.",
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ",
        "1. Mở lớp tập huấn",
        "- Chủ trì: Phòng Kinh tế",
        "- Thời gian: Quý I",
        "2. Khảo sát nhu cầu",
        "- Chủ trì: Các thôn",
        "- Thời gian: Quý II",
    )
    assert [
        Found("1", "Mở lớp tập huấn", "Phòng Kinh tế", None, "Quý I", "2026-03-31"),
        Found("2", "Khảo sát nhu cầu", "Các thôn", None, "Quý II", "2026-06-30"),
    ] == found(records)
    assert [(None, ("DANH MỤC NHIỆM VỤ",))] * 2 == [(task.section_id, task.group_path) for task in records.tasks]


def test_one_label_is_enough_in_a_run_of_three() -> None:
    items = [("Rà soát hộ nghèo", 10), ("Bình xét gia đình văn hóa", 11), ("Tổng kết", 12)]
    run = [f"{i}. {name}\n\nThời gian: Tháng {month}" for i, (name, month) in enumerate(items, start=1)]
    assert [("Rà soát hộ nghèo", 0.7), ("Bình xét gia đình văn hóa", 0.7), ("Tổng kết", 0.7)] == [
        (task.name, task.confidence) for task in read("II. NHIỆM VỤ", *run).tasks
    ]
    alone = read("II. NHIỆM VỤ", *run[:2])
    assert ([], ["task.lone_label", "task.lone_label", "plan.empty"]) == (found(alone), codes(alone))


def test_lines_that_open_with_a_day() -> None:
    records = read(
        "II. TIẾN ĐỘ CHUẨN BỊ",
        "- 20/9/2026: Ban hành thông báo.",
        "- Từ ngày 01/10 đến ngày 20/10/2026: Nhận bài dự thi.",
        "- Tháng 11/2026: Trao giải. Đơn vị thực hiện: Văn phòng.",
    )
    assert [
        Found(None, "Ban hành thông báo", None, None, "20/9/2026", "2026-09-20"),
        Found(None, "Nhận bài dự thi", None, None, "Từ ngày 01/10 đến ngày 20/10/2026", "2026-10-20"),
        Found(None, "Trao giải", "Văn phòng", None, "Tháng 11/2026", "2026-11-30"),
    ] == found(records)
    past = read("I. TÌNH HÌNH NĂM 2025", *(f"- Tháng {month}/2025: Thu đạt kế hoạch." for month in (1, 2, 3)))
    assert [] == found(past)


def test_who_leads_in_a_section_of_targets_leads_no_task() -> None:
    records = read("II. CHỈ TIÊU", "1. Tỷ lệ hồ sơ đúng hạn đạt 98%.", "Chủ trì: Văn phòng. Thời gian: Quý IV.")
    assert ([], ["task.lone_label"]) == (found(records), codes(records))
    assert ["Tỷ lệ hồ sơ đúng hạn đạt 98%"] == [row.name for row in records.indicators]


def test_labels_that_no_item_stands_above_are_a_warning() -> None:
    records = read("II. THỜI GIAN, ĐỊA ĐIỂM", "1. Thời gian: 20/5/2026.", "2. Đơn vị thực hiện: Văn phòng.")
    assert ([], ["task.unattached", "plan.empty"]) == (found(records), codes(records))
    (warning,) = [row for row in records.diagnostics if row.code == "task.unattached"]
    assert ("warning", "line 9") == (warning.severity, warning.locator)
    assert "Đơn vị thực hiện: Văn phòng" in warning.message


# Beside tables

TABLE = "PHỤ LỤC\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\n1\tTrồng cây.\tCác thôn\tTháng 2/2026"


def test_beside_a_table_of_tasks_who_and_when_must_be_there_and_nothing_is_twice() -> None:
    records = read(
        "II. NHIỆM VỤ",
        "1. Trồng cây",
        "- Chủ trì: Các thôn\n\n- Thời gian: Tháng 2/2026",
        "2. Ra quân",
        "- Chủ trì: Các thôn\n\n- Sản phẩm: Báo cáo",
        "3. Dọn vệ sinh",
        "- Chủ trì: Các thôn\n\n- Thời gian: Tháng 4/2026",
        TABLE,
    )
    assert ["Dọn vệ sinh", "Trồng cây."] == [task.name for task in records.tasks]
    assert ["task.lone_label", "task.repeated"] == codes(records)
    (row,) = [row for row in records.source_rows if row.kind == "record"]
    assert records.tasks[1].task_id == row.record_id


DUTIES = (
    "II. NHIỆM VỤ",
    "- Giao Công an xã rà soát cơ sở kinh doanh, hoàn thành trước ngày 30/6/2026.",
    "- Phòng Kinh tế chủ trì, phối hợp với các thôn tổ chức ra quân trong tháng 4/2026. Nâng cao nhận thức.",
    "- Tổ chức tuyên truyền, hoàn thành trong quý II/2026.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Văn hóa - Xã hội",
    "a) Chủ trì tham mưu triển khai Kế hoạch.",
    "b) Tổng hợp, báo cáo Ủy ban nhân dân xã trước ngày 15/12/2026.",
)


def test_sentences_with_an_agency_and_a_day_in_a_plan_without_any_other_task() -> None:
    records = read("I. MỤC ĐÍCH", "- Giao Công an xã báo cáo trước ngày 01/3/2026.", *DUTIES)
    assert [
        Found(
            None,
            "Giao Công an xã rà soát cơ sở kinh doanh, hoàn thành trước ngày 30/6/2026",
            "Công an xã",
            None,
            "trước ngày 30/6/2026",
            "2026-06-30",
        ),
        Found(
            None,
            "Phòng Kinh tế chủ trì, phối hợp với các thôn tổ chức ra quân trong tháng 4/2026",
            "Phòng Kinh tế",
            "các thôn",
            "trong tháng 4/2026",
            "2026-04-30",
        ),
        Found(
            "b",
            "Tổng hợp, báo cáo Ủy ban nhân dân xã trước ngày 15/12/2026",
            "Phòng Văn hóa - Xã hội",
            None,
            "trước ngày 15/12/2026",
            "2026-12-15",
        ),
    ] == found(records)
    assert (["task.from_prose"] * 3, {0.6}) == (codes(records), {task.confidence for task in records.tasks})


def test_duties_are_left_where_the_plan_lists_its_tasks() -> None:
    assert ["Trồng cây."] == [task.name for task in read(*DUTIES, TABLE).tasks]
    labelled = ("IV. LỊCH", "1. Sơ kết", "- Chủ trì: Văn phòng", "- Thời gian: 30/6")
    assert ["Sơ kết"] == [task.name for task in read(*DUTIES, *labelled).tasks]


def test_duties_without_a_day_are_no_tasks() -> None:
    body = ("III. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế: Chủ trì, phối hợp với các thôn triển khai Kế hoạch.")
    assert ([], ["plan.empty"]) == (found(read(*body)), codes(read(*body)))


# Schedules


def schedule(*lines: str) -> Records:
    return read("II. LỊCH", "\n".join(line.replace("|", "\t") for line in lines))


def dated(records: Records) -> list[tuple[str, str | None, str | None]]:
    return [(task.name, task.lead_raw, task.deadline_raw) for task in records.tasks]


def test_a_date_before_the_name_holds_for_rows_without_one() -> None:
    records = schedule("Thời gian|Nội dung|Đơn vị thực hiện", "05/3|Khai mạc|Văn phòng", "|Thi đấu|Đoàn xã")
    assert [("Khai mạc", "Văn phòng", "05/3"), ("Thi đấu", "Đoàn xã", "05/3")] == dated(records)
    assert ["row.deadline_above"] == codes(records)


def test_an_empty_date_behind_the_name_stays_empty() -> None:
    records = schedule("Nội dung công việc|Đơn vị thực hiện|Thời gian", "Khai mạc|Văn phòng|05/3", "Thi đấu|Đoàn xã|")
    assert [("Khai mạc", "Văn phòng", "05/3"), ("Thi đấu", "Đoàn xã", None)] == dated(records)


def test_a_month_as_group_row_is_the_deadline_where_no_column_is() -> None:
    lines = ("STT|Nội dung|Đơn vị thực hiện", "|Tháng 3/2026||", "1|Giao quân|Văn phòng", "|Khác||", "1|Họp|Văn phòng")
    assert [("Giao quân", "Văn phòng", "Tháng 3/2026"), ("Họp", "Văn phòng", None)] == dated(schedule(*lines))


def test_bare_numbers_in_a_column_of_months_are_months() -> None:
    records = schedule("Tháng|Việc cần làm|Người phụ trách", "1|Giao quân|Ông An", "2|Trồng cây|Bà Bình")
    assert [("Giao quân", "Ông An", "Tháng 1"), ("Trồng cây", "Bà Bình", "Tháng 2")] == dated(records)


# Store


def test_views_hold_tasks_of_the_text(tmp_path: Path) -> None:
    records = read("II. NỘI DUNG", "1. Mở lớp", "- Chủ trì: Phòng Kinh tế", "- Thời hạn: Quý I")
    path = tmp_path / "plans.duckdb"
    with open_for_writing(path) as store:
        store.put([build_plan_lines(records)], [])
    with duckdb.connect(str(path), read_only=True) as connection:
        due = connection.execute("SELECT task, CAST(due_on AS VARCHAR) FROM v_tasks_due").fetchall()
        work = connection.execute("SELECT agency, tasks FROM v_agency_workload").fetchall()
        tasks = connection.execute("SELECT tasks, rows_read FROM v_coverage").fetchall()
    assert ([("Mở lớp", "2026-03-31")], [("Phòng Kinh tế", 1)], [(1, 0)]) == (due, work, tasks)


# Real plans


@pytest.mark.skipif(not SHARED.exists(), reason="real plans are not part of the project")
def test_a_real_ward_plan_in_prose() -> None:
    """Six items of its second section, each with lead, support and time; no duty of its third."""
    data = (SHARED / "plans" / "real" / "phuong-1-vung-tau-447.pdf").read_bytes()
    records = parse_bytes(data, "447.pdf", rules())
    assert ["1", "2", "3", "4", "5", "6"] == [task.label for task in records.tasks]
    assert ["2025-03", "2025", "2025", "2025", "2025-36", "2025"] == [row.edtf for row in records.deadlines]
    leads = [row for row in records.assignments if row.role == "lead"]
    assert (6, 7) == (len({row.record_id for row in leads}), len(leads))
    assert 6 == len({row.record_id for row in records.assignments if row.role == "support"})
    assert all(task.section_id and task.page and task.bbox for task in records.tasks)
    assert [] == codes(records)
