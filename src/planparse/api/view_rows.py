"""The views for analysts: a row of each as a named tuple, one attribute per column (see ``schema.sql``, ``views.sql``).

Meanings of columns: ``planparse.open(db).tasks.describe()``.
"""

import datetime as dt
from typing import NamedTuple


class MatrixRow(NamedTuple):
    """A row of ``v_indicator_matrix``."""

    province_name: str | None
    commune_name: str | None
    commune_type: str | None
    commune_code: str | None
    code: str | None
    indicator: str | None
    field: str | None
    year: int | None
    comparator: str | None
    low: float | None
    high: float | None
    unit: str | None
    raw: str | None
    aspirational: bool | None
    scope: str | None
    printed_name: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None
    ordinal: int | None
    target_ordinal: int | None
    indicator_id: str | None
    unit_code: str | None
    low_base: float | None
    high_base: float | None
    per: str | None
    change: str | None
    corrected: bool | None


class StandingRow(NamedTuple):
    """A row of ``v_indicator_standing``."""

    province_name: str | None
    commune_name: str | None
    commune_type: str | None
    commune_code: str | None
    code: str | None
    indicator: str | None
    field: str | None
    year: int | None
    comparator: str | None
    low: float | None
    high: float | None
    value_for_standing: float | None
    unit: str | None
    common_unit: str | None
    median: float | None
    communes: int | None
    standing: str | None
    other_years: tuple[int | None, ...] | None
    raw: str | None
    scope: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class TaskDueRow(NamedTuple):
    """A row of ``v_tasks_due``."""

    province_name: str | None
    commune_name: str | None
    task: str | None
    leads: tuple[str, ...]
    due_on: dt.date | None
    days_left: int | None
    deadline_kind: str | None
    deadline_raw: str | None
    task_id: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None
    corrected: tuple[str, ...]


class DueDayRow(NamedTuple):
    """A row of ``v_due_days``."""

    province_name: str | None
    commune_name: str | None
    task: str | None
    leads: tuple[str, ...]
    due_on: dt.date | None
    days_left: int | None
    how: str | None
    deadline_raw: str | None
    task_id: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class RecurringRow(NamedTuple):
    """A row of ``v_recurring``: every task (nhiệm vụ) that comes back, how often, and when it is due next."""

    province_name: str | None
    commune_name: str | None
    task: str | None
    leads: tuple[str, ...]
    rrule: str | None
    next_on: dt.date | None
    raw: str | None
    deadline_raw: str | None
    task_id: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class WaitingRow(NamedTuple):
    """A row of ``v_waiting``: every task (nhiệm vụ) that waits for somebody or something before it is due."""

    province_name: str | None
    commune_name: str | None
    task: str | None
    leads: tuple[str, ...]
    waits_for: str | None
    condition: str | None
    due_on: dt.date | None
    deadline_raw: str | None
    task_id: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class TaskClusterRow(NamedTuple):
    """A row of ``task_clusters``."""

    task_id: str | None
    cluster_id: str | None
    score: float | None
    cluster_key: str | None
    plan_id: str | None
    page: int | None
    locator: str | None


class SharedTaskRow(NamedTuple):
    """A row of ``v_task_clusters``."""

    cluster_id: str | None
    cluster_name: str | None
    communes: int | None
    lead_differs: bool | None
    due_differs: bool | None
    score: float | None
    province_name: str | None
    commune_name: str | None
    commune_type: str | None
    commune_code: str | None
    plan_year: int | None
    task: str | None
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    deadline_raw: str | None
    deadline_kind: str | None
    due_on: dt.date | None
    task_id: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class WorkloadRow(NamedTuple):
    """A row of ``v_agency_workload``: commune × agency × role: how many tasks and indicators it has."""

    province_name: str | None
    commune_name: str | None
    commune_code: str | None
    agency_code: str | None
    agency: str | None
    level: str | None
    role: str | None
    tasks: int | None
    indicators: int | None


class CitedDocumentRow(NamedTuple):
    """A row of ``v_citations``: document × communes citing it (văn bản viện dẫn)."""

    symbol: str | None
    doc_type: str | None
    issued_on: dt.date | None
    plans: int | None
    communes: int | None
    cited_by: tuple[str, ...]
    mentions: int | None
    document: str | None
    name: str | None
    issuer_level: str | None
    implemented_by: tuple[str, ...]
    spellings: tuple[str, ...]


class ImplementationRow(NamedTuple):
    """A row of ``v_implementations``."""

    document: str | None
    symbol: str | None
    doc_type: str | None
    issued_on: dt.date | None
    name: str | None
    province_name: str | None
    commune_name: str | None
    commune_code: str | None
    relation: str | None
    through: tuple[str, ...]
    is_direct: bool | None
    plan_number: int | None
    plan_symbol: str | None
    plan_title: str | None
    plan_id: str | None
    source_path: str | None
    page: int | None
    locator: str | None


class CoverageRow(NamedTuple):
    """A row of ``v_coverage``."""

    plan_id: str | None
    source_path: str | None
    commune_name: str | None
    same_plan_as: str | None
    replaced_by: str | None
    rows_read: int | None
    headers: int | None
    groups: int | None
    recorded: int | None
    blank: int | None
    unparsed: int | None
    tasks: int | None
    indicators: int | None
    unmatched_agencies: int | None
    unmatched_indicators: int | None
    errors: int | None
    warnings: int | None
    infos: int | None
