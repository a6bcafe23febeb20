"""What a target is measured in: the unit as printed, and what it stands for."""

from decimal import Decimal
from typing import NamedTuple

import regex

from planparse.normalise.targets.around import find_first
from planparse.normalise.targets.segments import Segment
from planparse.rulebook.quantities import Phrase
from planparse.rulebook.target_file import TargetRole
from planparse.rulebook.targets import TargetRules
from planparse.rulebook.units import BEFORE_NUMBER, Measure
from planparse.text.aligned import Aligned

_NO_UNIT: tuple[TargetRole, ...] = ("year", "cell_year", "lead", "scope", "basis", "compared", "each")
_TAIL_WORDS = regex.compile(r"\s([\p{L}\p{M}]+/s|[\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+){0,2})\s*(?=[;,.()\n]|$)")


class Unit(NamedTuple):
    """A unit as printed, and its canonical form."""

    printed: str | None
    measure: Measure

    def in_base(self, number: Decimal | None) -> Decimal | None:
        """The number in the base unit; None where the unit is not known."""
        return None if number is None or self.measure.code is None else number * self.measure.factor


def find_unit(text: Aligned, segment: Segment, rules: TargetRules, *, hint: str | None, prose: bool) -> Unit:
    """The unit of a number: printed with it, else that of the column."""
    phrase = segment.phrase
    if phrase.ordinal:
        return _of_ordinal(text, phrase, rules, hint)
    printed = printed_unit(text, phrase) if prose else _unit_in_cell(text, segment, rules)
    scale = rules.units.scale_of(printed)
    if scale and hint and (column := rules.units.read(hint)).code:  # a column of "người", and "1,2 triệu" in the cell
        return Unit(printed, column._replace(factor=scale))
    printed = printed or hint
    return Unit(printed, rules.units.read(printed))


def _of_ordinal(text: Aligned, phrase: Phrase, rules: TargetRules, hint: str | None) -> Unit:
    """The noun before a rank or level; a column that is about ranks or levels itself names it too."""
    rule = rules.rule(phrase.ordinal)
    measure = Measure(rule.unit if rule else None)
    column = rules.units.read(hint).code
    is_fitting = hint and (column is None or rules.units.kinds[column] in BEFORE_NUMBER)
    return Unit(hint if is_fitting else printed_unit(text, phrase), measure)


def printed_unit(text: Aligned, phrase: Phrase) -> str | None:
    """The unit as printed; where markup was read as a sign, the sign."""
    start, end = phrase.unit
    words = text.words(start, end)
    return (words if len(words) == end - start else text.folded[start:end]) or None


def _unit_in_cell(cell: Aligned, segment: Segment, rules: TargetRules) -> str | None:
    """The unit of the list, else the few words that close the segment: a noun nobody listed yet."""
    phrase = segment.phrase
    if phrase.unit[1] > phrase.unit[0]:
        return printed_unit(cell, phrase)
    tail = _TAIL_WORDS.match(cell.folded, phrase.end, segment.end)
    if tail is None or phrase.after or find_first(cell, rules, tail.span(1), *_NO_UNIT):
        return None
    return cell.words(*tail.span(1))
