"""Texts that are the same but for a letter that OCR misread."""

from collections import Counter
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
    first, second = "|".join(one), "|".join(other)
    # Neither ratio is below the true one, which takes a hundred times as long; nearly all texts differ.
    if _ratio(min(len(first), len(second)), first, second) < _ALIKE:
        return False
    shared = (Counter(first) & Counter(second)).total()
    return _ratio(shared, first, second) >= _ALIKE and SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _ratio(shared: int, one: str, other: str) -> float:
    """What share of the letters of both texts so many letters are, which both have."""
    return 2.0 * shared / (len(one) + len(other))
