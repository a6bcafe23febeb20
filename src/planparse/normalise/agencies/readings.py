"""What a name may be without the words around it: a leader's title before it, a place or a tail behind it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_file import PlaceLevel
from planparse.rulebook.agency_names import Named, NamedLevel
from planparse.rulebook.phrases import Word

_LONGEST_NAME = 60  # words; a longer run is prose, and no name

_PREFERRED: tuple[NamedLevel, ...] = ("commune", "province", "central", "collective", "district")
"""Which level a name without place means: the plan is a commune's, so its own "Công an" comes first."""


class Reading(NamedTuple):
    """A name without what follows it, and the level that what follows gives."""

    words: tuple[Word, ...]
    level: PlaceLevel | None


def is_leader(words: Sequence[Word], rules: AgencyRules) -> bool:
    """Whether the words are only a leader's title ("Lãnh đạo") that waits for its body."""
    return bool(words) and rules.leaders.length_at(words, 0) == len(words)


def without_leaders(words: tuple[Word, ...], rules: AgencyRules) -> Iterator[tuple[Word, ...]]:
    """The words, then without the titles they begin with ("Lãnh đạo"), one after the other."""
    if not words or len(words) > _LONGEST_NAME:
        return
    yield words
    while words and (length := rules.leaders.length_at(words, 0) or _count_length(words, rules)):
        words = words[length:]
        if words:
            yield words


def _count_length(words: Sequence[Word], rules: AgencyRules) -> int:
    """A number before a noun with which bodies begin says how many there are ("11 Tổ công nghệ số cộng đồng")."""
    return int(words[0].text.isdigit() and rules.heads.length_at(words, 1) > 0)


def list_readings(words: tuple[Word, ...], rules: AgencyRules) -> Iterator[Reading]:
    """The words themselves, then without place or tail, the longest remainder first.

    A place may stand before a tail ("Công an xã chủ trì"), so it is also looked for where the last tail begins.
    """
    yield Reading(words, None)
    end = len(words)
    for start in range(len(words) - 1, 0, -1):
        level = place_at(words, start, rules) or place_at(words[:end], start, rules)
        if level:
            yield Reading(words[:start], level)
        elif _is_tail(words, start, rules):
            yield Reading(words[:start], None)
            end = start


def _is_tail(words: tuple[Word, ...], start: int, rules: AgencyRules) -> bool:
    length = rules.tails.length_at(words, start)
    if not length or words[start].breaks or _opens_list(words[start : start + length], rules):
        return False
    return is_unbroken(words[start + length :], rules) or _lists_places(words[start:], rules)


def _lists_places(words: Sequence[Word], rules: AgencyRules) -> bool:
    """Nothing but kinds of villages in small letters: "Tổ công nghệ số cộng đồng thôn, bản" is one body."""
    index = 0
    while index < len(words):
        length = rules.tails.length_at(words, index)
        if not length or words[index].capital or not rules.heads.length_at(words, index):
            return False
        index += length
    return True


def _opens_list(words: Sequence[Word], rules: AgencyRules) -> bool:
    """With a capital "Các thôn" is a body of its own; without one it says whose a name before it is."""
    return rules.plural.length_at(words, 0) > 0 and words[0].capital and not words[-1].capital


def place_at(words: Sequence[Word], start: int, rules: AgencyRules) -> PlaceLevel | None:
    """The level of the place that begins at ``start`` and goes on to the end ("xã Đông Hải, tỉnh Vĩnh Long")."""
    if start >= len(words) or not rules.any_place.may_begin(words[start]):
        return None
    for level, kinds in rules.places.items():
        length = kinds.length_at(words, start)
        if length and _is_place_name(words[start + length :], rules):
            return level
    return None


def _is_place_name(words: Sequence[Word], rules: AgencyRules) -> bool:
    index = 0
    while index < len(words):
        length = rules.any_place.length_at(words, index)
        if not length and (words[index].breaks or not words[index].capital):
            return False
        index += length or 1
    return True


def is_unbroken(words: Sequence[Word], rules: AgencyRules) -> bool:
    """No other body begins in these words: no separator has a head noun behind it."""
    return not any(word.breaks and begins_body(words, index, rules) for index, word in enumerate(words))


def begins_body(words: Sequence[Word], start: int, rules: AgencyRules) -> bool:
    """Whether a word with which bodies begin stands here: a noun, "các", a title."""
    return any(openings.length_at(words, start) for openings in (rules.heads, rules.plural, rules.leaders))


def of_level(options: tuple[Named, ...], level: PlaceLevel | None) -> tuple[Named, ...]:
    """The bodies of this level; a name that only one body has needs no level."""
    if len(options) == 1:
        return options
    best = min(_PREFERRED.index(named.level) for named in options)
    wanted = level or _PREFERRED[best]
    return tuple(named for named in options if named.level == wanted)
