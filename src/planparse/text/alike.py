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
    if list(one) == list(other):
        return True
    match = SequenceMatcher(None, "|".join(one), "|".join(other))
    # The quick ratios are never below the true one, which takes a hundred times as long; nearly all texts differ.
    return match.real_quick_ratio() >= _ALIKE and match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE
