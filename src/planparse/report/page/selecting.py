"""The plans and records that a report is about, as temporary tables that the questions of each part join.

They live in the memory of the connection: the database is only read.
"""

import duckdb

from planparse.report.page.choosing import Choice

_RECORDS = """
CREATE OR REPLACE TEMP TABLE chosen_records AS
SELECT t.plan_id, t.task_id AS record_id FROM tasks t JOIN v_current_plans p USING (plan_id)
UNION ALL
SELECT i.plan_id, i.indicator_id FROM indicators i JOIN v_current_plans p USING (plan_id)
"""
_RECORDS_OF_AGENCY = """
CREATE OR REPLACE TEMP TABLE chosen_records AS
SELECT DISTINCT a.plan_id, a.record_id
FROM assignments a
JOIN v_current_plans p USING (plan_id)
WHERE (a.agency_code = $code) OR ($code IS NULL AND a.agency_code IS NULL AND a.agency_raw = $name)
"""
# Copies and replaced plans are in it for the part on quality; every other part reads current plans only.
_PLANS = """
CREATE OR REPLACE TEMP TABLE chosen_plans AS
SELECT
    p.plan_id,
    p.province_name,
    p.province_code,
    p.commune_type,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    p.commune_code,
    p.same_plan_as IS NULL AND p.replaced_by IS NULL AS is_current
FROM plans p
WHERE ($province IS NULL OR p.province_name = $province)
  AND ($commune_code IS NULL OR p.commune_code = $commune_code)
  AND ($commune IS NULL OR p.commune_code IS NULL AND coalesce(p.commune_name, p.place_name) = $commune)
  AND (NOT $by_agency OR p.plan_id IN (SELECT plan_id FROM chosen_records))
"""
_KEEP = "DELETE FROM chosen_records WHERE plan_id NOT IN (SELECT plan_id FROM chosen_plans)"


def select_plans(connection: duckdb.DuckDBPyConnection, choice: Choice) -> None:
    """Makes ``chosen_plans`` and ``chosen_records``; with an agency, only the records that name it, and their plans."""
    if choice.agency is None:
        connection.execute(_RECORDS)
    else:
        connection.execute(_RECORDS_OF_AGENCY, {"code": choice.agency.code, "name": choice.agency.name})
    commune = choice.commune
    connection.execute(
        _PLANS,
        {
            "province": choice.province.name if choice.province else None,
            "commune_code": commune.code if commune else None,
            "commune": commune.name if commune and commune.code is None else None,
            "by_agency": choice.agency is not None,
        },
    )
    connection.execute(_KEEP)
