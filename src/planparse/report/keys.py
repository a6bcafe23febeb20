"""What tells the rows of a table apart, and which columns lead from one table to another.

The database declares no keys (see schema.sql: bulk loads); these hold all the same, since a plan is stored wholly or
not at all, and ``frictionless validate`` checks them. Codes of the reference tables (agencies, indicator_catalog,
communes) are left out: newer rules may have dropped one that an older reading still names.
"""

from typing import NamedTuple

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "plans": ("plan_id",),
    "sections": ("section_id",),
    "appendices": ("appendix_id",),
    "source_tables": ("table_id",),
    "source_rows": ("row_id",),
    "tasks": ("task_id",),
    "task_links": ("task_key",),
    "indicators": ("indicator_id",),
    "targets": ("indicator_id", "ordinal"),
    "deadlines": ("task_id", "ordinal"),
    "assignments": ("record_id", "role", "ordinal"),
    "diagnostics": ("plan_id", "ordinal"),
    "corrections": ("correction_id",),
    "parsed_rows": ("plan_id", "table_name"),
    "agencies": ("agency_code",),
    "indicator_catalog": ("code",),
    "documents": ("code",),
    "communes": ("commune_code",),
    "v_coverage": ("plan_id",),
    "v_current_plans": ("plan_id",),
}

_BY_COLUMN = {
    "plan_id": "plans",
    "table_id": "source_tables",
    "section_id": "sections",
    "appendix_id": "appendices",
    "task_id": "tasks",
    "indicator_id": "indicators",
}
_SELF = {"parent_id": "section_id", "same_plan_as": "plan_id", "replaced_by": "plan_id"}


class ForeignKey(NamedTuple):
    """A column that holds the key of another table, or, with ``table`` empty, of its own."""

    column: str
    table: str
    key: str


def find_foreign_keys(name: str, columns: tuple[str, ...]) -> tuple[ForeignKey, ...]:
    """The columns of a table that lead to a row of another.

    >>> find_foreign_keys("targets", ("indicator_id", "ordinal", "plan_id"))
    (ForeignKey(column='indicator_id', table='indicators', key='indicator_id'), \
ForeignKey(column='plan_id', table='plans', key='plan_id'))
    """
    if name == "corrections":
        return ()  # kept when their plan is taken out
    found = [
        ForeignKey(column, _BY_COLUMN[column], column) for column in columns if _BY_COLUMN.get(column, name) != name
    ]
    if name in ("sections", "plans"):
        found += [ForeignKey(column, "", _SELF[column]) for column in columns if column in _SELF]
    return tuple(found)
