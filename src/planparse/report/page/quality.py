"""How well the plans were read: findings by kind, in the words of the reader's language, and files that failed."""

from pathlib import Path
from typing import Any

import duckdb

from planparse.codes import CODES, say_advice, say_finding
from planparse.report.page.columnar import Part, Texts, build_columns
from planparse.report.page.links import build_link
from planparse.wording.catalogue import Catalogue

_DIAGNOSTICS = """
SELECT d.plan_id, d.code, d.severity, d.message, d.page, d.locator
FROM diagnostics d
SEMI JOIN chosen_plans p USING (plan_id)
ORDER BY d.code, d.plan_id, d.ordinal
"""
# The last that was heard of each file: one that was mended and read since has not failed.
_FAILED = """
SELECT source_path, reason, error, CAST("at" AS DATE)
FROM ingests
QUALIFY status = 'failed' AND row_number() OVER (PARTITION BY source_path ORDER BY "at" DESC, status) = 1
ORDER BY source_path
"""


def gather_quality(
    connection: duckdb.DuckDBPyConnection, plans: dict[str, int], catalogue: Catalogue, folder: Path
) -> Part:
    """Findings about the chosen plans, and the files that could not be read, of whatever commune they are."""
    kinds, messages, locators = Texts(), Texts(), Texts()
    rows = [
        (
            plans[plan_id],
            kinds.number((code, severity)),
            messages.number((code, message)),
            page,
            locators.number(locator),
        )
        for plan_id, code, severity, message, page, locator in connection.execute(_DIAGNOSTICS).fetchall()
    ]
    failed = [
        (path, build_link(path, folder), reason, error, str(day))
        for path, reason, error, day in connection.execute(_FAILED).fetchall()
    ]
    return Part(
        {
            "findings": build_columns(("plan", "kind", "message", "page", "locator"), rows),
            "kinds": build_columns(
                ("code", "severity", "meaning", "advice"), [_kind_row(kind, catalogue) for kind in kinds.freeze()]
            ),
            "failed": build_columns(("path", "link", "reason", "error", "day"), failed),
        },
        {
            "messages": tuple(say_finding(code, message, catalogue) for code, message in messages.freeze()),
            "locators": locators.freeze(),
        },
    )


def _kind_row(kind: tuple[str, str], catalogue: Catalogue) -> tuple[Any, ...]:
    """A kind of finding in words; a database may hold codes of another version, which have none."""
    code, severity = kind
    known = CODES.get(code)
    return code, severity, known.say_meaning(catalogue) if known else "", say_advice(code, catalogue) or ""
