"""What every part of the page needs: the plans, their communes, and the points of the map."""

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from planparse.report.page.columnar import NONE, Part, Texts, build_columns
from planparse.report.page.links import build_link

_EPOCH = dt.date(1970, 1, 1)

_PLANS = """
SELECT c.plan_id, c.province_name, c.commune_type, c.commune_name, c.commune_code, c.is_current,
       p.number, p.symbol, p.title, p.plan_year, p.issued_on, p.status, p.source_path,
       p.media_type = 'application/pdf' AS is_pdf, len(p.corrected) > 0 AS is_corrected,
       v.rows_read, v.recorded, v.unparsed, v.tasks, v.indicators, v.unmatched_agencies, v.unmatched_indicators,
       v.errors, v.warnings, v.infos
FROM chosen_plans c
JOIN plans p USING (plan_id)
JOIN v_coverage v USING (plan_id)
ORDER BY c.province_code NULLS LAST, c.commune_name, c.commune_type, c.commune_code, p.plan_year, c.plan_id
"""
_POINTS = """
SELECT commune_code, name, type, province_name, round(latitude, 4), round(longitude, 4)
FROM communes
WHERE latitude IS NOT NULL AND longitude IS NOT NULL
ORDER BY commune_code
"""
_PLAN_COLUMNS = (
    *("id", "place", "current", "number", "title", "year", "issued", "draft", "path", "link", "pdf", "corrected"),
    *("read", "recorded", "unparsed", "tasks", "indicators", "agencies", "unmatched", "errors", "warnings", "infos"),
)


class Core(NamedTuple):
    """The part itself, and the numbers by which other parts name plans.

    Attributes:
        plans: plan_id → its number.
        places: number of communes with a current plan.
    """

    part: Part
    plans: dict[str, int]
    places: int


def days_of(day: dt.date | None) -> int | None:
    """A day as days since 1970, as the page counts.

    >>> days_of(dt.date(1970, 1, 2)), days_of(None)
    (1, None)
    """
    return None if day is None else (day - _EPOCH).days


def gather_core(connection: duckdb.DuckDBPyConnection, folder: Path) -> Core:
    """Plans and communes of the report, and every commune that has a point on the map.

    Args:
        connection: with ``chosen_plans``.
        folder: of the report: links to files start there.
    """
    places, rows = Texts(), []
    current = set()
    found = connection.execute(_PLANS).fetchall()
    for row in found:
        place = places.number((row[1], row[2], row[3], row[4]))
        if row[5]:
            current.add(place)
        rows.append(_plan_row(row, place, folder))
    part = Part(
        {
            "plans": build_columns(_PLAN_COLUMNS, rows),
            "places": build_columns(("province", "type", "name", "code"), places.freeze()),
            "points": build_columns(
                ("code", "name", "type", "province", "latitude", "longitude"), connection.execute(_POINTS).fetchall()
            ),
        },
        {},
    )
    return Core(part, {row[0]: number for number, row in enumerate(found)}, len(current))


def _plan_row(row: tuple[Any, ...], place: int, folder: Path) -> tuple[Any, ...]:
    plan_id, is_current, number, symbol, title, year, issued_on, status, path, is_pdf, corrected = (row[0], *row[5:15])
    named = f"{'…' if number is None else number}/{symbol}" if symbol else (None if number is None else str(number))
    told = (plan_id, place, int(is_current), named, title, NONE if year is None else year, days_of(issued_on))
    return (*told, int(status == "draft"), path, build_link(path, folder), int(is_pdf), int(corrected), *row[15:])
