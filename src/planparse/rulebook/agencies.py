"""``rules/agencies.yaml`` and ``rules/agencies/``: bodies that act (*đơn vị, cơ quan*), how they are spelt and listed.

Every name is kept as the words it is made of, with "và", dashes and commas dropped and abbreviations written out, glued
together to one key: then one dictionary look-up finds it, and a space that OCR lost or added does no harm. A name that
ends in a bare "xã" or "tỉnh" gives its stem and its level, so that "Công an" can be two bodies.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from planparse.rulebook.agency_file import Agency, AgencyFile, Kind, PlaceLevel, SplitCase
from planparse.rulebook.agency_names import Named, Spelling, index_names, list_spellings
from planparse.rulebook.agency_patterns import RolePatterns, role_patterns, separator_pattern
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
        named: codes of the bodies that a proper name may follow.
        described: codes of those that words of any kind may follow.
    """

    agencies: tuple[Agency, ...]
    homes: dict[str, str]
    kinds: dict[str, Kind]
    splits: tuple[SplitCase, ...]
    named: frozenset[str]
    described: frozenset[str]
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
    places: dict[PlaceLevel, PhraseSet]
    any_place: PhraseSet
    district_until: dt.date
    plural: PhraseSet
    qualifiers: PhraseSet
    collective_tails: PhraseSet
    separator: regex.Pattern[str]
    roles: RolePatterns

    @cached_property
    def exact(self) -> dict[str, tuple[Named, ...]]:
        """Bodies by the glued words of their names."""
        return index_names(self._spellings, glue="")

    @cached_property
    def open_names(self) -> dict[str, tuple[Named, ...]]:
        """The same, where a proper name may follow one of the bodies."""
        return _open_names(self._spellings)

    @cached_property
    def spoken(self) -> dict[str, tuple[Named, ...]]:
        """Every name as spaced words, for matching by similarity."""
        return index_names(self._spellings, glue=" ")

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(word for spelling in self._spellings for word in spelling.words)

    @cached_property
    def _spellings(self) -> tuple[Spelling, ...]:
        return list_spellings(self.agencies, self.places, self.expander, self.drop)

    def weigh(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words that carry weight in a name, abbreviations written out."""
        return weigh(words, self.expander, self.drop)


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
    places: dict[PlaceLevel, PhraseSet] = {
        "commune": PhraseSet(file.places.commune),
        "district": PhraseSet(file.places.district),
        "province": PhraseSet(file.places.province),
    }
    return AgencyRules(
        agencies=file.agencies,
        homes=homes,
        kinds={agency.code: agency.kind for agency in file.agencies},
        splits=file.splits,
        named=frozenset(agency.code for agency in file.agencies if agency.named),
        described=frozenset(agency.code for agency in file.agencies if agency.described),
        collectives=tuple(_collective(agency) for agency in file.agencies if agency.collects),
        expander=Expander(file.expand),
        drop=frozenset(file.drop),
        heads=PhraseSet(file.heads),
        field_heads=PhraseSet(file.field_heads),
        leaders=PhraseSet(file.leaders),
        lead_ins=PhraseSet(file.lead_ins),
        tails=PhraseSet(file.tails),
        no_body=PhraseSet(file.no_body),
        persons=PhraseSet(file.persons),
        places=places,
        any_place=PhraseSet((*file.places.commune, *file.places.district, *file.places.province)),
        district_until=file.places.district_until,
        plural=PhraseSet(file.collective.plural),
        qualifiers=PhraseSet(file.collective.qualifiers),
        collective_tails=PhraseSet(file.collective.tails),
        separator=separator_pattern(file),
        roles=role_patterns(file),
    )


def _open_names(spellings: Sequence[Spelling]) -> dict[str, tuple[Named, ...]]:
    """Words that a proper name may follow, with all bodies that have them, whether or not a name may follow those."""
    opened = {spelling.words for spelling in spellings if spelling.agency.named}
    return index_names([s for s in spellings if s.words in opened and s.level != "collective"], glue="")


def _collective(agency: Agency) -> Collective:
    return Collective(
        agency.code, agency.name, PhraseSet(agency.collects), PhraseSet((*agency.collects, *agency.beside))
    )
