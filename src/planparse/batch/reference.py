"""The rules as rows of the reference tables."""

from planparse.batch.agency_rows import build_agency_name_rows, build_agency_rows
from planparse.rulebook.book import RuleBook
from planparse.store.rows import CommuneRow, DocumentRow, IndicatorCatalogRow, Reference


def build_reference(rules: RuleBook) -> Reference:
    """The reference tables, as these rules fill them."""
    return Reference(
        rules_version=rules.fingerprint,
        agencies=tuple(build_agency_rows(rules)),
        agency_names=tuple(build_agency_name_rows(rules)),
        indicators=tuple(
            IndicatorCatalogRow(rule.code, rule.name, rule.unit, rule.field, tuple(rule.aliases), rule.source)
            for rule in rules.indicators.indicators
        ),
        communes=tuple(
            CommuneRow(
                *(place.code, place.name, place.type, place.province_code, place.province_name),
                *(place.latitude, place.longitude),
            )
            for place in rules.places.communes
        ),
        documents=tuple(
            DocumentRow(rule.code, rule.name, rule.type, str(rule.issued_on), rule.issuer, rule.aliases)
            for rule in rules.citations.documents.file.documents
        ),
    )
