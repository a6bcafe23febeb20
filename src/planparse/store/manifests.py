"""What a part of a lake holds, and which part counts where several hold one file.

A part is the work of one task: some plans, read by one parser with one set of rules. A task that is done twice (its
machine was lost, or its word that it is done) makes the same part under the same name. Two runs over the same files, or
a task of a dead run that ends late, can still leave a file in two parts. Then one of them counts, told from the
manifests alone, so that all readers agree:

1. of several versions (parser and rules), those of the latest run that read the file;
2. of parts of one version, the earliest run's; within a run, the file that stands first in its list.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

PARTS = "parts"
_NAME_LENGTH = 32


class Versions(NamedTuple):
    """What the rows of a part depend on besides the file."""

    parser: str
    rules: str
    schema: int


class PartFile(NamedTuple):
    """A file whose plan is in a part.

    Attributes:
        order: its place in the list of its run.
        size: in bytes.
        rows: of all tables.
    """

    order: int
    source_path: str
    sha256: str
    plan_id: str
    seconds: float
    size: int
    rows: int


class Manifest(NamedTuple):
    """The mark that a part is whole; it is written last.

    Attributes:
        at: when its run began, UTC, as in ISO 8601.
        rows: rows of each table; a table without rows has no file.
    """

    part: str
    versions: Versions
    run_id: str
    at: str
    rows: dict[str, int]
    files: tuple[PartFile, ...]


class Entry(NamedTuple):
    """A file in a part. ``is_plan``: its rows count; ``is_read``: that it was read is told in ``ingests``."""

    manifest: Manifest
    file: PartFile
    is_plan: bool
    is_read: bool


def name_part(digests: Iterable[str], versions: Versions) -> str:
    """The name of a part: of what it is made from, not of who made it.

    >>> len(name_part(["ab", "cd"], Versions("1", "r", 4)))
    32
    >>> name_part(["cd", "ab"], Versions("1", "r", 4)) == name_part(["ab", "cd"], Versions("1", "r", 4))
    True
    """
    told = json.dumps([*versions, *sorted(digests)])
    return hashlib.sha256(told.encode()).hexdigest()[:_NAME_LENGTH]


def dump_manifest(manifest: Manifest) -> bytes:
    """A manifest as a file."""
    told = manifest._asdict()
    told["versions"] = manifest.versions._asdict()
    told["files"] = [file._asdict() for file in manifest.files]
    return json.dumps(told, ensure_ascii=False, indent=0).encode()


def parse_manifest(data: bytes) -> Manifest:
    """A manifest from its file.

    Raises:
        ValueError: it is none.
    """
    try:
        told = json.loads(data)
        files = tuple(PartFile(**file) for file in told.pop("files"))
        return Manifest(files=files, versions=Versions(**told.pop("versions")), **told)
    except (TypeError, KeyError, AttributeError) as exc:
        raise ValueError(f"no manifest of a part: {exc}") from exc


def choose(manifests: Sequence[Manifest]) -> list[Entry]:
    """Every file of every part, and whether it counts there."""
    places: dict[str, list[tuple[Manifest, PartFile]]] = defaultdict(list)
    for manifest in manifests:
        for file in manifest.files:
            places[file.sha256].append((manifest, file))
    return [entry for same in places.values() for entry in _choose_one(same)]


def _choose_one(same: Sequence[tuple[Manifest, PartFile]]) -> Iterable[Entry]:
    newest = max(same, key=lambda place: (place[0].run_id, place[0].part))[0].versions
    first: dict[Versions, tuple[Manifest, PartFile]] = {}
    for manifest, file in sorted(same, key=lambda place: (place[0].run_id, place[1].order, place[0].part)):
        first.setdefault(manifest.versions, (manifest, file))
    for manifest, file in same:
        is_read = first[manifest.versions] == (manifest, file)
        yield Entry(manifest, file, is_read and manifest.versions == newest, is_read)
