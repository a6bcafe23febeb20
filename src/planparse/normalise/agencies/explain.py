"""Why a cell was read as these bodies, step by step, for a person who wants to mend a rule."""

from collections.abc import Iterator

from planparse.model.base import Note
from planparse.model.explanation import Explanation, Step
from planparse.normalise.agencies.bodies import cut_bodies
from planparse.normalise.agencies.context import NOWHERE, AgencyContext
from planparse.normalise.agencies.likeness import Guess, nearest_names
from planparse.normalise.agencies.reading import SURE, Choice, choice_notes, choose_agency
from planparse.normalise.agencies.roles import Body
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import split_words

_NO_CODE = "none"


def explain_agency(cell: str, *, rules: AgencyRules, context: AgencyContext = NOWHERE) -> Explanation:
    """How a cell of agencies is read: where it is cut, what is written out, which name fits, what came near.

    Args:
        cell: its text.
        rules: the rules to read by.
        context: place and time of the plan.
    """
    steps: list[Step] = []
    notes: list[Note] = []
    codes: list[str] = []
    bodies = cut_bodies(cell, rules)
    if len(bodies) > 1:
        steps.append(Step(rule="agencies: cut", words=cell, gives=" | ".join(body.raw for body in bodies)))
    for body in bodies:
        choice = choose_agency(body, rules, context)
        steps += (*_expansions(body, rules), _match_step(body, choice, rules))
        notes += choice_notes(body, choice)
        codes.append(choice.match.named.code if choice.match else _NO_CODE)
    return Explanation(kind="agency", reading=tuple(codes), steps=tuple(steps), notes=tuple(notes))


def _expansions(body: Body, rules: AgencyRules) -> Iterator[Step]:
    """The abbreviations of a body that were written out, in order."""
    for short, long in rules.expander.find(split_words(body.raw)):
        yield Step(rule="agencies: expand", words=short, gives=long)
    if body.role:
        yield Step(rule="agencies: roles", words=body.raw, gives=body.role)


def _match_step(body: Body, choice: Choice, rules: AgencyRules) -> Step:
    match = choice.match
    if match is None and not choice.guesses:
        near = ", ".join(map(_format, nearest_names(body.words, rules)))
        return Step(rule="agencies: no name fits", words=body.raw, gives=f"none; the nearest are {near}")
    if match is None:
        tied = ", ".join(map(_format, choice.guesses))
        return Step(rule="agencies: tie", words=body.raw, gives=f"none; as near are {tied}")
    read = " ".join(word.text for word in body.found.reading.words) if body.found else match.named.words
    how = f"by the words {read!r}" if choice.by_rule else f"by likeness to {match.named.words!r}"
    late = "" if not choice.outdated else "; not in use at this place and time"
    return Step(rule=f"agencies: {match.named.code}", words=body.raw, gives=f"{_format(match)} {how}{late}")


def _format(guess: Guess) -> str:
    score = "" if guess.score == SURE else f" ({guess.score:g})"
    return f"{guess.named.name}{score}"
