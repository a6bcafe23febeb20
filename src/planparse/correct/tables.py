"""The rows of one record among those of its plan: to look at, and to replace."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from planparse.model.records import IndicatorRow, Records, SourceRow, TaskRow

OwnedTable = Literal["targets", "deadlines", "occurrences", "assignments", "field_sources", "citations", "source_rows"]
Record = TaskRow | IndicatorRow

_KEYS: dict[OwnedTable, str] = {
    "targets": "indicator_id",
    "deadlines": "task_id",
    "occurrences": "task_id",
    "assignments": "record_id",
    "field_sources": "record_id",
    "citations": "record_id",
    "source_rows": "record_id",
}
DERIVED: tuple[OwnedTable, ...] = ("targets", "deadlines", "occurrences", "assignments", "field_sources")
"""Tables whose rows are a record's alone: they go when it goes."""


def id_of(record: Record) -> str:
    """The id of a task or an indicator."""
    return record.task_id if isinstance(record, TaskRow) else record.indicator_id


def find_own(records: Records, record_id: str) -> Record | None:
    """The task or indicator with this id."""
    every: tuple[Record, ...] = (*records.tasks, *records.indicators)
    return next((record for record in every if id_of(record) == record_id), None)


def rows_of(records: Records, table: OwnedTable, record_id: str) -> tuple[Any, ...]:
    """The rows of a table that belong to a record, in order."""
    key = _KEYS[table]
    return tuple(row for row in getattr(records, table) if getattr(row, key) == record_id)


def with_rows(records: Records, table: OwnedTable, record_id: str, rows: Sequence[Any]) -> Records:
    """Records whose rows of this record in a table are replaced by others."""
    key = _KEYS[table]
    others = tuple(row for row in getattr(records, table) if getattr(row, key) != record_id)
    return records.model_copy(update={table: (*others, *rows)})


def with_record(records: Records, record: Record) -> Records:
    """Records in which a task or indicator stands as it is given; the one with its id is replaced."""
    table = _table_of(record)
    rows = tuple(record if id_of(row) == id_of(record) else row for row in getattr(records, table))
    return records.model_copy(update={table: rows})


def insert_record(records: Records, record: Record, *, after: Callable[[Any], bool]) -> Records:
    """Records with one more task or indicator: behind the last of its kind for which ``after`` holds, else first."""
    table = _table_of(record)
    rows: tuple[Record, ...] = getattr(records, table)
    at = max((index for index, row in enumerate(rows, 1) if after(row)), default=0)
    return records.model_copy(update={table: (*rows[:at], record, *rows[at:])})


def without_record(records: Records, record: Record) -> Records:
    """Records without a task or indicator and all that is its alone; its mentions of documents belong to none."""
    table, record_id = _table_of(record), id_of(record)
    kept = tuple(row for row in getattr(records, table) if id_of(row) != record_id)
    records = records.model_copy(update={table: kept})
    for owned in DERIVED:
        records = with_rows(records, owned, record_id, ())
    return give_rows(records, "citations", record_id, None)


def give_rows(records: Records, table: OwnedTable, record_id: str, to: str | None) -> Records:
    """Records in which rows of a table belong to another record, or to none."""
    key = _KEYS[table]
    rows = tuple(
        row.model_copy(update={key: to}) if getattr(row, key) == record_id else row for row in getattr(records, table)
    )
    return records.model_copy(update={table: rows})


def with_source_rows(records: Records, changed: Sequence[SourceRow]) -> Records:
    """Records in which some source rows are as given."""
    by_id = {row.row_id: row for row in changed}
    return records.model_copy(update={"source_rows": tuple(by_id.get(row.row_id, row) for row in records.source_rows)})


def _table_of(record: Record) -> str:
    return "tasks" if isinstance(record, TaskRow) else "indicators"
