"""``rules/fixed_phrases.yaml``: words that every plan prints in the same way, and how slips in them are known."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.aligned import Aligned, align_line
from planparse.text.slips import count_slips
from planparse.text.unicode import fold

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_BETWEEN = regex.compile(r"\s*-?\s*")
"""What may stand between two words of a phrase: a comma or full stop there parts two sentences."""


class Slip(NamedTuple):
    """A phrase as printed, and as it should be."""

    printed: str
    right: str


class FixedPhrase(RuleModel):
    """Words that are always the same (*cụm từ cố định*).

    Attributes:
        about: what they are.
        text: as it should be printed.
        where: in the header zones, at the start of a line, or in any text.
        slips: how many of its words may be misspelt for it to be still this phrase.
        shortest: letters of a word that may have a slip: "số" with another mark is another word.
        examples: texts that print it with a slip; rejects: texts that do not.
    """

    id: str
    about: str
    text: str
    where: Literal["header", "line", "anywhere"] = "anywhere"
    slips: int = 1
    shortest: int = 3
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(_WORD.findall(fold(self.text)))

    def find_slips(self, line: "WordLine") -> Iterator[Slip]:
        """Every place where the line prints the phrase with a slip."""
        count = len(self.words)
        last = 1 if self.where == "line" else len(line.words) - count + 1
        for first in range(max(min(last, len(line.words) - count + 1), 0)):
            slips = count_slips(line.words[first : first + count], self.words, shortest=self.shortest)
            if slips and slips <= self.slips and line.is_one_run(first, count):
                yield Slip(line.printed(first, count), self.text)


class OldSpelling(RuleModel):
    """A spelling that official texts no longer use ("qui định")."""

    id: str
    old: str
    new: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(_WORD.findall(fold(self.old)))

    def find_slips(self, line: "WordLine") -> Iterator[Slip]:
        """Every place where the line has the old spelling."""
        count = len(self.words)
        for first in range(len(line.words) - count + 1):
            if line.words[first : first + count] == self.words and line.is_one_run(first, count):
                yield Slip(line.printed(first, count), self.new)


class FixedPhraseRules(RuleModel):
    """All fixed phrases and old spellings."""

    phrases: tuple[FixedPhrase, ...]
    old_spellings: tuple[OldSpelling, ...]


class WordLine(NamedTuple):
    """A line cut into words: folded for matching, and where each stands."""

    aligned: Aligned
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def printed(self, first: int, count: int) -> str:
        """The printed words of a run."""
        return self.aligned.words(self.spans[first][0], self.spans[first + count - 1][1])

    def is_one_run(self, first: int, count: int) -> bool:
        """Whether nothing but spaces and dashes stands between the words."""
        spans = self.spans[first : first + count]
        text = self.aligned.folded
        return all(_BETWEEN.fullmatch(text, one[1], other[0]) for one, other in pairwise(spans))


def cut_words(text: str) -> WordLine:
    """A line in words."""
    aligned = align_line(text)
    found = tuple(_WORD.finditer(aligned.folded))
    return WordLine(aligned, tuple(match.group() for match in found), tuple(match.span() for match in found))


def load_fixed_phrase_rules(*folders: Path) -> FixedPhraseRules:
    """Reads ``fixed_phrases.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rules(folders, "fixed_phrases", FixedPhraseRules)


def check_fixed_phrase_rules(rules: FixedPhraseRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each; no phrase has a slip of another one."""
    failures: list[str] = []
    every: tuple[FixedPhrase | OldSpelling, ...] = (*rules.phrases, *rules.old_spellings)
    for rule in every:
        if not rule.examples or not rule.rejects:
            failures.append(f"{rule.id}: needs one example and one reject at least")
        failures += [f"{rule.id}: finds no slip in {t!r}" for t in rule.examples if not _finds(rule, t)]
        failures += [f"{rule.id}: finds a slip in its reject {t!r}" for t in rule.rejects if _finds(rule, t)]
        failures += [f"{rule.id}: takes {other.id} for a slip" for other in rules.phrases if _finds(rule, other.text)]
    return tuple(failures)


def _finds(rule: FixedPhrase | OldSpelling, text: str) -> bool:
    return any(True for _ in rule.find_slips(cut_words(text)))
