"""What is proposed: items for the rule files, and lists of texts for which a person must write a rule."""

from collections.abc import Collection, Iterable
from itertools import chain, count
from typing import NamedTuple

import regex

from planparse.text.unicode import fold_typed

Value = str | bool | tuple[str, ...]

_NO_NAME = regex.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 48


class Proposal(NamedTuple):
    """An item of a rule file.

    Attributes:
        code: of the agency or indicator that it changes or makes.
        fields: what it says of it, in order.
        guessed: fields that a person must look at.
        evidence: lines for the reviewer.
        doubt: why it is written as a comment only; "" where it can be used as it is.
    """

    code: str
    fields: tuple[tuple[str, Value], ...]
    guessed: frozenset[str]
    evidence: tuple[str, ...]
    doubt: str = ""

    @property
    def is_new(self) -> bool:
        """It makes an item; else it adds to one."""
        return any(name == "name" for name, _ in self.fields)


class Listed(NamedTuple):
    """A text that needs a rule which only a person can write."""

    text: str
    evidence: str


class Suggestions(NamedTuple):
    """Everything that is proposed, the most frequent first."""

    agencies: tuple[Proposal, ...]
    indicators: tuple[Proposal, ...]
    deadlines: tuple[Listed, ...]
    headers: tuple[Listed, ...]
    units: tuple[Listed, ...]


def join_additions(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with one item for each rule that is added to: a file names a rule once."""
    found: dict[str, Proposal] = {}
    for at, proposal in enumerate(proposals):
        key = f"doubt {at}" if proposal.doubt else proposal.code
        found[key] = _join(found[key], proposal) if key in found else proposal
    return tuple(found.values())


def _join(first: Proposal, second: Proposal) -> Proposal:
    """Two additions to one rule, which have the same lists."""
    pairs = zip(first.fields, second.fields, strict=True)
    fields = tuple((name, (*_words(one), *_words(other))) for (name, one), (_, other) in pairs)
    return first._replace(fields=fields, evidence=(*first.evidence, *second.evidence))


def _words(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def build_code(name: str, taken: Collection[str], prefix: str = "") -> str:
    """A code from a name: its words in plain letters; numbered where another item has it.

    >>> build_code("Đài Khí tượng Thủy văn", ())
    'dai_khi_tuong_thuy_van'
    >>> build_code("Đài", ("dai",))
    'dai_2'
    """
    words = _NO_NAME.sub("_", fold_typed(name)).strip("_")
    while len(words) > _LONGEST_CODE and "_" in words:
        words = words.rpartition("_")[0]
    code = f"{prefix}{words[:_LONGEST_CODE] or 'moi'}"
    return next(one for one in chain([code], (f"{code}_{number}" for number in count(2))) if one not in taken)
