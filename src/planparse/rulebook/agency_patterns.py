"""The words of ``rules/agencies.yaml`` as patterns: what may stand between two bodies, and what says their roles."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.rulebook.agency_file import AgencyFile


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


def separator_pattern(file: AgencyFile) -> regex.Pattern[str]:
    """What may stand between two bodies; a dash or a full stop only where a word follows that begins a name.

    A link with a capital ("Mường Và") is part of a name, unless a word follows that begins one.
    """
    links = _any_of(file.links)
    capital_links = _any_of([word.capitalize() for word in file.links if " " not in word])
    bare_links, heads = _any_of(file.bare_links), _any_of(file.heads)
    plural = _any_of(file.collective.plural)
    opens = _any_of((*file.heads, *file.collective.plural, *file.leaders))
    return regex.compile(
        rf"""(?ix)
        (?: \s* [,&+\n] \s*
          | \s* (?<!\bđ) (?<!\d(?=/\d)) / \s*     # not the stroke of "đ/c", nor of "9/9"
          | (?<!\S) (?-i:(?!{capital_links})) (?:{links}) (?!\S)\s*
          | (?<!\S) (?:{links}) \s+ (?=(?:{opens})\b)
          | (?<!\S) (?:{bare_links}) \s+ (?=(?:{opens})\b)
          | \s (?=(?-i:(?!{capital_links}))(?:{links})\s | (?:{bare_links})\s+(?:{opens})\b)
          | \s+ - \s* (?=(?:(?:{plural})\s+)?(?:{heads})\b)
          # not the point of "TT." or "TTr."
          | (?<=(?-i:\p{{Ll}}{{2}}|\p{{Lu}}{{3}})) \. \s+ (?=(?:{heads})\b)
        )+"""
    )


def role_patterns(file: AgencyFile) -> RolePatterns:
    """The words of both roles, alone, behind a body and before a colon."""
    lead, support = _any_of(file.roles.lead), _any_of(file.roles.support)
    word = rf"(?:(?P<lead>{lead})|(?P<support>{support}))"
    short_lead, short_support = _any_of(file.roles.short_lead), _any_of(file.roles.short_support)
    short = rf"(?:(?P<lead>{lead}|{short_lead})|(?P<support>{support}|{short_support}))"
    noun = r"(?:cơ\squan|đơn\svị|bộ\sphận)\s+"
    office = rf"(?:(?:là\s+)?{noun})?"
    # The noun of "Các đơn vị phối hợp" is the body itself.
    behind = rf"(?:là\s+{noun}|(?<!^(?:{_any_of(file.collective.plural)})\b.*){noun})?"
    return RolePatterns(
        word=regex.compile(rf"(?i)\b{word}\b"),
        tail=regex.compile(rf"(?i)\s*(?:(?P<bracket>[(\[])\s*{office}{short}\s*[)\]]|[\s,-]\s*{behind}{word})$"),
        label=regex.compile(rf"(?i)(?<![^\s,.;(])(?:{_any_of(file.lead_ins)})\s*:"),
    )


def short_name_pattern(file: AgencyFile) -> regex.Pattern[str]:
    """Brackets behind a name with a short one in group ``short``: "(sau đây viết tắt là VP)", or "(VP)"."""
    said = rf"(?i:[^()]{{0,20}}?\b(?:{_any_of(file.short_names)}))\s*:?\s*" if file.short_names else r"(?!)"
    capitals = r"\p{Lu}[\p{Lu}\d.&\-]+(?:\s\p{Lu}[\p{Lu}\d.&\-]*)*"
    return regex.compile(rf"""\(\s*(?:{said}["“']?(?P<short>[^()"”']{{1,60}}?)["”']?|(?P<short>{capitals}))\s*\)""")


def _any_of(words: Sequence[str]) -> str:
    """Alternatives, the longest first; a space in them matches any white space."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s".join(map(regex.escape, word.split())) for word in longest)
