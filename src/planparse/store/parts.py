"""Plans -> a part of a lake: one Parquet file per table, made from the lines that the writer of a database loads too.

What a part holds depends on its files and on the versions alone, not on the run: what is a run's (when it read them,
how long that took) stands in the manifest, and what lies between plans is in no part at all.
"""

import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Self

import duckdb

from planparse.store.columns import as_casts, as_struct, list_columns, quoted
from planparse.store.lines import PlanLines, TableLines
from planparse.store.manifests import PARTS, Manifest, PartFile, Versions, dump_manifest, name_part
from planparse.store.storage import Storage

BETWEEN_PLANS = ("same_plan_as", "replaced_by")
"""Columns of ``plans`` that other plans decide."""

OF_THE_RUN = ("ingested_at",)
"""Columns of ``plans`` that the manifest tells."""


def write_part(
    storage: Storage,
    plans: Sequence[tuple[PartFile, PlanLines]],
    versions: Versions,
    *,
    run_id: str,
    at: str,
) -> str:
    """Writes a part, its manifest last, and gives its name. Writing it again changes nothing."""
    plans = sorted(plans, key=lambda plan: plan[0].plan_id)
    part = name_part((file.sha256 for file, _ in plans), versions)
    rows = {}
    with ParquetWriter() as writer:
        for block in _joined([lines for _, lines in plans]):
            if block.lines:
                storage.write(f"{block.table}/{part}.parquet", writer.write(block))
                rows[block.table] = block.lines.count(b"\n")
    manifest = Manifest(part, versions, run_id, at, rows, tuple(file for file, _ in plans))
    storage.write(f"{PARTS}/{part}.json", dump_manifest(manifest))
    return part


class ParquetWriter:
    """Makes rows into Parquet, with the types that schema.sql declares. Use it in a ``with`` statement."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(config={"threads": 1})  # with more, the order of rows is not told
        self._folder = tempfile.TemporaryDirectory(prefix="planparse-")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of_error: object) -> None:
        self._connection.close()
        self._folder.cleanup()

    def write(self, block: TableLines) -> bytes:
        """A Parquet file of the rows of one table, without the columns of ``plans`` that are no part's own."""
        told = columns_of(block.table)
        if block.table == "plans":
            told = {name: kind for name, kind in told.items() if name not in (*BETWEEN_PLANS, *OF_THE_RUN)}
        source, target = Path(self._folder.name, "rows.json"), Path(self._folder.name, "rows.parquet")
        source.write_bytes(block.lines)
        self._connection.execute(
            f"COPY (SELECT {as_casts(told)} FROM read_json($source, format = 'newline_delimited', "
            f"columns = {as_struct(told)})) TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)",
            {"source": str(source)},
        )
        return target.read_bytes()


def lines_to_parquet(block: TableLines) -> bytes:
    """Rows of one table as a Parquet file."""
    with ParquetWriter() as writer:
        return writer.write(block)


def columns_of(table: str) -> dict[str, str]:
    """The columns of a table of schema.sql with their types."""
    return _schema()[table]


def list_tables() -> tuple[str, ...]:
    """The tables of schema.sql, in its order."""
    return tuple(_schema())


@cache  # of a file of this package: it never changes
def _schema() -> dict[str, dict[str, str]]:
    with duckdb.connect() as connection:
        connection.execute(script("schema.sql"))
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_oid").fetchall()
        return {str(name): list_columns(connection, str(name)) for (name,) in names}


def script(name: str) -> str:
    """A file of SQL that came with planparse."""
    return resources.files("planparse.store").joinpath(name).read_text("utf-8")


def _joined(plans: Sequence[PlanLines]) -> Iterable[TableLines]:
    for same_table in zip(*(plan.tables for plan in plans), strict=True):
        yield TableLines(same_table[0].table, b"".join(block.lines for block in same_table))
