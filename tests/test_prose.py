"""Sentences of prose that are indicators, and those that are not."""

import pytest
from reading import plan_of, records_of, rules

from planparse.extract.prose import split_sentences

FRONT = "Số: 1/KH-UBND\nTân Hòa, ngày 01 tháng 02 năm 2026\n\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\n"


def indicators(body: str) -> list[str]:
    return [row.name for row in records_of(FRONT + body).indicators]


def years(body: str) -> list[int | None]:
    return [row.year for row in records_of(FRONT + body).targets]


def test_a_sentence_with_a_number_under_a_target_heading() -> None:
    assert ["100% cán bộ được tập huấn"] == indicators(
        "I. CHỈ TIÊU\n\n- 100% cán bộ được tập huấn.\n\n- Nâng cao nhận thức.\n"
    )


def test_two_sentences_of_a_bullet_are_two_indicators() -> None:
    body = "I. CHỈ TIÊU\n\n- Tỷ lệ phủ sóng 5G đạt 60%. 100% hồ sơ được số hóa.\n"
    assert ["Tỷ lệ phủ sóng 5G đạt 60%", "100% hồ sơ được số hóa"] == indicators(body)


def test_numbers_elsewhere_are_no_indicators() -> None:
    assert [] == indicators("I. NHIỆM VỤ\n\n- Số hóa 100% hồ sơ.\n")


def test_general_aims_inside_a_target_section_are_none() -> None:
    assert [] == indicators(
        "I. MỤC TIÊU, CHỈ TIÊU\n\n1. Mục tiêu chung\n\n- Thuộc nhóm 10 xã dẫn đầu, số hóa 100% hồ sơ.\n"
    )


def test_a_numbered_target_with_bullets_below_it() -> None:
    body = "I. CHỈ TIÊU\n\n1. Có thêm 02 sản phẩm OCOP\n\n- Mỗi thôn có 01 mô hình.\n"
    assert ["Có thêm 02 sản phẩm OCOP", "Mỗi thôn có 01 mô hình"] == indicators(body)


def test_a_line_that_heads_others_gives_their_year() -> None:
    body = "I. CHỈ TIÊU\n\n- 50% hồ sơ được số hóa.\n\n* Đến năm 2030:\n\n- 90% hồ sơ được số hóa.\n"
    assert [2026, 2030] == years(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Một. Hai.", ["Một", "Hai"]),
        ("- TT. Đảng ủy xã đạt 100%.", ["TT. Đảng ủy xã đạt 100%"]),
        ("Chỉ một câu./.", ["Chỉ một câu"]),
        ("- ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert expected == list(split_sentences(text, rules().structure))


def test_prose_and_tables_stand_in_document_order() -> None:
    table = "TT\tChỉ tiêu\tĐVT\tNăm 2026\n1\tTỷ lệ A\t%\t50\n"
    body = f"I. CHỈ TIÊU\n\n- 10% B.\n\n{table}\n- 20% C.\n"
    assert 1 == len(plan_of(FRONT + body).tables)
    assert ["10% B", "Tỷ lệ A", "20% C"] == indicators(body)
