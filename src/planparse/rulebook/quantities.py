"""Numbers that are targets, found in running text: comparator, number, unit ("tối thiểu 10 sáng kiến").

Shared by the stage that looks for indicators in prose and the one that reads targets; the words come from
``rules/targets.yaml``. Prose asks for a unit; a table cell does not. What only looks like a quantity (dates, numbers of
documents, levels) is masked first.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Literal, NamedTuple

import regex

Joint = Literal["", "range", "change"]


class Quantity(NamedTuple):
    """A quantity in a sentence: half-open code-point offsets of the tidied sentence, and its words as printed."""

    start: int
    end: int
    text: str


class Phrase(NamedTuple):
    """A quantity with its pieces, as offsets of the folded text and folded words.

    Attributes:
        low, high: the numbers; ``high`` is "" unless ``joint`` says range ("80-90%") or change ("từ 45% lên 60%").
        whole: what the number is printed a part of ("25/25").
        before, after: words of comparison before the number (of a change the last one) and after its unit.
        number: where the first number begins.
        unit: span of the unit, (0, 0) where none is printed; of a rank or level the noun before the number.
        aspires: "phấn đấu" leads to it.
        low_unit: of a range or change the unit of the first number, "" where only the second has one.
        ordinal: the id of the rule that says it is a rank or level, else "".
    """

    start: int
    end: int
    number: int
    low: str
    high: str
    whole: str
    joint: Joint
    before: str
    after: str
    unit: tuple[int, int]
    aspires: bool
    low_unit: str = ""
    ordinal: str = ""


class QuantityPatterns(NamedTuple):
    """What a rule book compiles to find quantities.

    Attributes:
        prose, cell: a quantity with a unit of the list; a quantity whose unit may be missing.
        masks: numbers that are no quantities.
        own_brackets: what must stand right after "(" for a quantity in brackets to count.
        rate: what a unit is counted by: "/tháng".
        ordinal: ranks and levels: "mức độ 3", "top 10"; its group ``rule0`` is the noun of the first of
            ``ordinal_rules``, and so on.
        ordinal_lead: ends the words before a rank or level in a sentence whose target it is: "đạt".
    """

    prose: "regex.Pattern[str]"
    cell: "regex.Pattern[str]"
    masks: "tuple[regex.Pattern[str], ...]"
    own_brackets: "regex.Pattern[str]"
    rate: "regex.Pattern[str]"
    ordinal: "regex.Pattern[str]"
    ordinal_rules: tuple[str, ...]
    ordinal_lead: "regex.Pattern[str]"


_CLOSED = regex.compile(r"\s*(?:[;,.()\n]|$)")
_BRACKETS = regex.compile(r"\([^()]*\)?")
_DIGIT = regex.compile("[0-9]")


def find_phrases(folded: str, patterns: QuantityPatterns, *, prose: bool) -> tuple[Phrase, ...]:
    """Every quantity of a folded text, in order; masked numbers and explanations in brackets are left out.

    A rank or level is one where it opens a cell, or where a sentence has no other quantity and says that it is reached
    ("đạt mức độ 3"); elsewhere it only describes something ("100% dịch vụ công mức độ 4").
    """
    masked = _masked(folded, patterns, prose=prose)
    found = tuple(_find(folded, patterns.prose if prose else patterns.cell, masked))
    if prose:
        return found or tuple(one for one in _find_ordinals(folded, patterns) if _is_led_to(folded, one, patterns))
    ordinals = tuple(_find_ordinals(folded, patterns))
    if not ordinals or (found and found[0].start < ordinals[0].start):
        return found
    others = (one for one in found if not any(o.start < one.end and one.start < o.end for o in ordinals))
    return tuple(sorted(chain(ordinals, others)))


def _find_ordinals(folded: str, patterns: QuantityPatterns) -> Iterable[Phrase]:
    """Ranks and levels, in order."""
    for match in patterns.ordinal.finditer(folded):
        rule = next(name for index, name in enumerate(patterns.ordinal_rules) if match[f"rule{index}"] is not None)
        yield _ordinal(match, rule)


def _is_led_to(folded: str, phrase: Phrase, patterns: QuantityPatterns) -> bool:
    if phrase.aspires or phrase.before or phrase.after:
        return True
    return patterns.ordinal_lead.search(folded, 0, phrase.unit[0]) is not None


def _ordinal(match: "regex.Match[str]", rule: str) -> Phrase:
    joint: Joint = "change" if match["change"] else "range" if match["high"] else ""
    return Phrase(
        *match.span(),
        number=match.start("low"),
        low=match["low"],
        high=match["high"] or "",
        whole=match["whole"] or "",
        joint=joint,
        before="" if joint == "change" else match["before"] or "",  # "từ hạng 20 lên hạng 10"
        after=match["after"] or "",
        unit=match.span("noun"),
        aspires=bool(match["aspires"]),
        ordinal=rule,
    )


def _masked(folded: str, patterns: QuantityPatterns, *, prose: bool) -> list[tuple[int, int]]:
    spans = [match.span() for mask in patterns.masks for match in mask.finditer(folded)]
    outside = _BRACKETS.sub(lambda match: " " * len(match.group()), folded)
    if prose or _DIGIT.search(outside):
        spans += [
            match.span()
            for match in _BRACKETS.finditer(folded)
            if not patterns.own_brackets.match(folded, match.start() + 1)
        ]
    return spans


def _find(folded: str, pattern: "regex.Pattern[str]", masked: list[tuple[int, int]]) -> Iterable[Phrase]:
    at = 0
    while match := pattern.search(folded, at):
        hidden = _covering(masked, *match.span("low"))
        if hidden is None and _is_loose_word(match):
            at = match.end("low")
        elif hidden is None:
            yield _phrase(match)
            at = match.end()
        else:
            at = max(hidden, match.start() + 1)


def _covering(masked: list[tuple[int, int]], start: int, end: int) -> int | None:
    """The end of a mask over the span, if one lies over it."""
    return max((last for first, last in masked if first < end and last > start), default=None)


def _is_loose_word(match: "regex.Match[str]") -> bool:
    """A number in words that nothing compares counts only as all there is: "hai tuyến", not "một bộ phận dân cư"."""
    if match["before"] or match["aspires"] or match["low"][-1].isdigit():
        return False
    return not match["unit"] or _CLOSED.match(match.string, match.end()) is None


def _phrase(match: "regex.Match[str]") -> Phrase:
    joint: Joint = "change" if match["change"] else "range" if match["range"] else ""
    unit = next((match.span(group) for group in ("unit", "low_unit", "rate") if match[group]), (0, 0))
    return Phrase(
        *match.span(),
        number=match.start("low"),
        low=match["low"],
        high=match["high"] or "",
        whole=match["whole"] or "",
        joint=joint,
        before=(match["to"] if joint == "change" else match["before"]) or "",
        after=match["after"] or "",
        unit=unit,
        aspires=bool(match["aspires"]),
        low_unit=match["low_unit"] or "",
    )
