"""What is derived from a field, read anew from its words by the same normalisers that read the plan.

A record goes back to the draft that it was, with the corrected words in it; of what the normaliser makes of that draft
only the part is taken that hangs on the corrected field. So a reviewer who rights a deadline changes no agency.
"""

from typing import NamedTuple

from planparse.model.base import Locus, Note, Quote
from planparse.model.drafts import FieldPlace, IndicatorDraft, TargetCell, TaskDraft
from planparse.model.plan import Role
from planparse.model.records import (
    FieldSourceRow,
    IndicatorRow,
    PlanRow,
    Records,
    SourceField,
    TargetRow,
    TaskRow,
)
from planparse.model.values import Place
from planparse.normalise.indicator_rows import IndicatorRows, build_indicators
from planparse.normalise.setting import Setting, build_setting
from planparse.normalise.task_rows import TaskRows, build_tasks
from planparse.rulebook.book import RuleBook
from planparse.text.quoting import join_quotes

_ROLES: dict[SourceField, Role] = {
    "label": "ordinal",
    "name": "name",
    "unit_raw": "unit",
    "lead_raw": "lead",
    "support_raw": "support",
    "output_raw": "output",
    "deadline_raw": "deadline",
    "notes_raw": "notes",
}


class _Key(NamedTuple):
    """What of a plan's header decides how its records are read."""

    year: int | None
    place: Place
    issued_on: object


class Rereader:
    """Reads records of one plan anew.

    Args:
        parsed: the plan as it was read; its texts and cells tell what its abbreviations mean.
        rules: the rules to read by.
    """

    def __init__(self, parsed: Records, rules: RuleBook) -> None:
        self.rules = rules
        self._parsed = parsed
        self._settings: dict[str, Setting] = {}

    def reread_task(
        self, records: Records, task: TaskRow, *, deadline: str | None
    ) -> tuple[TaskRows, tuple[Note, ...]]:
        """The rows that a task becomes with the words it has now; ``deadline`` are those of its deadline."""
        draft = TaskDraft(
            table=None,
            label=task.label,
            groups=(),
            name=task.name,
            lead=task.lead_raw,
            support=task.support_raw,
            output=task.output_raw,
            deadline=deadline,
            notes=task.notes_raw,
            places=_places(records.field_sources, task.task_id),
            locus=locus_of(task),
            order=0,
        )
        return build_tasks([draft], self.setting(records.plan))

    def reread_indicator(
        self, records: Records, indicator: IndicatorRow, targets: tuple[TargetCell, ...]
    ) -> tuple[IndicatorRows, tuple[Note, ...]]:
        """The rows that an indicator becomes with the words it has now, and with the words of these targets."""
        draft = IndicatorDraft(
            table=None,
            section=None,
            label=indicator.label,
            name=indicator.name,
            unit=indicator.unit_raw,
            lead=indicator.lead_raw,
            support=indicator.support_raw,
            output=indicator.output_raw,
            notes=indicator.notes_raw,
            targets=targets,
            places=_places(records.field_sources, indicator.indicator_id),
            locus=locus_of(indicator),
            order=0,
        )
        return build_indicators([draft], self.setting(records.plan))

    def reread_sentence(
        self, records: Records, indicator: IndicatorRow, year: int | None
    ) -> tuple[IndicatorRows, tuple[Note, ...]]:
        """The rows that a sentence becomes whose words hold its targets."""
        draft = IndicatorDraft(
            table=None,
            section=None,
            label=indicator.label,
            name=indicator.name,
            prose=True,
            year=year,
            locus=locus_of(indicator),
            order=0,
        )
        return build_indicators([draft], self.setting(records.plan))

    def setting(self, plan: PlanRow) -> Setting:
        """Place and time of the plan, as its header says now."""
        place = Place(
            commune_code=plan.commune_code,
            commune_name=plan.commune_name,
            commune_type=plan.commune_type,
            province_code=plan.province_code,
            province_name=plan.province_name,
        )
        key = repr(_Key(plan.plan_year, place, plan.issued_on))
        if key not in self._settings:
            self._settings[key] = build_setting(
                plan.plan_id,
                self.rules,
                year=plan.plan_year,
                place=place,
                issued_on=plan.issued_on,
                texts=_texts(self._parsed),
                cells=_agency_cells(self._parsed),
            )
        return self._settings[key]


def locus_of(row: TaskRow | IndicatorRow | TargetRow) -> Locus:
    """Where a row stands."""
    return Locus(path=row.locator, page=row.page, bbox=row.bbox)


def _places(sources: tuple[FieldSourceRow, ...], record_id: str) -> tuple[FieldPlace, ...]:
    """The cells of each field of a record."""
    quotes: dict[Role, list[Quote]] = {}
    for source in sources:
        if source.record_id == record_id and source.field in _ROLES:
            place = Locus(path=source.locator, page=source.page, bbox=source.bbox)
            quotes.setdefault(_ROLES[source.field], []).append(Quote(text=source.raw, locus=place))
    return tuple(FieldPlace(role=role, locus=join_quotes(found)) for role, found in quotes.items())


def _texts(records: Records) -> tuple[str, ...]:
    """The texts of a plan, as far as they are kept."""
    plan = records.plan
    texts = (
        plan.preamble,
        *(text for section in records.sections for text in (section.heading, section.text)),
        *plan.recipients,
        *(text for appendix in records.appendices for text in (appendix.attached_to_raw, appendix.text)),
        *(task.name for task in records.tasks if task.table_id is not None),
        *(note.text for note in records.footnotes),
        plan.closing,
    )
    return tuple(text for text in texts if text)


def _agency_cells(records: Records) -> tuple[str, ...]:
    every: tuple[TaskRow | IndicatorRow, ...] = (*records.tasks, *records.indicators)
    return tuple(cell for record in every for cell in (record.lead_raw, record.support_raw) if cell)
