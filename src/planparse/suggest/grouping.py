"""Spellings of one thing, put together: how often it is named, by how many, and where first."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from planparse.suggest.gathering import Mention
from planparse.text.unicode import fold, tidy

_SHOWN_TEXTS = 3


class Group(NamedTuple):
    """Mentions of one thing, in the order of the files; at least one."""

    mentions: tuple[Mention, ...]

    @property
    def times(self) -> int:
        """How often it is named."""
        return len(self.mentions)

    @property
    def plans(self) -> int:
        """In how many plans."""
        return len({mention.plan for mention in self.mentions})

    @property
    def communes(self) -> int:
        """By how many communes."""
        return len({mention.commune for mention in self.mentions})

    @property
    def texts(self) -> tuple[str, ...]:
        """Its spellings, the usual one first; of spellings that fold to one the first."""
        found: dict[str, str] = {}
        for text, _ in Counter(tidy(mention.text) for mention in self.mentions).most_common():
            found.setdefault(fold(text), text)
        return tuple(found.values())

    @property
    def evidence(self) -> tuple[str, ...]:
        """For the reviewer: how often, where first, and how else it is spelt."""
        first = self.mentions[0]
        count = f"{self.times} × in {_count(self.plans, 'plan')} of {_count(self.communes, 'commune')}"
        others = self.texts[1 : 1 + _SHOWN_TEXTS]
        also = (f"also: {', '.join(others)}",) if others else ()
        return (f"{count}, first in {tidy(first.place)}", *also)


def group_mentions(mentions: Iterable[Mention], key: Callable[[Mention], Hashable]) -> tuple[Group, ...]:
    """The mentions by key, the most frequent first: by communes, then times, then as they stand."""
    found: dict[Hashable, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(key(mention), []).append(mention)
    groups = [Group(tuple(group)) for group in found.values()]
    return tuple(sorted(groups, key=lambda group: (-group.communes, -group.times)))


def group_by_text(mentions: Iterable[Mention]) -> tuple[Group, ...]:
    """The mentions by their folded words."""
    return group_mentions(mentions, lambda mention: fold(mention.text))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
