"""The shapes of a quantity, put together from the words of ``rules/targets.yaml`` and ``rules/units.yaml``."""

import regex

from planparse.rulebook.choices import LETTER, choose
from planparse.rulebook.quantities import QuantityPatterns
from planparse.rulebook.target_file import TargetFile, TargetRole
from planparse.rulebook.units import UnitRules
from planparse.text.numbers import NUMBER

WHOLE_WORDS: frozenset[TargetRole] = frozenset(
    {
        *("aspiration", "lead", "increase", "decrease", "reached", "compared", "each", "ordinal", "ordinal_lead"),
        *("basis", "scope", "year", "cell_year", "mask"),
    }
)
"""The roles whose patterns begin and end with whole words."""

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
# "đạt -0,7%": after a word and close to the number.
_MINUS = r"(?<=\p{L}:?[ ])-(?=[0-9])"
# "từ ba đến năm 2030": this "năm" is a year.
_WORD = r"(?<!\p{L})(?:một|hai|ba|bốn|năm(?!\s(?:[0-9]|nay|sau|học))|sáu|bảy|tám|chín|mười)(?=\s)"
_PLACE = r"[0-9]{1,3}(?![0-9.,]*[0-9]|\s?[%‰])"  # of a rank or level


def fill_pattern(pattern: str, file: TargetFile, units: UnitRules, *, words: bool = False) -> str:
    """A pattern of the rules with its pieces put in, where ``words`` between the ends of words."""
    filled = pattern.replace(" ", r"\s").replace("{year}", _YEAR)
    if "{per}" in filled:
        filled = filled.replace("{per}", choose(file.per))
    if "{unit}" in filled:
        filled = filled.replace("{unit}", _measures(units))
    return rf"(?<!{LETTER})(?:{filled})(?!{LETTER})" if words else filled


def quantity_patterns(file: TargetFile, units: UnitRules) -> QuantityPatterns:
    """The patterns that find quantities in cells and sentences."""
    words = _Words(file, units)
    ordinal_rules, ordinal = words.compile_ordinals()
    # In prose a duration is a target only when it is compared: "không quá 08 giờ", but not "trong 24 giờ".
    quoted, closed = '(?P<quote>")?', r'(?(quote)(?:[^"\n]*")?)'  # ≥ 3 "Điểm tư vấn pháp luật"
    bare = rf"(?!{LETTER}|[.,][0-9])"
    compared = rf"(?(before)\s?(?P<unit>(?&duration)(?&per)*)|(?(rate){bare}|(?!)))"
    prose = rf"(?:\s?{quoted}(?P<unit>(?&measure)(?&per)*){closed}|{compared})"
    cell = rf"(?:\s?{quoted}(?P<unit>(?:(?&measure)|(?&duration))(?&per)*){closed}|{bare})"
    return QuantityPatterns(
        prose=words.compile_quantity(prose, word="(?!)", sign=_MINUS),
        # A minus that opens a cell of one line is a sign; with a space behind it, or on one of several lines, a bullet.
        cell=words.compile_quantity(cell, word=_WORD, sign=rf"(?:\A-(?=[^\n]*\Z)|{_MINUS})"),
        masks=tuple(words.compile_each("mask")),
        rate=regex.compile(rf"\s?/\s?(?:0?1\s)?{choose(file.per)}"),
        own_brackets=regex.compile(rf"\s?(?:{words.union('aspiration')}|[<>≥≤])"),
        ordinal=ordinal,
        ordinal_rules=ordinal_rules,
        ordinal_lead=regex.compile(rf"(?<!{LETTER})(?:{words.union('ordinal_lead')})\s?$"),
    )


def _measures(units: UnitRules) -> str:
    """A unit, or so many thousands or millions of it."""
    scales = choose(units.scales)
    return rf"(?:{scales}\s){{0,2}}{choose(units.words(time=False))}"


class _Words:
    """The words of the rule files as pieces of patterns."""

    def __init__(self, file: TargetFile, units: UnitRules) -> None:
        self._file = file
        self._rules = units

    def union(self, role: TargetRole) -> str:
        """All wordings of a role."""
        return "|".join(f"(?:{self._fill(rule.pattern)})" for rule in self._file.rules if rule.role == role)

    def units(self) -> str:
        """What a quantity calls by name: a unit, a unit of time, and what a unit is counted by ("/thôn")."""
        measure, duration = _measures(self._rules), choose(self._rules.words(time=True))
        per = choose(self._file.per)
        return rf"(?(DEFINE)(?P<measure>{measure})(?P<duration>{duration})(?P<per>\s?/\s?(?:0?1\s)?(?:{per})))"

    def compile_each(self, role: TargetRole) -> "list[regex.Pattern[str]]":
        """The patterns of a role, that begin with whole words."""
        patterns = (rule.pattern for rule in self._file.rules if rule.role == role)
        return [regex.compile(rf"(?<!{LETTER})(?:{self._fill(pattern)})") for pattern in patterns]

    def compile_ordinals(self) -> "tuple[tuple[str, ...], regex.Pattern[str]]":
        """Ranks and levels: a noun, then its number: "tối thiểu mức độ 3", "xếp thứ 10/34", "mức độ 3, 4".

        The rules' ids, and one pattern for them all: its group ``rule0`` is the noun of the first rule, and so on.
        """
        rules = [rule for rule in self._file.rules if rule.role == "ordinal"]
        nouns = "|".join(f"(?P<rule{index}>{self._fill(rule.pattern)})" for index, rule in enumerate(rules))
        again = regex.sub(r"\(\?P<\w+>", "(?:", nouns)  # without the names of groups
        return tuple(rule.id for rule in rules), regex.compile(
            rf"{self._aspires()}(?:(?<!{LETTER})(?P<before>{self.union('before')})\s?(?::\s?)?)?"
            rf"(?<!{LETTER})(?:{nouns})\s?(?P<low>{_PLACE})(?:\s?/\s?(?P<whole>{_PLACE}))?"
            rf"(?:\s?(?:(?P<change>{self.union('change')})|-|đến|,|và|hoặc)\s?(?:(?:{again})\s?)?(?P<high>{_PLACE}))?"
            rf"(?!\s?[:/.,]?[0-9]|\s?:|\s?(?:-|đến|,|và)\s?(?:(?:{again})\s?)?[0-9]+\s?:)(?P<after>\s?(?:{self.union('after')})(?!{LETTER}))?"
        )

    def compile_quantity(self, unit: str, *, word: str, sign: str) -> "regex.Pattern[str]":
        """The shape of a quantity. Numbers in words count after a comparator: "một" is mostly an article.

        Args:
            unit: the pattern of what follows the number.
            word: the pattern of a number in words that nothing compares.
            sign: that of a minus.
        """
        before, after = self.union("before"), self.union("after")
        number = rf"(?:{sign})?(?<![\p{{L}}\p{{N}}.,]){NUMBER}"
        joint = rf"(?:(?P<range>{self.union('range')})|(?P<change>{self.union('change')}))"
        return regex.compile(
            # "bác sĩ/vạn dân: 12"; the look ahead spares most words the search through all units
            rf"(?:(?<!{LETTER})(?=[^/0-9]{{1,40}}/)(?P<rate>(?&measure)(?&per)+)\s?(?::|đạt|là)\s?)?"
            rf"{self._aspires()}"
            rf"(?:(?<!{LETTER})(?P<before>{before})\s?(?::\s?)?)?"
            rf"(?P<low>{number}|(?(before){_WORD}|(?(aspires){_WORD}|{word})))(?:\s?/\s?(?P<whole>{NUMBER}))?"
            rf"(?:(?:\s?(?P<low_unit>(?:(?&measure)|(?&duration))(?&per)*))?\s?{joint}\s?(?(change)(?:(?P<to>{before})\s?)?)"
            rf"(?P<high>{NUMBER}|(?(before){_WORD}|(?!)))(?:\s?/\s?(?P<whole>{NUMBER}))?)?"
            rf"{unit}(?:(?<=\p{{L}})\s?/\s?(?P<whole>{NUMBER})\s?(?P=unit))?"  # 80 hộ/100 hộ
            rf"(?P<after>\s?(?:{after})(?!{LETTER}))?{self.units()}"
        )

    def _aspires(self) -> str:
        lead = rf"(?:(?:{self.union('lead')})\s?:?\s?)*"
        return rf"(?:(?<!{LETTER})(?P<aspires>{self.union('aspiration')})\s?:?\s?{lead})?"

    def _fill(self, pattern: str) -> str:
        return fill_pattern(pattern, self._file, self._rules)
