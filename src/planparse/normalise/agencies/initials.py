"""Abbreviations that a plan's own full names explain: "TT VH-TT-TT" beside "Trung tâm Văn hóa - Thông tin - Thể thao".

Provinces give their offices names with the same initials, so the rules can write such letters out in one way only.
Where the plan prints one name in full that has these initials, and nowhere in full the one that the rules take the
letters for, the plan is right.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from planparse.model.values import AgencyMatch
from planparse.normalise.agencies.readings import place_at
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_names import Named
from planparse.rulebook.phrases import Word, split_words

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_VOWEL = regex.compile(r"(?i)[aeiouy]")
_FEWEST = 4  # letters; shorter ones ("CA", "TYT") are the initials of too much


def find_by_initials(matches: Iterable[AgencyMatch], rules: AgencyRules) -> dict[str, tuple[Named, ...]]:
    """Names to add to the rules of this plan: its abbreviations, by their glued words, as its full names say them."""
    full: dict[str, set[str]] = defaultdict(set)
    short: dict[str, tuple[str, str | None]] = {}
    for match in matches:
        key, letters = rules.readings.recall(_read_letters, rules, match.raw)
        if key is not None:
            short[key] = (letters, match.code)
        elif match.code:
            full[letters].add(match.code)
    printed = {code for codes in full.values() for code in codes}
    told = {
        key: next(iter(full[letters]))
        for key, (letters, code) in short.items()
        if len(letters) >= _FEWEST and code not in printed and len(full.get(letters, ())) == 1
    }
    return {key: _named(code, rules) for key, code in told.items()}


def _read_letters(rules: AgencyRules, raw: str) -> tuple[str | None, str]:
    """The glued words of a name, where it is an abbreviation, and its letters."""
    words = _without_place(split_words(raw), rules)
    key = "".join(word.text for word in rules.weigh(words)) if _is_short(raw, words, rules) else None
    return key, _letters(raw, len(words), rules)


def _named(code: str, rules: AgencyRules) -> tuple[Named, ...]:
    return tuple(Named(code, one.level, "", one.name) for one in rules.agencies if one.code == code)


def _without_place(words: Sequence[Word], rules: AgencyRules) -> Sequence[Word]:
    end = next((start for start in range(1, len(words)) if place_at(words, start, rules)), len(words))
    return words[:end]


def _is_short(raw: str, words: Sequence[Word], rules: AgencyRules) -> bool:
    """An abbreviation the rules know, or capitals; where all is in capitals ("CÔNG AN") only those without a vowel."""
    capitals = [token for token in _TOKEN.findall(raw) if len(token) > 1 and token.isupper()]
    if raw.isupper():
        capitals = [token for token in capitals if not _VOWEL.search(unicodedata.normalize("NFD", token))]
    return bool(capitals or rules.expander.find(words))


def _letters(raw: str, length: int, rules: AgencyRules) -> str:
    """First letters of words, all letters of abbreviations, of as many words as stand before the place."""
    tokens = [token for token in _TOKEN.findall(raw)[:length] if token.casefold() not in rules.drop]
    return "".join(token if token.isupper() else token[0] for token in tokens).upper()
