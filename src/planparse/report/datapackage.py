"""A data package (Frictionless, datapackage.json): what the files beside it hold, told to programs and people.

It follows version 1 of the specification, which every reader knows. Each table and view is a resource with its columns,
their types and meanings, what tells its rows apart, its size and its digest.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from planparse.report.keys import PRIMARY_KEYS, find_foreign_keys
from planparse.report.labels import Labels
from planparse.report.making import Facts, Making
from planparse.report.relations import Column, Relation

DESCRIPTOR = "datapackage.json"
Lists = Literal["text", "array"]

_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_MOMENT = "%Y-%m-%d %H:%M:%S"


class Written(NamedTuple):
    """A relation and the file that holds it. ``lists``: how the file writes a list."""

    relation: Relation
    file: Path
    lists: Lists


def write_descriptor(target: Path, written: Sequence[Written], labels: Labels, making: Making, facts: Facts) -> None:
    """Writes datapackage.json; the files that it describes are there."""
    package = build_descriptor(written, labels, making, facts)
    target.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


def build_descriptor(written: Sequence[Written], labels: Labels, making: Making, facts: Facts) -> dict[str, Any]:
    """The content of datapackage.json."""
    say = labels.catalogue.say
    names = {one.relation.name for one in written}
    rules = ", ".join(facts.rules) or "–"
    return {
        "profile": "data-package" if any(one.file.suffix != ".csv" for one in written) else "tabular-data-package",
        "name": "planparse",
        "title": say("export.package.title"),
        "description": say("export.package.description", plans=facts.plans),
        "created": making.at.isoformat(timespec="seconds"),
        "version": making.version,
        "sources": [{"title": say("export.package.source", version=making.version, rules=rules)}],
        "resources": [_build_resource(one, names, labels) for one in written],
    }


def _build_resource(one: Written, names: set[str], labels: Labels) -> dict[str, Any]:
    form = one.file.suffix.removeprefix(".")
    resource: dict[str, Any] = {
        "name": one.relation.name,
        "path": one.file.name,
        "title": labels.relation(one.relation.name),
        "description": _describe(one.relation.comment, labels.holds(one.relation.name), labels),
        "format": form,
        "mediatype": _MEDIA[form],
        "bytes": one.file.stat().st_size,
        "hash": f"sha256:{_digest(one.file)}",
        "schema": _build_schema(one, names, labels),
    }
    if form == "parquet":
        resource["type"] = "file"  # frictionless checks its digest; its reader takes nulls and lists of Parquet amiss
    else:
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "dialect": {"lineTerminator": "\n"}}
    return resource


def _build_schema(one: Written, names: set[str], labels: Labels) -> dict[str, Any]:
    relation, columns = one.relation, tuple(column.name for column in one.relation.columns)
    schema: dict[str, Any] = {
        "fields": [_build_field(one, column, labels) for column in relation.columns],
        "missingValues": [""],
    }
    if key := PRIMARY_KEYS.get(relation.name):
        schema["primaryKey"] = list(key)
    foreign = [key for key in find_foreign_keys(relation.name, columns) if not key.table or key.table in names]
    if foreign:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.key]}} for key in foreign
        ]
    return schema


def _build_field(one: Written, column: Column, labels: Labels) -> dict[str, str]:
    title = labels.column(one.relation.name, column.name)
    field = {"name": column.name, "type": _type_of(column, one.lists), "title": title}
    if column.type == "TIMESTAMP" and one.file.suffix == ".csv":
        field["format"] = _MOMENT
    if text := _describe(column.comment, "", labels):
        field["description"] = text
    return field


def _type_of(column: Column, lists: Lists) -> str:
    return _TYPES.get(column.type) or ("array" if lists == "array" else "string")


def _describe(english: str, own: str, labels: Labels) -> str:
    """The comment of the database in English; in Vietnamese what the catalogue says."""
    return english if labels.catalogue.language == "en" else own


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
