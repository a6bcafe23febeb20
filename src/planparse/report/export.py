"""Every table and view as files: Parquet, CSV, or one Excel workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.report.formats import write_csv
from planparse.report.query import run_query
from planparse.report.workbook import write_workbook
from planparse.store.opening import first_line, list_relations
from planparse.wording.message import Message
from planparse.wording.system import name_reason

ExportFormat = Literal["parquet", "csv", "xlsx"]
WORKBOOK = "planparse.xlsx"


class Exported(NamedTuple):
    """What was written. ``cut`` counts texts too long for a cell of Excel."""

    files: tuple[Path, ...]
    cut: int = 0


def export_all(connection: duckdb.DuckDBPyConnection, folder: Path, form: ExportFormat) -> Exported:
    """Writes every table and view into a folder that exists; files of the same name are replaced.

    Raises:
        UsageError: a file cannot be written.
    """
    names = list_relations()
    try:
        if form == "xlsx":
            target = folder / WORKBOOK
            return Exported((target,), write_workbook(connection, names, target))
        write = _WRITERS[form]
        return Exported(tuple(write(connection, name, folder) for name in names))
    except OSError as exc:
        raise UsageError(
            Message("errors.call.no_writing_there", path=exc.filename or folder, reason=name_reason(exc))
        ) from exc
    except (duckdb.IOException, duckdb.OutOfMemoryException) as exc:
        raise UsageError(Message("errors.call.no_writing_there", path=folder, reason=first_line(exc))) from exc


def _write_parquet(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Path:
    file = folder / f"{name}.parquet"
    connection.table(name).write_parquet(str(file.resolve()))
    return file


def _write_csv(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Path:
    """Comma-separated text in UTF-8 with the mark at the beginning that Excel needs to see it as such."""
    file = folder / f"{name}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(run_query(connection, f"FROM {name}"), stream)
    return file


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, str, Path], Path]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
}
