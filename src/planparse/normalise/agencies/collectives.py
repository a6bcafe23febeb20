"""Collectives: runs of nouns that mean several bodies at once ("các phòng, ban, ngành, đơn vị liên quan")."""

from collections.abc import Collection, Sequence

from planparse.normalise.agencies.readings import Reading, is_unbroken, place_at
from planparse.rulebook.agencies import AgencyRules, Collective
from planparse.rulebook.agency_names import Named
from planparse.rulebook.phrases import Phrase, Word


def find_collective(reading: Reading, rules: AgencyRules) -> tuple[Named, ...]:
    """The collective that these words are, as a tuple of one; empty where they are none."""
    first = reading.words[0]
    after_plural = rules.plural.may_begin(first) or first.text.isdigit()
    for collective in rules.collectives:
        if not after_plural and not collective.nouns.may_begin(first):
            continue
        if _is_collective(reading.words, collective, rules):
            return (Named(collective.code, "collective", "", collective.name),)
    return ()


def is_noun_of(words: Sequence[Word], length: int, codes: Collection[str], rules: AgencyRules) -> bool:
    """Whether the first ``length`` words are no more than a noun of one of these collectives ("hợp tác xã")."""
    return any(
        collective.nouns.length_at(words, 0) >= length for collective in rules.collectives if collective.code in codes
    )


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
    return bool(tail and is_unbroken(words[start + tail :], rules)) or place_at(words, start, rules) is not None
