"""Names of indicators (*chỉ tiêu*) to what is compared of them: the same for the catalogue and for plans."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import regex

from planparse.rulebook.indicator_file import IndicatorFile, Measure
from planparse.rulebook.phrases import Expander, PhraseSet, Word, split_words
from planparse.rulebook.spelling import Mend, Spelling
from planparse.text.unicode import tidy

_LONGEST = 600  # letters; no name is longer, and taking targets off costs the square of the length
_BRACKETS = regex.compile(r"\([^()]*\)")
_DIGIT = regex.compile(r"\d")
# Of a pattern that must be read from its start: what gives nothing back, and what looks back at a group.
_ONE_WAY = regex.compile(r"\(\?>|[*+?]\+|\{[0-9,]*\}\+|\\[1-9]|\(\?P=|\(\?\(")


class Taken(NamedTuple):
    """Words that were taken off a name, and the list of the rules that says so."""

    rule: str
    words: str


class Reduced(NamedTuple):
    """What is left of a name to compare: its weighty words, its marks and its kind of number.

    Attributes:
        mends: words that were read otherwise than they are printed.
        taken: what was taken off, in the order of the decisions.
    """

    words: tuple[str, ...]
    marks: frozenset[str]
    measure: Measure | None
    mends: tuple[Mend, ...] = ()
    taken: tuple[Taken, ...] = ()

    @property
    def key(self) -> str:
        """The words, spaced: names with the same key are one wording."""
        return " ".join(self.words)


class Reducer:
    """Takes targets, places and measure words off a name."""

    def __init__(self, file: IndicatorFile) -> None:
        self._expander = Expander(file.expand)
        self._measures: dict[Measure | None, PhraseSet] = {
            "ratio": PhraseSet(file.measures.ratio),
            "count": PhraseSet(file.measures.count),
            "index": PhraseSet(file.measures.index),
            None: PhraseSet(file.measures.plain),
        }
        self._growth = PhraseSet(file.measures.growth)
        self._fillers = PhraseSet(file.fillers)
        self._marks, self._places = PhraseSet(file.marks), PhraseSet(file.places)
        self._opening = regex.compile("|".join(rf"\A(?:{one})" for one in file.opening) or r"\b\B", regex.X | regex.I)
        self._leading = regex.compile("|".join(rf"\A(?:{pattern})" for pattern in file.leading), regex.X | regex.I)
        self._inner = regex.compile("|".join(rf"(?:{pattern})" for pattern in file.inner), regex.X | regex.I)
        trailing = "|".join(rf"(?:{pattern})\Z" for pattern in file.trailing)
        self._trailing = regex.compile(trailing, regex.X | regex.I)
        # Nearly no name ends so. From its end that is seen at once; from its start every word may begin such a phrase.
        direction = 0 if _ONE_WAY.search(trailing) else regex.REVERSE
        self._may_trail = regex.compile(trailing, regex.X | regex.I | direction)
        self._indicators = file.indicators

    @cached_property
    def _catalogue(self) -> Mapping[str, tuple[Word, ...]]:
        """The wordings of the catalogue without brackets, and their words."""
        wordings = (name for indicator in self._indicators for name in indicator.wordings)
        names = (tidy(_BRACKETS.sub(" ", name)) for name in wordings)
        return {name: self._expander.expand(split_words(name)) for name in names}

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(tuple(word.text for word in words) for words in self._catalogue.values())

    def reduce(self, name: str) -> Reduced:
        """The weighty words of a name, without targets, places and measure words."""
        name = name[:_LONGEST]
        taken: list[Taken] = [Taken("brackets", found) for found in _BRACKETS.findall(name)]
        bare, shared = self._without_targets(tidy(_BRACKETS.sub(" ", name)), taken)
        printed = self._catalogue.get(bare) or self._expander.expand(split_words(bare))
        words, mends = self._spelling.mend(printed)
        words, measure = self._without_measure(words, taken)
        kept = self._weighty(words, taken)
        return Reduced(
            words=tuple(word.text for word in kept),
            marks=self._marks_in(kept),
            measure=self._kind(measure or shared, words),
            mends=mends,
            taken=tuple(taken),
        )

    def _without_targets(self, name: str, taken: list[Taken]) -> tuple[str, Measure | None]:
        """The name without target phrases, and the kind of number that the first of them shows."""
        if opening := self._opening.match(name):
            taken.append(Taken("opening", opening.group()))
            name = name[opening.end() :]
        head = self._leading.match(name)
        rest = name[head.end() :] if head else name
        found = [Taken("leading", head.group())] if head else []
        while (cut := self._without_trailing(rest.strip(" .;,:"))) != rest:
            dropped, rest = rest[len(cut) :], cut
            if not dropped.strip(" .;,:"):
                break  # nothing but signs: the same words would be looked at again
            found.append(Taken("trailing", dropped))
        inner = [Taken("inner", match.group()) for match in self._inner.finditer(rest)]
        taken += [*found, *inner]
        shown = next((item.words for item in (*found[:1], *inner) if item.rule != "trailing"), "")
        return self._inner.sub(" ", rest) if inner else rest, _measure_shown(shown)

    def _without_trailing(self, name: str) -> str:
        cut: str = self._trailing.sub("", name) if self._may_trail.search(name) else name
        return cut

    def _without_measure(self, words: tuple[Word, ...], taken: list[Taken]) -> tuple[tuple[Word, ...], Measure | None]:
        """The words after those that say what kind of number it is, and that kind: the first one said counts."""
        measure: Measure | None = None
        while words:
            length, found = max(
                ((phrases.length_at(words, 0), kind) for kind, phrases in self._measures.items()),
                key=lambda pair: pair[0],
            )
            # "số hóa" begins with no number of things: a mark that is longer keeps its words.
            if length <= self._marks.length_at(words, 0):
                break
            taken.append(Taken("measures", _text(words[:length])))
            measure, words = measure or found, words[length:]
        return words, measure

    def _kind(self, measure: Measure | None, words: Sequence[Word]) -> Measure | None:
        grows = measure == "count" and any(self._growth.length_at(words, start) for start in range(len(words)))
        return None if grows else measure

    def _weighty(self, words: Sequence[Word], taken: list[Taken]) -> tuple[Word, ...]:
        kept: list[Word] = []
        start = 0
        while start < len(words):
            place = self._place_length(words, start)
            length = place or self._fillers.length_at(words, start)
            mark = self._marks.length_at(words, start)
            # A longer mark keeps its words: a "hợp tác xã" is no xã.
            if length and length >= mark:
                taken.append(Taken("places" if place else "fillers", _text(words[start : start + length])))
            else:
                length = mark or 1
                kept += words[start : start + length]
            start += length
        return tuple(kept)

    def _place_length(self, words: Sequence[Word], start: int) -> int:
        """A kind of place and the proper name after it; "xã hội" is no place."""
        length = self._places.length_at(words, start)
        if not length or (start + length < len(words) and words[start + length].text == "hội"):
            return 0
        while start + length < len(words) and words[start + length].capital and not words[start].capital:
            length += 1
        return length

    def _marks_in(self, words: Sequence[Word]) -> frozenset[str]:
        found = set()
        for start in range(len(words)):
            length = self._marks.length_at(words, start)
            if length:
                found.add(_text(words[start : start + length]))
        return frozenset(found)


def _measure_shown(target: str) -> Measure | None:
    """Whether a target is a share ("Trên 90%") or a number of things ("Ít nhất 02")."""
    if "%" in target or "phần trăm" in target.lower():
        return "ratio"
    return "count" if _DIGIT.search(target) else None


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
