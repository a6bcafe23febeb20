"""Which plans implement which documents, or rest on them."""

from typing import Any

import duckdb

from planparse.report.page.columnar import Part, Texts, build_columns
from planparse.report.page.core import days_of

_DOCUMENTS = """
WITH places AS (
    SELECT document, mode(issuer_place) AS place FROM citations GROUP BY document
), named AS (
    SELECT DISTINCT province_code AS code, province_name AS name FROM communes
    UNION ALL
    SELECT commune_code, concat_ws(' ', type, name) || ', ' || province_name FROM communes
)
SELECT v.document, v.symbol, v.doc_type, v.name, v.issued_on, v.issuer_level, n.name
FROM v_citations v
LEFT JOIN places p USING (document)
LEFT JOIN named n ON n.code = p.place
"""
_IMPLEMENTATIONS = """
SELECT i.document, i.plan_id, i.relation, i.is_direct, i.through, i.page, i.locator
FROM v_implementations i
JOIN chosen_plans p USING (plan_id)
WHERE p.is_current
ORDER BY i.document, i.plan_id
"""


def gather_citations(connection: duckdb.DuckDBPyConnection, plans: dict[str, int]) -> Part:
    """The documents that chosen plans implement or rest on, and where each plan says so."""
    documents, ways, locators = Texts(), Texts(), Texts()
    rows = [
        (
            documents.number(document),
            plans[plan_id],
            int(relation == "implements"),
            int(is_direct),
            ways.number("; ".join(through) or None),
            page,
            locators.number(locator),
        )
        for document, plan_id, relation, is_direct, through, page, locator in connection.execute(
            _IMPLEMENTATIONS
        ).fetchall()
    ]
    known = {row[0]: row[1:] for row in connection.execute(_DOCUMENTS).fetchall()}
    named = [_document_row(document, known) for document in documents.freeze()]
    return Part(
        {
            "documents": build_columns(("key", "symbol", "type", "name", "issued", "level", "issuer"), named),
            "uses": build_columns(("document", "plan", "implements", "direct", "through", "page", "locator"), rows),
        },
        {"ways": ways.freeze(), "locators": locators.freeze()},
    )


def _document_row(document: str, known: dict[str, tuple[Any, ...]]) -> tuple[Any, ...]:
    symbol, doc_type, name, issued_on, level, issuer = known.get(document, (None,) * 6)
    return document, symbol, doc_type, name, days_of(issued_on), level, issuer
