"""``planparse rules check``: the rule files and the examples in them."""

import sys
from pathlib import Path

from planparse.errors import RuleError
from planparse.rulebook.book import load_rules
from planparse.rulecheck import check_rules, count_examples


def run_rules_check(folder: Path | None) -> int:
    """Prints a line for each failure. Returns 1 when there are any, or the files do not load."""
    try:
        rules = load_rules(folder)
    except RuleError as exc:
        print(f"planparse: {exc}", file=sys.stderr)
        return 1
    failures = check_rules(rules)
    for failure in failures:
        print(failure)
    print(f"{count_examples(rules)} examples and rejects run, {len(failures)} failed (rules {rules.fingerprint})")
    return 1 if failures else 0
