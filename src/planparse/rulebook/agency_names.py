"""Every spelling of every body, as keys to look it up by, with the province and the days that it belongs to."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import regex

from planparse.rulebook.agency_file import Agency, AgencyName, Level, PlaceLevel
from planparse.rulebook.phrases import Expander, Phrase, PhraseSet, Word, phrase, split_words, weigh
from planparse.text.unicode import plain_dashes

NamedLevel = Level | Literal["district"]


class Term(NamedTuple):
    """Where and when a name is in use; None is no bound."""

    province: str | None
    since: dt.date | None
    until: dt.date | None


class Named(NamedTuple):
    """A body that a key names, and the key's words.

    Attributes:
        level: of the body, or ``district`` where the name ends in "huyện".
        name: its main name.
        breaks: before which of the words the rules write a comma, a dash or "và".
        terms: in any of which the name is used; empty: everywhere, always.
    """

    code: str
    level: NamedLevel
    words: str
    name: str = ""
    breaks: frozenset[int] = frozenset()
    terms: tuple[Term, ...] = ()


class Spelling(NamedTuple):
    """One way to write one body: its words without the kind of place at the end, and where and when it is used."""

    agency: Agency
    words: Phrase
    breaks: frozenset[int]
    level: NamedLevel
    term: Term | None


_BREAK = regex.compile(r"(?i)[,&/-]|(?<!\S)và(?!\S)")


def list_spellings(
    agencies: Sequence[Agency], places: Mapping[PlaceLevel, PhraseSet], expander: Expander, drop: frozenset[str]
) -> tuple[Spelling, ...]:
    """All names and aliases, abbreviations written out."""
    found: list[Spelling] = []
    for agency in agencies:
        for text, term in _texts(agency):
            words = weigh(split_words(text), expander, drop)
            stem, level = _stem(words, agency, places)
            breaks = frozenset(
                len(weigh(split_words(text[: match.start()]), expander, drop))
                for match in _BREAK.finditer(plain_dashes(text))
            )
            found.append(Spelling(agency, stem, breaks, level, term))
    return tuple(found)


def index_names(spellings: Sequence[Spelling], *, glue: str) -> dict[str, tuple[Named, ...]]:
    """Bodies by their words; one that has the same words twice stands once, with the terms of both."""
    index: dict[str, dict[tuple[str, NamedLevel], Named]] = {}
    for agency, words, breaks, level, term in spellings:
        terms = (term,) if term else ()
        bodies = index.setdefault(glue.join(words), {})
        held = bodies.get((agency.code, level))
        if held:
            # A spelling without bounds is used everywhere, whatever the other one says.
            both = (*held.terms, *terms) if held.terms and terms else ()
            bodies[agency.code, level] = held._replace(terms=both, breaks=held.breaks | breaks)
        else:
            bodies[agency.code, level] = Named(agency.code, level, " ".join(words), agency.name, breaks, terms)
    return {key: tuple(bodies.values()) for key, bodies in index.items()}


def _texts(agency: Agency) -> Iterator[tuple[str, Term | None]]:
    """Every spelling with its term; what ``names`` says of the main name replaces what the body says."""
    own = _term(None, agency.since, agency.until)
    said = {phrase(text) for name in agency.names for text in (name.name, *name.aliases)}
    for text in (agency.name, *agency.aliases):
        if not said or phrase(text) not in said:
            yield text, own
    for name in agency.names:
        term = term_of(name, agency)
        for text in (name.name, *name.aliases):
            yield text, term


def term_of(name: AgencyName, agency: Agency) -> Term | None:
    """The province and the days of a name; the days of the body where the name has none."""
    if name.since or name.until:
        return _term(name.province, name.since, name.until)
    return _term(name.province, agency.since, agency.until)


def _term(province: str | None, since: dt.date | None, until: dt.date | None) -> Term | None:
    return Term(province, since, until) if province or since or until else None


def _stem(words: Sequence[Word], agency: Agency, places: Mapping[PlaceLevel, PhraseSet]) -> tuple[Phrase, NamedLevel]:
    """The words of a name without the kind of place at its end ("Công an xã" → "công an"), and its level."""
    texts = tuple(word.text for word in words)
    if agency.level == "collective":
        return texts, agency.level
    for length in (2, 1):
        start = len(words) - length
        if start > 0 and any(kinds.length_at(words, start) == length for kinds in places.values()):
            of_district = places["district"].length_at(words, start) == length
            return texts[:start], "district" if of_district and agency.level == "commune" else agency.level
    return texts, agency.level


@dataclass(frozen=True)
class NameIndex:
    """Every spelling of every body, indexed when it is first asked for."""

    agencies: tuple[Agency, ...]
    places: Mapping[PlaceLevel, PhraseSet]
    expander: Expander
    drop: frozenset[str]

    @cached_property
    def exact(self) -> dict[str, tuple[Named, ...]]:
        """Bodies by the glued words of their names."""
        return index_names(self._spellings, glue="")

    @cached_property
    def open_names(self) -> dict[str, tuple[Named, ...]]:
        """The same, where a proper name, any words or the team it helps may follow one of the bodies."""
        opened = {one.words for one in self._spellings if one.agency.named or one.agency.helps}
        return index_names(
            [one for one in self._spellings if one.words in opened and one.level != "collective"], glue=""
        )

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
