"""Appendices that the text points to and that are not there, or that are there and nobody points to."""

from collections.abc import Iterator

import regex

from planparse.inspect.draft import Draft, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import Severity
from planparse.rulebook.book import RuleBook
from planparse.text.aligned import align
from planparse.text.labels import read_roman

_LABEL = regex.compile(r"(?<![\p{L}\d])(?:\d{1,2}|[ivx]{1,5})(?![\p{L}\d])")


def check_appendices(draft: Draft) -> Iterator[Finding]:
    """Both directions, each label once."""
    if not draft.is_whole:
        return
    there = {one.number for one in draft.reading.plan.appendices if one.number is not None}
    named: set[int] = set()
    for text, spot in _texts(draft):
        for label in find_own_labels(text, draft.rules):
            if label not in there | named and not _is_lone(draft, label):
                # the appendices may be in a file of their own; a task may mean a form that somebody else gave out
                is_sure = bool(draft.reading.plan.appendices) and spot.row is None
                severity: Severity | None = None if is_sure else "info"
                yield Finding("appendix.missing", spot, shorten(text, 160), {"label": _roman(label)}, severity)
            named.add(label)
    yield from _unmentioned(draft, named)


def _is_lone(draft: Draft, label: int) -> bool:
    """The only appendix needs no number."""
    appendices = draft.reading.plan.appendices
    return label == 1 and len(appendices) == 1 and appendices[0].number is None


def _unmentioned(draft: Draft, named: set[int]) -> Iterator[Finding]:
    body = [passage.text for passage in draft.passages if passage.spot.appendix is None]
    if any(_speaks_generally(text, draft.rules) for text in body):
        return
    for appendix in draft.reading.plan.appendices:
        if appendix.number is None or appendix.number not in named:
            spot = Spot(appendix.locus, appendix=appendix.label or "")
            yield Finding("appendix.unmentioned", spot, shorten(appendix.title), {"label": appendix.label or ""})


def _speaks_generally(text: str, rules: RuleBook) -> bool:
    """Whether a text speaks of what is attached without a number that says which."""
    return bool(rules.plan_checks.find("any_attachment", text)) and not find_own_labels(text, rules)


def find_own_labels(text: str, rules: RuleBook) -> tuple[int, ...]:
    """The numbers of the plan's own appendices that a text names."""
    folded = align(text).folded
    found: list[int] = []
    for match in rules.plan_checks.find("own_appendix", text):
        if rules.plan_checks.find("other_appendix", folded[match.end() :]):
            continue
        found += [_value(label) for label in _LABEL.findall(match["labels"])]
    return tuple(dict.fromkeys(found))


def _texts(draft: Draft) -> Iterator[tuple[str, Spot]]:
    for passage in draft.passages:
        if passage.spot.appendix is None:
            yield passage.text, passage.spot
    for task in draft.records.tasks:
        yield from ((text, draft.spot_of(task)) for text in (task.name, task.notes_raw) if text)


def _value(label: str) -> int:
    return int(label) if label.isdigit() else read_roman(label.upper())


def _roman(number: int) -> str:
    tens = "X" * (number // 10)
    return tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
