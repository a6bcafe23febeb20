"""Which lines and grids make one table, which of its rows are its header, and what kind of table it is."""

import pytest
from reading import kinds_of, plan_of, rows_of

HEADER = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời hạn\n"
ONE = "1\tHọp dân\tBan A\tBan B\tQuý I\n"
TWO = "2\tMở lớp\tBan C\tBan B\tQuý II\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (HEADER + "I. TUYÊN TRUYỀN\n" + ONE + "II. KIỂM TRA\n" + TWO, "hgrgr"),
        (HEADER + "\nQUÝ I\n\n" + ONE + "\nQuý II/2026\n" + TWO, "hgrgr"),
        (HEADER + "A. PHẦN CHUNG\nI. Tuyên truyền\n" + ONE, "hggr"),
        (HEADER + ONE + "Về văn hóa:\n" + TWO, "hrgr"),
        (HEADER + "**I. Tuyên truyền**\n" + ONE, "hgr"),
        (HEADER + ONE + "\n2\n\n" + TWO, "hrr"),
        (HEADER + ONE + "\n- 2 -\n\n\tcho người dân\t\t\t\n", "hrc"),
    ],
)
def test_a_line_without_tabs_between_rows_is_a_row(table: str, expected: str) -> None:
    assert expected == kinds_of(table)


@pytest.mark.parametrize(
    "between",
    [
        "II. KIỂM TRA\n\n" + HEADER,
        "Các cơ quan căn cứ kế hoạch để thực hiện.\n\n" + HEADER.replace("Phối hợp", "Sản phẩm"),
        "II. MỘT\n\n1. Hai\n\n2. Ba\n\n",
    ],
)
def test_text_after_a_finished_table_stays_text(between: str) -> None:
    assert 2 == len(plan_of(f"I. TUYÊN TRUYỀN\n\n{HEADER}{ONE}\n{between}{TWO}").tables)


FREE = "Nội dung\tYêu cầu\tPhân công\tThời hạn\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (FREE + "QUÝ I\nHọp dân\tBiên bản\tBan A\t3/1\nQUÝ II\nMở lớp\tBáo cáo\tBan B\t5/4\n", "hgrgr"),
        ("Chỉ tiêu\tĐVT\tNăm 2026\n1. Kinh tế\n1.1. Thu\ttỷ\t5\n2. Xã hội\n2.1. Hộ nghèo\thộ\t6\n", "hgrgr"),
    ],
)
def test_group_rows_of_tables_without_an_ordinal_column(table: str, expected: str) -> None:
    assert expected == kinds_of(table)


def test_numbering_goes_on_after_a_line_of_text() -> None:
    (table,) = plan_of(f"I. VIỆC\n\n{HEADER}{ONE}\nCác việc tiếp theo do Ban C làm.\n\n{TWO}").tables
    assert 3 == len(table.rows)


def test_numbering_that_begins_anew_is_another_table() -> None:
    assert 2 == len(plan_of(f"I. VIỆC\n\n{HEADER}{ONE}\nCác việc khác do Ban C làm.\n\n{ONE}").tables)


def test_a_merged_row_reads_as_label_and_text() -> None:
    (group,) = [row.view for row in rows_of(HEADER + "I. TUYÊN TRUYỀN\n" + ONE) if row.kind == "group"]
    assert ("I", "TUYÊN TRUYỀN") == (group.label_text, group.name)
