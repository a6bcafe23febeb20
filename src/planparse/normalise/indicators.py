"""The name of an indicator (*chỉ tiêu*) as a plan words it → its code in the catalogue.

Similarity alone joins what must stay apart: "phủ sóng 5G" and "phủ sóng 4G" differ by one letter. So words that tell
neighbours apart (``marks``) and the kind of number (a share, a count) must agree before letters are compared.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from planparse.rulebook.indicators import IndicatorRules, Measure, Reduced, measure_of_unit

_SURE = 100.0
# Below this, pairs of different indicators begin to appear; most rewordings by a word or two score above.
_SIMILAR = 88.5
_MARGIN = 3.0  # a second indicator this close means that the words do not decide
_SHORTEST = 3  # words; shorter names must match exactly


class IndicatorMatch(NamedTuple):
    """The canonical indicator a name means, with a score of 0 to 100; both None where none matches."""

    code: str | None
    score: float | None


_NONE = IndicatorMatch(None, None)


def match_indicator(name: str, *, unit: str | None, rules: IndicatorRules) -> IndicatorMatch:
    """The catalogue's indicator for a name: 100 where it has this wording, less where it has a similar one only."""
    reduced = rules.reducer.reduce(name)
    measure = reduced.measure or (measure_of_unit(unit) if unit else None)
    key = " ".join(reduced.words)
    codes = _of_measure(rules.exact.get(key, ()), measure, rules)
    if len(codes) == 1:
        return IndicatorMatch(codes[0], _SURE)
    return _NONE if codes else _most_similar(key, reduced, measure, rules)


def _of_measure(codes: Sequence[str], measure: Measure | None, rules: IndicatorRules) -> list[str]:
    """The codes of this kind of number; a name that says no kind may be any but a mark, which says "chỉ số"."""
    kinds = (measure,) if measure else ("ratio", "count")
    return [code for code in codes if rules.measure_of[code] in kinds]


def _most_similar(key: str, reduced: Reduced, measure: Measure | None, rules: IndicatorRules) -> IndicatorMatch:
    if len(reduced.words) < _SHORTEST:
        return _NONE
    best: dict[str, float] = {}
    for known, _, _ in process.extract(
        key, rules.exact.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=70, limit=20
    ):
        if rules.marks_of[known] == reduced.marks:
            score = (fuzz.token_sort_ratio(key, known) + fuzz.token_set_ratio(key, known)) / 2
            for code in _of_measure(rules.exact[known], measure, rules):
                best[code] = max(best.get(code, 0.0), score)
    return _clear_winner(best)


def _clear_winner(scores: dict[str, float]) -> IndicatorMatch:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _SIMILAR:
        return _NONE
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return _NONE
    # Only an exact wording scores 100.
    return IndicatorMatch(ranked[0][0], round(min(ranked[0][1], 99.0), 1))


def check_indicator_rules(rules: IndicatorRules) -> tuple[str, ...]:
    """What is wrong with the catalogue, one line each; empty when all is well."""
    return (*_clashes(rules), *_failed_examples(rules))


def _clashes(rules: IndicatorRules) -> list[str]:
    """Wordings that mean two indicators of one kind of number, and codes given twice."""
    found = [
        f"indicators.yaml: {key!r} names {' and '.join(codes)}"
        for key, codes in rules.exact.items()
        if len({rules.measure_of[code] for code in codes}) < len(codes)
    ]
    codes = [indicator.code for indicator in rules.indicators]
    return found + [
        f"indicators.yaml: {code} is given twice" for code in sorted({c for c in codes if codes.count(c) > 1})
    ]


def _failed_examples(rules: IndicatorRules) -> list[str]:
    found: list[str] = []
    for indicator in rules.indicators:
        for text in indicator.examples:
            match = match_indicator(text, unit=indicator.unit, rules=rules)
            if match.code != indicator.code:
                found.append(f"indicators.yaml: {indicator.code}: example {text!r} gives {match.code}")
        for text in indicator.rejects:
            if match_indicator(text, unit=indicator.unit, rules=rules).code == indicator.code:
                found.append(f"indicators.yaml: {indicator.code}: {text!r} should be rejected")
    return found
