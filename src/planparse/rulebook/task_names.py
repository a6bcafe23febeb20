"""``rules/task_names.yaml``: what of a task's name says which task it is, and what only says where, when and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Literal, NamedTuple

import regex
from pydantic import Field

from planparse.rulebook.base import RuleModel, read_rules
from planparse.rulebook.phrases import Expander, Phrase, PhraseSet, Word, phrase, split_words
from planparse.text.memory import Memory
from planparse.text.unicode import plain_dashes, tidy, tone_first

_ROUNDS = 6  # what is dropped brings words together that a rule knows; three rounds settle every name we have met


class NamePattern(RuleModel):
    r"""A piece of a name that is written in another way, or not at all, before its words are looked at.

    Attributes:
        pattern: verbose, letter case ignored; matched in text with one kind of dash.
        says: what takes its place; groups are named as in ``\g<name>``.
        examples: a text, and what becomes of it; rejects stay as they are.
    """

    id: str
    pattern: str
    says: str = " "
    examples: dict[str, str] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class NamePhrase(RuleModel):
    """Words that mean the same as other words, or that do not tell one task from another.

    Attributes:
        words: the wordings.
        says: the words that take their place; nothing: they are dropped.
        at: ``start``: only where no weighty word stands before them.
        before, not_before: words that must, or must not, follow.
        examples: names in which the rule is used; in the rejects it is not.
    """

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    says: str = ""
    at: Literal["start"] | None = None
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class NameGroup(RuleModel):
    """Names of one task, and names near them of other tasks: the proof of all rules together."""

    id: str
    names: tuple[str, ...] = Field(min_length=2)
    rejects: tuple[str, ...] = Field(min_length=1)


class WordGroup(RuleModel):
    """Words that differ by a mark or two and are all words: none of them is a slip for another."""

    id: str
    words: tuple[str, ...] = Field(min_length=2)


class TaskNameFile(RuleModel):
    """The rule file as it is written.

    Attributes:
        places: kinds of place, without weight, but for the words in ``no_places``.
        keep: words that no phrase takes apart ("theo dõi" is not "theo").
        vague: words that name no task by themselves ("xây dựng kế hoạch").
    """

    patterns: tuple[NamePattern, ...]
    places: tuple[str, ...]
    no_places: tuple[str, ...]
    phrases: tuple[NamePhrase, ...]
    keep: tuple[str, ...]
    vague: tuple[str, ...]
    apart: tuple[WordGroup, ...]
    groups: tuple[NameGroup, ...]


class Used(NamedTuple):
    """A rule that was used on a name: the words it took and what it made of them."""

    rule: str
    words: str
    says: str


class Rewritten(NamedTuple):
    """The words that a name was brought to, and the rules that did it."""

    words: Phrase
    used: tuple[Used, ...]


class _Wording(NamedTuple):
    rule: str
    words: Phrase
    says: Phrase
    at_start: bool = False
    before: tuple[Phrase, ...] = ()
    not_before: tuple[Phrase, ...] = ()

    def fits(self, words: Phrase, at: int, kept: Sequence[str]) -> bool:
        """Whether the rule holds for the words that stand at ``at``, behind those that are kept."""
        end = at + len(self.words)
        if words[at:end] != self.words or (kept and self.at_start):
            return False
        if self.before and not any(words[end : end + len(ahead)] == ahead for ahead in self.before):
            return False
        return not (self.not_before and any(words[end : end + len(ahead)] == ahead for ahead in self.not_before))


class Rewriter:
    """Words to the words that count."""

    def __init__(self, phrases: Sequence[NamePhrase], keep: Sequence[str]) -> None:
        # By the first two words, for many begin with one word ("tổ chức"), or by the only one.
        self._by_words: dict[Phrase, list[_Wording]] = {}
        kept = (_as_name(words) for words in keep)
        found = [_Wording("keep", words, words) for words in kept]
        found += (wording for rule in phrases for wording in _wordings(rule))
        for wording in sorted(found, key=lambda one: (-len(one.words), not one.before)):  # then as in the file
            self._by_words.setdefault(wording.words[:2], []).append(wording)

    def rewrite(self, words: Phrase) -> Rewritten:
        """Uses the rules from left to right, the longest wording first, until nothing changes."""
        used: list[Used] = []
        for _ in range(_ROUNDS):
            again, found = self._once(words)
            used += found
            if again == words:
                break
            words = again
        return Rewritten(words, tuple(used))

    def _once(self, words: Phrase) -> tuple[Phrase, list[Used]]:
        kept: list[str] = []
        used: list[Used] = []
        at = 0
        while at < len(words):
            wording = self._find(words, at, kept)
            if wording is None:
                kept.append(words[at])
                at += 1
                continue
            if wording.says != wording.words:
                used.append(Used(wording.rule, " ".join(wording.words), " ".join(wording.says)))
            if tuple(kept[len(kept) - len(wording.says) :]) != wording.says:  # "tập huấn, bồi dưỡng" says it twice
                kept += wording.says
            at += len(wording.words)
        return tuple(kept), used

    def _find(self, words: Phrase, at: int, kept: Sequence[str]) -> _Wording | None:
        """The longest wording that stands at ``at``; those of one word come last."""
        for first in (words[at : at + 2], words[at : at + 1]):
            for wording in self._by_words.get(first, ()):
                if wording.fits(words, at, kept):
                    return wording
        return None


def _wordings(rule: NamePhrase) -> Iterator[_Wording]:
    before, not_before = tuple(map(_as_name, rule.before)), tuple(map(_as_name, rule.not_before))
    for text in rule.words:
        yield _Wording(rule.id, _as_name(text), _as_name(rule.says), rule.at == "start", before, not_before)


def _as_name(text: str) -> Phrase:
    return tuple(word.text for word in name_words(text))


@dataclass(frozen=True)
class TaskNameRules:
    """Everything that is compiled from the file.

    Attributes:
        expander: writes out the abbreviations of agencies.
        apart: pairs of words, both ways round, of which neither is a slip for the other.
    """

    patterns: tuple[tuple[NamePattern, "regex.Pattern[str]"], ...]
    phrases: tuple[NamePhrase, ...]
    groups: tuple[NameGroup, ...]
    places: PhraseSet
    no_places: PhraseSet
    vague: PhraseSet
    apart: frozenset[tuple[str, str]]
    rewriter: Rewriter
    expander: Expander

    @cached_property
    def readings(self) -> Memory:
        """The keys of other names: communes copy the tasks of their province."""
        return Memory()

    def replace(self, text: str) -> tuple[str, tuple[Used, ...]]:
        """The text after all patterns, and those that were used."""
        text = tone_first(plain_dashes(tidy(text)))
        used: list[Used] = []
        for rule, pattern in self.patterns:
            if pattern.search(text):
                matches = (match[0].strip() for match in pattern.finditer(text))
                used += (Used(rule.id, words, rule.says.strip()) for words in matches)
                text = pattern.sub(rule.says, text)
        return text, tuple(used)

    def without_places(self, words: Sequence[Word], own: Sequence[Phrase]) -> tuple[Word, ...]:
        """The words without kinds of place and without the names of the plan's own places; other names stay."""
        kept: list[Word] = []
        at = 0
        while at < len(words):
            whole = self.no_places.length_at(words, at)
            length = whole or self._own_length(words, at, own) or self.places.length_at(words, at)
            kept += words[at : at + (whole or not length)]
            at += length or 1
        return tuple(kept)

    def is_vague(self, words: Phrase) -> bool:
        """Whether these words name no task."""
        at = 0
        spaced = tuple(Word(word) for word in words)
        while at < len(words):
            length = self.vague.length_at(spaced, at)
            if not length:
                return False
            at += length
        return True

    def _own_length(self, words: Sequence[Word], at: int, own: Sequence[Phrase]) -> int:
        for name in own:
            ahead = words[at : at + len(name)]
            if words[at].capital and tuple(word.text for word in ahead) == name:
                return len(name)
        return 0


def load_task_name_rules(*folders: Path, expander: Expander) -> TaskNameRules:
    """Reads ``task_names.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Args:
        folders: as for the other rules.
        expander: writes out what agencies shorten; names of tasks hold the same abbreviations.

    Raises:
        RuleError: the file is missing or not valid.
    """
    file = read_rules(folders, "task_names", TaskNameFile)
    groups = (tuple(phrase(word)[0] for word in group.words) for group in file.apart)
    return TaskNameRules(
        patterns=tuple((rule, regex.compile(rule.pattern, regex.X | regex.I)) for rule in file.patterns),
        phrases=file.phrases,
        groups=file.groups,
        places=PhraseSet(file.places),
        no_places=PhraseSet(file.no_places),
        vague=PhraseSet(file.vague),
        apart=frozenset(pair for group in groups for pair in permutations(group, 2)),
        rewriter=Rewriter(file.phrases, file.keep),
        expander=expander,
    )


def name_words(text: str) -> tuple[Word, ...]:
    """The words of a name; a number without leading zeros.

    >>> [word.text for word in name_words("Đề án 06")]
    ['đề', 'án', '6']
    """
    return tuple(
        word._replace(text=word.text.lstrip("0") or "0") if word.text.isdigit() else word for word in split_words(text)
    )
