"""What became of the files, from the table ``ingests``: it has a row for each file, each time a run met it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.store.reasons import explain_reason
from planparse.wording.message import Message

NAMES = 5  # of the files that failed for one reason
SLOWEST = 5

# Older rows have no run and no reason: what was skipped then says so in words. The name of a run is when it began.
_FILES = """
    SELECT source_path AS path, status, seconds, bytes, rows, run_id, "at", error,
           coalesce(try_strptime(split_part(run_id, '.', 1), '%Y%m%dT%H%M%S'),
                    "at" - to_milliseconds(CAST(least(seconds, 86400) * 1000 AS BIGINT))) AS began,
           coalesce(reason, CASE WHEN status <> 'skipped' THEN NULL
                                 WHEN error LIKE 'already%' THEN 'known' ELSE 'duplicate' END) AS reason
    FROM ingests
"""
_OF_RUN = f"SELECT * FROM ({_FILES}) WHERE run_id IS NOT DISTINCT FROM $run"
_NEWEST = f"""
    SELECT * FROM ({_FILES})
    QUALIFY row_number() OVER (PARTITION BY path ORDER BY "at" DESC, run_id DESC NULLS LAST) = 1
"""


class Reason(NamedTuple):
    """Files that failed for one reason, or were skipped for one."""

    reason: str
    files: int
    names: tuple[str, ...]
    advice: str
    advice_vi: str


class Slow(NamedTuple):
    """A file that took long."""

    path: str
    seconds: float
    bytes: int | None


class Files(NamedTuple):
    """Files of one run, or of all.

    Attributes:
        run_id: None for all runs, and for what older versions took in without one.
        began, ended: UTC; within a few seconds: rows are written some at a time.
        taken: files that were read into the database.
        known: skipped, because their bytes were in already.
        duplicate: skipped, because another file of the run has the same bytes.
        seconds: from beginning to end.
        of_all: the newest state of each file, over all runs.
        rows: rows of all tables that came from the files; None where older versions did not count.
    """

    run_id: str | None
    began: dt.datetime | None
    ended: dt.datetime | None
    files: int
    taken: int
    known: int
    duplicate: int
    failed: int
    seconds: float
    rows: int | None
    reasons: tuple[Reason, ...]
    slowest: tuple[Slow, ...]
    of_all: bool = False

    @property
    def plans_per_second(self) -> float | None:
        """None where the time is too short to tell."""
        return self.taken / self.seconds if self.seconds > 0 and self.taken else None

    @property
    def rows_per_second(self) -> float | None:
        """None where rows were not counted, or the time is too short to tell."""
        return self.rows / self.seconds if self.seconds > 0 and self.rows else None


class Totals(NamedTuple):
    """What the database holds, and how many files are not in by their newest state."""

    plans: int
    tasks: int
    indicators: int
    runs: int
    files: int
    not_in: int


def read_run(connection: duckdb.DuckDBPyConnection, run: str | None = None) -> Files:
    """What became of the files of one run; of the last, where none is named.

    Raises:
        UsageError: there is no such run.
    """
    if run is None:
        last = connection.execute('SELECT run_id FROM ingests ORDER BY "at" DESC, run_id DESC NULLS LAST LIMIT 1')
        run = (last.fetchone() or (None,))[0]
    elif connection.execute("SELECT 1 FROM ingests WHERE run_id = ? LIMIT 1", [run]).fetchone() is None:
        raise UsageError(Message("errors.call.no_run", run=run))
    return _read_files(connection, _OF_RUN, run)


def read_all(connection: duckdb.DuckDBPyConnection) -> Files:
    """The newest state of each file over all runs: one that failed once and came in later is in."""
    return _read_files(connection, _NEWEST, None)._replace(of_all=True)


def read_totals(connection: duckdb.DuckDBPyConnection) -> Totals:
    """The database in six numbers."""
    row = connection.execute(f"""
        SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM tasks), (SELECT count(*) FROM indicators),
               (SELECT count(DISTINCT coalesce(run_id, '')) FROM ingests),
               (SELECT count(*) FROM ({_NEWEST})), (SELECT count(*) FROM ({_NEWEST}) WHERE status = 'failed')
    """).fetchone()
    return Totals(*(row or (0,) * 6))


def _read_files(connection: duckdb.DuckDBPyConnection, files: str, run: str | None) -> Files:
    def ask(sql: str) -> list[tuple[object, ...]]:
        named = {"run": run} if "$run" in files else {}
        rows: list[tuple[object, ...]] = connection.execute(sql.format(files=files), named).fetchall()
        return rows

    (numbers,) = ask("""
        SELECT min(began), max("at"), count(*),
               count(*) FILTER (status = 'ok'), count(*) FILTER (reason = 'known'),
               count(*) FILTER (reason = 'duplicate'), count(*) FILTER (status = 'failed'), sum(rows)
        FROM ({files})
    """)
    began, ended = (moment if isinstance(moment, dt.datetime) else None for moment in numbers[:2])
    met, taken, known, duplicate, failed = (int(str(count)) for count in numbers[2:7])
    return Files(
        run_id=run,
        began=began,
        ended=ended,
        files=met,
        taken=taken,
        known=known,
        duplicate=duplicate,
        failed=failed,
        # between runs nobody reads
        seconds=(ended - began).total_seconds() if began and ended and run is not None else 0.0,
        rows=None if numbers[7] is None else int(str(numbers[7])),
        reasons=_reasons(ask(_BY_REASON)),
        slowest=tuple(_slow(*row) for row in ask(_BY_TIME)),
    )


def _slow(path: object, seconds: object, size: object) -> Slow:
    return Slow(str(path), float(str(seconds)), None if size is None else int(str(size)))


_BY_REASON = f"""
    SELECT reason, count(*), list(path ORDER BY path)[:{NAMES}]
    FROM ({{files}}) WHERE status = 'failed' GROUP BY reason ORDER BY count(*) DESC, reason
"""
_BY_TIME = f"""
    SELECT path, seconds, bytes FROM ({{files}})
    WHERE status <> 'skipped' AND seconds > 0 ORDER BY seconds DESC, path LIMIT {SLOWEST}
"""


def _reasons(rows: Sequence[tuple[object, ...]]) -> tuple[Reason, ...]:
    found = []
    for reason, files, names in rows:
        advice = explain_reason(None if reason is None else str(reason)).advice
        told = "not told" if reason is None else str(reason)
        paths = tuple(str(name) for name in names) if isinstance(names, list) else ()
        found.append(Reason(told, int(str(files)), paths, advice.english, advice.vietnamese))
    return tuple(found)
