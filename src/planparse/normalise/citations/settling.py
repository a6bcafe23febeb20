"""What the mentions of one plan tell about each other: the place behind a number, and dates that differ.

"49/KH-UBND" is a plan of every commune. The issuer says whose it is ("của UBND thành phố"), the plan says which city.
A mention that prints less is joined to the one mention of the same symbol in the same plan that prints more; where
there are two such, to none. Before July 2025 "UBND tỉnh" was another body wherever provinces were merged, and "UBND xã"
everywhere: such a mention keeps its plan to itself (``@?``).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus, Note, Outcome
from planparse.model.values import Citation, Place
from planparse.normalise.citations.canonical import read_symbol
from planparse.normalise.citations.documents import complete_symbol, find_body, is_of_term, is_other_date
from planparse.rulebook.citations import CitationRules
from planparse.rulebook.places import PlaceRules, name_key
from planparse.text.unicode import fold, tidy

_PROVINCE_DIGITS = 2  # of its code; that of a commune has five
_REFORM = dt.date(2025, 7, 1)
# The name behind the type: "UBND tỉnh Quảng Ninh", "Đảng ủy phường Lê Chân"; "(cũ)" behind it says that it is gone.
_NAMED = regex.compile(
    r"(?i:(?P<type>tỉnh|thành\s+phố|tp\.?|tỉnh\s+[uủ][ỷy]|thành\s+[uủ][ỷy]|xã|phường|đặc\s+khu|thị\s+trấn))"
    r"\s+(?P<name>\p{Lu}[\p{L}'’‘`´]*(?:(?:\s+|\s*-\s*)\p{Lu}[\p{L}'’‘`´]*)*)"
)
_TYPE = regex.compile(r"(?<!\p{L})(tỉnh|thành phố|tp|thành|xã|phường|đặc khu|thị trấn)(?!\p{L})(?!\s+hội)")
_FORMER = regex.compile(r"\(?\s*(?:cũ|trước đây)\b")
# A city that is no province was a district: since July 2025 there is none.
_DISTRICT_CITY = regex.compile(r"(?<!\p{L})(?:thành phố|tp)(?!\p{L})")
_PROVINCE_TYPES = {"tp": "thành phố", "thành": "thành phố"}


class Cited(NamedTuple):
    """A citation and the place it stands in."""

    citation: Citation
    locus: Locus


class _Key(NamedTuple):
    """A document of a plan, as far as it is known.

    Attributes:
        place: None where no place belongs to the key; "" where one does and is not known.
        year: None where none is known or needed.
        listed: it is in rules/documents.yaml, and known by its symbol alone.
    """

    symbol: str
    place: str | None
    year: int | None
    needs_year: bool
    listed: bool = False


def settle_documents(
    cited: Sequence[Cited], *, place: Place, plan_id: str, rules: CitationRules, places: PlaceRules
) -> Outcome[tuple[Citation, ...]]:
    """The citations of a plan with ``document`` and ``issuer_place`` complete.

    Notes: citation.two_dates, citation.other_date.
    """
    keys = [_key(one.citation, place, rules, places) for one in cited]
    full = [_complete(key, one.citation, keys, cited) for key, one in zip(keys, cited, strict=True)]
    settled = tuple(_settle(one.citation, key, plan_id) for one, key in zip(cited, full, strict=True))
    notes = (*_two_dates(cited, full, plan_id), *_other_dates(cited, settled, rules))
    return Outcome(value=settled, notes=notes)


def _key(citation: Citation, place: Place, rules: CitationRules, places: PlaceRules) -> _Key:
    if citation.symbol is None:
        return _Key(citation.document, None, None, False, True)
    symbol = read_symbol(complete_symbol(citation.symbol, citation.doc_type, rules=rules), rules=rules)
    body = find_body(citation.issuer, symbol, rules=rules)
    year = citation.issued_on.year if citation.issued_on and symbol.year is None else None
    needs_year = symbol.year is None and not is_of_term(symbol)
    if body is not None and body.scope == "national":
        listed = rules.documents.by_code.get(citation.document)
        if listed is None or (needs_year and year is None):
            return _Key(symbol.text, None, year, needs_year)
        return _Key(symbol.text, None, listed.issued_on.year if needs_year else None, needs_year, True)
    found = _find_place(citation, body.scope, place, places) if body and body.scope else ""
    return _Key(symbol.text, found, year, symbol.year is None)


def _find_place(citation: Citation, scope: str, place: Place, places: PlaceRules) -> str:
    """The code of the province or commune, the name of one that has no code, "" where it is not known."""
    issuer = tidy(citation.issuer or "")
    named = _last(_NAMED, issuer)
    if _FORMER.search(fold(issuer)):
        return ""
    if scope == "province":
        return _find_province(citation, issuer, named, place, places)
    return _find_commune(citation, issuer, named, place)


def _find_province(
    citation: Citation, issuer: str, named: "regex.Match[str] | None", place: Place, places: PlaceRules
) -> str:
    if named is not None:
        province = places.province_names.get(name_key(named["name"]))
        return province.code if province else tidy(named["name"])
    own = places.provinces.get(place.province_code or "")
    if own is None or not _is_type(issuer, own.type):
        return ""
    return own.code if _is_since_reform(citation) or own.name in places.file.unmerged_provinces else ""


def _find_commune(citation: Citation, issuer: str, named: "regex.Match[str] | None", place: Place) -> str:
    own = place.commune_code
    if named is not None and name_key(named["name"]) != name_key(place.commune_name or ""):
        return f"{fold(named['type'])} {tidy(named['name'])}"
    return own if own and _is_type(issuer, place.commune_type) and _is_since_reform(citation) else ""


def _is_since_reform(citation: Citation) -> bool:
    return citation.issued_on is None or citation.issued_on >= _REFORM


def _is_type(issuer: str, kind: str | None) -> bool:
    """Whether an issuer is of this type of place, as far as it says: "UBND tỉnh" is not the one of a city."""
    said = {_PROVINCE_TYPES.get(word, word) for word in _TYPE.findall(fold(issuer))}
    return not said or kind in said


def _last(pattern: "regex.Pattern[str]", text: str) -> "regex.Match[str] | None":
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def _complete(key: _Key, citation: Citation, keys: Sequence[_Key], cited: Sequence[Cited]) -> _Key:
    """The key with place and year of the one fuller mention of the same symbol that does not contradict it."""
    if not _is_open(key):
        return key
    fuller = {
        other
        for other, one in zip(keys, cited, strict=True)
        if other.symbol == key.symbol and not _is_open(other) and _agrees(key, citation, other, one.citation)
    }
    if not fuller and key.year is None:  # nobody tells the place, but all that tell a year tell the same one
        fuller = {other for other in keys if other.symbol == key.symbol and other.year and other.place == key.place}
    return fuller.pop() if len(fuller) == 1 else key


def _is_open(key: _Key) -> bool:
    return not key.listed and (key.place == "" or (key.needs_year and key.year is None))


def _agrees(key: _Key, citation: Citation, other: _Key, fuller: Citation) -> bool:
    if citation.issued_on and fuller.issued_on and citation.issued_on != fuller.issued_on:
        return False
    return (
        key.place in ("", other.place)
        and key.year in (None, other.year)
        and (key.place is None) == (other.place is None)
    )


def _settle(citation: Citation, key: _Key, plan_id: str) -> Citation:
    if key.place is None:
        return citation.model_copy(update={"document": _write_national(citation, key)})
    code = key.place if key.place.isdigit() else None
    level = citation.issuer_level or (("province" if len(code) == _PROVINCE_DIGITS else "commune") if code else None)
    if key.place and code is None and _DISTRICT_CITY.search(fold(citation.issuer or "")):
        level = "other"
    where = key.place or f"?{plan_id}"
    document = f"{key.symbol} @{where}" + (f" {key.year}" if key.year else "")
    return citation.model_copy(update={"document": document, "issuer_place": code, "issuer_level": level})


def _write_national(citation: Citation, key: _Key) -> str:
    """The key of a body of the whole country; that of the text alone where the plan adds nothing."""
    if key.listed:
        return key.symbol
    return f"{key.symbol} {key.year}" if key.year else citation.document


def _two_dates(cited: Sequence[Cited], keys: Sequence[_Key], plan_id: str) -> Iterator[Note]:
    """One note for each document that a plan dates in two ways, at the second date."""
    dates: dict[tuple[str, str | None], dt.date] = {}
    told: set[tuple[str, str | None]] = set()
    for one, key in zip(cited, keys, strict=True):
        day = one.citation.issued_on
        name = (key.symbol.split(" ")[0] if one.citation.symbol else key.symbol, key.place)
        if day is None or name in told:
            continue
        if dates.setdefault(name, day) != day:
            told.add(name)
            yield Note(
                code="citation.two_dates",
                text=f"{one.citation.symbol or key.symbol}: {dates[name]:%d/%m/%Y}, {day:%d/%m/%Y}",
                locus=one.locus,
            )


def _other_dates(cited: Sequence[Cited], settled: Sequence[Citation], rules: CitationRules) -> Iterator[Note]:
    """One note for each date that is not the one of the document in rules/documents.yaml."""
    told: set[tuple[str, dt.date]] = set()
    for one, citation in zip(cited, settled, strict=True):
        listed, day = rules.documents.by_code.get(citation.document), citation.issued_on
        if listed is None or day is None or not is_other_date(day, listed):
            continue
        if (listed.code, day) not in told:
            told.add((listed.code, day))
            yield Note(code="citation.other_date", text=f"{citation.raw}: {listed.issued_on:%d/%m/%Y}", locus=one.locus)
