"""The examples embedded in the rules of deadlines, put to the test through the real reader."""

from collections.abc import Iterable

from planparse.model.values import DeadlinePart
from planparse.normalise.deadlines.grammar import find_expressions
from planparse.normalise.deadlines.lexing import find_lexemes, read_cell
from planparse.normalise.deadlines.reading import find_rules_used, read_deadline
from planparse.normalise.deadlines.waiting import find_wait
from planparse.rulebook.deadlines import DeadlineExample, DeadlineRules, LexemeRule, RepairRule, Wait, WaitRule

_EXAMPLE_YEAR = 2026  # the plan's year where rejects are read; an example says its own


def check_deadline_rules(rules: DeadlineRules) -> tuple[str, ...]:
    """One line for each failure: an example not read as stated, a reject that is read, two rules for the same words."""
    return tuple(_failures(rules))


def format_part(part: DeadlinePart) -> str:
    """A part in the short form of the rule file: "dated 2026-06", "recurring FREQ=MONTHLY", "ongoing"."""
    match part.kind:
        case "dated":
            return f"dated {part.edtf}"
        case "recurring":
            return f"recurring {part.rrule}"
        case _:
            return part.kind


def _failures(rules: DeadlineRules) -> Iterable[str]:
    proven: tuple[LexemeRule | RepairRule, ...] = (*rules.file.repairs, *rules.file.lexemes)
    ids = [*(rule.id for rule in proven), *(rule.id for rule in rules.file.waits)]
    yield from (f"{name}: two rules have this id" for name in sorted({name for name in ids if ids.count(name) > 1}))
    yield from (failure for wait in rules.file.waits for failure in _wait_failures(wait, rules))
    for rule in proven:
        for example in rule.examples:
            yield from _example_failures(rule, example, rules)
        for text in rule.rejects:
            if rule.id in find_rules_used(text, rules, _EXAMPLE_YEAR):
                yield f"{rule.id}: reads its reject {text!r}"


def _example_failures(rule: LexemeRule | RepairRule, example: DeadlineExample, rules: DeadlineRules) -> Iterable[str]:
    got = tuple(format_part(part) for part in read_deadline(example.text, rules=rules, plan_year=example.year).value)
    if got != example.gives:
        yield f"{rule.id}: example {example.text!r} gives {list(got)}, not {list(example.gives)}"
    if rule.id not in find_rules_used(example.text, rules, example.year):
        yield f"{rule.id}: is not at work in its example {example.text!r}"
    for first, second in _ties(example.text, rules):
        yield f"{first} and {second} both read the same words of {example.text!r}"


def _wait_failures(rule: WaitRule, rules: DeadlineRules) -> Iterable[str]:
    """Examples must be conditions in which this rule decides, rejects none."""
    for text in (*rule.examples, *rule.rejects):
        deciding = {wait.id for wait in _waits(text, rules)}
        if (rule.id in deciding) != (text in rule.examples):
            yield f"{rule.id}: {'does not decide' if text in rule.examples else 'decides'} {text!r}"


def _waits(text: str, rules: DeadlineRules) -> Iterable[Wait]:
    cell = read_cell(text, rules)
    for one in find_expressions(cell.tokens):
        if one.kind == "conditional" and (wait := find_wait(cell.folded(one.first, one.last), rules)):
            yield wait


def _ties(text: str, rules: DeadlineRules) -> Iterable[tuple[str, str]]:
    """Rules of different kinds that compete for a token: the longest match could not decide between them."""
    cell = read_cell(text, rules)
    for winner in cell.tokens:
        for token in find_lexemes(cell.text.folded, winner.start, rules) if winner.rule else ():
            if token.end == winner.end and token.rule != winner.rule:
                yield winner.rule, token.rule
