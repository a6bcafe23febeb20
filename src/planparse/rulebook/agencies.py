"""``rules/agencies.yaml``: the bodies that act (*đơn vị, cơ quan*), how they are spelt, shortened and listed.

Every name is kept as the words it is made of, with "và", dashes and commas dropped and abbreviations written out, glued
together to one key: then one dictionary look-up finds it, and a space that OCR lost or added does no harm. A name that
ends in a bare "xã" or "tỉnh" gives its stem and its level, so that "Công an" can be two bodies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import regex

from planparse.rulebook.agency_file import Agency, AgencyFile, Level, PlaceLevel, SplitCase
from planparse.rulebook.base import read_rules
from planparse.rulebook.phrases import Expander, Phrase, PhraseSet, Word, split_words


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


class RolePatterns(NamedTuple):
    """How roles are found: groups ``lead`` and ``support``.

    Attributes:
        word: a role anywhere.
        tail: the role behind a body, with group ``bracket`` where it stands in brackets.
        label: words before a colon that introduce a list.
    """

    word: regex.Pattern[str]
    tail: regex.Pattern[str]
    label: regex.Pattern[str]


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
    field_heads: PhraseSet
    leaders: PhraseSet
    lead_ins: PhraseSet
    tails: PhraseSet
    no_body: PhraseSet
    places: dict[PlaceLevel, PhraseSet]
    plural: PhraseSet
    qualifiers: PhraseSet
    collective_tails: PhraseSet
    separator: regex.Pattern[str]
    roles: RolePatterns

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


def load_agency_rules(*folders: Path) -> AgencyRules:
    """Loads ``agencies.yaml`` of these folders; see :func:`~planparse.rulebook.base.read_rules`.

    Raises:
        RuleError: the file is missing or does not fit.
    """
    return _compile(read_rules(folders, "agencies", AgencyFile))


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
        field_heads=PhraseSet(file.field_heads),
        leaders=PhraseSet(file.leaders),
        lead_ins=PhraseSet(file.lead_ins),
        tails=PhraseSet(file.tails),
        no_body=PhraseSet(file.no_body),
        places=places,
        plural=PhraseSet(file.collective.plural),
        qualifiers=PhraseSet(file.collective.qualifiers),
        collective_tails=PhraseSet(file.collective.tails),
        separator=_separator(file),
        roles=_role_patterns(file),
    )


def _separator(file: AgencyFile) -> regex.Pattern[str]:
    """What may stand between two bodies; a dash or a full stop only where a word follows that begins a name."""
    links, bare_links, heads = _any_of(file.links), _any_of(file.bare_links), _any_of(file.heads)
    opens = _any_of((*file.heads, *file.collective.plural, *file.leaders))
    return regex.compile(
        rf"""(?ix)
        (?: \s* [,&+\n] \s*
          | \s* (?<!\bđ) / \s*            # not the stroke of "đ/c"
          | (?<!\S) (?:{links}) (?!\S)\s*
          | (?<!\S) (?:{bare_links}) \s+ (?=(?:{opens})\b)
          | \s (?=(?:{links})\s | (?:{bare_links})\s+(?:{opens})\b)
          | \s+ - \s* (?=(?:{heads})\b)
          | (?<=\w{{4}}) \. \s+ (?=(?:{heads})\b)
        )+"""
    )


def _role_patterns(file: AgencyFile) -> RolePatterns:
    lead, support = _any_of(file.roles.lead), _any_of(file.roles.support)
    word = rf"(?:(?P<lead>{lead})|(?P<support>{support}))"
    short_lead, short_support = _any_of(file.roles.short_lead), _any_of(file.roles.short_support)
    short = rf"(?:(?P<lead>{lead}|{short_lead})|(?P<support>{support}|{short_support}))"
    office = r"(?:(?:là\s+)?(?:cơ\squan|đơn\svị|bộ\sphận)\s+)?"
    return RolePatterns(
        word=regex.compile(rf"(?i)\b{word}\b"),
        tail=regex.compile(rf"(?i)\s*(?:(?P<bracket>[(\[])\s*{office}{short}\s*[)\]]|[\s,-]\s*{office}{word})$"),
        label=regex.compile(rf"(?i)(?<![^\s,.;(])(?:{_any_of(file.lead_ins)})\s*:"),
    )


def _any_of(words: Sequence[str]) -> str:
    """Alternatives, the longest first; a space in them matches any white space."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s".join(map(regex.escape, word.split())) for word in longest)


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
