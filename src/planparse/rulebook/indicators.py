"""``rules/indicators.yaml``: the catalogue of canonical indicators (*chỉ tiêu*) and how plans word them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import regex
from pydantic import Field

from planparse.rulebook.base import RuleModel, read_rules
from planparse.rulebook.phrases import Expander, Expansion, PhraseSet, Word, split_words
from planparse.text.unicode import fold, tidy

_BRACKETS = regex.compile(r"\([^()]*\)")

Measure = Literal["ratio", "count", "index"]
"""A share of something ("Tỷ lệ ...", "%"), a number of things ("Số lượng ...") or a mark ("Chỉ số ...")."""

FieldName = Literal[
    "hạ tầng số",
    "chính quyền số",
    "kinh tế số",
    "xã hội số",
    "nhân lực",
    "khoa học công nghệ",
    "sở hữu trí tuệ",
    "đo lường chất lượng",
    "an toàn thông tin",
    "cải cách hành chính",
    "dữ liệu",
]


class CatalogIndicator(RuleModel):
    """A canonical indicator and the proof that its wordings are told from its neighbours'."""

    code: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    name: str
    unit: str
    field: FieldName
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class MeasureWords(RuleModel):
    """Words with which a name begins that say what kind of number it is."""

    ratio: tuple[str, ...]
    count: tuple[str, ...]
    index: tuple[str, ...]
    plain: tuple[str, ...]


class IndicatorFile(RuleModel):
    """The rule file as it is written.

    Attributes:
        marks: words that tell neighbours apart ("5G", "toàn trình"): both names have them, or neither.
        fillers: words without weight ("trên địa bàn", "của").
        places: kinds of place; a proper name after them is dropped with them.
        leading, trailing: patterns of target phrases at the ends of a name ("đạt từ 50% trở lên").
    """

    expand: tuple[Expansion, ...]
    measures: MeasureWords
    marks: tuple[str, ...]
    fillers: tuple[str, ...]
    places: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    indicators: tuple[CatalogIndicator, ...]


class Reduced(NamedTuple):
    """What is left of a name to compare: its weighty words, its marks and its kind of number."""

    words: tuple[str, ...]
    marks: frozenset[str]
    measure: Measure | None


@dataclass(frozen=True)
class IndicatorRules:
    """The catalogue and everything that is compiled from its file.

    Attributes:
        exact: codes by the reduced words of their names, spaced; one key may serve a ratio and a count.
    """

    indicators: tuple[CatalogIndicator, ...]
    exact: dict[str, tuple[str, ...]]
    marks_of: dict[str, frozenset[str]]
    measure_of: dict[str, Measure]
    reducer: "Reducer"


class Reducer:
    """Names to what is compared of them: the same for the catalogue and for plans."""

    def __init__(self, file: IndicatorFile) -> None:
        self._expander = Expander(file.expand)
        self._measures: dict[Measure | None, PhraseSet] = {
            "ratio": PhraseSet(file.measures.ratio),
            "count": PhraseSet(file.measures.count),
            "index": PhraseSet(file.measures.index),
            None: PhraseSet(file.measures.plain),
        }
        self._fillers = PhraseSet(file.fillers)
        self._marks, self._places = PhraseSet(file.marks), PhraseSet(file.places)
        self._leading = regex.compile("|".join(rf"\A(?:{pattern})" for pattern in file.leading), regex.X | regex.I)
        self._trailing = regex.compile("|".join(rf"(?:{pattern})\Z" for pattern in file.trailing), regex.X | regex.I)

    def reduce(self, name: str) -> Reduced:
        """The weighty words of a name, without targets at its ends, places and measure words."""
        bare, shared = self._without_targets(tidy(_BRACKETS.sub(" ", name)))
        words = self._expander.expand(split_words(bare))
        words, measure = self._without_measure(words)
        kept = self._weighty(words)
        return Reduced(
            tuple(word.text for word in kept), self._marks_in(kept), measure or ("ratio" if shared else None)
        )

    def _without_targets(self, name: str) -> tuple[str, bool]:
        """The name without target phrases at its ends, and whether the one at its beginning is a percentage."""
        head = self._leading.match(name)
        rest = name[head.end() :] if head else name
        while (cut := self._trailing.sub("", rest.strip(" .;,:"))) != rest:
            rest = cut
        return rest, bool(head and "%" in head.group())

    def _without_measure(self, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], Measure | None]:
        """The words after those that say what kind of number it is, and that kind: the first one said counts."""
        measure: Measure | None = None
        while words:
            length, found = max(
                ((phrases.length_at(words, 0), kind) for kind, phrases in self._measures.items()),
                key=lambda pair: pair[0],
            )
            if not length:
                break
            measure, words = measure or found, words[length:]
        return words, measure

    def _weighty(self, words: Sequence[Word]) -> tuple[Word, ...]:
        kept: list[Word] = []
        start = 0
        while start < len(words):
            length = self._place_length(words, start) or self._fillers.length_at(words, start)
            kept += () if length else (words[start],)
            start += length or 1
        return tuple(kept)

    def _place_length(self, words: Sequence[Word], start: int) -> int:
        """A kind of place and the proper name after it; "xã hội" is no place."""
        length = self._places.length_at(words, start)
        if not length or (start + length < len(words) and words[start + length].text == "hội"):
            return 0
        while start + length < len(words) and words[start + length].capital and not words[start].capital:
            length += 1
        return length

    def _marks_in(self, words: Sequence[Word]) -> frozenset[str]:
        found = set()
        for start in range(len(words)):
            length = self._marks.length_at(words, start)
            if length:
                found.add(" ".join(word.text for word in words[start : start + length]))
        return frozenset(found)


def load_indicator_rules(*folders: Path) -> IndicatorRules:
    """Loads ``indicators.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or does not fit.
    """
    return _compile(read_rules(folders, "indicators", IndicatorFile))


def _compile(file: IndicatorFile) -> IndicatorRules:
    reducer = Reducer(file)
    exact: dict[str, tuple[str, ...]] = {}
    marks_of: dict[str, frozenset[str]] = {}
    for indicator in file.indicators:
        for name in (indicator.name, *indicator.aliases):
            reduced = reducer.reduce(name)
            key = " ".join(reduced.words)
            marks_of[key] = reduced.marks
            if indicator.code not in exact.get(key, ()):
                exact[key] = (*exact.get(key, ()), indicator.code)
    return IndicatorRules(
        indicators=file.indicators,
        exact=exact,
        marks_of=marks_of,
        measure_of={indicator.code: measure_of_unit(indicator.unit) for indicator in file.indicators},
        reducer=reducer,
    )


def measure_of_unit(unit: str) -> Measure:
    """What kind of number a unit of measure belongs to.

    >>> measure_of_unit("%"), measure_of_unit("sáng kiến")
    ('ratio', 'count')
    """
    if "%" in unit or fold(unit) in ("phần trăm", "tỷ lệ"):
        return "ratio"
    return "index" if fold(unit) in ("điểm", "hạng", "chỉ số") else "count"
