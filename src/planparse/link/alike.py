"""Heads of clusters → which of them word one task freely, and how like they are.

True of the result:
1. it depends on the keys and their counts alone, in whatever order they come;
2. every key is like the key that heads its cluster, and nothing keeps any two keys of a cluster apart;
3. no two keys of a cluster stand in one plan: a clerk who words two tasks means two tasks;
4. a key that heads a cluster is in no other.

A key is compared with those heads only that share a thing with it, or two, and what keeps names apart. Bounds keep
that few where thousands do: then tasks that few plans set may stay alone, but none is joined wrongly.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from sys import intern
from typing import NamedTuple

from planparse.link.likeness import are_apart, compare, is_enough
from planparse.link.profiles import Profile, Rarity, build_profile
from planparse.model.task_terms import Act, TaskTerms

# What is looked up of a profile: its weightiest things, alone and in pairs.
_LOOKED_UP = 3
_SLIGHTEST = 0.2
_BITS = 32  # of the number of a thing
_DOING = ""  # the family of what is done that needs no word
# Bounds for what many names share.
_MOST_HEADS = 40  # under one thing
_MOST_COMPARED = 24  # heads for one key
_MOST_MEMBERS = 50


class Candidate(NamedTuple):
    """A key and the plans that it stands in, by any number that is theirs alone."""

    key: str
    plans: frozenset[int]


class Alike(NamedTuple):
    """A key that words the task of ``head``; ``likeness`` from 0 to 1."""

    key: str
    head: str
    likeness: float


class _Cluster(NamedTuple):
    """Members, the head first, and the plans that they stand in."""

    key: str
    members: list[Profile]
    plans: set[int]


def find_alike(candidates: Sequence[Candidate], terms: TaskTerms) -> Iterator[Alike]:
    """The keys that are like one that comes before them.

    Args:
        candidates: each key once, those that may head a cluster first.
        terms: what words are.
    """
    if not terms.terms:
        return
    words = [tuple(map(intern, candidate.key.split())) for candidate in candidates]
    rarity = Rarity(words, terms)
    heads = _Heads(terms)
    for candidate, split in zip(candidates, words, strict=True):
        if (found := heads.join(candidate, build_profile(split, terms, rarity))) is not None:
            yield found


class _Heads:
    """The clusters so far, by what is looked up of their heads."""

    def __init__(self, terms: TaskTerms) -> None:
        self._near = terms.near
        self._family = _families({act.id: act for wording in terms.acts.values() for act in wording.acts}.values())
        self._numbers: dict[Hashable, int] = {}
        self._by_trace: dict[int, list[_Cluster]] = defaultdict(list)

    def join(self, candidate: Candidate, profile: Profile) -> Alike | None:
        """Puts a key into the cluster whose head it is most like; None where it heads one of its own."""
        traces = list(self._traces(profile))
        likest, best = None, 0.0
        for cluster in self._candidates(traces):
            likeness = compare(profile, cluster.members[0], self._near)
            if likeness > best and is_enough(likeness) and _fits(profile, candidate.plans, cluster):
                likest, best = cluster, likeness
        if likest is not None:
            likest.members.append(profile)
            likest.plans.update(candidate.plans)
            return Alike(candidate.key, likest.key, best)
        own = _Cluster(candidate.key, [profile], set(candidate.plans))
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

    def _traces(self, profile: Profile) -> Iterator[int]:
        """Numbers of which profiles that are alike share one; pairs of weighty things first, for few share them."""
        ranked = sorted((-weight, thing) for thing, weight in profile.things.items() if weight >= _SLIGHTEST)
        weighty = sorted(self._number(thing) for _, thing in ranked[:_LOOKED_UP])
        for family in {self._family[act.id]: None for act in profile.acts} or (self._family[_DOING],):
            guard = self._number((profile.firm, family)) << 2 * _BITS
            yield from (guard | one << _BITS | other for one, other in combinations(weighty, 2))
            yield from (guard | one for one in weighty)

    def _number(self, what: Hashable) -> int:
        return self._numbers.setdefault(what, len(self._numbers) + 1)


def _fits(profile: Profile, plans: frozenset[int], cluster: _Cluster) -> bool:
    if not cluster.plans.isdisjoint(plans):
        return False
    return len(cluster.members) < _MOST_MEMBERS and not any(are_apart(profile, other) for other in cluster.members)


def _families(acts: Iterable[Act]) -> dict[str, str]:
    """Acts that may be called by each other's names, as families: acts of two families never agree."""
    family: dict[str, str] = {}

    def find(act: str) -> str:
        while (above := family.setdefault(act, act)) != act:
            act = above
        return act

    for act in acts:
        own = find(act.id)
        if not act.alone:
            family[own] = find(_DOING)
        for other in act.like:
            family[find(act.id)] = find(other)
    return {act: find(act) for act in (_DOING, *family)}
