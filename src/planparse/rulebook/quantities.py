"""Numbers that are targets, found in running text: comparator, number, unit ("tối thiểu 10 sáng kiến").

Shared by the stage that looks for indicators in prose and the one that reads targets; the words come from
``rules/targets.yaml``. Prose asks for a unit; a table cell does not. What only looks like a quantity (dates, numbers of
documents, levels) is masked first.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import regex

from planparse.text.aligned import Aligned

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
        before, after: words of comparison before the number and after its unit.
        number: where the first number begins.
        unit: span of the unit, (0, 0) where none is printed.
        aspires: "phấn đấu" leads to it.
    """

    start: int
    end: int
    number: int
    low: str
    high: str
    joint: Joint
    before: str
    after: str
    unit: tuple[int, int]
    aspires: bool


class QuantityPatterns(NamedTuple):
    """What a rule book compiles to find quantities.

    Attributes:
        prose, cell: a quantity with a unit of the list; a quantity whose unit may be missing.
        masks: numbers that are no quantities.
        own_brackets: what must stand right after "(" for a quantity in brackets to count.
    """

    prose: "regex.Pattern[str]"
    cell: "regex.Pattern[str]"
    masks: "tuple[regex.Pattern[str], ...]"
    own_brackets: "regex.Pattern[str]"


_BRACKETS = regex.compile(r"\([^()]*\)?")


def find_phrases(text: Aligned, patterns: QuantityPatterns, *, prose: bool) -> tuple[Phrase, ...]:
    """Every quantity of the text, in order; masked numbers and explanations in brackets are left out."""
    masked = _masked(text.folded, patterns, prose=prose)
    return tuple(_find(text.folded, patterns.prose if prose else patterns.cell, masked))


def _masked(folded: str, patterns: QuantityPatterns, *, prose: bool) -> list[tuple[int, int]]:
    spans = [match.span() for mask in patterns.masks for match in mask.finditer(folded)]
    outside = _BRACKETS.sub(lambda match: " " * len(match.group()), folded)
    if prose or regex.search("[0-9]", outside):
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
        if hidden is None:
            yield _phrase(match)
            at = match.end()
        else:
            at = max(hidden, match.start() + 1)


def _covering(masked: list[tuple[int, int]], start: int, end: int) -> int | None:
    """The end of a mask over the span, if one lies over it."""
    return max((last for first, last in masked if first < end and last > start), default=None)


def _phrase(match: "regex.Match[str]") -> Phrase:
    joint: Joint = "change" if match["change"] else "range" if match["range"] else ""
    unit = match.span("unit") if match["unit"] else match.span("low_unit") if match["low_unit"] else (0, 0)
    return Phrase(
        *match.span(),
        number=match.start("low"),
        low=match["low"],
        high=match["high"] or "",
        joint=joint,
        before=match["before"] or "",
        after=match["after"] or "",
        unit=unit,
        aspires=bool(match["aspires"]),
    )
