"""Labels of sections and table rows: roman, arabic, dotted, letters. Shape only; what they head is not known here."""

from typing import Literal, NamedTuple

import regex

LabelKind = Literal["part", "upper", "roman", "arabic", "letter"]

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Vietnamese lists skip f, j, w, z and have đ after d.
_LETTERS = "abcdđeghiklmnopqrstuvxy"

_PART = r"(?P<part>(?:phần|chương|mục)\s+(?:thứ\s+)?(?P<part_no>[IVXL]+|\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu))"
_ROMAN = r"(?P<roman>X{0,3}(?:IX|IV|V?I{1,3}|V|(?<=X)))"
_DOTTED = r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})"
_ARABIC = r"(?P<arabic>\d{1,2})"
_UPPER = r"(?P<upper>[A-HĐ])"
_LETTER = r"(?P<letter>[a-zđ])"

# "1.1 Mục tiêu" needs no closing mark, "1. Mục tiêu" does, or every number that opens a sentence were a label.
_SECTION = regex.compile(
    rf"(?:(?i:{_PART})\s*[.:\-]?(?=\s|$)|(?:{_ROMAN}|{_UPPER})\s?(?:[.)]|/(?=\s))|{_DOTTED}(?:[.)](?!\d)|(?=\s))|{_ARABIC}(?:[.)](?![\d%])|/(?=\s))|"
    rf"{_LETTER}(?:[.)]|/(?=\s)))\s*(?P<rest>.*)",
    regex.DOTALL,
)
_ORDINAL = regex.compile(
    rf"\(?(?:{_DOTTED}|{_ARABIC}|\d{{3}}|{_ROMAN}|(?P<upper>[A-ZĐ])|{_LETTER})\s?[.)/:]*",
)
_WORD_NUMBERS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}


class Label(NamedTuple):
    """A label taken apart.

    Attributes:
        text: as printed, without its closing mark.
        numbers: (1, 2) for "1.2", (4,) for "IV", "4" and "d".
    """

    text: str
    kind: LabelKind
    numbers: tuple[int, ...]

    @property
    def depth(self) -> int:
        """How far down this label stands by its form alone: A and Phần 0, I 1, 1 2, 1.1 3, 1.1.1 4, a) 9."""
        fixed = {"part": 0, "upper": 0, "roman": 1, "letter": 9}
        return fixed.get(self.kind, 1 + len(self.numbers))


class Labelled(NamedTuple):
    """A label and the text after it."""

    label: Label
    rest: str


def read_section_label(text: str) -> Labelled | None:
    """The label a paragraph begins with, or None.

    >>> read_section_label("1.2 Một số mục tiêu cụ thể:")
    Labelled(label=Label(text='1.2', kind='arabic', numbers=(1, 2)), rest='Một số mục tiêu cụ thể:')
    >>> read_section_label("100% cán bộ") is None
    True
    """
    match = _SECTION.match(text)
    if match is None or not (rest := match["rest"].strip()):
        return None
    label = _label_of(match)
    return Labelled(label, rest) if label else None


def read_ordinal(text: str) -> Label | None:
    """The label that an ordinal cell holds, or None when it holds anything else.

    >>> read_ordinal("II.")
    Label(text='II', kind='roman', numbers=(2,))
    >>> read_ordinal("Phòng") is None
    True
    """
    match = _ORDINAL.fullmatch(text.strip())
    if match is None:
        return None
    return _label_of(match) or Label(text.strip(" .)(/:"), "arabic", (int(text.strip(" .)(/:")),))


def read_roman(text: str) -> int:
    """The value of a roman numeral below 90.

    >>> read_roman("XIV")
    14
    """
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _label_of(match: regex.Match[str]) -> Label | None:
    found = match.groupdict()
    if text := found.get("part"):
        return Label(text, "part", (_part_number(found["part_no"]),))
    if text := found.get("dotted"):
        return Label(text, "arabic", tuple(int(piece) for piece in text.split(".")))
    if text := found.get("arabic"):
        return Label(text, "arabic", (int(text),))
    if text := found.get("roman"):
        return Label(text, "roman", (read_roman(text),))
    if text := found.get("upper"):
        return Label(text, "upper", (_letter_number(text.lower()),))
    if text := found.get("letter"):
        return Label(text, "letter", (_letter_number(text),))
    return None


def _part_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _WORD_NUMBERS.get(text.lower()) or read_roman(text.upper())


def _letter_number(letter: str) -> int:
    """Place in the Vietnamese list order a, b, c, d, đ, e, g ...; 0 for a letter that is not used in it."""
    return _LETTERS.find(letter) + 1
