"""The bodies that issue documents: their level, how far their numbers are one series, how they write symbols."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import regex

from planparse.model.values import IssuerLevel
from planparse.rulebook.base import RuleModel
from planparse.text.unicode import fold

Scope = Literal["national", "province", "commune"]


class IssuerLevelRule(RuleModel):
    """Bodies of one tier.

    Attributes:
        level: what is stored; None where the tier is open.
        scope: how far a number is given once only; None where that is not known.
        style: party symbols are "57-NQ/TW", those of the state "71/NQ-CP".
        codes: how symbols name these bodies.
        begins, words, not_words: of their names, see rules/citations.yaml.
        examples, rejects: names of issuers.
    """

    id: str
    level: IssuerLevel | None
    scope: Scope | None = None
    style: Literal["party", "state"] | None = None
    codes: tuple[str, ...]
    begins: tuple[str, ...]
    words: tuple[str, ...]
    not_words: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class _Compiled(NamedTuple):
    rule: IssuerLevelRule
    fits: regex.Pattern[str]
    unfit: regex.Pattern[str] | None


class IssuerLevels:
    """The rules of issuers with look-ups by name and by code."""

    def __init__(self, rules: Iterable[IssuerLevelRule]) -> None:
        self._named = tuple(_compile(rule) for rule in rules)
        self.by_code = {fold(code): one.rule for one in self._named for code in one.rule.codes}

    def find_by_name(self, issuer: str) -> IssuerLevelRule | None:
        """The rule that a printed name of an issuer fits."""
        folded = fold(issuer)
        for one in self._named:
            if one.fits.search(folded) and not (one.unfit and one.unfit.search(folded)):
                return one.rule
        return None

    def find_by_codes(self, codes: Iterable[str]) -> IssuerLevelRule | None:
        """The rule of the last code of a symbol that any rule knows ("QH15" is "QH")."""
        for code in reversed(list(codes)):
            folded = fold(code)
            rule = self.by_code.get(folded) or self.by_code.get(folded.rstrip("0123456789"))
            if rule is not None:
                return rule
        return None


def _compile(rule: IssuerLevelRule) -> _Compiled:
    # "Văn hóa - Xã hội" and "thị xã" hold the word "xã", "thị xã" is a district.
    words = _any_of(word for word in rule.words)
    anywhere = rf"(?<!\p{{L}})(?<!thị\s)(?:{words})(?!\p{{L}})(?!\s+hội(?!\p{{L}}))" if rule.words else ""
    start = rf"^(?:{_any_of(rule.begins)})(?!\p{{L}})" if rule.begins else ""
    fits = regex.compile("|".join(filter(None, (start, anywhere))) or r"(?!)")
    unfit = regex.compile(rf"(?<!\p{{L}})(?:{_any_of(rule.not_words)})(?!\p{{L}})") if rule.not_words else None
    return _Compiled(rule, fits, unfit)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(map(fold, words), key=lambda w: (-len(w), w)))
