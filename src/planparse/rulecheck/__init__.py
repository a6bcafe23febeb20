"""Are the rules right? Their examples are run, and rules that read the same words differently are found.

``examples`` runs what each rule says of itself, through the code that reads it in earnest; ``overlaps`` looks for two
rules of one kind that claim the same words, and for names that their own rule does not read.
"""

from collections.abc import Collection

from planparse.rulebook.book import RuleBook, list_rule_names
from planparse.rulecheck.examples import count_examples, run_examples
from planparse.rulecheck.findings import Finding, format_finding
from planparse.rulecheck.overlaps import find_overlaps

__all__ = ["Finding", "check_rules", "count_examples", "find_failures"]


def check_rules(rules: RuleBook) -> tuple[str, ...]:
    """Failures, one line each with the file and the id of the rule. Empty when all is well.

    1. An example is read by its rule, as stated; a reject is not; every rule has both.
    2. No two rules of one kind read the same words of an example as different things, unless ``after`` settles it.
    3. No word is in a list twice, or in two rules of which only one can have it.
    4. Every name and alias of an agency or an indicator is read as that one.
    """
    return tuple(format_finding(finding, rules) for finding in find_failures(rules))


def find_failures(rules: RuleBook, names: Collection[str] | None = None) -> tuple[Finding, ...]:
    """The same, with the rules that each failure is about; of the rules of these names only."""
    names = list_rule_names() if names is None else names
    return (*run_examples(rules, names), *find_overlaps(rules, names))
