"""Typed rows, as the database holds them: one class per table, one attribute per column (see ``store/schema.sql``).

``*_raw`` is the text as printed, after NFC and white-space clean-up only. Ids are stable and begin with the plan's.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from planparse.model.base import BBox, Frozen
from planparse.model.drafts import RowKind
from planparse.model.plan import Status, TableKind
from planparse.model.source import TextOrigin
from planparse.model.values import AgencyRole, Change, Comparator, IssuerLevel, Precision, Relation, WaitsFor

Severity = Literal["error", "warning", "info"]
SourceField = Literal[
    "label", "name", "unit_raw", "target", "lead_raw", "support_raw", "output_raw", "deadline_raw", "notes_raw"
]


class PlanRow(Frozen):
    """A row of ``plans``, without what the store adds (``same_plan_as``, ``ingested_at``)."""

    plan_id: str
    source_path: str
    source_sha256: str
    media_type: str
    page_count: int | None
    text_origin: TextOrigin
    number: int | None
    symbol: str | None
    doc_type: str | None
    title: str | None
    issuer: str | None
    place_name: str | None
    issued_on: dt.date | None
    issued_edtf: str | None
    plan_year: int | None
    status: Status
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
    corrected: tuple[str, ...] = ()
    parser_version: str
    rules_version: str


class Placed(Frozen):
    """Columns of every extracted row: whose it is and where it came from."""

    plan_id: str
    page: int | None
    bbox: BBox | None
    locator: str


class SectionRow(Placed):
    """A row of ``sections``."""

    section_id: str
    parent_id: str | None
    ordinal: int
    level: int
    label: str
    heading: str | None
    text: str


class AppendixRow(Placed):
    """A row of ``appendices``."""

    appendix_id: str
    ordinal: int
    label: str | None
    number: int | None
    title: str
    attached_to_raw: str | None
    text: str


class TableRow(Placed):
    """A row of ``source_tables``."""

    table_id: str
    appendix_id: str | None
    section_id: str | None
    ordinal: int
    kind: TableKind
    header: tuple[str, ...]
    roles: tuple[str, ...]
    page_first: int | None
    page_last: int | None


class SourceRow(Placed):
    """A row of ``source_rows``."""

    row_id: str
    table_id: str
    ordinal: int
    cells: tuple[str, ...]
    kind: RowKind
    record_id: str | None


class TaskRow(Placed):
    """A row of ``tasks``."""

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
    corrected: tuple[str, ...] = ()


class IndicatorRow(Placed):
    """A row of ``indicators``."""

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
    corrected: tuple[str, ...] = ()


class TargetRow(Placed):
    """A row of ``targets``."""

    indicator_id: str
    ordinal: int
    raw: str
    year: int | None
    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    aspirational: bool
    basis: str | None
    scope: str | None
    unit_code: str | None
    low_base: Decimal | None
    high_base: Decimal | None
    per: str | None
    change: Change | None
    compared_to: str | None
    out_of: Decimal | None
    code: str | None
    indicator_name: str
    indicator_ordinal: int
    unit_raw: str | None
    corrected: bool = False


class DeadlineRow(Placed):
    """A row of ``deadlines``."""

    task_id: str
    ordinal: int
    raw: str
    kind: str
    precision: Precision | None
    start_on: dt.date | None
    end_on: dt.date | None
    edtf: str | None
    rrule: str | None
    condition: str | None
    waits_for: WaitsFor | None


class OccurrenceRow(Placed):
    """A row of ``occurrences``."""

    task_id: str
    deadline_ordinal: int
    due_on: dt.date


class AssignmentRow(Placed):
    """A row of ``assignments``."""

    record_id: str
    role: AgencyRole
    ordinal: int
    agency_raw: str
    agency_code: str | None
    match_score: float | None


class FieldSourceRow(Placed):
    """A row of ``field_sources``."""

    record_id: str
    field: SourceField
    ordinal: int
    raw: str


class CitationRow(Placed):
    """A row of ``citations``."""

    ordinal: int
    raw: str
    doc_type: str | None
    symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    relation: Relation
    document: str
    issuer_level: IssuerLevel | None
    issuer_place: str | None
    carried_by: str | None
    section_id: str | None
    record_id: str | None


class FootnoteRow(Placed):
    """A row of ``footnotes``."""

    ordinal: int
    mark: str
    text: str


class DigitalSignatureRow(Placed):
    """A row of ``digital_signatures``. The signature is told, not checked."""

    ordinal: int
    signer_name: str | None
    organisation: str | None
    signed_at: dt.datetime | None
    reason: str | None


class DiagnosticRow(Frozen):
    """A row of ``diagnostics``."""

    plan_id: str
    ordinal: int
    severity: Severity
    code: str
    message: str
    page: int | None
    locator: str | None


class Records(Frozen):
    """Everything the database keeps of one plan."""

    plan: PlanRow
    sections: tuple[SectionRow, ...]
    appendices: tuple[AppendixRow, ...]
    source_tables: tuple[TableRow, ...]
    source_rows: tuple[SourceRow, ...]
    tasks: tuple[TaskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    targets: tuple[TargetRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    occurrences: tuple[OccurrenceRow, ...]
    assignments: tuple[AssignmentRow, ...]
    field_sources: tuple[FieldSourceRow, ...]
    citations: tuple[CitationRow, ...]
    footnotes: tuple[FootnoteRow, ...]
    digital_signatures: tuple[DigitalSignatureRow, ...]
    diagnostics: tuple[DiagnosticRow, ...]
