"""Two rules of one kind that read the same words differently, and words that stand where they cannot count.

Only what the rules themselves expose is used (ids, patterns, what they are for), and the rule files as data: the check
holds whatever the readers do with the rules. What an order of files or lines would settle in silence is a finding.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import regex

from planparse.normalise.agencies import read_agencies
from planparse.normalise.indicators import match_indicator
from planparse.rulebook.book import RuleBook
from planparse.rulebook.columns import Subject
from planparse.rulecheck.findings import Finding
from planparse.rulecheck.words import find_double_words
from planparse.text.aligned import align, replace
from planparse.text.unicode import fold

_ANYWHERE = {"basis", "scope", "aspiration", "year", "cell_year", "mask"}
"""Roles of target rules that are looked for anywhere in a text; the others by their side of the number, so that "đến"
may join two numbers and lead to one."""

_SETTLED = {
    frozenset(("year", "cell_year")),  # one is asked in sentences and cells, the other in cells only
    frozenset(("year", "mask")),  # a year is no quantity: the mask says so, the year says when
    frozenset(("cell_year", "mask")),
}
"""Roles that may have the same words: code wants both."""


class Claim(NamedTuple):
    """A rule that takes words of a text, and what it takes them for."""

    rule: str
    gives: Hashable
    words: str


def find_overlaps(rules: RuleBook, names: Collection[str]) -> Iterator[Finding]:
    """Everything that two rules of these names claim, each pair of rules once."""
    for name, find in _FINDERS.items():
        if name in names:
            yield from find(rules)
    yield from find_double_words(rules, names)


def _deadline_overlaps(rules: RuleBook) -> Iterator[Finding]:
    """Lexemes of different tokens that tie for the longest match: nothing could decide between them."""
    file, compiled = rules.deadlines.file, rules.deadlines.lexemes
    settled = _settled_by_after(file.lexemes)
    seen: set[frozenset[str]] = set()
    patterns = [(lexeme.id, lexeme.token, lexeme.pattern) for lexeme in compiled]
    for text in dict.fromkeys(example.text for rule in file.lexemes for example in rule.examples):
        aligned = align(text)
        for repair in rules.deadlines.repairs:
            aligned, _ = replace(aligned, repair.pattern, repair.replace)
        for claims in _longest(_claims(aligned.folded, patterns)):
            yield from _pairs("deadlines", text, claims, seen, settled)


def _target_overlaps(rules: RuleBook) -> Iterator[Finding]:
    """Words of one side of the number with two comparators, and words anywhere with two roles."""
    seen: set[frozenset[str]] = set()
    examples = dict.fromkeys(example.text for rule in rules.targets.file.rules for example in rule.examples)
    texts = [(text, align(text).folded) for text in examples]
    roles: dict[str, str] = {rule.id: rule.role for rule in rules.targets.rules}
    settled = {frozenset(pair) for pair in combinations(roles, 2) if frozenset(roles[one] for one in pair) in _SETTLED}
    for role in dict.fromkeys(roles.values()):
        rivals = _ANYWHERE if role in _ANYWHERE else {role}
        patterns = [
            (rule.id, (rule.role, rule.comparator), rule.pattern) for rule in rules.targets.rules if rule.role in rivals
        ]
        for text, folded in texts:
            for claims in _claims(folded, patterns).values():
                yield from _pairs("targets", text, claims, seen, settled)


def _column_overlaps(book: RuleBook) -> Iterator[Finding]:
    """Headers that two rules give different roles, in whatever table they count, and neither gives way."""
    seen: set[frozenset[str]] = set()
    rules = book.columns
    for rule in rules.columns:
        kinds: tuple[Subject, ...] = (rule.only_in,) if rule.only_in else ("task", "indicator")
        for text in rule.examples:
            for kind in kinds:
                claims = [Claim(hit.id, hit.role, text) for hit in rules.find_rules(text, kind)]
                yield from _pairs("columns", text, claims, seen, set())


def _task_overlaps(rules: RuleBook) -> Iterator[Finding]:
    """Labels of different roles of which neither is longer."""
    seen: set[frozenset[str]] = set()
    for rule in rules.tasks.labels:
        for text in rule.examples:
            spans: dict[tuple[int, int], list[Claim]] = {}
            for span in rules.tasks.find_spans(align(text)):
                claim = Claim(span.rule.id, span.rule.role, text[span.start : span.end])
                spans.setdefault((span.start, span.end), []).append(claim)
            for claims in spans.values():
                yield from _pairs("tasks", text, claims, seen, set())


def _unread_agencies(rules: RuleBook) -> Iterator[Finding]:
    """Names and aliases that are not read as their own; a noun alone may mean all of its kind ("Thôn")."""
    levels = {agency.code: agency.level for agency in rules.agencies.agencies}
    for agency in rules.agencies.agencies:
        for name in (agency.name, *agency.aliases):
            codes = [match.code for match in read_agencies(name, rules=rules.agencies).value]
            if codes != [agency.code] and [levels.get(code or "") for code in codes] != ["collective"]:
                yield Finding("agencies", (agency.code,), f"{agency.code}: its name {name!r} gives {codes}")


def _unread_indicators(rules: RuleBook) -> Iterator[Finding]:
    """Names and aliases that are not read as their own."""
    for indicator in rules.indicators.indicators:
        for name in (indicator.name, *indicator.aliases):
            code = match_indicator(name, unit=indicator.unit, rules=rules.indicators).code
            if code != indicator.code:
                yield Finding("indicators", (indicator.code,), f"{indicator.code}: its name {name!r} gives {code}")


_FINDERS: dict[str, Callable[[RuleBook], Iterator[Finding]]] = {
    "deadlines": _deadline_overlaps,
    "targets": _target_overlaps,
    "columns": _column_overlaps,
    "tasks": _task_overlaps,
    "agencies": _unread_agencies,
    "indicators": _unread_indicators,
}


def _claims(
    folded: str, patterns: Iterable[tuple[str, Hashable, "regex.Pattern[str]"]]
) -> dict[tuple[int, int], list[Claim]]:
    """Who reads which span of a text; empty matches claim nothing."""
    found: dict[tuple[int, int], list[Claim]] = {}
    for rule, gives, pattern in patterns:
        for match in pattern.finditer(folded, overlapped=True):
            if match.group():
                found.setdefault(match.span(), []).append(Claim(rule, gives, match.group()))
    return found


def _longest(claims: dict[tuple[int, int], list[Claim]]) -> Iterator[list[Claim]]:
    """Leftmost first, and of those the longest: the spans that count."""
    done = 0
    for start, end in sorted(claims, key=lambda span: (span[0], -span[1])):
        if start >= done:
            yield claims[start, end]
            done = end


def _pairs(
    name: str, text: str, claims: Iterable[Claim], seen: set[frozenset[str]], settled: set[frozenset[str]]
) -> Iterator[Finding]:
    for one, other in combinations(claims, 2):
        pair = frozenset((one.rule, other.rule))
        if one.gives != other.gives and pair not in seen | settled:
            seen.add(pair)
            both = f"{one.rule} and {other.rule} both read {fold(one.words)!r}"
            yield Finding(
                name, (one.rule, other.rule), both if fold(text) == fold(one.words) else f"{both} of {text!r}"
            )


def _settled_by_after(rules: Iterable[object]) -> set[frozenset[str]]:
    return {
        frozenset((str(getattr(rule, "id", "")), other))
        for rule in rules
        for other in getattr(rule, "after", None) or ()
    }
