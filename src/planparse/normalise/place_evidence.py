"""What a document says about the place it comes from: names of communes, types, provinces, each with a weight.

Weights are votes: the heading of the issuer decides; the date line and the title outvote stray mentions; prose counts
by repetition, its beginning a little more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.model.plan import Header
from planparse.rulebook.commune_lists import Province
from planparse.rulebook.places import PlaceRules, name_key
from planparse.text.aligned import Aligned, align_line

REFORM = (2025, 7)  # year and month since which communes are as in rules/communes.csv
ISSUER_WEIGHT = 100
PLACE_LINE_WEIGHT = 12
SURE_LINE_WEIGHT = 16  # more than all prose: since July 2025 there is no district whose name the line could print
TITLE_WEIGHT = 8
BODY_WEIGHT = 3  # "UBND xã Hòa Tiến": the plan's own commune far more often than a neighbour
PROSE_CEILING = 15  # so that a name repeated in tables cannot outvote date line and title together
EARLY_TEXTS = 12  # the preamble and what is before it
EARLY_FACTOR = 2

# "Ea H'leo", and what OCR makes of it: "Ea H ‘leo".
_WORD = r"(?:\p{Lu}(?:\p{L}|(?<=(?<!\p{L})\p{L})\s?['’‘ʼ`´]\s?(?=\p{L}))*|\d{1,2}(?![\d%]|[/.,]\d))"
_NAME = regex.compile(rf"\s+({_WORD}(?:\s*-?\s*(?<=[\s-]){_WORD}){{0,7}})")
_DOMAIN = regex.compile(r"(?<![\p{L}\d])([a-z]{3,})\.gov\.vn")
_LONGEST_UNKNOWN = 5  # words; the longest names have six, all of them known


class NamedCommune(NamedTuple):
    """A commune named in a text with its type before it ("xã Hòa Tiến"); ``office``: behind a body ("UBND xã ...")."""

    type: str
    name: str
    office: bool


class Evidence(NamedTuple):
    """All votes of a document.

    Attributes:
        names: key of a commune's name -> weight; printed: the same key -> the name as printed first.
        types: key -> type -> weight; own_types: type -> votes of phrases without a name ("UBND xã").
        provinces: code -> weight.
        issuer: the issuer's lines, joined; issuer_commune: the commune they name.
        texts: all texts as they are, for later questions (districts, provinces that are gone).
        own_key: key of the name on the date line; "" where there is none.
    """

    names: Counter[str]
    printed: dict[str, str]
    types: dict[str, Counter[str]]
    own_types: Counter[str]
    provinces: Counter[str]
    issuer: Aligned
    issuer_commune: NamedCommune | None
    texts: tuple[str, ...]
    own_key: str


def gather_evidence(header: Header, texts: Sequence[str], *, rules: PlaceRules) -> Evidence:
    """Counts what issuer, date line, title and prose say."""
    lines_of_issuer = header.issuer or tuple(filter(None, (header.attached_issuer,)))
    issuer = align_line(" ".join(lines_of_issuer))
    own_key = name_key(header.place_name or _line_name(lines_of_issuer, rules))
    named = [found for found in find_communes(issuer, own_key, rules=rules) if isinstance(found, NamedCommune)]
    evidence = Evidence(
        names=Counter(),
        printed={},
        types={},
        own_types=Counter(),
        provinces=Counter(),
        issuer=issuer,
        issuer_commune=named[-1] if named else None,
        texts=(" ".join(lines_of_issuer), header.title or "", *header.recipients, *texts),
        own_key=own_key,
    )
    for found in named[-1:]:
        _vote(evidence, found, ISSUER_WEIGHT)
    if header.place_name:
        _vote_place_name(evidence, header, rules)
    _vote_title(evidence, align_line(header.title or ""), rules)
    _vote_prose(evidence, texts, rules)
    factors = (10, 3, *(1 for _ in header.recipients))
    _vote_provinces(evidence, [*zip(evidence.texts, factors, strict=False), *_weighted(texts)], rules)
    return evidence


class _Said(NamedTuple):
    """What a text says of places, whatever plan it stands in.

    Attributes:
        provinces: codes of those it announces, with weights.
        communes: as :func:`find_communes` gives them; None where names follow: the date line tells where they end.
    """

    provinces: tuple[tuple[str, int], ...]
    communes: tuple[NamedCommune | str, ...] | None


def _listen(rules: PlaceRules, text: str) -> _Said:
    aligned = align_line(text)
    provinces = tuple((province.code, weight) for province, weight in find_provinces(aligned.folded, rules=rules))
    named = any(_NAME.match(aligned.printed, word.end()) for word in rules.typed.finditer(aligned.folded))
    return _Said(provinces, None if named else tuple(find_communes(aligned, rules=rules)))


def _weighted(prose: Sequence[str]) -> Iterator[tuple[str, int]]:
    return ((text, EARLY_FACTOR if index < EARLY_TEXTS else 1) for index, text in enumerate(prose))


def find_communes(text: Aligned, own_key: str = "", *, rules: PlaceRules) -> Iterator[NamedCommune | str]:
    """Communes named with their type in a text, and bare types that mean the plan's own commune, in order.

    ``own_key`` is the name on the date line: it is a name beside those that are known.
    """
    for word in rules.typed.finditer(text.folded):
        kind = rules.types[word[0]]
        office = rules.bodies.search(text.folded, max(0, word.start() - 40), word.start()) is not None
        name = _read_name(text, word.end(), own_key, rules)
        if name is not None:
            yield NamedCommune(kind, name, office)
        elif office and not rules.listed.match(text.folded, word.end()):
            yield kind


def _read_name(text: Aligned, at: int, own_key: str, rules: PlaceRules) -> str | None:
    """The name that begins at ``at``: the longest one that a commune has, else the run of capitalised words."""
    run = _NAME.match(text.printed, at)
    if run is None:
        return None
    words: list[str] = run[1].split(" ")
    end = rules.name_end.search(text.folded, run.start(1), run.end(1))
    unknown: str = text.printed[run.start(1) : end.start() if end else run.end(1)].strip(" -")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if name_key(name) == own_key or (name_key(name) in rules.by_name and not _is_cut_off(name, unknown)):
            return name
    if words[0].isdigit():
        return words[0]
    return unknown if len(unknown.split()) <= _LONGEST_UNKNOWN else None


def _is_cut_off(name: str, longer: str) -> bool:
    """Of "xã An Phú Khê" the name is no "An Phú"; in capitals nobody can tell where a name ends."""
    return not longer.isupper() and longer.startswith(f"{name} ")


def _line_name(issuer: Sequence[str], rules: PlaceRules) -> str:
    """The name that closes a line of the issuer ("ỦY BAN NHÂN DÂN XÃ MAI HIÊN"), whether a list knows it or not."""
    for line in map(align_line, reversed(issuer)):
        for word in rules.typed.finditer(line.folded):
            run = _NAME.fullmatch(line.printed, word.end())
            ended = rules.name_end.search(line.folded, word.end())
            if run and not ended and len(run[1].split()) <= _LONGEST_UNKNOWN:
                return str(run[1])
    return ""


def _vote(evidence: Evidence, found: NamedCommune, weight: int) -> None:
    key = name_key(found.name)
    evidence.names[key] += weight
    evidence.printed.setdefault(key, found.name)
    evidence.types.setdefault(key, Counter())[found.type] += weight


def _vote_title(evidence: Evidence, title: Aligned, rules: PlaceRules) -> None:
    for found in find_communes(title, evidence.own_key, rules=rules):
        if isinstance(found, NamedCommune):
            _vote(evidence, found, TITLE_WEIGHT)
        else:
            evidence.own_types[found] += TITLE_WEIGHT


def _vote_place_name(evidence: Evidence, header: Header, rules: PlaceRules) -> None:
    """The date line names the commune, with or without its type; a province's name there says nothing of a commune."""
    printed = header.place_name or ""
    text = align_line(printed)
    key = name_key(printed)
    named = next((found for found in find_communes(text, rules=rules) if isinstance(found, NamedCommune)), None)
    if named is not None:
        _vote(evidence, named, PLACE_LINE_WEIGHT)
    elif province := rules.province_names.get(key):
        evidence.provinces[province.code] += PLACE_LINE_WEIGHT
    else:
        sure = key in rules.by_name and (header.issued_year or 0, header.issued_month or 0) >= REFORM
        evidence.names[key] += SURE_LINE_WEIGHT if sure else PLACE_LINE_WEIGHT
        evidence.printed.setdefault(key, text.printed)


def _vote_prose(evidence: Evidence, prose: Sequence[str], rules: PlaceRules) -> None:
    votes: Counter[str] = Counter()
    for text, factor in _weighted(prose):
        said = rules.readings.recall(_listen, rules, text).communes
        for found in find_communes(align_line(text), evidence.own_key, rules=rules) if said is None else said:
            if isinstance(found, str):
                evidence.own_types[found] += factor
                continue
            # In prose only names that are known: capitals follow "xã" for other reasons too ("UBND xã Các phòng").
            key = name_key(found.name)
            if found.name.isdigit() or key in rules.by_name or key == evidence.own_key:
                weight = factor * (BODY_WEIGHT if found.office else 1)
                votes[key] += weight
                _vote(evidence, found, weight)
    for key, weight in votes.items():
        evidence.names[key] -= max(0, weight - PROSE_CEILING)


def _vote_provinces(evidence: Evidence, texts: Sequence[tuple[str, int]], rules: PlaceRules) -> None:
    for text, factor in texts:
        for code, weight in rules.readings.recall(_listen, rules, text).provinces:
            evidence.provinces[code] += factor * weight


def find_provinces(folded: str, *, rules: PlaceRules) -> Iterator[tuple[Province, int]]:
    """The provinces that a folded text announces, by a word before the name or by an address, with weights."""
    for found in rules.announced.finditer(folded):
        yield rules.province_names[_joined(found[2])], rules.announcers[found[1]]
    for found in rules.bodies_of_province.finditer(folded):
        yield rules.province_names[_joined(found[1])], rules.file.province_bodies.weight
    for domain in _DOMAIN.findall(folded) if ".gov.vn" in folded else ():
        if domain in rules.domains:
            yield rules.domains[domain], 1


def _joined(name: str) -> str:
    return "-".join(part.strip() for part in name.split("-"))


def count_old_provinces(evidence: Evidence, *, rules: PlaceRules) -> Counter[str]:
    """Votes of provinces that are gone ("tỉnh Hải Dương (cũ)") for the provinces they went into."""
    votes: Counter[str] = Counter()
    for text in evidence.texts:
        for found in rules.announced_old.finditer(align_line(text).folded):
            votes[rules.old_provinces[_joined(found[2])].code] += rules.announcers[found[1]]
    return votes
