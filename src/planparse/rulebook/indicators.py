"""The catalogue of canonical indicators (*chỉ tiêu*) and how plans word them, from ``rules/indicators/*.yaml``."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from planparse.rulebook.base import read_rules
from planparse.rulebook.indicator_file import CatalogIndicator, IndicatorFile, Measure
from planparse.rulebook.indicator_names import Reduced, Reducer
from planparse.rulebook.phrases import Phrase
from planparse.text.memory import Memory
from planparse.text.unicode import fold
from planparse.text.words import WordMemory

_FILE = "indicators"
_LONGEST_WORD = 4  # syllables


class WordWeights:
    """How much a word tells: much where few indicators have it ("căn cước"), little where most do ("hồ sơ")."""

    def __init__(self, wordings: Mapping[str, Sequence[Phrase]]) -> None:
        """Weighs every run of syllables of the catalogue that could be a word; ``wordings`` are those of each code."""
        counts: Counter[Phrase] = Counter()
        for phrases in wordings.values():
            counts.update({run for phrase in phrases for run in _runs(phrase)})
        self._total = len(wordings)
        self._counts = counts

    def weight_of(self, word: Phrase) -> float:
        """The weight of a word; one that no indicator has tells most of all."""
        return math.log(1 + self._total / max(self._counts[word], 1))


def _runs(phrase: Phrase) -> Iterator[Phrase]:
    """Runs of one to four syllables: no Vietnamese word that pyvi knows is longer, but for foreign names."""
    for length in range(1, _LONGEST_WORD + 1):
        yield from (phrase[start : start + length] for start in range(len(phrase) - length + 1))


@dataclass(frozen=True)
class IndicatorRules:
    """The catalogue and everything that is compiled from its files.

    Attributes:
        marks: as they are written in the rules.
        memory: the compound words of keys that were compared; filled only when letters do not decide.
    """

    indicators: tuple[CatalogIndicator, ...]
    measure_of: dict[str, Measure]
    reducer: Reducer
    marks: tuple[str, ...]
    memory: WordMemory

    @cached_property
    def readings(self) -> Memory:
        """What other names meant."""
        return Memory()

    @cached_property
    def exact(self) -> dict[str, tuple[str, ...]]:
        """Codes by the reduced words of their names, spaced; one key may serve a ratio and a count."""
        found: dict[str, tuple[str, ...]] = {}
        for code, reduced in self._wordings:
            if code not in found.get(reduced.key, ()):
                found[reduced.key] = (*found.get(reduced.key, ()), code)
        return found

    @cached_property
    def keys_of(self) -> dict[frozenset[str], tuple[str, ...]]:
        """These keys by their marks: only names with the same marks are compared."""
        found: dict[frozenset[str], dict[str, None]] = {}
        for _, reduced in self._wordings:
            found.setdefault(reduced.marks, {})[reduced.key] = None
        return {marks: tuple(keys) for marks, keys in found.items()}

    @cached_property
    def sorted_keys_of(self) -> dict[frozenset[str], tuple[str, ...]]:
        """The same keys, each with its words in the order of the alphabet."""
        return {marks: tuple(map(sort_words, keys)) for marks, keys in self.keys_of.items()}

    @cached_property
    def weights(self) -> WordWeights:
        """How much each word of the catalogue tells."""
        phrases: dict[str, list[Phrase]] = {}
        for code, reduced in self._wordings:
            phrases.setdefault(code, []).append(reduced.words)
        return WordWeights(phrases)

    @cached_property
    def _wordings(self) -> tuple[tuple[str, Reduced], ...]:
        """Every name and alias of the catalogue, reduced: a plan without indicators never asks for them."""
        reduce = self.reducer.reduce
        return tuple((one.code, reduce(name)) for one in self.indicators for name in one.wordings)


def load_indicator_rules(*folders: Path) -> IndicatorRules:
    """Loads the files of ``indicators/`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: a file is missing or does not fit.
    """
    return _compile(read_rules(folders, _FILE, IndicatorFile))


def _compile(file: IndicatorFile) -> IndicatorRules:
    return IndicatorRules(
        indicators=file.indicators,
        measure_of={indicator.code: measure_of_unit(indicator.unit) for indicator in file.indicators},
        reducer=Reducer(file),
        marks=file.marks,
        memory=WordMemory(),
    )


def sort_words(key: str) -> str:
    """The words of a key in the order of the alphabet.

    >>> sort_words("tỷ lệ số")
    'lệ số tỷ'
    """
    return " ".join(sorted(key.split()))


def measure_of_unit(unit: str) -> Measure:
    """What kind of number a unit of measure belongs to.

    >>> measure_of_unit("%"), measure_of_unit("sáng kiến")
    ('ratio', 'count')
    """
    if "%" in unit or fold(unit) in ("phần trăm", "tỷ lệ"):
        return "ratio"
    return "index" if fold(unit) in ("điểm", "hạng", "chỉ số") else "count"
