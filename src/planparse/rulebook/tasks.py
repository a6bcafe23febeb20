"""``rules/tasks.yaml``: the words by which tasks of running text are known, and how a labelled line is read."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.aligned import Aligned, align
from planparse.text.memory import Memory
from planparse.text.unicode import fold

FieldRole = Literal["lead", "support", "deadline", "output", "notes", "name", "detail"]

_PIECE = regex.compile(r"%(\w+)%")
# Where a label may begin: at the start of a line, after one of these, or with a capital.
_BOUNDARIES = tuple('.;,:()[]-+*•·○▪…"')


class LabelRule(RuleModel):
    """One way to label a value.

    Attributes:
        fallback: the role of the value where its task has no other value of that role.
        bare: no colon follows; the pattern looks at the words behind it.
        examples: lines that begin with the label; rejects are lines without it.
    """

    id: str
    role: FieldRole
    fallback: FieldRole | None = None
    bare: bool = False
    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class PhraseRule(RuleModel):
    """Words that code asks for by name, matched from the start of a folded text."""

    id: str
    about: str
    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class DutyRule(RuleModel):
    """Who or when in a sentence that gives somebody something to do; its group ``value`` is the words."""

    id: str
    role: Literal["lead", "support", "deadline"]
    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class LabelSpan(NamedTuple):
    """A label in a text, and where it stands: half-open offsets of label and colon."""

    rule: LabelRule
    start: int
    end: int


class TaskRules(RuleModel):
    """All rules about tasks of running text.

    Attributes:
        pieces: parts of patterns by name, put in for ``%name%``.
    """

    pieces: dict[str, str]
    labels: tuple[LabelRule, ...]
    phrases: tuple[PhraseRule, ...]
    duties: tuple[DutyRule, ...]

    def find_labels(self, text: Aligned) -> tuple[LabelSpan, ...]:
        """The labels of a text in order; of labels that overlap, the one that begins first, then the longest."""
        found = sorted(self.find_spans(text), key=lambda span: (span.start, -span.end))
        labels: list[LabelSpan] = []
        for span in found:
            if not labels or span.start >= labels[-1].end:
                labels.append(span)
        return tuple(labels)

    def match(self, phrase_id: str, text: str) -> "regex.Match[str] | None":
        """Whether a text opens with a phrase; offsets are those of the folded text."""
        return self._phrases[phrase_id].match(self.readings.recall(_fold, self, text))

    def find_duty(self, role: str, text: Aligned) -> tuple[str, ...]:
        """The printed words of every place where a sentence names who or when, in the order of the rules."""
        rules = [rule for rule in self.duties if rule.role == role]
        found = (match for rule in rules for match in self._duties[rule.id].finditer(text.folded))
        return tuple(text.words(*match.span("value")) for match in found)

    def find_spans(self, text: Aligned) -> Iterator[LabelSpan]:
        """Every place at which a label may stand, whether or not another label has a better claim to it."""
        has_colon = ":" in text.folded or "：" in text.folded
        for rule in self.labels if has_colon else self._bare_labels:
            for match in self._labels[rule.id].finditer(text.folded):
                start = match.start()
                if _may_begin(text, start):
                    yield LabelSpan(rule, start, match.end())

    @cached_property
    def readings(self) -> Memory:
        """What other lines said."""
        return Memory()

    @cached_property
    def _bare_labels(self) -> tuple[LabelRule, ...]:
        return tuple(rule for rule in self.labels if rule.bare)

    @cached_property
    def _labels(self) -> "dict[str, regex.Pattern[str]]":
        ends = {True: "", False: r"\s*[:：]\s*"}
        return {
            rule.id: regex.compile(rf"(?<![\p{{L}}\d])(?:{self._whole(rule.pattern)}){ends[rule.bare]}")
            for rule in self.labels
        }

    @cached_property
    def _phrases(self) -> "dict[str, regex.Pattern[str]]":
        return {rule.id: regex.compile(self._whole(rule.pattern)) for rule in self.phrases}

    @cached_property
    def _duties(self) -> "dict[str, regex.Pattern[str]]":
        return {rule.id: regex.compile(self._whole(rule.pattern)) for rule in self.duties}

    def _whole(self, pattern: str) -> str:
        """The pattern with its pieces put in, however deep they are nested."""
        while match := _PIECE.search(pattern):
            pattern = pattern.replace(match[0], f"(?:{self.pieces[match[1]]})")
        return pattern


def _may_begin(text: Aligned, start: int) -> bool:
    """Whether a label may begin at an offset."""
    before = text.folded[:start].rstrip(" ")
    return not before or before.endswith(("\n", *_BOUNDARIES)) or text.printed[text.origin[start]].isupper()


def _fold(rules: TaskRules, text: str) -> str:
    return fold(text)


def load_task_rules(*folders: Path) -> TaskRules:
    """Reads ``tasks.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rules(folders, "tasks", TaskRules)


def check_task_rules(rules: TaskRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each."""
    failures = []
    every: tuple[LabelRule | PhraseRule | DutyRule, ...] = (*rules.labels, *rules.phrases, *rules.duties)
    for rule in every:
        if not rule.examples or not rule.rejects:
            failures.append(f"tasks.yaml: {rule.id}: needs one example and one reject at least")
        failures += [
            f"tasks.yaml: {rule.id}: does not read its example {text!r}"
            for text in rule.examples
            if not _reads(rules, rule, text)
        ]
        failures += [
            f"tasks.yaml: {rule.id}: reads its reject {text!r}" for text in rule.rejects if _reads(rules, rule, text)
        ]
    return tuple(failures)


def _reads(rules: TaskRules, rule: LabelRule | PhraseRule | DutyRule, text: str) -> bool:
    if isinstance(rule, LabelRule):
        first = rules.find_labels(align(text))[:1]
        return [(span.rule.id, span.start) for span in first] == [(rule.id, 0)]
    if isinstance(rule, PhraseRule):
        return rules.match(rule.id, text) is not None
    return any(rules._duties[rule.id].finditer(fold(text)))
