"""Labels of sections and table rows: roman, arabic, dotted, letters. Shape only; what they head is not known here."""

from typing import Literal, NamedTuple

import regex

LabelKind = Literal["part", "article", "upper", "roman", "arabic", "letter"]

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Vietnamese lists skip f, j, w, z and have đ after d.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_WORD_NUMBERS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}

_PART = r"(?P<part>(?:phần|chương)\s+(?:thứ\s+)?(?P<part_no>[IVXL]+|\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu))"
_ARTICLE = r"(?P<article>(?:điều|mục)\s+(?P<article_no>\d{1,2}|[IVX]+))"
_ROMAN_FORM = r"X{0,3}(?:IX|IV|V?I{1,3}|V|(?<=X))"
_ROMAN = rf"(?P<roman>{_ROMAN_FORM})"
# OCR reads the strokes of II as l or 1; only capitals after it show that a numeral was meant.
_SLIP = r"(?P<slip>(?=[IVX1]*l)[IVXl1]{1,4})"
_MIXED = rf"(?P<mixed>{_ROMAN_FORM}(?:\.\d{{1,2}}){{1,2}})"
_DOTTED = r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})"
_ARABIC = r"(?P<arabic>\d{1,2})"
_UPPER = r"(?P<upper>[A-HĐ])"
_LETTER = r"(?P<letter>[a-zđ])"
_SUB_LETTER = r"(?P<sub>[a-zđ]\.?\d{1,2}|\d{1,2}(?:\.\d{1,2})*\.[a-zđ])"

_DASH = r"\s?[-–]\s?"
# "1.1 Mục tiêu" needs no closing mark, "1. Mục tiêu" does, or every number that opens a sentence were a label. A dash
# closes a label only before a capital ("1- Mục tiêu", not "1-2 mô hình"); a slash only before a space ("1/ Mục tiêu").
_CLOSED = rf"(?:[.)]|/(?=\s)|(?:{_DASH}|:\s)(?=\p{{Lu}}))"
_SECTION = regex.compile(
    rf"""(?:
        (?i:{_PART}|{_ARTICLE}) \s* (?:[.:)]|{_DASH}|(?=\s|$))
      | {_MIXED} (?:{_CLOSED}|(?=\s\p{{Lu}}))
      | {_SLIP} \. (?=\s*\p{{Lu}}{{2}})
      | (?:{_ROMAN}|{_UPPER}) \s? {_CLOSED}
      | {_SUB_LETTER} [.)]
      | {_DOTTED} (?:[.)](?!\d)|/(?=\s)|:\s|{_DASH}(?=\p{{Lu}}|\d{{1,3}}\s?%)|(?=\s))
      | {_ARABIC} (?:[.)](?![\d%])|/(?=\s)|(?:{_DASH}|:\s)(?=\p{{Lu}}))
      | \(? {_LETTER} {_CLOSED}
    ) \s* (?P<rest>.*)""",
    regex.DOTALL | regex.VERBOSE,
)
_ORDINAL = regex.compile(
    rf"\(?(?:{_MIXED}|{_SUB_LETTER}|{_DOTTED}|{_ARABIC}|(?P<long>\d{{3}})|{_ROMAN}|(?P<upper>[A-ZĐ])|{_LETTER})\s?[-.)/:]*",
)


_SLIPS = str.maketrans("l1", "II")
_PIECES = regex.compile(r"\d+|\p{L}")
_LONGEST_NUMBER = 3  # digits
_ROMAN_LIKE = "IVXLl"
_WORDS_BEGIN = "pPcCđĐmM"  # phần, chương, điều, mục


class Label(NamedTuple):
    """A label taken apart.

    Attributes:
        text: as printed, without its closing mark.
        numbers: (1, 2) for "1.2", (4,) for "IV", "4" and "d", (1, 2) for "a.2".
    """

    text: str
    kind: LabelKind
    numbers: tuple[int, ...]

    @property
    def depth(self) -> int:
        """How far down this label stands by its form alone: A and Phần 0, I and Điều 1, 1 2, 1.1 3, 1.1.1 4, a) 9."""
        fixed = {"part": 0, "upper": 0, "roman": 1, "article": 1, "letter": 8 + len(self.numbers)}
        return fixed.get(self.kind, 1 + len(self.numbers))


class Labelled(NamedTuple):
    """A label and the text after it; "" where the label stands alone on its line ("PHẦN I")."""

    label: Label
    rest: str


def read_section_label(text: str) -> Labelled | None:
    """The label a paragraph begins with, or None.

    >>> read_section_label("1.2 Một số mục tiêu cụ thể:")
    Labelled(label=Label(text='1.2', kind='arabic', numbers=(1, 2)), rest='Một số mục tiêu cụ thể:')
    >>> read_section_label("100% cán bộ") is None
    True
    """
    match = None if _begins_word(text) and text[0] not in _WORDS_BEGIN else _SECTION.match(text)
    if match is None:
        return None
    label, rest = _label_of(match), match["rest"].strip()
    if label is None or not (rest or label.kind in ("part", "article", "roman")):
        return None
    if label.kind == "article" and not (rest[:1].isupper() or not rest):
        return None  # "Điều 3 của Nghị định" is a mention, no heading
    return Labelled(label, rest)


def read_ordinal(text: str) -> Label | None:
    """The label that an ordinal cell holds, or None when it holds anything else.

    >>> read_ordinal("II.")
    Label(text='II', kind='roman', numbers=(2,))
    >>> read_ordinal("Phòng") is None
    True
    """
    text = text.strip()
    number = text.rstrip("-.)/:")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        return Label(number, "arabic", (int(number),))  # nearly all ordinals
    match = None if _begins_word(text) else _ORDINAL.fullmatch(text)
    return _label_of(match) if match else None


def _begins_word(text: str) -> bool:
    """Two letters that are no roman numeral, nor one misread: no label begins so but one in words ("Phần I")."""
    return text[:2].isalpha() and len(text) > 1 and not (text[0] in _ROMAN_LIKE and text[1] in _ROMAN_LIKE)


def read_roman(text: str) -> int:
    """The value of a roman numeral below 90.

    >>> read_roman("XIV")
    14
    """
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _label_of(match: regex.Match[str]) -> Label | None:
    found = {name: text for name, text in match.groupdict().items() if text}
    if "part" in found:
        return Label(found["part"], "part", (_part_number(found["part_no"]),))
    if "article" in found:
        return Label(found["article"], "article", (_part_number(found["article_no"]),))
    for name in ("mixed", "dotted", "arabic", "long"):
        if name in found:
            return Label(found[name], "arabic", tuple(map(_number, found[name].split("."))))
    if roman := found.get("roman") or found.get("slip"):
        return Label(roman, "roman", (read_roman(roman.translate(_SLIPS)),))
    return _letter_label(found)


def _letter_label(found: dict[str, str]) -> Label | None:
    if text := found.get("upper"):
        return Label(text, "upper", (_letter_number(text.lower()),))
    if text := found.get("sub"):
        pieces = _PIECES.findall(text)
        numbers = tuple(int(p) if p.isdigit() else _letter_number(p) for p in pieces)
        return Label(text, "letter", numbers[-1:] if pieces[0].isdigit() else numbers)
    if text := found.get("letter"):
        return Label(text, "letter", (_letter_number(text),))
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else read_roman(text)


def _part_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _WORD_NUMBERS.get(text.lower()) or read_roman(text.upper())


def _letter_number(letter: str) -> int:
    """Place in the Vietnamese list order a, b, c, d, đ, e, g ...; 0 for a letter that is not used in it."""
    return _LETTERS.find(letter) + 1
