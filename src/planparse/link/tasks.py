"""Keys of tasks → which of them are one task.

First slips are joined, then free wordings of what is left (see :mod:`~planparse.link.alike`).

True of the result:
1. it depends on the keys, their counts and plans alone, in whatever order they come;
2. any two keys that slips join are one by :func:`~planparse.link.slips.are_one`: a chain a~b~c never joins a and c that
   differ (complete linkage);
3. a key that is nobody's other wording is not in it, and a key that others are linked to is linked to none.

Comparing everything with everything is out of the question for 400,000 tasks, and so are blocks of shared words: each
word of a plan stands in thousands of names. Slips leave two traces that can be looked up instead: all words agree
without their marks, or all words but a misspelled one agree. Hence the time grows with the number of keys, not with
its square.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import NamedTuple

from rapidfuzz import fuzz

from planparse.link.alike import Alike, Candidate, find_alike
from planparse.link.slips import Pairs, Words, are_one, skeleton
from planparse.model.task_terms import NO_TERMS, TaskTerms
from planparse.text.syllables import is_syllable

_SURE = 100.0
# What links score: the same words in another order or with a slip, and free wordings below them, never overlap.
_ALMOST = 99.0
_SLIP = 96.0
_LOOSE = 95.0
# Bounds for names made to hurt: ten thousand keys that are slips of each other. What they cut apart stays apart.
_MOST_KEYS = 50
_MOST_CLUSTERS = 20


class TaskKey(NamedTuple):
    """A key, how many tasks have it, and in which plans: by any number that is a plan's alone."""

    key: str
    tasks: int
    plans: frozenset[int] = frozenset()


class TaskLink(NamedTuple):
    """A key that is another wording of ``cluster_key``; ``score`` (0 to 100) says how like it."""

    task_key: str
    cluster_key: str
    score: float


Sorted = tuple[str, ...]
"""The words of a key in the order of the alphabet, each once: a sixth of what a set of them takes."""


class _Form(NamedTuple):
    """Keys of the same words in whatever order, the one that represents them first."""

    words: Sorted
    keys: tuple[TaskKey, ...]

    @property
    def tasks(self) -> int:
        return sum(key.tasks for key in self.keys)


def link_task_keys(keys: Iterable[TaskKey], apart: Pairs, terms: TaskTerms = NO_TERMS) -> tuple[TaskLink, ...]:
    """The keys that are other wordings of a key, in order.

    Args:
        keys: each key once.
        apart: words of which neither is a slip for the other.
        terms: what words are, to find free wordings; without them only keys of the same words are joined, and slips.
    """
    forms = _forms(keys)
    clusters = (cluster for group in _groups(forms) for cluster in _clusters(group, apart))
    same = {link.task_key: link for cluster in clusters for link in _links(cluster)}
    alike = {found.key: found for found in find_alike(_heads(forms, same), terms)}
    links = (*(_relinked(link, alike) for link in same.values()), *map(_loose_link, alike.values()))
    return tuple(sorted(links))


def _heads(forms: Sequence[_Form], same: Mapping[str, TaskLink]) -> list[Candidate]:
    """The keys that stand for themselves and for keys of the same words, those with the most tasks first."""
    tasks: Counter[str] = Counter()
    plans: dict[str, frozenset[int]] = {}
    for key in (key for form in forms for key in form.keys):
        head = same[key.key].cluster_key if key.key in same else key.key
        tasks[head] += key.tasks
        plans[head] = plans[head] | key.plans if head in plans else key.plans
    return [Candidate(key, plans[key]) for key in sorted(tasks, key=lambda key: (-tasks[key], key))]


def _relinked(link: TaskLink, alike: Mapping[str, Alike]) -> TaskLink:
    """The link of a key whose head is itself another wording."""
    above = alike.get(link.cluster_key)
    return link if above is None else TaskLink(link.task_key, above.head, min(link.score, _loose_link(above).score))


def _loose_link(found: Alike) -> TaskLink:
    return TaskLink(found.key, found.head, round(min(_LOOSE, 100 * found.likeness), 1))


def _forms(keys: Iterable[TaskKey]) -> list[_Form]:
    by_words: dict[Sorted, list[TaskKey]] = defaultdict(list)
    for key in keys:
        by_words[tuple(sorted(map(intern, set(key.key.split()))))].append(key)
    return [_Form(words, tuple(sorted(found, key=_rank))) for words, found in by_words.items()]


def _rank(key: TaskKey) -> tuple[int, str]:
    return -key.tasks, key.key


def _groups(forms: Sequence[_Form]) -> list[list[_Form]]:
    """Forms that may be one, connected through others; a key that resembles none is left out."""
    leader = list(range(len(forms)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for one, other in _candidates(forms):
        leader[find(one)] = find(other)
    groups: dict[int, list[_Form]] = defaultdict(list)
    for index, form in enumerate(forms):
        groups[find(index)].append(form)
    return [group for group in groups.values() if len(group) > 1 or len(group[0].keys) > 1]


def _candidates(forms: Sequence[_Form]) -> Iterator[tuple[int, int]]:
    """Pairs of forms, by index, that agree without marks or but for one misspelled word: those and few others."""
    vocabulary = {word for form in forms for word in form.words}
    bare = {word: _number(skeleton(word)) for word in vocabulary}
    yield from _pairs((sum(bare[word] for word in form.words), index) for index, form in enumerate(forms))
    exact = {word: _number(word) for word in vocabulary}
    odd = {word for word in vocabulary if not is_syllable(word) and not word.isdigit()}
    whole = [sum(exact[word] for word in form.words) for form in forms]
    rests = {whole[index] - exact[word] for index, form in enumerate(forms) for word in form.words if word in odd}
    yield from _pairs(
        (rest, index)
        for index, form in enumerate(forms)
        for word in form.words
        if (rest := whole[index] - exact[word]) in rests
    )


def _pairs(traces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each index with the first of its trace."""
    first: dict[int, int] = {}
    for trace, index in traces:
        if first.setdefault(trace, index) != index:
            yield first[trace], index


def _number(word: str) -> int:
    """A number for a word; sums of them stand for sets of words."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def _clusters(group: Sequence[_Form], apart: Pairs) -> list[list[_Form]]:
    """The group as clusters, headed by their forms with the most tasks: a form joins one that it wholly agrees with."""
    clusters: list[list[_Form]] = []
    words: list[list[Words]] = []
    for form in sorted(group, key=lambda form: (-form.tasks, form.keys[0].key)):
        own = frozenset(form.words)
        fitting = (
            at
            for at, others in enumerate(words[:_MOST_CLUSTERS])
            if len(others) < _MOST_KEYS and all(are_one(own, other, apart) for other in others)
        )
        at = next(fitting, len(clusters))
        if at == len(clusters):
            clusters.append([])
            words.append([])
        clusters[at].append(form)
        words[at].append(own)
    return clusters


def _links(cluster: Sequence[_Form]) -> Iterator[TaskLink]:
    head = cluster[0].keys[0].key
    for form in cluster:
        for key in form.keys:
            if key.key != head:
                yield TaskLink(key.key, head, _score(key.key, head))


def _score(key: str, head: str) -> float:
    one, other = sorted(key.split()), sorted(head.split())
    return round(max(_SLIP, min(_ALMOST, fuzz.ratio(" ".join(one), " ".join(other)))), 1)
