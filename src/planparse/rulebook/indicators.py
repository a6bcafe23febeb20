"""The catalogue of canonical indicators (*chỉ tiêu*) and how plans word them, from ``rules/indicators/*.yaml``."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.rulebook.base import read_rules
from planparse.rulebook.indicator_file import CatalogIndicator, IndicatorFile, Measure
from planparse.rulebook.indicator_names import Reducer
from planparse.rulebook.phrases import Phrase
from planparse.text.unicode import fold
from planparse.text.words import WordMemory

_FILE = "indicators"
_LONGEST_WORD = 4  # syllables


class WordWeights:
    """How much a word tells: much where few indicators have it ("căn cước"), little where most do ("hồ sơ")."""

    def __init__(self, wordings: dict[str, tuple[Phrase, ...]]) -> None:
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
        exact: codes by the reduced words of their names, spaced; one key may serve a ratio and a count.
        keys_of: these keys by their marks: only names with the same marks are compared.
        marks: as they are written in the rules.
        memory: the compound words of keys that were compared; filled only when letters do not decide.
    """

    indicators: tuple[CatalogIndicator, ...]
    exact: dict[str, tuple[str, ...]]
    keys_of: dict[frozenset[str], tuple[str, ...]]
    measure_of: dict[str, Measure]
    reducer: Reducer
    marks: tuple[str, ...]
    weights: WordWeights
    memory: WordMemory


def load_indicator_rules(*folders: Path) -> IndicatorRules:
    """Loads the files of ``indicators/`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: a file is missing or does not fit.
    """
    return _compile(read_rules(folders, _FILE, IndicatorFile))


def _compile(file: IndicatorFile) -> IndicatorRules:
    reducer = Reducer(file)
    exact: dict[str, tuple[str, ...]] = {}
    keys_of: dict[frozenset[str], tuple[str, ...]] = {}
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for indicator in file.indicators:
        for name in indicator.wordings:
            reduced = reducer.reduce(name)
            if reduced.key not in exact:
                keys_of[reduced.marks] = (*keys_of.get(reduced.marks, ()), reduced.key)
            phrases[indicator.code] = (*phrases.get(indicator.code, ()), reduced.words)
            if indicator.code not in exact.get(reduced.key, ()):
                exact[reduced.key] = (*exact.get(reduced.key, ()), indicator.code)
    return IndicatorRules(
        indicators=file.indicators,
        exact=exact,
        keys_of=keys_of,
        measure_of={indicator.code: measure_of_unit(indicator.unit) for indicator in file.indicators},
        reducer=reducer,
        marks=file.marks,
        weights=WordWeights(phrases),
        memory=WordMemory(),
    )


def measure_of_unit(unit: str) -> Measure:
    """What kind of number a unit of measure belongs to.

    >>> measure_of_unit("%"), measure_of_unit("sáng kiến")
    ('ratio', 'count')
    """
    if "%" in unit or fold(unit) in ("phần trăm", "tỷ lệ"):
        return "ratio"
    return "index" if fold(unit) in ("điểm", "hạng", "chỉ số") else "count"
