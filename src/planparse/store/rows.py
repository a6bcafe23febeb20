"""Rows that do not come from a plan: what ingest did with a file, and the reference tables that the rules fill."""

from typing import Literal, NamedTuple

IngestStatus = Literal["ok", "failed", "skipped"]


class IngestRow(NamedTuple):
    """A row of ``ingests``, without the time, which the store adds."""

    source_path: str
    source_sha256: str | None
    status: IngestStatus
    error: str | None
    seconds: float


class AgencyRow(NamedTuple):
    """A row of ``agencies``."""

    agency_code: str
    name: str
    kind: str | None
    level: str
    aliases: tuple[str, ...]


class IndicatorCatalogRow(NamedTuple):
    """A row of ``indicator_catalog``."""

    code: str
    name: str
    unit: str | None
    field: str | None
    aliases: tuple[str, ...]


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


class Reference(NamedTuple):
    """The reference tables, and the fingerprint of the rules they come from."""

    rules_version: str
    agencies: tuple[AgencyRow, ...]
    indicators: tuple[IndicatorCatalogRow, ...]
    communes: tuple[CommuneRow, ...]
    documents: tuple[DocumentRow, ...] = ()
