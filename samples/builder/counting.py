"""The numbers that Word would write by itself, to know which labels of a plan automatic numbering gives."""

from collections.abc import Sequence
from typing import Literal

Kind = Literal["upperRoman", "decimal", "lowerLetter", "upperLetter"]
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Level:
    """A level of a list: kind of number and pattern ("%1.", "%2.%3."); whether it starts anew under an upper number."""

    def __init__(self, kind: Kind, text: str, *, restarts: bool = True) -> None:
        self.kind = kind
        self.text = text
        self.restarts = restarts


class Counter:
    """The numbers of one list so far."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = tuple(levels)
        self._counts = [0] * len(levels)

    def takes(self, level: int, label: str) -> bool:
        """Counts on if the next number of that level (from 0) is this label; else the label must be typed."""
        if level >= len(self.levels) or not all(self._counts[:level]) and self.levels[level].restarts:
            return False
        counts = self._next(level)
        text = self.levels[level].text
        for index, count in enumerate(counts):
            text = text.replace(f"%{index + 1}", _format(self.levels[index].kind, count))
        if text != label:
            return False
        self._counts = counts
        return True

    def _next(self, level: int) -> list[int]:
        lower = (
            0 if rank.restarts else count
            for rank, count in zip(self.levels[level + 1 :], self._counts[level + 1 :], strict=True)
        )
        return [*self._counts[:level], self._counts[level] + 1, *lower]


def _format(kind: Kind, count: int) -> str:
    if kind == "decimal":
        return str(count)
    if kind == "upperRoman":
        return _roman(count)
    letter = chr(ord("a") + count - 1)
    return letter.upper() if kind == "upperLetter" else letter


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while count >= value:
            written, count = written + letters, count - value
    return written
