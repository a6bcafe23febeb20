"""Sets ``same_plan_as`` and ``replaced_by`` of the plans in a database; ``versions`` decides, this reads and writes.

The best file of a plan keeps ``same_plan_as`` null, the others point to it. Best is, in this order: the file that
stands at a path now over what stood there before; a plan over its appendices alone; issued over draft; the later date
of issue; Word over PDF over other forms; text of the file over recognised text; the smallest ``plan_id``.
A plan stands beside those of its commune only, so a change asks for the communes it touches.
``replaced_by`` is set on every file of a plan that is replaced, and names the best file of the plan that replaces it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import duckdb

from planparse.store.files import File, Replacing
from planparse.store.versions import link_files
from planparse.text.unicode import fold

_PLACE = "coalesce(commune_code, province_name || chr(31) || commune_type || chr(31) || commune_name)"

# Those of a file that was read from the same path count too: it may be superseded now.
_PLACES = f"""
SELECT DISTINCT {_PLACE}
FROM plans
WHERE source_path IN (SELECT source_path FROM plans WHERE plan_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))))
"""

# Only the paths of these plans are looked at again: a window over all plans would hold all of them at each load.
_FILES = f"""
WITH placed AS (
    SELECT plan_id, {_PLACE} AS place, commune_name, doc_type, title, plan_year, number, symbol, issued_on, status,
           media_type, text_origin, issued_edtf, source_path, ingested_at
    FROM plans
    WHERE {_PLACE} IN (SELECT unnest(CAST($places AS VARCHAR[])))
), latest AS (
    SELECT source_path, max(ingested_at) AS ingested_at
    FROM plans
    WHERE source_path IN (SELECT source_path FROM placed)
    GROUP BY source_path
)
SELECT p.plan_id, p.place, p.commune_name, p.doc_type, p.title, p.plan_year, p.number, p.symbol, p.issued_on, p.status,
       p.media_type, p.text_origin, p.ingested_at < l.ingested_at AS superseded, p.issued_edtf
FROM placed p
JOIN latest l USING (source_path)
ORDER BY p.plan_id
"""

# A document of another place is not the commune's own.
_REPLACING = """
SELECT DISTINCT c.plan_id, split_part(c.document, ' ', 1), c.issued_on
FROM citations c
JOIN plans p USING (plan_id)
WHERE c.relation = 'replaces' AND c.symbol IS NOT NULL
  AND (c.issuer_place IS NULL OR c.issuer_place = p.commune_code)
  AND c.plan_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
ORDER BY ALL
"""

_NAMES = """
SELECT plan_id, 'task ' || name FROM tasks WHERE plan_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
UNION ALL
SELECT plan_id, 'indicator ' || name FROM indicators WHERE plan_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
"""

_SET = """
WITH wanted AS (
    SELECT unnest(CAST($ids AS VARCHAR[])) AS plan_id, unnest(CAST($same AS VARCHAR[])) AS same,
           unnest(CAST($replaced AS VARCHAR[])) AS replaced
)
UPDATE plans SET same_plan_as = wanted.same, replaced_by = wanted.replaced
FROM wanted
WHERE plans.plan_id = wanted.plan_id
  AND (plans.same_plan_as IS DISTINCT FROM wanted.same OR plans.replaced_by IS DISTINCT FROM wanted.replaced)
"""


def find_places(connection: duckdb.DuckDBPyConnection, plan_ids: Iterable[str]) -> frozenset[str]:
    """The communes whose links a change of these plans may change: ask before the change and after it."""
    rows = connection.execute(_PLACES, {"ids": list(plan_ids)}).fetchall()
    return frozenset(row[0] for row in rows if row[0] is not None)


def link_same_plans(connection: duckdb.DuckDBPyConnection, places: frozenset[str]) -> None:
    """Sets ``same_plan_as`` and ``replaced_by`` of every plan of these communes anew."""
    files = [File(*row) for row in connection.execute(_FILES, {"places": sorted(places)}).fetchall()]
    ids = [file.plan_id for file in files]
    replacing = [Replacing(*row) for row in connection.execute(_REPLACING, {"ids": ids}).fetchall()] if files else []
    links = link_files(files, replacing, lambda ids: _read_names(connection, ids))
    connection.execute(
        _SET,
        {
            "ids": list(links),
            "same": [link.same_plan_as for link in links.values()],
            "replaced": [link.replaced_by for link in links.values()],
        },
    )


def _read_names(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for plan_id, name in connection.execute(_NAMES, {"ids": sorted(ids)}).fetchall():
        found[plan_id].add(fold(name))
    return {plan_id: frozenset(names) for plan_id, names in found.items()}
