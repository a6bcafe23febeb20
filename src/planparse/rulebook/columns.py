"""``rules/columns.yaml``: what the header words of a table say about its columns."""

from functools import cached_property
from pathlib import Path
from typing import Literal

import regex

from planparse.model.plan import Role
from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.memory import Memory
from planparse.text.unicode import fold

# What "T3" stands for.
_MONTH = "Tháng"

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


class Phrase(RuleModel):
    """Words of a cell or header that code asks for by name; searched in folded text."""

    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, to be searched in folded text."""
        return regex.compile(self.pattern)

    def reads(self, text: str) -> bool:
        """Whether the words are in ``text``."""
        return self.compiled.search(fold(text)) is not None


class ColumnRules(RuleModel):
    """All rules for column headers, and for the words that make a row a row of its kind.

    Attributes:
        period: the time that the header of a column to be ticked names: groups ``word``, ``number``, ``year``.
        interval_start, interval_end: headers of the two columns between which a task is done.
        note, total: rows that say something about the table, or sum it up.
        part: group rows that divide the record above them.
    """

    columns: tuple[ColumnRule, ...]
    column_number: str
    year: str
    tick: Phrase
    period: Phrase
    interval_start: Phrase
    interval_end: Phrase
    note: Phrase
    total: Phrase
    part: Phrase

    @cached_property
    def readings(self) -> Memory:
        """What the cells of other tables said: most headers are worded alike."""
        return Memory()

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
        return self.readings.recall(_find_rules, self, header, kind)

    def may_name(self, header: str) -> bool:
        """Whether a column with this header can hold the name of the record."""
        return any("name" in (rule.role, rule.fallback) for rule in self.find_rules(header))

    def is_tick(self, text: str) -> bool:
        """A cell that holds but a tick."""
        return self.readings.recall(_reads, self, text.strip(), "tick")

    def find_period(self, header: str) -> str | None:
        """The time that a header ends with, as printed: "Quý II", "Năm 2026"."""
        return self.readings.recall(_find_period, self, header)

    def is_interval(self, start: str, end: str) -> bool:
        """Whether two columns say when something begins and when it ends."""
        return self.interval_start.reads(start) and self.interval_end.reads(end)

    def is_note(self, text: str) -> bool:
        """Whether a row explains the table."""
        return self.readings.recall(_reads, self, text, "note")

    def is_total(self, text: str) -> bool:
        """Whether a row sums the rows above it up."""
        return self.readings.recall(_reads, self, text, "total")

    def is_part(self, text: str) -> bool:
        """Whether a group row divides the record above it: "Trong đó:"."""
        return self.readings.recall(_reads, self, text, "part")

    def squeeze(self, text: str) -> str:
        """A text without spaces and case, to compare headers across line wraps."""
        return self.readings.recall(_squeeze, self, text)

    def find_year(self, text: str) -> int | None:
        """The last year named in ``text``."""
        years = [int(m["year"]) for m in self.year_pattern.finditer(text)]
        return years[-1] if years else None


def _find_rules(rules: ColumnRules, header: str, kind: Subject | None) -> tuple[ColumnRule, ...]:
    text = fold(header)
    hits = [r for r in rules.columns if kind in (None, r.only_in) or r.only_in is None]
    hits = [r for r in hits if r.compiled.search(text)]
    present = {r.id for r in hits}
    return tuple(r for r in hits if not present & set(r.after))


def _squeeze(rules: ColumnRules, text: str) -> str:
    return fold(text).replace(" ", "")


def _find_period(rules: ColumnRules, header: str) -> str | None:
    match = rules.period.compiled.search(fold(header))
    if match is None:
        return None
    # Folding keeps the length of composed text; where it should not, the folded words still say the same.
    same = len(fold(header)) == len(header)
    source = header if same else fold(header)
    spans = [match.span(name) for name in ("word", "number", "year") if match[name]]
    return " ".join(_MONTH if source[start:end] in ("T", "t") else source[start:end] for start, end in spans)


def _reads(rules: ColumnRules, text: str, name: Literal["tick", "note", "total", "part"]) -> bool:
    phrase: Phrase = getattr(rules, name)
    return phrase.reads(text)


def load_column_rules(*folders: Path) -> ColumnRules:
    """Reads ``columns.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or not valid.
    """
    return read_rules(folders, "columns", ColumnRules)


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
    for name in _PHRASES:
        failures += _check_phrase(name, getattr(rules, name))
    return tuple(failures)


_PHRASES = ("tick", "period", "interval_start", "interval_end", "note", "total", "part")


def _check_phrase(name: str, phrase: Phrase) -> list[str]:
    if not phrase.examples or not phrase.rejects:
        return [f"columns.yaml: {name}: needs one example and one reject at least"]
    unread = [f"columns.yaml: {name}: does not read its example {t!r}" for t in phrase.examples if not phrase.reads(t)]
    return unread + [f"columns.yaml: {name}: reads its reject {t!r}" for t in phrase.rejects if phrase.reads(t)]


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
