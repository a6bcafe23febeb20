"""``planparse rules check``: the rule files and the examples in them."""

from pathlib import Path

from planparse.cli.language import catalogue
from planparse.cli.screen import tell
from planparse.errors import RuleError
from planparse.rulebook.book import load_rules
from planparse.rulecheck import check_rules, count_examples
from planparse.wording.recognition import say_again


def run_rules_check(folder: Path | None) -> int:
    """Prints a line for each failure. Returns 1 when there are any, or the files do not load."""
    try:
        rules = load_rules(folder)
    except RuleError as exc:
        tell(exc.say(catalogue()))
        return 1
    failures = check_rules(rules)
    for failure in failures:
        print(say_again(failure, catalogue(), "rulecheck"))
    counts = {"examples": count_examples(rules), "failed": len(failures)}
    print(catalogue().say("cli.rules.checked", fingerprint=rules.fingerprint, **counts))
    return 1 if failures else 0
