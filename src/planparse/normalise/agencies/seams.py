"""Two known names with nothing but a space between them: the line break between two bodies that a page lost.

In a PDF the lines of a cell are wrapped text; whether a line break parts two bodies is told by the names alone. A
stretch is parted only where every part of it is a known name: an unknown name is never cut.
"""

import regex

from planparse.normalise.agencies.names import Found, find_agency
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import split_words

# Bodies that have others under them: behind a name they say whose it is ("Ủy ban Kiểm tra Tỉnh ủy").
_OWNERS = frozenset({"party", "council", "committee", "department", "ministry"})
_SEAM = regex.compile(r"\s+(?=\p{Lu})")


def part_at_seams(raw: str, rules: AgencyRules) -> tuple[str, ...]:
    """The known names a stretch consists of; the stretch itself where it does not consist of known names."""
    return _known_parts(raw, rules) or (raw,)


def _known_parts(raw: str, rules: AgencyRules) -> tuple[str, ...]:
    if (found := _find(raw, rules)) is not None:
        return () if any(rules.kinds[named.code] in _OWNERS for named in found.options) else (raw,)
    for seam in _SEAM.finditer(raw):
        left, right = raw[: seam.start()], raw[seam.end() :]
        if _begins_body(right, rules) and _find(left, rules) and (rest := _known_parts(right, rules)):
            return (left, *rest)
    return ()


def _find(raw: str, rules: AgencyRules) -> Found | None:
    return find_agency(rules.weigh(split_words(raw)), rules)


def _begins_body(raw: str, rules: AgencyRules) -> bool:
    words = rules.weigh(split_words(raw))
    return bool(rules.heads.length_at(words, 0) or rules.plural.length_at(words, 0))
