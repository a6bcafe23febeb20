"""``rules/plan_checks.yaml``: what a draft is checked by before it is signed."""

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Literal

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.aligned import align
from planparse.text.unicode import fold

Role = Literal["announced", "own_appendix", "other_appendix", "any_attachment", "former_body", "former_hint"]


class CheckPattern(RuleModel):
    """Words that a check looks for in folded text.

    Attributes:
        role: what they tell (see the head of the file).
        counts: of ``announced``, what the number counts.
    """

    id: str
    about: str
    role: Role
    pattern: str
    counts: Literal["indicator", "task"] | None = None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, to be searched in folded text."""
        return regex.compile(self.pattern, regex.VERBOSE)

    def find(self, text: str) -> tuple[regex.Match[str], ...]:
        """Every place in a text; offsets are those of the text itself, its white space collapsed."""
        return tuple(self.compiled.finditer(align(text).folded))


class DocumentType(RuleModel):
    """A kind of document and its abbreviation in a symbol (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""

    id: str
    type: str
    short: str


class ReplacedDocument(RuleModel):
    """A document that another one has taken the place of.

    Attributes:
        code: its canonical symbol; ``by``: that of the later one.
        since: the first day on which it is no longer in force.
    """

    code: str
    name: str
    by: str
    by_name: str
    since: dt.date


class PlanCheckRules(RuleModel):
    """All words of the checks.

    Attributes:
        offices: first words of the name of an office, which prints its superior body above its own name.
        other_layout: first words of a line above the title of a document that the decree on layout is not about.
    """

    patterns: tuple[CheckPattern, ...]
    document_types: tuple[DocumentType, ...]
    replaced: tuple[ReplacedDocument, ...]
    offices: tuple[str, ...]
    other_layout: tuple[str, ...]

    def of_role(self, role: Role) -> tuple[CheckPattern, ...]:
        """The patterns of one role."""
        return tuple(pattern for pattern in self.patterns if pattern.role == role)

    def find(self, role: Role, text: str) -> tuple[regex.Match[str], ...]:
        """Every place where a pattern of a role is found."""
        return tuple(match for pattern in self.of_role(role) for match in pattern.find(text))

    @cached_property
    def shorts(self) -> dict[str, str]:
        """Abbreviations by the folded kind of document."""
        return {fold(one.type): one.short for one in self.document_types}


def load_plan_check_rules(*folders: Path) -> PlanCheckRules:
    """Reads ``plan_checks.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rules(folders, "plan_checks", PlanCheckRules)


def check_plan_check_rules(rules: PlanCheckRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each."""
    failures: list[str] = []
    for rule in rules.patterns:
        if not rule.examples or not rule.rejects:
            failures.append(f"{rule.id}: needs one example and one reject at least")
        failures += [f"{rule.id}: does not read its example {t!r}" for t in rule.examples if not rule.find(t)]
        failures += [f"{rule.id}: reads its reject {t!r}" for t in rule.rejects if rule.find(t)]
    return tuple(failures)
