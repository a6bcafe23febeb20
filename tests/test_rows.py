"""What each row of a table is, and which groups are in force at a record."""

import pytest
from reading import kinds_of, rows_of, rules

from planparse.extract.collecting import collect_records
from planparse.extract.row_notes import row_notes

TASKS = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tSản phẩm\tThời hạn\n"
TARGETS = "STT\tChỉ tiêu\tĐVT\tNăm 2026\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1\tLàm A\tP\tQ\tR\tS\n2\tLàm B\tP\tQ\tR\tS", "hrr"),
        ("I\tNhóm\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS", "hgr"),
        ("I. Nhóm một\t\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS", "hgr"),
        ("1\tLàm A\tP\tQ\tR\tS\n\n\tphần còn lại\t\t\t\t", "hrc"),
        ("\tLàm A và\tP\tQ\tR\tS\n\n1\tphần còn lại\t\t\t\t", "hrc"),
        ("1\tLàm A\tP\tQ\tR\tS\n\n" + TASKS + "\tphần còn lại\t\t\t\t", "hrHc"),
        ("\tVề giáo dục:\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS", "hgr"),
        ("1\tLàm A\tP\tQ\tR\tS\n\tLàm B không số\tP\tQ\tR\tS", "hrr"),
        ("1\tNhóm việc\t\t\t\t\n\tLàm A\tP\tQ\tR\tS\n\tLàm B\tP\tQ\tR\tS", "hgrr"),
        ("1\tNhóm việc\t\t\t\t\n1.1\tLàm A\tP\tQ\tR\tS\n1.2\tLàm B\tP\tQ\tR\tS", "hgrr"),
        ("1\tLàm A\tP\tQ\tR\tS\n---\t--\t--\t--\t--\t--", "hrb"),
        ("(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n1\tLàm A\tP\tQ\tR\tS", "hhr"),
        ("1\tLàm A\tP\tQ\tR\tS\n\n\tcủa xã\tBan C\txã\tcáo\t", "hrc"),
        ("I\tNhóm\tBan A\t\t\tCả năm\n1\tLàm A\tP\tQ\tR\tS", "hgr"),
        ("I\tLàm A\tBan A\t\tBáo cáo\tCả năm\n1\tLàm B\tP\tQ\tR\tS", "hrr"),
        ("1\tLàm A\tP\tQ\tR\tS\n*\tGhi chú: Số liệu ước\t\t\t\t", "hr?"),
        ("1\tLàm A\tP\tQ\tR\tS\nGhi chú: Số liệu ước\t\t\t\t\t", "hr?"),
        ("1\tLàm A\tP\tQ\tR\tS\n\t* Về y tế\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hrgr"),
        ("\tY tế\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS\n\tVăn hóa\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hgrgr"),
        ("\tY tế\t\t\t\t\n1\tLàm A.\tP\tQ\tR\tS\n\n\tVăn hóa\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hgrgr"),
        ("\tY tế\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS\n\n\tPhong trào\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hgrcr"),
        ("\tVề y tế\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS\n\n\tVề phong trào\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hgrcr"),
        ("\tNhóm việc y tế\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS\n\n\tNhóm việc hè\t\t\t\t\n2\tLàm B\tP\tQ\tR\tS", "hgrgr"),
        ("\tY tế\t\t\t\t\n1\tLàm A\tP\tQ\tR\tS\n\tLàm C\t\t\t\t\n3\tLàm B\tP\tQ\tR\tS", "hgrrr"),
        ("1\tlàm a\tphòng\t\tbáo\tquý I\n\tlàm b\tban\t\tsổ\tquý II", "hrr"),
        ("1\tLàm A\tPhòng\t\tBáo\tQuý\n\tvà B\tvăn hóa\t\tcáo\t\n2\tLàm B\tP\tQ\tR\tS", "hrcr"),
    ],
)
def test_kinds_of_task_rows(rows: str, expected: str) -> None:
    assert expected == kinds_of(TASKS + rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("4\tHộ dùng mạng\t%\t80\n4.1\tCáp quang\t%\t60\n4.2\tDi động\t%\t90", "hrrr"),
        ("1\tTỷ lệ A\t%\t80\n\tTỷ lệ B không số\t%\t60", "hrr"),
        ("I\tHạ tầng\t\t\n1\tTỷ lệ A\t%\t80\nII\tNhân lực\t\t\n1\tTỷ lệ B\t%\t80", "hgrgr"),
        ("\tĐến năm 2030:\t\t\n1\tTỷ lệ A\t%\t80", "hgr"),
        ("1\tSố hộ\tHộ\t80\n\tTổng cộng\t\t80", "hr?"),
        ("1\tSố hộ\tHộ\t80\n\tTổng số hộ nghèo\tHộ\t80", "hrr"),
    ],
)
def test_kinds_of_indicator_rows(rows: str, expected: str) -> None:
    assert expected == kinds_of(TARGETS + rows)


def groups_of(rows: str) -> list[str]:
    """Labels of the groups in force at each record, an unlabelled one by its text."""
    records, _ = collect_records(tuple(rows_of(TARGETS + rows)), rules().columns)
    return [" > ".join(group.label or group.text for group in record.groups) for record in records]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("I\tN\t\t\n1\tA\t%\t1\nII\tM\t\t\n1\tB\t%\t1", ["I", "II"]),
        ("I\tN\t\t\n1\tNhóm\t\t\n1.1\tA\t%\t1\n1.2\tB\t%\t1\n2\tC\t%\t1", ["I > 1", "I > 1", "I"]),
        ("I\tN\t\t\n\tVề y tế:\t\t\n1\tA\t%\t1\n\tVề văn hóa:\t\t\n2\tB\t%\t1", ["I > Về y tế:", "I > Về văn hóa:"]),
        ("I\tN\t\t\n\tVề y tế:\t\t\n1\tA\t%\t1\nII\tM\t\t\n2\tB\t%\t1", ["I > Về y tế:", "II"]),
        ("5\tNhóm\t\t\n\tA không số\t%\t1\n6\tB\t%\t1", ["5", ""]),
        ("I\tN\t\t\n1\tA\t%\t1\nII\tB\t%\t1\n1\tC\t%\t1", ["I", "", ""]),
        ("I\tN\t\t\n1\tA\t%\t1\n\tTrong đó:\t\t\n\tB\t%\t1\n2\tC\t%\t1", ["I", "I > Trong đó:", "I"]),
        ("1\tA\t%\t1\n\tVề y tế:\t\t\n\tB\t%\t1\n2\tC\t%\t1", ["", "Về y tế:", "Về y tế:"]),
    ],
)
def test_groups_in_force(rows: str, expected: list[str]) -> None:
    assert expected == groups_of(rows)


def test_a_column_may_head_several_rows() -> None:
    table = (
        "TT\tTên tiêu chí\tNội dung tiêu chí\tKế hoạch 2026\n"
        "1\tGiao thông\t1.1. Đường xã\t100%\n\t\t1.2. Đường thôn\t80%\n2\tĐiện\t2.1. Hộ có điện\t99%"
    )
    records, _ = collect_records(tuple(rows_of(table)), rules().columns)
    found = [([group.text for group in r.groups], r.rows[0].view.name) for r in records]
    expected = [(["Giao thông"], "1.1. Đường xã"), (["Giao thông"], "1.2. Đường thôn"), (["Điện"], "2.1. Hộ có điện")]
    assert expected == found


def test_labels_before_the_names_where_no_column_numbers_the_rows() -> None:
    table = "Chỉ tiêu\tĐVT\tNăm 2026\n1. Về kinh tế\t\t\n1.1. Thu nhập\ttriệu đồng\t65\nHộ nghèo\tHộ\t3"
    found = [(row.kind, row.view.label_text, row.view.name) for row in rows_of(table)[1:]]
    expected = [("group", "1", "Về kinh tế"), ("record", "1.1", "Thu nhập"), ("record", None, "Hộ nghèo")]
    assert expected == found


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Quý I\tQuý II\tQuý III", "x\t\tx", "Quý I, Quý III"),
        ("Quý I\tQuý II\tQuý III", "\tX\t", "Quý II"),
        ("Quý I\tQuý II\tQuý III", "\t15/4\t", "15/4"),
        ("T1\tT2\tT3", "x\t\tx", "Tháng 1, Tháng 3"),
        ("Thời gian bắt đầu\tThời gian kết thúc\tGhi chú", "Quý II\tQuý III\t", "Quý II - Quý III"),
        ("Thời gian bắt đầu\tThời gian kết thúc\tGhi chú", "\tQuý III\t", "Quý III"),
        ("Thời hạn trình UBND\tThời hạn trình HĐND\tGhi chú", "Tháng 2\tTháng 3\t", "Tháng 2; Tháng 3"),
    ],
)
def test_several_columns_of_deadlines(header: str, row: str, expected: str) -> None:
    table = f"STT\tNhiệm vụ\tChủ trì\t{header}\n1\tMở lớp\tBan A\t{row}"
    assert expected == rows_of(table)[1].view.fields["deadline"]


def test_columns_of_one_role_are_kept_apart() -> None:
    table = "STT\tNhiệm vụ\tCơ quan chủ trì\tĐơn vị tham mưu\tHạn\n1\tMở lớp\tBan A\tBan B\tQuý I"
    assert "Ban A; Ban B" == rows_of(table)[1].view.fields["lead"]


def test_a_tick_is_no_target() -> None:
    assert ("",) == rows_of(TARGETS + "1\tTỷ lệ A\t%\tx\n2\tTỷ lệ B\t%\t5")[1].view.targets


def notes_of(rows: str) -> list[str]:
    """Codes of the notes on the rows of a table of indicators."""
    return [note.code for note in row_notes(rows_of(TARGETS + rows))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1\tA\t%\t1\n2\tB\t%\t2\n4\tC\t%\t3", ["row.ordinal"]),
        ("1\tA\t%\t1\n2\tB\t%\t2\n2\tC\t%\t3", ["row.ordinal"]),
        ("1\tA\t%\t1\n1.1\tB\t%\t2\n1.2\tC\t%\t3\n2\tD\t%\t1", []),
        ("I\tN\t\t\n1\tA\t%\t1\n2\tB\t%\t1\nII\tM\t\t\n1\tC\t%\t1", []),
        ("I\tN\t\t\n1\tA\t%\t1\n2\tB\t%\t1\nII\tM\t\t\n3\tC\t%\t1", []),
        ("1\tA\t%\t1\n\tB\t%\t2\n2\tC\t%\t3", []),
        ("1\tA\t%\t1\n\tTổng cộng\t\t1", ["row.unparsed"]),
    ],
)
def test_notes_on_rows(rows: str, expected: list[str]) -> None:
    assert expected == notes_of(rows)


def test_values_of_a_heading_row_are_noted() -> None:
    rows = rows_of(TASKS + "I\tNhóm\tBan A\t\t\tCả năm\n1\tLàm A\tP\tQ\tR\tS")
    assert ["row.group_values"] == [note.code for note in row_notes(rows)]
