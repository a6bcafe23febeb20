"""How a deadline was read, step by step: what ``planparse rules explain`` shows."""

from collections.abc import Iterable

from planparse.model.explanation import Explanation, Step
from planparse.model.values import DeadlinePart
from planparse.normalise.deadlines.grammar import find_expressions
from planparse.normalise.deadlines.lexing import Cell, Token, read_cell
from planparse.normalise.deadlines.phrasing import format_deadline
from planparse.normalise.deadlines.proof import format_part
from planparse.normalise.deadlines.reading import read_deadline
from planparse.normalise.deadlines.waiting import find_wait
from planparse.rulebook.deadlines import DeadlineRules

_MARKS = ("bound",)  # values that only mark a token


def explain_deadline(text: str, *, rules: DeadlineRules, plan_year: int | None) -> Explanation:
    """Each repair and each lexeme with the words it took and what it gave, then how the parts came about."""
    outcome = read_deadline(text, rules=rules, plan_year=plan_year)
    cell = read_cell(text, rules)
    steps = (
        *_repair_steps(text, rules),
        *(_lexeme_step(cell, index) for index, token in enumerate(cell.tokens) if token.rule),
        *_wait_steps(cell, rules),
        *(Step(rule=_origin(part), words=part.raw, gives=_describe(part)) for part in outcome.value),
    )
    reading = tuple(format_part(part) for part in outcome.value)
    in_words = tuple("" if part.kind == "unparsed" else format_deadline(part) for part in outcome.value)
    return Explanation(kind="deadline", reading=reading, steps=steps, notes=outcome.notes, in_words=in_words)


def _repair_steps(text: str, rules: DeadlineRules) -> Iterable[Step]:
    """Every slip as it is printed, and what was read instead."""
    cell = read_cell(text, rules)
    for rule, start, end in cell.mended:
        inside = [at for at, origin in enumerate(cell.text.origin[:-1]) if start <= origin < end]
        mended = cell.text.folded[inside[0] : inside[-1] + 1] if inside else ""
        yield Step(rule=rule, words=cell.text.printed[start:end], gives=f"read as {mended!r}" if mended else "left out")


def _lexeme_step(cell: Cell, index: int) -> Step:
    token = cell.tokens[index]
    return Step(rule=token.rule, words=cell.words(index, index + 1), gives=_say(token))


def _say(token: Token) -> str:
    """The kind of a token and its values: "quarter: quarter 2, year 2026"."""
    values = ", ".join(f"{name} {value}" for name, value in token.values.items() if name not in _MARKS)
    return f"{token.kind}: {values}" if values else token.kind


def _wait_steps(cell: Cell, rules: DeadlineRules) -> Iterable[Step]:
    for one in find_expressions(cell.tokens):
        if one.kind == "conditional" and (wait := find_wait(cell.folded(one.first, one.last), rules)):
            yield Step(rule=wait.id, words=cell.words(one.first, one.last), gives=f"waits for: {wait.whom}")


def _origin(part: DeadlinePart) -> str:
    """A part comes from the grammar, which is code: the kind of the part names it."""
    return f"deadlines: {part.kind}"


def _describe(part: DeadlinePart) -> str:
    """The short form of the rule file, with what it leaves out: days, and for whom a condition waits."""
    short = format_part(part)
    if part.kind == "dated":
        return f"{short} (from {part.start_on or '..'} to {part.end_on or '..'})"
    return f"{short} (waits for: {part.waits_for})" if part.kind == "conditional" and part.waits_for else short
