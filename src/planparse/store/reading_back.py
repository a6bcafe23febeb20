"""A plan out of the database again: its rows as the models that they came from."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

import duckdb

from planparse.model.base import Frozen
from planparse.model.records import Records

_ROW_MODELS: dict[str, type[Frozen]] = {
    table: get_args(field.annotation)[0] for table, field in Records.model_fields.items() if table != "plan"
} | {"plans": Records.model_fields["plan"].annotation}


def read_records(connection: duckdb.DuckDBPyConnection, plan_id: str) -> Records | None:
    """Everything the database keeps of a plan, in the order in which it was stored; None where it is not there."""
    plans = _read_table(connection, "plans", plan_id)
    if not plans:
        return None
    tables = {table: _read_table(connection, table, plan_id) for table in _ROW_MODELS if table != "plans"}
    return Records(plan=plans[0], **tables)


def read_lines(lines: Mapping[str, str]) -> Records:
    """A plan from lines of JSON, table by table, as :func:`~planparse.store.lines.build_plan_lines` makes them."""
    read = {
        table: tuple(model.model_validate_json(line) for line in lines.get(table, "").split("\n") if line)
        for table, model in _ROW_MODELS.items()
    }
    (plan,) = read.pop("plans")
    return Records(plan=plan, **read)  # type: ignore[arg-type]


def _read_table(connection: duckdb.DuckDBPyConnection, table: str, plan_id: str) -> tuple[Any, ...]:
    model = _ROW_MODELS[table]
    columns = ", ".join(f'"{name}"' for name in model.model_fields)
    cursor = connection.execute(f"SELECT {columns} FROM {table} WHERE plan_id = ? ORDER BY rowid", [plan_id])
    return tuple(_build(model, row) for row in cursor.fetchall())


def _build(model: type[Frozen], row: tuple[Any, ...]) -> Frozen:
    """JSON on the way, because strict models take lists for tuples and texts for days from JSON only."""
    values = {
        name: _plain(value) if Decimal in get_args(field.annotation) else value
        for (name, field), value in zip(model.model_fields.items(), row, strict=True)
    }
    return model.model_validate_json(json.dumps(values, default=str, ensure_ascii=False))


def _plain(number: float | None) -> str | None:
    """A number as its shortest decimal: 80 for 80.0."""
    if number is None:
        return None
    return str(int(number)) if number.is_integer() else repr(number)
