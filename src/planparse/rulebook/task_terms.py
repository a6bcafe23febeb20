"""``rules/task_terms.yaml``: what the words of a task's key are, so that free wordings of one task are found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from planparse.model.task_terms import Act, ActWording, TaskTerms, Term, Words
from planparse.rulebook.base import RuleModel, read_rules
from planparse.rulebook.task_names import NameGroup, TaskNameRules, name_words

_LIGHT = 0.05  # what words count that say little
_WHOM = 0.3
_LOOSE = 0.2
_PAPER = 0.6
_SPAN = 0.2


class ActRule(RuleModel):
    """What is done, in all its words; see :class:`~planparse.model.task_terms.Act`.

    Attributes:
        examples: keys that say so; the rejects say that something else is done.
    """

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    alone: bool = False
    weak: bool = False
    opens: bool = False
    dated: bool = False
    like: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class WhomRule(RuleModel):
    """For whom or where, in all its words."""

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    loose: bool = False


class PaperRule(RuleModel):
    """A kind of document, in all its words."""

    id: str
    words: tuple[str, ...] = Field(min_length=1)


class ThingRule(RuleModel):
    """With what or about what something is done, in all its words.

    Attributes:
        weight: how much it counts.
        firm: names without it are never like names with it.
        near: ids of things that are half the same.
    """

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    weight: float = 1.0
    firm: bool = False
    near: tuple[str, ...] = ()


class TaskTermFile(RuleModel):
    """The rule file as it is written."""

    acts: tuple[ActRule, ...]
    whom: tuple[WhomRule, ...]
    papers: tuple[PaperRule, ...]
    periods: tuple[str, ...]
    denials: tuple[str, ...]
    spans: tuple[str, ...]
    things: tuple[ThingRule, ...]
    light: tuple[str, ...]
    groups: tuple[NameGroup, ...]


@dataclass(frozen=True)
class TaskTermRules:
    """What is compiled from the file, and what proves it."""

    file: TaskTermFile
    names: TaskNameRules
    catalogue: tuple[str, ...]

    @cached_property
    def terms(self) -> TaskTerms:
        """The words of the file, when they are first asked for: to read a plan takes none of them."""
        return _compile(self.file, self.names, self.catalogue)

    @property
    def acts(self) -> tuple[ActRule, ...]:
        """What is done."""
        return self.file.acts

    @property
    def things(self) -> tuple[ThingRule, ...]:
        """To what it is done."""
        return self.file.things

    @property
    def groups(self) -> tuple[NameGroup, ...]:
        """The proof of all rules together."""
        return self.file.groups


def load_task_term_rules(*folders: Path, names: TaskNameRules, catalogue: Iterable[str]) -> TaskTermRules:
    """Reads ``task_terms.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Args:
        folders: as for the other rules.
        names: the rules that make keys: they change the words of this file as they change those of names.
        catalogue: names of indicators: how rare words are is counted in them.

    Raises:
        RuleError: the file is missing or not valid.
    """
    file = read_rules(folders, "task_terms", TaskTermFile)
    return TaskTermRules(file, names, tuple(catalogue))


def _compile(file: TaskTermFile, names: TaskNameRules, catalogue: Iterable[str]) -> TaskTerms:
    acts: dict[Words, ActWording] = {}
    for rule in file.acts:
        act = Act(rule.id, rule.alone, frozenset(rule.like), rule.weak, rule.opens, rule.dated)
        for words, length in _act_wordings(rule.words, names):
            held = acts.get(words)
            acts[words] = ActWording((*held.acts, act) if held else (act,), length)
    terms: dict[Words, Term] = {}
    for term, texts in _terms(file):
        for words in _wordings(texts, names):
            terms.setdefault(words, term)
    counted = [{word.text for word in name_words(text)} for text in catalogue]
    return TaskTerms(
        acts=acts,
        terms=terms,
        near=frozenset(
            pair for rule in file.things for other in rule.near for pair in ((rule.id, other), (other, rule.id))
        ),
        counts=Counter(word for words in counted for word in words),
        names=len(counted),
        lengths=_lengths((*acts, *terms)),
    )


def _lengths(wordings: Iterable[Words]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for words in wordings:
        found[words[0]].add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def _terms(file: TaskTermFile) -> Iterator[tuple[Term, tuple[str, ...]]]:
    for thing in file.things:
        yield Term(thing.id, "firm" if thing.firm else "thing", thing.weight), thing.words
    for whom in file.whom:
        yield Term(whom.id, "whom", _LOOSE if whom.loose else _WHOM, whom.loose), whom.words
    for paper in file.papers:
        yield Term(paper.id, "paper", _PAPER), paper.words
    for text in file.periods:
        yield Term(text, "period"), (text,)
    for text in (*file.spans, *file.denials):
        yield Term(text, "firm", _SPAN), (text,)
    for text in file.light:
        yield Term(text, "light", _LIGHT), (text,)


def _act_wordings(texts: Iterable[str], names: TaskNameRules) -> Iterator[tuple[Words, int]]:
    """Each wording, and how many of its words say what is done: those before a "+"."""
    for text in texts:
        said, _, behind = text.partition(" + ")
        if behind:
            ahead = tuple(word.text for word in name_words(behind))
            yield from (((*words, *ahead), len(words)) for words in _wordings([said], names))
        else:
            yield from ((words, len(words)) for words in _wordings([said], names))


def _wordings(texts: Iterable[str], names: TaskNameRules) -> Iterator[Words]:
    """The words as written, and as the rules of names bring them to."""
    for text in texts:
        words = tuple(word.text for word in name_words(text))
        yield from dict.fromkeys(found for found in (words, names.rewriter.rewrite(words).words) if found)
