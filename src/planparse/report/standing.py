"""Where each commune stands with an indicator: above or below the others, or why it cannot be compared."""

from typing import Any, Literal, NamedTuple

import duckdb

from planparse.report.cells import format_number
from planparse.wording.catalogue import ENGLISH, Catalogue

StandingKind = Literal["above", "same", "below", "missing", "unit_differs", "other_year", "text"]

# Columns for which the lower number is the better one ("không quá 5%") are ranked from below.
_STANDINGS = """
SELECT province_name, commune_name, commune_type, commune_code, code, indicator, year,
       standing, value_for_standing, unit, common_unit, median, communes, coalesce(other_years, []),
       mode(comparator) OVER (PARTITION BY code, year) IN ('<=', '<') AS lower_is_better,
       raw, scope, source_path, page, locator
FROM v_indicator_standing
WHERE code = $code OR ($code IS NULL AND comparator IS NOT NULL)
ORDER BY code, year, commune_name, province_name, commune_code
"""
_MARKS: dict[StandingKind, str] = {"above": "↑", "below": "↓", "unit_differs": "!"}


class Standing(NamedTuple):
    """Where a commune stands with an indicator for a year; most fields are null where it has no value.

    Attributes:
        value: the number that is compared.
        communes: how many have a number in the common unit.
        other_years: those it sets, where it sets none for this one; null among them: a value without a year.
        lower_is_better: most communes set an upper bound.
    """

    kind: StandingKind
    value: float | None
    unit: str | None
    common_unit: str | None
    median: float | None
    communes: int
    other_years: tuple[int | None, ...]
    lower_is_better: bool
    raw: str | None
    scope: str | None
    source_path: str | None
    page: int | None
    locator: str | None

    @property
    def mark(self) -> str:
        """How the matrix marks it; empty where there is nothing to mark."""
        return _MARKS.get(self.kind, "")

    @property
    def rank(self) -> tuple[int, float]:
        """The place in a list that begins with the best and ends with those that set nothing."""
        if self.value is None or self.kind == "unit_differs":
            return ("unit_differs", "text", "other_year", "missing").index(self.kind) + 1, 0.0
        return 0, self.value if self.lower_is_better else -self.value


class PlacedStanding(NamedTuple):
    """A standing, the four columns that name the commune, and the three that name indicator and year."""

    commune: tuple[Any, ...]
    column: tuple[Any, ...]
    standing: Standing


def read_standings(connection: duckdb.DuckDBPyConnection, code: str | None) -> tuple[PlacedStanding, ...]:
    """The standings with one indicator of every commune; with all indicators, only of those that set a value."""
    rows = connection.execute(_STANDINGS, {"code": code}).fetchall()
    return tuple(PlacedStanding(row[:4], row[4:7], _build_standing(row[7:])) for row in rows)


def _build_standing(row: tuple[Any, ...]) -> Standing:
    standing = Standing(*row)
    return standing._replace(other_years=tuple(standing.other_years), lower_is_better=bool(standing.lower_is_better))


def say_standing(standing: Standing, said: Catalogue = ENGLISH) -> str:
    """A standing in words; what programs read is English."""
    match standing.kind:
        case "above" | "below":
            return said.say(f"cli.compare.{standing.kind}", amount=_amount(standing))
        case "same" if standing.communes > 1:
            return said.say("cli.compare.same", amount=_amount(standing))
        case "same":
            return said.say("cli.compare.only_one")
        case "unit_differs":
            return said.say("cli.compare.unit_differs", unit=standing.unit, common=standing.common_unit)
        case "text":
            return said.say("cli.compare.text")
        case "other_year":
            return said.say("cli.compare.other_year", years=say_years(standing, said))
        case "missing":
            return said.say("cli.compare.not_set")


def _amount(standing: Standing) -> str:
    number = format_number(standing.median or 0.0).replace(".", ",")
    unit = standing.common_unit or ""
    return f"{number}{unit}" if unit.startswith("%") or not unit else f"{number} {unit}"


def say_years(standing: Standing, said: Catalogue = ENGLISH) -> str:
    """The other years that it is set for."""
    return ", ".join(said.say("cli.compare.no_year") if year is None else str(year) for year in standing.other_years)
