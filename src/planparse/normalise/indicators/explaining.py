"""Why the name of an indicator got its code, or none: for a person who wants to mend the catalogue."""

from collections.abc import Iterator

from planparse.model.explanation import Explanation, Step
from planparse.normalise.indicators.matching import Decision, Reason, decide_indicator, match_note
from planparse.normalise.indicators.similarity import Candidate
from planparse.rulebook.indicators import IndicatorRules

_SHOWN = 5  # candidates; those after them are far from the name
_KINDS = {"ratio": "a share (%)", "count": "a number of things", "index": "an index or a rank"}
_REASONS: dict[Reason, str] = {
    "exact": "the catalogue has this wording",
    "letters": "nearly the same letters, and no other indicator comes close",
    "words": "nearly the same words, and no other indicator comes close",
    "tie": "none: these are too close to each other to choose",
    "unlike": "none: the nearest wording is not like enough",
    "none": "none: no wording with these marks and this kind of number is near",
}


def explain_indicator(name: str, *, unit: str | None = None, rules: IndicatorRules) -> Explanation:
    """What was taken off a name, what its words were compared with, and why an indicator or none was chosen."""
    decision = decide_indicator(name, unit=unit, rules=rules)
    note = match_note(name, decision.match)
    return Explanation(
        kind="indicator",
        reading=(decision.match.code,) if decision.match.code else (),
        steps=(*_name_steps(decision), *_candidate_steps(decision), _verdict(decision)),
        notes=() if note is None else (note,),
    )


def _name_steps(decision: Decision) -> Iterator[Step]:
    """What was done with the name, in the order of the decisions."""
    reduced = decision.reduced
    for taken in reduced.taken:
        yield Step(rule=f"indicators: {taken.rule}", words=taken.words.strip(), gives="left out")
    for mend in reduced.mends:
        yield Step(rule="indicators: spelling", words=mend.printed, gives=mend.read)
    yield Step(rule="indicators: words", words=reduced.key, gives="what is compared")
    if reduced.marks:
        marks = ", ".join(sorted(reduced.marks))
        yield Step(rule="indicators: marks", words=marks, gives="only wordings with the same marks")
    kind = _KINDS[decision.measure] if decision.measure else "a share or a number of things: neither name nor unit says"
    yield Step(rule="indicators: measures", words=decision.measure or "", gives=kind)


def _candidate_steps(decision: Decision) -> Iterator[Step]:
    for candidate in decision.candidates[:_SHOWN]:
        yield Step(rule=f"indicators: {candidate.code}", words=candidate.wording, gives=_likeness(candidate))


def _likeness(candidate: Candidate) -> str:
    parts = {"letters": candidate.letters, "syllables": candidate.syllables, "words": candidate.words}
    compared = ", ".join(f"{name} {part:.0f}" for name, part in parts.items() if part is not None)
    return f"{candidate.score:.1f} of 100 ({compared})"


def _verdict(decision: Decision) -> Step:
    match = decision.match
    named = match.code or ", ".join(match.rivals)
    return Step(rule="indicators", words=named, gives=_REASONS[decision.reason])
