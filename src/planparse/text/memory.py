"""What was read before: the plans of a batch repeat their cells, and a cell need be read only once.

A memory belongs to the rules that it stands beside, is made with them and goes with them: no result depends on it but
the time it takes. It forgets what is not asked for again, so that a batch of any size needs no more of it.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, TypeVarTuple

_MOST = 3_000  # results; a batch of plans made alike needs half of it
_LETTERS = 300_000  # of all texts on a shelf; what is kept of a text takes some 20 bytes a letter
_LONGEST = 1_000  # letters; longer texts are prose, which hardly repeats

Rules = TypeVar("Rules")
Value = TypeVar("Value")
Rest = TypeVarTuple("Rest")


class Memory:
    """Results of pure functions, by the function and the text it was given.

    There are two shelves. What is asked for goes to the upper one; when that is full, it becomes the lower one, and
    what has been on the lower one since the last time is forgotten.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._letters = 0
        self._upper: dict[Hashable, Any] = {}
        self._lower: dict[Hashable, Any] = {}

    def recall(self, read: Callable[[Rules, str, *Rest], Value], rules: Rules, text: str, *rest: *Rest) -> Value:
        """``read(rules, text, *rest)``, which is read only where it was not before.

        Args:
            read: a function whose result cannot be changed, and depends on nothing but its arguments.
            rules: always the same object: the one that this memory stands beside, or a part of it.
            text: what is read.
            rest: what else the result depends on.
        """
        key = (read, text, *rest)
        try:
            value: Value = self._upper[key]
        except KeyError:
            pass
        else:
            return value
        value = self._lower[key] if key in self._lower else read(rules, text, *rest)
        if len(text) <= _LONGEST:
            self._keep(key, value, len(text))
        return value

    def _keep(self, key: Hashable, value: Any, letters: int) -> None:
        if len(self._upper) >= self._most or self._letters + letters > _LETTERS:
            self._lower, self._upper, self._letters = self._upper, {}, 0
        self._upper[key] = value
        self._letters += letters

    def __len__(self) -> int:
        """How many results are kept."""
        return len(self._upper.keys() | self._lower.keys())
