"""The examples embedded in the catalogue of indicators, put to the test through the real matching."""

from collections.abc import Iterator

import regex

from planparse.normalise.indicators.matching import match_indicator
from planparse.rulebook.indicator_file import CatalogIndicator
from planparse.rulebook.indicators import IndicatorRules
from planparse.rulebook.phrases import phrase

# "57-NQ/TW", "749/QĐ-TTg", "85/2016/NĐ-CP", "02-KH/BCĐTW", "193/2025/QH15".
_SYMBOL = regex.compile(r"\d+(?:/\d{4})?[-/](?:\p{Lu}[\p{L}\d]*)(?:[-/]\p{Lu}[\p{L}\d]*)*")

_NEUTRAL = "mục"  # a word that no list of the rules holds


def check_indicator_rules(rules: IndicatorRules) -> tuple[str, ...]:
    """What is wrong with the catalogue, one line each; empty when all is well."""
    return tuple(_failures(rules))


def _failures(rules: IndicatorRules) -> Iterator[str]:
    yield from _clashes(rules)
    yield from _marks_unseen(rules)
    for indicator in rules.indicators:
        yield from (f"indicators: {indicator.code}: {failure}" for failure in _indicator_failures(indicator, rules))


def _clashes(rules: IndicatorRules) -> Iterator[str]:
    """Wordings that mean two indicators of one kind of number, and codes given twice."""
    for key, found in rules.exact.items():
        if len({rules.measure_of[code] for code in found}) < len(found):
            yield f"indicators: {key!r} names {' and '.join(found)}"
    codes = [indicator.code for indicator in rules.indicators]
    yield from (f"indicators: {code} is given twice" for code in sorted({c for c in codes if codes.count(c) > 1}))


def _marks_unseen(rules: IndicatorRules) -> Iterator[str]:
    """Marks that tell nothing apart, because other rules take them off a name or write them otherwise."""
    for mark in rules.marks:
        reduced = rules.reducer.reduce(f"{_NEUTRAL} {mark} {_NEUTRAL}")
        if not any(phrase(mark) == tuple(found.split()) for found in reduced.marks):
            yield f"indicators: mark {mark!r} is never seen: a filler, a place or an abbreviation takes it first"


def _indicator_failures(indicator: CatalogIndicator, rules: IndicatorRules) -> Iterator[str]:
    for name in (*indicator.wordings, *indicator.examples):
        match = match_indicator(name, unit=indicator.unit, rules=rules)
        if match.code != indicator.code:
            found = " or ".join(match.rivals) or match.code or "no indicator"
            yield f"{name!r} gives {found}"
    for text in indicator.rejects:
        if match_indicator(text, unit=indicator.unit, rules=rules).code == indicator.code:
            yield f"{text!r} should be rejected"
    if indicator.source is not None and not _SYMBOL.fullmatch(indicator.source):
        yield f"source {indicator.source!r} is no number and symbol of a document, such as 57-NQ/TW"
