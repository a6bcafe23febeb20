"""Words with a slip of the pen, of the keyboard or of OCR: one letter off, or the right letters with wrong marks."""

import unicodedata
from collections.abc import Sequence

_SHORTEST = 3
"""Letters of a word that may be one letter off: of shorter ones every other word is a word, too."""


def count_slips(words: Sequence[str], expected: Sequence[str], *, shortest: int = _SHORTEST) -> int | None:
    """How many words are written with a slip; None where one of them is another word. Texts are folded.

    Args:
        words: as printed.
        expected: as they should be.
        shortest: letters of a word that may have a slip at all: "số" with another mark is another word.

    >>> count_slips(["ủy", "ban", "nhân", "dan"], ["ủy", "ban", "nhân", "dân"])
    1
    >>> count_slips(["kết", "quả"], ["kế", "hoạch"]) is None
    True
    """
    if len(words) != len(expected):
        return None
    slips = 0
    for word, right in zip(words, expected, strict=True):
        if word == right:
            continue
        if len(right) < shortest or not is_slip(word, right):
            return None
        slips += 1
    return slips


def is_slip(word: str, right: str) -> bool:
    """Whether a word is another one with a slip.

    >>> is_slip("lụât", "luật"), is_slip("hoach", "hoạch"), is_slip("quả", "hoạch")
    (True, True, False)
    """
    if strip_marks(word) == strip_marks(right):
        return True
    return min(len(word), len(right)) >= _SHORTEST and _is_one_letter_off(word, right)


def strip_marks(word: str) -> str:
    """The bare letters of a word.

    >>> strip_marks("nghĩa"), strip_marks("Đường")
    ('nghia', 'Duong')
    """
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_one_letter_off(word: str, right: str) -> bool:
    """One letter more, less or otherwise, or two neighbours in the wrong order."""
    longer, shorter = sorted((word, right), key=len, reverse=True)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    swapped = longer[at + 1 : at + 2] + longer[at : at + 1] + longer[at + 2 :]
    return longer[at + 1 :] == shorter[at + 1 :] or swapped == shorter[at:]
