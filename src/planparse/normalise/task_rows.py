"""TaskDrafts -> rows of ``tasks``, ``deadlines``, ``occurrences`` and ``assignments``."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planparse.model.base import Note
from planparse.model.drafts import TaskDraft
from planparse.model.records import AssignmentRow, DeadlineRow, FieldSourceRow, OccurrenceRow, TaskRow
from planparse.model.values import DeadlinePart
from planparse.normalise.deadlines import DueCalendar, Occurrence, find_due_on, read_deadline
from planparse.normalise.ids import flat, group_labels, group_path, placed, section_id, table_id, task_id
from planparse.normalise.provenance import field_locus, notes_at, source_rows
from planparse.normalise.setting import Setting
from planparse.normalise.task_names import build_task_key
from planparse.text.quoting import place_of

_UNPARSED_CONFIDENCE = 0.7


class TaskRows(NamedTuple):
    """The rows that tasks become."""

    tasks: tuple[TaskRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    occurrences: tuple[OccurrenceRow, ...]
    assignments: tuple[AssignmentRow, ...]
    sources: tuple[FieldSourceRow, ...]


def build_tasks(drafts: Sequence[TaskDraft], setting: Setting) -> tuple[TaskRows, tuple[Note, ...]]:
    """Normalises tasks. May add ``deadline.*`` and ``agency.*`` notes, each with the place of its cell."""
    tasks: list[TaskRow] = []
    deadlines: list[DeadlineRow] = []
    occurrences: list[OccurrenceRow] = []
    assignments: list[AssignmentRow] = []
    sources: list[FieldSourceRow] = []
    notes: list[Note] = []
    plan_id, due_calendar = setting.plan_id, DueCalendar(setting.year, setting.rules.deadlines)
    names = {agency.code: agency.name for agency in setting.rules.agencies.agencies}
    for index, draft in enumerate(drafts):
        record_id = task_id(plan_id, index)
        cell = field_locus(draft, "deadline")
        parts = read_deadline(draft.deadline or "", rules=setting.rules.deadlines, plan_year=setting.year)
        own = [
            _deadline_row(part, ordinal, record_id, placed(plan_id, place_of(part.raw, cell)))
            for ordinal, part in enumerate(parts.value, start=1)
        ]
        agencies = setting.assigner.assign(draft, plan_id=plan_id, record_id=record_id)
        tasks.append(_task_row(draft, index, setting, parts.value, leads=_leads(agencies.value, names)))
        deadlines += own
        occurrences += [_occurrence_row(found, own) for found in due_calendar.find_occurrences(parts.value)]
        assignments += agencies.value
        sources += source_rows(draft, plan_id=plan_id, record_id=record_id)
        notes += [*notes_at(parts.notes, cell), *agencies.notes]
    rows = TaskRows(tuple(tasks), tuple(deadlines), tuple(occurrences), tuple(assignments), tuple(sources))
    return rows, tuple(notes)


def _leads(agencies: Sequence[AssignmentRow], names: Mapping[str, str]) -> tuple[str, ...]:
    """The canonical name of each body that leads, else its name as printed."""
    return tuple(names.get(row.agency_code or "", row.agency_raw) for row in agencies if row.role == "lead")


def _task_row(
    draft: TaskDraft, index: int, setting: Setting, parts: tuple[DeadlinePart, ...], *, leads: tuple[str, ...]
) -> TaskRow:
    plan_id, names = setting.plan_id, setting.rules.task_names
    unread = any(part.kind == "unparsed" for part in parts)
    return TaskRow(
        task_id=task_id(plan_id, index),
        table_id=None if draft.table is None else table_id(plan_id, draft.table),
        section_id=None if draft.section is None else section_id(plan_id, draft.section),
        ordinal=index + 1,
        label=draft.label,
        group_path=group_path(draft.groups),
        group_labels=group_labels(draft.groups),
        name=flat(draft.name) or "",
        task_key=build_task_key(draft.name, year=setting.year, places=setting.places, rules=names),
        lead_raw=flat(draft.lead),
        support_raw=flat(draft.support),
        output_raw=flat(draft.output),
        deadline_raw=flat(draft.deadline),
        notes_raw=flat(draft.notes),
        due_on=find_due_on(parts),
        deadline_kind=parts[0].kind,
        leads=leads,
        confidence=round(draft.confidence * (_UNPARSED_CONFIDENCE if unread else 1.0), 3),
        **placed(plan_id, draft.locus),
    )


def _occurrence_row(found: Occurrence, deadlines: Sequence[DeadlineRow]) -> OccurrenceRow:
    """It stands where the part of the deadline stands that it comes from."""
    part = deadlines[found.part - 1]
    return OccurrenceRow(
        task_id=part.task_id,
        deadline_ordinal=part.ordinal,
        due_on=found.due_on,
        plan_id=part.plan_id,
        page=part.page,
        bbox=part.bbox,
        locator=part.locator,
    )


def _deadline_row(part: DeadlinePart, ordinal: int, record_id: str, place: dict[str, Any]) -> DeadlineRow:
    return DeadlineRow(
        task_id=record_id,
        ordinal=ordinal,
        raw=flat(part.raw) or "",
        kind=part.kind,
        precision=part.precision if part.kind == "dated" else None,
        start_on=part.start_on if part.kind == "dated" else None,
        end_on=part.end_on if part.kind == "dated" else None,
        edtf=part.edtf if part.kind == "dated" else None,
        rrule=part.rrule if part.kind == "recurring" else None,
        condition=part.condition if part.kind == "conditional" else None,
        waits_for=part.waits_for if part.kind == "conditional" else None,
        **place,
    )
