"""Which plans are one plan in several files, and which of the files to use.

Two plans of one commune (the same code, or the same names where the code is not known) are one

- when kind of document, year and title agree (letter case and runs of spaces do not count), or
- when number, symbol and date of issue agree,

and so is every plan linked to one of them. A file of appendices only (it has neither kind nor title) is one with a file
that holds its tasks and indicators as well; appendices that lie beside the text of their plan are a part, no copy.
The best of a group keeps ``same_plan_as`` null, the others point to it.
Best is, in this order: the file that stands at a path now over what stood there before; a plan over its
appendices alone; issued over draft; the later
date of issue; Word over PDF over other forms; text of the file over recognised text; the smallest ``plan_id``.
A plan whose commune is not known is nobody's copy.
"""

import duckdb

_KEYS = """
CREATE OR REPLACE TEMP TABLE alike AS
WITH placed AS (
    SELECT *, coalesce(commune_code, province_name || chr(31) || commune_type || chr(31) || commune_name) AS place,
           doc_type IS NULL AND title IS NULL AS is_part
    FROM plans
), named AS (
    SELECT plan_id, 'task' AS kind, lower(name) AS name FROM tasks
    UNION SELECT plan_id, 'indicator', lower(name) FROM indicators
), covered AS (
    SELECT DISTINCT part.plan_id
    FROM placed AS part
    JOIN placed AS whole USING (place, number, symbol, issued_on)
    WHERE part.is_part AND part.plan_id <> whole.plan_id
      AND EXISTS (FROM named WHERE named.plan_id = part.plan_id)
      AND NOT EXISTS (
          SELECT kind, name FROM named WHERE named.plan_id = part.plan_id
          EXCEPT SELECT kind, name FROM named WHERE named.plan_id = whole.plan_id
      )
)
SELECT
    plan_id,
    place || chr(31) || lower(doc_type) || chr(31) || plan_year
          || chr(31) || regexp_replace(trim(lower(title)), '\\s+', ' ', 'g') AS title_key,
    if(is_part AND plan_id NOT IN (FROM covered), NULL,
       place || chr(31) || number || chr(31) || upper(symbol) || chr(31) || issued_on) AS number_key,
    plan_id AS leader,
    true AS moved
FROM placed
"""

# Everyone takes the smallest leader of those who share a key; rounds go on until nobody moves.
_SPREAD = """
CREATE OR REPLACE TEMP TABLE alike AS
WITH by_title AS (
    SELECT *, if(title_key IS NULL, leader, min(leader) OVER (PARTITION BY title_key)) AS titled FROM alike
), by_number AS (
    SELECT *, if(number_key IS NULL, titled, min(titled) OVER (PARTITION BY number_key)) AS numbered FROM by_title
)
SELECT plan_id, title_key, number_key, numbered AS leader, numbered <> leader AS moved FROM by_number
"""

_POINT = """
WITH dated AS (
    SELECT *, ingested_at < max(ingested_at) OVER (PARTITION BY source_path) AS superseded FROM plans
), best AS (
    SELECT
        plan_id,
        first_value(plan_id) OVER (
            PARTITION BY leader
            ORDER BY superseded, doc_type IS NULL AND title IS NULL, status <> 'issued', issued_on DESC NULLS LAST,
                     media_type NOT LIKE '%wordprocessingml%', media_type <> 'application/pdf',
                     text_origin <> 'native', plan_id
        ) AS chosen
    FROM dated JOIN alike USING (plan_id)
), wanted AS (
    SELECT plan_id, nullif(chosen, plan_id) AS same FROM best
)
UPDATE plans SET same_plan_as = wanted.same
FROM wanted
WHERE plans.plan_id = wanted.plan_id AND plans.same_plan_as IS DISTINCT FROM wanted.same
"""


def link_same_plans(connection: duckdb.DuckDBPyConnection) -> None:
    """Sets ``same_plan_as`` of every plan anew."""
    connection.execute(_KEYS)
    while _anyone_moved(connection):
        connection.execute(_SPREAD)
    connection.execute(_POINT)
    connection.execute("DROP TABLE alike")


def _anyone_moved(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("SELECT coalesce(bool_or(moved), false) FROM alike").fetchone()
    return found is not None and bool(found[0])
