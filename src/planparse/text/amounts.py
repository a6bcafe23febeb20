"""Amounts that people write in words, or in two units, as plain digits, so that one shape reads them all."""

from decimal import Decimal

import regex

from planparse.text.aligned import Aligned, replace
from planparse.text.numbers import NUMBER, NUMBER_WORDS, ONE, SCALES, read_number

# A word that some step below asks for: most texts have none.
_ANY = regex.compile(r"(?<!\p{L})(?:mười|mươi|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|phẩy)(?!\p{L})|\((?!\s?[0-9])")
_WORDS = regex.compile(NUMBER_WORDS)
# "hai tỷ đồng", "năm triệu rưỡi": in front of money a word is a number, also "năm".
_WORD_OF_MONEY = regex.compile(
    rf"(?<!\p{{L}}){ONE}(?=\s(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s(?:tỷ|tỉ))?\s(?:đồng|rưỡi)(?!\p{{L}}))"
)
_HALF = regex.compile(r"(?<!\p{L})(?:một\s)?nửa(?=\s(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\s(?:lệ|trọng)|\p{L}))")
_AND_A_HALF = regex.compile(rf"(?P<number>{NUMBER})\s(?P<unit>nghìn|ngàn|triệu|tỷ|tỉ)\srưỡi(?!\p{{L}})")
_SCALES = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.,])(?P<large>{NUMBER})\s?(?P<unit>tỷ|tỉ|triệu)\s(?:đồng\s)?"
    rf"(?P<small>{NUMBER})\s?(?P<part>triệu|nghìn|ngàn)(?![\p{{L}}\p{{M}}])"
)
# "05 (năm) mô hình", "25 (hai mươi lăm) mô hình": the words only repeat the digits.
_REPEATED = regex.compile(rf"(?<![\p{{L}}\p{{N}}.,])(?P<number>{NUMBER})\s?\((?P<words>{ONE}|mười|[0-9]+)\)")


def digits_for_words(text: Aligned) -> Aligned:
    """The text with amounts in words as digits, and amounts in two units of money as one number.

    >>> from planparse.text.aligned import align
    >>> [digits_for_words(align(text)).folded for text in ("Hai mươi lăm hộ", "12 tỷ 500 triệu đồng", "05 (năm) lớp")]
    ['25 hộ', '12,5 tỷ đồng', '05 lớp']
    """
    if _ANY.search(text.folded):
        for pattern, mend in _STEPS:
            text, _ = replace(text, pattern, mend)
    return text


def _spelled(match: "regex.Match[str]") -> str:
    number = read_number(match.group())
    return match.group() if number is None else f"{number:f}".replace(".", ",")


def _half(match: "regex.Match[str]") -> str:
    return "0,5"


def _and_a_half(match: "regex.Match[str]") -> str:
    number = read_number(match["number"])
    if number is None or number != number.to_integral_value():
        return match.group()
    return f"{number:f},5 {match['unit']}"


def _joined(match: "regex.Match[str]") -> str:
    large, small = read_number(match["large"]), read_number(match["small"])
    ratio = Decimal(SCALES[match["unit"]]) / SCALES[match["part"]]
    if large is None or small is None or small >= ratio:
        return match.group()
    return f"{(large + small / ratio).normalize():f} {match['unit']}".replace(".", ",")


def _unrepeated(match: "regex.Match[str]") -> str:
    same = read_number(match["number"]) == read_number(match["words"])
    return match["number"] if same else match.group()


_STEPS = (
    (_WORDS, _spelled),
    (_WORD_OF_MONEY, _spelled),
    (_HALF, _half),
    (_AND_A_HALF, _and_a_half),
    (_SCALES, _joined),
    (_REPEATED, _unrepeated),
)
