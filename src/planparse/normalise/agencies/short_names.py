"""Short names that a plan gives to bodies for itself: "Văn phòng HĐND và UBND xã (sau đây viết tắt là VP)".

They are names of this plan alone, so they are added to its rules as whole names and not as abbreviations of words:
"TT" for one centre says nothing about the "TT" of "TT DVSNC".
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.normalise.agencies.names import find_agency
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.agency_names import Named
from planparse.rulebook.phrases import Word, split_words

_LONGEST_NAME = 25  # words before the brackets; the longest names of steering committees have about twenty
_WINDOW = 200  # letters before the brackets
_END = regex.compile(r"[;:.()\n]\s")
_WORD = regex.compile(r"(?<!\S)(?=\p{L})")
# "VP: Văn phòng HĐND và UBND xã", a line of a list of abbreviations.
_LISTED = regex.compile(
    r"(?:^|[;:\n(])\s*[-+*•]?\s*(?P<short>\p{Lu}[\p{Lu}\d.&\-]+(?:\s\p{Lu}[\p{Lu}\d.&\-]*)*)\s*(?:[:=]|\s[-–]|\slà)\s+"
    r"(?P<name>\p{Lu}[^;:.()\n]{3,120})"
)


class ShortName(NamedTuple):
    """A short name as glued words, and the bodies that it means in this plan."""

    key: str
    options: tuple[Named, ...]


def find_short_names(texts: Iterable[str], rules: AgencyRules) -> dict[str, tuple[Named, ...]]:
    """The short names that these texts give to bodies the rules know; of two meanings the first counts.

    1. A short name begins with the letter of the name, and is made of capitals or of words of the name.
    2. Capitals in bare brackets ("(VP)") name a body only where the rules do not know them already.
    """
    found: dict[str, tuple[Named, ...]] = {}
    for text in texts:
        for short in (*_in_brackets(text, rules), *_in_lists(text, rules)):
            found.setdefault(short.key, short.options)
    return found


def _in_brackets(text: str, rules: AgencyRules) -> Iterator[ShortName]:
    for match in rules.short_name.finditer(text):
        said = not match.group().lstrip("( ").startswith(match["short"])
        named = _name_before(text[max(0, match.start() - _WINDOW) : match.start()], match["short"], rules)
        if named and (said or not _is_known(match["short"], rules)):
            yield named


def _in_lists(text: str, rules: AgencyRules) -> Iterator[ShortName]:
    for match in _LISTED.finditer(text):
        named = _short_name(match["short"], match["name"], rules)
        if named and not _is_known(match["short"], rules):
            yield named


def _name_before(text: str, short: str, rules: AgencyRules) -> ShortName | None:
    """The longest known name that ends where the brackets begin."""
    ends = [match.end() for match in _END.finditer(text)]
    text = text[ends[-1] :] if ends else text
    starts = [match.start() for match in _WORD.finditer(text)][-_LONGEST_NAME:]
    found = (_short_name(short, text[start:], rules) for start in starts)
    return next((named for named in found if named), None)


def _short_name(short: str, name: str, rules: AgencyRules) -> ShortName | None:
    words, full = rules.weigh(split_words(short)), rules.weigh(split_words(name))
    if not words or not full or not _can_shorten(short, words, full) or rules.no_body.length_at(words, 0):
        return None
    found = find_agency(full, rules)
    return ShortName("".join(word.text for word in words), found.options) if found else None


def _can_shorten(short: str, words: Sequence[Word], full: Sequence[Word]) -> bool:
    """Capitals that begin like the name, or some of its words in their order ("Ban Chỉ đạo")."""
    if not any(char.islower() for char in short):
        return words[0].text[0] == full[0].text[0]
    rest = iter(word.text for word in full)
    return words[0].text == full[0].text and all(word.text in rest for word in words)


def _is_known(short: str, rules: AgencyRules) -> bool:
    return find_agency(rules.weigh(split_words(short)), rules) is not None
