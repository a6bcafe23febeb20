"""Tasks and their days: when they are due or come back, what they wait for, which task of other communes they are."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb

from planparse.report.page.columnar import NONE, Part, Texts, build_columns
from planparse.report.page.core import days_of
from planparse.report.page.people import People

_TASKS = """
SELECT t.plan_id, t.task_id, t.name, t.group_path, t.deadline_raw, t.deadline_kind, t.due_on, t.page, t.locator,
       len(t.corrected) > 0, c.cluster_id, c.score
FROM tasks t
SEMI JOIN chosen_records r ON r.plan_id = t.plan_id AND r.record_id = t.task_id
LEFT JOIN task_clusters c USING (plan_id, task_id)
ORDER BY t.plan_id, t.ordinal
"""
# As v_due_days, without the names that the tasks above have already; each day of a task once, the dated one first.
_DAYS = """
WITH days AS (
    SELECT plan_id, task_id, end_on AS due_on, 0 AS how FROM deadlines WHERE end_on IS NOT NULL
    UNION ALL
    SELECT plan_id, task_id, due_on, 1 FROM occurrences
)
SELECT d.plan_id, d.task_id, d.due_on, min(d.how)
FROM days d
SEMI JOIN chosen_records r ON r.plan_id = d.plan_id AND r.record_id = d.task_id
GROUP BY d.plan_id, d.task_id, d.due_on
ORDER BY d.due_on, d.plan_id, d.task_id
"""
_PARTS = """
SELECT d.plan_id, d.task_id, d.kind, d.rrule, d.condition, d.waits_for, d.raw
FROM deadlines d
SEMI JOIN chosen_records r ON r.plan_id = d.plan_id AND r.record_id = d.task_id
WHERE d.kind IN ('recurring', 'conditional')
ORDER BY d.plan_id, d.task_id, d.ordinal
"""
_FIELDS = "SELECT DISTINCT field FROM indicator_catalog WHERE field IS NOT NULL ORDER BY field"
_TASK_COLUMNS = (
    *("plan", "record", "name", "deadline", "kind", "due", "page", "locator", "who", "field"),
    *("corrected", "cluster", "score"),
)


class _Lists(NamedTuple):
    """What rows point into."""

    names: Texts
    records: Texts
    deadlines: Texts
    kinds: Texts
    locators: Texts
    clusters: Texts
    words: Texts


def gather_tasks(connection: duckdb.DuckDBPyConnection, plans: dict[str, int], people: People) -> Part:
    """The chosen tasks, the days on which they are due, and the parts of deadlines that name no day."""
    fields = tuple(row[0] for row in connection.execute(_FIELDS).fetchall())
    lists = _Lists(*(Texts() for _ in _Lists._fields))
    found = connection.execute(_TASKS).fetchall()
    numbers = {(row[0], row[1]): number for number, row in enumerate(found)}
    finder = _FieldFinder(fields)
    rows = [_task_row(row, plans, people, (lists, finder)) for row in found]
    days = [(numbers[row[0], row[1]], days_of(row[2]), row[3]) for row in connection.execute(_DAYS).fetchall()]
    parts = [_part_row(row, numbers, lists) for row in connection.execute(_PARTS).fetchall()]
    tables = {
        "tasks": build_columns(_TASK_COLUMNS, rows),
        "days": build_columns(("task", "day", "how"), days),
        "recurring": build_columns(("task", "rule", "raw"), [row[1:] for row in parts if row[0] == "recurring"]),
        "waiting": build_columns(("task", "on", "raw"), [row[1:] for row in parts if row[0] == "conditional"]),
    }
    return Part(
        tables, {name: texts.freeze() for name, texts in zip(_Lists._fields, lists, strict=True)} | {"fields": fields}
    )


def count_deadlines(part: Part, today: dt.date, ahead: int) -> tuple[int, int]:
    """How many tasks are overdue, and how many come due within so many days: for the summary at the top."""
    now = (today - dt.date(1970, 1, 1)).days
    overdue = sum(1 for due in part.tables["tasks"]["due"] if due is not None and due < now)
    days = part.tables["days"]
    soon = {task for task, day in zip(days["task"], days["day"], strict=True) if now <= day <= now + ahead}
    return overdue, len(soon)


def _task_row(
    row: tuple[Any, ...], plans: dict[str, int], people: People, tools: "tuple[_Lists, _FieldFinder]"
) -> tuple[Any, ...]:
    plan_id, task_id, name, path, deadline, kind, due_on, page, locator, corrected, cluster, score = row
    lists, finder = tools
    return (
        plans[plan_id],
        lists.records.number(task_id.removeprefix(plan_id)),
        lists.names.number(name),
        lists.deadlines.number(deadline),
        lists.kinds.number(kind),
        days_of(due_on),
        page,
        lists.locators.number(locator),
        people.of_record.get((plan_id, task_id), NONE),
        finder.find(path, name),
        int(corrected),
        lists.clusters.number(cluster),
        None if score is None else round(score),
    )


def _part_row(
    row: tuple[Any, ...], numbers: dict[tuple[str, str], int], lists: _Lists
) -> tuple[str, int, str | None, int]:
    plan_id, task_id, kind, rule, condition, waits_for, raw = row
    task = numbers[plan_id, task_id]
    if kind == "recurring":
        return kind, task, rule, lists.words.number(raw)
    return kind, task, waits_for, lists.words.number(condition or raw)


class _FieldFinder:
    """The field of work of a task: the one that its nearest heading names, else its own words.

    Plans give tasks no field; they stand under headings such as "Phát triển kinh tế số". A task that names none has
    none: a guess would put it where nobody looks for it.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = [(field.casefold(), number) for number, field in enumerate(fields)]
        self._known: dict[str, int] = {}

    def find(self, path: Sequence[str], name: str) -> int:
        """Its number, or :data:`NONE`."""
        return next((found for text in (*reversed(path), name) if (found := self._in(text)) != NONE), NONE)

    def _in(self, text: str) -> int:
        if text not in self._known:
            folded = text.casefold()
            places = [(folded.find(field), number) for field, number in self._fields if field in folded]
            self._known[text] = min(places)[1] if places else NONE
        return self._known[text]
