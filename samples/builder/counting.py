"""The numbers that Word would write by itself, to know which labels of a plan automatic numbering gives."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["upperRoman", "decimal", "lowerLetter", "upperLetter"]
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Level(NamedTuple):
    """A level of a list, which starts anew under each upper number: kind of number and pattern ("%1.", "%2.%3.")."""

    kind: Kind
    text: str


class Counter:
    """The numbers of one list so far."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = tuple(levels)
        self._counts = [0] * len(levels)

    def takes(self, level: int, label: str) -> bool:
        """Counts on if the next number of that level (from 0) is this label; else the label must be typed."""
        if level >= len(self.levels) or not all(self._counts[:level]):
            return False
        counts = [*self._counts[:level], self._counts[level] + 1, *[0] * (len(self.levels) - level - 1)]
        text = self.levels[level].text
        for index, count in enumerate(counts):
            text = text.replace(f"%{index + 1}", _format(self.levels[index].kind, count))
        if text != label:
            return False
        self._counts = counts
        return True


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
