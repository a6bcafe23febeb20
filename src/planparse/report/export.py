"""Every table and view as files: Parquet, CSV, a data package, or one Excel workbook."""

import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.report.datapackage import DESCRIPTOR, Lists, Written, write_descriptor
from planparse.report.formats import write_csv
from planparse.report.labels import Labels
from planparse.report.making import Making, read_facts
from planparse.report.query import run_query
from planparse.report.relations import Relation, choose_relations
from planparse.report.replacing import replacing
from planparse.report.workbook import write_workbook
from planparse.store.columns import quoted
from planparse.store.opening import first_line
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message
from planparse.wording.system import SystemReason, name_reason

ExportFormat = Literal["parquet", "csv", "datapackage", "xlsx"]
WORKBOOK = "planparse.xlsx"


class Exported(NamedTuple):
    """What was written. ``cut`` counts texts too long for a cell of Excel."""

    files: tuple[Path, ...]
    cut: int = 0


class ExportJob(NamedTuple):
    """What to export, and how.

    Attributes:
        form: the kind of file.
        making: what is said of how it came to be.
        catalogue: the language of titles and headers.
        only: names of tables and views; all where there are none.
    """

    form: ExportFormat
    making: Making
    catalogue: Catalogue
    only: tuple[str, ...] = ()


def export_all(connection: duckdb.DuckDBPyConnection, folder: Path, job: ExportJob) -> Exported:
    """Writes tables and views into a folder that exists; files of the same name are replaced when they are whole.

    Raises:
        UsageError: a file cannot be written, or there is no table of a name.
        QueryError: the database cannot be read.
    """
    relations = choose_relations(connection, job.only)
    try:
        if job.form == "xlsx":
            return _export_workbook(connection, relations, folder / WORKBOOK, job)
        return _export_files(connection, relations, folder, job)
    except OSError as exc:
        raise _cannot_write(exc.filename or folder, name_reason(exc)) from exc
    except (duckdb.IOException, duckdb.OutOfMemoryException) as exc:
        raise _cannot_write(folder, _reason_of(exc)) from exc


def _export_workbook(
    connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation], target: Path, job: ExportJob
) -> Exported:
    with replacing(target) as part:
        cut = write_workbook(connection, relations, part, job.making, job.catalogue)
    return Exported((target,), cut)


def _export_files(
    connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation], folder: Path, job: ExportJob
) -> Exported:
    """One file each, and what describes them all."""
    labels = Labels(job.catalogue)
    ending, lists, write = _KINDS[job.form]
    written: list[Written] = []
    for relation in relations:
        file = folder / f"{relation.name}.{ending}"
        with replacing(file) as part:
            write(connection, relation, part, labels)
        written.append(Written(relation, file, lists))
    facts = read_facts(connection, job.making.at.date())
    with replacing(folder / DESCRIPTOR) as part:
        write_descriptor(part, written, labels, job.making, facts)
    return Exported((*(one.file for one in written), folder / DESCRIPTOR))


def _write_parquet(connection: duckdb.DuckDBPyConnection, relation: Relation, file: Path, labels: Labels) -> None:
    """Parquet has no place for comments on columns: they go into its key-value metadata, as JSON."""
    columns = {column.name: column.comment for column in relation.columns}
    titles = {column.name: labels.column(relation.name, column.name) for column in relation.columns}
    metadata = {
        "planparse.comment": relation.comment,
        "planparse.title": labels.relation(relation.name),
        "planparse.column_comments": json.dumps(columns, ensure_ascii=False),
        "planparse.column_titles": json.dumps(titles, ensure_ascii=False),
    }
    pairs = ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in metadata.items())
    target = quoted(str(file.resolve()))
    connection.execute(f"COPY (FROM {relation.name}) TO {target} (FORMAT parquet, KV_METADATA {{{pairs}}})")


def _write_csv(connection: duckdb.DuckDBPyConnection, relation: Relation, file: Path, _: Labels) -> None:
    """UTF-8 with the mark at the beginning that Excel needs to see it as such."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(run_query(connection, f"FROM {relation.name}"), stream)


def _write_plain_csv(connection: duckdb.DuckDBPyConnection, relation: Relation, file: Path, _: Labels) -> None:
    """UTF-8 for programs: no mark, and lists as JSON."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_csv(run_query(connection, f"FROM {relation.name}"), stream, lists_as_json=True)


_Write = Callable[[duckdb.DuckDBPyConnection, Relation, Path, Labels], None]
_KINDS: dict[str, tuple[str, Lists, _Write]] = {
    "parquet": ("parquet", "array", _write_parquet),
    "csv": ("csv", "text", _write_csv),
    "datapackage": ("csv", "array", _write_plain_csv),
}


def _reason_of(exc: duckdb.Error) -> SystemReason | str:
    """Why DuckDB could not write: the system's reason where it passes its number on, as JSON within its words."""
    told = re.search(r'"errno":\s*"(\d+)"', str(exc))
    return SystemReason(int(told[1]), os.strerror(int(told[1]))) if told else first_line(exc)


def _cannot_write(path: object, reason: object) -> UsageError:
    return UsageError(Message("export.errors.cannot_write", path=path, reason=reason))
