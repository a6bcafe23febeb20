"""Vietnamese numbers, in digits and in words, as values."""

from decimal import Decimal

import regex

from planparse.text.unicode import fold

NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![.,]?[0-9])|[0-9]+(?:[.,][0-9]+)?(?![0-9]))"
"""A number in digits inside a text: thousands are set off by ".", the decimals by ","."""

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


def read_number(text: str) -> Decimal | None:
    """The value of a number in digits or words; None where the text is anything else.

    A dot sets off thousands only when exactly three digits follow it.

    >>> read_number("1.234,5"), read_number("02"), read_number("1.5"), read_number("mười hai")
    (Decimal('1234.5'), Decimal('2'), Decimal('1.5'), Decimal('12'))
    """
    digits = _SPACES.sub(" ", text).strip()
    if len(digits) <= _MAX_DIGITS and _THOUSANDS.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(" ", "").replace(",", "."))
    if len(digits) <= _MAX_DIGITS and _PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    word = read_number_word(text)
    return None if word is None else Decimal(word)


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


def _below_thousand(words: list[str]) -> int | None:
    """Hundreds, then tens and ones."""
    if len(words) >= 2 and words[1] == "trăm":
        hundreds, rest = _ONES.get(words[0]), [word for word in words[2:] if word not in _FILLERS]
        ones = _below_hundred(rest) if rest else 0
        return None if hundreds is None or ones is None else hundreds * 100 + ones
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [one]:
            return 10 if one in ("mười", "chục") else _ONES.get(one)
        case ["mười", one]:
            return _plus(10, one)
        case [ten, "mươi"] if ten in _ONES:
            return _ONES[ten] * 10
        case [ten, "mươi", one] if ten in _ONES:
            return _plus(_ONES[ten] * 10, one)
        case _:
            return None


def _plus(tens: int, word: str) -> int | None:
    one = _AFTER_TENS.get(word, _ONES.get(word))
    return None if one is None else tens + one
