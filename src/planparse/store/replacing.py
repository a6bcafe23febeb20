"""Which plan of a commune replaces which. The rules are told in ``versions``."""

import datetime as dt
from collections.abc import Mapping, Sequence

import regex

from planparse.store.files import File, Replacing, bare_symbol

_NO_DATE = dt.date.min
_CODE = regex.compile(r"(?P<number>\d+)[/\-](?:\d{4}/)?(?P<code>\D.*)")


def find_replaced(
    groups: Sequence[Sequence[File]], said: Mapping[str, Sequence[Replacing]], best: Mapping[str, File]
) -> dict[str, str]:
    """Best file of a plan that is replaced -> best file of the plan that replaces it."""
    edges = set()
    for group in groups:
        for file in group:
            for one in said.get(file.plan_id, ()):
                if (old := _find_replaced(one, file, groups, best)) is not None:
                    edges.add((best[file.plan_id], old))
    found: dict[str, str] = {}
    for new, old in sorted(
        edges, key=lambda edge: (_date(edge[0]), edge[0].number or 0, edge[0].plan_id), reverse=True
    ):
        is_later = old.issued_on is None or new.issued_on is None or new.issued_on >= old.issued_on
        if is_later and old.plan_id not in found and not _leads_to(new.plan_id, old.plan_id, found):
            found[old.plan_id] = new.plan_id
    return found


def _date(file: File) -> dt.date:
    return file.issued_on or _NO_DATE


def _find_replaced(one: Replacing, by: File, groups: Sequence[Sequence[File]], best: Mapping[str, File]) -> File | None:
    """The plan that a plan says it replaces; None where there is none, or several that the words fit."""
    code = _CODE.fullmatch(one.symbol)
    if code is None:
        return None
    named = int(code["number"]), bare_symbol(code["code"])
    fitting = [
        group
        for group in groups
        if best[group[0].plan_id] != best[by.plan_id]
        and any((file.number, file.letters) == named and _fits_date(file, one, by) for file in group)
    ]
    return best[fitting[0][0].plan_id] if len(fitting) == 1 else None


def _fits_date(file: File, one: Replacing, by: File) -> bool:
    if file.issued_on is None:
        return True
    if one.issued_on is not None:
        return file.issued_on == one.issued_on
    return by.issued_on is None or file.issued_on <= by.issued_on


def _leads_to(start: str, goal: str, found: Mapping[str, str]) -> bool:
    at: str | None = start
    while at is not None:
        if at == goal:
            return True
        at = found.get(at)
    return False
