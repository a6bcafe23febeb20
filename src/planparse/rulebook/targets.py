"""``rules/targets.yaml``: the words in which people write target values (*chỉ tiêu phấn đấu*).

Comparators, words of aspiration, bases, scopes, years, changes and what they are compared with, ranks and levels, what
only looks like a target, and slips of OCR. In patterns a space stands for any white space, ``{year}`` for a year,
``{unit}`` for a unit of ``units.yaml`` and ``{per}`` for what a rate may be per; they match the folded text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import regex

from planparse.errors import RuleError
from planparse.model.values import Comparator
from planparse.rulebook.base import locate_rule, read_rules
from planparse.rulebook.quantities import Phrase, Quantity, QuantityPatterns, find_phrases
from planparse.rulebook.target_file import RepairRule, TargetFile, TargetRole, TargetRule
from planparse.rulebook.target_patterns import WHOLE_WORDS, fill_pattern, quantity_patterns
from planparse.rulebook.units import UnitRules, load_unit_rules
from planparse.text.aligned import Aligned, align, replace
from planparse.text.amounts import digits_for_words
from planparse.text.memory import Memory
from planparse.wording.message import Message
from planparse.wording.recognition import Told


class CompiledRule(NamedTuple):
    """A target rule ready to match."""

    id: str
    role: TargetRole
    pattern: "regex.Pattern[str]"
    comparator: Comparator | None
    replace: str
    unit: str | None
    compared: bool


class Repair(NamedTuple):
    """A repair rule ready to match."""

    id: str
    pattern: "regex.Pattern[str]"
    replace: str


class Mended(NamedTuple):
    """A use of a repair rule: half-open span of the printed text."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class TargetRules:
    """The rules of targets, compiled, and the units of measure.

    Attributes:
        by_role: the rules again.
    """

    file: TargetFile
    rules: tuple[CompiledRule, ...]
    repairs: tuple[Repair, ...]
    units: UnitRules
    by_role: Mapping[TargetRole, tuple[CompiledRule, ...]]

    @cached_property
    def readings(self) -> Memory:
        """What other cells and sentences said."""
        return Memory()

    @cached_property
    def patterns(self) -> QuantityPatterns:
        """What finds quantities: hundreds of units in each pattern, and a plan without targets asks for none."""
        return quantity_patterns(self.file, self.units)

    def of(self, *roles: TargetRole) -> tuple[CompiledRule, ...]:
        """The rules of one role or several, in the order of the roles, then of the file."""
        if len(roles) == 1:
            return self.by_role.get(roles[0], ())
        return tuple(rule for role in roles for rule in self.by_role.get(role, ()))

    def rule(self, name: str) -> CompiledRule | None:
        """The rule with this id."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def align(self, text: str) -> Aligned:
        r"""The text beside its folded form, with markup such as ``$\geq 80\%$`` read as the signs it stands for."""
        return self.mend(text)[0]

    def mend(self, text: str) -> tuple[Aligned, tuple[Mended, ...]]:
        """The aligned text, and the slips of OCR that were mended in it."""
        return self.readings.recall(_mend, self, text)

    def find_phrases(self, text: Aligned, *, prose: bool) -> tuple[Phrase, ...]:
        """Quantities with their pieces; in prose only those with a unit of the list."""
        return self.readings.recall(_find_phrases, self, text.folded, prose)

    def find_quantities(self, sentence: str) -> tuple[Quantity, ...]:
        """The quantities of a sentence that can be targets: comparator, number, unit."""
        return self.readings.recall(_find_quantities, self, sentence)

    def words(self, text: Aligned, phrase: Phrase) -> str:
        """The printed words of a quantity."""
        start, end = _printed_span(text, phrase)
        return " ".join(text.printed[start:end].split())


def _find_phrases(rules: TargetRules, folded: str, prose: bool) -> tuple[Phrase, ...]:
    return find_phrases(folded, rules.patterns, prose=prose)


def _mend(rules: TargetRules, text: str) -> tuple[Aligned, tuple[Mended, ...]]:
    aligned, mended = align(text), []
    for repair in rules.repairs:
        if repair.pattern.search(aligned.folded):  # most texts have none
            aligned, spans = replace(aligned, repair.pattern, repair.replace)
            mended += [Mended(repair.id, *span) for span in spans]
    for rule in rules.of("markup"):
        if rule.pattern.search(aligned.folded):
            aligned, _ = replace(aligned, rule.pattern, rule.replace)
    return digits_for_words(aligned), tuple(mended)


def _find_quantities(rules: TargetRules, sentence: str) -> tuple[Quantity, ...]:
    text = rules.align(sentence)
    spans = [_printed_span(text, phrase) for phrase in rules.find_phrases(text, prose=True)]
    return tuple(Quantity(start, end, text.printed[start:end]) for start, end in spans)


def _printed_span(text: Aligned, phrase: Phrase) -> tuple[int, int]:
    """Where a quantity is printed, with both dollar signs where it is set as a formula."""
    start, end = text.origin[phrase.start], text.origin[phrase.end]
    is_formula = text.printed[max(start - 1, 0) : start] == text.printed[end : end + 1] == "$"
    return (start - 1, end + 1) if is_formula else (start, end)


def load_target_rules(*folders: Path) -> TargetRules:
    """The compiled rules of ``targets.yaml`` and the units of ``units.yaml`` of these folders.

    Raises:
        RuleError: a file is missing, does not fit the models, or a pattern does not compile.
    """
    file, units = read_rules(folders, "targets", TargetFile), load_unit_rules(*folders)
    rules = tuple(_compile_rule(folders, rule, file, units) for rule in file.rules)
    repairs = tuple(
        Repair(rule.id, _compile(folders, rule, fill_pattern(rule.pattern, file, units)), rule.replace)
        for rule in file.repairs
    )
    by_role: dict[TargetRole, tuple[CompiledRule, ...]] = {}
    for rule in rules:
        by_role[rule.role] = (*by_role.get(rule.role, ()), rule)
    found = TargetRules(file, rules, repairs, units, by_role)
    if len(folders) > 1:
        _check_patterns(folders, found)
    return found


def _check_patterns(folders: Sequence[Path], rules: TargetRules) -> None:
    """Rules that somebody added are told to be wrong here, and not in the middle of a plan."""
    try:
        _ = rules.patterns
    except regex.error as exc:
        raise RuleError(
            Message("errors.rules.not_joined", path=locate_rule(folders, "targets", ""), reason=str(exc))
        ) from exc


def _compile_rule(folders: Sequence[Path], rule: TargetRule, file: TargetFile, units: UnitRules) -> CompiledRule:
    pattern = _compile(folders, rule, fill_pattern(rule.pattern, file, units, words=rule.role in WHOLE_WORDS))
    if rule.role != "ordinal" and (rule.role in ("before", "after")) != (rule.comparator is not None):
        raise _wrong_rule(folders, rule, "a comparator belongs to the roles before, after and ordinal, and only there")
    if (rule.role == "ordinal") != (rule.unit in units.kinds):
        raise _wrong_rule(folders, rule, "a unit of units.yaml belongs to the role ordinal, and only there")
    return CompiledRule(rule.id, rule.role, pattern, rule.comparator, rule.replace, rule.unit, rule.compared)


def _compile(folders: Sequence[Path], rule: TargetRule | RepairRule, pattern: str) -> "regex.Pattern[str]":
    try:
        return regex.compile(pattern)
    except regex.error as exc:
        raise _wrong_rule(folders, rule, f"the pattern does not compile: {exc}") from exc


def _wrong_rule(folders: Sequence[Path], rule: TargetRule | RepairRule, fault: str) -> RuleError:
    return RuleError(
        Message(
            "errors.rules.rule_fault",
            path=locate_rule(folders, "targets", rule.id),
            rule=rule.id,
            fault=Told(fault, "faults"),
        )
    )
