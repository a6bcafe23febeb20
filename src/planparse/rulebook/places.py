"""Communes and provinces of Vietnam (rules/communes.csv) and the words that announce them (rules/places.yaml).

The communes of before July 2025 (10,035 rows) are read only when a text asks for one: most plans never do.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.rulebook.commune_lists import (
    Commune,
    OldCommune,
    Province,
    find_lists,
    read_communes,
    read_old_communes,
)
from planparse.text.memory import Memory
from planparse.text.unicode import fold

T = TypeVar("T")


class WordRule(RuleModel):
    """Words with their proof. ``examples``: text -> what must be found in it; ``rejects``: nothing is found."""

    id: str
    words: tuple[str, ...]
    examples: dict[str, str]
    rejects: tuple[str, ...]


class CommuneTypeRule(WordRule):
    """Words for a type of commune; an example gives the name found behind them."""

    type: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class ProvinceWordRule(WordRule):
    """Words that announce a province; an example gives the province's name."""

    weight: int


class ProvinceAlias(RuleModel):
    """Other spellings of a province's name. ``domains``: its label in addresses under gov.vn."""

    id: str
    words: tuple[str, ...]
    domains: tuple[str, ...] = ()
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class HigherIssuerRule(RuleModel):
    """Words of an issuer that is above the commune."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class PlaceFile(RuleModel):
    """The content of rules/places.yaml.

    Attributes:
        commune_bodies: before a bare type they mean the plan's own commune; an example gives the type.
        name_ends: no part of a commune's name that stands before them in capitals; an example gives the name.
        province_bodies: their names close with the province's ("Sở Tài chính Sơn La").
        unmerged_provinces: the bodies of these are the same before and since July 2025.
    """

    commune_types: tuple[CommuneTypeRule, ...]
    commune_bodies: WordRule
    name_ends: WordRule
    province_words: tuple[ProvinceWordRule, ...]
    province_bodies: ProvinceWordRule
    province_aliases: dict[str, ProvinceAlias]
    unmerged_provinces: tuple[str, ...]
    higher_issuers: HigherIssuerRule


_SPACED_DASH = regex.compile(r"\s*-\s*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "ð": "đ"})
_SPACED_APOSTROPHE = regex.compile(r"\s*'\s*")
_LATE_Y = regex.compile(r"(?<=[bcdđghklmnpqrstvx])[yýỳỷỹỵ](?![\p{L}])")  # "Mỹ" and "Mĩ" are one name
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_DAK = regex.compile(r"đ[aăắ][ckC](?!\p{L})")  # Đăk, Đắc, Đắk
_ZERO = regex.compile(r"(?<!\d)0+(?=\d)")


def name_key(name: str) -> str:
    """The form in which names of places are compared.

    >>> name_key("PHƯỜNG 01") == name_key("Phường 1")
    True
    >>> name_key("Lâm Viên – Đà Lạt") == name_key("Lâm Viên-Đà Lạt"), name_key("Mỹ Hoà") == name_key("Mĩ Hòa")
    (True, True)
    """
    key = fold(name).translate(_APOSTROPHES)
    if "'" in key:
        key = _SPACED_APOSTROPHE.sub("'", key)
    if "-" in key:
        key = _SPACED_DASH.sub("-", key)
    if "đ" in key:
        key = _DAK.sub("đắk", key)
    key = _LATE_Y.sub(lambda found: found[0].translate(_Y_TO_I), key)
    return _ZERO.sub("", key) if "0" in key else key


def without_marks(name: str) -> str:
    """A name without its marks: for telling what a scanner may have made of a name that no list knows, nothing else.

    >>> without_marks("Lê Chẩn") == without_marks("LÊ CHÂN"), without_marks("Đông") == without_marks("Dong")
    (True, True)
    """
    return key_without_marks(name_key(name))


def key_without_marks(key: str) -> str:
    """The same of a name key."""
    plain = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class PlaceRules:
    """Communes and provinces with lookups by name, and the compiled words of rules/places.yaml.

    Attributes:
        communes: every commune-level unit, in the order of the file.
        by_name: name key -> communes of that name.
        by_province: code of a province -> its communes.
        by_code: code -> commune; key_of: code -> name key.
        provinces: by code; province_names: name key or folded name, aliases too -> province.
        domains: label under gov.vn -> province.
        types: folded word -> type of commune; typed: such a word in a text; bodies: what may stand before it;
            listed: another type behind it ("xã, phường"); name_end: where a name that is not known ends.
        announcers: folded word that announces a province -> its weight.
        announced: an announcer (group 1) with a province's name (group 2), in folded text.
        bodies_of_province: a body of a province whose name closes with the province's (group 1), in folded text.
        higher: words of an issuer above the commune.
    """

    def __init__(self, file: PlaceFile, communes: tuple[Commune, ...], old_paths: Sequence[Path]) -> None:
        self.file = file
        self.readings = Memory()
        self.communes = communes
        self._old_paths = old_paths
        self.by_code = {commune.code: commune for commune in communes}
        self.key_of = {commune.code: name_key(commune.name) for commune in communes}
        self.by_province = _group((commune.province_code, commune) for commune in communes)
        self.by_name = _group((self.key_of[commune.code], commune) for commune in communes)
        self.provinces = {
            c.province_code: Province(c.province_code, c.province_name, c.province_type) for c in communes
        }
        self.province_names = _province_names(file, self.provinces.values())
        self.domains = _domains(file, self.provinces.values())
        self.types = {fold(word): rule.type for rule in file.commune_types for word in rule.words}
        self.typed = _typed(file.commune_types)
        self.bodies = regex.compile(rf"(?<!\p{{L}})(?:{_any_of(file.commune_bodies.words)})\s+$")
        self.listed = regex.compile(rf"\s*(?:,|và|/)?\s*(?:{_any_of(self.types)}|hội)(?!\p{{L}})")
        self.name_end = regex.compile(rf"\s+(?:-\s+)?(?:{_any_of(file.name_ends.words)})(?!\p{{L}}).*")
        self.announcers = {fold(word): rule.weight for rule in file.province_words for word in rule.words}
        self.announced = _announced(self.announcers, self.province_names)
        self.bodies_of_province = _named_behind(file.province_bodies.words, self.province_names)
        self.higher = regex.compile(rf"(?<!\p{{L}})(?:{_any_of(file.higher_issuers.words)})(?!\p{{L}})")

    @cached_property
    def old_by_name(self) -> dict[str, tuple[OldCommune, ...]]:
        """Name key -> communes of before July 2025; "Phường 1" stands under "1" too."""
        communes = {commune.code: commune for path in self._old_paths for commune in read_old_communes(path)}
        return _group(pair for commune in communes.values() for pair in _old_keys(commune))

    @cached_property
    def old_districts(self) -> dict[str, tuple[str, ...]]:
        """Code of a commune -> the districts that its parts were in before July 2025."""
        pairs = {
            (code, old.district): None for olds in self.old_by_name.values() for old in olds for code in old.new_codes
        }
        return _group(pairs)

    @cached_property
    def old_provinces(self) -> dict[str, Province]:
        """Name key of a province that is gone -> the province that most of its communes went into."""
        votes: dict[str, Counter[str]] = {}
        for commune in (c for cs in self.old_by_name.values() for c in cs):
            codes = (self.by_code[code].province_code for code in commune.new_codes if code in self.by_code)
            votes.setdefault(name_key(commune.province), Counter()).update(codes)
        gone = {name: count for name, count in votes.items() if name not in self.province_names and count}
        return {name: self.provinces[count.most_common(1)[0][0]] for name, count in gone.items()}

    @cached_property
    def announced_old(self) -> "regex.Pattern[str]":
        """Like ``announced``, for provinces that are gone."""
        return _announced(self.announcers, self.old_provinces)


def load_place_rules(*folders: Path) -> PlaceRules:
    """The rules of ``places.yaml`` with the communes of ``communes.csv`` and ``communes_before_2025_07.csv``.

    A commune of a later folder takes the place of the one with its code.

    Raises:
        RuleError: a file is missing or wrong.
    """
    file = read_rules(folders, "places", PlaceFile)
    communes = {
        commune.code: commune for path in find_lists(folders, "communes.csv") for commune in read_communes(path)
    }
    return PlaceRules(file, tuple(communes.values()), find_lists(folders, "communes_before_2025_07.csv"))


def _old_keys(commune: OldCommune) -> Iterator[tuple[str, OldCommune]]:
    key = name_key(commune.name)
    yield key, commune
    prefix = f"{name_key(commune.type)} "
    if key.startswith(prefix):
        yield key.removeprefix(prefix), commune


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    lists: dict[str, list[T]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in lists.items()}


def _province_names(file: PlaceFile, provinces: Iterable[Province]) -> dict[str, Province]:
    names = {name_key(province.name): province for province in provinces}
    for name, alias in file.province_aliases.items():
        if province := names.get(name_key(name)):
            names |= {form(word): province for word in alias.words for form in (name_key, fold)}
    return names


def _domains(file: PlaceFile, provinces: Iterable[Province]) -> dict[str, Province]:
    found = {}
    for province in provinces:
        plain = unicodedata.normalize("NFD", province.name.casefold().replace("đ", "d"))
        found["".join(letter for letter in plain if letter.isascii() and letter.isalpha())] = province
        alias = file.province_aliases.get(province.name)
        found |= dict.fromkeys(alias.domains if alias else (), province)
    return found


def _any_of(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(map(fold, words), key=lambda w: (-len(w), w)))


def _typed(rules: Iterable[CommuneTypeRule]) -> "regex.Pattern[str]":
    """A word for a type of commune in folded text, and not as a part of another word ("thị xã", "xã hội")."""
    choices = []
    for rule in rules:
        not_after = f"(?<!(?:{_any_of(rule.not_after)})\\s)" if rule.not_after else ""
        not_before = f"(?!\\s+(?:{_any_of(rule.not_before)})(?!\\p{{L}}))" if rule.not_before else ""
        choices.append(f"{not_after}(?:{_any_of(rule.words)}){not_before}")
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(choices)})(?!\p{{L}})")


def _announced(announcers: Iterable[str], names: Iterable[str]) -> "regex.Pattern[str]":
    spaced = "|".join(
        r"\s?-\s?".join(regex.escape(part) for part in name.split("-")) for name in sorted(names, key=len, reverse=True)
    )
    return regex.compile(rf"(?<!\p{{L}})({_any_of(announcers)})\s*({spaced})(?![\p{{L}}\d])")


def _named_behind(bodies: Iterable[str], names: Iterable[str]) -> "regex.Pattern[str]":
    """A body, a few words without a sign or another body's kind between them, and a province's name."""
    return regex.compile(
        rf"(?<!\p{{L}})(?:{_any_of(bodies)})(?:\s+[\p{{L}}&-]+){{1,8}}?\s+({_any_of(names)})(?=\s*(?:$|[^\p{{L}}\d\s]))"
    )
