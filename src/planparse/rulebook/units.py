"""``rules/units.yaml``: what plans count and measure (*đơn vị tính*), so that communes compare.

A unit has a code, its words as printed, and its multiples ("triệu đồng" is 1000000 đồng). Words of scale ("nghìn",
"vạn") make a multiple of any unit. What stands behind a slash is what a rate is per, and no part of the unit.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import regex
from pydantic import Field

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.unicode import fold

UnitKind = Literal[
    "share", "money", "people", "bodies", "places", "works", "papers", "things",
    "length", "area", "volume", "mass", "energy",
    "speed", "data",  # in prose what kind of thing it is ("mạng trên 1 Gb/s"), no target
    "time",  # in prose a deadline or an age, no target, unless it is compared
    "index",
    "rank", "level",  # their words stand before the number: hạng 5, mức độ 3
]  # fmt: skip
_NO_TARGET: frozenset[UnitKind] = frozenset({"speed", "data"})
BEFORE_NUMBER: frozenset[UnitKind] = frozenset({"rank", "level"})


class UnitExample(RuleModel):
    """A target cell that is read with the unit; ``base`` is its number in the base unit, where that is another one."""

    text: str
    base: float | None = None


class Multiple(RuleModel):
    """Words for so many of a unit: "triệu đồng", "trđ"."""

    factor: Annotated[int, Field(gt=0)]
    words: Annotated[tuple[str, ...], Field(min_length=1)]


class UnitRule(RuleModel):
    """One unit, with its proof: each example is read with it, no reject is."""

    code: str
    name: str
    kind: UnitKind
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    multiples: tuple[Multiple, ...] = ()
    examples: Annotated[tuple[UnitExample, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class UnitFile(RuleModel):
    """The whole of ``rules/units.yaml``.

    Attributes:
        scales: words before any unit that multiply it.
        leads: what a column of units may print before the unit.
    """

    scales: tuple[Multiple, ...]
    leads: tuple[str, ...]
    units: Annotated[tuple[UnitRule, ...], Field(min_length=1)]


class Measure(NamedTuple):
    """What a printed unit stands for.

    Attributes:
        code: None where the unit is not in the list.
        factor: how many base units one is; of a bare word of scale the scale alone.
        per: what a rate is per, as printed.
    """

    code: str | None = None
    factor: int = 1
    per: str | None = None


class UnitRules(NamedTuple):
    """The units, by their folded words."""

    file: UnitFile
    measures: Mapping[str, Measure]
    scales: Mapping[str, int]
    kinds: Mapping[str, UnitKind]

    def words(self, *, time: bool) -> tuple[str, ...]:
        """The words that stand behind a number: of units of time, or of all others."""
        passed = BEFORE_NUMBER | _NO_TARGET
        rules = (rule for rule in self.file.units if rule.kind not in passed and (rule.kind == "time") == time)
        return tuple(word for rule in rules for word in _words(rule))

    def read(self, unit: str | None) -> Measure:
        """What a unit as printed stands for, also in a column of units ("Tỷ lệ %", "ĐVT: triệu đồng")."""
        if not unit:
            return Measure()
        tidied = _SLASH.sub("/", " ".join(unit.split()))
        if whole := self.measures.get(fold(tidied).strip(_EDGES)):  # "lượt/người" and "Mb/s" are no rates
            return whole
        first, _, per = tidied.partition("/")
        words = fold(first).strip(_EDGES)
        found = self._find(words) or self._find(self._bare(words)) or self._share(words) or Measure()
        return found._replace(per=self._per(found, per)) if found.code else found

    def _per(self, found: Measure, words: str) -> str | None:
        """What a rate is per; None behind another word for the same thing: "thôn/xóm", "tin/bài"."""
        per = _ONE.sub("", words.strip(_EDGES))
        same = self.measures.get(fold(per))
        return None if same and same.code == found.code else per or None

    def _share(self, words: str) -> Measure | None:
        """A share that says of what: "% tổng chi NS"."""
        sign = words[:1]
        is_share = sign in self.measures and self.kinds.get(self.measures[sign].code or "") == "share"
        return self.measures[sign] if is_share and len(words) > 1 else None

    def scale_of(self, unit: str | None) -> int | None:
        """The factor of a unit that is a bare word of scale: "triệu"."""
        return self.scales.get(fold(unit)) if unit else None

    def _find(self, words: str) -> Measure | None:
        if words in self.measures:
            return self.measures[words]
        scale, _, rest = words.partition(" ")
        found = self._find(rest) if scale in self.scales and rest else None
        return found and found._replace(factor=found.factor * self.scales[scale])

    def _bare(self, words: str) -> str:
        """The words without a lead such as "tỷ lệ" or "đvt:"."""
        for lead in sorted(self.file.leads, key=len, reverse=True):
            if words.startswith((f"{lead} ", f"{lead}:", f"{lead}(")):
                return words[len(lead) :].strip(_EDGES)
        return words


_EDGES = " ().,;:"
_ONE = regex.compile(r"^0?1\s")  # 01 mô hình/01 thôn
_SLASH = regex.compile(r"\s?/\s?")


def load_unit_rules(*folders: Path) -> UnitRules:
    """The units of ``units.yaml`` of these folders.

    Raises:
        RuleError: the file is missing or does not fit the models.
    """
    file = read_rules(folders, "units", UnitFile)
    measures = {fold(word): Measure(rule.code) for rule in file.units for word in rule.words}
    for rule in file.units:
        measures |= {fold(word): Measure(rule.code, one.factor) for one in rule.multiples for word in one.words}
    scales = {fold(word): one.factor for one in file.scales for word in one.words}
    kinds = {rule.code: rule.kind for rule in file.units}
    return UnitRules(file, measures, scales, kinds)


def _words(rule: UnitRule) -> tuple[str, ...]:
    return (*rule.words, *(word for one in rule.multiples for word in one.words))
