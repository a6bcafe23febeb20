"""Indicators that the catalogue lacks → other wordings of those it has, or new ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from rapidfuzz import fuzz, process

from planparse.rulebook.base import read_data
from planparse.rulebook.book import RuleBook
from planparse.rulebook.indicators import measure_of_unit
from planparse.suggest.gathering import Mention
from planparse.suggest.grouping import Group, group_mentions
from planparse.suggest.proposals import Proposal, build_code
from planparse.text.unicode import tidy

# Below the similarity at which a name is matched without asking anybody.
_NEAR = 78.0
_MARGIN = 4.0
_SHOWN = 3
_LONGEST_NAME = 24  # syllables; a longer one is a sentence
_UNITS = {"ratio": "%", "count": "", "index": "điểm"}


class Wording(NamedTuple):
    """What is compared of a name: its words, those that tell neighbours apart, and the kind of number it says."""

    words: tuple[str, ...]
    marks: frozenset[str]
    measure: str | None

    @property
    def key(self) -> str:
        """The words, spaced."""
        return " ".join(self.words)


class Known(NamedTuple):
    """A wording of an indicator of the catalogue; ``measure`` is that of its unit."""

    code: str
    name: str
    field: str
    measure: str
    wording: Wording


class Catalogue(NamedTuple):
    """The catalogue, ready for asking what is near.

    Attributes:
        leading, trailing: target phrases at the ends of a name ("100%", "đạt từ 50% trở lên").
        share: what the name of a share begins with ("Tỷ lệ").
    """

    rules: RuleBook
    known: tuple[Known, ...]
    leading: "regex.Pattern[str]"
    trailing: "regex.Pattern[str]"
    share: str

    def of_code(self, code: str) -> Known:
        """The indicator of a code, by its first wording."""
        return next(known for known in self.known if known.code == code)


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


def _reduce(name: str, rules: RuleBook) -> Wording:
    reduced = rules.indicators.reducer.reduce(name)
    return Wording(reduced.words, reduced.marks, reduced.measure)


def _catalogue(rules: RuleBook) -> Catalogue:
    known = tuple(
        Known(one.code, one.name, one.field, measure_of_unit(one.unit), _reduce(name, rules))
        for one in rules.indicators.indicators
        for name in (one.name, *one.aliases)
    )
    words = read_data(rules.folders, "indicators")
    leading = regex.compile("|".join(rf"\A(?:{one})" for one in words["leading"]), regex.X | regex.I)
    trailing = regex.compile("|".join(rf"(?:{one})\Z" for one in words["trailing"]), regex.X | regex.I)
    return Catalogue(rules, known, leading, trailing, words["measures"]["ratio"][0].capitalize())


def _key(mention: Mention, rules: RuleBook) -> tuple[tuple[str, ...], str | None]:
    wording = _reduce(mention.text, rules)
    return wording.words, _measure(wording, mention.unit)


def _measure(wording: Wording, unit: str | None) -> str | None:
    return wording.measure or (measure_of_unit(unit) if unit else None)


def _propose(group: Group, catalogue: Catalogue, taken: set[str]) -> Proposal:
    name = _without_target(group.texts[0], catalogue)
    unit = _unit(group)
    wording = _reduce(name, catalogue.rules)
    near = _nearest(wording, _measure(wording, unit), catalogue)
    listed = ", ".join(f'{code} "{catalogue.of_code(code).name}" {score:.0f}' for code, score in near)
    evidence = (*group.evidence, f"nearest: {listed}" if listed else "nothing near")
    doubt = _doubt(name, wording, catalogue)
    if _is_clear(near):
        added = (("aliases", (name,)), ("examples", group.texts[:_SHOWN]))
        return Proposal(near[0][0], added, frozenset({"code"}), evidence, doubt)
    return _new(group, name, unit, near, catalogue, taken)._replace(evidence=evidence, doubt=doubt)


def _new(
    group: Group, name: str, unit: str, near: Sequence[tuple[str, float]], catalogue: Catalogue, taken: set[str]
) -> Proposal:
    relative = catalogue.of_code(near[0][0]) if near else catalogue.known[0]
    wording = _reduce(name, catalogue.rules)
    measure = _measure(wording, unit) or "count"
    fields = (
        ("name", name),
        ("unit", unit or _UNITS[measure]),
        ("field", relative.field),
        ("examples", group.texts[:_SHOWN]),
        ("rejects", (relative.name,)),
    )
    guessed = frozenset({"code", "field", "rejects", *(() if unit else ("unit",))})
    return Proposal(build_code(wording.key, taken, f"{relative.code.rpartition('.')[0]}."), fields, guessed, ())


def _doubt(name: str, wording: Wording, catalogue: Catalogue) -> str:
    """Why a person must put it into words first."""
    if len(name.split()) > _LONGEST_NAME:
        return "this is long: give it a name first"
    if catalogue.rules.targets.find_quantities(name):
        return "its target stands in the name: give it a name without one first"
    return "" if len(wording.words) > 1 else "one word says too little: what is it?"


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


def _nearest(wording: Wording, measure: str | None, catalogue: Catalogue) -> tuple[tuple[str, float], ...]:
    """The codes whose wordings are most similar and say the same kind of number, the nearest first."""
    best: dict[str, float] = {}
    keys = [known.wording.key for known in catalogue.known]
    close = process.extract(wording.key, keys, scorer=fuzz.token_sort_ratio, limit=16, score_cutoff=45)
    for _, score, index in close:
        known = catalogue.known[index]
        other = measure is not None and measure != known.measure
        # What tells neighbours apart, or another kind of number, makes another indicator.
        told = min(score, _NEAR - 1) if other or known.wording.marks != wording.marks else score
        best[known.code] = max(best.get(known.code, 0.0), told)
    return tuple(sorted(best.items(), key=lambda item: -item[1])[:_SHOWN])


def _is_clear(near: Sequence[tuple[str, float]]) -> bool:
    return bool(near) and near[0][1] >= _NEAR and (len(near) == 1 or near[0][1] - near[1][1] >= _MARGIN)
