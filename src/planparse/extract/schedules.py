"""Schedules ("Thời gian | Nội dung | Đơn vị thực hiện"): the time that a row does not print itself.

Where the date stands before the name, one date heads the rows below it that print none. Where no column tells the
time, a group row that is but a month or a quarter does.
"""

from collections.abc import Iterable

from planparse.model.base import Note, Outcome
from planparse.model.drafts import TaskDraft
from planparse.model.plan import Table
from planparse.rulebook.tasks import TaskRules


def complete_deadlines(tasks: Iterable[TaskDraft], table: Table, *, rules: TaskRules) -> Outcome[tuple[TaskDraft, ...]]:
    """The tasks of a table, with deadlines from above where its layout puts them there. May add notes."""
    roles = [column.role for column in table.columns]
    if "deadline" not in roles:
        return Outcome(value=tuple(_with_period(task, rules) for task in tasks))
    if "name" in roles and roles.index("deadline") < roles.index("name"):
        return _carried_down(tasks)
    return Outcome(value=tuple(tasks))


def _with_period(task: TaskDraft, rules: TaskRules) -> TaskDraft:
    for group in reversed(task.groups):
        if match := rules.match("period", group.text):
            start, end = match.span("period")
            return task.model_copy(update={"deadline": group.text[start:end]})
    return task


def _carried_down(tasks: Iterable[TaskDraft]) -> Outcome[tuple[TaskDraft, ...]]:
    done: list[TaskDraft] = []
    notes: list[Note] = []
    for task in tasks:
        above = done[-1] if done else None
        if task.deadline is None and above and above.deadline and above.groups == task.groups:
            task = task.model_copy(update={"deadline": above.deadline})
            notes.append(Note(code="row.deadline_above", text=task.name, locus=task.locus))
        done.append(task)
    return Outcome(value=tuple(done), notes=tuple(notes))
