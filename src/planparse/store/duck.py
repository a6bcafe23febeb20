"""Writing to the database: many plans at a time, each plan wholly or not at all.

What holds after every call of ``Store.put``:

1. A plan is in all tables or in none; loading it again leaves one copy.
2. ``same_plan_as`` and ``replaced_by`` are right for all plans in the database.
3. Every file that was handed over has a row in ``ingests``.
"""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import duckdb

from planparse.errors import DatabaseError, UselessDatabaseError
from planparse.store.corrections import CorrectionTables
from planparse.store.lines import PlanLines, TableLines, build_tuple_lines
from planparse.store.loading import delete_plans, load_file, load_lines, load_new_ingests, load_parquet
from planparse.store.locking import DatabaseLock
from planparse.store.opening import check_folder, check_ours, connect_for_writing, first_line
from planparse.store.rows import IngestRow, Reference
from planparse.store.same_plan import find_places, link_same_plans
from planparse.store.task_keys import export_task_keys, mark_tasks_linked, tasks_are_linked
from planparse.store.transactions import transact
from planparse.store.working import WorkingCopy
from planparse.wording.message import Message

PUBLISH_SECONDS = 10.0  # how old what readers see may be, while copying takes little
PUBLISH_SHARE = 20  # of twenty seconds, copying may take one


class HeldPlan(NamedTuple):
    """A plan that is in: as which parser and rules read it, and when."""

    versions: tuple[str, str]
    ingested_at: dt.datetime


def open_for_writing(path: Path, *, wait: bool = False) -> "Store":
    """The database at ``path``, created where there is none. Readers can open it all the while.

    Args:
        path: the database.
        wait: for another ingest to end; otherwise it is named.

    Raises:
        DatabaseError: it is not a planparse database, another process writes to it, or it cannot be written to.
    """
    check_folder(path)
    copy = WorkingCopy(Path(os.path.realpath(path)))  # resolve() raises where links lead in a circle
    lock = DatabaseLock(copy.db)
    lock.acquire(wait=wait)
    try:
        check_ours(path)
        copy.prepare()
        lock.sign()
        return Store(_connect(copy, path), copy, lock)
    except BaseException:
        lock.release()
        raise


def _connect(copy: WorkingCopy, path: Path) -> duckdb.DuckDBPyConnection:
    """Opens the working copy; one that a crash spoiled, or another version left, is made again from the database."""
    try:
        return connect_for_writing(copy.file, path, scratch=copy.scratch)
    except UselessDatabaseError:
        copy.begin_anew()
        return connect_for_writing(copy.file, path, scratch=copy.scratch)


class Store:
    """A database open for writing. Use it in a ``with`` statement, in one thread at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, copy: WorkingCopy, lock: DatabaseLock) -> None:
        self._connection = connection
        self._copy = copy
        self._lock = lock
        self._publish_again = 0.0 if not copy.db.exists() else time.monotonic() + PUBLISH_SECONDS
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection and publishes what is committed; what is not is dropped.

        Raises:
            DatabaseError: it cannot be published; the next run goes on where this one ended.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            self._connection.close()
            self._copy.finish()
        finally:
            self._lock.release()

    def publish(self) -> None:
        """Lets readers see what is committed, when it is time again: copying must not take the time of reading.

        Raises:
            DatabaseError: what is committed cannot be written to the working copy.
        """
        begun = time.monotonic()
        if begun < self._publish_again:
            return
        try:
            self._connection.execute("CHECKPOINT")
            self._copy.publish()
        except OSError:
            pass  # no room for a second copy, say: readers keep the last one, and the end needs none
        except duckdb.Error as exc:
            raise DatabaseError(
                Message("errors.database.no_writing", path=self._copy.db, reason=first_line(exc))
            ) from exc
        ended = time.monotonic()
        self._publish_again = ended + max(PUBLISH_SECONDS, (ended - begun) * PUBLISH_SHARE)

    @property
    def scratch(self) -> Path:
        """A folder for files that nobody needs after a crash: it is emptied then."""
        return self._copy.scratch

    @property
    def corrections(self) -> CorrectionTables:
        """What reviewers have said of the plans."""
        return CorrectionTables(self._connection, self._transact, self._copy.scratch)

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

        def replace() -> None:
            for block in blocks:
                self._connection.execute(f"DELETE FROM {block.table}")
            self._load(blocks)
            self._connection.execute("UPDATE meta SET rules_version = ?", [reference.rules_version])

        self._transact(replace)

    def put(self, plans: Sequence[PlanLines], ingests: Sequence[IngestRow]) -> None:
        """Stores plans (each replaces what was stored under its id) and what became of the files.

        Raises:
            RefusedRowsError: rows of a plan do not fit the tables; nothing of the call is stored.
            DatabaseError: the database cannot be written to.
        """
        ids = [plan.plan_id for plan in plans]

        def replace() -> None:
            before = find_places(self._connection, ids)
            delete_plans(self._connection, ids)
            self._load([*_joined(plans), build_tuple_lines("ingests", ingests)])
            if plans:
                link_same_plans(self._connection, before | find_places(self._connection, ids))

        self._transact(replace)

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

        def replace() -> None:
            before = find_places(self._connection, ids)
            delete_plans(self._connection, ids)
            load_parquet(self._connection, "plans", [plans])
            for table, paths in files.items():
                load_parquet(self._connection, table, paths, parts=parts)
            link_same_plans(self._connection, before | find_places(self._connection, ids))

        self._transact(replace)

    def put_ingests(self, file: Path) -> None:
        """Adds what became of files from a Parquet file; what a run said of a file is never there twice."""
        self._transact(lambda: load_new_ingests(self._connection, file))

    def tasks_are_linked(self, rules_version: str) -> bool:
        """Whether ``task_links`` comes from the tasks that are there now and from these rules."""
        found: list[bool] = []
        self._transact(lambda: found.append(tasks_are_linked(self._connection, rules_version)))
        return found[-1]

    def export_task_keys(self, file: Path) -> int:
        """Writes the keys of the tasks of current plans: see :func:`~planparse.store.task_keys.export_task_keys`."""
        found: list[int] = []
        self._transact(lambda: found.append(export_task_keys(self._connection, file)))
        return found[-1]

    def put_task_links(self, file: Path, rules_version: str) -> None:
        """Replaces ``task_links`` by the lines of a file; readers see the old ones or the new ones."""

        def replace() -> None:
            self._connection.execute("DELETE FROM task_links")
            load_file(self._connection, "task_links", file)
            mark_tasks_linked(self._connection, rules_version)

        self._transact(replace)

    def _transact(self, work: Callable[[], None]) -> None:
        transact(self._connection, self._copy.db, work)

    def _load(self, blocks: Sequence[TableLines]) -> None:
        load_lines(self._connection, blocks, self._copy.scratch)


def _joined(plans: Sequence[PlanLines]) -> Iterator[TableLines]:
    """Lines of many plans, table by table."""
    for same_table in zip(*(plan.tables for plan in plans), strict=True):
        yield TableLines(same_table[0].table, b"".join(block.lines for block in same_table))
