"""Who is named for tasks and indicators: the same few sets of agencies again and again, each kept once."""

from collections import defaultdict
from typing import Any, NamedTuple

import duckdb

from planparse.report.page.columnar import Texts, build_columns

_ASSIGNMENTS = """
SELECT a.plan_id, a.record_id, a.role = 'lead' AS leads, coalesce(a.agency_code, '=' || a.agency_raw) AS agency
FROM assignments a
SEMI JOIN chosen_records USING (plan_id, record_id)
ORDER BY a.plan_id, a.record_id, a.role, a.ordinal
"""
_NAMES = "SELECT agency_code, name, level FROM agencies"

_Named = dict[tuple[str, str], tuple[tuple[int, ...], tuple[int, ...]]]


class People(NamedTuple):
    """Agencies, and which of them each record names.

    Attributes:
        agencies: columns name, level, code (null: the name as printed, which the rules do not know).
        sets: (leads, supports) by number.
        of_record: (plan_id, record_id) → number of its set; a record that names nobody is not in it.
    """

    agencies: dict[str, tuple[Any, ...]]
    sets: tuple[Any, ...]
    of_record: dict[tuple[str, str], int]


def gather_people(connection: duckdb.DuckDBPyConnection) -> People:
    """Reads the assignments of the chosen records."""
    agencies, sets = Texts(), Texts()
    named: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for plan_id, record_id, leads, agency in connection.execute(_ASSIGNMENTS).fetchall():
        members = named[plan_id, record_id][0 if leads else 1]
        number = agencies.number(agency)
        if number not in members:
            members.append(number)
    known = {code: (name, level) for code, name, level in connection.execute(_NAMES).fetchall()}
    rows = [_agency(agency, known) for agency in agencies.freeze()]
    of_record = {key: sets.number((tuple(leads), tuple(supports))) for key, (leads, supports) in named.items()}
    return People(build_columns(("name", "level", "code"), rows), sets.freeze(), of_record)


def _agency(key: str, known: dict[str, tuple[str, str]]) -> tuple[str, str | None, str | None]:
    if key.startswith("="):
        return key[1:], None, None
    name, level = known.get(key, (key, None))
    return name, level, key
