"""Date and issuer of a document, printed behind its symbol or before its number."""

import datetime as dt
from typing import NamedTuple

import regex

from planparse.normalise.citations.canonical import mend_number
from planparse.rulebook.citations import CitationRules
from planparse.text.aligned import Aligned

_LONGEST_ISSUER = 130
_WINDOW = 80  # behind the longest issuer, for phrases that hold a comma
_CENTURY = 2000  # "03/6/20" behind the word "ngày"

# "ngày 22/12/2024", "ngày 22 tháng 12 năm 2024", "22/12/2024" behind a bracket, a comma or a dash.
_DAY = r"""
    (?: (?i:ngày)\s*:?\s*(?P<d>[\dOlI]{1,2})\s*[/.\-]\s*(?P<m>[\dOlI]{1,2})\s*[/.\-]\s*
        (?P<y>(?:19|20)\d\d|[12]\d(?![\d/]))
      | (?i:ngày)\s*(?P<d>[\dOlI]{1,2})\s*(?i:tháng)\s*(?P<m>[\dOlI]{1,2})
        \s*(?:[/\-]|,?\s*(?i:năm))\s*(?P<y>(?:19|20)\d\d)
      | (?<=[\s(])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)
      | (?<=\()(?P<d>\d{1,2})[.\-](?P<m>\d{1,2})[.\-](?P<y>(?:19|20)\d\d)
    )(?!\d)"""
_SIGNED = r"(?:(?:được\s+)?(?:ký\s+ban\s+hành|ban\s+hành|ký)\s+)?"
_DATE = regex.compile(rf"\s*[,\-]?\s*\(?\s*{_SIGNED}{_DAY}\)?", regex.VERBOSE)
_OF = regex.compile(r"\s*,?\s*(?i:của)\s+")
# "Quyết định ngày 03/6/2020 của Thủ tướng Chính phủ số"
_BETWEEN = regex.compile(rf"(?:\s*{_DAY})?(?:\s+(?i:của)\s+(?P<issuer>[^;:.()]{{2,90}}?))?[\s,]*", regex.VERBOSE)
# "ngày 03/6/2020, Thủ tướng Chính phủ đã ban hành Quyết định số"
_ISSUED = regex.compile(
    rf"{_DAY},?\s+(?P<issuer>\p{{Lu}}[^;:.()]{{2,90}}?)\s+(?:đã\s+)?(?:ký\s+)?(?:ban\s+hành|ký)\s+$", regex.VERBOSE
)


class Tail(NamedTuple):
    """When and by whom a document was issued, and where in the text that ends."""

    issued_on: dt.date | None
    issuer: str | None
    end: int


def read_tail(text: Aligned, at: int, rules: CitationRules) -> Tail:
    """Date and issuer behind a symbol; the date may stand behind the issuer too."""
    issued_on, end = _read_date(text.printed, at)
    issuer, end = _read_issuer(text, end, rules)
    if issued_on is None and issuer is not None:
        issued_on, end = _read_date(text.printed, end)
    return Tail(issued_on, issuer, end)


def read_between(text: Aligned, start: int, end: int, rules: CitationRules) -> Tail | None:
    """Date and issuer between the kind and the number; None where anything else stands there."""
    found = _BETWEEN.fullmatch(text.printed, start, end)
    if found is None or not (found["d"] or found["issuer"]):
        return None
    issuer = found["issuer"]
    if issuer and not _is_issuer(text, found.span("issuer"), rules):
        return None
    return Tail(_day(found), issuer, end)


def read_before(text: Aligned, start: int, end: int, rules: CitationRules) -> Tail | None:
    """Date and issuer of a sentence that says who issued the document when, up to the document's kind."""
    found = _ISSUED.search(text.printed, start, end)
    if found is None or not _is_issuer(text, found.span("issuer"), rules):
        return None
    return Tail(_day(found), found["issuer"], found.start())


def _is_issuer(text: Aligned, span: tuple[int, int], rules: CitationRules) -> bool:
    start, end = span
    return bool(rules.issuer_head.match(text.folded, start)) and _stop(text, start, end, rules) >= end


def _read_date(printed: str, at: int) -> tuple[dt.date | None, int]:
    found = _DATE.match(printed, at)
    return (None, at) if found is None else (_day(found), found.end())


def _day(found: regex.Match[str]) -> dt.date | None:
    """The day that was read; None where there is none in the calendar."""
    if not found["d"]:
        return None
    day, month, year = (int(mend_number(found[name])) for name in "dmy")
    try:
        return dt.date(year if year > 99 else year + _CENTURY, month, day)
    except ValueError:
        return None


def _read_issuer(text: Aligned, at: int, rules: CitationRules) -> tuple[str | None, int]:
    of = _OF.match(text.printed, at)
    if of is None or not rules.issuer_head.match(text.folded, of.end()):
        return None, at
    limit = min(len(text.printed), of.end() + _LONGEST_ISSUER)
    stop = _stop(text, of.end(), limit, rules)
    if stop > limit:
        return None, at
    name = text.printed[of.end() : stop].strip()
    return name, of.end() + len(text.printed[of.end() : stop].rstrip())


def _stop(text: Aligned, start: int, limit: int, rules: CitationRules) -> int:
    """Where a name ends."""
    inner = [phrase.span() for phrase in rules.issuer_phrase.finditer(text.folded, start, limit + _WINDOW)]
    stops = (found.start() for found in rules.issuer_stop.finditer(text.printed, start))
    return next((at for at in stops if not any(begin <= at < end for begin, end in inner)), len(text.printed))
