"""Names that are all but the words of a cell: the last resort, with the right to say none.

Whole strings are not compared by a mixed ratio: short offices share most of their letters, so such a score prefers the
wrong one. A guess needs the same number of words, hardly any of them different, and no second body nearly as close.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from planparse.normalise.agencies.readings import Reading, list_readings, of_level, without_leaders
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_names import Named
from planparse.rulebook.phrases import Word

# One wrong letter in a name of two short words ("Phòng Kinh tê") still scores 92; two offices that differ in one
# whole word score less than 85.
_SIMILAR = 85.0
_MARGIN = 4.0  # a second body this close means that the letters do not decide
_WORDS_OFF = 2  # words that may differ
_LETTERS_OFF = 1  # letters that may differ in each of them


class Guess(NamedTuple):
    """A body found by similarity, 0 to 100."""

    named: Named
    score: float


def guess_agency(words: Sequence[Word], rules: AgencyRules) -> tuple[Guess, ...]:
    """The bodies whose name is all but these words, the closest first: two are a tie, and none is no match."""
    for led in without_leaders(tuple(words), rules):
        for reading in list_readings(led, rules):
            if guesses := _most_similar(reading, rules):
                return guesses
    return ()


def nearest_names(words: Sequence[Word], rules: AgencyRules, *, limit: int = 3) -> tuple[Guess, ...]:
    """The names that look most like these words, near or not: for a person who asks why nothing matched."""
    text = " ".join(word.text for word in words)
    close = process.extract(text, rules.names.spoken.keys(), scorer=fuzz.ratio, limit=limit)
    return tuple(Guess(rules.names.spoken[key][0], round(score, 1)) for key, score, _ in close)


def _most_similar(reading: Reading, rules: AgencyRules) -> tuple[Guess, ...]:
    text = " ".join(word.text for word in reading.words)
    close = process.extract(text, rules.names.spoken.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=12)
    guesses = [
        Guess(named, round(score, 1))
        for key, score, _ in close
        if _few_slips(text.split(), key.split(), rules)
        for named in of_level(rules.names.spoken[key], reading.level)
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
        one not in rules.names.vocabulary and Levenshtein.distance(one, other) <= _LETTERS_OFF for one, other in pairs
    )
