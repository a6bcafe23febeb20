"""Words that a narrow cell of a PDF cuts in two, and labels that are no column of their own."""

import pytest

from planparse.read.pdf.columns import Columns, split_columns
from planparse.read.pdf.cuts import is_cut_word, is_one_word, is_syllable
from planparse.read.pdf.lines import Line, Word


def line(*words: tuple[str, float, float], base: float = 100.0) -> Line:
    made = tuple(Word(text, x0, x1, len(text), 0) for text, x0, x1 in words)
    return Line(made, top=base - 10, bottom=base + 2, base=base, size=12.0, italic=False)


@pytest.mark.parametrize(
    ("left", "right"),
    [("15/5/202", "6"), ("nghiệ", "p"), ("TTPVHC", "C"), ("HĐND&UB", "ND"), ("II", "I"), ("4.", "1"), ("qu", "ốc")],
)
def test_pieces_of_one_word(left: str, right: str) -> None:
    assert is_one_word(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Công", "an"), ("hoạch/Văn", "bản/Báo"), ("Phòng", "VHXH"), ("UBND", "xã"), ("2026;", "tháng")],
)
def test_two_words(left: str, right: str) -> None:
    assert not is_one_word(left, right)


@pytest.mark.parametrize("text", ["nghiêng", "Quý", "ấp", "huyện", "thuở", "đường", "giữa", "yêu"])
def test_syllables(text: str) -> None:
    assert is_syllable(text)


def test_a_word_is_cut_only_where_the_line_is_full() -> None:
    above, below = line(("nghiệ", 0, 30)), line(("p", 0, 6), base=112)
    assert is_cut_word(above, below, room=2.0)
    assert not is_cut_word(above, below, room=12.0)
    assert not is_cut_word(line(("doanh", 0, 30), ("nghiệ", 33, 60)), below, room=2.0)


def test_labels_before_a_tab_are_no_column() -> None:
    rows = [line((f"{n}.", 50, 60), ("Mục", 90, 110), ("đích", 113, 130), base=100.0 + 14 * n) for n in range(1, 5)]
    assert not any(isinstance(item, Columns) for item in split_columns(rows))
