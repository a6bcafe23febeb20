"""The key of a task → its profile: what is done, for whom, when, and with what.

Keys that word one task freely share few words and much of their profile. Words that no rule knows stay as they are and
count the more the rarer they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import NamedTuple

from planparse.model.task_terms import Act, ActWording, TaskTerms, Term

_MARKS = ("further", "firm", "paper", "period", "whom", "loose")
_WEIGHTY = 0.5
# What words that no rule knows count: of the most frequent and of the rarest. Two rare ones make a thing.
_COMMON_WORD = 0.2
_RARE_WORD = 0.8

Marks = frozenset[str]


class Profile(NamedTuple):
    """What a key says.

    Attributes:
        acts: what is done; none where the name says no more than "triển khai".
        further: ids of acts that stand alone, further on in the name: "kế hoạch kiểm tra".
        said: ids of all acts.
        first: the thing that is named first, if rules know it: the object.
        firm: numbers and denials, which must be the same.
        papers: kinds of document, which must be the same.
        periods: when and how often.
        whom: for whom and where.
        loose: those of ``whom`` that may be left unsaid.
        things: all that counts, each with its weight.
    """

    acts: tuple[Act, ...]
    further: Marks
    said: Marks
    first: str
    firm: Marks
    papers: Marks
    periods: Marks
    whom: Marks
    loose: Marks
    things: Mapping[str, float]


class Rarity:
    """How rare words are, in these keys and in the language."""

    def __init__(self, keys: Iterable[tuple[str, ...]], terms: TaskTerms) -> None:
        self._counts: Counter[str] = Counter(terms.counts)
        self._names = terms.names
        for words in keys:
            self._counts.update(set(words))
            self._names += 1

    def weight(self, word: str) -> float:
        """From the least, for a word that every name has, to the most, for one that no other has."""
        rare = 1 - log(1 + self._counts[word]) / log(2 + self._names)
        return _COMMON_WORD + (_RARE_WORD - _COMMON_WORD) * max(0.0, rare)


def build_profile(key: tuple[str, ...], terms: TaskTerms, rarity: Rarity) -> Profile:
    """Reads a key from left to right, the longest wording first."""
    return _Reading(key, terms, rarity).read()


class _Reading:
    """One key on its way to a profile."""

    def __init__(self, words: tuple[str, ...], terms: TaskTerms, rarity: Rarity) -> None:
        self._words, self._terms, self._rarity = words, terms, rarity
        self._acts: dict[str, Act] = {}
        self._marks: dict[str, set[str]] = {kind: set() for kind in _MARKS}
        self._things: dict[str, float] = {}
        self._in_head = True
        self._first = ""

    def read(self) -> Profile:
        at = 0
        while at < len(self._words):
            at += self._step(at)
        marks = {kind: frozenset(ids) for kind, ids in self._marks.items()}
        return Profile(
            acts=tuple(self._acts.values()),
            further=marks["further"],
            said=marks["further"].union(self._acts),
            first=self._first,
            firm=marks["firm"],
            papers=marks["paper"],
            periods=marks["period"],
            whom=marks["whom"],
            loose=marks["loose"],
            things=self._things,
        )

    def _step(self, at: int) -> int:
        """Reads the longest wording that begins here; how many words it has."""
        for length in self._terms.lengths.get(self._words[at], ()):
            words = self._words[at : at + length]
            wording, term = self._terms.acts.get(words), self._terms.terms.get(words)
            if wording and (self._in_head or not term) and (taken := self._take_acts(wording)):
                if term and term.kind == "thing":
                    self._things[term.id] = term.weight
                    self._first = self._first or term.id
                return taken
            if term:
                self._take(term)
                return length
        self._take_word(self._words[at])
        return 1

    def _take_acts(self, wording: ActWording) -> int:
        """How many words say what is done; further on in a name only acts that stand alone are more than a detail."""
        alone = all(act.alone for act in wording.acts)
        weak = all(act.weak for act in self._acts.values())
        if self._in_head and (weak or not alone):
            self._acts = {name: act for name, act in self._acts.items() if not act.weak}
            self._acts.update((act.id, act) for act in wording.acts)
            self._in_head = any(act.weak or act.opens for act in wording.acts)
            return wording.length
        if alone:
            self._marks["further"].update(act.id for act in wording.acts)
            return wording.length
        return wording.length if wording.length > 1 else 0  # a single word may belong to another: "điểm đến"

    def _take(self, term: Term) -> None:
        self._in_head = self._in_head and term.kind in ("light", "period")
        if term.kind in self._marks:
            self._marks[term.kind].add(term.id)
        if term.loose:
            self._marks["loose"].add(term.id)
        if not self._first and term.kind == "thing" and term.weight >= _WEIGHTY:
            self._first = term.id
        if term.kind != "period":
            self._things[term.id] = term.weight

    def _take_word(self, word: str) -> None:
        if any(letter.isdigit() for letter in word):
            self._marks["firm"].add(word)
        self._things[word] = self._rarity.weight(word)
        self._in_head = False
