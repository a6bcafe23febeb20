"""Target cells and sentences (*chỉ tiêu*) as values: comparator, numbers, unit, year, change, basis, scope.

Total: a cell in which no quantity is understood is a target of words (``text``), an empty one is no target. A share in
words or as a common fraction that is compared ("hơn 1/2 hộ dân") is one of words too: it counts nothing.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from planparse.model.values import Comparator, Target
from planparse.normalise.targets.around import (
    COUNTED,
    Changed,
    Found,
    continues,
    find_change,
    find_compared,
    find_compared_before,
    find_each,
    find_first,
)
from planparse.normalise.targets.measuring import Unit, find_unit
from planparse.normalise.targets.segments import EDGES, MEANINGFUL, Segment, split_cell, words_of
from planparse.rulebook.quantities import Phrase
from planparse.rulebook.target_file import TargetRole
from planparse.rulebook.targets import CompiledRule, TargetRules
from planparse.text.aligned import Aligned
from planparse.text.numbers import read_number
from planparse.text.unicode import fold

_LABEL_WORDS = regex.compile(r"([^;,.:()\n]+):\s*$")
_OTHER_YEAR = regex.compile(r"\s?:[^()\n]*\)")  # "90% (năm 2025: 85%)": that year has its own number
_BY_LOW: tuple[Comparator, ...] = (">=", ">")
_BETTER: dict[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


class Reading(NamedTuple):
    """A target, the stretch of text it was read from, and the words that say what kind of number it is."""

    target: Target
    segment: Segment
    change: Changed | None
    compared: Found | None


class _Value(NamedTuple):
    comparator: Comparator
    low: Decimal | None
    high: Decimal | None


def read_targets(
    text: str, *, rules: TargetRules, unit_hint: str | None = None, year: int | None = None
) -> tuple[Target, ...]:
    """The targets of a table cell, in order; () where it is empty, "-" or "...".

    1. Every raw is words of the cell; where there is one target, it is the whole cell.
    2. A year printed in the cell goes before ``year``, a unit printed with the number before ``unit_hint``.
    3. A cell without a quantity that is understood is one target of kind ``text``.
    """
    cell = rules.align(text)
    if is_blank(cell, rules):
        return ()
    return targets_of(cell, read_cell(cell, rules=rules, unit_hint=unit_hint, year=year), rules=rules, year=year)


def is_blank(cell: Aligned, rules: TargetRules) -> bool:
    """Whether a cell is empty, a dash, or no more than a tick."""
    return not MEANINGFUL.search(cell.folded) or cell.folded in rules.file.ticks


def targets_of(
    cell: Aligned, readings: Sequence[Reading], *, rules: TargetRules, year: int | None
) -> tuple[Target, ...]:
    """The targets that were read from a cell; its words where no quantity was."""
    if not readings:
        aspires = find_first(cell, rules, (0, len(cell.folded)), "aspiration") is not None
        return (Target(raw=words_of(cell, 0, len(cell.folded)), year=year, comparator="text", aspirational=aspires),)
    return tuple(reading.target for reading in readings)


def read_cell(cell: Aligned, *, rules: TargetRules, unit_hint: str | None, year: int | None) -> tuple[Reading, ...]:
    """The quantities of an aligned cell."""
    segments = split_cell(cell, rules)
    readings: list[Reading] = []
    for segment in segments:
        unit = find_unit(cell, segment, rules, hint=unit_hint, prose=False)
        reading = _read(cell, segment, unit, readings[-1] if readings else None, rules)
        own = {
            "raw": words_of(cell, segment.start, segment.end),
            "year": _year_within(cell, segment, rules) or year,
            "aspirational": find_first(cell, rules, (segment.start, segment.end), "aspiration") is not None,
            "scope": _scope(cell, segment, rules, several=len(segments) > 1),
        }
        readings.append(reading._replace(target=reading.target.model_copy(update=own)))
    return tuple(readings)


def read_prose_targets(sentence: str, *, rules: TargetRules, year: int | None) -> tuple[Target, ...]:
    """The targets of a sentence, in order; the raw words of each are its quantity's alone.

    A sentence that says "phấn đấu" aspires: every quantity after that word does, or all where none follows it.
    """
    return rules.readings.recall(_read_prose, rules, sentence, year)


def _read_prose(rules: TargetRules, sentence: str, year: int | None) -> tuple[Target, ...]:
    return tuple(reading.target for reading in read_sentence(rules.align(sentence), rules=rules, year=year))


def read_sentence(text: Aligned, *, rules: TargetRules, year: int | None) -> tuple[Reading, ...]:
    """The quantities of an aligned sentence."""
    phrases = rules.find_phrases(text, prose=True)
    word = find_first(text, rules, (0, len(text.folded)), "aspiration")
    after = [word is not None and phrase.number > word.start for phrase in phrases]
    flags = after if any(after) else [word is not None] * len(phrases)
    readings: list[Reading] = []
    for index, phrase in enumerate(phrases):
        segment = Segment(phrase, phrases[index - 1].end if index else 0, _reach(text, phrases, index))
        unit = find_unit(text, segment, rules, hint=None, prose=True)
        reading = _read(text, segment, unit, readings[-1] if readings else None, rules)
        own = {
            "raw": rules.words(text, phrase),
            "year": _year_near(text, phrase, rules) or year,
            "aspirational": flags[index],
        }
        readings.append(reading._replace(target=reading.target.model_copy(update=own)))
    return tuple(readings)


def find_comparator(phrase: Phrase, rules: TargetRules) -> CompiledRule | None:
    """The rule of the words of comparison beside a number: after it ("trở lên"), before it, or of a rank ("top")."""
    sides: tuple[tuple[str, TargetRole], ...] = ((phrase.after, "after"), (phrase.before, "before"))
    for words, role in sides:
        for rule in rules.of(role) if words else ():
            if rule.pattern.fullmatch(words.strip()):
                return rule
    ordinal = rules.rule(phrase.ordinal) if phrase.ordinal else None
    return ordinal if ordinal and ordinal.comparator else None


def _read(text: Aligned, segment: Segment, unit: Unit, previous: Reading | None, rules: TargetRules) -> Reading:
    """The number of a segment with what stands around it; words, year and scope depend on the kind of text."""
    phrase = segment.phrase
    is_rate = unit.measure.per is not None and _is_share(unit, rules)
    change, compared = _read_change(text, segment, previous, rules, is_rate=is_rate)
    value = _value(phrase, unit, rules, compares=not (change and change.is_comparator))
    is_measured = phrase.unit[1] > phrase.unit[0]
    basis = find_first(text, rules, (phrase.end, segment.end), "basis", group="basis") if is_measured else None
    target = Target(
        raw=text.words(phrase.start, phrase.end) or "?",
        comparator=value.comparator,
        low=value.low,
        high=value.high,
        unit=unit.printed,
        basis=_words(text, basis),
        unit_code=unit.measure.code,
        low_base=unit.in_base(value.low),
        high_base=unit.in_base(value.high),
        per=unit.measure.per or _each(text, segment, unit, rules, is_change=change is not None),
        change=change.change if change else None,
        compared_to=_words(text, compared),
        out_of=None if value.comparator == "text" else _out_of(text, phrase, unit, rules),
    )
    return Reading(target, segment, change, compared)


def _read_change(
    text: Aligned, segment: Segment, previous: Reading | None, rules: TargetRules, *, is_rate: bool
) -> tuple[Changed | None, Found | None]:
    """Whether the number is a change, and what it is compared with."""
    phrase, since = segment.phrase, segment.start
    compared = find_compared(text, rules, phrase.end, segment.end)
    earlier = None if compared else find_compared_before(text, rules, since, phrase.number)
    change = find_change(text, phrase, rules, since=since, is_compared=bool(compared or earlier), is_rate=is_rate)
    if change is None and previous and previous.change and continues(text, previous.segment.phrase, phrase, rules):
        return previous.change, compared or previous.compared
    return change, compared or (earlier if change else None)


def _each(text: Aligned, segment: Segment, unit: Unit, rules: TargetRules, *, is_change: bool) -> str | None:
    """What a count is per where no slash says it; "hằng năm 100%" is no rate, "mỗi năm giảm 1%" is one."""
    if not is_change and _is_share(unit, rules):
        return None
    return _words(text, find_each(text, segment.phrase, rules, since=segment.start, until=segment.end))


def _words(text: Aligned, found: Found | None) -> str | None:
    return text.words(found.start, found.end).strip(EDGES) or None if found else None


def _is_share(unit: Unit, rules: TargetRules) -> bool:
    return rules.units.kinds.get(unit.measure.code or "") == "share"


def _value(phrase: Phrase, unit: Unit, rules: TargetRules, *, compares: bool) -> _Value:
    """The numbers, as the words of comparison say; without ``compares`` these words mean something else."""
    low, high = _signed(phrase.low), read_number(phrase.high)
    comparator = _comparator(phrase, rules) if compares else "="
    if phrase.joint == "range" and low is not None and high is not None:
        low = _as_high(low, phrase.low_unit, unit, rules)
        return _Value("text", None, None) if low is None else _Value("range", min(low, high), max(low, high))
    number = high if phrase.joint == "change" else low  # từ 45% lên 60%: what is aimed at comes last
    if number is None or _is_fraction(phrase, unit):  # digits without end, "hơn 1/2 số hộ"; the words are kept
        return _Value("text", None, None)
    if comparator == "=":
        return _Value("=", number, number)
    return _Value(comparator, number, None) if comparator in _BY_LOW else _Value(comparator, None, number)


def _comparator(phrase: Phrase, rules: TargetRules) -> Comparator:
    """What the words say; "xếp thứ 5 trở lên" is fifth or better, a smaller number."""
    rule = find_comparator(phrase, rules)
    comparator = rule.comparator if rule and rule.comparator else "="
    ordinal = rules.rule(phrase.ordinal) if phrase.ordinal else None
    is_rank = ordinal is not None and rules.units.kinds.get(ordinal.unit or "") == "rank"
    return _BETTER.get(comparator, comparator) if is_rank and rule is not ordinal else comparator


def _signed(words: str) -> Decimal | None:
    number = read_number(words.removeprefix("-"))
    return -number if number is not None and words.startswith("-") else number


def _as_high(low: Decimal, low_unit: str, unit: Unit, rules: TargetRules) -> Decimal | None:
    """The first number of a range in the unit of the second: "500 triệu - 1 tỷ đồng" begins at 0,5 tỷ đồng."""
    if not low_unit or not unit.printed or fold(low_unit) == fold(unit.printed):
        return low
    own = rules.units.read(low_unit)
    if own.code is None or own.code != unit.measure.code:
        return None
    return low * own.factor / unit.measure.factor


def _is_fraction(phrase: Phrase, unit: Unit) -> bool:
    """A common fraction is a share of all, no count out of so many: "trên 2/3", "1/3 số hộ", but not "12/15"."""
    is_share = bool(phrase.before) or (unit.printed or "").startswith(("số ", "tổng số "))
    return is_share and f"{phrase.low}/{phrase.whole}" in ("1/2", "1/3", "2/3", "1/4", "3/4")


def _out_of(text: Aligned, phrase: Phrase, unit: Unit, rules: TargetRules) -> Decimal | None:
    """How many there are in all: behind the number's slash, or in the count in brackets that a share comes from."""
    if phrase.whole:
        return read_number(phrase.whole)
    counted = COUNTED.match(text.folded, phrase.end) if _is_share(unit, rules) else None
    return read_number(counted["whole"]) if counted else None


def _scope(cell: Aligned, segment: Segment, rules: TargetRules, *, several: bool) -> str | None:
    """Whom it is for: "đối với X" after the number; in a cell of several targets also "X:" before it."""
    for rule in rules.of("scope"):
        if match := rule.pattern.search(cell.folded, segment.phrase.end, segment.end):
            return cell.words(*match.span("scope")).strip(EDGES) or None
    label = _LABEL_WORDS.search(cell.folded, segment.start, segment.phrase.start) if several else None
    span = (label.start(), segment.phrase.start) if label else (0, 0)
    if label is None or find_first(cell, rules, span, "year", "cell_year", "aspiration"):
        return None
    return cell.words(*label.span(1)).lstrip("-+ ") or None


def _year_within(cell: Aligned, segment: Segment, rules: TargetRules) -> int | None:
    found = _find_years(cell, rules, (segment.start, segment.end), "year", "cell_year")
    return found[0] if found else None


def _year_near(text: Aligned, phrase: Phrase, rules: TargetRules) -> int | None:
    """The last year a sentence names before a quantity, else the first one after it."""
    before = _find_years(text, rules, (0, phrase.start), "year")
    after = _find_years(text, rules, (phrase.end, len(text.folded)), "year")
    return before[-1] if before else after[0] if after else None


def _find_years(text: Aligned, rules: TargetRules, span: tuple[int, int], *roles: TargetRole) -> list[int]:
    """The years of a span, without those that a change is measured against."""
    matches = (match for rule in rules.of(*roles) for match in rule.pattern.finditer(text.folded, *span))
    found = [match for match in matches if not _OTHER_YEAR.match(text.folded, match.end())]
    if not found:
        return []
    against = [match.span() for rule in rules.of("compared") for match in rule.pattern.finditer(text.folded)]
    own = (match for match in found if not any(first <= match.start("year") < last for first, last in against))
    return [int(match["year"]) for match in sorted(own, key=lambda match: match.start())]


def _reach(text: Aligned, phrases: Sequence[Phrase], index: int) -> int:
    """Where the next quantity of a sentence begins, or the sentence ends."""
    return phrases[index + 1].start if index + 1 < len(phrases) else len(text.folded)
