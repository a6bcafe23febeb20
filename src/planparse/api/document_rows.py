"""What a plan is made of: a row of each as a named tuple, one attribute per column (see ``schema.sql``, ``views.sql``).

Meanings of columns: ``planparse.open(db).tasks.describe()``.
"""

import datetime as dt
from typing import NamedTuple


class PlanRow(NamedTuple):
    """A row of ``plans``: one row per plan (kế hoạch) read."""

    plan_id: str
    source_path: str
    source_sha256: str
    media_type: str
    page_count: int | None
    text_origin: str
    number: int | None
    symbol: str | None
    doc_type: str | None
    title: str | None
    issuer: str | None
    place_name: str | None
    issued_on: dt.date | None
    issued_edtf: str | None
    plan_year: int | None
    status: str
    commune_code: str | None
    commune_name: str | None
    commune_type: str | None
    province_code: str | None
    province_name: str | None
    signer_name: str | None
    signer_title: str | None
    signer_authority: str | None
    recipients: tuple[str, ...]
    preamble: str | None
    closing: str | None
    corrected: tuple[str, ...]
    same_plan_as: str | None
    replaced_by: str | None
    parser_version: str
    rules_version: str
    ingested_at: dt.datetime


class SectionRow(NamedTuple):
    """A row of ``sections``: one row per labelled heading or numbered item of the body (mục)."""

    section_id: str
    parent_id: str | None
    ordinal: int
    level: int
    label: str
    heading: str | None
    text: str
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class AppendixRow(NamedTuple):
    """A row of ``appendices``: one row per appendix (phụ lục)."""

    appendix_id: str
    ordinal: int
    label: str | None
    number: int | None
    title: str
    attached_to_raw: str | None
    text: str
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class SourceTableRow(NamedTuple):
    """A row of ``source_tables``: one row per table (bảng), however many pages it spans."""

    table_id: str
    appendix_id: str | None
    section_id: str | None
    ordinal: int
    kind: str
    header: tuple[str, ...]
    roles: tuple[str, ...]
    page_first: int | None
    page_last: int | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class SourceRow(NamedTuple):
    """A row of ``source_rows``: one row per table row as read, before anything is joined or dropped."""

    row_id: str
    table_id: str
    ordinal: int
    cells: tuple[str, ...]
    kind: str
    record_id: str | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class TaskRow(NamedTuple):
    """A row of ``tasks``: one row per task (nhiệm vụ): a row of a table, or an item of the text with who and when."""

    task_id: str
    table_id: str | None
    section_id: str | None
    ordinal: int
    label: str | None
    group_path: tuple[str, ...]
    group_labels: tuple[str, ...]
    name: str
    task_key: str | None
    lead_raw: str | None
    support_raw: str | None
    output_raw: str | None
    deadline_raw: str | None
    notes_raw: str | None
    due_on: dt.date | None
    deadline_kind: str
    leads: tuple[str, ...]
    confidence: float
    corrected: tuple[str, ...]
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class IndicatorRow(NamedTuple):
    """A row of ``indicators``: one row per indicator (chỉ tiêu): a row of a table or a sentence of the body."""

    indicator_id: str
    table_id: str | None
    section_id: str | None
    ordinal: int
    label: str | None
    group_path: tuple[str, ...]
    group_labels: tuple[str, ...]
    name: str
    unit_raw: str | None
    lead_raw: str | None
    support_raw: str | None
    output_raw: str | None
    notes_raw: str | None
    code: str | None
    match_score: float | None
    confidence: float
    corrected: tuple[str, ...]
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class TargetRow(NamedTuple):
    """A row of ``targets``."""

    indicator_id: str
    ordinal: int
    raw: str
    year: int | None
    comparator: str
    low: float | None
    high: float | None
    unit: str | None
    aspirational: bool
    basis: str | None
    scope: str | None
    unit_code: str | None
    low_base: float | None
    high_base: float | None
    per: str | None
    change: str | None
    compared_to: str | None
    out_of: float | None
    code: str | None
    indicator_name: str
    indicator_ordinal: int
    unit_raw: str | None
    corrected: bool
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class DeadlineRow(NamedTuple):
    """A row of ``deadlines``: one row per part of a deadline (thời hạn)."""

    task_id: str
    ordinal: int
    raw: str
    kind: str
    precision: str | None
    start_on: dt.date | None
    end_on: dt.date | None
    edtf: str | None
    rrule: str | None
    condition: str | None
    waits_for: str | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class OccurrenceRow(NamedTuple):
    """A row of ``occurrences``."""

    task_id: str
    deadline_ordinal: int
    due_on: dt.date
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class AssignmentRow(NamedTuple):
    """A row of ``assignments``: one row per agency (đơn vị, cơ quan) named for a task or an indicator."""

    record_id: str
    role: str
    ordinal: int
    agency_raw: str
    agency_code: str | None
    match_score: float | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str
