"""What plans cite, what reviewers said, and the reference tables: a row of each as a named tuple.

One attribute per column (see ``schema.sql``). Their meanings: ``planparse.open(db).tasks.describe()``.
"""

import datetime as dt
from typing import NamedTuple


class TaskLinkRow(NamedTuple):
    """A row of ``task_links``."""

    task_key: str
    cluster_key: str
    score: float


class FieldSourceRow(NamedTuple):
    """A row of ``field_sources``."""

    record_id: str
    field: str
    ordinal: int
    raw: str
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class CitationRow(NamedTuple):
    """A row of ``citations``: one row per mention of a legal document (văn bản viện dẫn)."""

    ordinal: int
    raw: str
    doc_type: str | None
    symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    relation: str
    document: str
    issuer_level: str | None
    issuer_place: str | None
    carried_by: str | None
    section_id: str | None
    record_id: str | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class FootnoteRow(NamedTuple):
    """A row of ``footnotes``: one row per footnote or endnote (chú thích cuối trang, cuối văn bản)."""

    plan_id: str
    ordinal: int
    mark: str
    text: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class DigitalSignatureRow(NamedTuple):
    """A row of ``digital_signatures``: one row per digital signature of a file (chữ ký số)."""

    ordinal: int
    signer_name: str | None
    organisation: str | None
    signed_at: dt.datetime | None
    reason: str | None
    plan_id: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    locator: str


class DiagnosticRow(NamedTuple):
    """A row of ``diagnostics``: one row per finding about a plan: where a person should look."""

    plan_id: str
    ordinal: int
    severity: str
    code: str
    message: str
    page: int | None
    locator: str | None


class CorrectionRow(NamedTuple):
    """A row of ``corrections``: one row per correction (đính chính) that a reviewer made."""

    correction_id: str
    plan_id: str
    record_id: str
    kind: str
    field: str | None
    ordinal: int | None
    old: str | None
    new: str | None
    made_by: str
    made_at: dt.datetime
    undone_by: str | None
    undone_at: dt.datetime | None
    page: int | None
    locator: str
    content_hash: str
    state: str


class ParsedRow(NamedTuple):
    """A row of ``parsed_rows``."""

    plan_id: str
    table_name: str
    rows: str


class AgencyRow(NamedTuple):
    """A row of ``agencies``: one row per canonical agency (đơn vị, cơ quan), from the rules."""

    agency_code: str
    name: str
    kind: str | None
    level: str
    aliases: tuple[str, ...]
    duty: str | None


class AgencyNameRow(NamedTuple):
    """A row of ``agency_names``."""

    agency_code: str
    name: str
    province_name: str | None
    commune_types: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str | None


class CatalogRow(NamedTuple):
    """A row of ``indicator_catalog``: one row per canonical indicator (chỉ tiêu), from the rules."""

    code: str
    name: str
    unit: str | None
    field: str | None
    aliases: tuple[str, ...]
    source: str | None


class DocumentRow(NamedTuple):
    """A row of ``documents``: one row per national document of the catalogue, from rules/documents.yaml."""

    code: str
    name: str
    type: str
    issued_on: dt.date
    issuer: str
    aliases: tuple[str, ...]


class CommuneRow(NamedTuple):
    """A row of ``communes``."""

    commune_code: str
    name: str
    type: str
    province_code: str
    province_name: str
    latitude: float | None
    longitude: float | None


class IngestRow(NamedTuple):
    """A row of ``ingests``: one row per file taken in, or refused, each time ingest ran."""

    source_path: str
    source_sha256: str | None
    status: str
    error: str | None
    seconds: float
    at: dt.datetime
    run_id: str | None
    reason: str | None
    bytes: int | None
    rows: int | None
