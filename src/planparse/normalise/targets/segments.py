"""Which quantities of a table cell are targets of their own, and the words that belong to each."""

from itertools import pairwise
from typing import NamedTuple

import regex

from planparse.rulebook.quantities import Phrase
from planparse.rulebook.targets import TargetRules
from planparse.text.aligned import Aligned

EDGES = " ;,\n"
MEANINGFUL = regex.compile(r"[\p{L}\p{N}]")
_HARD_BREAK = regex.compile(r"[;\n]")
_SOFT_BREAK = regex.compile(r"(?:[,;/+\n.(]|\bvà|trong đó:?)(?:\s*-)?$")  # at the end of the words before a quantity
_SOFT_START = regex.compile(r"[,.](?=\s)|\(|\bvà(?=\s)")
_LONGEST_LEAD_IN = 300  # more words than this are no "phấn đấu đến năm 2030 đạt"
_LABEL = regex.compile(r":\s*$")


class Segment(NamedTuple):
    """The stretch of a text that one target stands in; half-open offsets of the folded text."""

    phrase: Phrase
    start: int
    end: int


def split_cell(cell: Aligned, rules: TargetRules) -> tuple[Segment, ...]:
    """The quantities that are targets of their own, each with the words around it."""
    chosen: list[Phrase] = []
    for phrase in rules.find_phrases(cell, prose=False):
        if _is_target(cell, phrase, chosen[-1].end if chosen else 0, rules) and (
            not chosen or _is_parted(cell, chosen[-1], phrase, rules)
        ):
            chosen.append(phrase)
    starts = [0, *(_boundary(cell, before, phrase) for before, phrase in pairwise(chosen))]
    ends = [*starts[1:], len(cell.folded)]
    return tuple(Segment(*parts) for parts in zip(chosen, starts, ends, strict=False))


def words_of(text: Aligned, start: int, end: int) -> str:
    """The printed words of a segment, without separators at its ends and without half a pair of brackets."""
    words = text.words(start, end)
    bare = words.strip(EDGES)
    if bare.endswith(("(", ")")) and bare.count("(") != bare.count(")"):
        bare = bare[:-1].strip(EDGES)
    return bare or words


def _is_target(cell: Aligned, phrase: Phrase, since: int, rules: TargetRules) -> bool:
    """It has a unit, or only words such as "đạt" or "đến năm 2030:" stand before it."""
    if phrase.unit[1] > phrase.unit[0] and not phrase.ordinal:
        return True
    start = max([since, *(match.end() for match in _HARD_BREAK.finditer(cell.folded, since, phrase.start))])
    if phrase.start - start > _LONGEST_LEAD_IN:
        return bool(_LABEL.search(cell.folded, phrase.start - _LONGEST_LEAD_IN, phrase.start))
    lead_in = cell.folded[start : phrase.start]
    for rule in rules.of("year", "cell_year", "lead", "aspiration", *(("ordinal_lead",) if phrase.ordinal else ())):
        lead_in = rule.pattern.sub(" ", lead_in)
    return bool(_LABEL.search(lead_in)) or not MEANINGFUL.search(lead_in.removeprefix(" trong đó"))


def _is_parted(cell: Aligned, before: Phrase, phrase: Phrase, rules: TargetRules) -> bool:
    """A separator stands between two quantities: the second is no part of the first one's explanation."""
    gap = _without_year(cell.folded[before.end : phrase.start], rules)
    if gap.startswith(",") and not MEANINGFUL.search(_without_leads(gap, rules)):  # "30 doanh nghiệp, đạt 60%"
        gap = ","
    soft = _SOFT_BREAK.search(gap.rstrip()) and (phrase.unit[1] > phrase.unit[0] or before.unit == (0, 0))
    return bool(_HARD_BREAK.search(gap) or soft or _LABEL.search(gap))


def _without_year(gap: str, rules: TargetRules) -> str:
    """The words between two quantities without the year of the second: "85%, năm 2026 đạt 90%".

    One before a comma is the year of the first: "80% năm 2026, 100% năm 2030".
    """
    found = [match for rule in rules.of("year", "cell_year") for match in rule.pattern.finditer(gap)]
    last = max(found, key=lambda match: (match.end(), -match.start()), default=None)
    if last is None or gap.startswith(",", last.end()) or MEANINGFUL.search(_without_leads(gap[last.end() :], rules)):
        return gap
    return gap[: last.start()]


def _without_leads(words: str, rules: TargetRules) -> str:
    for rule in rules.of("lead", "aspiration"):
        words = rule.pattern.sub(" ", words)
    return words


def _boundary(cell: Aligned, before: Phrase, phrase: Phrase) -> int:
    """Where the words of ``phrase`` begin: after the last separator before it."""
    hard = [match.end() for match in _HARD_BREAK.finditer(cell.folded, before.end, phrase.start)]
    soft = [match.end() for match in _SOFT_START.finditer(cell.folded, before.end, phrase.start + 1)]
    return hard[-1] if hard else soft[-1] if soft else phrase.start
