"""``rules/targets.yaml``: the words in which people write target values (*chỉ tiêu phấn đấu*).

Comparators, units of measure (an open list), words of aspiration, bases, scopes, years, and what only looks like a
target. In patterns a space stands for any white space and ``{year}`` for a year; they match the folded text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import regex
from pydantic import Field

from planparse.errors import RuleError
from planparse.model.values import Comparator
from planparse.rulebook.base import RuleModel, locate_rule, read_rules
from planparse.rulebook.quantities import Phrase, Quantity, QuantityPatterns, find_phrases, join_scales
from planparse.text.aligned import Aligned, align, replace
from planparse.text.numbers import NUMBER
from planparse.text.unicode import fold

TargetRole = Literal[
    "markup",  # a way of printing a sign, replaced by the sign
    "before", "after",  # comparators, by their side of the number
    "aspiration", "lead",  # phấn đấu; words between it (or nothing) and the number: đạt, có
    "range", "change",  # what joins two numbers: 80-90%; từ 45% lên 60%
    "basis", "scope",
    "year", "cell_year",  # a phrase that names the target's year, anywhere; in a table cell only
    "mask",  # a number that is no target
]  # fmt: skip


class TargetExample(RuleModel):
    """A cell, or with ``prose`` a sentence, and its targets in short form: ">= 80 %, aspirational, in 2030"."""

    text: str
    gives: tuple[str, ...]
    prose: bool = False
    unit: str | None = None


class TargetRule(RuleModel):
    """One kind of wording. It must be at work in each example and in no reject (a cell; with ``prose:`` a sentence)."""

    id: str
    role: TargetRole
    pattern: str
    comparator: Comparator | None = None
    replace: str = ""
    examples: Annotated[tuple[TargetExample, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class TargetFile(RuleModel):
    """The whole of ``rules/targets.yaml``.

    Attributes:
        units: counted nouns and signs of measure, longest match wins.
        durations: units of time; in prose they are deadlines, not targets.
        per: what may stand after a slash: "mô hình/thôn", "triệu đồng/người/năm".
        ticks: what a cell may hold to say only that its row applies.
    """

    units: Annotated[tuple[str, ...], Field(min_length=1)]
    durations: tuple[str, ...]
    per: tuple[str, ...]
    ticks: tuple[str, ...]
    rules: tuple[TargetRule, ...]


class CompiledRule(NamedTuple):
    """A target rule ready to match."""

    id: str
    role: TargetRole
    pattern: "regex.Pattern[str]"
    comparator: Comparator | None
    replace: str


class TargetRules(NamedTuple):
    """The rules of targets, compiled."""

    file: TargetFile
    rules: tuple[CompiledRule, ...]
    patterns: QuantityPatterns

    def of(self, *roles: TargetRole) -> tuple[CompiledRule, ...]:
        """The rules of one role or several, in file order."""
        return tuple(rule for rule in self.rules if rule.role in roles)

    def align(self, text: str) -> Aligned:
        r"""The text beside its folded form, with markup such as ``$\geq 80\%$`` read as the signs it stands for."""
        aligned = align(text)
        for rule in self.of("markup"):
            aligned, _ = replace(aligned, rule.pattern, rule.replace)
        return join_scales(aligned)

    def find_phrases(self, text: Aligned, *, prose: bool) -> tuple[Phrase, ...]:
        """Quantities with their pieces; in prose only those with a unit of the list."""
        return find_phrases(text, self.patterns, prose=prose)

    def find_quantities(self, sentence: str) -> tuple[Quantity, ...]:
        """The quantities of a sentence that can be targets: comparator, number, unit."""
        text = self.align(sentence)
        spans = [_printed_span(text, phrase) for phrase in self.find_phrases(text, prose=True)]
        return tuple(Quantity(start, end, text.printed[start:end]) for start, end in spans)

    def words(self, text: Aligned, phrase: Phrase) -> str:
        """The printed words of a quantity."""
        start, end = _printed_span(text, phrase)
        return " ".join(text.printed[start:end].split())


def _printed_span(text: Aligned, phrase: Phrase) -> tuple[int, int]:
    """Where a quantity is printed, with both dollar signs where it is set as a formula."""
    start, end = text.origin[phrase.start], text.origin[phrase.end]
    is_formula = text.printed[max(start - 1, 0) : start] == text.printed[end : end + 1] == "$"
    return (start - 1, end + 1) if is_formula else (start, end)


_LETTER = r"[\p{L}\p{M}\p{N}]"
_SIGNS = {"%", "‰"}  # letters may follow them
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
# "từ ba đến năm 2030": this "năm" is a year.
# "đạt -0,7%": after a word and close to the number.
_MINUS = r"(?<=\p{L}:?[ ])-(?=[0-9])"
_WORD = r"(?<!\p{L})(?:một|hai|ba|bốn|năm(?!\s(?:[0-9]|nay|sau|học))|sáu|bảy|tám|chín|mười)(?=\s)"


def load_target_rules(*folders: Path) -> TargetRules:
    """The compiled rules of ``targets.yaml`` of these folders.

    Raises:
        RuleError: the file is missing, does not fit the models, or a pattern does not compile.
    """
    file = read_rules(folders, "targets", TargetFile)
    rules = tuple(_compile_rule(folders, rule) for rule in file.rules)
    try:
        return TargetRules(file, rules, _quantity_patterns(file))
    except regex.error as exc:
        raise RuleError(f"{locate_rule(folders, 'targets', '')}: the rules do not join to one pattern: {exc}") from exc


def _compile_rule(folders: Sequence[Path], rule: TargetRule) -> CompiledRule:
    words = rule.role not in ("markup", "before", "after", "range", "change")
    filled = _fill(rule.pattern)
    try:
        pattern = regex.compile(rf"(?<!{_LETTER})(?:{filled})(?!{_LETTER})" if words else filled)
    except regex.error as exc:
        raise _wrong_rule(folders, rule, f"the pattern does not compile: {exc}") from exc
    if (rule.role in ("before", "after")) != (rule.comparator is not None):
        raise _wrong_rule(folders, rule, "a comparator belongs to the roles before and after, and only there")
    return CompiledRule(rule.id, rule.role, pattern, rule.comparator, rule.replace)


def _wrong_rule(folders: Sequence[Path], rule: TargetRule, fault: str) -> RuleError:
    return RuleError(f"{locate_rule(folders, 'targets', rule.id)}: rule {rule.id!r}: {fault}")


def _fill(pattern: str) -> str:
    return pattern.replace("{year}", _YEAR).replace(" ", r"\s")


def _quantity_patterns(file: TargetFile) -> QuantityPatterns:
    masks = tuple(
        regex.compile(rf"(?<!{_LETTER})(?:{_fill(rule.pattern)})") for rule in file.rules if rule.role == "mask"
    )
    # In prose a duration is a target only when it is compared: "không quá 08 giờ", but not "trong 24 giờ".
    quoted, closed = '(?P<quote>")?', r'(?(quote)(?:[^"\n]*")?)'  # ≥ 3 "Điểm tư vấn pháp luật"
    bare = rf"(?!{_LETTER}|[.,][0-9])"
    compared = rf"(?(before)\s?(?P<unit>(?&duration)(?&per)*)|(?(rate){bare}|(?!)))"
    prose = rf"(?:\s?{quoted}(?P<unit>(?&measure)(?&per)*){closed}|{compared})"
    cell = rf"(?:\s?{quoted}(?P<unit>(?:(?&measure)|(?&duration))(?&per)*){closed}|{bare})"
    return QuantityPatterns(
        prose=_compile_quantity(file, prose, word="(?!)", sign=_MINUS),
        # A minus that opens a cell of one line is a sign; with a space behind it, or on one of several lines, a bullet.
        cell=_compile_quantity(file, cell, word=_WORD, sign=rf"(?:\A-(?=[^\n]*\Z)|{_MINUS})"),
        masks=masks,
        rate=regex.compile(rf"(?&per){_units(file)}"),
        own_brackets=regex.compile(rf"\s?(?:{_union(file, 'aspiration')}|[<>≥≤])"),
    )


def _compile_quantity(file: TargetFile, unit: str, *, word: str, sign: str) -> "regex.Pattern[str]":
    """The shape of a quantity. Numbers in words count after a comparator: "một" is mostly an article.

    Args:
        file: where the words come from.
        unit: the pattern of what follows the number.
        word: the pattern of a number in words that nothing compares.
        sign: that of a minus.
    """
    lead, before, after = _union(file, "lead"), _union(file, "before"), _union(file, "after")
    number = rf"(?:{sign})?(?<![\p{{L}}\p{{N}}.,]){NUMBER}"
    joint = rf"(?:(?P<range>{_union(file, 'range')})|(?P<change>{_union(file, 'change')}))"
    return regex.compile(
        rf"(?:(?<!{_LETTER})(?P<rate>(?&measure)(?&per)+)\s?(?::|đạt|là)\s?)?"
        rf"(?:(?<!{_LETTER})(?P<aspires>{_union(file, 'aspiration')})\s?:?\s?(?:(?:{lead})\s?:?\s?)*)?"
        rf"(?:(?<!{_LETTER})(?P<before>{before})\s?)?"
        rf"(?P<low>{number}|(?(before){_WORD}|(?(aspires){_WORD}|{word})))(?:\s?/\s?(?P<whole>{NUMBER}))?"
        rf"(?:(?:\s?(?P<low_unit>(?&measure)(?&per)*))?\s?{joint}\s?(?(change)(?:(?P<to>{before})\s?)?)"
        rf"(?P<high>{NUMBER}|(?(before){_WORD}|(?!))))?"
        rf"{unit}(?P<after>\s?(?:{after})(?!{_LETTER}))?{_units(file)}"
    )


def _union(file: TargetFile, role: TargetRole) -> str:
    return "|".join(f"(?:{_fill(rule.pattern)})" for rule in file.rules if rule.role == role)


def _units(file: TargetFile) -> str:
    """What a quantity calls by name: a unit, a unit of time, and what a unit is counted by ("/thôn")."""
    measure, duration, per = map(_choice, (file.units, file.durations, file.per))
    return rf"(?(DEFINE)(?P<measure>{measure})(?P<duration>{duration})(?P<per>\s?/\s?(?:{per})))"


def _choice(words: tuple[str, ...]) -> str:
    """Alternatives, the longest first; a cell may wrap its lines at any space in them."""
    signs, nouns = "".join(word for word in words if word in _SIGNS), {fold(word) for word in words} - _SIGNS
    longest = sorted(nouns, key=lambda word: (-len(word), word))
    spaced = "|".join(r"\s".join(map(regex.escape, word.split())) for word in longest)
    return rf"(?:{spaced})(?!{_LETTER})" + (f"|[{signs}]" if signs else "")
