"""``rules/agencies.yaml`` and ``rules/agencies/``: bodies that act (*đơn vị, cơ quan*), how they are spelt and listed.

Every name is kept as the words it is made of, with "và", dashes and commas dropped and abbreviations written out, glued
together to one key: then one dictionary look-up finds it, and a space that OCR lost or added does no harm. A name that
ends in a bare "xã" or "tỉnh" gives its stem and its level, so that "Công an" can be two bodies.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from planparse.rulebook.agency_file import Agency, AgencyFile, Kind, PlaceLevel, SplitCase
from planparse.rulebook.agency_names import Named, Spelling, index_names, list_spellings
from planparse.rulebook.agency_patterns import RolePatterns, role_patterns, separator_pattern, short_name_pattern
from planparse.rulebook.base import find_rule_files, read_rules
from planparse.rulebook.phrases import Expander, PhraseSet, Word, weigh

_CODE = regex.compile(r"""\bcode: *["']?([a-z0-9_]+)""")


@dataclass(frozen=True)
class Collective:
    """A collective, ready to be recognised: what it must name, and all nouns that its list may have."""

    code: str
    name: str
    collects: PhraseSet
    nouns: PhraseSet


@dataclass(frozen=True)
class AgencyRules:
    """The agencies and everything that is compiled from their file.

    Attributes:
        homes: the file in which each body stands, by its code.
        kinds: the kind of each body, by its code.
        exact: bodies by the glued words of their names.
        open_names: the same, where something may follow one of the bodies: a proper name (``named``: their codes),
            words of any kind (``described``), the team it helps (``helpers``).
        spoken: every name as spaced words, for matching by similarity.
        vocabulary: every word of every name.
    """

    agencies: tuple[Agency, ...]
    homes: dict[str, str]
    kinds: dict[str, Kind]
    splits: tuple[SplitCase, ...]
    exact: dict[str, tuple[Named, ...]]
    open_names: dict[str, tuple[Named, ...]]
    named: frozenset[str]
    described: frozenset[str]
    helpers: frozenset[str]
    spoken: dict[str, tuple[Named, ...]]
    vocabulary: frozenset[str]
    collectives: tuple[Collective, ...]
    expander: Expander
    drop: frozenset[str]
    heads: PhraseSet
    field_heads: PhraseSet
    leaders: PhraseSet
    lead_ins: PhraseSet
    tails: PhraseSet
    no_body: PhraseSet
    persons: PhraseSet
    stand_ins: PhraseSet
    places: dict[PlaceLevel, PhraseSet]
    any_place: PhraseSet
    district_until: dt.date
    plural: PhraseSet
    qualifiers: PhraseSet
    collective_tails: PhraseSet
    separator: regex.Pattern[str]
    roles: RolePatterns
    short_name: regex.Pattern[str]

    def weigh(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words that carry weight in a name, abbreviations written out."""
        return weigh(words, self.expander, self.drop)

    def with_names(self, names: Mapping[str, tuple[Named, ...]]) -> "AgencyRules":
        """These rules with more names, by their glued words; a name that is there means what is said here."""
        return replace(self, exact={**self.exact, **names}) if names else self


def load_agency_rules(*folders: Path) -> AgencyRules:
    """Loads the rules of agencies of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or does not fit.
    """
    return _compile(read_rules(folders, "agencies", AgencyFile), _find_homes(folders))


def _find_homes(folders: Sequence[Path]) -> dict[str, str]:
    """The file of each body, for people who look for it; of two folders the later one."""
    files = [(path, folder) for folder in folders for path in find_rule_files(folder, "agencies")]
    return {
        code: path.relative_to(folder).as_posix()
        for path, folder in files
        for code in _CODE.findall(path.read_text("utf-8"))
    }


def _compile(file: AgencyFile, homes: dict[str, str]) -> AgencyRules:
    expander, drop = Expander(file.expand), frozenset(file.drop)
    places: dict[PlaceLevel, PhraseSet] = {
        "commune": PhraseSet(file.places.commune),
        "district": PhraseSet(file.places.district),
        "province": PhraseSet(file.places.province),
    }
    spellings = list_spellings(file.agencies, places, expander, drop)
    return AgencyRules(
        agencies=file.agencies,
        homes=homes,
        kinds={agency.code: agency.kind for agency in file.agencies},
        splits=file.splits,
        exact=index_names(spellings, glue=""),
        open_names=_open_names(spellings),
        named=frozenset(agency.code for agency in file.agencies if agency.named),
        described=frozenset(agency.code for agency in file.agencies if agency.described),
        helpers=frozenset(agency.code for agency in file.agencies if agency.helps),
        spoken=index_names(spellings, glue=" "),
        vocabulary=frozenset(word for spelling in spellings for word in spelling.words),
        collectives=tuple(_collective(agency) for agency in file.agencies if agency.collects),
        expander=expander,
        drop=drop,
        heads=PhraseSet(file.heads),
        field_heads=PhraseSet(file.field_heads),
        leaders=PhraseSet(file.leaders),
        lead_ins=PhraseSet(file.lead_ins),
        tails=PhraseSet(file.tails),
        no_body=PhraseSet(file.no_body),
        persons=PhraseSet(file.persons),
        stand_ins=PhraseSet(file.stand_ins),
        places=places,
        any_place=PhraseSet((*file.places.commune, *file.places.district, *file.places.province)),
        district_until=file.places.district_until,
        plural=PhraseSet(file.collective.plural),
        qualifiers=PhraseSet(file.collective.qualifiers),
        collective_tails=PhraseSet(file.collective.tails),
        separator=separator_pattern(file),
        roles=role_patterns(file),
        short_name=short_name_pattern(file),
    )


def _open_names(spellings: Sequence[Spelling]) -> dict[str, tuple[Named, ...]]:
    """Words that a name may follow, with all bodies that have them, whether or not a name may follow those."""
    opened = {spelling.words for spelling in spellings if spelling.agency.named or spelling.agency.helps}
    return index_names([s for s in spellings if s.words in opened and s.level != "collective"], glue="")


def _collective(agency: Agency) -> Collective:
    return Collective(
        agency.code, agency.name, PhraseSet(agency.collects), PhraseSet((*agency.collects, *agency.beside))
    )
