"""Header texts of a table -> what the table lists, and the role of each column.

The words of a header often leave several roles open ("Đơn vị", "Chỉ tiêu"): the columns beside it, and whether its
cells hold numbers, settle them. Each step below settles one such question, in the order of :func:`build_columns`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.plan import Column, Role, TableKind
from planparse.model.source import Row
from planparse.rulebook.columns import ColumnRule, ColumnRules, Subject
from planparse.text.labels import read_ordinal

# What each rule says about the kind of its table, however many columns it reads. A column of measurement units settles
# it: tasks have none.
_POINTS = {
    "name.task": -2,
    "deadline.word": -2,
    "support": -1,
    "output": -1,
    "unit": 4,
    "target.year": 2,
    "target.word": 1,
    "target.given": 1,
    "name.indicator": 4,
    "name.indicator.bare": 2,
}
_FEWEST_POINTS = 2
# A column of indicator words beside the name, whose cells hold numbers, holds targets.
_VALUE_POINTS = 3

_NAME_STRENGTH: dict[Subject, dict[str, int]] = {
    "task": {"name.task": 0, "name.indicator": 0, "name.indicator.bare": 1, "name.any": 2},
    "indicator": {"name.indicator": 0, "name.indicator.bare": 1, "name.task": 2, "name.any": 2},
}
_WEAKEST = 3
_COUNTING_SHARE = 0.6
_FULL_SHARE = 0.8
_LONGEST_VALUE = 40
_VALUE_SHARE = 0.5
_DIGIT = regex.compile(r"\d")
_YEAR_AT_END = regex.compile(r"(?:[Nn]ăm\s+)?20\d\d$")

Hits = tuple[ColumnRule, ...]


class _Draft(NamedTuple):
    """The columns of a table while their roles are being settled."""

    headers: Sequence[str]
    hits: list[Hits]
    roles: list[Role]
    subject: Subject
    body: Sequence[Row]


def build_columns(
    headers: Sequence[str], body: Sequence[Row], *, rules: ColumnRules
) -> tuple[TableKind, tuple[Column, ...]]:
    """The kind of a table with these headers and body rows, and the role of each column."""
    years = _year_columns(headers, rules)
    values = _value_columns(headers, body, rules)
    subject = _find_subject([h for i, h in enumerate(headers) if i not in years], values, body, rules)
    hits = [rules.find_rules(header, subject) for header in headers]
    draft = _Draft(headers, hits, [found[0].role if found else "other" for found in hits], subject, body)
    if "ordinal" not in draft.roles and draft.roles[0] != "deadline" and _counts(body):
        draft.roles[0] = "ordinal"
    _settle_years(draft, years)
    _settle_names(draft, values)
    _settle_fallbacks(draft)
    _settle_targets(draft)
    columns = (
        Column(header=header, role=role, year=rules.find_year(header) if role == "target" else None)
        for header, role in zip(headers, draft.roles, strict=True)
    )
    return _find_kind(draft), tuple(columns)


def _find_subject(headers: Sequence[str], values: set[int], body: Sequence[Row], rules: ColumnRules) -> Subject:
    """What the table lists, by what all its columns together say."""
    ids = {rule.id for header in headers for rule in rules.find_rules(header)}
    points = sum(_POINTS.get(name, 0) for name in ids)
    if any(_holds_values(body, index) for index in values):
        points += _VALUE_POINTS
    return "indicator" if points >= _FEWEST_POINTS else "task"


def _year_columns(headers: Sequence[str], rules: ColumnRules) -> set[int]:
    """Columns under one merged cell that differ by their year only: "Lộ trình thực hiện 2026", "... 2027"."""
    stems = [_YEAR_AT_END.sub("", header) if _YEAR_AT_END.search(header) else None for header in headers]
    shared = [i for i, stem in enumerate(stems) if stem and stems.count(stem) > 1]
    return {i for i in shared if all(rule.role == "deadline" for rule in rules.find_rules(headers[i]))}


def _value_columns(headers: Sequence[str], body: Sequence[Row], rules: ColumnRules) -> set[int]:
    """Columns of bare indicator words to the right of one that can name the record: they hold what is to be reached.

    Beside columns of units and targets such a column is the name itself, unless its cells are numbers.
    """
    hits = [rules.find_rules(header) for header in headers]
    ids = [{rule.id for rule in found} for found in hits]
    measured = any(name == "unit" or name.startswith("target.") for found in ids for name in found)
    bare = [i for i, found in enumerate(ids) if "name.indicator.bare" in found]
    values = {i for i in bare if _holds_values(body, i) and any(_may_name(hits[j], body, j) for j in range(i))}
    named = {i for i in bare if any(rule.role == "name" for found in hits[:i] for rule in found)}
    return values if measured else values | named


def _may_name(hit: Hits, body: Sequence[Row], column: int) -> bool:
    """Whether a column can name the records: by its header, or because it holds words under an unknown one."""
    if hit:
        return any("name" in (rule.role, rule.fallback) for rule in hit)
    return bool(_texts(body, column)) and not _counts(body, column) and not _holds_values(body, column)


def _counts(body: Sequence[Row], column: int = 0) -> bool:
    """Whether a column numbers the rows, whatever its header says."""
    texts = _texts(body, column)
    return sum(read_ordinal(text) is not None for text in texts) > len(texts) * _COUNTING_SHARE


def _holds_values(body: Sequence[Row], column: int) -> bool:
    texts = _texts(body, column)
    values = [text for text in texts if len(text) <= _LONGEST_VALUE and _DIGIT.search(text)]
    return len(values) > len(texts) * _VALUE_SHARE


def _texts(body: Sequence[Row], column: int) -> list[str]:
    cells = (row.cells[column] for row in body if column < len(row.cells))
    return [cell.text.strip() for cell in cells if cell and cell.text.strip()]


def _settle_years(draft: _Draft, years: set[int]) -> None:
    """In a table of indicators, columns of years hold targets, whatever stands above the years."""
    for index in years:
        if draft.subject == "indicator" and (draft.roles[index] == "deadline" or not draft.hits[index]):
            draft.roles[index] = "target"


def _settle_names(draft: _Draft, values: set[int]) -> None:
    """One column names the record: the clearest of several, or the first free one when none does."""
    roles = draft.roles
    names = [i for i, role in enumerate(roles) if role == "name"]
    if not set(names) - values:
        names.append(_free_column(draft))
        roles[names[-1]] = "name"
    fullest = max(_fill(draft.body, i) for i in names)
    # A column that many rows leave empty, or share with the row above, heads rows and does not name each of them.
    sparse = {i for i in names if _fill(draft.body, i) < fullest * _FULL_SHARE}
    best = min(names, key=lambda i: (i in values, i in sparse, _name_strength(draft, i), i))
    for index in names:
        if index != best:
            roles[index] = _second_name_role(draft, index)


def _name_strength(draft: _Draft, index: int) -> int:
    """How clearly a header names what its table lists, 0 the clearest."""
    name = draft.hits[index][0].id if draft.hits[index] else ""
    return _NAME_STRENGTH[draft.subject].get(name, _WEAKEST)


def _free_column(draft: _Draft) -> int:
    """The column that comes nearest to a name: one that may be it by its words, an unknown one, a target at last."""
    places = range(len(draft.roles))
    may_name = [i for i in places if any(rule.fallback == "name" for rule in draft.hits[i])]
    unknown = [i for i in places if draft.roles[i] == "other" and not draft.hits[i]]
    kept = [i for i in places if draft.roles[i] == "other" and not any(rule.fallback for rule in draft.hits[i])]
    rest = [i for i in places if draft.roles[i] == "target"] or [i for i in places if draft.roles[i] != "ordinal"]
    return (may_name or unknown or kept or rest or [0])[0]


def _fill(body: Sequence[Row], column: int) -> int:
    """How many rows have a text of their own in the column, not that of the row above."""
    cells = [row.cells[column] for row in body if column < len(row.cells)]
    texts = ["" if cell is None or cell.merged_above else cell.text.strip() for cell in cells]
    return sum(1 for above, text in zip(["", *texts], texts, strict=False) if text not in ("", above))


def _second_name_role(draft: _Draft, index: int) -> Role:
    """A second column of indicator words beside the name holds what is to be reached; others are kept aside."""
    if not draft.hits[index] or draft.hits[index][0].id != "name.indicator.bare":
        return "other"
    if draft.subject == "indicator":
        return "target"
    return "output" if "output" not in draft.roles else "other"


def _settle_fallbacks(draft: _Draft) -> None:
    """A column takes its fallback role where no other column has that role: who follows an indicator up, leads it."""
    for index, found in enumerate(draft.hits):
        fallback = found[0].fallback if found else None
        if fallback and draft.roles[index] == found[0].role and fallback not in draft.roles:
            draft.roles[index] = fallback


def _settle_targets(draft: _Draft) -> None:
    """In a table of indicators whose headers name no target, the numbers under unknown headers are the targets."""
    if draft.subject != "indicator" or "target" in draft.roles:
        return
    for index, role in enumerate(draft.roles):
        if role == "other" and not draft.hits[index] and _holds_values(draft.body, index):
            draft.roles[index] = "target"


def _find_kind(draft: _Draft) -> TableKind:
    has = set(draft.roles)
    if _is_foreign(draft):
        return "other"
    if draft.subject == "indicator" and has & {"target", "unit"}:
        return "indicator"
    named = any(rule.subject for found in draft.hits for rule in found)
    if has & {"lead", "support", "deadline", "output"} or named:
        return draft.subject
    return "other"


def _is_foreign(draft: _Draft) -> bool:
    """A list of people, goods or prices, unless somebody is to do something by a certain time."""
    ids = {rule.id for found in draft.hits for rule in found}
    foreign = any(rule.subject == "other" for found in draft.hits for rule in found)
    assigned = "name.task" in ids and ids & {"lead", "lead.body"}
    return foreign and "deadline" not in draft.roles and not assigned
