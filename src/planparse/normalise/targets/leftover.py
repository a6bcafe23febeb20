"""What a target cell says beside the targets read from it, where that could change their values."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from planparse.model.base import Note, Outcome
from planparse.model.values import Target
from planparse.normalise.targets.around import COUNTED
from planparse.normalise.targets.reading import Reading, is_blank, read_cell, read_sentence, targets_of
from planparse.rulebook.targets import Mended, TargetRules
from planparse.text.aligned import Aligned
from planparse.text.numbers import read_number

_NUMBER = regex.compile(r"[\p{Nd}½¼¾⅓⅔]")
_SIGN = regex.compile(r"[±≠≥≤]")  # "±5%", "≥_80%": a sign that no quantity took
_CLAUSE = regex.compile(r"[;,()\n]")
_SHARE = regex.compile(r"[^()0-9;,\n]*\(\s?(?P<share>[0-9]+(?:[.,][0-9]+)?)\s?%\s?\)")
_ROUNDING = 1  # of a share in percent


def find_target_notes(
    text: str, *, rules: TargetRules, unit_hint: str | None = None, prose: bool = False
) -> tuple[Note, ...]:
    """What a person should look at: ``target.leftover`` (of a cell) and ``target.repaired``."""
    if not prose:
        return read_target_cell(text, rules=rules, unit_hint=unit_hint).notes
    return rules.readings.recall(_find_prose_notes, rules, text)


def _find_prose_notes(rules: TargetRules, text: str) -> tuple[Note, ...]:
    aligned, mended = rules.mend(text)
    readings = read_sentence(aligned, rules=rules, year=None) if mended else ()
    return (Note(code="target.repaired", text=text),) if _is_repaired(aligned, mended, readings) else ()


def read_target_cell(
    text: str, *, rules: TargetRules, unit_hint: str | None = None, year: int | None = None
) -> Outcome[tuple[Target, ...]]:
    """What ``read_targets`` reads, with the notes of :func:`find_target_notes`: the cell is looked at once."""
    return rules.readings.recall(_read_target_cell, rules, text, unit_hint, year)


def _read_target_cell(
    rules: TargetRules, text: str, unit_hint: str | None, year: int | None
) -> Outcome[tuple[Target, ...]]:
    cell, mended = rules.mend(text)
    readings = read_cell(cell, rules=rules, unit_hint=unit_hint, year=year)
    notes = [Note(code="target.leftover", text=text)] if _is_left(cell, readings, rules) else []
    notes += [Note(code="target.repaired", text=text)] if _is_repaired(cell, mended, readings) else []
    targets = () if is_blank(cell, rules) else targets_of(cell, readings, rules=rules, year=year)
    return Outcome(value=targets, notes=tuple(notes))


def _is_repaired(text: Aligned, mended: Sequence[Mended], readings: Sequence[Reading]) -> bool:
    """Whether a slip of OCR was mended within a quantity."""
    phrases = (reading.segment.phrase for reading in readings)
    spans = [(text.origin[phrase.start], text.origin[phrase.end]) for phrase in phrases]
    return any(one.start < end and one.end > start for one in mended for start, end in spans)


def has_leftover(text: str, *, rules: TargetRules) -> bool:
    """Whether a number, a sign ("±"), a comparison ("(không quá)") or a rate of a cell is in none of its targets.

    Not asked of a cell without any quantity that is understood: it is kept as words.
    """
    return any(note.code == "target.leftover" for note in find_target_notes(text, rules=rules))


def _is_left(cell: Aligned, readings: tuple[Reading, ...], rules: TargetRules) -> bool:
    if not readings:
        return False
    rest = _rest(cell, readings, rules)
    compares = any(_compares(clause.strip(), rules) for clause in _CLAUSE.split(rest))
    if _NUMBER.search(rest) or _SIGN.search(rest) or compares or rules.patterns.rate.search(rest):
        return True
    return any(_may_be_one(cell, first, second) for first, second in pairwise(readings))


def _may_be_one(cell: Aligned, first: Reading, second: Reading) -> bool:
    """Whether "1, 5 tỷ đồng" is two targets or one number with a space too many: nobody knows."""
    before, phrase = first.segment.phrase, second.segment.phrase
    is_open = before.unit == (0, 0) and phrase.unit != (0, 0)
    return is_open and cell.folded[before.end : phrase.start].strip() == ","


def _rest(cell: Aligned, readings: tuple[Reading, ...], rules: TargetRules) -> str:
    """The cell with blanks for what was read, or is known to be no target."""
    letters = list(cell.folded)
    taken = [(reading.segment.phrase.start, reading.segment.phrase.end) for reading in readings]
    counts = [span for reading in readings for span in _count_beside(cell, reading)]
    for start, end in [*taken, *counts, *_explained(cell, readings, rules)]:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _explained(cell: Aligned, readings: tuple[Reading, ...], rules: TargetRules) -> Iterator[tuple[int, int]]:
    patterns = [rule.pattern for rule in rules.of("year", "cell_year", "compared", "each", "basis")]
    for pattern in (*patterns, *rules.patterns.masks):
        yield from (match.span() for match in pattern.finditer(cell.folded))
    for reading in readings:  # any words may stand in a scope: only behind a number they are one
        span = reading.segment.phrase.end, reading.segment.end
        yield from (match.span() for rule in rules.of("scope") if (match := rule.pattern.search(cell.folded, *span)))


def _count_beside(cell: Aligned, reading: Reading) -> Iterator[tuple[int, int]]:
    """The count in brackets that a share comes from, or the share of a count, where they agree."""
    target, end = reading.target, reading.segment.phrase.end
    number = target.low if target.low == target.high else None
    if counted := COUNTED.match(cell.folded, end):
        part, whole = read_number(counted["part"]), read_number(counted["whole"])
        if number is None or _agree(part, whole, number):
            yield counted.span()
    elif (share := _SHARE.match(cell.folded, end)) and _agree(number, target.out_of, read_number(share["share"])):
        yield share.span()


def _agree(part: Decimal | None, whole: Decimal | None, share: Decimal | None) -> bool:
    if part is None or not whole or share is None:
        return False
    return abs(part * 100 / whole - share) <= _ROUNDING


def _compares(clause: str, rules: TargetRules) -> bool:
    return any(rule.pattern.fullmatch(clause) for rule in rules.of("before", "after"))
