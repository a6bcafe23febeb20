"""What ``rules/task_names.yaml`` and ``task_terms.yaml`` make of names, put to the test: one task, or only like it."""

from collections.abc import Callable, Iterator, Sequence

from planparse.link.profiles import Rarity, build_profile
from planparse.link.tasks import TaskKey, TaskLink, link_task_keys
from planparse.normalise.task_names import build_task_key
from planparse.rulebook.book import RuleBook
from planparse.rulebook.task_names import NameGroup
from planparse.rulebook.task_terms import TaskTermRules

Join = Callable[[Sequence[TaskKey]], tuple[TaskLink, ...]]


def check_task_groups(rules: RuleBook) -> tuple[str, ...]:
    """Groups of names that the rules of names do not join, and names near them that they do, one line each."""
    names = rules.task_names
    failures = _failed_groups(names.groups, rules, lambda keys: link_task_keys(keys, names.apart))
    return tuple(f"task_names.yaml: {failure}" for failure in failures)


def check_task_terms(rules: RuleBook) -> tuple[str, ...]:
    """Acts that are not found in their examples, or in their rejects, ids that are no rule's, and groups as above."""
    terms, apart = rules.task_terms, rules.task_names.apart
    groups = _failed_groups(terms.groups, rules, lambda keys: link_task_keys(keys, apart, terms.terms))
    return tuple(f"task_terms.yaml: {failure}" for failure in (*_failed_acts(terms), *_unknown_ids(terms), *groups))


def _failed_acts(rules: TaskTermRules) -> Iterator[str]:
    for act in rules.acts:
        yield from (f"{act.id}: is not found in {text!r}" for text in act.examples if act.id not in _acts(text, rules))
        yield from (
            f"{act.id}: is found in its reject {text!r}" for text in act.rejects if act.id in _acts(text, rules)
        )


def _acts(key: str, rules: TaskTermRules) -> frozenset[str]:
    words = tuple(key.split())
    return frozenset(act.id for act in build_profile(words, rules.terms, Rarity([words], rules.terms)).acts)


def _unknown_ids(rules: TaskTermRules) -> Iterator[str]:
    acts = {act.id for act in rules.acts}
    yield from (f"{act.id}: no act {other!r}" for act in rules.acts for other in act.like if other not in acts)
    things = {thing.id for thing in rules.things}
    yield from (
        f"{thing.id}: no thing {other!r}" for thing in rules.things for other in thing.near if other not in things
    )


def _failed_groups(groups: Sequence[NameGroup], rules: RuleBook, join: Join) -> Iterator[str]:
    for group in groups:
        first, *others = group.names
        for name in others:
            if not _one(first, name, rules, join):
                yield f"{group.id}: {name!r} is another task than {first!r}"
        for name in group.rejects:
            if _one(first, name, rules, join):
                yield f"{group.id}: {name!r} is one task with {first!r}"


def _one(name: str, other: str, rules: RuleBook, join: Join) -> bool:
    keys = {build_task_key(text, year=None, places=(), rules=rules.task_names) for text in (name, other)}
    known = [TaskKey(key, 1) for key in sorted(key for key in keys if key)]
    return None not in keys and len(known) - len(join(known)) == 1
