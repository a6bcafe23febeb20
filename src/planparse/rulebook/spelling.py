"""Words that a scan or a typist left without their diacritics ("hô sơ"), mended by the words of a catalogue.

A word is mended only where the catalogue does not know it, and of the words of the same bare letters that it does know
one alone stands beside the same neighbours: "gia đinh" is "gia đình", because no indicator speaks of "gia định".
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.rulebook.phrases import Phrase, Word


class Mend(NamedTuple):
    """A word as it is printed and as it was read."""

    printed: str
    read: str


class Spelling:
    """The words of a catalogue and which of them stand side by side."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._known: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for phrase in phrases:
            self._known.update(phrase)
            self._pairs.update(pairwise(phrase))
        self._by_letters: dict[str, set[str]] = {}
        for word in self._known:
            self._by_letters.setdefault(bare_letters(word), set()).add(word)

    def mend(self, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Mend, ...]]:
        """The words, and what was mended in them."""
        if all(word.text in self._known for word in words):
            return tuple(words), ()
        mended: list[Word] = []
        mends: list[Mend] = []
        for index, word in enumerate(words):
            before = mended[-1].text if mended else ""
            after = words[index + 1].text if index + 1 < len(words) else ""
            text = self._read(word.text, before, after)
            mended.append(word if text == word.text else word._replace(text=text))
            if text != word.text:
                mends.append(Mend(word.text, text))
        return tuple(mended), tuple(mends)

    def _read(self, text: str, before: str, after: str) -> str:
        if text in self._known:
            return text
        alike = self._by_letters.get(bare_letters(text), set())
        fits = {word: ((before, word) in self._pairs) + ((word, after) in self._pairs) for word in alike}
        best = [word for word, sides in fits.items() if sides and sides == max(fits.values())]
        return best[0] if len(best) == 1 else text


def bare_letters(word: str) -> str:
    """A word without its diacritics.

    >>> bare_letters("đình")
    'dinh'
    """
    letters = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return "".join(letters).replace("đ", "d")
