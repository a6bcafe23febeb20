"""What a table lists and what each of its columns says, by header words, the columns beside and the cells."""

import pytest
from reading import plan_of

INDICATOR = "indicator"
TASK = "task"
OTHER = "other"


def roles_of(*lines: str) -> tuple[str, str]:
    """Kind of a table given as lines with "|" between cells, and the roles of its columns."""
    text = "\n".join(line.replace("|", "\t") for line in lines)
    (table,) = plan_of(f"PHỤ LỤC\n\n{text}\n").tables
    return table.kind, " ".join(column.role for column in table.columns)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("TT|Tên văn bản|Cơ quan soạn thảo|Thời gian trình||Ghi chú", "|||UBND|HĐND|", "1|Quy chế|Ban A|x||"),
            (TASK, "ordinal name lead deadline deadline notes"),
        ),
        (
            ("TT|Chỉ tiêu|ĐVT|Mức phấn đấu năm 2026|Chia theo quý|", "||||Quý I|Quý II", "1|Số lớp|Lớp|5|2|3"),
            (INDICATOR, "ordinal name unit target target target"),
        ),
        (
            ("TT|Công việc|Chủ trì|Tháng|||Ghi chú", "|||1|2|3|", "1|Mở lớp|Ban A||x||"),
            (TASK, "ordinal name lead deadline deadline deadline notes"),
        ),
        (
            ("TT|Nội dung công việc|Phân công||Thời gian|", "||Chủ trì|Phối hợp|Bắt đầu|Kết thúc", "1|A|B|C|D|E"),
            (TASK, "ordinal name lead support deadline deadline"),
        ),
    ],
)
def test_a_second_header_row_divides_merged_cells(lines: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert expected == roles_of(*lines)


def test_a_first_row_of_data_is_no_header() -> None:
    (table,) = plan_of("PHỤ LỤC\n\nTT\tNhiệm vụ\tChủ trì\t\n\t\tBan A\t\n1\tMở lớp\tBan B\t\n").tables
    assert 1 == table.header_rows


YEARS = ("STT|Chỉ tiêu|ĐVT|Lộ trình thực hiện|||Chịu trách nhiệm", "|||2026|2027|2028|", "1|Số lớp|Lớp|4|5|6|Ban A")


def test_years_under_one_cell_are_targets_of_indicators() -> None:
    assert (INDICATOR, "ordinal name unit target target target lead") == roles_of(*YEARS)


def test_years_under_one_cell_are_deadlines_of_tasks() -> None:
    lines = ("STT|Nhiệm vụ|Lộ trình||Chủ trì", "||Năm 2026|Năm 2027|", "1|Mở lớp|x|x|Ban A")
    assert (TASK, "ordinal name deadline deadline lead") == roles_of(*lines)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "TT|Chỉ tiêu|ĐVT|TH 2025|KH 2026|So sánh KH/TH (%)",
            "1|Số hộ|Hộ|3|4|133",
            "ordinal name unit other target other",
        ),
        ("TT|Chỉ tiêu|KH 2026|Tăng, giảm so với 2025", "1|Số hộ|4|1", "ordinal name target other"),
        ("TT|Chỉ tiêu|ĐVT|6 tháng đầu năm|Cả năm 2026", "1|Số hộ|Hộ|3|4", "ordinal name unit target target"),
        ("TT|Chỉ tiêu|Nghị quyết HĐND giao|UBND xã giao", "1|Số hộ|4|5", "ordinal name target target"),
        ("TT|Nội dung chỉ tiêu|Chỉ tiêu|Chủ trì", "1|Số hộ|4|Ban A", "ordinal name target lead"),
        (
            "TT|Tên chỉ tiêu|Tỷ lệ|Thời hạn|Chủ trì|Phối hợp",
            "1|A|4%|Quý I|B|C",
            "ordinal name target deadline lead support",
        ),
        ("TT|Nội dung|ĐVT|Khối lượng|Thực hiện", "1|Đường thôn|km|4,5|Ban A", "ordinal name unit target other"),
        ("TT|Nội dung|Mục tiêu đến 2026|Mục tiêu đến 2030", "1|Số hộ|5|7", "ordinal name target target"),
        ("TT|Chỉ tiêu|Mục tiêu|Giải pháp|Chủ trì", "1|Số hộ|5|Hỗ trợ|Ban A", "ordinal name target other lead"),
        ("TT|Mã chỉ tiêu|Tên chỉ tiêu|ĐVT|KH 2026", "1|01|Số hộ|Hộ|5", "ordinal other name unit target"),
        ("TT|Dịch vụ|Chỉ tiêu hồ sơ trực tuyến", "1|Khai sinh|50%", "ordinal name target"),
        ("TT|Đơn vị|Số hồ sơ|Chỉ tiêu (%)", "1|Thôn Trại|30|50%", "ordinal name other target"),
        ("TT|Nội dung|Chỉ tiêu|Thực hiện|Thời gian", "1|Số hộ|04 hộ|A|Quý I", "ordinal name target other deadline"),
    ],
)
def test_columns_of_indicators(header: str, row: str, expected: str) -> None:
    assert (INDICATOR, expected) == roles_of(header, row)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("STT|Đơn vị|Chỉ tiêu giao năm 2026 (hộ)", "1|Thôn Trại|5", "ordinal name target"),
        ("Đơn vị|Chỉ tiêu giao năm 2026 (hộ)", "Thôn Trại|5", "name target"),
        ("STT|Thôn|Chỉ tiêu giảm nghèo", "1|Trại|5", "ordinal name target"),
        ("STT|Chỉ tiêu|Đơn vị|Năm 2026", "1|Số hộ|hộ|5", "ordinal name unit target"),
    ],
)
def test_a_place_or_body_may_name_the_row(header: str, row: str, expected: str) -> None:
    assert (INDICATOR, expected) == roles_of(header, row)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "TT|Nội dung|Chỉ tiêu|Đơn vị thực hiện|Hạn",
            "1|Mở lớp|Làm tốt|Ban A|Quý I",
            "ordinal name output lead deadline",
        ),
        ("TT|Nhiệm vụ|Chỉ tiêu|Chủ trì|Phối hợp|Hạn", "1|A|98%|B|C|D", "ordinal name output lead support deadline"),
        ("TT|Nhiệm vụ|Lãnh đạo phụ trách|Cơ quan tham mưu|Hạn", "1|A|B|C|D", "ordinal name other lead deadline"),
        ("TT|Nhiệm vụ|Lãnh đạo phụ trách|Hạn", "1|A|B|C", "ordinal name lead deadline"),
        ("Nội dung|Yêu cầu|Phân công|T/gian", "Mở lớp|B|C|D", "name output lead deadline"),
        ("TT|Công việc|Yêu cầu|Sản phẩm|Bao giờ xong", "1|A|B|C|D", "ordinal name other output deadline"),
        ("TT|Công việc|Đơn vị được kiểm tra|Đoàn kiểm tra|Ngày", "1|A|B|C|D", "ordinal name other lead deadline"),
        ("TT|Phòng, ban|Công việc|Hạn", "1|Phòng A|Mở lớp|D", "ordinal lead name deadline"),
        ("TT|Lĩnh vực|Công việc|Chủ trì|Hạn", "1|Y tế|Khám|B|C", "ordinal other name lead deadline"),
        ("TT|Công việc|Chủ trì|Quý I|Quý II", "1|A|B|x|", "ordinal name lead deadline deadline"),
    ],
)
def test_columns_of_tasks(header: str, row: str, expected: str) -> None:
    assert (TASK, expected) == roles_of(header, row)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("STT|Tên vật tư|Đơn vị|Số lượng|Nơi để", "1|Áo phao|Cái|20|Kho"),
        ("STT|Nội dung chi|Đơn vị tính|Số lượng|Đơn giá|Thành tiền", "1|Nước|chai|2|3|6"),
        ("STT|Tiêu chí|Điểm tối đa|Điểm tự chấm", "1|Giao thông|5|4"),
        ("STT|Họ và tên|Chức vụ|Nhiệm vụ", "1|Lê Văn A|Chủ tịch|Trưởng ban"),
    ],
)
def test_lists_of_goods_prices_and_people_are_no_plan(header: str, row: str) -> None:
    assert OTHER == roles_of(header, row)[0]


@pytest.mark.parametrize("second", ["|1.2. Đường thôn|80%|90%", "Giao thông|1.2. Đường thôn|80%|90%"])
def test_of_two_names_the_one_that_differs_from_row_to_row_names_it(second: str) -> None:
    lines = ("Tên tiêu chí|Nội dung tiêu chí|Chỉ tiêu|Kế hoạch 2026", "Giao thông|1.1. Đường xã|100%|100%", second)
    assert (INDICATOR, "other name target target") == roles_of(*lines)


@pytest.mark.parametrize("group", ["", "Y tế"])
def test_a_column_of_task_groups_does_not_name_the_tasks(group: str) -> None:
    lines = ("Nhóm nhiệm vụ|Nội dung|Cán bộ thực hiện|Lãnh đạo chỉ đạo|Hạn", "Y tế|Khám|A|B|C", f"{group}|Tiêm|A|B|C")
    assert (TASK, "other name lead other deadline") == roles_of(*lines)
