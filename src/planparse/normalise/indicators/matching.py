"""The name of an indicator (*chỉ tiêu*) as a plan words it → its code in the catalogue.

Similarity alone joins what must stay apart: "phủ sóng 5G" and "phủ sóng 4G" differ by one letter. So words that tell
neighbours apart (``marks``) and the kind of number (a share, a count) must agree before letters are compared, letters
decide alone only where they are nearly all the same, and a second indicator close to the first means none.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planparse.model.base import Locus, Note
from planparse.normalise.indicators.similarity import Candidate, compare_syllables, compare_words, find_candidates
from planparse.rulebook.indicator_file import Measure
from planparse.rulebook.indicator_names import Reduced
from planparse.rulebook.indicators import IndicatorRules, measure_of_unit

_SURE = 100.0
_FUZZY = 99.0  # only an exact wording scores 100
# Thresholds are measured on tests/tables/indicator_names.txt, without the names held out.
_SLIP = 97.0  # letters that differ by a slip in a long name: no words need to be compared
_SIMILAR = 80.0  # letters and words together: the first pairs of different indicators appear at 76
_SIMILAR_UNSAID = 85.0  # where neither name nor unit says what is counted: "Kiểm tra cải cách hành chính" is a task
# Letters and syllables together: outside of these two compounds change nothing, and their model is not loaded. Without
# compounds no name is taken for another from 84 on only, where 10 of 315 indicators more are missed.
_SURELY_SIMILAR = 86.0
_SURELY_UNLIKE = 76.0
_MARGIN = 4.0  # a second indicator this close means that the words do not decide
_SHORTEST = 3  # words; shorter names must match exactly

Reason = Literal["exact", "letters", "words", "tie", "unlike", "none"]


class IndicatorMatch(NamedTuple):
    """The canonical indicator a name means, with a score of 0 to 100; both None where none matches.

    Attributes:
        rivals: codes of the indicators that are so close that none was chosen.
    """

    code: str | None
    score: float | None
    rivals: tuple[str, ...] = ()


class Decision(NamedTuple):
    """A match and how it came about.

    Attributes:
        candidates: the best wording of each indicator that was weighed, best first.
        reason: an exact wording, letters or words decided; two indicators tie; candidates are unlike; there is none.
    """

    match: IndicatorMatch
    reduced: Reduced
    measure: Measure | None
    candidates: tuple[Candidate, ...]
    reason: Reason


def match_indicator(name: str, *, unit: str | None, rules: IndicatorRules) -> IndicatorMatch:
    """The catalogue's indicator for a name: 100 where it has this wording, less where it has a similar one only."""
    return rules.readings.recall(_match, rules, name, unit)


def _match(rules: IndicatorRules, name: str, unit: str | None) -> IndicatorMatch:
    return decide_indicator(name, unit=unit, rules=rules).match


def match_note(name: str, match: IndicatorMatch, locus: Locus | None = None) -> Note | None:
    """What a person should know about a match; None where the catalogue has this very wording."""
    if match.code is not None:
        if match.score is None or match.score >= _SURE:
            return None
        return Note(code="indicator.fuzzy", text=f"{name} → {match.code} ({match.score:.0f})", locus=locus)
    if match.rivals:
        return Note(code="indicator.tie", text=f"{name}: {' or '.join(match.rivals)}", locus=locus)
    return Note(code="indicator.unmatched", text=name, locus=locus)


def decide_indicator(name: str, *, unit: str | None, rules: IndicatorRules) -> Decision:
    """The match of a name, with the candidates and the reason."""
    reduced = rules.reducer.reduce(name)
    measure = reduced.measure or (measure_of_unit(unit) if unit else None)
    codes = _of_measure(rules.exact.get(reduced.key, ()), measure, rules)
    if codes:
        exact = tuple(Candidate(code, reduced.key, _SURE) for code in codes)
        sure = _SURE if not reduced.mends else _FUZZY
        match = IndicatorMatch(codes[0], sure) if len(codes) == 1 else IndicatorMatch(None, None, tuple(codes))
        return Decision(match, reduced, measure, exact, "exact" if match.code else "tie")
    found = _similar_ones(reduced, measure, rules)
    match, reason = _clear_winner(found, least=_SIMILAR if measure else _SIMILAR_UNSAID)
    return Decision(match, reduced, measure, tuple(found), reason)


def _of_measure(codes: Sequence[str], measure: Measure | None, rules: IndicatorRules) -> list[str]:
    """The codes of this kind of number; a name that says no kind may be any but a mark, which says "chỉ số"."""
    kinds = (measure,) if measure else ("ratio", "count")
    return [code for code in codes if rules.measure_of[code] in kinds]


def _similar_ones(reduced: Reduced, measure: Measure | None, rules: IndicatorRules) -> list[Candidate]:
    """The best wording of each indicator of this kind of number, best first; words are compared where they must be."""
    if len(reduced.words) < _SHORTEST:
        return []
    near = find_candidates(reduced, rules)
    allowed = set(_of_measure([candidate.code for candidate in near], measure, rules))
    by_letters = _best_of_each([candidate for candidate in near if candidate.code in allowed])
    if not by_letters or _letters_decide(by_letters):
        return by_letters
    weighed = [compare_syllables(candidate, reduced.key, rules) for candidate in near if candidate.code in allowed]
    ranked = _best_of_each(weighed)
    if not _compounds_may_decide(ranked):
        return ranked
    return _best_of_each([compare_words(candidate, reduced.key, rules) for candidate in weighed])


def _best_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.code not in best or candidate.score > best[candidate.code].score:
            best[candidate.code] = candidate
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.code))


def _letters_decide(ranked: Sequence[Candidate]) -> bool:
    return ranked[0].letters >= _SLIP and _is_clear(ranked)


def _compounds_may_decide(ranked: Sequence[Candidate]) -> bool:
    best = ranked[0].score
    return best >= _SURELY_UNLIKE and not (best >= _SURELY_SIMILAR and _is_clear(ranked))


def _is_clear(ranked: Sequence[Candidate]) -> bool:
    return len(ranked) < 2 or ranked[0].score - ranked[1].score >= _MARGIN


def _clear_winner(ranked: Sequence[Candidate], *, least: float) -> tuple[IndicatorMatch, Reason]:
    if not ranked:
        return IndicatorMatch(None, None), "none"
    first = ranked[0]
    if first.score < least:
        return IndicatorMatch(None, None), "unlike"
    rivals = tuple(other.code for other in ranked[1:] if first.score - other.score < _MARGIN)
    if rivals:
        return IndicatorMatch(None, None, (first.code, *rivals)), "tie"
    reason: Reason = "letters" if first.syllables is None else "words"
    return IndicatorMatch(first.code, round(min(first.score, _FUZZY), 1)), reason
