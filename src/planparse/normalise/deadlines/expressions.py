"""What the grammar finds in a cell, and how it looks at tokens."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planparse.normalise.deadlines.items import Item
from planparse.normalise.deadlines.lexing import Token

ExpressionKind = Literal["timed", "recurring", "ongoing", "conditional", "denied", "vague"]


class Expression(NamedTuple):
    """A run of tokens that says one thing about time.

    Attributes:
        first, last: half-open span of tokens.
        items: its periods.
        every: its recurrence tokens.
    """

    kind: ExpressionKind
    first: int
    last: int
    items: tuple[Item, ...] = ()
    every: tuple[int, ...] = ()


def kind_at(tokens: Sequence[Token], at: int) -> str:
    """The kind of the token there; "" behind the last one."""
    return tokens[at].kind if at < len(tokens) else ""


def after_leads(tokens: Sequence[Token], at: int) -> int:
    """Past words such as "báo cáo", "hoàn thành"."""
    while kind_at(tokens, at) == "lead":
        at += 1
    return at


def after_bound(tokens: Sequence[Token], at: int) -> int:
    """Past the year that only bounds what comes back or goes on: "hằng tháng trong năm 2026"."""
    return at + 1 if at < len(tokens) and "bound" in tokens[at].values else at
