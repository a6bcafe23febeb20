"""Words that stand twice in the rule files: in one list, or in two rules of which only one can have them."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from planparse.rulebook.base import read_data
from planparse.rulebook.book import RuleBook
from planparse.rulebook.layers import IDENTITIES
from planparse.rulecheck.findings import Finding
from planparse.text.unicode import fold

_OWNED = {
    ("agencies", "expand", "short"),
    ("indicators", "expand", "short"),
    ("citations", "doc_types", "words"),
    ("citations", "relations", "openers"),
    ("citations", "relations", "closers"),
    ("places", "commune_types", "words"),
    ("places", "province_words", "words"),
    ("places", "province_aliases", "words"),
}
"""Lists (of which rules, in which part of their file, of which name) whose words lead to their rule: of two rules with
one word, whichever is read first would have it."""

_LETTERS_COUNT = {"examples", "rejects", "abbreviations", "whole_codes"}

_CHECKED_ELSEWHERE = {"agencies", "indicators"}
"""Rules of names, whose own checks know what a name is. Their abbreviations (``short``) are looked at here."""


class WordList(NamedTuple):
    """A list of words in a rule file.

    Attributes:
        section: the list or mapping at the top of the file that it is in.
        rule: id or code of its rule; "" where it belongs to none.
        key: what it is called in its rule.
    """

    section: str
    rule: str
    key: str
    words: tuple[str, ...]


def find_double_words(rules: RuleBook, names: Collection[str]) -> Iterator[Finding]:
    """Each word of the rules of these names that stands where it stood before."""
    for name in names if rules.folders else ():
        lists = tuple(_lists(read_data(rules.folders, name)))
        if name not in _CHECKED_ELSEWHERE:
            yield from _in_one_list(name, lists)
        yield from _in_two_rules(name, lists)


def _in_one_list(name: str, lists: tuple[WordList, ...]) -> Iterator[Finding]:
    for found in lists:
        words = [word if found.key in _LETTERS_COUNT or "\\" in word else fold(word) for word in found.words]
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield Finding(name, _known(found), f"{found.rule or found.section}: {found.key} gives {word!r} twice")


def _in_two_rules(name: str, lists: tuple[WordList, ...]) -> Iterator[Finding]:
    owners: dict[tuple[str, str, str], WordList] = {}
    for found in lists:
        for word in dict.fromkeys(map(fold, found.words)) if (name, found.section, found.key) in _OWNED else ():
            first = owners.setdefault((found.section, found.key, word), found)
            if first is not found:
                both = f"{first.rule or first.words[0]} and {found.rule or found.words[0]}"
                yield Finding(
                    name, (*_known(first), *_known(found)), f"{both} both have {word!r} among their {found.key}"
                )


def _known(found: WordList) -> tuple[str, ...]:
    return (found.rule,) if found.rule else ()


def _lists(data: Any, section: str = "", rule: str = "", key: str = "") -> Iterator[WordList]:
    """Every list of words in a file, however deep it stands."""
    if isinstance(data, dict):
        own = next((data[name] for name in IDENTITIES if isinstance(data.get(name), str)), rule)
        for name, value in data.items():
            yield from _lists(value, section or str(name), own, str(name))
    elif isinstance(data, list) and data and all(isinstance(word, str) for word in data):
        yield WordList(section, rule, key, tuple(data))
    elif isinstance(data, list):
        for item in data:
            yield from _lists(item, section, rule, key)
