"""Writing to the database: many plans at a time, each plan wholly or not at all.

What holds after every call of ``Store.put``:

1. A plan is in all tables or in none; loading it again leaves one copy.
2. ``same_plan_as`` and ``replaced_by`` are right for all plans in the database.
3. Every file that was handed over has a row in ``ingests``.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import duckdb

from planparse.errors import DatabaseError
from planparse.store.columns import as_casts, as_struct, list_columns
from planparse.store.lines import PlanLines, TableLines, build_tuple_lines
from planparse.store.opening import connect_for_writing, first_line
from planparse.store.rows import IngestRow, Reference, TaskLinkRow
from planparse.store.same_plan import find_places, link_same_plans
from planparse.store.task_keys import list_task_keys, mark_tasks_linked, tasks_are_linked

# Columns that say when a row was stored. Times are UTC without a zone: reading a zoned time from Python would need a
# package that duckdb does not bring.
_STAMPED = {"plans": "ingested_at", "ingests": "at"}
_NOW = "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)"


class HeldPlan(NamedTuple):
    """A plan that is in: as which parser and rules read it, and when."""

    versions: tuple[str, str]
    ingested_at: dt.datetime


def open_for_writing(path: Path) -> "Store":
    """The database at ``path``, created where there is none.

    Raises:
        DatabaseError: it is not a planparse database, another process holds it, or it cannot be written to.
    """
    return Store(connect_for_writing(path), path)


class Store:
    """A database open for writing. Use it in a ``with`` statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; what is not committed is dropped."""
        self._connection.close()

    def known_files(self, parser_version: str, rules_version: str) -> frozenset[str]:
        """SHA-256 of the files that are in as this parser and these rules read them."""
        rows = self._connection.execute(
            "SELECT source_sha256 FROM plans WHERE parser_version = ? AND rules_version = ?",
            [parser_version, rules_version],
        ).fetchall()
        return frozenset(row[0] for row in rows)

    def put_reference(self, reference: Reference) -> None:
        """Replaces the reference tables, unless they come from the same rules already."""
        held = self._connection.execute("SELECT rules_version FROM meta").fetchone()
        if held is not None and held[0] == reference.rules_version:
            return
        blocks = (
            build_tuple_lines("agencies", reference.agencies),
            build_tuple_lines("agency_names", reference.agency_names),
            build_tuple_lines("indicator_catalog", reference.indicators),
            build_tuple_lines("communes", reference.communes),
            build_tuple_lines("documents", reference.documents),
        )
        with self._transaction():
            for block in blocks:
                self._connection.execute(f"DELETE FROM {block.table}")
            self._load(blocks)
            self._connection.execute("UPDATE meta SET rules_version = ?", [reference.rules_version])

    def put(self, plans: Sequence[PlanLines], ingests: Sequence[IngestRow]) -> None:
        """Stores plans (each replaces what was stored under its id) and what became of the files."""
        with self._transaction():
            ids = [plan.plan_id for plan in plans]
            before = find_places(self._connection, ids)
            self._delete(ids)
            self._load(_joined(plans))
            self._load([build_tuple_lines("ingests", ingests)])
            if plans:
                link_same_plans(self._connection, before | find_places(self._connection, ids))

    def held_plans(self) -> dict[str, HeldPlan]:
        """Every plan that is in, by its id."""
        rows = self._connection.execute("SELECT plan_id, parser_version, rules_version, ingested_at FROM plans")
        return {plan_id: HeldPlan((parser, rules), at) for plan_id, parser, rules, at in rows.fetchall()}

    def put_parquet(self, plans: Path, parts: Mapping[str, str], files: Mapping[str, Sequence[Path]]) -> None:
        """Stores plans from Parquet files, as ``put`` does from lines.

        Args:
            plans: the rows of ``plans``.
            parts: for each of these plans, the name of the files that hold its rows, without their ending.
            files: of the other tables; what they hold of other plans is left out.
        """
        ids = list(parts)
        with self._transaction():
            before = find_places(self._connection, ids)
            self._delete(ids)
            self._insert_parquet("plans", [plans])
            for table, paths in files.items():
                self._insert_parquet(
                    table,
                    paths,
                    "WHERE (plan_id, parse_filename(filename, true)) IN "
                    "(SELECT (unnest(CAST($ids AS VARCHAR[])), unnest(CAST($parts AS VARCHAR[]))))",
                    {"ids": ids, "parts": list(parts.values())},
                )
            link_same_plans(self._connection, before | find_places(self._connection, ids))

    def put_ingests(self, file: Path) -> None:
        """Adds what became of files from a Parquet file; what a run said of a file is never there twice."""
        with self._transaction():
            self._insert_parquet(
                "ingests",
                [file],
                "WHERE NOT EXISTS (SELECT 1 FROM ingests i WHERE i.run_id = t.run_id AND i.source_path = t.source_path "
                "AND i.source_sha256 IS NOT DISTINCT FROM t.source_sha256)",
            )

    def tasks_are_linked(self, rules_version: str) -> bool:
        """Whether ``task_links`` comes from the tasks that are there now and from these rules."""
        return tasks_are_linked(self._connection, rules_version)

    def task_keys(self) -> list[tuple[str, int, list[int]]]:
        """The keys of the tasks of current plans, how many tasks have each, and the plans as numbers."""
        return list_task_keys(self._connection)

    def put_task_links(self, links: Sequence[TaskLinkRow], rules_version: str) -> None:
        """Replaces ``task_links``; readers see the old ones or the new ones, never some of each."""
        with self._transaction():
            self._connection.execute("DELETE FROM task_links")
            self._load([build_tuple_lines("task_links", links)])
            mark_tasks_linked(self._connection, rules_version)

    def _delete(self, plan_ids: list[str]) -> None:
        """Removes plans; tables are only searched for plans that are there."""
        held = self._connection.execute(
            "SELECT plan_id FROM plans WHERE plan_id IN (SELECT unnest(CAST(? AS VARCHAR[])))", [plan_ids]
        ).fetchall()
        if not held:
            return
        for table in self._tables_of_plans():
            self._connection.execute(
                f"DELETE FROM {table} WHERE plan_id IN (SELECT unnest(CAST(? AS VARCHAR[])))",
                [[row[0] for row in held]],
            )

    def _tables_of_plans(self) -> list[str]:
        rows = self._connection.execute(
            "SELECT t.table_name FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_oid) "
            "WHERE c.column_name = 'plan_id' AND NOT t.temporary"
        ).fetchall()
        return [row[0] for row in rows]

    def _load(self, blocks: Iterable[TableLines]) -> None:
        """Appends lines to their tables, with the types that the tables declare."""
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            for block in blocks:
                if block.lines:
                    file = Path(folder, f"{block.table}.json")
                    file.write_bytes(block.lines)
                    self._load_file(block.table, file)

    def _load_file(self, table: str, file: Path) -> None:
        columns = as_struct(self._columns(table, stamped=False))
        stamp = f', {_NOW} AS "{_STAMPED[table]}"' if table in _STAMPED else ""
        self._connection.execute(
            f"INSERT INTO {table} BY NAME SELECT *{stamp} "
            f"FROM read_json($file, format = 'newline_delimited', columns = {columns})",
            {"file": str(file)},
        )

    def _insert_parquet(
        self, table: str, paths: Sequence[Path], where: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        columns = as_casts(self._columns(table, stamped=True))
        self._connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {columns} FROM read_parquet($files, filename = true) t {where}",
            {"files": [str(path) for path in paths], **(values or {})},
        )

    def _columns(self, table: str, *, stamped: bool) -> dict[str, str]:
        """The columns of a table that are loaded; times too, where they are told and not set here."""
        set_here = {"same_plan_as", "replaced_by", None if stamped else _STAMPED.get(table)}
        columns = list_columns(self._connection, table)
        return {name: kind for name, kind in columns.items() if name not in set_here}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.begin()
            yield
            self._connection.commit()
        except duckdb.Error as exc:
            self._roll_back()
            raise DatabaseError(f"{self._path}: cannot write to this database ({first_line(exc)})") from exc
        except RuntimeError as exc:
            self._roll_back()
            if "interrupted" in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
                raise KeyboardInterrupt from exc
            raise
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Undoes what was begun; a transaction that DuckDB has ended by itself is gone already."""
        try:
            self._connection.rollback()
        except duckdb.Error:
            return


def _joined(plans: Sequence[PlanLines]) -> Iterator[TableLines]:
    """Lines of many plans, table by table."""
    for same_table in zip(*(plan.tables for plan in plans), strict=True):
        yield TableLines(same_table[0].table, b"".join(block.lines for block in same_table))
