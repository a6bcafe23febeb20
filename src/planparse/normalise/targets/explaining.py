"""How a target was read: which rules took which words."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.model.explanation import Explanation, Step
from planparse.model.values import Target
from planparse.normalise.targets.around import find_each
from planparse.normalise.targets.leftover import find_target_notes
from planparse.normalise.targets.reading import (
    Reading,
    find_comparator,
    read_cell,
    read_prose_targets,
    read_sentence,
    read_targets,
)
from planparse.normalise.targets.writing import format_target, write_target
from planparse.rulebook.target_file import TargetRole
from planparse.rulebook.targets import TargetRules
from planparse.text.aligned import Aligned, align

_AROUND: tuple[TargetRole, ...] = ("aspiration", "basis", "scope", "year", "cell_year")


class _Placed(NamedTuple):
    start: int
    end: int
    step: Step


def explain_target(
    text: str, *, rules: TargetRules, unit_hint: str | None = None, year: int | None = None, prose: bool = False
) -> Explanation:
    """Which rules read a table cell, or with ``prose`` a sentence, and what each made of its words.

    >>> from planparse.rulebook.book import shipped_rules
    >>> from planparse.rulebook.targets import load_target_rules
    >>> explanation = explain_target("trên 1,2 tỷ đồng", rules=load_target_rules(shipped_rules()))
    >>> explanation.reading
    ('> 1.2 tỷ đồng',)
    >>> [(step.rule, step.words, step.gives) for step in explanation.steps]
    [('target.more_than', 'trên', '>'), ('units: vnd', 'tỷ đồng', '1.2 × 1000000000 = 1200000000 vnd')]
    """
    aligned, mended = rules.mend(text)
    if prose:
        readings = read_sentence(aligned, rules=rules, year=year)
        targets = read_prose_targets(text, rules=rules, year=year)
    else:
        readings = read_cell(aligned, rules=rules, unit_hint=unit_hint, year=year)
        targets = read_targets(text, rules=rules, unit_hint=unit_hint, year=year)
    repaired = [Step(rule=one.rule, words=aligned.printed[one.start : one.end], gives="mended") for one in mended]
    placed = [found for reading in readings for found in _steps(aligned, reading, rules, prose=prose)]
    placed += _masked(aligned, [(found.start, found.end) for found in placed], readings, rules)
    return Explanation(
        kind="target",
        reading=tuple(map(format_target, targets)),
        in_words=tuple(map(write_target, targets)),
        steps=(*repaired, *_markup(text, rules), *(found.step for found in sorted(placed, key=lambda one: one.start))),
        notes=find_target_notes(text, rules=rules, unit_hint=unit_hint, prose=prose),
    )


def _markup(text: str, rules: TargetRules) -> Iterator[Step]:
    aligned = align(text)
    for rule in rules.of("markup"):
        for match in rule.pattern.finditer(aligned.folded):
            yield Step(rule=rule.id, words=aligned.words(*match.span()), gives=rule.replace.strip() or "nothing")


def _steps(text: Aligned, reading: Reading, rules: TargetRules, *, prose: bool) -> Iterator[_Placed]:
    """What the rules took of the words of one target."""
    yield from _compared(text, reading, rules)
    yield from _unit(text, reading, rules)
    yield from _changed(text, reading, rules)
    segment = reading.segment
    for role in _AROUND:
        for rule in rules.of(role) if role != "cell_year" or not prose else ():
            for match in rule.pattern.finditer(text.folded, segment.start, segment.end):
                if gives := _around(reading.target, role):
                    yield _step(text, rule.id, *match.span(), gives)


def _compared(text: Aligned, reading: Reading, rules: TargetRules) -> Iterator[_Placed]:
    """The words of comparison, and what joins two numbers."""
    phrase, target = reading.segment.phrase, reading.target
    rule = find_comparator(phrase, rules)
    if rule is not None and not (reading.change and reading.change.is_comparator):
        words = phrase.after if rule.role == "after" else phrase.before or text.folded[slice(*phrase.unit)]
        start = text.folded.find(words, phrase.start if rule.role != "after" else phrase.number)
        yield _step(text, rule.id, start, start + len(words), target.comparator)
    if phrase.joint and not phrase.ordinal:
        joint = rules.of(phrase.joint)[0]
        gives = "two numbers" if phrase.joint == "range" else f"what is reached: {phrase.high}"
        yield _step(text, joint.id, phrase.number, phrase.end, gives)
    if phrase.ordinal:
        yield _step(text, phrase.ordinal, *phrase.unit, f"{target.unit_code} {phrase.low}")


def _unit(text: Aligned, reading: Reading, rules: TargetRules) -> Iterator[_Placed]:
    """The unit, and what a multiple of it comes to."""
    target, phrase = reading.target, reading.segment.phrase
    if target.unit_code is None or phrase.ordinal:
        return
    number = target.low if target.high is None else target.high
    base = target.low_base if target.high_base is None else target.high_base
    gives = target.unit_code
    if number is not None and base is not None and number != base:
        gives = f"{number.normalize():f} × {base / number if number else 0:f} = {base.normalize():f} {target.unit_code}"
    words = target.unit or ""
    start = phrase.unit[0] or phrase.end
    yield _Placed(start, max(start, phrase.unit[1]), Step(rule=f"units: {target.unit_code}", words=words, gives=gives))
    if target.per and (each := find_each(text, phrase, rules, since=reading.segment.start, until=reading.segment.end)):
        yield _step(text, each.rule.id, each.start, each.end, f"per {target.per}")


def _changed(text: Aligned, reading: Reading, rules: TargetRules) -> Iterator[_Placed]:
    if reading.change:
        found = reading.change.found
        yield _step(text, found.rule.id, found.start, found.end, reading.change.change)
    if reading.compared:
        found = reading.compared
        yield _step(text, found.rule.id, found.start, found.end, f"against {reading.target.compared_to}")


def _around(target: Target, role: TargetRole) -> str:
    """What the words of a role gave, "" where they gave nothing."""
    match role:
        case "aspiration":
            return "aspirational" if target.aspirational else ""
        case "basis":
            return f"of {target.basis}" if target.basis else ""
        case "scope":
            return f"for {target.scope}" if target.scope else ""
        case _:
            return f"in {target.year}" if target.year else ""


def _masked(
    text: Aligned, said: list[tuple[int, int]], readings: tuple[Reading, ...], rules: TargetRules
) -> Iterator[_Placed]:
    """Numbers that are no targets, and that no other step speaks of."""
    taken = [*said, *((one.segment.phrase.start, one.segment.phrase.end) for one in readings)]
    for rule in rules.of("mask"):
        for match in rule.pattern.finditer(text.folded):
            start, end = match.span()
            has_digit = any(char.isdigit() for char in match.group())
            if has_digit and not any(first < end and start < last for first, last in taken):
                yield _step(text, rule.id, start, end, "no target")


def _step(text: Aligned, rule: str, start: int, end: int, gives: str) -> _Placed:
    return _Placed(start, end, Step(rule=rule, words=text.words(start, end), gives=gives))
