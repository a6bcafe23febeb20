"""The name of a task (*nhiệm vụ*) → its key: the words by which the same task is found in other plans.

A key keeps what tells tasks apart (the work, its object, for whom, numbers such as 5G or Đề án 06) and drops what only
says where, when and how much. Two names with one key are one task. The road not taken is the similarity of whole names:
"Tập huấn cho học sinh tiểu học" and "... học sinh THCS" are more alike than most wordings of one task are.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.model.explanation import Explanation, Step
from planparse.rulebook.phrases import Phrase, Word, phrase
from planparse.rulebook.task_names import NamePhrase, TaskNameRules, Used, name_words

_LONGEST = 3_000  # letters; communes copy the long tasks of their province word for word, but a longer text is none
_FEWEST = 3  # words; "Họp báo" says too little to be called the same task elsewhere
_MOST = 300  # words

# "năm 2027" in a plan for 2026 is next year's: another task than this year's. Years further away belong to documents.
_YEAR = regex.compile(r"(?:(?:\b(?:trong|của|cho|hết|cuối|đầu)\s+)?\bnăm\s+|/\s?)(?P<year>(?:19|20)\d\d)\b", regex.I)
_NEXT_TO = {1: " năm sau ", -1: " năm trước "}


def build_task_key(name: str, *, year: int | None, places: Sequence[str | None], rules: TaskNameRules) -> str | None:
    """The key of a name; None where the name is too short, too vague or too long to say which task it is.

    Args:
        name: as printed.
        year: of the plan.
        places: names of the plan's own commune and province.
        rules: the rules to read by.
    """
    if len(name) > _LONGEST:
        return None
    # Few names print a year, and fewer the plan's own place: all others mean the same in every plan.
    written = rules.readings.recall(_write_out, rules, name)
    own = tuple(found for found in _phrases(places, rules) if written.words.issuperset(found))
    return rules.readings.recall(_build_key, rules, written.text, year if written.names_year else None, own)


class _Written(NamedTuple):
    """A name after the patterns of the rules, which of them were used, whether a year is left in it, and its words."""

    text: str
    used: tuple[Used, ...]
    names_year: bool
    words: frozenset[str]


def _write_out(rules: TaskNameRules, name: str) -> _Written:
    text, used = rules.replace(name)
    return _Written(text, used, _YEAR.search(text) is not None, frozenset(phrase(text)))


def _build_key(rules: TaskNameRules, text: str, year: int | None, own: tuple[Phrase, ...]) -> str | None:
    words = _weigh(text, year, own, rules)[0]
    if not _FEWEST <= len(words) <= _MOST or rules.is_vague(words):
        return None
    return " ".join(words)


def explain_task_name(name: str, *, year: int | None, rules: TaskNameRules) -> Explanation:
    """Which words of a name count, and which rules dropped or changed the others."""
    key = build_task_key(name, year=year, places=(), rules=rules)
    used = _reduce(name, year, (), rules)[1]
    steps = tuple(Step(rule=f"task_names: {one.rule}", words=one.words, gives=one.says or "(dropped)") for one in used)
    return Explanation(kind="task", reading=(key,) if key else (), steps=steps)


def _reduce(
    name: str, year: int | None, places: Sequence[str | None], rules: TaskNameRules
) -> tuple[Phrase, tuple[Used, ...]]:
    """The weighty words of a name, and the rules that were used."""
    if len(name) > _LONGEST:
        return (), ()
    written = _write_out(rules, name)
    words, used = _weigh(written.text, year, _phrases(places, rules), rules)
    return words, (*written.used, *used)


def _phrases(places: Sequence[str | None], rules: TaskNameRules) -> tuple[Phrase, ...]:
    found = (rules.readings.recall(_phrase, rules, place) for place in places if place)
    return tuple(words for words in found if words)


def _phrase(rules: TaskNameRules, place: str) -> Phrase:
    return phrase(place)


def _weigh(text: str, year: int | None, own: Sequence[Phrase], rules: TaskNameRules) -> tuple[Phrase, tuple[Used, ...]]:
    words = name_words(_YEAR.sub(lambda match: _year_words(int(match["year"]), year), text))
    first = rules.rewriter.rewrite(tuple(word.text for word in rules.without_places(words, own)))
    # Ours come first: in the name of a task "DVC TT" is a service, among agencies "TT" is a centre.
    written_out = rules.expander.expand(tuple(map(Word, first.words)))
    second = rules.rewriter.rewrite(tuple(word.text for word in written_out))
    return second.words, (*first.used, *second.used)


def _year_words(found: int, year: int | None) -> str:
    return _NEXT_TO.get(found - year, " ") if year else " "


def check_task_name_rules(rules: TaskNameRules) -> tuple[str, ...]:
    """Failures of the embedded examples and rejects, one line each. Groups of names need what joins keys: see there."""
    found = (*_failed_patterns(rules), *_failed_phrases(rules), *_given_twice(rules), *_unsettled(rules))
    return tuple(f"task_names.yaml: {failure}" for failure in found)


def _failed_patterns(rules: TaskNameRules) -> Iterator[str]:
    for rule, pattern in rules.patterns:
        for text, wanted in rule.examples.items():
            if (given := pattern.sub(rule.says, text)) != wanted:
                yield f"{rule.id}: example {text!r} gives {given!r}"
        yield from (f"{rule.id}: changes its reject {text!r}" for text in rule.rejects if pattern.search(text))


def _failed_phrases(rules: TaskNameRules) -> Iterator[str]:
    for rule in rules.phrases:
        yield from (
            f"{rule.id}: is not used on its example {text!r}" for text in rule.examples if not _uses(rules, rule, text)
        )
        yield from (f"{rule.id}: is used on its reject {text!r}" for text in rule.rejects if _uses(rules, rule, text))


def _uses(rules: TaskNameRules, rule: NamePhrase, text: str) -> bool:
    return any(used.rule == rule.id for used in _reduce(text, None, (), rules)[1])


def _given_twice(rules: TaskNameRules) -> Iterator[str]:
    """Wordings that two rules know without a condition: only one of them would ever be used."""
    first: dict[tuple[Phrase, str | None], str] = {}
    for rule in rules.phrases:
        for wording in rule.words if not rule.before else ():
            owner = first.setdefault((phrase(wording), rule.at), rule.id)
            if owner != rule.id:
                yield f"{rule.id}: {wording!r} is in {owner} too"


def _unsettled(rules: TaskNameRules) -> Iterator[str]:
    """Rules that give words which rules change again: what a name is brought to would depend on how often."""
    for rule in rules.phrases:
        says = tuple(word.text for word in name_words(rule.says))
        behind = ("…", *says)  # where no rule for the start of a name is used
        if not rule.before and says and (again := rules.rewriter.rewrite(behind).words) != behind:
            yield f"{rule.id}: gives {rule.says!r}, which becomes {' '.join(again[1:])!r}"
