"""The examples embedded in the rules of agencies, put to the test through the real reader."""

from planparse.normalise.agencies.reading import SURE, read_agencies
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import split_words


def check_agency_rules(rules: AgencyRules) -> tuple[str, ...]:
    """What is wrong with the agency rules, one line each; empty when all is well."""
    return (*_clashes(rules), *_failed_examples(rules), *_failed_splits(rules))


def _clashes(rules: AgencyRules) -> list[str]:
    """Names that after folding belong to two bodies of one level, and names given twice."""
    found: list[str] = []
    for key, named in rules.spoken.items():
        codes = [name.code for name in named]
        levels = [name.level for name in named]
        if len(set(levels)) < len(levels):
            found.append(f"agencies.yaml: {key!r} names {' and '.join(codes)}")
    for agency in rules.agencies:
        names = [" ".join(word.text for word in split_words(name)) for name in (agency.name, *agency.aliases)]
        twice = sorted({name for name in names if names.count(name) > 1})
        found += [f"agencies.yaml: {agency.code} gives {name!r} twice" for name in twice]
    return found


def _failed_examples(rules: AgencyRules) -> list[str]:
    found: list[str] = []
    for agency in rules.agencies:
        for text in agency.examples:
            matches = read_agencies(text, rules=rules).value
            if [(match.code, match.score) for match in matches] != [(agency.code, SURE)]:
                found.append(
                    f"agencies.yaml: {agency.code}: example {text!r} gives {[match.code for match in matches]}"
                )
        for text in agency.rejects:
            if agency.code in {match.code for match in read_agencies(text, rules=rules).value}:
                found.append(f"agencies.yaml: {agency.code}: {text!r} should be rejected")
    return found


def _failed_splits(rules: AgencyRules) -> list[str]:
    found: list[str] = []
    for case in rules.splits:
        bodies = read_agencies(case.cell, rules=rules).value
        if (given := tuple(body.raw for body in bodies)) != case.gives:
            found.append(f"agencies.yaml: {case.cell!r} splits into {list(given)}")
        if (support := tuple(body.raw for body in bodies if body.role == "support")) != case.support:
            found.append(f"agencies.yaml: in {case.cell!r} support {list(support)}")
    return found
