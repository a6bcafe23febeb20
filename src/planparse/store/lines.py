"""The rows of a plan as lines of JSON, one block of bytes per table, ready to be loaded in bulk.

Lines are made where the plan was read (in a worker), so that the one writer only copies bytes. Row-by-row inserts were
the road not taken: they are about fifty times slower.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.model.base import Frozen
from planparse.model.records import Records


class TableLines(NamedTuple):
    """Rows of one table: newline-delimited JSON, one object per row, keys as in schema.sql."""

    table: str
    lines: bytes


class PlanLines(NamedTuple):
    """All rows of one plan; every table of ``Records`` is there, in its order, even when it has no rows."""

    plan_id: str
    tables: tuple[TableLines, ...]


def build_plan_lines(records: Records) -> PlanLines:
    """The rows of a plan in the form in which the store takes them."""
    tables = [TableLines("plans", _model_lines((records.plan,)))]
    for table in type(records).model_fields:
        if table != "plan":
            tables.append(TableLines(table, _model_lines(getattr(records, table))))
    return PlanLines(records.plan.plan_id, tuple(tables))


def build_tuple_lines(table: str, rows: Iterable[NamedTuple]) -> TableLines:
    """Rows given as named tuples, their fields named like the columns."""
    lines = (json.dumps(row._asdict(), ensure_ascii=False).encode() + b"\n" for row in rows)
    return TableLines(table, b"".join(lines))


def _model_lines(rows: Sequence[Frozen]) -> bytes:
    # What model_dump_json does, without making a string of the bytes and bytes of the string for each of 300 rows.
    return b"".join(type(row).__pydantic_serializer__.to_json(row) + b"\n" for row in rows)
