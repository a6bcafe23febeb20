"""What is the same for every task and indicator of a plan: whose it is, when, where, and how its cells are read."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from planparse.model.values import Place
from planparse.normalise.agencies import AgencyContext, find_short_names
from planparse.normalise.assignments import Assigner
from planparse.rulebook.book import RuleBook


class Setting(NamedTuple):
    """The plan around a record.

    Attributes:
        year: the plan's; what is printed without a year takes it. None where it is not known.
        places: names of its commune and its province, as far as they are known.
        assigner: reads agency cells as they are meant in this place and time.
    """

    plan_id: str
    year: int | None
    places: tuple[str, ...]
    rules: RuleBook
    assigner: Assigner


def build_setting(
    plan_id: str,
    rules: RuleBook,
    *,
    year: int | None,
    place: Place,
    issued_on: dt.date | None,
    texts: Iterable[str] = (),
    cells: Iterable[str] = (),
) -> Setting:
    """The setting of a plan issued at ``place``; its ``texts`` and agency ``cells`` may tell what short names mean."""
    context = AgencyContext(
        province_code=place.province_code, province_name=place.province_name, issued_on=issued_on, year=year
    )
    names = tuple(name for name in (place.commune_name, place.province_name) if name)
    agencies = rules.agencies.with_names(find_short_names(texts, rules.agencies))
    assigner = Assigner(agencies, context)
    assigner.learn(cells)
    return Setting(plan_id, year, names, rules, assigner)
