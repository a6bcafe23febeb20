"""The examples embedded in the rules of targets, put to the test through the real reader."""

from collections.abc import Iterable

from planparse.normalise.targets.reading import find_comparator, format_target, read_prose_targets, read_targets
from planparse.rulebook.targets import CompiledRule, TargetExample, TargetRule, TargetRules
from planparse.text.aligned import Aligned, align
from planparse.text.unicode import fold

_SENTENCE = "prose:"  # a reject that begins with it is a sentence


def check_target_rules(rules: TargetRules) -> tuple[str, ...]:
    """One line for each failure: an example not read as stated, a reject at which its rule is at work, a unit twice."""
    return tuple(_failures(rules))


def _failures(rules: TargetRules) -> Iterable[str]:
    yield from _twice("rule id", [rule.id for rule in rules.file.rules])
    yield from _twice("unit", [fold(unit) for unit in (*rules.file.units, *rules.file.durations)])
    for rule, compiled in zip(rules.file.rules, rules.rules, strict=True):
        for example in rule.examples:
            yield from _example_failures(rule, compiled, example, rules)
        for text in rule.rejects:
            if _is_used(compiled, text.removeprefix(_SENTENCE), rules, prose=text.startswith(_SENTENCE)):
                yield f"{rule.id}: reads its reject {text!r}"


def _twice(what: str, names: list[str]) -> Iterable[str]:
    yield from (
        f"{name}: this {what} stands twice" for name in sorted({name for name in names if names.count(name) > 1})
    )


def _example_failures(
    rule: TargetRule, compiled: CompiledRule, example: TargetExample, rules: TargetRules
) -> Iterable[str]:
    if example.prose:
        targets = read_prose_targets(example.text, rules=rules, year=None)
    else:
        targets = read_targets(example.text, rules=rules, unit_hint=example.unit)
    got = tuple(map(format_target, targets))
    if got != example.gives:
        yield f"{rule.id}: example {example.text!r} gives {list(got)}, not {list(example.gives)}"
    if not _is_used(compiled, example.text, rules, prose=example.prose):
        yield f"{rule.id}: is not at work in its example {example.text!r}"


def _is_used(rule: CompiledRule, text: str, rules: TargetRules, *, prose: bool) -> bool:
    """Whether the rule decides something in the reading of a text."""
    aligned = rules.align(text)
    phrases = rules.find_phrases(aligned, prose=prose)
    match rule.role:
        case "before" | "after":
            return any(
                found is not None and found.id == rule.id for found in (find_comparator(p, rules) for p in phrases)
            )
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
