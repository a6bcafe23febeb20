"""The rules of agencies as rows of the reference tables."""

from collections.abc import Iterator

from planparse.rulebook.agency_file import Agency, AgencyName
from planparse.rulebook.agency_names import term_of
from planparse.rulebook.book import RuleBook
from planparse.store.rows import AgencyNameRow, AgencyRow


def build_agency_rows(rules: RuleBook) -> Iterator[AgencyRow]:
    """One row per body; its aliases are all spellings but the main name."""
    for agency in rules.agencies.agencies:
        spellings = (*agency.aliases, *(text for name in agency.names for text in (name.name, *name.aliases)))
        aliases = tuple(text for text in dict.fromkeys(spellings) if text != agency.name)
        yield AgencyRow(agency.code, agency.name, agency.kind, agency.level, aliases, agency.duty)


def build_agency_name_rows(rules: RuleBook) -> Iterator[AgencyNameRow]:
    """One row per name; the main name stands first, unless ``names`` says where and when it is used."""
    for agency in rules.agencies.agencies:
        names = agency.names
        if agency.name not in {name.name for name in names}:
            names = (AgencyName(name=agency.name), *names)
        yield from (_name_row(agency, name, rules) for name in names)


def _name_row(agency: Agency, name: AgencyName, rules: RuleBook) -> AgencyNameRow:
    term = term_of(name, agency)
    since, until = (term.since, term.until) if term else (None, None)
    province = rules.places.provinces.get(name.province or "")
    return AgencyNameRow(
        agency_code=agency.code,
        name=name.name,
        province_name=province.name if province else name.province,
        commune_types=name.commune_types,
        valid_from=since.isoformat() if since else None,
        valid_to=until.isoformat() if until else None,
        source=name.source,
    )
