"""How one text is read as each kind of value: what ``planparse rules explain`` asks.

A table leads from the kind to the function that explains it; each is total, as readers are.
"""

from collections.abc import Callable
from typing import NamedTuple

from planparse.model.explanation import Explanation, ReadingKind
from planparse.normalise.agencies import explain_agency
from planparse.normalise.citations import explain_citation
from planparse.normalise.deadlines import explain_deadline
from planparse.normalise.indicators import explain_indicator
from planparse.normalise.targets import explain_target
from planparse.normalise.task_names import explain_task_name
from planparse.rulebook.book import RuleBook


class ExplainOptions(NamedTuple):
    """What the page around a text would say of it.

    Attributes:
        year: of the plan, for deadlines without one.
        unit: of the column or row, for targets and indicators.
    """

    year: int | None = None
    unit: str | None = None


Explain = Callable[[str, RuleBook, ExplainOptions], Explanation]


EXPLAINERS: dict[ReadingKind, Explain] = {
    "deadline": lambda text, rules, page: explain_deadline(text, rules=rules.deadlines, plan_year=page.year),
    "target": lambda text, rules, page: explain_target(text, rules=rules.targets, unit_hint=page.unit, year=page.year),
    "agency": lambda text, rules, page: explain_agency(text, rules=rules.agencies),
    "indicator": lambda text, rules, page: explain_indicator(text, unit=page.unit, rules=rules.indicators),
    "citation": lambda text, rules, page: explain_citation(text, rules=rules.citations),
    "task": lambda text, rules, page: explain_task_name(text, year=page.year, rules=rules.task_names),
}
"""Who explains which kind, in the order in which kinds are tried."""

ONLY_ASKED: frozenset[ReadingKind] = frozenset({"task"})
"""Kinds that are not tried by themselves: almost any text could be the name of a task."""

RULES_OF: dict[ReadingKind, str] = {
    "deadline": "deadlines",
    "target": "targets",
    "agency": "agencies",
    "indicator": "indicators",
    "citation": "citations",
    "task": "task_names",
}
"""The rules in which the steps of a kind are found, where a step does not say it itself ("agencies: cong_an_xa")."""

_NOTHING_READ = ("unparsed", "unspecified", "text", "none")


def is_read(explanation: Explanation) -> bool:
    """Whether a text is a value of the kind: rules made more of it than words.

    >>> is_read(Explanation(kind="deadline", reading=("unparsed",), steps=()))
    False
    """
    return any(value.partition(" ")[0].rstrip(",") not in _NOTHING_READ for value in explanation.reading)
