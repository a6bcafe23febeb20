"""A lake: plans as Parquet files on a storage that many machines share, without a database and without locks.

    lake.json                              marks the place: product and version of the schema
    <table>/<part>.parquet                 rows of some plans: one file per table that has any
    parts/<part>.json                      the manifest, written last: a part without one does not exist
    runs/<run>.json                        versions of a run and when it began
    runs/<run>.parquet                     rows of ``ingests`` for the files of a run that are in no part of it
    reference/<rules version>/<table>.parquet    agencies, agency_names, indicator_catalog, documents, communes
    links/<state>/task_links.parquet       which tasks are one
    links/<state>/same_plans.parquet       same_plan_as and replaced_by, where not null; written last

``<part>`` is a hash over the digests of its files and the versions of parser, rules and schema, so what is written
twice is the same under the same name. No file is ever changed; none need be locked. ``manifests`` tells which part
counts where a file is in several. ``<state>`` is a hash over what counts: links of another state are not looked at.

A catalogue of the lake in a database, or a table format with one, was the road not taken: it would be one more thing
that two drivers have to lock, for rows that are written once and never changed.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.errors import DatabaseError
from planparse.store.lines import TableLines, build_tuple_lines
from planparse.store.manifests import PARTS, Entry, Manifest, Versions, choose, parse_manifest
from planparse.store.opening import SCHEMA_VERSION
from planparse.store.parts import lines_to_parquet
from planparse.store.rows import Reference
from planparse.store.storage import Storage
from planparse.wording.message import Message

MARK = "lake.json"
RUNS = "runs"
REFERENCE = "reference"
LINKS = "links"
SAME_PLANS = "same_plans"
_STATE_LENGTH = 32


class Run(NamedTuple):
    """A run that wrote to the lake. ``at``: when it began, UTC, as in ISO 8601."""

    run_id: str
    at: str
    versions: Versions


class Lake(NamedTuple):
    """What is in a lake, as it was when it was looked at."""

    entries: tuple[Entry, ...]
    runs: tuple[Run, ...]
    with_rows: tuple[str, ...]

    @property
    def parts(self) -> tuple[Manifest, ...]:
        """The parts in which a plan counts, in alphabetical order."""
        found = {entry.manifest.part: entry.manifest for entry in self.entries if entry.is_plan}
        return tuple(found[part] for part in sorted(found))

    @property
    def state(self) -> str:
        """A hash over what counts."""
        counting = sorted((one.file.plan_id, one.manifest.part) for one in self.entries if one.is_plan)
        return hashlib.sha256(json.dumps(counting).encode()).hexdigest()[:_STATE_LENGTH]

    @property
    def reference(self) -> str | None:
        """The rules whose reference tables count: those of the latest run."""
        return self.runs[-1].versions.rules if self.runs else None

    def known(self, versions: Versions) -> frozenset[str]:
        """Digests of the files that are in as these versions read them."""
        return frozenset(one.file.sha256 for one in self.entries if one.is_plan and one.manifest.versions == versions)


def mark_lake(storage: Storage) -> None:
    """Makes a place a lake.

    Raises:
        DatabaseError: it holds something else, or is of another version.
    """
    if not is_lake(storage):
        storage.write(MARK, json.dumps({"product": "planparse", "schema_version": SCHEMA_VERSION}).encode())


def is_lake(storage: Storage) -> bool:
    """Whether there is a lake.

    Raises:
        DatabaseError: it is of another version of planparse.
    """
    try:
        told = json.loads(storage.read_all([MARK])[0])
        product, version = told["product"], told["schema_version"]
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError) as exc:
        raise DatabaseError(Message("errors.lake.mark_damaged", path=storage.place, mark=MARK)) from exc
    if (product, version) != ("planparse", SCHEMA_VERSION):
        raise DatabaseError(Message("errors.lake.other_version", path=storage.place))
    return True


def read_lake(storage: Storage) -> Lake:
    """What is in the lake.

    Raises:
        DatabaseError: there is none, it is of another version, or a file of it is damaged.
    """
    if not is_lake(storage):
        raise DatabaseError(Message("errors.lake.none", path=storage.place))
    names = [name for name in storage.list_names(PARTS) if name.endswith(".json")]
    runs = storage.list_names(RUNS)
    told = [name for name in runs if name.endswith(".json")]
    try:
        manifests = [parse_manifest(data) for data in storage.read_all([f"{PARTS}/{name}" for name in names])]
        begun = [_parse_run(data) for data in storage.read_all([f"{RUNS}/{name}" for name in told])]
    except ValueError as exc:
        raise DatabaseError(Message("errors.lake.damaged", path=storage.place, reason=str(exc))) from exc
    return Lake(
        entries=tuple(choose([one for one in manifests if one.versions.schema == SCHEMA_VERSION])),
        runs=tuple(sorted(begun)),
        with_rows=tuple(name for name in runs if name.endswith(".parquet")),
    )


def write_run(storage: Storage, run: Run) -> None:
    """Says that a run has begun; the reference tables of its rules are there by then."""
    told = {"run_id": run.run_id, "at": run.at, "versions": run.versions._asdict()}
    storage.write(f"{RUNS}/{run.run_id}.json", json.dumps(told).encode())


def write_run_rows(storage: Storage, run: Run, rows: Sequence[NamedTuple]) -> None:
    """Keeps what became of the files of a run that are in no part of it."""
    if rows:
        lines = build_tuple_lines("ingests", rows).lines
        stamp = f'"at": {json.dumps(run.at)}, '.encode()
        stamped = b"".join(b"{" + stamp + line[1:] for line in lines.splitlines(keepends=True))
        storage.write(f"{RUNS}/{run.run_id}.parquet", lines_to_parquet(TableLines("ingests", stamped)))


def write_reference(storage: Storage, reference: Reference) -> None:
    """Keeps the reference tables of some rules."""
    for table, rows in reference_tables(reference):
        block = build_tuple_lines(table, rows)
        storage.write(f"{REFERENCE}/{reference.rules_version}/{table}.parquet", lines_to_parquet(block))


def reference_tables(reference: Reference) -> Iterable[tuple[str, Sequence[NamedTuple]]]:
    """The reference tables by their names."""
    yield "agencies", reference.agencies
    yield "agency_names", reference.agency_names
    yield "indicator_catalog", reference.indicators
    yield "communes", reference.communes
    yield "documents", reference.documents


def _parse_run(data: bytes) -> Run:
    try:
        told = json.loads(data)
        return Run(told["run_id"], told["at"], Versions(**told["versions"]))
    except (TypeError, KeyError) as exc:
        raise ValueError(f"no record of a run: {exc}") from exc
