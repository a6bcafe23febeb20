"""The table of agency cells, and what must hold for every cell: properties that no list of cases can show."""

import datetime as dt
import itertools
import random
from pathlib import Path

import pytest
from agency_table import Case, load_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.normalise.agencies import read_agencies
from planparse.rulebook.agencies import load_agency_rules
from planparse.rulebook.phrases import phrase, split_words
from planparse.text.unicode import tidy

RULES = load_agency_rules(Path(__file__).parents[1] / "rules")
CASES = load_cases()

# Read otherwise than the table says, each with the reason why it stays so.
KNOWN_FAILURES: dict[str, str] = {}

# Names whose bodies a plan sets side by side.
MAIN = (
    "Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công", "Phòng Xây dựng, Nông nghiệp và Môi trường",
    "Phòng Văn hóa, Khoa học và Thông tin", "Trung tâm Dịch vụ sự nghiệp công",
    "Trung tâm Cung ứng dịch vụ sự nghiệp công", "Trung tâm Văn hóa - Thể thao và Truyền thông",
    "Trung tâm Học tập cộng đồng", "Ban Quản lý dự án", "Đảng ủy xã", "Văn phòng Đảng ủy", "Ban Xây dựng Đảng",
    "Ủy ban Kiểm tra Đảng ủy", "HĐND xã", "UBND xã", "Thường trực HĐND xã", "Ủy ban MTTQ Việt Nam xã",
    "Đoàn TNCS Hồ Chí Minh", "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Công đoàn",
    "Hội Người cao tuổi", "Hội Chữ thập đỏ", "Hội Khuyến học", "Công an xã", "Ban Chỉ huy quân sự xã",
    "Đồn Biên phòng", "Trạm Y tế", "Trường THCS Kim Đồng", "Trường Mầm non Hoa Mai", "Các trường học",
    "Tổ công nghệ số cộng đồng", "Ban Chỉ đạo Chuyển đổi số", "Tổ giúp việc Ban Chỉ đạo", "Tổ công tác Đề án 06",
    "Các thôn", "Các khu phố, tổ dân phố", "Thôn An Lạc", "Ấp 3", "Khu phố 5", "Tổ dân phố số 2",
    "Các phòng, ban, đơn vị liên quan", "Các tổ chức chính trị - xã hội", "Sở Khoa học và Công nghệ", "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "UBND tỉnh", "Công an tỉnh",
    "Bộ Khoa học và Công nghệ", "Thuế cơ sở", "Kho bạc Nhà nước", "Bưu điện xã", "VNPT", "Viettel",
    "Ngân hàng Chính sách xã hội", "Agribank", "Các doanh nghiệp", "Hợp tác xã Đại Thắng",
)  # fmt: skip
SEPARATORS = ("; ", ", ", " và ", "\n", "\n- ")


def codes(cell: str) -> list[str | None]:
    return [match.code for match in read_agencies(cell, rules=RULES).value]


def test_the_table_is_long_and_says_nothing_twice():
    cells = [case.cell for case in CASES]
    assert len(cells) >= 500
    assert len(set(cells)) == len(cells)
    known = {agency.code for agency in RULES.agencies}
    assert set() == {code for case in CASES for code in case.codes if code} - known


@pytest.mark.parametrize("case", [case for case in CASES if case.cell not in KNOWN_FAILURES], ids=lambda c: c.cell)
def test_cell_of_the_table(case: Case):
    matches = read_agencies(case.cell, rules=RULES).value
    assert list(zip(case.raws, case.codes, strict=True)) == [(match.raw, match.code) for match in matches]


@pytest.mark.parametrize("cell", KNOWN_FAILURES)
def test_known_failure_still_fails(cell: str):
    """A cell that is read right now must leave the list."""
    case = next(case for case in CASES if case.cell == cell)
    matches = read_agencies(cell, rules=RULES).value
    assert list(zip(case.raws, case.codes, strict=True)) != [(match.raw, match.code) for match in matches]


@pytest.mark.parametrize("separator", SEPARATORS, ids=repr)
def test_any_two_names_joined_come_back(separator: str):
    """Enumerated: every pair of the main names, with every separator."""
    wrong = []
    for left, right in itertools.permutations(MAIN, 2):
        if codes(left) == codes(right):
            continue  # "các thôn, các khu phố" are one assignment
        matches = read_agencies(f"{left}{separator}{right}", rules=RULES).value
        if [match.raw for match in matches] != [left, right]:
            wrong.append((left, right, [match.raw for match in matches]))
    assert wrong == []
