"""What a target cell says beside the targets read from it, where that could change their values."""

from collections.abc import Iterator

import regex

from planparse.normalise.targets.reading import split_cell
from planparse.rulebook.targets import TargetRules
from planparse.text.aligned import Aligned

_NUMBER = regex.compile(r"[0-9]")
_CLAUSE = regex.compile(r"[;,()\n]")
# "100% (25/25)": the count that a share comes from.
_COUNTED = regex.compile(r"\(\s?[0-9.,]+\s?/\s?[0-9.,]+[^()]*\)")


def has_leftover(text: str, *, rules: TargetRules) -> bool:
    """Whether a number, a comparison ("(không quá)") or a rate ("/tháng") of a cell is in none of its targets.

    Not asked of a cell without any quantity that is understood: it is kept as words.
    """
    cell = rules.align(text)
    segments = split_cell(cell, rules)
    if not segments:
        return False
    rest = _rest(cell, [(segment.phrase.start, segment.phrase.end) for segment in segments], rules)
    compares = any(_compares(clause.strip(), rules) for clause in _CLAUSE.split(rest))
    return bool(_NUMBER.search(rest)) or compares or bool(rules.patterns.rate.search(rest))


def _rest(cell: Aligned, taken: list[tuple[int, int]], rules: TargetRules) -> str:
    """The cell with blanks for what was read, or is known to be no target."""
    letters = list(cell.folded)
    for start, end in [*taken, *_explained(cell, rules)]:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _explained(cell: Aligned, rules: TargetRules) -> Iterator[tuple[int, int]]:
    patterns = [rule.pattern for rule in rules.of("year", "cell_year", "basis", "scope")]
    for pattern in (*patterns, *rules.patterns.masks, _COUNTED):
        yield from (match.span() for match in pattern.finditer(cell.folded))


def _compares(clause: str, rules: TargetRules) -> bool:
    return any(rule.pattern.fullmatch(clause) for rule in rules.of("before", "after"))
