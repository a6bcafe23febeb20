"""One line of the first page -> a header zone: *số và ký hiệu*, *địa danh và thời gian*, *tên loại*."""

from typing import NamedTuple

import regex

from planparse.rulebook.structure import StructureRules

# A state body writes "Số: 97/KH-UBND"; a party body writes "Số 44-KH/ĐU" (Hướng dẫn 36-HD/VPTW).
_WORD = r"\p{Lu}[\p{L}\d&.]*"
_NUMBER = regex.compile(
    rf"""(?:^|\s) (?i:số) \s*[:.]? \s* (?:
        (?P<number>\d{{1,5}})? \s* [.…_]* \s* (?:/\s*20\d\d\s*)? / \s* (?P<symbol>{_WORD}(?:\s?[-–]\s?[\p{{L}}\d&.]+)*)
      | (?P<party_number>\d{{1,5}})? \s* [.…_]* \s* [-–] \s* (?P<party_symbol>{_WORD}\s?/\s?{_WORD})
    )""",
    regex.VERBOSE,
)
_BLANK = r"[\s.…_]*"
_DAY = rf"""(?i:ng[àa]y) (?:
        {_BLANK} (?P<d>\d{{1,2}}) \s*[/.-]\s* (?P<m>\d{{1,2}}) \s*[/.-]\s* (?P<y>20\d\d)
      | {_BLANK} (?P<day>\d{{1,2}})? {_BLANK} (?i:th[áa]ng) {_BLANK} (?P<month>\d{{1,2}})? {_BLANK}
        (?i:n[ăa]m) {_BLANK} (?P<year>20\d\d)?
    )"""
_DAY_ALONE = regex.compile(_DAY, regex.VERBOSE)
_DATE = regex.compile(
    rf"""(?P<place>\p{{Lu}}[\p{{L}}\d\s'’‘ʼ`´\-–]{{1,50}}?) \s*,\s* {_DAY}""",
    regex.VERBOSE,
)
# The zone opens its line; a mention inside a sentence does not.
_SPACED_SIGN = regex.compile(r"\s*([-–/])\s*")
_LATEST_NUMBER_START = 3
_LATEST_PLACE_START = 5


class NumberLine(NamedTuple):
    """*Số và ký hiệu*; the number is None when blank."""

    number: int | None
    symbol: str


class DateLine(NamedTuple):
    """*Địa danh và thời gian*; parts left blank are None, and so is the place of a date that stands without one."""

    place: str | None
    day: int | None
    month: int | None
    year: int | None


def read_number_line(line: str) -> NumberLine | None:
    """Reads "Số: 97/KH-UBND"; a blank number is None.

    >>> read_number_line("Số:    /KH-UBND")
    NumberLine(number=None, symbol='KH-UBND')
    """
    match = _NUMBER.search(line)
    if match is None or match.start() > _LATEST_NUMBER_START:
        return None
    symbol = _SPACED_SIGN.sub(r"\1", match["symbol"] or match["party_symbol"]).replace("–", "-")
    return NumberLine(_int(match["number"] or match["party_number"]), symbol.rstrip("."))


def read_date_line(line: str) -> DateLine | None:
    """Reads "Tân Hòa, ngày 28 tháng 02 năm 2026"; the place may follow the number on one line.

    >>> read_date_line("Số: /KH-UBND Tân Hòa, ngày tháng năm 2026")
    DateLine(place='Tân Hòa', day=None, month=None, year=2026)
    """
    number = _NUMBER.search(line)
    if number is not None and number.start() <= _LATEST_NUMBER_START:
        line = line[number.end() :]
    match = _DATE.search(line)
    if match is None or match.start() > _LATEST_PLACE_START:
        return None
    return _build_date(match, match["place"].strip())


def read_day(text: str) -> DateLine | None:
    """Reads the date that a text opens with: "ngày 12/3/2026", "ngày    tháng 3 năm 2026".

    >>> read_day("ngày   tháng 3 năm 2026 của UBND xã")
    DateLine(place=None, day=None, month=3, year=2026)
    """
    match = _DAY_ALONE.match(text)
    return _build_date(match, None) if match else None


def _build_date(match: regex.Match[str], place: str | None) -> DateLine:
    day, month, year = (
        _int(match[short] or match[long]) for short, long in (("d", "day"), ("m", "month"), ("y", "year"))
    )
    return DateLine(place, day, month, year)


def read_doc_type(line: str, rules: StructureRules) -> tuple[str, str] | None:
    """The kind of document a line opens with, in capitals or alone on its line, and the rest of the line."""
    match = rules.match("doc_type", line)
    if match is None:
        return None
    kind, rest = line[: match.end()].strip(), line[match.end() :].strip()
    if kind.isupper() or not rest:
        return kind, rest
    return None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
