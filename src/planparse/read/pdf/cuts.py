"""Words that a narrow cell cuts in two: "15/5/202" above "6", "nghiệ" above "p".

An office program breaks a line between words. Only where a word alone is wider than its cell does it go on in the next
line, as full as the cell allows. Room for not one letter more is the first sign; the second is that the pieces are no
words: a piece of a Vietnamese word is hardly ever a syllable itself.
"""

import unicodedata

import regex

from planparse.read.pdf.lines import Line

_SLACK = 1.2  # times the width of a letter: what a full line may leave free
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_BEHIND_SLASH = regex.compile(r"(?<=\p{Ll}/)\p{L}\p{Ll}{0,2}$")
_PART_OF_YEAR = regex.compile(r"/\d{1,3}$")
_YEAR_AT_END = regex.compile(r"/20\d\d$")
_ORDINAL = regex.compile(r"[IVX\d.]{1,5}")
_LAST_LETTERS = regex.compile(r"\p{L}+$")
_FIRST_LETTERS = regex.compile(r"\p{L}+")


def is_cut_word(above: Line, below: Line, room: float) -> bool:
    """Is the end of the line above the first half of the word with which the line below begins?

    Args:
        above: a line of a cell.
        below: the line under it.
        room: points left free at the end of the line above.
    """
    first, rest = above.words[-1], below.words[0]
    letter = (rest.x1 - rest.x0) / len(rest.text)
    if room >= letter * _SLACK:
        return False
    if len(above.words) > 1:  # held together by spaces that do not break: "Tháng 12/20" above "26"
        return is_cut_year(first.text, rest.text) or is_cut_syllable(first.text, rest.text)
    return is_one_word(first.text, rest.text)


def is_cut_year(left: str, right: str) -> bool:
    """Do two pieces make the year of a date, of which the first has only a part?

    >>> is_cut_year("12/20", "26"), is_cut_year("15", "20"), is_cut_year("12/2026", "15")
    (True, False, False)
    """
    return _PART_OF_YEAR.search(left) is not None and _YEAR_AT_END.search(left + right.rstrip(".,;)")) is not None


def is_cut_syllable(left: str, right: str) -> bool:
    """Does a syllable begin behind a slash and go on in the next line?

    >>> is_cut_syllable("hoạch/V", "ăn bản"), is_cut_syllable("hoạch/Báo", "cáo"), is_cut_syllable("UBND", "xã")
    (True, False, False)
    """
    end, start = _BEHIND_SLASH.search(left), _FIRST_LETTERS.match(right)
    if end is None or start is None or is_syllable(end[0]):
        return False
    return start[0].islower() and is_syllable(end[0] + start[0])


def is_one_word(left: str, right: str) -> bool:
    """Do two pieces make one word, because they are none alone?

    >>> is_one_word("15/5/202", "6"), is_one_word("nghiệ", "p"), is_one_word("II", "I"), is_one_word("Công", "an")
    (True, True, True, False)
    """
    if (left[-1].isdigit() and right[0].isdigit()) or (_ORDINAL.fullmatch(left) and _ORDINAL.fullmatch(right)):
        return True
    ends, starts = _LAST_LETTERS.search(left), _FIRST_LETTERS.match(right)
    if ends is None or starts is None:
        return False
    end, start = ends[0], starts[0]
    if start.isupper() and not end.isupper():
        return False  # an abbreviation begins there: "Phòng" above "VHXH"
    return not is_syllable(start) or (end.islower() and not is_syllable(end))


def is_syllable(text: str) -> bool:
    """Is this how a Vietnamese syllable can be spelt?

    >>> is_syllable("nghiệp"), is_syllable("Quốc"), is_syllable("g"), is_syllable("TTPVHCC")
    (True, True, False, False)
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c not in _MARKS)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
