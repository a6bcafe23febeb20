"""Agencies that no rule knows → aliases of agencies that are, or new agencies."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from rapidfuzz import fuzz, process

from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_file import Agency
from planparse.rulebook.phrases import Word, split_words
from planparse.suggest.gathering import Mention
from planparse.suggest.grouping import Group, group_mentions
from planparse.suggest.proposals import Proposal, build_code
from planparse.text.unicode import tidy

# A person decides, so this asks for less than a match does: names that share all but a word or two.
_NEAR = 80.0
_MARGIN = 5.0
_SHOWN = 3  # of the nearest agencies, and of the examples
_SHORTEST_NAME = 2  # syllables
_LONGEST_NAME = 16  # syllables; a longer text is a sentence

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+")


class Bare(NamedTuple):
    """A name without the place behind it.

    Attributes:
        printed: as printed.
        words: folded, as printed.
        level: of the place that was dropped; "" where there was none.
        proper: what is printed is followed by a proper name ("Hợp tác xã du lịch" of "... Nậm Cường").
    """

    printed: str
    words: tuple[Word, ...]
    level: str = ""
    proper: bool = False


def group_agencies(mentions: Iterable[Mention], rules: AgencyRules) -> tuple[Group, ...]:
    """The mentions of each body, places and proper names behind it left aside, the most frequent first."""
    return group_mentions(mentions, lambda mention: _key(_bare(mention.text, rules), rules))


def propose_agencies(groups: Iterable[Group], rules: AgencyRules) -> Iterator[Proposal]:
    """One proposal for each body."""
    taken = {agency.code for agency in rules.agencies}
    for group in groups:
        proposal = _propose(group, rules, taken)
        taken.add(proposal.code)
        yield proposal


def _propose(group: Group, rules: AgencyRules, taken: set[str]) -> Proposal:
    bare = _bare(group.texts[0], rules)
    near = _nearest(bare, rules)
    listed = ", ".join(f'{code} "{_agency(code, rules).name}" {score:.0f}' for code, score in near)
    evidence = (*group.evidence, f"nearest: {listed}" if listed else "nothing near")
    code = _kin(bare, rules) or (near[0][0] if _is_clear(near) and not bare.proper else "")
    if code:
        added = (("aliases", (bare.printed,)), ("examples", group.texts[:_SHOWN]))
        return Proposal(code, added, frozenset({"code"}), evidence, _doubt(bare, rules))
    return _new(group, bare, near, rules, taken)._replace(evidence=evidence)


def _kin(bare: Bare, rules: AgencyRules) -> str:
    """The body with proper names of which this is a kind: "Hợp tác xã du lịch" (Nậm Cường) is a "Hợp tác xã"."""
    words = _key(bare, rules).split() if bare.proper else []
    openings = [
        (opening, agency.code)
        for agency in (rules.agencies if words else ())
        if agency.named
        for name in (agency.name, *agency.aliases)
        if len(opening := [word.text for word in rules.weigh(split_words(name))]) >= _SHORTEST_NAME
    ]
    kin = [(len(opening), code) for opening, code in openings if words[: len(opening)] == opening]
    return max(kin, default=(0, ""))[1]


def _new(group: Group, bare: Bare, near: Sequence[tuple[str, float]], rules: AgencyRules, taken: set[str]) -> Proposal:
    relatives = _relatives(bare, near, rules)
    kind = Counter(agency.kind for agency in relatives).most_common(1)[0][0]
    level = bare.level or Counter(agency.level for agency in relatives).most_common(1)[0][0]
    reject = next(agency.name for agency in relatives)
    fields = (
        ("name", bare.printed),
        ("kind", kind),
        ("level", level),
        *((("named", True),) if bare.proper else ()),
        ("examples", group.texts[:_SHOWN]),
        ("rejects", (reject,)),
    )
    guessed = frozenset({"code", "kind", "level", "named", "rejects"})
    return Proposal(build_code(bare.printed, taken), fields, guessed, (), _doubt(bare, rules))


def _doubt(bare: Bare, rules: AgencyRules) -> str:
    """Why a person must decide whether this is an agency at all."""
    if len(bare.words) > _LONGEST_NAME:
        return "this is long: is it a sentence?"
    if len(bare.words) < _SHORTEST_NAME:
        return "this is one word: what is it?"
    if rules.leaders.length_at(bare.words, 0):
        return "this begins like the title of a person"
    named = all(word.capital for word in bare.words) and not _head(bare.words, rules)
    return "is this a person? Persons stay without a code" if named else ""


def _bare(text: str, rules: AgencyRules) -> Bare:
    """The name without the place at its end, and without the proper name behind a common noun."""
    printed = tidy(text)
    tokens = list(_TOKEN.finditer(printed))
    words = split_words(printed)
    if len(tokens) != len(words):
        return Bare(printed, words)  # words run together: nothing can be cut safely
    end, level = _place_start(words, rules)
    start = _proper_start(words[:end], rules)
    cut = printed[: tokens[start - 1].end()] if start else printed
    return Bare(cut, words[:start], level, proper=start < end)


def _place_start(words: tuple[Word, ...], rules: AgencyRules) -> tuple[int, str]:
    """Where a kind of place begins that goes on to the end ("tỉnh", "xã Nậm Cường"), and its level."""
    for start in range(1, len(words)):
        for level, kinds in rules.places.items():
            length = kinds.length_at(words, start)
            if length and all(word.capital for word in words[start + length :]):
                return start, "province" if level == "district" else level
    return len(words), ""


def _proper_start(words: tuple[Word, ...], rules: AgencyRules) -> int:
    """Where the capitals at the end begin, if common words in small letters stand before them."""
    start = len(words)
    while start and words[start - 1].capital:
        start -= 1
    follows_noun = start > 1 and not words[start - 1].capital and _head(words, rules)
    return start if follows_noun and start < len(words) - 1 else len(words)


def _key(bare: Bare, rules: AgencyRules) -> str:
    return " ".join(word.text for word in rules.weigh(bare.words))


def _nearest(bare: Bare, rules: AgencyRules) -> tuple[tuple[str, float], ...]:
    """The codes with the most similar names, the nearest first; of bodies of one name that of the place's level."""
    best: dict[str, float] = {}
    key, spoken = _key(bare, rules), rules.names.spoken
    for known, score, _ in process.extract(
        key, rules.names.spoken.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=50
    ):
        level = bare.level or "commune"
        named = next((one for one in spoken[known] if one.level == level), spoken[known][0])
        best[named.code] = max(best.get(named.code, 0.0), score)
    return tuple(sorted(best.items(), key=lambda item: -item[1])[:_SHOWN])


def _is_clear(near: Sequence[tuple[str, float]]) -> bool:
    return bool(near) and near[0][1] >= _NEAR and (len(near) == 1 or near[0][1] - near[1][1] >= _MARGIN)


def _relatives(bare: Bare, near: Sequence[tuple[str, float]], rules: AgencyRules) -> tuple[Agency, ...]:
    """Agencies that this one is probably like: those near, then those with the same head; one at least."""
    head = _head(bare.words, rules)
    same = [agency for agency in rules.agencies if head and _head(split_words(agency.name), rules) == head]
    found = [agency for code, _ in near for agency in rules.agencies if agency.code == code]
    return tuple([*same, *found] if len(same) > 1 else [*found, *same]) or rules.agencies[:1]


def _head(words: Sequence[Word], rules: AgencyRules) -> tuple[str, ...]:
    return tuple(word.text for word in words[: rules.heads.length_at(words, 0)])


def _agency(code: str, rules: AgencyRules) -> Agency:
    return next(agency for agency in rules.agencies if agency.code == code)
