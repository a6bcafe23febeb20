"""What a report is about: all plans, or those of a province, a commune, an agency, found by name or by code."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import duckdb

from planparse.errors import UsageError
from planparse.report.page.folding import find_near, fold_name
from planparse.wording.message import Message

_PLACE_WORDS = ("tinh ", "thanh pho ", "tp ", "xa ", "phuong ", "dac khu ", "thi tran ")
_Known = TypeVar("_Known")
_MOST_NAMED = 4  # choices that a message of one line lists

_PROVINCES = """
SELECT DISTINCT province_code, province_name FROM communes
UNION
SELECT DISTINCT province_code, province_name FROM plans WHERE province_name IS NOT NULL
ORDER BY ALL
"""
_COMMUNES = """
SELECT DISTINCT c.commune_code, c.name, c.type, c.province_code, c.province_name,
       EXISTS (SELECT 1 FROM plans p WHERE p.commune_code = c.commune_code) AS has_plan
FROM communes c
UNION
SELECT DISTINCT commune_code, coalesce(commune_name, place_name), commune_type, province_code, province_name, true
FROM plans
WHERE coalesce(commune_name, place_name) IS NOT NULL AND commune_code IS NULL
ORDER BY ALL
"""
_AGENCIES = """
SELECT agency_code, name, aliases FROM agencies
UNION ALL
SELECT NULL, agency_raw, [] FROM (SELECT DISTINCT agency_raw FROM assignments WHERE agency_code IS NULL)
ORDER BY ALL
"""


class Wish(NamedTuple):
    """What the call asks for, as it was typed; None where all is meant."""

    province: str | None = None
    commune: str | None = None
    agency: str | None = None


class Province(NamedTuple):
    """A province or city."""

    code: str | None
    name: str


class Commune(NamedTuple):
    """A commune; without a code it is known from a plan only."""

    code: str | None
    name: str
    type: str | None
    province_code: str | None
    province: str | None
    has_plan: bool

    @property
    def title(self) -> str:
        """Type, name, province and code, as a person tells two of one name apart."""
        code = f" [{self.code}]" if self.code else ""
        place = f" ({self.province})" if self.province else ""
        return f"{self.type or ''} {self.name}{place}{code}".strip()


class Agency(NamedTuple):
    """An agency; without a code its name is the one that plans print."""

    code: str | None
    name: str
    aliases: tuple[str, ...]


class Choice(NamedTuple):
    """What was found; None where all is meant."""

    province: Province | None = None
    commune: Commune | None = None
    agency: Agency | None = None


def settle_choice(connection: duckdb.DuckDBPyConnection, wish: Wish) -> Choice:
    """Finds what a call names.

    Raises:
        UsageError: something of it is unknown, or the name of several; the message names what is near.
    """
    province = None if wish.province is None else _find_province(connection, wish.province)
    commune = None if wish.commune is None else _find_commune(connection, wish.commune, province)
    agency = None if wish.agency is None else _find_agency(connection, wish.agency)
    return Choice(province, commune, agency)


def _find_province(connection: duckdb.DuckDBPyConnection, wanted: str) -> Province:
    known = [Province(*row) for row in connection.execute(_PROVINCES).fetchall()]
    found = _same(wanted, known, lambda one: (one.code or "", one.name))
    if not found:
        raise _unknown("province", wanted, (one.name for one in known))
    return found[0]


def _find_commune(connection: duckdb.DuckDBPyConnection, wanted: str, province: Province | None) -> Commune:
    rows = connection.execute(_COMMUNES).fetchall()
    known = [one for one in map(Commune._make, rows) if province is None or one.province == province.name]
    found = _same(wanted, known, lambda one: (one.code or "", one.name, f"{one.type} {one.name}"))
    if not found:
        raise _unknown("commune", wanted, (one.title for one in known))
    # of several communes of one name, those that have a plan are meant
    meant = [one for one in found if one.has_plan] or found
    if len(meant) > 1:
        raise _several("commune", wanted, [one.title for one in meant])
    return meant[0]


def _find_agency(connection: duckdb.DuckDBPyConnection, wanted: str) -> Agency:
    known = [Agency(row[0], row[1], tuple(row[2])) for row in connection.execute(_AGENCIES).fetchall()]
    found = _same(wanted, known, lambda one: (one.code or "", one.name, *one.aliases))
    if not found:  # "cong an" for "Công an xã", where no other begins so
        words = fold_name(wanted)
        found = [one for one in known if words and f" {fold_name(one.name)} ".startswith(f" {words} ")]
    if not found:
        raise _unknown("agency", wanted, (one.name for one in known))
    with_code = [one for one in found if one.code] or found
    if len({one.code or one.name for one in with_code}) > 1:
        raise _several("agency", wanted, [f"{one.name} [{one.code}]" if one.code else one.name for one in with_code])
    return with_code[0]


def _same(wanted: str, known: Sequence[_Known], names: Callable[[_Known], Iterable[str]]) -> list[_Known]:
    """Those of which one name, or the code, is what was typed: with or without diacritics and the kind of place."""
    exact = [one for one in known if wanted.strip() in set(names(one)) - {""}]
    if exact:
        return exact
    asked = {fold_name(wanted), _without_kind(fold_name(wanted))} - {""}
    return [one for one in known if asked & {fold_name(name) for name in names(one)}]


def _without_kind(folded: str) -> str:
    return next((folded.removeprefix(word) for word in _PLACE_WORDS if folded.startswith(word)), folded)


def _unknown(what: str, wanted: str, names: Iterable[str]) -> UsageError:
    near = find_near(wanted, names)
    if not near:
        return UsageError(Message(f"report.unknown.{what}", name=wanted))
    return UsageError(Message(f"report.unknown.{what}_near", name=wanted, near=", ".join(near)))


def _several(what: str, wanted: str, names: Sequence[str]) -> UsageError:
    more = ", …" if len(names) > _MOST_NAMED else ""
    return UsageError(Message(f"report.several.{what}", name=wanted, names=", ".join(names[:_MOST_NAMED]) + more))
