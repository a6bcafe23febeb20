"""How one text is read as each kind of value: what ``planparse rules explain`` asks.

A table leads from the kind to the function that explains it; each has the same signature, and is total as readers are.
"""

from collections.abc import Callable
from typing import NamedTuple

from planparse.model.explanation import Explanation, ReadingKind, Step
from planparse.normalise.agencies import read_agencies
from planparse.normalise.citations import find_citations
from planparse.normalise.deadlines import read_deadline
from planparse.normalise.deadlines.lexing import read_cell
from planparse.normalise.deadlines.proof import format_part
from planparse.normalise.indicators import match_indicator
from planparse.normalise.targets.reading import format_target, read_targets
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


def explain_deadline(text: str, rules: RuleBook, options: ExplainOptions) -> Explanation:
    """A deadline: repairs, then the words that the lexemes took."""
    outcome = read_deadline(text, rules=rules.deadlines, plan_year=options.year)
    cell = read_cell(text, rules.deadlines)
    mended = [Step(rule=rule, words=cell.text.printed[a:b], gives="a slip, mended") for rule, a, b in cell.mended]
    taken = [
        Step(rule=token.rule, words=cell.words(at, at + 1), gives=_told(token.kind, dict(token.values)))
        for at, token in enumerate(cell.tokens)
        if token.rule
    ]
    reading = tuple(map(format_part, outcome.value))
    return Explanation(kind="deadline", reading=reading, steps=(*mended, *taken), notes=outcome.notes)


def explain_target(text: str, rules: RuleBook, options: ExplainOptions) -> Explanation:
    """A target cell: the words that each rule of targets finds in it."""
    targets = read_targets(text, rules=rules.targets, unit_hint=options.unit, year=options.year)
    aligned = rules.targets.align(text)
    steps = [
        Step(rule=rule.id, words=aligned.words(*match.span()), gives=rule.comparator or rule.role)
        for rule in rules.targets.rules
        for match in rule.pattern.finditer(aligned.folded)
        if match.group().strip()
    ]
    return Explanation(kind="target", reading=tuple(map(format_target, targets)), steps=tuple(steps))


def explain_agency(text: str, rules: RuleBook, options: ExplainOptions) -> Explanation:
    """A cell of agencies: the bodies it was cut into, and what each is."""
    outcome = read_agencies(text, rules=rules.agencies)
    names = {agency.code: agency.name for agency in rules.agencies.agencies}
    steps = tuple(
        Step(
            rule=f"agencies: {match.code}" if match.code else "",
            words=match.raw,
            gives=f"{names.get(match.code, match.code)}, score {match.score:g}"
            if match.code and match.score is not None
            else "no agency of the rules",
        )
        for match in outcome.value
    )
    reading = tuple(match.code or "none" for match in outcome.value)
    return Explanation(kind="agency", reading=reading, steps=steps, notes=outcome.notes)


def explain_indicator(text: str, rules: RuleBook, options: ExplainOptions) -> Explanation:
    """The name of an indicator: the words that count in it, and whose they are."""
    match = match_indicator(text, unit=options.unit, rules=rules.indicators)
    reduced = rules.indicators.reducer.reduce(text)
    kept = Step(rule="", words=" ".join(reduced.words), gives=f"words that count; {reduced.measure or 'any'} number")
    if match.code is None or match.score is None:
        return Explanation(kind="indicator", reading=(), steps=(kept,))
    name = next(indicator.name for indicator in rules.indicators.indicators if indicator.code == match.code)
    found = Step(rule=f"indicators: {match.code}", words=text, gives=f"{name}, score {match.score:g}")
    return Explanation(kind="indicator", reading=(match.code,), steps=(kept, found))


def explain_citation(text: str, rules: RuleBook, options: ExplainOptions) -> Explanation:
    """The legal documents that a text mentions, and what it does with them."""
    kinds = {kind.name: kind.id for kind in rules.citations.file.doc_types}
    relations = {rule.relation: rule.id for rule in rules.citations.file.relations}
    reading: list[str] = []
    steps: list[Step] = []
    for citation in find_citations(text, rules=rules.citations):
        kind = citation.doc_type or "document"
        dated = f", {citation.issued_on:%d/%m/%Y}" if citation.issued_on else ""
        reading.append(f"{kind} {citation.symbol}{dated}, {citation.relation}")
        steps.append(Step(rule=kinds.get(kind, ""), words=citation.raw, gives=f"{kind} {citation.symbol}{dated}"))
        if citation.relation in relations:
            steps.append(Step(rule=relations[citation.relation], words=text, gives=citation.relation))
    return Explanation(kind="citation", reading=tuple(reading), steps=tuple(steps))


EXPLAINERS: dict[ReadingKind, Explain] = {
    "deadline": explain_deadline,
    "target": explain_target,
    "agency": explain_agency,
    "indicator": explain_indicator,
    "citation": explain_citation,
}
"""Who explains which kind, in the order in which kinds are tried."""

RULES_OF: dict[ReadingKind, str] = {
    "deadline": "deadlines",
    "target": "targets",
    "agency": "agencies",
    "indicator": "indicators",
    "citation": "citations",
}
"""The rules in which the steps of a kind are found, where a step does not say it itself ("agencies: cong_an_xa")."""

_NOTHING_READ = ("unparsed", "unspecified", "text", "none")


def is_read(explanation: Explanation) -> bool:
    """Whether a text is a value of the kind: rules made more of it than words.

    >>> is_read(Explanation(kind="deadline", reading=("unparsed",), steps=()))
    False
    """
    return any(value.partition(" ")[0].rstrip(",") not in _NOTHING_READ for value in explanation.reading)


def _told(kind: str, values: dict[str, str]) -> str:
    return ", ".join([kind, *(f"{name} {value}" for name, value in values.items())])
