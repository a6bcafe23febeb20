from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.text.aligned import align, replace
from planparse.text.amounts import digits_for_words
from planparse.text.numbers import read_number, read_number_word, spell_number

NUMBERS = [
    ("0,8", "0.8"),
    ("1.500", "1500"),
    ("1.234,5", "1234.5"),
    ("1.234.567", "1234567"),
    ("02", "2"),
    ("99,10", "99.10"),
    ("1.5", "1.5"),
    ("12.50", "12.50"),
    ("25.898", "25898"),
    ("1 500", "1500"),
    ("1 500 000", "1500000"),
    ("12.345.678", "12345678"),
    ("mười hai", "12"),
    ("nửa", "0.5"),
    ("một nửa", "0.5"),
    ("hai phẩy năm", "2.5"),
    ("không phẩy tám", "0.8"),
    (" 7 ", "7"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_in_digits_or_words(text: str, value: str) -> None:
    assert Decimal(value) == read_number(text)


@pytest.mark.parametrize("text", ["", "-", "1,2,3", "1.2.3", "12a", "một trăm người", "9" * 40, "٣"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert read_number(text) is None


WORDS = [
    ("một", 1),
    ("Hai", 2),
    ("mười", 10),
    ("mười hai", 12),
    ("mười lăm", 15),
    ("hai mươi", 20),
    ("hai mươi mốt", 21),
    ("chín mươi tư", 94),
    ("một trăm", 100),
    ("một trăm linh năm", 105),
    ("hai trăm ba mươi", 230),
    ("một nghìn hai trăm", 1200),
    ("ba triệu", 3_000_000),
    ("ba chục", 30),
    ("hai nghìn không trăm hai mươi sáu", 2026),
    ("năm trăm triệu", 500_000_000),
]


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_a_number_in_words(text: str, value: int) -> None:
    assert value == read_number_word(text)


@pytest.mark.parametrize(
    "text", ["", "nghìn", "mươi", "trăm", "một một", "nhiều", "hai mươi mươi", "mười năm", "một trăm năm"]
)
def test_words_that_are_no_number_have_no_value(text: str) -> None:
    assert read_number_word(text) is None


@pytest.mark.parametrize("number", range(1000))
def test_every_number_below_a_thousand_is_spelled_and_read(number: int) -> None:
    assert number == read_number_word(spell_number(number))


def test_no_two_numbers_are_spelled_alike() -> None:
    assert 1000 == len({spell_number(number) for number in range(1000)})


@pytest.mark.parametrize("number", range(11, 1000))
def test_a_number_of_several_words_is_found_in_running_text(number: int) -> None:
    words = spell_number(number)
    expected = f"xã có {number} hộ" if " " in words else f"xã có {words} hộ"
    assert expected == digits_for_words(align(f"xã có {words} hộ")).folded


AMOUNTS = [
    ("hai tỷ rưỡi", "2,5 tỷ"),
    ("nửa triệu đồng", "0,5 triệu đồng"),
    ("năm trăm triệu đồng", "500 triệu đồng"),
    ("năm tỷ đồng", "5 tỷ đồng"),
    ("hai nghìn năm trăm cây", "2500 cây"),
    ("12 tỷ 500 triệu đồng", "12,5 tỷ đồng"),
    ("05 (năm) mô hình", "05 mô hình"),
    ("25 (hai mươi lăm) hộ", "25 hộ"),
    ("hai phẩy năm phần trăm", "2,5 phần trăm"),
    # left alone
    ("mười năm qua", "mười năm qua"),
    ("hai mươi năm", "20 năm"),
    ("năm ba đến năm bốn", "năm ba đến năm bốn"),
    ("mỗi năm tỷ lệ đạt", "mỗi năm tỷ lệ đạt"),
    ("05 (sáu) mô hình", "05 (sáu) mô hình"),
    ("một nửa tỷ lệ", "một nửa tỷ lệ"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts_in_words_become_digits(text: str, expected: str) -> None:
    assert expected == digits_for_words(align(text)).folded


@settings(derandomize=True)
@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or value >= 0


@settings(derandomize=True)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_written_the_vietnamese_way_reads_back(whole: int, cents: int) -> None:
    printed = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert Decimal(f"{whole}.{cents:02}") == read_number(printed)


@settings(derandomize=True)
@given(st.text())
def test_the_folded_form_leads_back_to_every_printed_letter(text: str) -> None:
    aligned = align(text)
    assert len(aligned.folded) + 1 == len(aligned.origin)
    assert " ".join(aligned.printed.split()) == aligned.words(0, len(aligned.folded))


def test_half_a_surrogate_pair_is_no_accident() -> None:
    assert "a?" == align("a\ud800").printed


def test_a_mended_text_still_quotes_the_printed_words() -> None:
    import regex

    mended, spans = replace(align("Quý IL2026 nhé"), regex.compile("il(?=20)"), "ii/")
    assert ("quý ii/2026 nhé", "IL2026", ((4, 6),)) == (mended.folded, mended.words(4, 11), spans)
