"""Target values of communes: what stands in each cell of the matrix, how it compares, and the way back to its page."""

from typing import Any, NamedTuple

import duckdb

from planparse.report.page.amounts import Amount, format_amount
from planparse.report.page.columnar import NONE, Part, Texts, build_columns
from planparse.report.page.people import People
from planparse.wording.catalogue import Language

KINDS = ("below", "same", "above", "text", "unit_differs")

# In the order of v_indicator_standing: the first value of a commune, indicator and year is the one that it compares.
_VALUES = """
SELECT m.plan_id, m.code, m.year, m.comparator, m.low, m.high, m.unit, m.raw, m.change, m.per, m.scope,
       m.printed_name, m.page, m.locator, m.indicator_id, m.corrected, m.aspirational,
       concat_ws('/', m.province_name, m.commune_type, m.commune_name, m.commune_code) AS commune
FROM v_indicator_matrix m
SEMI JOIN chosen_records r ON r.plan_id = m.plan_id AND r.record_id = m.indicator_id
ORDER BY commune, m.code, m.year, m.scope IS NOT NULL, m.ordinal, m.target_ordinal, m.plan_id
"""
_STANDINGS = """
SELECT concat_ws('/', province_name, commune_type, commune_name, commune_code), code, year,
       standing, value_for_standing, unit, common_unit, median, communes, raw,
       mode(comparator) OVER (PARTITION BY code, year) IN ('<=', '<') AS lower_is_better
FROM v_indicator_standing
WHERE comparator IS NOT NULL
"""
_INDICATORS = "SELECT code, name, unit, field, source FROM indicator_catalog"
_UNMATCHED = """
SELECT i.plan_id, i.indicator_id, i.name, i.page, i.locator
FROM indicators i
SEMI JOIN chosen_records r ON r.plan_id = i.plan_id AND r.record_id = i.indicator_id
WHERE i.code IS NULL
ORDER BY i.name, i.plan_id, i.ordinal
"""
_COUNTED = """
SELECT i.plan_id, i.indicator_id, i.code, i.name
FROM indicators i
SEMI JOIN chosen_records r ON r.plan_id = i.plan_id AND r.record_id = i.indicator_id
ORDER BY i.plan_id, i.ordinal
"""
_VALUE_COLUMNS = (
    *("plan", "column", "first", "kind", "value", "shown", "unit", "raw", "printed"),
    *("page", "locator", "record", "who", "corrected", "aspirational"),
)


class _Lists(NamedTuple):
    """What rows point into."""

    shown: Texts
    raw: Texts
    printed: Texts
    units: Texts
    locators: Texts
    columns: Texts


def gather_matrix(
    connection: duckdb.DuckDBPyConnection, plans: dict[str, int], people: People, language: Language
) -> Part:
    """The values of the chosen records, the columns they stand in, and the indicators of the catalogue."""
    standings = {row[:3]: row[3:] for row in connection.execute(_STANDINGS).fetchall()}
    lists = _Lists(*(Texts() for _ in _Lists._fields))
    rows, before = [], None
    for row in connection.execute(_VALUES).fetchall():
        key = (row[17], row[1], row[2])
        rows.append(_value_row(row, standings.get(key), key != before, (plans, people, lists, language)))
        before = key
    catalogue = {row[0]: row[1:] for row in connection.execute(_INDICATORS).fetchall()}
    columns = [_column_row(column, catalogue) for column in lists.columns.freeze()]
    names = ("code", "year", "name", "field", "unit", "median", "communes", "lower_is_better")
    return Part(
        {
            "values": build_columns(_VALUE_COLUMNS, rows),
            "columns": build_columns(names, columns),
            "indicators": _count_indicators(connection, plans, people, (catalogue, lists)),
            "unmatched": _list_unmatched(connection, plans, people, lists),
        },
        {
            "shown": lists.shown.freeze(),
            "raw": lists.raw.freeze(),
            "printed": lists.printed.freeze(),
            "units": lists.units.freeze(),
            "locators": lists.locators.freeze(),
            "kinds": KINDS,
        },
    )


_Tools = tuple[dict[str, int], People, _Lists, Language]


def _value_row(row: tuple[Any, ...], standing: tuple[Any, ...] | None, first: bool, tools: _Tools) -> tuple[Any, ...]:
    plan_id, code, year, comparator, low, high, unit, raw, change, per, scope = row[:11]
    printed, page, locator, record_id, corrected, aspirational = row[11:17]
    plans, people, lists, language = tools
    amount = Amount(comparator, low, high, unit, raw, change, per, scope)
    kind, value, _, common, median, communes, _, lower = standing or ("text", None, None, None, None, 0, "", False)
    column = lists.columns.number((code, year, common, median, communes, bool(lower)))
    return (
        plans[plan_id],
        column,
        int(first),
        KINDS.index(kind),
        value if first and kind not in ("text", "unit_differs") else None,
        lists.shown.number(format_amount(amount, language)),
        lists.units.number(unit),
        lists.raw.number(raw),
        lists.printed.number(printed),
        page,
        lists.locators.number(locator),
        record_id.removeprefix(plan_id),
        people.of_record.get((plan_id, record_id), NONE),
        int(corrected),
        int(aspirational),
    )


def _column_row(column: tuple[Any, ...], catalogue: dict[str, tuple[Any, ...]]) -> tuple[Any, ...]:
    code, year, common, median, communes, lower = column
    name, _, field, _ = catalogue.get(code, (code, None, None, None))
    return code, year, name, field, common, median, communes, int(lower)


def _count_indicators(
    connection: duckdb.DuckDBPyConnection,
    plans: dict[str, int],
    people: People,
    tools: tuple[dict[str, tuple[Any, ...]], _Lists],
) -> dict[str, tuple[Any, ...]]:
    """One row for each indicator that a plan sets, matched or not: who carries them is counted from these."""
    catalogue, lists = tools
    fields = {code: row[2] for code, row in catalogue.items()}
    rows = [
        (
            plans[plan_id],
            people.of_record.get((plan_id, record_id), NONE),
            fields.get(code),
            lists.printed.number(name),
        )
        for plan_id, record_id, code, name in connection.execute(_COUNTED).fetchall()
    ]
    return build_columns(("plan", "who", "field", "printed"), rows)


def _list_unmatched(
    connection: duckdb.DuckDBPyConnection, plans: dict[str, int], people: People, lists: _Lists
) -> dict[str, tuple[Any, ...]]:
    rows = [
        (
            plans[plan_id],
            record_id.removeprefix(plan_id),
            lists.printed.number(name),
            page,
            lists.locators.number(locator),
            people.of_record.get((plan_id, record_id), NONE),
        )
        for plan_id, record_id, name, page, locator in connection.execute(_UNMATCHED).fetchall()
    ]
    return build_columns(("plan", "record", "printed", "page", "locator", "who"), rows)
