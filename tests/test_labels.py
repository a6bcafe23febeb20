"""Labels of sections and ordinals of rows, by their form alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.text.labels import read_ordinal, read_roman, read_section_label

ROMANS = tuple("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split())  # noqa: SIM905


@pytest.mark.parametrize(
    ("text", "label", "kind", "numbers"),
    [
        ("I. MỤC TIÊU", "I", "roman", (1,)),
        ("II.NHIỆM VỤ", "II", "roman", (2,)),
        ("I- MỤC TIÊU", "I", "roman", (1,)),
        ("IV – TỔ CHỨC", "IV", "roman", (4,)),
        ("I/ MỤC TIÊU", "I", "roman", (1,)),
        ("Il. MỤC TIÊU", "Il", "roman", (2,)),
        ("l. MỤC TIÊU", "l", "roman", (1,)),
        ("l. mục tiêu", "l", "letter", (11,)),
        ("A- PHẦN CHUNG", "A", "upper", (1,)),
        ("1. Mục tiêu", "1", "arabic", (1,)),
        ("1- Mục tiêu", "1", "arabic", (1,)),
        ("6/ Kiểm tra", "6", "arabic", (6,)),
        ("1.2 Mục tiêu", "1.2", "arabic", (1, 2)),
        ("2.1- 100% cơ sở", "2.1", "arabic", (2, 1)),
        ("II.1. Tuyên truyền", "II.1", "arabic", (2, 1)),
        ("a) Nhóm", "a", "letter", (1,)),
        ("(a) Nhóm", "a", "letter", (1,)),
        ("đ) Nhóm", "đ", "letter", (5,)),
        ("a.1) Nhóm", "a.1", "letter", (1, 1)),
        ("Phần thứ nhất", "Phần thứ nhất", "part", (1,)),
        ("PHẦN II", "PHẦN II", "part", (2,)),
        ("Điều 3. Kinh phí", "Điều 3", "article", (3,)),
    ],
)
def test_section_label(text: str, label: str, kind: str, numbers: tuple[int, ...]) -> None:
    labelled = read_section_label(text)
    assert labelled is not None
    assert (label, kind, numbers) == labelled.label


@pytest.mark.parametrize(
    "text",
    [
        "100% cán bộ",
        "1.500 hộ dân",
        "1-2 mô hình",
        "12 - 15 mô hình",
        "31/12/2026 là hạn cuối",
        "V/v báo cáo",
        "TM. ỦY BAN NHÂN DÂN",
        "5G được phủ sóng",
        "Điều 3 của Nghị định",
        "Phần mềm quản lý",
        "Mục tiêu chung",
        "",
    ],
)
def test_no_section_label(text: str) -> None:
    assert read_section_label(text) is None


@pytest.mark.parametrize("text", ["1", "1.", "II.", "a)", "3.1.2", "(4)", "12", "I-", "II.1", "a.1"])
def test_ordinal(text: str) -> None:
    assert read_ordinal(text) is not None


@pytest.mark.parametrize("text", ["", "-", "Phòng", "100%", "2026", "1a"])
def test_no_ordinal(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(("numeral", "value"), [(numeral, i) for i, numeral in enumerate(ROMANS, start=1)])
def test_every_roman_numeral_to_twenty(numeral: str, value: int) -> None:
    labelled = read_section_label(f"{numeral}. MỤC TIÊU")
    assert value == read_roman(numeral)
    assert labelled is not None
    assert (numeral, (value,)) == (labelled.label.text, labelled.label.numbers)


@given(st.text(max_size=40))
@settings(derandomize=True)
def test_any_text_has_a_label_or_none(text: str) -> None:
    read_ordinal(text)
    labelled = read_section_label(text)
    assert labelled is None or labelled.rest in text
