"""``rules/agencies.yaml``: the bodies that act (*đơn vị, cơ quan*), how they are spelt, shortened and listed.

Every name is kept as the words it is made of, with "và", dashes and commas dropped and abbreviations written out, glued
together to one key: then one dictionary look-up finds it, and a space that OCR lost or added does no harm. A name that
ends in a bare "xã" or "tỉnh" gives its stem and its level, so that "Công an" can be two bodies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import regex
from pydantic import Field

from planparse.rulebook.base import RuleModel, read_rule_file
from planparse.rulebook.phrases import Expander, Expansion, Phrase, PhraseSet, Word, split_words

Level = Literal["commune", "province", "central", "collective"]
PlaceLevel = Literal["commune", "district", "province"]
Kind = Literal[
    "office",
    "public_service",
    "police",
    "military",
    "party",
    "council",
    "committee",
    "front",
    "mass_organisation",
    "school",
    "health",
    "village",
    "team",
    "department",
    "ministry",
    "branch",
    "firm",
    "media",
    "official",
    "collective",
]


class Agency(RuleModel):
    """A body and the proof that it is recognised.

    Attributes:
        named: a proper name may follow ("Trường Tiểu học Kim Đồng").
        collects: nouns of a collective, one of which it must name ("phòng", "ban").
        beside: nouns that may stand in its list without making it this collective.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    kind: Kind
    level: Level
    aliases: tuple[str, ...] = ()
    named: bool = False
    collects: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class CollectiveWords(RuleModel):
    """The words around the nouns of a collective ("các ... chuyên môn có liên quan")."""

    plural: tuple[str, ...]
    qualifiers: tuple[str, ...]
    tails: tuple[str, ...]


class PlaceWords(RuleModel):
    """Words for a kind of place, by the level of the body that carries them."""

    commune: tuple[str, ...]
    district: tuple[str, ...]
    province: tuple[str, ...]


class SplitCase(RuleModel):
    """A cell and the bodies it must be split into, as printed."""

    cell: str
    gives: tuple[str, ...]


class AgencyFile(RuleModel):
    """The rule file as it is written.

    Attributes:
        drop: words without weight in a name ("và").
        heads: words with which the name of a body begins.
        leaders: words before a body that stand for whoever leads it ("Lãnh đạo").
        lead_ins: words before a colon that introduce a list ("Chủ trì:").
        tails: words after a body that say no more about which one it is ("thuộc ...").
        no_body: words with which a text begins that names no body ("Theo phân công").
        links: words that join two bodies like a comma ("phối hợp với").
    """

    expand: tuple[Expansion, ...]
    drop: tuple[str, ...]
    heads: tuple[str, ...]
    leaders: tuple[str, ...]
    lead_ins: tuple[str, ...]
    tails: tuple[str, ...]
    no_body: tuple[str, ...]
    links: tuple[str, ...]
    places: PlaceWords
    collective: CollectiveWords
    splits: tuple[SplitCase, ...]
    agencies: tuple[Agency, ...]


class Named(NamedTuple):
    """A body that a key names, and the key's words."""

    code: str
    level: Level
    words: str


@dataclass(frozen=True)
class Collective:
    """A collective, ready to be recognised."""

    code: str
    collects: PhraseSet
    beside: PhraseSet


@dataclass(frozen=True)
class AgencyRules:
    """The agencies and everything that is compiled from their file.

    Attributes:
        exact: bodies by the glued words of their names.
        open_names: the same for bodies that a proper name may follow.
        spoken: every name as spaced words, for matching by similarity.
    """

    agencies: tuple[Agency, ...]
    splits: tuple[SplitCase, ...]
    exact: dict[str, tuple[Named, ...]]
    open_names: dict[str, tuple[Named, ...]]
    spoken: dict[str, tuple[Named, ...]]
    collectives: tuple[Collective, ...]
    expander: Expander
    drop: frozenset[str]
    heads: PhraseSet
    leaders: PhraseSet
    lead_ins: PhraseSet
    tails: PhraseSet
    no_body: PhraseSet
    places: dict[PlaceLevel, PhraseSet]
    plural: PhraseSet
    qualifiers: PhraseSet
    collective_tails: PhraseSet

    separator: regex.Pattern[str]

    def weigh(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words that carry weight in a name, abbreviations written out."""
        return weigh(words, self.expander, self.drop)


def weigh(words: Sequence[Word], expander: Expander, drop: frozenset[str]) -> tuple[Word, ...]:
    """The words, written out, without those in ``drop``; a break before a dropped word passes to the next one."""
    kept: list[Word] = []
    pending = False
    for word in expander.expand(words):
        if word.text in drop:
            pending = pending or word.breaks
        else:
            kept.append(word._replace(breaks=word.breaks or pending))
            pending = False
    return tuple(kept)


def load_agency_rules(folder: Path) -> AgencyRules:
    """Loads ``agencies.yaml`` from a folder of rules.

    Raises:
        RuleError: the file is missing or does not fit.
    """
    return _compile(read_rule_file(folder / "agencies.yaml", AgencyFile))


def _compile(file: AgencyFile) -> AgencyRules:
    expander, drop = Expander(file.expand), frozenset(file.drop)
    places: dict[PlaceLevel, PhraseSet] = {
        "commune": PhraseSet(file.places.commune),
        "district": PhraseSet(file.places.district),
        "province": PhraseSet(file.places.province),
    }
    names = [
        (agency, _stem(weigh(split_words(name), expander, drop), agency, places))
        for agency in file.agencies
        for name in (agency.name, *agency.aliases)
    ]
    return AgencyRules(
        agencies=file.agencies,
        splits=file.splits,
        exact=_index(names, glue=""),
        open_names=_index([(agency, stem) for agency, stem in names if agency.named], glue=""),
        spoken=_index(names, glue=" "),
        collectives=tuple(_collective(agency) for agency in file.agencies if agency.collects),
        expander=expander,
        drop=drop,
        heads=PhraseSet(file.heads),
        leaders=PhraseSet(file.leaders),
        lead_ins=PhraseSet(file.lead_ins),
        tails=PhraseSet(file.tails),
        no_body=PhraseSet(file.no_body),
        places=places,
        plural=PhraseSet(file.collective.plural),
        qualifiers=PhraseSet(file.collective.qualifiers),
        collective_tails=PhraseSet(file.collective.tails),
        separator=_separator(file),
    )


def _separator(file: AgencyFile) -> regex.Pattern[str]:
    """What may stand between two bodies; a dash or a full stop only where a word follows that begins a name."""
    links = "|".join(map(regex.escape, sorted(file.links, key=len, reverse=True)))
    heads = "|".join(map(regex.escape, sorted(file.heads, key=len, reverse=True)))
    return regex.compile(
        rf"""(?ix)
        (?: \s* [,&+\n] \s*
          | \s* (?<!\bđ) / \s*            # not the stroke of "đ/c"
          | (?<!\S) (?:{links}) (?!\S)\s*
          | \s (?=(?:{links})\s)
          | \s+ - \s* (?=(?:{heads})\b)
          | (?<=\w{{4}}) \. \s+ (?=(?:{heads})\b)
        )+"""
    )


def _collective(agency: Agency) -> Collective:
    return Collective(agency.code, PhraseSet(agency.collects), PhraseSet(agency.beside))


def _stem(words: Sequence[Word], agency: Agency, places: dict[PlaceLevel, PhraseSet]) -> Phrase:
    """The words of a name without the kind of place at its end ("Công an xã" → "công an")."""
    texts = tuple(word.text for word in words)
    if agency.level == "collective":
        return texts
    for length in (2, 1):
        start = len(words) - length
        if start > 0 and any(kinds.length_at(words, start) == length for kinds in places.values()):
            return texts[:start]
    return texts


def _index(names: Sequence[tuple[Agency, Phrase]], *, glue: str) -> dict[str, tuple[Named, ...]]:
    index: dict[str, tuple[Named, ...]] = {}
    for agency, stem in names:
        key, named = glue.join(stem), Named(agency.code, agency.level, " ".join(stem))
        if named not in index.setdefault(key, ()):
            index[key] = (*index[key], named)
    return index
