"""``rules/columns.yaml``: what the header words of a table say about its columns."""

from functools import cached_property
from pathlib import Path
from typing import Literal

import regex

from planparse.model.plan import Role
from planparse.rulebook.base import RuleModel, read_rule_file
from planparse.text.unicode import fold

Subject = Literal["task", "indicator"]
Listed = Literal["task", "indicator", "other"]


class ColumnRule(RuleModel):
    """One way to word a column's header.

    Attributes:
        subject: what a table with such a column lists, where the words tell; "other" is neither tasks nor indicators.
        only_in: the rule counts only in tables of this kind.
        fallback: the column's role in a table where no other column has it.
        after: rules to which this one gives way when both match.
    """

    id: str
    role: Role
    pattern: str
    subject: Listed | None = None
    only_in: Subject | None = None
    fallback: Role | None = None
    after: tuple[str, ...] = ()
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, to be searched in folded text."""
        return regex.compile(self.pattern)


class ColumnRules(RuleModel):
    """All rules for column headers."""

    columns: tuple[ColumnRule, ...]
    column_number: str
    year: str

    @cached_property
    def number_pattern(self) -> regex.Pattern[str]:
        """Matches a whole cell of a column-number row."""
        return regex.compile(self.column_number)

    @cached_property
    def year_pattern(self) -> regex.Pattern[str]:
        """Finds a year; of a range its last."""
        return regex.compile(self.year)

    def find_rules(self, header: str, kind: Subject | None = None) -> tuple[ColumnRule, ...]:
        """The rules that read a header and give way to no other; ``kind`` leaves out rules of other tables."""
        text = fold(header)
        hits = [r for r in self.columns if kind in (None, r.only_in) or r.only_in is None]
        hits = [r for r in hits if r.compiled.search(text)]
        present = {r.id for r in hits}
        return tuple(r for r in hits if not present & set(r.after))

    def may_name(self, header: str) -> bool:
        """Whether a column with this header can hold the name of the record."""
        return any("name" in (rule.role, rule.fallback) for rule in self.find_rules(header))

    def find_year(self, text: str) -> int | None:
        """The last year named in ``text``."""
        years = [int(m["year"]) for m in self.year_pattern.finditer(text)]
        return years[-1] if years else None


def load_column_rules(folder: Path) -> ColumnRules:
    """Reads ``columns.yaml`` of a rules folder.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rule_file(folder / "columns.yaml", ColumnRules)


def check_column_rules(rules: ColumnRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each."""
    failures = []
    known = {rule.id for rule in rules.columns}
    for rule in rules.columns:
        if not rule.examples or not rule.rejects:
            failures.append(f"columns.yaml: {rule.id}: needs one example and one reject at least")
        failures += [f"columns.yaml: {rule.id}: gives way to unknown rule {name!r}" for name in set(rule.after) - known]
        failures += [
            _wrong_example(rules, rule, text) for text in rule.examples if rule not in _readers(rules, rule, text)
        ]
        failures += [
            f"columns.yaml: {rule.id}: reads its reject {text!r}"
            for text in rule.rejects
            if rule.compiled.search(fold(text))
        ]
    return tuple(failures)


def _readers(rules: ColumnRules, rule: ColumnRule, text: str) -> tuple[ColumnRule, ...]:
    readers = rules.find_rules(text, _kind_of(rule))
    return readers if len({r.role for r in readers}) == 1 else ()


def _kind_of(rule: ColumnRule) -> Subject:
    """The kind of table in which a rule's examples are read."""
    subject = rule.only_in or rule.subject
    return "indicator" if subject == "indicator" else "task"


def _wrong_example(rules: ColumnRules, rule: ColumnRule, text: str) -> str:
    readers = ", ".join(r.id for r in rules.find_rules(text, _kind_of(rule))) or "no rule"
    return f"columns.yaml: {rule.id}: example {text!r} is read by {readers}"
