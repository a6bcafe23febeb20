"""A deadline cell (*thời hạn*) as parts, in canonical form."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from planparse.model.base import Note, Outcome
from planparse.model.values import Conditional, Dated, DeadlinePart, Ongoing, Recurring, Unparsed, Unspecified
from planparse.normalise.deadlines.calendar import Period, between
from planparse.normalise.deadlines.expressions import Expression
from planparse.normalise.deadlines.grammar import find_expressions
from planparse.normalise.deadlines.lexing import Cell, read_cell
from planparse.normalise.deadlines.periods import build_spans
from planparse.normalise.deadlines.recurrence import build_rules, is_coarse
from planparse.normalise.deadlines.waiting import find_wait
from planparse.rulebook.deadlines import DeadlineRules

_MEANINGFUL = regex.compile(r"[\p{L}\p{N}]")
_DIGIT = regex.compile(r"\p{N}")


class _Reading(NamedTuple):
    """The parts of one expression, and the code of a note about it."""

    parts: tuple[DeadlinePart, ...]
    code: str | None = None


def read_deadline(text: str, *, rules: DeadlineRules, plan_year: int | None) -> Outcome[tuple[DeadlinePart, ...]]:
    """What a deadline cell says: at least one part, whatever the text.

    1. Every part's ``raw`` is words of the cell, in order.
    2. Words around a part that hold no digit are left out in silence; words with digits get a note.
    3. What is not understood is ``Unparsed``, never a guess.

    May add the notes ``deadline.unparsed``, ``deadline.impossible``, ``deadline.coarse`` and ``deadline.repaired``.

    A beginning, middle or end ("đầu tháng 5", "cuối năm", "tuần 2 tháng 3") is read as the period that contains it.
    A season or feast ("mùa mưa bão", "dịp Tết") names no days and is a condition; "sơ kết 6 tháng, tổng kết năm" are
    the first half and the whole of the plan's year.
    """
    return rules.readings.recall(_read_cell, rules, text, plan_year)


def _read_cell(rules: DeadlineRules, text: str, plan_year: int | None) -> Outcome[tuple[DeadlinePart, ...]]:
    cell = read_cell(text, rules)
    printed = cell.text.printed
    if not _MEANINGFUL.search(printed):
        return Outcome(value=(Unspecified(raw=printed),))
    expressions = find_expressions(cell.tokens)
    if not expressions:
        return Outcome(value=(Unparsed(raw=printed),), notes=(Note(code="deadline.unparsed", text=printed),))
    readings = [_read(cell, expression, plan_year, rules) for expression in expressions]
    parts = tuple(part for reading in readings for part in reading.parts)
    return Outcome(value=parts, notes=tuple(_notes(cell, expressions, readings)))


def find_due_on(parts: Sequence[DeadlinePart]) -> dt.date | None:
    """The last day of the last dated part; None where no part is dated, or that one has no end."""
    ends = [part.end_on for part in parts if part.kind == "dated"]
    return ends[-1] if ends else None


def find_rules_used(text: str, rules: DeadlineRules, plan_year: int | None) -> frozenset[str]:
    """The ids of the rules that are at work in a reading: repairs, and lexemes of parts the calendar has."""
    cell = read_cell(text, rules)
    used = {rule for rule, _, _ in cell.mended} | {token.rule for token in cell.tokens if token.kind == "aside"}
    for expression in find_expressions(cell.tokens):
        if _read(cell, expression, plan_year, rules).code != "deadline.impossible":
            tokens = cell.tokens[_lead_in(cell, expression) : expression.last]
            is_denied = expression.kind == "denied"
            used |= {token.rule for token in tokens if not is_denied or token.kind in ("deny", "lunar")}
    return frozenset(used)


def _lead_in(cell: Cell, expression: Expression) -> int:
    """The expression's first token, or the first of the leads before it that let it open a clause."""
    first = expression.first
    while first > 0 and cell.tokens[first - 1].kind == "lead":
        first -= 1
    return first


def _read(cell: Cell, expression: Expression, plan_year: int | None, rules: DeadlineRules) -> _Reading:
    raw = cell.words(expression.first, expression.last)
    match expression.kind:
        case "ongoing":
            return _Reading((Ongoing(raw=raw), *_bounds(cell, expression, plan_year)))
        case "conditional":
            wait = find_wait(cell.folded(expression.first, expression.last), rules)
            return _Reading((Conditional(raw=raw, condition=raw, waits_for=wait.whom if wait else None),))
        case "denied" | "vague":
            return _Reading((Unparsed(raw=raw),), "deadline.unparsed")
        case "recurring":
            return _read_recurring(cell, expression, plan_year)
        case "timed":
            return _read_timed(cell, expression, plan_year)


def _read_timed(cell: Cell, expression: Expression, plan_year: int | None) -> _Reading:
    spans = build_spans(expression.items, plan_year)
    if spans is None:
        return _Reading((Unparsed(raw=cell.words(expression.first, expression.last)),), "deadline.unparsed")
    parts: list[Dated | Unparsed] = []
    for span in spans:
        raw = cell.words(span.first, span.last)
        parts.append(span.stretch.to_dated(raw) if span.stretch else Unparsed(raw=raw))
    if any(span.stretch is None for span in spans):
        return _Reading(tuple(parts), "deadline.impossible")
    # of "năm 2026-2028 và các năm tiếp theo" only the beginning is left, of "đến hết giai đoạn 2026-2030" the end
    ranges = [(before, item) for before, item in pairwise(expression.items) if item.joined == "range"]
    coarse = any(item.onward or before.mode == "until" for before, item in ranges)
    return _Reading(tuple(parts), "deadline.coarse" if coarse else None)


def _read_recurring(cell: Cell, expression: Expression, plan_year: int | None) -> _Reading:
    """One part for each frequency; what stands in a list of several has its own words as ``raw``."""
    raw = cell.words(expression.first, expression.last)
    parts: list[DeadlinePart] = []
    for index in expression.every:
        is_last = index == expression.every[-1]
        own = raw if len(expression.every) == 1 else cell.words(index, expression.last if is_last else index + 1)
        built = build_rules(cell.tokens[index].values, expression.items if is_last else ())
        parts += [Recurring(raw=own, rrule=rule) for rule in built] if built else [Unparsed(raw=own)]
    code = "deadline.coarse" if is_coarse(expression.items) else None
    if any(part.kind == "unparsed" for part in parts):
        code = "deadline.impossible" if expression.items else "deadline.unparsed"  # no rule says "02 lần/tháng"
    return _Reading((*parts, *_bounds(cell, expression, plan_year)), code)


def _bounds(cell: Cell, expression: Expression, plan_year: int | None) -> Iterable[Dated]:
    """The year that bounds what comes back or goes on, where it is another than the plan's."""
    for index in range(expression.first, expression.last):
        values = cell.tokens[index].values
        if "bound" in values and int(values["year"]) != plan_year:
            year = Period("year", int(values["year"]))
            yield between(year, year).to_dated(cell.words(index, index + 1))


def _notes(cell: Cell, expressions: Sequence[Expression], readings: Sequence[_Reading]) -> Iterable[Note]:
    for expression, reading in zip(expressions, readings, strict=True):
        words = cell.words(expression.first, expression.last)
        if _is_mended(cell, expression):
            yield Note(code="deadline.repaired", text=words)
        if reading.code:
            yield Note(code=reading.code, text=words)
    for words in _leftovers(cell, expressions):
        yield Note(code="deadline.unparsed", text=words)


def _is_mended(cell: Cell, expression: Expression) -> bool:
    """A repair changed letters inside the expression."""
    start = cell.text.origin[cell.tokens[expression.first].start]
    end = cell.text.origin[cell.tokens[expression.last - 1].end]
    return any(first < end and last > start for _, first, last in cell.mended)


def _leftovers(cell: Cell, expressions: Sequence[Expression]) -> Iterable[str]:
    """Words outside every expression that hold a digit, and so may be a date that no rule reads."""
    known = [(one.first, one.last) for one in expressions]
    known += [(at, at + 1) for at, token in enumerate(cell.tokens) if token.kind in ("aside", "clock")]
    done = 0
    for first, last in [*sorted(known), (len(cell.tokens), 0)]:
        words = cell.words(done, first)
        if _DIGIT.search(words):
            yield words.strip(" ,;:()") or words
        done = max(done, last)
