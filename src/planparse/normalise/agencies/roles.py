"""Who leads and who supports, where one cell says both ("Phòng A chủ trì, phối hợp với Công an xã").

A label ("Phối hợp:") and a link ("phối hợp với") give their role to every body after them; a word behind a body
("chủ trì", "(phối hợp)") to that body. Where no word decides, the role is left to the column of the cell.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.values import AgencyRole
from planparse.normalise.agencies.names import Found
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import Word


class Body(NamedTuple):
    """A body as printed, its words (with the head noun it shares with the body before: "Phòng KT, VH-XH"), its role.

    Attributes:
        found: the agencies whose name it is by rule; None where no rule knows it.
    """

    raw: str
    words: tuple[Word, ...]
    role: AgencyRole | None
    found: Found | None


def role_of(words: str, rules: AgencyRules) -> AgencyRole | None:
    """The role that words beside a body give it; of two ("chủ trì, phối hợp với") the last counts."""
    found = list(rules.roles.word.finditer(words))
    return _role(found[-1]) if found else None


def settle_roles(bodies: Sequence[Body], before: Sequence[Body], rules: AgencyRules) -> list[Body]:
    """The bodies of a stretch without the words that give them a role; ``before`` are those of the cell before it."""
    settled: list[Body] = []
    for body in bodies:
        tail = rules.roles.tail.search(body.raw)
        if tail is None or tail.start() == 0:
            settled.append(body)
            continue
        role: AgencyRole | None = _role(tail)
        run = _without_role(settled)
        lists = role == "support" and _closes_list(tail, [*before, *settled[:run]])
        if lists:
            settled[run:] = [one._replace(role=role) for one in settled[run:]]
        elif role == "support" and not tail["bracket"]:
            role = body.role  # "Phòng A, Phòng B phối hợp": they do it together
        settled.append(body._replace(raw=body.raw[: tail.start()], role=role))
    return settled


def _without_role(bodies: Sequence[Body]) -> int:
    """Where the bodies at the end of a list begin whose role nothing says yet."""
    start = len(bodies)
    while start > 0 and bodies[start - 1].role is None:
        start -= 1
    return start


def _closes_list(tail: "regex.Match[str]", earlier: Sequence[Body]) -> bool:
    """A word behind a list counts for all of it where others stand before it; one in brackets only where they lead."""
    return any(body.role == "lead" for body in earlier) if tail["bracket"] else bool(earlier)


def _role(match: "regex.Match[str]") -> AgencyRole:
    return "lead" if match["lead"] else "support"
