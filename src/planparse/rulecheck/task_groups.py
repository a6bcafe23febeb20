"""The groups of names in ``rules/task_names.yaml``, put to the test: what is one task, and what only looks like it."""

from planparse.link.tasks import TaskKey, link_task_keys
from planparse.normalise.task_names import build_task_key
from planparse.rulebook.task_names import TaskNameRules


def check_task_groups(rules: TaskNameRules) -> tuple[str, ...]:
    """Groups of names that the rules do not join, and names near them that they do, one line each."""
    found = []
    for group in rules.groups:
        first, *others = group.names
        found += [
            f"{group.id}: {name!r} is another task than {first!r}" for name in others if not _one(first, name, rules)
        ]
        found += [
            f"{group.id}: {name!r} is one task with {first!r}" for name in group.rejects if _one(first, name, rules)
        ]
    return tuple(f"task_names.yaml: {failure}" for failure in found)


def _one(name: str, other: str, rules: TaskNameRules) -> bool:
    keys = {build_task_key(text, year=None, places=(), rules=rules) for text in (name, other)}
    known = sorted(key for key in keys if key)
    return None not in keys and len(known) - len(link_task_keys([TaskKey(key, 1) for key in known], rules.apart)) == 1
