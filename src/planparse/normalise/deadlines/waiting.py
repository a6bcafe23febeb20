"""For whom a condition waits: "theo hướng dẫn của tỉnh" for the province, "sau hội nghị" for an event."""

from planparse.rulebook.deadlines import DeadlineRules, Wait


def find_wait(condition: str, rules: DeadlineRules) -> Wait | None:
    """The first rule that finds its words in the folded condition; None where it names nobody."""
    return next((rule for rule in rules.waits if rule.pattern.search(condition)), None)
