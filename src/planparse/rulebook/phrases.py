"""Text as words that can be compared: folded, abbreviations written out, place names told from common words.

Agencies and indicators are both names that people shorten ("P. VH-XH", "DVCTT"). Shortening works word by word, so it
is undone word by word, on whole words only; comparing whole strings by similarity instead confuses short names
(an office and its neighbour share half their letters).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from planparse.rulebook.base import RuleModel
from planparse.text.unicode import fold, plain_dashes, tidy_lines

Phrase = tuple[str, ...]
"""Folded words in order."""

# "Ea H'leo" is two words.
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:(?<=\p{L})['’‘ʼ]\p{L}[\p{L}\p{M}]*)*")
# "phòngHĐND" is two words run together.
_GLUED = regex.compile(r"(?<=\p{Ll}\p{Ll})(?=\p{Lu})")


class Word(NamedTuple):
    """A word of a name.

    Attributes:
        text: folded.
        capital: it is printed with a capital first, or is a number: it may be part of a proper name.
        breaks: a separator (a comma, "và", a new line) stands before it.
    """

    text: str
    capital: bool = False
    breaks: bool = False


class Expansion(RuleModel):
    """An abbreviation (*chữ viết tắt*): every spelling of it, and the words it stands for."""

    short: tuple[str, ...]
    long: str


def split_words(text: str, *, breaks: bool = False) -> tuple[Word, ...]:
    """The words of a text, without punctuation; ``breaks`` marks the first one.

    >>> [word.text for word in split_words("Phòng VH-XH")]
    ['phòng', 'vh', 'xh']
    """
    spaced = _GLUED.sub(" ", plain_dashes(tidy_lines(text)))
    printed, folded = _TOKEN.findall(spaced), _TOKEN.findall(fold(spaced))
    words = [
        Word(word, (first := token[0]).isupper() or first.isdigit())
        for token, word in zip(printed, folded, strict=False)
    ]
    if breaks and words:
        words[0] = words[0]._replace(breaks=True)
    return tuple(words)


def phrase(text: str) -> Phrase:
    """The folded words of a text.

    >>> phrase("Đặc khu")
    ('đặc', 'khu')
    """
    return tuple(word.text for word in split_words(text))


class PhraseSet:
    """Phrases that can be recognised at a position of a text, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for found in sorted({phrase(text) for text in phrases} - {()}, key=len, reverse=True):
            self._by_first.setdefault(found[0], []).append(found)

    def length_at(self, words: Sequence[Word], start: int) -> int:
        """How many words the longest phrase that begins at ``start`` has; 0 where none does."""
        return len(self.phrase_at(words, start))

    def phrase_at(self, words: Sequence[Word], start: int) -> Phrase:
        """The longest phrase that begins at ``start``; empty where none does."""
        candidates = self._by_first.get(words[start].text) if start < len(words) else None
        if not candidates:
            return ()  # nearly always: no phrase begins with this word
        ahead = tuple([word.text for word in words[start : start + len(candidates[0])]])
        for candidate in candidates:
            if ahead[: len(candidate)] == candidate:
                return candidate
        return ()

    def may_begin(self, word: Word) -> bool:
        """Whether a phrase begins with this word."""
        return word.text in self._by_first

    def may_begin_in(self, words: Sequence[Word]) -> bool:
        """Whether a phrase begins with any of these words."""
        return not self._by_first.keys().isdisjoint([word.text for word in words])


class Expander:
    """Writes abbreviations out, the longest first; a word that is none stays."""

    def __init__(self, expansions: Iterable[Expansion]) -> None:
        rules = tuple(expansions)
        self._shorts = PhraseSet(short for rule in rules for short in rule.short)
        self._longs = {phrase(short): phrase(rule.long) for rule in rules for short in rule.short}

    def find(self, words: Sequence[Word]) -> tuple[tuple[str, str], ...]:
        """The abbreviations among the words, in order, each with the words it stands for."""
        found: list[tuple[str, str]] = []
        start = 0
        while start < len(words):
            short = self._shorts.phrase_at(words, start)
            if short:
                found.append((" ".join(short), " ".join(self._longs[short])))
            start += len(short) or 1
        return tuple(found)

    def expand(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words with every abbreviation written out; case and break of its first word stay with it."""
        if not self._shorts.may_begin_in(words):
            return tuple(words)
        done: list[Word] = []
        start = 0
        while start < len(words):
            short = self._shorts.phrase_at(words, start)
            first = words[start]
            if short:
                longs = enumerate(self._longs[short])
                done += (Word(text, first.capital, first.breaks and not index) for index, text in longs)
            else:
                done.append(first)
            start += len(short) or 1
        return tuple(done)


def weigh(words: Sequence[Word], expander: Expander, drop: frozenset[str]) -> tuple[Word, ...]:
    """The words, written out, without those in ``drop``; a break before a dropped word passes to the next one."""
    kept: list[Word] = []
    pending = False
    for word in expander.expand(words):
        if word.text in drop:
            pending = pending or word.breaks
        else:
            kept.append(word._replace(breaks=True) if pending else word)
            pending = False
    return tuple(kept)
