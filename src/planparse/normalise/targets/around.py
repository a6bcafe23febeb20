"""What the words around a number say of it: the change it is, what it is compared with, a share of, and per."""

from typing import NamedTuple

import regex

from planparse.model.values import Change
from planparse.rulebook.quantities import Phrase
from planparse.rulebook.target_file import TargetRole
from planparse.rulebook.targets import CompiledRule, TargetRules
from planparse.text.aligned import Aligned

_CLAUSE_END = regex.compile(r"[;\n]")
_COMPARED_END = regex.compile(
    r"[;\n]|\((?!\s?so\s)"
)  # what a bracket compares is another number: 95% (tăng 2% so với ...)
_CLAUSE_START = regex.compile(r"[;,.\n(](?=\s|\()?")
_PART_END = regex.compile(r"[;,.()\n:]")
_LETTER = regex.compile(r"\p{L}")
_WHOLE = r"[0-9]+(?:[.,][0-9]+)*"
# "100% (25/25)", "100% thôn (25/25 thôn)": the count that a share comes from.
COUNTED = regex.compile(rf"[^()0-9;,\n]*\(\s?(?P<part>{_WHOLE})\s?/\s?(?P<whole>{_WHOLE})[^()0-9]*\)")


class Found(NamedTuple):
    """The words that a rule takes: half-open span of the folded text."""

    rule: CompiledRule
    start: int
    end: int


class Changed(NamedTuple):
    """Tăng or giảm; ``is_comparator`` where the words of comparison say it themselves: "cao hơn 5% so với"."""

    change: Change
    found: Found
    is_comparator: bool


def find_first(
    text: Aligned, rules: TargetRules, span: tuple[int, int], *roles: TargetRole, group: str = ""
) -> Found | None:
    """The first match of a rule of the roles within a span, in the order of the rules."""
    for rule in rules.of(*roles):
        if match := rule.pattern.search(text.folded, *span):
            return Found(rule, *match.span(group or 0))
    return None


def find_compared(text: Aligned, rules: TargetRules, start: int, end: int) -> Found | None:
    """What the clause after a number compares it with: "so với năm 2025"."""
    stop = _COMPARED_END.search(text.folded, start, end)
    return find_first(text, rules, (start, stop.start() if stop else end), "compared", group="compared")


def find_compared_before(text: Aligned, rules: TargetRules, start: int, end: int) -> Found | None:
    """What a sentence compares with before it names the number: "So với năm 2025, doanh thu tăng 10%"."""
    opens = max((match.end() for match in _CLAUSE_END.finditer(text.folded, start, end)), default=start)
    return find_first(text, rules, (opens, end), "compared", group="compared")


def find_change(
    text: Aligned, phrase: Phrase, rules: TargetRules, *, since: int, is_compared: bool, is_rate: bool
) -> Changed | None:
    """The word of change that leads to a number; None where the number is what is reached ("giảm còn 2%").

    Args:
        text: of the phrase.
        phrase: the number.
        rules: of targets.
        since: where the words before the number begin.
        is_compared: the clause says what it compares with; then other words may stand between ("giảm số vụ 5% so với").
        is_rate: it is so many percent a year, which only a change can be ("tăng thu ngân sách 10%/năm").
    """
    if phrase.joint == "change" or phrase.ordinal:
        return None
    is_free = is_compared or is_rate
    start = max((match.end() for match in _CLAUSE_START.finditer(text.folded, since, phrase.number)), default=since)
    for role in _CHANGES:
        for rule in rules.of(role):
            words = _last(rule, text, start, phrase.number)
            if words and (is_compared or not rule.compared) and _leads(text, words, phrase, rules, is_free):
                is_comparator = bool(phrase.before) and words.end > phrase.number - len(phrase.before) - 2
                return Changed(_CHANGES[role], words, is_comparator)
    return None


_CHANGES: "dict[TargetRole, Change]" = {"increase": "increase", "decrease": "decrease"}


def _last(rule: CompiledRule, text: Aligned, start: int, end: int) -> Found | None:
    spans = [match.span() for match in rule.pattern.finditer(text.folded, start, end)]
    return Found(rule, *spans[-1]) if spans else None


def _leads(text: Aligned, words: Found, phrase: Phrase, rules: TargetRules, is_free: bool) -> bool:
    """Nothing between the word of change and the number says that the number is what is reached."""
    gap = text.folded[words.end : phrase.number]
    if any(rule.pattern.search(gap) for rule in rules.of("reached")):
        return False
    if is_free:
        return True
    gap = gap.rstrip(" :\n").removesuffix(phrase.before.strip())
    for rule in rules.of("each", "lead", "aspiration"):
        gap = rule.pattern.sub(" ", gap)
    return not _LETTER.search(gap)


def continues(text: Aligned, before: Phrase, phrase: Phrase, rules: TargetRules) -> bool:
    """Only "phấn đấu" and a comparison stand between two numbers: what is said of the first holds for the second."""
    gap = text.folded[before.end : phrase.number].rstrip(" :\n").removesuffix(phrase.before.strip())
    for rule in rules.of("aspiration"):
        gap = rule.pattern.sub(" ", gap)
    return not _LETTER.search(gap)


def find_each(text: Aligned, phrase: Phrase, rules: TargetRules, *, since: int, until: int) -> Found | None:
    """What a count is per where no slash says it: "mỗi thôn 01 mô hình", "02 lớp mỗi năm"."""
    start = max((match.end() for match in _CLAUSE_END.finditer(text.folded, since, phrase.number)), default=since)
    stop = _PART_END.search(text.folded, phrase.end, until)
    after = (phrase.end, stop.start() if stop else until)
    return find_first(text, rules, (start, phrase.number), "each", group="each") or find_first(
        text, rules, after, "each", group="each"
    )
