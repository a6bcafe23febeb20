"""Our bulk load against ``executemany`` of the same rows into the same tables."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from corpus import Corpus
from measuring import compare
from tables import Table, format_seconds

from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines

_RUNS = 3


def measure_storing(corpora: Sequence[Corpus], rules: RuleBook) -> Table:
    """Rows per second into an empty database on disk, each side in one transaction."""
    rows: list[tuple[str, ...]] = []
    for corpus in corpora:
        plans = [parse_bytes(file.read_bytes(), file.name, rules) for file in corpus.of_form(".txt")]
        count = sum(len(values) for plan in plans for _, values in _rows_by_table(plan))
        with tempfile.TemporaryDirectory() as folder:
            bench = _Bench(plans, Path(folder))
            pair = compare(bench.load, bench.insert, runs=_RUNS)
        figures = format_seconds(pair.ours), format_seconds(pair.baseline), f"{pair.ratio:.1f}x"
        rows.append((corpus.name, f"{count}", *figures))
    return Table(
        "Storing",
        "Our load (rows as lines of JSON, read_json per table) against executemany of the same rows; lines are built in"
        " the time measured.",
        ("corpus", "rows", "planparse", "executemany", "faster"),
        tuple(rows),
    )


class _Bench:
    """Loads the same plans into one empty database after another; they are created beforehand."""

    def __init__(self, plans: Sequence[Records], folder: Path) -> None:
        self._plans = plans
        self._empty = [folder / f"{number}.duckdb" for number in range(2 * _RUNS)]
        for path in self._empty:
            open_for_writing(path).close()

    def load(self) -> None:
        """As planparse does."""
        with open_for_writing(self._empty.pop()) as store:
            store.put([build_plan_lines(plan) for plan in self._plans], [])

    def insert(self) -> None:
        """Row by row, with bound parameters."""
        insert_rows(self._plans, self._empty.pop())


def insert_rows(plans: Sequence[Records], path: Path) -> None:
    """Inserts rows one by one, in one transaction: the road not taken."""
    with duckdb.connect(str(path)) as connection:
        connection.begin()
        for plan in plans:
            for table, rows in _rows_by_table(plan):
                _insert(connection, table, rows)
        connection.commit()


def _rows_by_table(plan: Records) -> list[tuple[str, list[dict[str, Any]]]]:
    tables = {name: getattr(plan, name) for name in type(plan).model_fields if name != "plan"}
    return [
        ("plans", [plan.plan.model_dump()]),
        *((name, [row.model_dump() for row in tables[name]]) for name in tables),
    ]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    stamped = table == "plans"
    names = [*rows[0], *(["ingested_at"] if stamped else [])]
    places = ["?"] * len(rows[0]) + (["current_localtimestamp()"] if stamped else [])
    values = [[list(value) if isinstance(value, tuple) else value for value in row.values()] for row in rows]
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(places)})", values)
