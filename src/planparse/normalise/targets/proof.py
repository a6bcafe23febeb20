"""The examples embedded in the rules of targets and units, put to the test through the real reader."""

from collections.abc import Iterable

from planparse.model.values import Target
from planparse.normalise.targets.reading import Reading, find_comparator, read_cell, read_sentence, read_targets
from planparse.normalise.targets.writing import format_target
from planparse.rulebook.target_file import RepairRule, TargetExample, TargetRule
from planparse.rulebook.targets import CompiledRule, TargetRules
from planparse.rulebook.units import UnitRule
from planparse.text.aligned import Aligned, align
from planparse.text.unicode import fold

_SENTENCE = "prose:"  # a reject that begins with it is a sentence


def check_target_rules(rules: TargetRules) -> tuple[str, ...]:
    """One line for each failure: an example not read as stated, a reject at which its rule is at work, a unit twice."""
    return tuple(_failures(rules))


def _failures(rules: TargetRules) -> Iterable[str]:
    proven: tuple[TargetRule | RepairRule, ...] = (*rules.file.repairs, *rules.file.rules)
    yield from _twice("rule id", [rule.id for rule in proven])
    for rule in proven:
        for example in rule.examples:
            yield from _example_failures(rule, example, rules)
        for text in rule.rejects:
            if is_used(rule.id, text.removeprefix(_SENTENCE), rules, prose=text.startswith(_SENTENCE)):
                yield f"{rule.id}: reads its reject {text!r}"
    yield from _unit_failures(rules)


def _twice(what: str, names: list[str]) -> Iterable[str]:
    yield from (
        f"{name}: this {what} stands twice" for name in sorted({name for name in names if names.count(name) > 1})
    )


def _example_failures(rule: TargetRule | RepairRule, example: TargetExample, rules: TargetRules) -> Iterable[str]:
    if example.prose:
        got = tuple(
            format_target(one.target) for one in read_sentence(rules.align(example.text), rules=rules, year=None)
        )
    else:
        got = tuple(map(format_target, read_targets(example.text, rules=rules, unit_hint=example.unit)))
    if got != example.gives:
        yield f"{rule.id}: example {example.text!r} gives {list(got)}, not {list(example.gives)}"
    if not is_used(rule.id, example.text, rules, prose=example.prose):
        yield f"{rule.id}: is not at work in its example {example.text!r}"


def _unit_failures(rules: TargetRules) -> Iterable[str]:
    units = rules.units.file.units
    words = [word for rule in units for word in (*rule.words, *(w for one in rule.multiples for w in one.words))]
    yield from _twice("unit", [fold(word) for word in words])
    yield from _twice("unit code", [rule.code for rule in units])
    for rule in units:
        for example in rule.examples:
            found = [target for target in _quantities(example.text, rules) if target.unit_code == rule.code]
            if not found:
                yield f"units: {rule.code}: is not the unit of its example {example.text!r}"
            elif example.base is not None and found[0].low_base != example.base:
                yield f"units: {rule.code}: example {example.text!r} is {found[0].low_base}, not {example.base}"
        for text in rule.rejects:
            if _is_unit_of(rule, text, rules):
                yield f"units: {rule.code}: reads its reject {text!r}"


def _quantities(text: str, rules: TargetRules) -> tuple[Target, ...]:
    return tuple(reading.target for reading in read_cell(rules.align(text), rules=rules, unit_hint=None, year=None))


def _is_unit_of(rule: UnitRule, text: str, rules: TargetRules) -> bool:
    return any(target.unit_code == rule.code for target in _quantities(text, rules))


def is_used(name: str, text: str, rules: TargetRules, *, prose: bool) -> bool:
    """Whether a rule decides something in the reading of a text."""
    aligned, mended = rules.mend(text)
    rule = rules.rule(name)
    if rule is None:
        return any(one.rule == name for one in mended)
    if prose:
        readings = read_sentence(aligned, rules=rules, year=None)
    else:
        readings = read_cell(aligned, rules=rules, unit_hint=None, year=None)
    return _decides(rule, text, aligned, readings, rules)


def _decides(
    rule: CompiledRule, text: str, aligned: Aligned, readings: tuple[Reading, ...], rules: TargetRules
) -> bool:
    phrases = [reading.segment.phrase for reading in readings]
    match rule.role:
        case "before" | "after":
            found = [find_comparator(phrase, rules) for phrase in phrases]
            return any(one is not None and one.id == rule.id for one in found)
        case "ordinal":
            return any(phrase.ordinal == rule.id for phrase in phrases)
        case "increase" | "decrease":
            return any(one.change is not None and one.change.found.rule.id == rule.id for one in readings)
        case "range" | "change":
            return any(phrase.joint == rule.role for phrase in phrases)
        case "markup":
            return rule.pattern.search(align(text).folded) is not None
        case "mask":
            return _hides_number(rule, aligned)
        case _:
            return rule.pattern.search(aligned.folded) is not None


def _hides_number(rule: CompiledRule, text: Aligned) -> bool:
    return any(any(char.isdigit() for char in match.group()) for match in rule.pattern.finditer(text.folded))
