"""How alike two wordings of indicators are: first by letters, and where these do not decide, by words.

Letters alone call "hồ sơ vụ án giải quyết đúng hạn" and "hồ sơ giải quyết đúng hạn" nearly the same, because six of
eight syllables are. Words are weighed by how much they tell: "vụ án" is in no indicator of the catalogue, so a name
that speaks of it is about something else. Words are taken twice, as syllables and as compounds: syllables survive where
a compound is cut otherwise, compounds keep the "số" of "chữ ký số" from the "số" of "dân số".
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from planparse.rulebook.indicator_names import Reduced
from planparse.rulebook.indicators import IndicatorRules, sort_words

_NEAR = 70.0  # letters: below this no pair of wordings of one indicator was found
_LIMIT = 30  # wordings that are looked at; an indicator has up to eight that are near one another
_SAME_WORD = 80.0  # letters of a word: a slip of OCR, no other word

Words = tuple[str, ...]


class Candidate(NamedTuple):
    """A wording of the catalogue that resembles a name; every likeness is 0 to 100.

    Attributes:
        letters: likeness of the letters.
        syllables: likeness of the syllables, weighed; None where letters decided.
        words: likeness of the compound words, weighed; None where they were not needed.
    """

    code: str
    wording: str
    letters: float
    syllables: float | None = None
    words: float | None = None

    @property
    def score(self) -> float:
        """What decides: the mean of all that were compared."""
        compared = [part for part in (self.letters, self.syllables, self.words) if part is not None]
        return sum(compared) / len(compared)


def find_candidates(reduced: Reduced, rules: IndicatorRules) -> list[Candidate]:
    """Every indicator with a wording of these marks and nearly these letters, each with all such wordings."""
    found: list[Candidate] = []
    key = reduced.key
    known, in_order = rules.keys_of.get(reduced.marks, ()), rules.sorted_keys_of.get(reduced.marks, ())
    # token_sort_ratio, but for sorting the words of the whole catalogue at each name
    near = process.extract(sort_words(key), in_order, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_LIMIT)
    for _, likeness_sorted, index in near:
        wording = known[index]
        letters = (likeness_sorted + fuzz.token_set_ratio(key, wording)) / 2
        found += [Candidate(code, wording, letters) for code in rules.exact[wording]]
    return found


def compare_syllables(candidate: Candidate, key: str, rules: IndicatorRules) -> Candidate:
    """The candidate with the likeness of its syllables to those of a name."""
    return candidate._replace(syllables=likeness(tuple(key.split()), tuple(candidate.wording.split()), rules))


def compare_words(candidate: Candidate, key: str, rules: IndicatorRules) -> Candidate:
    """The candidate with the likeness of its compound words to those of a name; loads the model that knows them."""
    words = rules.memory.words_of
    return candidate._replace(words=likeness(words(key), words(candidate.wording), rules))


def likeness(one: Words, other: Words, rules: IndicatorRules) -> float:
    """Weight of the words that both have, as a share of all their words, 0 to 100."""
    rest = list(other)
    shared = 0.0
    for word in one:
        found = _find(word, rest)
        if found is not None:
            shared += _weight(word, rules) + _weight(rest.pop(found), rules)
    total = sum(_weight(word, rules) for word in (*one, *other))
    return 100 * shared / total if total else 0.0


def _find(word: str, words: Sequence[str]) -> int | None:
    """Where the same word stands, or else one that the same letters are part of."""
    if word in words:
        return words.index(word)
    return next((index for index, other in enumerate(words) if _is_same(word, other)), None)


def _is_same(word: str, other: str) -> bool:
    """The same but for a slip, or but for where the compound word begins or ends ("chữ_ký" and "chữ_ký_số")."""
    one, two = word.split("_"), other.split("_")
    if len(one) == len(two):
        return len(word) > len(one) * 2 and fuzz.ratio(word, other) >= _SAME_WORD
    return set(one) <= set(two) or set(two) <= set(one)


def _weight(word: str, rules: IndicatorRules) -> float:
    return rules.weights.weight_of(tuple(word.split("_")))
