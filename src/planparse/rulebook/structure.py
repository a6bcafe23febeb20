"""``rules/structure.yaml``: the words by which parts of an administrative document are known."""

from functools import cached_property
from pathlib import Path

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.memory import Memory
from planparse.text.unicode import fold


class WordRule(RuleModel):
    """Words that open a line of one kind.

    Attributes:
        about: the Vietnamese term.
        capitals: the line must be in capitals.
    """

    id: str
    about: str
    pattern: str
    capitals: bool = False
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, to be matched from the start of folded text."""
        return regex.compile(self.pattern, regex.IGNORECASE)

    def match(self, line: str) -> regex.Match[str] | None:
        """The match at the start of ``line``, or None; positions are those of the folded line."""
        return self.match_folded(line, fold(line))

    def match_folded(self, line: str, folded: str) -> regex.Match[str] | None:
        """The same, for a line that is folded already: each line is asked for many rules."""
        if self.capitals and line != line.upper():
            return None
        return self.compiled.match(folded)


class StructureRules(RuleModel):
    """All rules about the parts of a document."""

    words: tuple[WordRule, ...]
    abbreviations: tuple[str, ...]

    @cached_property
    def readings(self) -> Memory:
        """Lines as they are matched."""
        return Memory()

    @cached_property
    def by_id(self) -> dict[str, WordRule]:
        """The word rules by their id."""
        return {rule.id: rule for rule in self.words}

    def match(self, rule_id: str, line: str) -> regex.Match[str] | None:
        """Whether ``line`` opens with the words of a rule."""
        return self.by_id[rule_id].match_folded(line, self.readings.recall(_fold, self, line))


def _fold(rules: StructureRules, line: str) -> str:
    return fold(line)


def load_structure_rules(*folders: Path) -> StructureRules:
    """Reads ``structure.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rules(folders, "structure", StructureRules)


def check_structure_rules(rules: StructureRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each."""
    failures = []
    for rule in rules.words:
        if not rule.examples or not rule.rejects:
            failures.append(f"structure.yaml: {rule.id}: needs one example and one reject at least")
        failures += [
            f"structure.yaml: {rule.id}: does not read its example {t!r}" for t in rule.examples if not rule.match(t)
        ]
        failures += [f"structure.yaml: {rule.id}: reads its reject {t!r}" for t in rule.rejects if rule.match(t)]
    return tuple(failures)
