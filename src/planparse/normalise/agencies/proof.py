"""The examples embedded in the rules of agencies, put to the test through the real reader; names that overlap."""

from collections.abc import Collection, Iterator
from itertools import combinations

from planparse.normalise.agencies.reading import SURE, read_agencies
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_file import Agency
from planparse.rulebook.agency_names import Named, Term
from planparse.rulebook.phrases import phrase


def check_agency_rules(rules: AgencyRules, *, provinces: Collection[str] | None = None) -> tuple[str, ...]:
    """What is wrong with the agency rules, one line each; empty when all is well.

    Args:
        rules: the rules to check.
        provinces: names and codes of all provinces, to find those that are none; None does not ask.
    """
    return (
        *_clashes(rules),
        *_repeated(rules),
        *_bad_names(rules, provinces),
        *_failed_examples(rules),
        *_failed_splits(rules),
    )


def _line(agency: Agency | str, rules: AgencyRules, words: str) -> str:
    code = agency if isinstance(agency, str) else agency.code
    return f"{rules.homes.get(code, 'agencies.yaml')}: {code}: {words}"


def _clashes(rules: AgencyRules) -> Iterator[str]:
    """Names that after folding belong to two bodies of one level at one place and time."""
    for key, options in rules.names.spoken.items():
        for one, other in combinations(options, 2):
            if one.level == other.level and one.code != other.code and _overlap(one, other):
                yield _line(one.code, rules, f"{key!r} also names {other.code}, at the same place and time")


def _overlap(one: Named, other: Named) -> bool:
    anywhere = (Term(None, None, None),)
    return any(_meet(left, right) for left in one.terms or anywhere for right in other.terms or anywhere)


def _meet(left: Term, right: Term) -> bool:
    if left.province != right.province:
        return False  # the name of a province comes before one that is used everywhere
    apart = (left.until and right.since and left.until < right.since) or (
        right.until and left.since and right.until < left.since
    )
    return not apart


def _repeated(rules: AgencyRules) -> Iterator[str]:
    """Names that a body gives twice: as its own, or for the same place and time."""
    for agency in rules.agencies:
        plain = [" ".join(phrase(name)) for name in (agency.name, *agency.aliases)]
        yield from (
            _line(agency, rules, f"gives {name!r} twice") for name in sorted({n for n in plain if plain.count(n) > 1})
        )
        dated = [
            (" ".join(phrase(text)), Term(name.province, name.since, name.until))
            for name in agency.names
            for text in (name.name, *name.aliases)
        ]
        for (left, term), (right, other) in combinations(dated, 2):
            if left == right and _meet(term, other):
                yield _line(agency, rules, f"names: gives {left!r} twice for the same place and time")


def _bad_names(rules: AgencyRules, provinces: Collection[str] | None) -> Iterator[str]:
    for agency in rules.agencies:
        for name in agency.names:
            if provinces is not None and name.province is not None and name.province not in provinces:
                yield _line(agency, rules, f"names: {name.province!r} is no province")
            if name.since and name.until and name.until < name.since:
                yield _line(agency, rules, f"names: {name.name!r} ends before it begins")


def _failed_examples(rules: AgencyRules) -> Iterator[str]:
    for agency in rules.agencies:
        for text in agency.examples:
            matches = read_agencies(text, rules=rules).value
            if [(match.code, match.score) for match in matches] != [(agency.code, SURE)]:
                yield _line(agency, rules, f"example {text!r} gives {[match.code for match in matches]}")
        for text in agency.rejects:
            if agency.code in {match.code for match in read_agencies(text, rules=rules).value}:
                yield _line(agency, rules, f"{text!r} should be rejected")


def _failed_splits(rules: AgencyRules) -> Iterator[str]:
    for case in rules.splits:
        bodies = read_agencies(case.cell, rules=rules).value
        if (given := tuple(body.raw for body in bodies)) != case.gives:
            yield f"agencies.yaml: {case.cell!r} splits into {list(given)}"
        if (support := tuple(body.raw for body in bodies if body.role == "support")) != case.support:
            yield f"agencies.yaml: in {case.cell!r} support {list(support)}"
