"""Rows that do not come from one plan: what ingest did with a file, links between plans, and the reference tables."""

from typing import Literal, NamedTuple

IngestStatus = Literal["ok", "failed", "skipped"]
FailureReason = Literal["unopened", "unreadable", "unsafe", "time", "memory", "died", "defect"]
SkipReason = Literal["known", "duplicate"]


class IngestRow(NamedTuple):
    """A row of ``ingests``, without the time, which the store adds.

    Attributes:
        reason: the kind of failure or skip; None when the file is in.
        bytes: size of the file; None when it could not be opened.
        rows: rows of all tables that came from it; None unless it is in.
        run_id: the run that met the file; ids of later runs sort behind those of earlier ones.
    """

    source_path: str
    source_sha256: str | None
    status: IngestStatus
    error: str | None
    seconds: float
    reason: FailureReason | SkipReason | None = None
    bytes: int | None = None
    rows: int | None = None
    run_id: str | None = None


class TaskLinkRow(NamedTuple):
    """A row of ``task_links``."""

    task_key: str
    cluster_key: str
    score: float


class AgencyRow(NamedTuple):
    """A row of ``agencies``."""

    agency_code: str
    name: str
    kind: str | None
    level: str
    aliases: tuple[str, ...]
    duty: str | None = None


class AgencyNameRow(NamedTuple):
    """A row of ``agency_names``; days as in ISO 8601."""

    agency_code: str
    name: str
    province_name: str | None
    commune_types: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None
    source: str | None


class IndicatorCatalogRow(NamedTuple):
    """A row of ``indicator_catalog``."""

    code: str
    name: str
    unit: str | None
    field: str | None
    aliases: tuple[str, ...]
    source: str | None = None


class DocumentRow(NamedTuple):
    """A row of ``documents``. ``issued_on`` is written as in ISO 8601."""

    code: str
    name: str
    type: str
    issued_on: str
    issuer: str
    aliases: tuple[str, ...]


class CommuneRow(NamedTuple):
    """A row of ``communes``."""

    commune_code: str
    name: str
    type: str
    province_code: str
    province_name: str
    latitude: float | None = None
    longitude: float | None = None


class Reference(NamedTuple):
    """The reference tables, and the fingerprint of the rules they come from."""

    rules_version: str
    agencies: tuple[AgencyRow, ...]
    indicators: tuple[IndicatorCatalogRow, ...]
    communes: tuple[CommuneRow, ...]
    agency_names: tuple[AgencyNameRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
