"""One record of the database with all that leads back from it: its values, cells, rows, findings and file."""

from typing import NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.wording.message import Message

Values = dict[str, object]

# What an id may name: the kind as people call it, the table, and the column of its id.
_KINDS = (
    ("task", "tasks", "task_id"),
    ("indicator", "indicators", "indicator_id"),
    ("section", "sections", "section_id"),
    ("appendix", "appendices", "appendix_id"),
    ("row", "source_rows", "row_id"),
    ("table", "source_tables", "table_id"),
    ("plan", "plans", "plan_id"),
)
_PARTS = (
    ("targets", "indicator_id"),
    ("deadlines", "task_id"),
    ("assignments", "record_id"),
    ("field_sources", "record_id"),
    ("source_rows", "record_id"),
)
# Of most tables the order is that of the document.
_ORDER = {"plans": "plan_id", "assignments": "role, ordinal", "field_sources": "field, ordinal"}
_ELSEWHERE = """
SELECT c.task_id, c.cluster_id,
       concat_ws(' ', p.commune_type, coalesce(p.commune_name, p.place_name, p.source_path)) AS commune,
       t.name, t.lead_raw, t.deadline_raw, p.source_path, t.page, t.locator
FROM task_clusters c JOIN tasks t USING (plan_id, task_id) JOIN plans p USING (plan_id)
WHERE c.cluster_id = (SELECT cluster_id FROM task_clusters WHERE task_id = $1) AND c.task_id <> $1
ORDER BY commune, c.task_id
LIMIT 20
"""
_FAR = 6  # letters: an id that differs by more is not what was meant
_SUGGESTED = 3


class Record(NamedTuple):
    """A record and what belongs to it; every row as its columns and values.

    Attributes:
        kind: task, indicator, section, appendix, row, table or plan.
        table: the table it stands in, if any.
        around: the section or the appendix it stands in, if any.
        parts: rows of other tables that belong to it, by table; ``diagnostics`` are those at its place, ``elsewhere``
            the same task of other communes (not all, where many set it).
    """

    kind: str
    record_id: str
    row: Values
    plan: Values
    table: Values | None
    around: Values | None
    parts: dict[str, list[Values]]


def read_record(connection: duckdb.DuckDBPyConnection, record_id: str, *, elsewhere: bool = True) -> Record:
    """The record with this id.

    Args:
        connection: the database.
        record_id: an id of any table.
        elsewhere: whether to look for the same task in other plans, which takes as long as all the rest.

    Raises:
        UsageError: there is none; the message names ids that look alike.
    """
    reader = _Reader(connection, elsewhere=elsewhere)
    for kind, table, column in _KINDS:
        if rows := reader.rows(table, column, record_id):
            return _build(reader, kind, record_id, rows[0])
    alike = " or ".join(reader.find_alike(record_id))
    advice = Message("errors.call.record_alike", names=alike) if alike else Message("errors.call.record_ids")
    raise UsageError(Message("errors.call.no_record", record=record_id, advice=advice))


def _build(reader: "_Reader", kind: str, record_id: str, row: Values) -> Record:
    table = row if kind == "table" else reader.one("source_tables", "table_id", row.get("table_id"))
    holder = row if table is None else row | table
    around = reader.one("appendices", "appendix_id", holder.get("appendix_id") if kind != "appendix" else None)
    around = around or reader.one("sections", "section_id", holder.get("section_id") if kind != "section" else None)
    parts = _parts(reader, kind, record_id, row)
    parts["diagnostics"] = reader.findings(row, parts)
    return Record(kind, record_id, row, reader.rows("plans", "plan_id", row["plan_id"])[0], table, around, parts)


def _parts(reader: "_Reader", kind: str, record_id: str, row: Values) -> dict[str, list[Values]]:
    if kind == "row":
        return {"source_rows": [row]}
    if kind == "section":
        return {"citations": reader.rows("citations", "section_id", record_id)}
    if kind not in ("task", "indicator"):
        return {}
    wanted = {table: column for table, column in _PARTS if column in ("record_id", f"{kind}_id")}
    parts = {table: reader.rows(table, column, record_id) for table, column in wanted.items()}
    parts["citations"] = reader.rows("citations", "record_id", record_id)
    if kind == "task" and reader.elsewhere:
        parts["elsewhere"] = reader.select(_ELSEWHERE, record_id)
    return parts


class _Reader:
    """Rows of a database as dictionaries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, elsewhere: bool) -> None:
        self._connection = connection
        self.elsewhere = elsewhere

    def rows(self, table: str, column: str, value: object) -> list[Values]:
        """The rows of a table with this value, in the order of the document."""
        order = _ORDER.get(table, "ordinal")
        return self.select(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY {order}", value)

    def select(self, sql: str, value: object) -> list[Values]:
        """The rows of a statement about one value."""
        cursor = self._connection.execute(sql, [value])
        names = [described[0] for described in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, table: str, column: str, value: object) -> Values | None:
        rows = self.rows(table, column, value) if value is not None else []
        return rows[0] if rows else None

    def findings(self, row: Values, parts: dict[str, list[Values]]) -> list[Values]:
        """The findings at a place of the record, or in one of its rows; those on the whole document for a plan."""
        found = self.rows("diagnostics", "plan_id", row["plan_id"])
        if "locator" not in row:
            return [finding for finding in found if finding["locator"] is None]
        rows = [row, *parts.get("source_rows", ())]
        places = {str(place["locator"]) for place in (*rows, *parts.get("field_sources", ()))}
        inside = tuple(f"{place['locator']}/" for place in rows)
        at = [one for one in found if one["locator"] in places or str(one["locator"]).startswith(inside)]
        return list({(one["code"], one["message"], one["locator"]): one for one in at}.values())

    def find_alike(self, record_id: str) -> list[str]:
        """Ids that differ from this one by a few letters, the nearest first: those of its plan and kind."""
        ids = " UNION ALL ".join(f"SELECT {column} AS id FROM {table}" for _, table, column in _KINDS)
        rows = self._connection.execute(
            f"SELECT id FROM ({ids}) WHERE levenshtein(id, $1) <= $2 "
            "ORDER BY levenshtein(rtrim(id, '0123456789'), rtrim($1, '0123456789')), levenshtein(id, $1), id LIMIT $3",
            [record_id, _FAR, _SUGGESTED],
        ).fetchall()
        return [str(row[0]) for row in rows]
