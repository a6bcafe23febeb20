"""Which body a name means: an exact look-up of its words, then its collectives, and only last similarity.

Whole strings are not compared by a mixed ratio: short offices share most of their letters, so such a score prefers the
wrong one. A guess needs the same number of words, hardly any of them different, and no second body nearly as close.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from planparse.rulebook.agencies import AgencyRules, Collective
from planparse.rulebook.agency_file import PlaceLevel
from planparse.rulebook.agency_names import Named, NamedLevel
from planparse.rulebook.phrases import Phrase, Word

# One wrong letter in a name of two short words ("Phòng Kinh tê") still scores 92; two offices that differ in one
# whole word score less than 85.
_SIMILAR = 85.0
_MARGIN = 4.0  # a second body this close means that the letters do not decide
_WORDS_OFF = 2  # words that may differ
_LETTERS_OFF = 1  # letters that may differ in each of them

_NUMBER = "số"  # before the number of a village, a school, a team
_LONGEST_NAME = 60  # words; a longer run is prose, and no name

_PREFERRED: tuple[NamedLevel, ...] = ("commune", "province", "central", "collective", "district")
"""Which level a name without place means: the plan is a commune's, so its own "Công an" comes first."""


class Reading(NamedTuple):
    """A name without what follows it, and the level that what follows gives."""

    words: tuple[Word, ...]
    level: PlaceLevel | None


class Found(NamedTuple):
    """A name that the rules spell out: the bodies it can mean (of one level; mostly one), and how it was read."""

    options: tuple[Named, ...]
    reading: Reading


class Guess(NamedTuple):
    """A body found by similarity, 0 to 100."""

    named: Named
    score: float


def find_agency(words: Sequence[Word], rules: AgencyRules) -> Found | None:
    """The bodies whose name these words are, whatever place or leader they add; None where no rule knows it."""
    for led in _without_leaders(tuple(words), rules):
        readings = tuple(_readings(led, rules))
        for read in (_by_name, _by_nouns):
            for reading in readings:
                if options := read(reading, rules):
                    return Found(options, reading)
    return None


def guess_agency(words: Sequence[Word], rules: AgencyRules) -> tuple[Guess, ...]:
    """The bodies whose name is all but these words, the closest first: two are a tie, and none is no match."""
    for led in _without_leaders(tuple(words), rules):
        for reading in _readings(led, rules):
            if guesses := _most_similar(reading, rules):
                return guesses
    return ()


def nearest_names(words: Sequence[Word], rules: AgencyRules, *, limit: int = 3) -> tuple[Guess, ...]:
    """The names that look most like these words, near or not: for a person who asks why nothing matched."""
    text = " ".join(word.text for word in words)
    close = process.extract(text, rules.spoken.keys(), scorer=fuzz.ratio, limit=limit)
    return tuple(Guess(rules.spoken[key][0], round(score, 1)) for key, score, _ in close)


def is_leader(words: Sequence[Word], rules: AgencyRules) -> bool:
    """Whether the words are only a leader's title ("Lãnh đạo") that waits for its body."""
    return bool(words) and rules.leaders.length_at(words, 0) == len(words)


def is_noun_of(words: Sequence[Word], length: int, found: Found, rules: AgencyRules) -> bool:
    """Whether the first ``length`` words are no more than a noun of this collective ("hợp tác xã")."""
    codes = {named.code for named in found.options}
    return any(
        collective.nouns.length_at(words, 0) >= length for collective in rules.collectives if collective.code in codes
    )


def _without_leaders(words: tuple[Word, ...], rules: AgencyRules) -> Iterator[tuple[Word, ...]]:
    if not words or len(words) > _LONGEST_NAME:
        return
    yield words
    while words and (length := rules.leaders.length_at(words, 0)):
        words = words[length:]
        if words:
            yield words


def _readings(words: tuple[Word, ...], rules: AgencyRules) -> Iterator[Reading]:
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
    return _unbroken(words[start + length :], rules)


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


def _unbroken(words: Sequence[Word], rules: AgencyRules) -> bool:
    """No other body begins in these words: no separator has a head noun behind it."""
    return not any(word.breaks and _begins(words, index, rules) for index, word in enumerate(words))


def _begins(words: Sequence[Word], start: int, rules: AgencyRules) -> bool:
    return any(openings.length_at(words, start) for openings in (rules.heads, rules.plural, rules.leaders))


def _by_name(reading: Reading, rules: AgencyRules) -> tuple[Named, ...]:
    glued = "".join(word.text for word in reading.words)
    options = _unbroken_names(rules.exact.get(glued, ()), reading.words, rules)
    if options:
        return _collectives_of(options) or _of_level(options, reading.level)
    for end in range(len(reading.words) - 1, 0, -1):
        known = rules.open_names.get("".join(word.text for word in reading.words[:end]), ())
        if (known := _unbroken_names(known, reading.words[:end], rules)) and _may_follow(
            reading.words[end:], known, rules
        ):
            return tuple(named for named in _of_level(known, reading.level) if named.code in rules.named)
    return ()


def _unbroken_names(options: tuple[Named, ...], words: Sequence[Word], rules: AgencyRules) -> tuple[Named, ...]:
    """Without names that hold no comma where the cell has one before a noun that begins a body.

    "Ban Xây dựng Đảng, Đảng ủy xã" are two, although "Ban Xây dựng Đảng Đảng ủy xã" is a name.
    """
    parted = [
        index for index, word in enumerate(words) if index and word.breaks and rules.heads.length_at(words, index)
    ]
    return tuple(named for named in options if named.breaks.issuperset(parted)) if parted else options


def _collectives_of(options: tuple[Named, ...]) -> tuple[Named, ...]:
    """A noun that names both one body and all of them means them all where no proper name follows ("thôn")."""
    return tuple(named for named in options if named.level == "collective")


def _may_follow(words: Sequence[Word], options: tuple[Named, ...], rules: AgencyRules) -> bool:
    """A proper name, or any words behind a body that people describe ("Hợp tác xã rau sạch Đồng Tâm")."""
    if _is_proper(words):
        return True
    described = any(named.code in rules.described for named in options)
    return described and not any(
        word.breaks or (word.capital and _begins(words, i, rules)) for i, word in enumerate(words)
    )


def _is_proper(words: Sequence[Word]) -> bool:
    """Capitals without a comma between them, but for a list of letters ("Hòa Lạc A, B"), or a number ("số 4")."""
    if len(words) > 1 and words[0].text == _NUMBER and words[1].text.isdigit():
        words = words[1:]
    return all(word.capital and (not word.breaks or _is_letter(word)) for word in words)


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _of_level(options: tuple[Named, ...], level: PlaceLevel | None) -> tuple[Named, ...]:
    """The bodies of this level; a name that only one body has needs no level."""
    if len(options) == 1:
        return options
    best = min(_PREFERRED.index(named.level) for named in options)
    wanted = level or _PREFERRED[best]
    return tuple(named for named in options if named.level == wanted)


def _by_nouns(reading: Reading, rules: AgencyRules) -> tuple[Named, ...]:
    first = reading.words[0]
    after_plural = rules.plural.may_begin(first) or first.text.isdigit()
    for collective in rules.collectives:
        if not after_plural and not collective.nouns.may_begin(first):
            continue
        if _is_collective(reading.words, collective, rules):
            return (Named(collective.code, "collective", "", collective.name),)
    return ()


def _is_collective(words: Sequence[Word], collective: Collective, rules: AgencyRules) -> bool:
    """Nouns of the collective, with "các" or "liên quan" or in a list of two or more, and nothing else."""
    own = listed = 0
    seen: set[Phrase] = set()
    start = _count_length(words)
    marked = after_plural = start > 0
    while start < len(words):
        length = rules.plural.length_at(words, start)
        after_plural = length > 0
        if not length and (length := collective.nouns.length_at(words, start)):
            noun = collective.nouns.phrase_at(words, start)
            if noun in seen and not (marked or after_plural):
                return False  # "UBND xã, UBND tỉnh" are two bodies
            seen.add(noun)
            own += collective.collects.length_at(words, start) > 0
            listed += (start == 0) + sum(word.breaks for word in words[max(start, 1) : start + length])
        elif not length and own and (length := rules.qualifiers.length_at(words, start)):
            marked = True
        elif not length:
            break
        marked = marked or after_plural
        start += length
    ended = start == len(words) or (own > 0 and _closes(words, start, rules))
    return ended and not after_plural and own > 0 and (marked or listed > 1)


def _count_length(words: Sequence[Word]) -> int:
    """A number before the nouns says that there are several ("13 thôn", "9/9 thôn")."""
    return next((index for index, word in enumerate(words) if not word.text.isdigit()), 0)


def _closes(words: Sequence[Word], start: int, rules: AgencyRules) -> bool:
    """Whether a place or a tail ("trên địa bàn ...") begins here and goes on to the end."""
    tail = rules.collective_tails.length_at(words, start)
    return bool(tail and _unbroken(words[start + tail :], rules)) or place_at(words, start, rules) is not None


def _most_similar(reading: Reading, rules: AgencyRules) -> tuple[Guess, ...]:
    text = " ".join(word.text for word in reading.words)
    close = process.extract(text, rules.spoken.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=12)
    guesses = [
        Guess(named, round(score, 1))
        for key, score, _ in close
        if _few_slips(text.split(), key.split(), rules)
        for named in _of_level(rules.spoken[key], reading.level)
    ]
    near = [guess for guess in guesses if guesses[0].score - guess.score < _MARGIN]
    first = {guess.named.code: guess for guess in reversed(near)}  # of two names of one body the closer one
    return tuple(sorted(first.values(), key=lambda guess: -guess.score))


def _few_slips(printed: Sequence[str], known: Sequence[str], rules: AgencyRules) -> bool:
    """As many words on both sides, at least two, of which few differ, and those by a letter.

    A word that is part of some name is no slip of another one: "y tế" and "y tá" are two things.
    """
    if len(printed) != len(known) or len(printed) < 2:
        return False
    pairs = [(one, other) for one, other in zip(printed, known, strict=True) if one != other]
    return len(pairs) <= min(_WORDS_OFF, len(printed) - 1) and all(
        one not in rules.vocabulary and Levenshtein.distance(one, other) <= _LETTERS_OFF for one, other in pairs
    )
