"""What the words of a task's key are: what is done, for whom, with what; rules fill it, what joins keys reads it."""

from collections.abc import Mapping
from typing import NamedTuple

Words = tuple[str, ...]
Kind = str
"""``thing``, ``whom``, ``paper``, ``period``, ``firm`` (both names have it, or neither) or ``light``."""


class Term(NamedTuple):
    """What words of a key stand for.

    Attributes:
        id: of the rule; words of one rule mean the same.
        kind: what part of a task it is.
        weight: how much it counts; 1 for the thing that a task is about.
        loose: of whom and where: one name may say it and the other not.
    """

    id: str
    kind: Kind
    weight: float = 1.0
    loose: bool = False


class Act(NamedTuple):
    """What is done.

    Attributes:
        alone: it is never like an act that is not in ``like``, nor like no act at all.
        like: ids of acts that it may be called by too.
        weak: it says nothing where another act follows: "rà soát, cấp" is to grant.
        dated: names of it must all say when or how often, or none of them.
        opens: another act may follow and be what is done as well: "hỗ trợ lắp đặt".
    """

    id: str
    alone: bool = False
    like: frozenset[str] = frozenset()
    weak: bool = False
    opens: bool = False
    dated: bool = False


class ActWording(NamedTuple):
    """Words that say what is done.

    Attributes:
        acts: those that they stand for; some words stand for several.
        length: how many of the words they are; those behind must only follow.
    """

    acts: tuple[Act, ...]
    length: int


class TaskTerms(NamedTuple):
    """All words that are known.

    Attributes:
        acts: wordings of what is done.
        terms: all other wordings.
        near: pairs of things, both ways round, that are half the same.
        counts: in how many names of the catalogue of indicators a word stands: what is rare in a small database is
            not rare in the language.
        names: how many names these counts are of.
        lengths: how many words the wordings have that begin with a word, the longest first: most words begin none.
    """

    acts: Mapping[Words, ActWording]
    terms: Mapping[Words, Term]
    near: frozenset[tuple[str, str]] = frozenset()
    counts: Mapping[str, int] = {}
    names: int = 0
    lengths: Mapping[str, tuple[int, ...]] = {}


NO_TERMS = TaskTerms({}, {})
