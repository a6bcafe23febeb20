"""Tasks without an agency, a deadline or an output; the same task twice with another agency or deadline."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from planparse.inspect.draft import Draft, locus_of, shorten
from planparse.inspect.finding import Finding
from planparse.model.records import TableRow, TaskRow
from planparse.text.labels import read_ordinal
from planparse.text.unicode import fold

_FEWEST_WORDS = 6
"""Shorter names ("Báo cáo kết quả") are many tasks in one plan."""


def check_tasks(draft: Draft) -> Iterator[Finding]:
    """What a task must have: who, by when; and what comes of it."""
    every = draft.records.tasks
    tasks = [one for one, after in zip_longest(every, every[1:]) if not _heads(one, after)]
    yield from _columns(draft, tasks)
    tables = {table.table_id: table for table in draft.records.source_tables}
    bare: dict[str, list[TaskRow]] = defaultdict(list)
    for task in tasks:
        roles = _roles(tables.get(task.table_id or ""))
        spot, quote = draft.spot_of(task), shorten(task.name)
        if "lead" in roles and not _says(task.lead_raw):
            yield Finding("task.no_lead", spot, quote)
        if "deadline" in roles and task.deadline_kind == "unspecified":
            yield Finding("task.no_deadline", spot, quote)
        if "output" in roles and not _says(task.output_raw):
            bare[task.table_id or ""].append(task)
    yield from (_without_output(draft, rows) for rows in bare.values())


def _without_output(draft: Draft, rows: Sequence[TaskRow]) -> Finding:
    """One finding for a table: many plans leave this column to the heads."""
    labels = ", ".join(row.label or "…" for row in rows[:12]) + (" …" if len(rows) > 12 else "")
    return Finding(
        "task.no_output", draft.spot_of(rows[0]), shorten(rows[0].name), {"count": len(rows), "rows": labels}
    )


def _roles(table: TableRow | None) -> tuple[str, ...]:
    """The columns a table has; an item of prose is asked for who and when."""
    return table.roles if table else ("lead", "deadline")


def _columns(draft: Draft, tasks: Sequence[TaskRow]) -> Iterator[Finding]:
    """A table of tasks that has no such column at all is told once."""
    filled = {task.table_id for task in tasks}
    for table in draft.records.source_tables:
        if table.kind != "task" or table.table_id not in filled:
            continue
        own = [task for task in tasks if task.table_id == table.table_id]
        spot, header = draft.spot_in_table(table.table_id, locus_of(table)), shorten(" | ".join(table.header))
        if "lead" not in table.roles and not any(_says(task.lead_raw) for task in own):
            yield Finding("task.no_lead_column", spot, header)
        if "deadline" not in table.roles and all(task.deadline_kind == "unspecified" for task in own):
            yield Finding("task.no_deadline_column", spot, header)


def _says(text: str | None) -> bool:
    return any(letter.isalnum() for letter in text or "")


def _heads(task: TaskRow, after: TaskRow | None) -> bool:
    """A row "4" above "4.1", or above "a", is a heading with a number."""
    if after is None or after.table_id != task.table_id or task.label is None or after.label is None:
        return False
    mine, below = read_ordinal(task.label), read_ordinal(after.label)
    if mine is None or below is None:
        return False
    return below.numbers[:-1] == mine.numbers or (below.kind == "letter" and mine.kind != "letter")


def check_repeated_tasks(draft: Draft) -> Iterator[Finding]:
    """The same task twice, and another agency or another deadline the second time."""
    first: dict[str, TaskRow] = {}
    for task in draft.records.tasks:
        name = fold(task.name).strip(" .;,")
        if len(name.split()) < _FEWEST_WORDS:
            continue
        other = first.setdefault(name, task)
        if other is task or _share_a_cell(other, task):
            continue
        lead, due = _differ(other.lead_raw, task.lead_raw), _differ(other.deadline_raw, task.deadline_raw)
        if lead or due:
            values = {
                "other": _where(other),
                "one": (other.lead_raw if lead else other.deadline_raw) or "",
                "two": (task.lead_raw if lead else task.deadline_raw) or "",
            }
            code = "task.two_leads" if lead else "task.two_deadlines"
            yield Finding(code, draft.spot_of(task), shorten(task.name), values)


def _share_a_cell(one: TaskRow, other: TaskRow) -> bool:
    """One name over several rows, each with its own agency: the parts of one task."""
    return one.table_id is not None and one.table_id == other.table_id and one.label == other.label is not None


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both say something, and not the same."""
    return _says(one) and _says(other) and fold(one or "") != fold(other or "")


def _where(task: TaskRow) -> str:
    return task.label or task.locator
