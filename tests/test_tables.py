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
        "Các cơ quan căn cứ kế hoạch để thực hiện.\n\n",
        "II. MỘT\n\n1. Hai\n\n2. Ba\n\n",
    ],
)
def test_text_after_a_finished_table_stays_text(between: str) -> None:
    assert 2 == len(plan_of(f"I. TUYÊN TRUYỀN\n\n{HEADER}{ONE}\n{between}{TWO}").tables)


def test_a_merged_row_reads_as_label_and_text() -> None:
    (group,) = [row.view for row in rows_of(HEADER + "I. TUYÊN TRUYỀN\n" + ONE) if row.kind == "group"]
    assert ("I", "TUYÊN TRUYỀN") == (group.label_text, group.name)
