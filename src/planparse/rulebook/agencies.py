"""``rules/agencies.yaml`` and ``rules/agencies/``: bodies that act (*đơn vị, cơ quan*), how they are spelt and listed.

Every name is kept as the words it is made of, with "và", dashes and commas dropped and abbreviations written out, glued
together to one key: then one dictionary look-up finds it, and a space that OCR lost or added does no harm. A name that
ends in a bare "xã" or "tỉnh" gives its stem and its level, so that "Công an" can be two bodies.
"""

import datetime as dt
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import regex

from planparse.rulebook.agency_file import Agency, AgencyFile, Kind, PlaceLevel, SplitCase
from planparse.rulebook.agency_names import Named, NameIndex
from planparse.rulebook.agency_patterns import RolePatterns, role_patterns, separator_pattern, short_name_pattern
from planparse.rulebook.base import find_rule_files, read_rules
from planparse.rulebook.phrases import Expander, PhraseSet, Word, weigh
from planparse.text.memory import Memory

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
        names: every name that the rules spell out.
        own_names: names that a plan gives to bodies for itself, by their glued words; they go before the others.
        named: codes of the bodies that a proper name may follow.
        described: codes of those that words of any kind may follow.
        helpers: codes of those that the team they help may follow.
    """

    agencies: tuple[Agency, ...]
    names: NameIndex
    homes: dict[str, str]
    kinds: dict[str, Kind]
    splits: tuple[SplitCase, ...]
    named: frozenset[str]
    described: frozenset[str]
    helpers: frozenset[str]
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

    own_names: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)

    @cached_property
    def readings(self) -> Memory:
        """What other cells said; rules with other names (:meth:`with_names`) have their own."""
        return Memory()

    @cached_property
    def exact(self) -> Mapping[str, tuple[Named, ...]]:
        """Bodies by the glued words of their names."""
        return ChainMap(dict(self.own_names), self.names.exact) if self.own_names else self.names.exact

    def weigh(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words that carry weight in a name, abbreviations written out."""
        return weigh(words, self.expander, self.drop)

    def with_names(self, names: Mapping[str, tuple[Named, ...]]) -> "AgencyRules":
        """These rules with more names, by their glued words; a name that is there means what is said here."""
        return replace(self, own_names={**self.own_names, **names}) if names else self


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
    return AgencyRules(
        agencies=file.agencies,
        names=NameIndex(file.agencies, places, expander, drop),
        homes=homes,
        kinds={agency.code: agency.kind for agency in file.agencies},
        splits=file.splits,
        named=frozenset(agency.code for agency in file.agencies if agency.named),
        described=frozenset(agency.code for agency in file.agencies if agency.described),
        helpers=frozenset(agency.code for agency in file.agencies if agency.helps),
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


def _collective(agency: Agency) -> Collective:
    return Collective(
        agency.code, agency.name, PhraseSet(agency.collects), PhraseSet((*agency.collects, *agency.beside))
    )
