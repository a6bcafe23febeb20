"""Where and when a cell was written, and what that decides: one wording can belong to different bodies."""

import datetime as dt
from collections.abc import Sequence

from planparse.model.base import Frozen
from planparse.rulebook.agency_names import Named, Term


class AgencyContext(Frozen):
    """The place and the time of a plan, as far as they are known.

    Attributes:
        province_code, province_name: official; None where the plan does not tell.
        issued_on: the day of issue.
        year: the year the plan is for.
    """

    province_code: str | None = None
    province_name: str | None = None
    issued_on: dt.date | None = None
    year: int | None = None

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day the plan speaks of: from its issue to the end of its year."""
        years = [year for year in (self.year, self.issued_on and self.issued_on.year) if year]
        if not years:
            return None
        return self.issued_on or dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)


NOWHERE = AgencyContext()
"""Nothing is known of the plan."""


def decide(options: Sequence[Named], context: AgencyContext) -> tuple[Named, ...]:
    """Of the bodies that a wording can mean those that it means here and then; several where nothing decides.

    A name of the plan's own province comes before one that is used everywhere.
    """
    codes = {named.code for named in options}
    if len(codes) <= 1:
        return tuple(options[:1])
    fitting = [named for named in options if is_in_use(named, context)] or list(options)
    local = [named for named in fitting if any(_is_local(term, context) for term in named.terms)]
    found = local or fitting
    return tuple({named.code: named for named in found}.values())


def is_in_use(named: Named, context: AgencyContext) -> bool:
    """Whether the name can be in use at this place and time; what is not known is no reason against it."""
    return not named.terms or any(_fits(term, context) for term in named.terms)


def _fits(term: Term, context: AgencyContext) -> bool:
    known = context.province_code or context.province_name
    if term.province and known and not _is_local(term, context):
        return False
    days = context.days
    if days is None:
        return True
    first, last = days
    return (term.until is None or first <= term.until) and (term.since is None or term.since <= last)


def _is_local(term: Term, context: AgencyContext) -> bool:
    return term.province is not None and term.province in (context.province_code, context.province_name)
