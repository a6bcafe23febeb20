"""A fault of the rules, and the line that tells it."""

from typing import NamedTuple

from planparse.rulebook.base import locate_rule
from planparse.rulebook.book import RuleBook


class Finding(NamedTuple):
    """What is wrong.

    Attributes:
        name: of the rules, as their file is called without its ending ("agencies").
        rules: ids or codes of the rules it is about, as far as it is about some.
        text: what is wrong, in one line that names the rule.
    """

    name: str
    rules: tuple[str, ...]
    text: str


def format_finding(finding: Finding, rules: RuleBook) -> str:
    """The line for a person: the file to open, and what is wrong.

    Of several files it is the last one that says something of one of the rules: what came later made the fault. A file
    of the rules that came with planparse goes by its name, another one by its path.
    """
    if not rules.folders:
        return f"{finding.name}.yaml: {finding.text}"
    paths = [locate_rule(rules.folders, finding.name, rule) for rule in finding.rules or ("",)]
    built_in = rules.folders[0]
    path = next((path for path in paths if not path.is_relative_to(built_in)), paths[-1])
    return f"{path.relative_to(built_in) if path.is_relative_to(built_in) else path}: {finding.text}"
