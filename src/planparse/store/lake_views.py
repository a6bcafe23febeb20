"""A lake as a database in memory: the tables of schema.sql over its Parquet files, read where they lie.

Tables with a row per file or less are read into memory when the lake is opened; the others are views over the files of
the parts that count. Links between plans are read where they are of this state of the lake, else found anew; links
between tasks need rules, so those of an earlier state stay away.
"""

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from planparse.errors import DatabaseError
from planparse.store.columns import as_casts, as_struct, quoted
from planparse.store.lake import LINKS, REFERENCE, RUNS, SAME_PLANS, Lake, read_lake
from planparse.store.opening import SCHEMA_VERSION, first_line
from planparse.store.parts import BETWEEN_PLANS, OF_THE_RUN, columns_of, script
from planparse.store.same_plan import find_places, link_same_plans
from planparse.store.storage import Storage
from planparse.wording.message import Message

_FILES = {
    "part": "VARCHAR",
    "plan_id": "VARCHAR",
    "source_path": "VARCHAR",
    "source_sha256": "VARCHAR",
    "seconds": "DOUBLE",
    "at": "TIMESTAMP",
    "run_id": "VARCHAR",
    "bytes": "BIGINT",
    "rows": "INTEGER",
    "is_plan": "BOOLEAN",
    "is_read": "BOOLEAN",
}
_PART_OF = "parse_filename(filename, true)"


class LakeView:
    """A lake that is open for reading. Use it in a ``with`` statement.

    Attributes:
        lake: what is in it.
        connection: asks it with SQL; ``lake_files`` there has a row per file of a part.
        is_linked: whether the links of its tasks are of this state.
    """

    def __init__(self, storage: Storage) -> None:
        self.lake: Lake = read_lake(storage)
        self.connection = duckdb.connect()
        try:
            self._root = storage.attach(self.connection)
            self.is_linked = f"{SAME_PLANS}.parquet" in storage.list_names(f"{LINKS}/{self.lake.state}")
            self._fill()
        except duckdb.Error as exc:
            self.connection.close()
            raise DatabaseError(Message("errors.lake.unread", path=storage.place, reason=first_line(exc))) from exc
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> "LakeView":
        return self

    def __exit__(self, *of_error: object) -> None:
        self.connection.close()

    def lock(self, out: Path | None = None) -> duckdb.DuckDBPyConnection:
        """From now on it reads the lake and nothing else; ``out`` is a file it may write to."""
        if out is not None:
            self.connection.execute("SET allowed_paths = ?", [[str(out.resolve())]])
        self.connection.execute("SET allowed_directories = ?", [[self._root]])
        self.connection.execute("SET enable_external_access = false")
        self.connection.execute("SET lock_configuration = true")
        return self.connection

    def part_urls(self, table: str, parts: Iterable[str]) -> list[str]:
        """The files of a table in these parts, as DuckDB opens them."""
        held = {one.part: one.rows for one in self.lake.parts}
        return [f"{self._root}{table}/{part}.parquet" for part in parts if table in held[part]]

    def _fill(self) -> None:
        self.connection.execute(script("schema.sql"))
        self.connection.execute(
            "INSERT INTO meta (product, schema_version, rules_version) VALUES ('planparse', ?, ?)",
            [SCHEMA_VERSION, self.lake.reference],
        )
        self._fill_files()
        self._fill_reference()
        self._fill_ingests()
        self._fill_plans()
        for table in sorted({table for part in self.lake.parts for table in part.rows} - {"plans"}):
            self._show(table)
        self.connection.execute(script("views.sql"))
        self._fill_links()

    def _fill_files(self) -> None:
        rows = (
            {**entry.file._asdict(), **entry.manifest._asdict(), **entry._asdict()}
            | {"source_sha256": entry.file.sha256, "bytes": entry.file.size, "rows": entry.file.rows}
            for entry in self.lake.entries
        )
        lines = [json.dumps({name: row[name] for name in _FILES}, ensure_ascii=False) for row in rows]
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            file = Path(folder, "files.json")
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            self.connection.execute(
                "CREATE TABLE lake_files AS SELECT * FROM read_json($file, format = 'newline_delimited', "
                f"columns = {as_struct(_FILES)})",
                {"file": str(file)},
            )

    def _fill_reference(self) -> None:
        if self.lake.reference is not None:
            folder = f"{REFERENCE}/{self.lake.reference}"
            for table in ("agencies", "agency_names", "indicator_catalog", "communes", "documents"):
                self._insert(table, [f"{self._root}{folder}/{table}.parquet"])

    def _fill_ingests(self) -> None:
        self.connection.execute(
            "INSERT INTO ingests BY NAME SELECT source_path, source_sha256, 'ok' AS status, seconds, \"at\", run_id, "
            "bytes, rows FROM lake_files WHERE is_read"
        )
        self._insert("ingests", [f"{self._root}{RUNS}/{name}" for name in self.lake.with_rows])

    def _fill_plans(self) -> None:
        urls = self.part_urls("plans", (part.part for part in self.lake.parts))
        if urls:
            told = {k: v for k, v in columns_of("plans").items() if k not in (*BETWEEN_PLANS, *OF_THE_RUN)}
            self.connection.execute(
                f'INSERT INTO plans BY NAME SELECT {as_casts(told)}, f."at" AS ingested_at '
                f"FROM (SELECT *, {_PART_OF} AS part FROM read_parquet($urls, filename = true)) "
                'JOIN (SELECT plan_id, part, "at" FROM lake_files WHERE is_plan) f USING (plan_id, part)',
                {"urls": urls},
            )

    def _insert(self, table: str, urls: Sequence[str]) -> None:
        if urls:
            self.connection.execute(
                f"INSERT INTO {table} BY NAME SELECT {as_casts(columns_of(table))} FROM read_parquet($urls)",
                {"urls": list(urls)},
            )

    def _show(self, table: str) -> None:
        """Puts a view over the files of a table in the place of the table, with its comments."""
        comments = self.connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = $t AND comment IS NOT NULL "
            "UNION ALL SELECT NULL, comment FROM duckdb_tables() WHERE table_name = $t AND comment IS NOT NULL",
            {"t": table},
        ).fetchall()
        body = " UNION ALL ".join(self._selects(table))
        self.connection.execute(f"DROP TABLE {table}; CREATE VIEW {table} AS {body}")
        for column, comment in comments:
            what = f"VIEW {table}" if column is None else f'COLUMN {table}."{column}"'
            self.connection.execute(f"COMMENT ON {what} IS {quoted(comment)}")

    def _selects(self, table: str) -> Iterable[str]:
        """One SELECT over the parts that count wholly, one over those of which some plans count elsewhere."""
        torn = {entry.manifest.part for entry in self.lake.entries if not entry.is_plan}
        parts = [part.part for part in self.lake.parts]
        casts = as_casts(columns_of(table))
        if urls := self.part_urls(table, (part for part in parts if part not in torn)):
            yield f"SELECT {casts} FROM read_parquet({_listed(urls)})"
        if urls := self.part_urls(table, (part for part in parts if part in torn)):
            yield (
                f"SELECT {casts} FROM read_parquet({_listed(urls)}, filename = true) "
                f"WHERE (plan_id, {_PART_OF}) IN (SELECT (plan_id, part) FROM lake_files WHERE is_plan)"
            )

    def _fill_links(self) -> None:
        folder = f"{self._root}{LINKS}/{self.lake.state}"
        if not self.is_linked:
            ids = [entry.file.plan_id for entry in self.lake.entries if entry.is_plan]
            link_same_plans(self.connection, find_places(self.connection, ids))
            return
        self._insert("task_links", [f"{folder}/task_links.parquet"])
        self.connection.execute(
            "UPDATE plans SET same_plan_as = l.same_plan_as, replaced_by = l.replaced_by "
            "FROM read_parquet($urls) l WHERE plans.plan_id = l.plan_id",
            {"urls": [f"{folder}/{SAME_PLANS}.parquet"]},
        )


def _listed(urls: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(url) for url in urls) + "]"
