"""Target cells and sentences (*chỉ tiêu*) as values: comparator, numbers, unit, year, basis, scope.

Total: a cell in which no quantity is understood is a target of words (``text``), an empty one is no target. A share in
words or as a common fraction that is compared ("hơn 1/2 hộ dân") is one of words too: it counts nothing.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import regex

from planparse.model.values import Comparator, Target
from planparse.rulebook.quantities import Phrase
from planparse.rulebook.targets import CompiledRule, TargetRole, TargetRules
from planparse.text.aligned import Aligned
from planparse.text.numbers import read_number

_MEANINGFUL = regex.compile(r"[\p{L}\p{N}]")
_HARD_BREAK = regex.compile(r"[;\n]")
_SOFT_BREAK = regex.compile(r"(?:[,;/+\n.(]|\bvà|trong đó:?)(?:\s*-)?$")  # at the end of the words before a quantity
_SOFT_START = regex.compile(r"[,.](?=\s)|\(|\bvà(?=\s)")
_LABEL = regex.compile(r":\s*$")
_LABEL_WORDS = regex.compile(r"([^;,.:()\n]+):\s*$")
_TAIL_WORDS = regex.compile(r"\s([\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+){0,2})\s*(?=[;,.()\n]|$)")
_EDGES = " ;,\n"
_BY_LOW: tuple[Comparator, ...] = (">=", ">")


class Segment(NamedTuple):
    """The stretch of a text that one target stands in; half-open offsets of the folded text."""

    phrase: Phrase
    start: int
    end: int


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
    if not _MEANINGFUL.search(cell.folded) or cell.folded in rules.file.ticks:
        return ()
    segments = split_cell(cell, rules)
    if not segments:
        aspires = _find(cell, rules, (0, len(cell.folded)), "aspiration") is not None
        return (Target(raw=_words(cell, 0, len(cell.folded)), year=year, comparator="text", aspirational=aspires),)
    several = len(segments) > 1
    return tuple(
        _to_target(cell, segment, rules).model_copy(
            update={
                "year": _year_within(cell, segment, rules) or year,
                "unit": _unit(cell, segment, rules) or unit_hint,
                "scope": _scope(cell, segment, rules, several=several),
            }
        )
        for segment in segments
    )


def read_prose_targets(sentence: str, *, rules: TargetRules, year: int | None) -> tuple[Target, ...]:
    """The targets of a sentence, in order; the raw words of each are its quantity's alone.

    A sentence that says "phấn đấu" aspires: every quantity after that word does, or all where none follows it.
    """
    text = rules.align(sentence)
    phrases = rules.find_phrases(text, prose=True)
    word = _find(text, rules, (0, len(text.folded)), "aspiration")
    after = [word is not None and phrase.number > word[1] for phrase in phrases]
    flags = after if any(after) else [word is not None] * len(phrases)
    return tuple(
        _to_target(text, Segment(phrase, phrase.start, _reach(text, phrases, index)), rules).model_copy(
            update={
                "raw": rules.words(text, phrase),
                "year": _year_near(text, phrase, rules) or year,
                "aspirational": flags[index],
            }
        )
        for index, phrase in enumerate(phrases)
    )


def format_target(target: Target) -> str:
    """A target in the short form of the rule file: ">= 80 %, aspirational, of GRDP, for thôn, in 2030"."""
    numbers = [target.low] if target.low == target.high else [target.low, target.high]
    value = "..".join(f"{number.normalize():f}" for number in numbers if number is not None)
    return ", ".join(
        part
        for part in (
            " ".join(word for word in (target.comparator, value, target.unit) if word),
            "aspirational" if target.aspirational else "",
            f"of {target.basis}" if target.basis else "",
            f"for {target.scope}" if target.scope else "",
            f"in {target.year}" if target.year else "",
        )
        if part
    )


def find_comparator(phrase: Phrase, rules: TargetRules) -> CompiledRule | None:
    """The rule of the words of comparison beside a number; those after it ("trở lên") decide."""
    for words, role in ((phrase.after, "after"), (phrase.before, "before")):
        for rule in rules.rules:
            if rule.role == role and rule.pattern.fullmatch(words.strip()):
                return rule
    return None


def _to_target(text: Aligned, segment: Segment, rules: TargetRules) -> Target:
    """All that stands with the number itself."""
    phrase = segment.phrase
    value = _value(phrase, rules)
    basis = _find(text, rules, (phrase.end, segment.end), "basis") if phrase.unit[1] > phrase.unit[0] else None
    aspiration = _find(text, rules, (segment.start, segment.end), "aspiration")
    return Target(
        raw=_words(text, segment.start, segment.end),
        comparator=value.comparator,
        low=value.low,
        high=value.high,
        unit=_printed_unit(text, phrase),
        aspirational=aspiration is not None,
        basis=text.words(*basis) if basis else None,
    )


def _printed_unit(text: Aligned, phrase: Phrase) -> str | None:
    """The unit as printed; where markup was read as a sign, the sign."""
    start, end = phrase.unit
    words = text.words(start, end)
    return (words if len(words) == end - start else text.folded[start:end]) or None


def _value(phrase: Phrase, rules: TargetRules) -> _Value:
    low, high = _signed(phrase.low), read_number(phrase.high)
    rule = find_comparator(phrase, rules)
    comparator = rule.comparator if rule and rule.comparator else "="
    if phrase.joint == "range" and low is not None and high is not None:
        return _Value("range", min(low, high), max(low, high))
    number = high if phrase.joint == "change" else low  # từ 45% lên 60%: what is aimed at comes last
    if number is None or _is_share(phrase):  # digits without end, "hơn 1/2 số hộ"; the words are kept
        return _Value("text", None, None)
    if comparator == "=":
        return _Value("=", number, number)
    return _Value(comparator, number, None) if comparator in _BY_LOW else _Value(comparator, None, number)


def _signed(words: str) -> Decimal | None:
    number = read_number(words.removeprefix("-"))
    return -number if number is not None and words.startswith("-") else number


def _is_share(phrase: Phrase) -> bool:
    """A common fraction that is compared is a share of all, no count out of so many: "trên 2/3", but not "12/15"."""
    return bool(phrase.before) and f"{phrase.low}/{phrase.whole}" in ("1/2", "1/3", "2/3", "1/4", "3/4")


def split_cell(cell: Aligned, rules: TargetRules) -> tuple[Segment, ...]:
    """The quantities that are targets of their own, each with the words around it."""
    chosen: list[Phrase] = []
    for phrase in rules.find_phrases(cell, prose=False):
        if _is_target(cell, phrase, chosen[-1].end if chosen else 0, rules) and (
            not chosen or _is_parted(cell, chosen[-1], phrase)
        ):
            chosen.append(phrase)
    starts = [0, *(_boundary(cell, before, phrase) for before, phrase in pairwise(chosen))]
    ends = [*starts[1:], len(cell.folded)]
    return tuple(Segment(*parts) for parts in zip(chosen, starts, ends, strict=False))


def _is_target(cell: Aligned, phrase: Phrase, since: int, rules: TargetRules) -> bool:
    """It has a unit, or only words such as "đạt" or "đến năm 2030:" stand before it."""
    if phrase.unit[1] > phrase.unit[0]:
        return True
    start = max([since, *(match.end() for match in _HARD_BREAK.finditer(cell.folded, since, phrase.start))])
    lead_in = cell.folded[start : phrase.start]
    for rule in rules.of("year", "cell_year", "lead", "aspiration"):
        lead_in = rule.pattern.sub(" ", lead_in)
    return bool(_LABEL.search(lead_in)) or not _MEANINGFUL.search(lead_in.removeprefix(" trong đó"))


def _is_parted(cell: Aligned, before: Phrase, phrase: Phrase) -> bool:
    """A separator stands between two quantities: the second is no part of the first one's explanation."""
    gap = cell.folded[before.end : phrase.start]
    soft = _SOFT_BREAK.search(gap.rstrip()) and (phrase.unit[1] > phrase.unit[0] or before.unit == (0, 0))
    return bool(_HARD_BREAK.search(gap) or soft or _LABEL.search(gap))


def _boundary(cell: Aligned, before: Phrase, phrase: Phrase) -> int:
    """Where the words of ``phrase`` begin: after the last separator before it."""
    hard = [match.end() for match in _HARD_BREAK.finditer(cell.folded, before.end, phrase.start)]
    soft = [match.end() for match in _SOFT_START.finditer(cell.folded, before.end, phrase.start + 1)]
    return hard[-1] if hard else soft[-1] if soft else phrase.start


def _unit(cell: Aligned, segment: Segment, rules: TargetRules) -> str | None:
    """The unit of the list, else the few words that close the segment: a noun nobody listed yet."""
    phrase = segment.phrase
    if phrase.unit[1] > phrase.unit[0]:
        return _printed_unit(cell, phrase)
    tail = _TAIL_WORDS.match(cell.folded, phrase.end, segment.end)
    if tail is None or phrase.after or _find(cell, rules, tail.span(1), "year", "cell_year", "lead", "scope", "basis"):
        return None
    return cell.words(*tail.span(1))


def _scope(cell: Aligned, segment: Segment, rules: TargetRules, *, several: bool) -> str | None:
    """Whom it is for: "đối với X" after the number; in a cell of several targets also "X:" before it."""
    for rule in rules.of("scope"):
        if match := rule.pattern.search(cell.folded, segment.phrase.end, segment.end):
            return cell.words(*match.span("scope")).strip(_EDGES) or None
    label = _LABEL_WORDS.search(cell.folded, segment.start, segment.phrase.start) if several else None
    named = label and _find(cell, rules, (label.start(), segment.phrase.start), "year", "cell_year", "aspiration")
    if label is None or named:
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
    found = [match for rule in rules.of(*roles) for match in rule.pattern.finditer(text.folded, *span)]
    return [int(match["year"]) for match in sorted(found, key=lambda match: match.start())]


def _find(text: Aligned, rules: TargetRules, span: tuple[int, int], *roles: TargetRole) -> tuple[int, int] | None:
    """The first match of a rule of the roles within a span."""
    for rule in rules.of(*roles):
        if match := rule.pattern.search(text.folded, *span):
            return match.span("basis") if rule.role == "basis" else match.span()
    return None


def _reach(text: Aligned, phrases: Sequence[Phrase], index: int) -> int:
    """Where the next quantity of a sentence begins, or the sentence ends."""
    return phrases[index + 1].start if index + 1 < len(phrases) else len(text.folded)


def _words(text: Aligned, start: int, end: int) -> str:
    """The printed words of a segment, without separators at its ends and without half a pair of brackets."""
    words = text.words(start, end)
    bare = words.strip(_EDGES)
    if bare.endswith(("(", ")")) and bare.count("(") != bare.count(")"):
        bare = bare[:-1].strip(_EDGES)
    return bare or words
