"""Database → what no rule knew: each mention with the place where it stands."""

from typing import NamedTuple

import duckdb


class Mention(NamedTuple):
    """Words of a plan that no rule knew.

    Attributes:
        plan, commune: who wrote them; a plan without a commune counts as one of its own.
        place: file, page and locator, for a person.
        unit: the unit of an indicator, where one is printed.
    """

    text: str
    plan: str
    commune: str
    place: str
    unit: str | None = None


class Unmatched(NamedTuple):
    """All that went unmatched, in the order of the files."""

    agencies: tuple[Mention, ...]
    indicators: tuple[Mention, ...]
    deadlines: tuple[Mention, ...]
    headers: tuple[Mention, ...]
    units: tuple[Mention, ...]


_FIELDS = "{text}, plan_id, coalesce(p.commune_code, p.commune_name, p.place_name, p.source_path), p.source_path"
_AGENCIES = f"""
SELECT {_FIELDS.format(text="a.agency_raw")}, a.page, a.locator, NULL
FROM assignments a JOIN v_current_plans p USING (plan_id) WHERE a.agency_code IS NULL
ORDER BY p.source_path, a.record_id, a.role, a.ordinal
"""
_INDICATORS = f"""
SELECT {_FIELDS.format(text="i.name")}, i.page, i.locator,
       coalesce(i.unit_raw, (SELECT min(unit) FROM targets t WHERE t.indicator_id = i.indicator_id))
FROM indicators i JOIN v_current_plans p USING (plan_id) WHERE i.code IS NULL
ORDER BY p.source_path, i.ordinal
"""
_DEADLINES = f"""
SELECT {_FIELDS.format(text="d.raw")}, d.page, d.locator, NULL
FROM deadlines d JOIN v_current_plans p USING (plan_id) WHERE d.kind = 'unparsed'
ORDER BY p.source_path, d.task_id, d.ordinal
"""
_HEADERS = f"""
SELECT {_FIELDS.format(text="header[i]")}, s.page, s.locator, NULL
FROM (SELECT *, unnest(range(1, len(header) + 1)) AS i FROM source_tables) s JOIN v_current_plans p USING (plan_id)
WHERE roles[i] = 'other' AND trim(header[i]) <> '' AND s.kind <> 'other'
ORDER BY p.source_path, s.ordinal, i
"""
_UNITS = f"""
SELECT {_FIELDS.format(text="t.unit")}, t.page, t.locator, NULL
FROM targets t JOIN v_current_plans p USING (plan_id) WHERE t.unit IS NOT NULL AND t.unit_code IS NULL
ORDER BY p.source_path, t.indicator_id, t.ordinal
"""


def gather_unmatched(connection: duckdb.DuckDBPyConnection) -> Unmatched:
    """Everything in the database that no rule knew."""
    return Unmatched(
        agencies=_gather(connection, _AGENCIES),
        indicators=_gather(connection, _INDICATORS),
        deadlines=_gather(connection, _DEADLINES),
        headers=_gather(connection, _HEADERS),
        units=_gather(connection, _UNITS),
    )


def _gather(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(text, plan, commune, _format_place(path, page, locator), unit)
        for text, plan, commune, path, page, locator, unit in connection.execute(sql).fetchall()
    )


def _format_place(path: str, page: int | None, locator: str) -> str:
    """Where to look: the page once."""
    return (
        f"{path}, {locator}"
        if page is None or locator.startswith(f"page {page}")
        else f"{path}, page {page}, {locator}"
    )
