"""Two keys that are one but for slips of the pen or of OCR.

Only slips join different words. Any other difference (a word more, another number, "không") is taken for another task:
the names of neighbouring tasks differ by as little as the wordings of one.
"""

import unicodedata

from rapidfuzz.distance import Levenshtein

from planparse.text.syllables import is_syllable

Pairs = frozenset[tuple[str, str]]
Words = frozenset[str]

# Words that must agree for each slip: "Báo cáo chi quý" and "... chỉ quý" have too little around the slip.
_AROUND = 3
_MOST_SLIPS = 6  # OCR misreads one word in fifty; so many in one name is another name
_SHORTEST = 3  # letters of a word that may have another letter; "ioc" and "iot" are two things
_OFF = 1  # letters that may be wrong in a word


def skeleton(word: str) -> str:
    """A word without its marks: what OCR nearly always gets right.

    >>> skeleton("chuyển"), skeleton("đổi")
    ('chuyen', 'doi')
    """
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_slip(one: str, other: str, apart: Pairs) -> bool:
    """Whether one word can be a misreading of the other.

    >>> is_slip("chuyên", "chuyển", frozenset()), is_slip("chi", "chỉ", frozenset({("chi", "chỉ")}))
    (True, False)
    >>> is_slip("nguòi", "người", frozenset()), is_slip("5g", "4g", frozenset())
    (True, False)
    """
    if (one, other) in apart or _has_digit(one) or _has_digit(other):
        return False
    if skeleton(one) == skeleton(other):
        return True
    if min(len(one), len(other)) < _SHORTEST or is_syllable(one) == is_syllable(other):
        return False  # another letter makes another word, unless what it makes is none
    return Levenshtein.distance(one, other, score_cutoff=_OFF) <= _OFF


def are_one(one: Words, other: Words, apart: Pairs) -> bool:
    """Whether two keys, as sets of words, are the same but for slips.

    >>> are_one(frozenset("số hóa sổ hộ tịch".split()), frozenset("số hóa sổ hộ tich".split()), frozenset())
    True
    >>> are_one(frozenset("rà soát hộ nghèo".split()), frozenset("rà soát hộ cận nghèo".split()), frozenset())
    False
    """
    mine, yours = one - other, other - one
    if len(mine) != len(yours) or len(mine) > _MOST_SLIPS or len(one) - len(mine) < _AROUND * len(mine):
        return False
    left, right = sorted(mine, key=skeleton), sorted(yours, key=skeleton)
    return all(is_slip(*pair, apart) for pair in zip(left, right, strict=True))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
