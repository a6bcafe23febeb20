"""Which bodies a name can mean by rule: an exact look-up of its words, then its collectives."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.normalise.agencies.collectives import find_collective
from planparse.normalise.agencies.readings import Reading, begins_body, list_readings, of_level, without_leaders
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_names import Named
from planparse.rulebook.phrases import Word

_NUMBER = "số"  # before the number of a village, a school, a team


class Found(NamedTuple):
    """A name that the rules spell out: the bodies it can mean (of one level; mostly one), and how it was read."""

    options: tuple[Named, ...]
    reading: Reading


def find_agency(words: Sequence[Word], rules: AgencyRules) -> Found | None:
    """The bodies whose name these words are, whatever place or leader they add; None where no rule knows it."""
    for led in without_leaders(tuple(words), rules):
        readings = tuple(list_readings(led, rules))
        for read in (_by_name, find_collective):
            for reading in readings:
                if options := read(reading, rules):
                    return Found(options, reading)
    return None


def _by_name(reading: Reading, rules: AgencyRules) -> tuple[Named, ...]:
    glued = "".join(word.text for word in reading.words)
    options = _unbroken_names(rules.exact.get(glued, ()), reading.words, rules)
    if options:
        return _collectives_of(options) or of_level(options, reading.level)
    for end in range(len(reading.words) - 1, 0, -1):
        known = rules.names.open_names.get("".join(word.text for word in reading.words[:end]), ())
        if known := _unbroken_names(known, reading.words[:end], rules):
            followed = tuple(named for named in known if _may_follow(reading.words[end:], named, rules))
            if followed:
                of_place = of_level(known, reading.level)
                return tuple(named for named in of_place if named in followed)
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


def _may_follow(words: Sequence[Word], named: Named, rules: AgencyRules) -> bool:
    """A proper name, the team that a body helps, or any words behind one that people describe.

    "Hợp tác xã rau sạch Đồng Tâm", "Tổ giúp việc Tổ công tác Đề án 06".
    """
    if named.code in rules.helpers:
        return not words[0].breaks and _is_team(words, rules)
    if named.code in rules.named and _is_proper(words):
        return True
    return named.code in rules.described and not any(
        word.breaks or (word.capital and _begins_known(words[i:], rules)) for i, word in enumerate(words)
    )


def _begins_known(words: Sequence[Word], rules: AgencyRules) -> bool:
    """Another body begins here; "Đoàn Kết" is none, although bodies begin with "Đoàn"."""
    return begins_body(words, 0, rules) and find_agency(words, rules) is not None


def _is_team(words: Sequence[Word], rules: AgencyRules) -> bool:
    found = find_agency(words, rules)
    return found is not None and all(rules.kinds[named.code] == "team" for named in found.options)


def _is_proper(words: Sequence[Word]) -> bool:
    """Capitals without a comma between them, but for a list of letters ("Hòa Lạc A, B"), or a number ("số 4")."""
    if len(words) > 1 and words[0].text == _NUMBER and words[1].text.isdigit():
        words = words[1:]
    return all(word.capital and (not word.breaks or _is_letter(word)) for word in words)


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()
