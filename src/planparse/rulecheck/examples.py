"""Runs the examples embedded in the rule files, each through the code that reads it in earnest."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass

from planparse.normalise.agencies import check_agency_rules
from planparse.normalise.citations import check_citation_rules
from planparse.normalise.deadlines import check_deadline_rules
from planparse.normalise.indicators import check_indicator_rules
from planparse.normalise.places import check_place_rules
from planparse.normalise.targets import check_target_rules
from planparse.normalise.task_names import check_task_name_rules
from planparse.rulebook.base import RuleModel
from planparse.rulebook.book import RuleBook
from planparse.rulebook.columns import check_column_rules
from planparse.rulebook.fixed_phrases import check_fixed_phrase_rules
from planparse.rulebook.layers import IDENTITIES
from planparse.rulebook.plan_checks import check_plan_check_rules
from planparse.rulebook.structure import check_structure_rules
from planparse.rulebook.tasks import check_task_rules
from planparse.rulecheck.findings import Finding
from planparse.rulecheck.task_groups import check_task_groups, check_task_terms

_FILE = re.compile(r"^\S+\.yaml: ")  # a check may name the file; which one it is, is found out by the rule

_CHECKS: dict[str, Callable[[RuleBook], tuple[str, ...]]] = {
    "columns": lambda rules: check_column_rules(rules.columns),
    "structure": lambda rules: check_structure_rules(rules.structure),
    "deadlines": lambda rules: check_deadline_rules(rules.deadlines),
    "targets": lambda rules: check_target_rules(rules.targets),
    "agencies": lambda rules: check_agency_rules(rules.agencies, provinces=_provinces(rules)),
    "indicators": lambda rules: check_indicator_rules(rules.indicators),
    "citations": lambda rules: check_citation_rules(rules.citations),
    "places": lambda rules: check_place_rules(rules.places),
    "tasks": lambda rules: check_task_rules(rules.tasks),
    "task_names": lambda rules: (*check_task_name_rules(rules.task_names), *check_task_groups(rules)),
    "task_terms": check_task_terms,
    "fixed_phrases": lambda rules: check_fixed_phrase_rules(rules.fixed_phrases),
    "plan_checks": lambda rules: check_plan_check_rules(rules.plan_checks),
}


def run_examples(rules: RuleBook, names: Collection[str]) -> Iterator[Finding]:
    """An example misread, a reject read, a rule without proof: of the rules of these names."""
    for name, check in _CHECKS.items():
        lines = check(rules) if name in names else ()
        known = {found for model in _models(getattr(rules, name)) if (found := _name_of(model))} if lines else set()
        for line in lines:
            text = _FILE.sub("", line)
            yield Finding(name, _rules_in(text, known), text)


def _provinces(rules: RuleBook) -> set[str]:
    """Codes and names of all provinces."""
    return {text for province in rules.places.provinces.values() for text in (province.code, province.name)}


def _rules_in(text: str, known: set[str]) -> tuple[str, ...]:
    """The rules that a line names."""
    words = (word.strip("',:()[]") for word in text.split())
    return tuple(dict.fromkeys(word for word in words if word in known))


def _name_of(model: RuleModel) -> str:
    return next((name for key in IDENTITIES if isinstance(name := getattr(model, key, None), str)), "")


def count_examples(rules: RuleBook) -> int:
    """How many examples and rejects :func:`run_examples` runs."""
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
