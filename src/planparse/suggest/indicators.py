"""Indicators that the catalogue lacks → other wordings of those it has, or new ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from rapidfuzz import fuzz, process

from planparse.rulebook.base import read_data
from planparse.rulebook.book import RuleBook
from planparse.rulebook.indicators import CatalogIndicator, Measure, Reduced, measure_of_unit
from planparse.suggest.gathering import Mention
from planparse.suggest.grouping import Group, group_mentions
from planparse.suggest.proposals import Proposal, build_code
from planparse.text.unicode import tidy

# Below the similarity at which a name is matched without asking anybody.
_NEAR = 78.0
_MARGIN = 4.0
_SHOWN = 3
_LONGEST_NAME = 24  # syllables; a longer one is a sentence
_UNITS: dict[Measure, str] = {"ratio": "%", "count": "", "index": "điểm"}


class Known(NamedTuple):
    """A wording of the catalogue, reduced."""

    indicator: CatalogIndicator
    reduced: Reduced


class Catalogue(NamedTuple):
    """The catalogue, ready for asking what is near.

    Attributes:
        leading, trailing: target phrases at the ends of a name ("100%", "đạt từ 50% trở lên").
        share: what the name of a share begins with ("Tỷ lệ").
    """

    rules: RuleBook
    known: dict[str, list[Known]]
    leading: "regex.Pattern[str]"
    trailing: "regex.Pattern[str]"
    share: str

    def reduce(self, name: str) -> Reduced:
        """What is compared of a name."""
        return self.rules.indicators.reducer.reduce(name)


def group_indicators(mentions: Iterable[Mention], rules: RuleBook) -> tuple[Group, ...]:
    """The mentions of each indicator by the words that count in its name, the most frequent first."""
    return group_mentions(mentions, lambda mention: _key(mention, rules))


def propose_indicators(groups: Iterable[Group], rules: RuleBook) -> Iterator[Proposal]:
    """One proposal for each indicator."""
    catalogue = _catalogue(rules)
    taken = {indicator.code for indicator in rules.indicators.indicators}
    for group in groups:
        proposal = _propose(group, catalogue, taken)
        taken.add(proposal.code)
        yield proposal


def _catalogue(rules: RuleBook) -> Catalogue:
    known: dict[str, list[Known]] = {}
    for indicator in rules.indicators.indicators:
        for name in (indicator.name, *indicator.aliases):
            reduced = rules.indicators.reducer.reduce(name)
            known.setdefault(" ".join(reduced.words), []).append(Known(indicator, reduced))
    words = read_data(rules.folders, "indicators")
    leading = regex.compile("|".join(rf"\A(?:{one})" for one in words["leading"]), regex.X | regex.I)
    trailing = regex.compile("|".join(rf"(?:{one})\Z" for one in words["trailing"]), regex.X | regex.I)
    return Catalogue(rules, known, leading, trailing, words["measures"]["ratio"][0].capitalize())


def _key(mention: Mention, rules: RuleBook) -> tuple[tuple[str, ...], Measure | None]:
    reduced = rules.indicators.reducer.reduce(mention.text)
    return reduced.words, _measure(reduced, mention.unit)


def _measure(reduced: Reduced, unit: str | None) -> Measure | None:
    return reduced.measure or (measure_of_unit(unit) if unit else None)


def _propose(group: Group, catalogue: Catalogue, taken: set[str]) -> Proposal:
    name = _without_target(group.texts[0], catalogue)
    unit = _unit(group)
    reduced = catalogue.reduce(name)
    near = _nearest(reduced, _measure(reduced, unit), catalogue)
    listed = ", ".join(f'{code} "{_indicator(code, catalogue).name}" {score:.0f}' for code, score in near)
    evidence = (*group.evidence, f"nearest: {listed}" if listed else "nothing near")
    doubt = _doubt(name, reduced, catalogue)
    if _is_clear(near):
        added = (("aliases", (name,)), ("examples", group.texts[:_SHOWN]))
        return Proposal(near[0][0], added, frozenset({"code"}), evidence, doubt)
    return _new(group, name, unit, near, catalogue, taken)._replace(evidence=evidence, doubt=doubt)


def _new(
    group: Group, name: str, unit: str, near: Sequence[tuple[str, float]], catalogue: Catalogue, taken: set[str]
) -> Proposal:
    relatives = [_indicator(code, catalogue) for code, _ in near] or list(catalogue.rules.indicators.indicators[:1])
    prefix = relatives[0].code.rpartition(".")[0]
    measure = _measure(catalogue.reduce(name), unit) or "count"
    fields = (
        ("name", name),
        ("unit", unit or _UNITS[measure]),
        ("field", relatives[0].field),
        ("examples", group.texts[:_SHOWN]),
        ("rejects", (relatives[0].name,)),
    )
    guessed = frozenset({"code", "field", "rejects", *(() if unit else ("unit",))})
    return Proposal(build_code(" ".join(catalogue.reduce(name).words), taken, f"{prefix}."), fields, guessed, ())


def _doubt(name: str, reduced: Reduced, catalogue: Catalogue) -> str:
    """Why a person must put it into words first."""
    if len(name.split()) > _LONGEST_NAME:
        return "this is long: give it a name first"
    if catalogue.rules.targets.find_quantities(name):
        return "its target stands in the name: give it a name without one first"
    return "" if len(reduced.words) > 1 else "one word says too little: what is it?"


def _without_target(text: str, catalogue: Catalogue) -> str:
    """The name without the target phrases at its ends; "100% hộ nghèo có ..." is a share, and is called one."""
    printed = tidy(text)
    head = catalogue.leading.match(printed)
    rest = printed[head.end() :] if head else printed
    while (cut := catalogue.trailing.sub("", rest.strip(" .;,:"))) != rest:
        rest = cut
    if head and "%" in head.group() and rest:
        return f"{catalogue.share} {rest[0].lower()}{rest[1:]}"
    return f"{rest[0].upper()}{rest[1:]}" if rest else printed


def _unit(group: Group) -> str:
    """The unit that is printed most often; "" where none is."""
    units = Counter(tidy(mention.unit) for mention in group.mentions if mention.unit)
    return units.most_common(1)[0][0].lower() if units else ""


def _nearest(reduced: Reduced, measure: Measure | None, catalogue: Catalogue) -> tuple[tuple[str, float], ...]:
    """The codes whose wordings are most similar and say the same kind of number, the nearest first."""
    best: dict[str, float] = {}
    key = " ".join(reduced.words)
    for wording, score, _ in process.extract(
        key, catalogue.known.keys(), scorer=fuzz.token_sort_ratio, limit=12, score_cutoff=45
    ):
        for known in catalogue.known[wording]:
            other = measure is not None and measure != measure_of_unit(known.indicator.unit)
            # What tells neighbours apart, or another kind of number, makes another indicator.
            told = min(score, _NEAR - 1) if other or known.reduced.marks != reduced.marks else score
            best[known.indicator.code] = max(best.get(known.indicator.code, 0.0), told)
    return tuple(sorted(best.items(), key=lambda item: -item[1])[:_SHOWN])


def _is_clear(near: Sequence[tuple[str, float]]) -> bool:
    return bool(near) and near[0][1] >= _NEAR and (len(near) == 1 or near[0][1] - near[1][1] >= _MARGIN)


def _indicator(code: str, catalogue: Catalogue) -> CatalogIndicator:
    return next(indicator for indicator in catalogue.rules.indicators.indicators if indicator.code == code)
