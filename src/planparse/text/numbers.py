"""Vietnamese numbers, in digits and in words, as values."""

from decimal import Decimal

import regex

from planparse.text.unicode import fold

NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?:[ ][0-9]{3}){2,}(?![.,]?[0-9])"  # one group alone may be two numbers: "năm 2025 100 hộ"
    r"|[0-9]+(?:[.,][0-9]+)?(?![0-9]))"
)
"""A number in digits inside a text: thousands are set off by "." (or by spaces), the decimals by ","."""

_THOUSANDS = regex.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?")
_PLAIN = regex.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SPACES = regex.compile(r"\s+")
_MAX_DIGITS = 30  # longer runs of digits are account numbers or damage, not quantities

_ONES = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5}
_ONES |= {"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_AFTER_TENS = {"mốt": 1, "lăm": 5, "nhăm": 5}  # hai mươi mốt, mười lăm: these forms stand only after a ten
SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
"""What a word behind a number multiplies it by."""

_FILLERS = {"linh", "lẻ"}
_HALVES = {"nửa", "một nửa"}

ONE = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
"""A number below ten in words."""

# "mười năm" and "hai mươi năm" are years, not 15 and 25: those are mười lăm, hai mươi lăm.
_UNIT = r"(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_TENS = rf"(?:{ONE}\smươi(?:\s{_UNIT})?|{ONE}\schục|mười\s{_UNIT})"
_REST = rf"(?:\s(?:(?:linh|lẻ)\s(?:{ONE}|tư)|{_TENS}|mười))"
_HUNDREDS = rf"(?:{ONE}\străm{_REST}?)"
_BELOW = rf"(?:{_HUNDREDS}|{_TENS})"
_THOUSAND = rf"(?:(?:{_BELOW}|{ONE}|mười)\s(?:nghìn|ngàn)\s(?:(?:không\străm{_REST})|{_BELOW}|(?:linh|lẻ)\s{ONE}))"
_POINT = rf"(?:(?:{_BELOW}|{ONE}|mười|không)\sphẩy\s(?:{ONE}|không)(?:\s{ONE})?)"
NUMBER_WORDS = rf"(?<!\p{{L}})(?:{_THOUSAND}|{_POINT}|{_BELOW})(?!\p{{L}})"
"""A number of several words in folded running text; one word alone ("năm", "ba") may be no number at all."""


def read_number(text: str) -> Decimal | None:
    """The value of a number in digits or words; None where the text is anything else.

    A dot sets off thousands only when exactly three digits follow it.

    >>> read_number("1.234,5"), read_number("02"), read_number("1.5"), read_number("mười hai"), read_number("nửa")
    (Decimal('1234.5'), Decimal('2'), Decimal('1.5'), Decimal('12'), Decimal('0.5'))
    """
    digits = _SPACES.sub(" ", text).strip()
    if len(digits) <= _MAX_DIGITS and _THOUSANDS.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(" ", "").replace(",", "."))
    if len(digits) <= _MAX_DIGITS and _PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    words = fold(text)
    if words in _HALVES:
        return Decimal("0.5")
    if " phẩy " in words:
        return _read_point(*words.split(" phẩy ", 1))
    word = read_number_word(text)
    return None if word is None else Decimal(word)


def _read_point(whole: str, decimals: str) -> Decimal | None:
    """The value of "hai phẩy năm": whole number, then one word for each decimal."""
    number, digits = read_number_word(whole), [_ONES.get(word) for word in decimals.split()]
    if number is None or not digits or None in digits:
        return None
    return Decimal(f"{number}.{''.join(map(str, digits))}")


def read_number_word(text: str) -> int | None:
    """The value of a number in words; None where a word is not part of one.

    >>> read_number_word("Hai mươi mốt"), read_number_word("một trăm linh năm"), read_number_word("nhiều")
    (21, 105, None)
    """
    total, below_scale = 0, ""
    for word in fold(text).split():
        if word not in SCALES:
            below_scale += f" {word}"
            continue
        part = _below_thousand(below_scale.split())
        if part is None:
            return None
        total, below_scale = total + part * SCALES[word], ""
    if not below_scale:
        return total or None
    part = _below_thousand(below_scale.split())
    return None if part is None else total + part


def spell_number(number: int) -> str:
    """A whole number below a thousand in words, as a clerk spells it.

    >>> spell_number(15), spell_number(21), spell_number(105), spell_number(0)
    ('mười lăm', 'hai mươi mốt', 'một trăm linh năm', 'không')
    """
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    names = dict(enumerate(("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")))
    words = [f"{names[hundreds]} trăm"] if hundreds else []
    if tens:
        words.append("mười" if tens == 1 else f"{names[tens]} mươi")
    elif hundreds and ones:
        words.append("linh")
    if ones or not words:
        after = {5: "lăm"} if tens == 1 else {1: "mốt", 5: "lăm"} if tens else {}
        words.append(after.get(ones, names[ones]))
    return " ".join(words)


def _below_thousand(words: list[str]) -> int | None:
    """Hundreds, then tens and ones. "Một trăm năm" may be 105, 150 or a hundred years: it is no number."""
    match words:
        case [ones, "trăm"]:
            return None if ones not in _ONES else _ONES[ones] * 100
        case [ones, "trăm", *rest] if ones in _ONES:
            below = _after_filler(rest[1:]) if rest[0] in _FILLERS else _below_hundred(rest)
            is_loose = len(rest) == 1 and rest[0] in _ONES
            return None if below is None or is_loose else _ONES[ones] * 100 + below
        case [filler, one] if filler in _FILLERS:
            return _ONES.get(one)
        case _:
            return _below_hundred(words)


def _after_filler(words: list[str]) -> int | None:
    return _ONES.get(words[0]) if len(words) == 1 else None


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [one]:
            return 10 if one in ("mười", "chục") else _ONES.get(one)
        case ["mười", one]:
            return _plus(10, one)
        case [ten, "mươi" | "chục"] if ten in _ONES:
            return _ONES[ten] * 10
        case [ten, "mươi", one] if ten in _ONES:
            return _plus(_ONES[ten] * 10, one)
        case _:
            return None


def _plus(tens: int, word: str) -> int | None:
    """A one after a ten; "năm" there is a year: "mười năm"."""
    one = None if word == "năm" else _AFTER_TENS.get(word, _ONES.get(word))
    return None if one is None else tens + one
