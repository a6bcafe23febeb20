"""Counting what is right: correct, expected and found per field; precision, recall and F1 follow from them."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Score(NamedTuple):
    """Counts of one field. ``correct`` may be a fraction where agreement comes in degrees."""

    field: str
    correct: float
    expected: float
    found: float
    misses: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.correct / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that was found; 1 when there was nothing to find."""
        return self.correct / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.expected + self.found
        return 2 * self.correct / total if total else 1.0


class Scoreboard:
    """Counts per field, added up over plans."""

    def __init__(self) -> None:
        self._correct: Counter[str] = Counter()
        self._expected: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._misses: dict[str, list[str]] = defaultdict(list)

    def add(self, score: Score) -> None:
        """Adds the counts of one field."""
        # Counter counts whole things by its type, and adds floats as well
        self._correct[score.field] += score.correct  # type: ignore[assignment]
        self._expected[score.field] += score.expected  # type: ignore[assignment]
        self._found[score.field] += score.found  # type: ignore[assignment]
        self._misses[score.field].extend(score.misses)

    def add_value(self, field: str, expected: object, found: object) -> None:
        """One value on each side. An empty value is none; where both sides have none, nothing is counted."""
        same = expected == found
        misses = () if same else (f"expected {expected!r}, found {found!r}",)
        has_expected, has_found = not _is_empty(expected), not _is_empty(found)
        if has_expected or has_found:
            self.add(Score(field, float(same), has_expected, has_found, misses))

    def add_bag(self, field: str, expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Any number of values on each side, whose order does not count."""
        want, have = Counter(iter(expected)), Counter(iter(found))
        misses = [f"missing {value!r}" for value in (want - have).elements()]
        misses += [f"too much {value!r}" for value in (have - want).elements()]
        self.add(Score(field, (want & have).total(), want.total(), have.total(), tuple(misses)))

    def merge(self, other: "Scoreboard") -> None:
        """Adds all counts of another board."""
        for score in other.scores():
            self.add(score)

    def scores(self) -> tuple[Score, ...]:
        """The fields of which anything was expected or found, in alphabetical order."""
        fields = sorted(field for field in self._expected if self._expected[field] or self._found[field])
        return tuple(
            Score(field, self._correct[field], self._expected[field], self._found[field], tuple(self._misses[field]))
            for field in fields
        )

    def mean_f1(self) -> float:
        """Mean of F1 over the fields; every field counts the same. 0 when there are none."""
        scores = self.scores()
        return sum(score.f1 for score in scores) / len(scores) if scores else 0.0


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], ())
