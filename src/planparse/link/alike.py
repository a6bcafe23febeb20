"""Heads of clusters → which of them word one task freely, and how like they are.

True of the result:
1. it depends on the keys and their counts alone, in whatever order they come;
2. every key is like the key that heads its cluster, and nothing keeps any two keys of a cluster apart;
3. a key that heads a cluster is in no other.

A key is compared with those heads only that share a thing with it, or two, and what keeps names apart. Bounds keep
that few where thousands do: then tasks that few plans set may stay alone, but none is joined wrongly.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from planparse.link.likeness import are_apart, compare, is_enough
from planparse.link.profiles import Profile, Rarity, build_profile
from planparse.model.task_terms import TaskTerms

# What is looked up of a profile: its weightiest things, alone and in pairs.
_LOOKED_UP = 4
_SLIGHTEST = 0.2
# Bounds for what many names share.
_MOST_HEADS = 60  # under one thing
_MOST_COMPARED = 30  # heads for one key
_MOST_MEMBERS = 50


class Alike(NamedTuple):
    """A key that words the task of ``head``; ``likeness`` from 0 to 1."""

    key: str
    head: str
    likeness: float


class _Cluster(NamedTuple):
    key: str
    members: list[Profile]


def find_alike(keys: Sequence[str], terms: TaskTerms) -> Iterator[Alike]:
    """The keys that are like one that comes before them.

    Args:
        keys: each once, those that may head a cluster first.
        terms: what words are.
    """
    if not terms.terms:
        return
    words = [tuple(key.split()) for key in keys]
    rarity = Rarity(words, terms)
    heads = _Heads(terms)
    for key, split in zip(keys, words, strict=True):
        if (found := heads.join(key, build_profile(split, terms, rarity))) is not None:
            yield found


class _Heads:
    """The clusters so far, by what is looked up of their heads."""

    def __init__(self, terms: TaskTerms) -> None:
        self._near = terms.near
        self._by_trace: dict[int, list[_Cluster]] = defaultdict(list)

    def join(self, key: str, profile: Profile) -> Alike | None:
        """Puts a key into the cluster whose head it is most like; None where it heads one of its own."""
        traces = list(_traces(profile))
        likest, best = None, 0.0
        for cluster in self._candidates(traces):
            likeness = compare(profile, cluster.members[0], self._near)
            if likeness > best and is_enough(likeness) and _fits(profile, cluster):
                likest, best = cluster, likeness
        if likest is not None:
            likest.members.append(profile)
            return Alike(key, likest.key, best)
        own = _Cluster(key, [profile])
        for trace in traces:
            if len(listed := self._by_trace[trace]) < _MOST_HEADS:
                listed.append(own)
        return None

    def _candidates(self, traces: Sequence[int]) -> list[_Cluster]:
        found: dict[int, _Cluster] = {}
        for trace in traces:
            for cluster in self._by_trace.get(trace, ()):
                found.setdefault(id(cluster), cluster)
            if len(found) >= _MOST_COMPARED:
                break
        return list(found.values())[:_MOST_COMPARED]


def _fits(profile: Profile, cluster: _Cluster) -> bool:
    return len(cluster.members) < _MOST_MEMBERS and not any(are_apart(profile, other) for other in cluster.members)


def _traces(profile: Profile) -> Iterator[int]:
    """Pairs of weighty things first: few names share them."""
    guard = hash(profile.firm)
    weighty = sorted((thing for thing, weight in profile.things.items() if weight >= _SLIGHTEST), key=lambda thing: (-profile.things[thing], thing))
    weighty = weighty[:_LOOKED_UP]
    for pair in combinations(sorted(weighty), 2):
        yield hash((guard, pair))
    for thing in weighty:
        yield hash((guard, thing))
