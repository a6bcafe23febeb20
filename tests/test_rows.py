"""What each row of a table is, and which groups are in force at a record."""

import pytest
from reading import kinds_of, rows_of, rules

from planparse.extract.records import _collect_records

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
    ],
)
def test_kinds_of_indicator_rows(rows: str, expected: str) -> None:
    assert expected == kinds_of(TARGETS + rows)


def groups_of(rows: str) -> list[str]:
    """Labels of the groups in force at each record, an unlabelled one by its text."""
    records, _ = _collect_records(tuple(rows_of(TARGETS + rows)), rules().columns)
    return [" > ".join(group.label or group.text for group in record.groups) for record in records]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("I\tN\t\t\n1\tA\t%\t1\nII\tM\t\t\n1\tB\t%\t1", ["I", "II"]),
        ("I\tN\t\t\n1\tNhóm\t\t\n1.1\tA\t%\t1\n1.2\tB\t%\t1\n2\tC\t%\t1", ["I > 1", "I > 1", "I"]),
        ("I\tN\t\t\n\tVề y tế:\t\t\n1\tA\t%\t1\n\tVề văn hóa:\t\t\n2\tB\t%\t1", ["I > Về y tế:", "I > Về văn hóa:"]),
        ("I\tN\t\t\n\tVề y tế:\t\t\n1\tA\t%\t1\nII\tM\t\t\n2\tB\t%\t1", ["I > Về y tế:", "II"]),
        ("5\tNhóm\t\t\n\tA không số\t%\t1\n6\tB\t%\t1", ["5", ""]),
    ],
)
def test_groups_in_force(rows: str, expected: list[str]) -> None:
    assert expected == groups_of(rows)
