"""A cell that names agencies (*đơn vị chủ trì, phối hợp*) → the bodies in it, in order.

A cell is cut at everything that may separate two bodies (``pieces``), and neighbours are joined again where the joined
words are a known name (``bodies``): "Phòng Kinh tế, Hạ tầng và Đô thị" is one office although it holds a comma and a
"và". Cutting asks no more than whether a name is known; which body it means, place and time of the plan may decide.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.model.base import Note, Outcome
from planparse.model.values import AgencyMatch
from planparse.normalise.agencies.bodies import cut_bodies
from planparse.normalise.agencies.context import NOWHERE, AgencyContext, decide, is_in_use
from planparse.normalise.agencies.likeness import Guess, guess_agency
from planparse.normalise.agencies.names import Found
from planparse.normalise.agencies.roles import Body
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_names import Named

SURE = 100.0  # the score of a name that a rule spells out


class Choice(NamedTuple):
    """What is known of a body.

    Attributes:
        guesses: the bodies it can be, with their scores; one is a match, several are a tie, none is no match.
        by_rule: whether the rules spell out the name.
        outdated: the name was not in use at the place and time of the plan.
    """

    guesses: tuple[Guess, ...]
    by_rule: bool
    outdated: bool = False

    @property
    def match(self) -> Guess | None:
        """The body, where there is no doubt."""
        return self.guesses[0] if len(self.guesses) == 1 else None


def read_agencies(
    text: str, *, rules: AgencyRules, context: AgencyContext = NOWHERE
) -> Outcome[tuple[AgencyMatch, ...]]:
    """The agencies a cell names, in the order of the cell.

    1. Every body of the cell is in the result once; an empty cell or a dash gives none.
    2. ``raw`` is a stretch of the cell, its white space collapsed; the stretches stand in order and do not overlap.
    3. ``code`` is None exactly where the body has an ``agency.unmatched`` or an ``agency.tie`` note; a score below 100
       has ``agency.fuzzy``.

    Args:
        text: the cell.
        rules: the rules to read by.
        context: place and time of the plan; they decide where one wording belongs to several bodies.

    Notes: ``agency.unmatched``, ``agency.tie``, ``agency.fuzzy``, ``agency.outdated``.
    """
    cell = rules.readings.recall(_read_cell, rules, text)
    if cell.anywhere is not None:
        return cell.anywhere
    return _settle(cell.bodies, [choose_agency(body, rules, context) for body in cell.bodies])


class _Cell(NamedTuple):
    """The bodies of a cell.

    Attributes:
        anywhere: the agencies that these are, where place and time of the plan decide nothing.
    """

    bodies: tuple[Body, ...]
    anywhere: Outcome[tuple[AgencyMatch, ...]] | None


def _read_cell(rules: AgencyRules, text: str) -> _Cell:
    bodies = cut_bodies(text, rules)
    choices = [choose_agency(body, rules, NOWHERE) for body in bodies]
    depends = any(map(_depends, bodies, choices))
    return _Cell(bodies, None if depends else _settle(bodies, choices))


def _depends(body: Body, choice: Choice) -> bool:
    """Whether place and time of the plan may decide which agency a body is, or whether its name is out of use."""
    if body.found is None:
        return any(guess.named.terms for guess in choice.guesses)
    return body.found.reading.level == "district" or any(named.terms for named in body.found.options)


def _settle(bodies: Sequence[Body], choices: Sequence[Choice]) -> Outcome[tuple[AgencyMatch, ...]]:
    matches: list[AgencyMatch] = []
    notes: list[Note] = []
    for body, choice in zip(bodies, choices, strict=True):
        match = choice.match
        matches.append(
            AgencyMatch(
                raw=body.raw,
                code=match.named.code if match else None,
                score=match.score if match else None,
                role=body.role,
            )
        )
        notes += choice_notes(body, choice)
    return Outcome[tuple[AgencyMatch, ...]](value=tuple(matches), notes=tuple(notes))


def split_agencies(text: str, *, rules: AgencyRules) -> tuple[str, ...]:
    """The bodies a cell names, as printed."""
    return tuple(body.raw for body in cut_bodies(text, rules))


def choose_agency(body: Body, rules: AgencyRules, context: AgencyContext) -> Choice:
    """Which agency a body is: by a rule, else by similarity, else none."""
    found = body.found
    if found:
        named = decide(found.options, context)
        outdated = any(_is_outdated(one, found, rules, context) for one in named)
        return Choice(tuple(Guess(one, SURE) for one in named), True, outdated)
    guesses = guess_agency(body.words, rules)
    named = decide([guess.named for guess in guesses], context) if len(guesses) > 1 else ()
    kept = tuple(guess for guess in guesses if not named or guess.named in named)
    return Choice(kept, False, any(not is_in_use(guess.named, context) for guess in kept))


def _is_outdated(named: Named, found: Found, rules: AgencyRules, context: AgencyContext) -> bool:
    """A name of another time or place, or one that says "huyện" after the districts had ended."""
    if not is_in_use(named, context):
        return True
    days = context.days
    return found.reading.level == "district" and days is not None and days[0] > rules.district_until


def choice_notes(body: Body, choice: Choice) -> Sequence[Note]:
    """What a person should know of this choice."""
    if not choice.guesses:
        return (Note(code="agency.unmatched", text=body.raw),)
    if choice.match is None:
        names = " | ".join(map(_format_guess, choice.guesses))
        return (Note(code="agency.tie", text=f"{body.raw}: {names}"),)
    notes = []
    if not choice.by_rule:
        notes.append(Note(code="agency.fuzzy", text=f"{body.raw}: {_format_guess(choice.match)}"))
    if choice.outdated:
        notes.append(Note(code="agency.outdated", text=body.raw))
    return notes


def _format_guess(guess: Guess) -> str:
    return f"{guess.named.name} ({guess.named.code}, {guess.score:g})"
