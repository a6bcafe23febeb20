"""Runs the examples embedded in the rule files, each through the code that reads it in earnest."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from planparse.link.tasks import TaskKey, link_task_keys
from planparse.normalise.agencies import check_agency_rules
from planparse.normalise.citations import check_citation_rules
from planparse.normalise.deadlines import check_deadline_rules
from planparse.normalise.indicators import check_indicator_rules
from planparse.normalise.places import check_place_rules
from planparse.normalise.targets import check_target_rules
from planparse.normalise.task_names import build_task_key, check_task_name_rules
from planparse.rulebook.base import RuleModel
from planparse.rulebook.book import RuleBook
from planparse.rulebook.columns import check_column_rules
from planparse.rulebook.structure import check_structure_rules
from planparse.rulebook.task_names import TaskNameRules
from planparse.rulebook.tasks import check_task_rules


def check_rules(rules: RuleBook) -> tuple[str, ...]:
    """Failures, one line each: an example misread, a reject read, a rule without proof. Empty when all is well."""
    return (
        *check_column_rules(rules.columns),
        *check_structure_rules(rules.structure),
        *check_deadline_rules(rules.deadlines),
        *check_target_rules(rules.targets),
        *check_agency_rules(rules.agencies, provinces=_provinces(rules)),
        *check_indicator_rules(rules.indicators),
        *check_citation_rules(rules.citations),
        *check_place_rules(rules.places),
        *check_task_rules(rules.tasks),
        *check_task_name_rules(rules.task_names),
        *check_task_groups(rules.task_names),
    )


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


def _provinces(rules: RuleBook) -> set[str]:
    """Codes and names of all provinces."""
    return {text for province in rules.places.provinces.values() for text in (province.code, province.name)}


def count_examples(rules: RuleBook) -> int:
    """How many examples and rejects :func:`check_rules` runs."""
    found = {id(model): model for value in rules for model in _models(value)}
    return sum(len(getattr(model, name, ())) for model in found.values() for name in ("examples", "rejects"))


def _models(value: object) -> Iterator[RuleModel]:
    """The rule models inside a value, however deep they stand."""
    if isinstance(value, RuleModel):
        yield value
        inner: Iterable[object] = [getattr(value, name) for name in type(value).model_fields]
    elif is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        inner = value.values()
    else:
        inner = value if isinstance(value, tuple | list) else ()
    for item in inner:
        yield from _models(item)
