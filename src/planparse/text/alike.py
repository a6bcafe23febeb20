"""Texts that are the same but for a letter that OCR misread."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_ALIKE = 0.9  # share of equal letters: OCR misreads one letter in fifty, another header differs in more


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these the same texts, but for a letter here and there?

    >>> are_alike(["stt", "đơnvịtính/đolường"], ["stt", "đơnvịtính/dolường"])
    True
    >>> are_alike(["stt", "têncôngviệc"], ["stt", "chỉtiêu"]), are_alike(["stt"], ["stt", "chỉtiêu"])
    (False, False)
    """
    if len(one) != len(other):
        return False
    return list(one) == list(other) or SequenceMatcher(None, "|".join(one), "|".join(other)).ratio() >= _ALIKE
