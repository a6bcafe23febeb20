"""Components above the text that are missing or wrong: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2, điểm a to đ."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import regex

from planparse.inspect.draft import Draft, Line, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import Severity
from planparse.rulebook.fixed_phrases import cut_words
from planparse.structure.header_lines import DateLine, NumberLine, read_date_line, read_number_line
from planparse.text.unicode import fold

_NUMBER_FORM = regex.compile(r"Số\s*:\s*(?P<number>\d*)[\s.…_]*/\s*(?P<symbol>[\p{Lu}\p{Ll}\d&.-]+)")
_SPACED_DASH = regex.compile(r"\s+[-–]\s*\p{Lu}|\s*[-–]\s+\p{Lu}")  # "KH - UBND", behind its "KH"
_PARTY_FORM = regex.compile(r"(?i)số\s*:?\s*\d*[\s.…_]*-")
_DAY_FORM = regex.compile(r"(?i),?\s*ngày[\s.…_]*(?P<day>\d*)[\s.…_]*tháng[\s.…_]*(?P<month>\d*)[\s.…_]*năm")
_ANY_NUMBER = regex.compile(r"(?i)^\s*số\s*[:.]?\s*[\d.…_ ]*\s*[/-]?\s*\p{Lu}{1,4}\s*[-/]")
_BASIS = regex.compile(r"căn cứ\s")  # what stands below the kind of document is the first of the bases
_EARLY_MONTHS = (1, 2)
_LOWEST_BARE_DAY = 10


def check_header(draft: Draft) -> Iterator[Finding]:
    """From the first line to the title."""
    if not draft.has_decreed_layout:
        return
    yield from _motto(draft)
    yield from _issuer(draft)
    yield from _number(draft)
    yield from _date(draft)
    header = draft.reading.plan.header
    if header.doc_type is None:
        if not draft.is_letter and not _is_misspelt(draft):
            yield Finding("layout.type")
    elif header.title is None or _BASIS.match(fold(header.title)):
        yield Finding("layout.subject")


def _is_misspelt(draft: Draft) -> bool:
    """The kind of document is there, with a slip that is told elsewhere."""
    kinds = [phrase for phrase in draft.rules.fixed_phrases.phrases if phrase.id == "plan"]
    return any(True for kind in kinds for line in draft.front for _ in kind.find_slips(cut_words(line.text)))


def _softly(draft: Draft) -> Severity | None:
    """A text or a page of a portal may have lost what the signed document has."""
    return None if draft.is_laid_out else "info"


def _with_wrapped(draft: Draft) -> tuple[Line, ...]:
    """The lines above the body, then every two of them as one: in a narrow column a zone runs over two lines."""
    wrapped = (one._replace(text=f"{one.text} {two.text}") for one, two in pairwise(draft.front))
    return (*draft.front, *wrapped)


def _motto(draft: Draft) -> Iterator[Finding]:
    lines = _with_wrapped(draft)
    for phrase in draft.rules.fixed_phrases.phrases:
        if phrase.where != "header" or any(_prints(phrase.words, line) for line in lines):
            continue
        if not any(True for line in lines for _ in phrase.find_slips(cut_words(line.text))):
            yield Finding(f"layout.{phrase.id}", severity=_softly(draft))


def _prints(words: tuple[str, ...], line: Line) -> bool:
    found = cut_words(line.text).words
    return any(found[at : at + len(words)] == words for at in range(len(found) - len(words) + 1))


def _issuer(draft: Draft) -> Iterator[Finding]:
    header, offices = draft.reading.plan.header, draft.rules.plan_checks.offices
    own = [line for line in draft.front if line.text.isupper() and fold(line.text).startswith(offices)]
    if own and not any(_is_people(text) for text in header.issuer):
        yield Finding("layout.superior", Spot(own[0].locus), own[0].text)
    elif not own and not header.issuer:
        yield Finding("layout.issuer", severity=_softly(draft))


def _is_people(text: str) -> bool:
    return fold(text).startswith(("ủy ban nhân dân", "ubnd"))


def _number(draft: Draft) -> Iterator[Finding]:
    line = next((line for line in draft.front if read_number_line(line.text)), None)
    if line is None:
        near = next((line for line in draft.front if _ANY_NUMBER.match(line.text)), None)
        if near:
            yield Finding("layout.number_form", Spot(near.locus), near.text)
        else:
            yield Finding("layout.number", severity=_softly(draft))
        return
    spot, text = Spot(line.locus), line.text
    read = read_number_line(text)
    if read is None or (_PARTY_FORM.match(text) and not read.symbol.upper().endswith("/UBND")):
        return  # a party body writes "Số 44-KH/ĐU" by a rule of its own
    form = _NUMBER_FORM.match(text)
    if form is None or not _is_well_formed(text, form, read, draft):
        yield Finding("layout.number_form", spot, shorten(text))
    elif form["number"] and len(form["number"]) == 1:
        yield Finding("layout.number_zero", spot, shorten(text), {"right": f"0{form['number']}"})
    if read.number is None:
        yield Finding("layout.number_blank", spot, shorten(text))
    yield from _symbol(draft, read.symbol, spot, text)


def _is_well_formed(text: str, form: regex.Match[str], read: NumberLine, draft: Draft) -> bool:
    """Whether no year stands in it and no space, and a hyphen parts the kind of document from who issues it."""
    is_parted = "-" in read.symbol or draft.reading.plan.header.doc_type is None
    return is_parted and not regex.search(r"/\s*20\d\d\s*/", text) and not _SPACED_DASH.match(text, form.end())


def _symbol(draft: Draft, symbol: str, spot: Spot, text: str) -> Iterator[Finding]:
    kind = draft.reading.plan.header.doc_type
    right = draft.rules.plan_checks.shorts.get(fold(kind)) if kind else None
    printed = regex.split(r"[-–]", symbol)[0]
    known = {fold(short) for short in draft.rules.plan_checks.shorts.values()}
    if right and fold(printed) != fold(right) and fold(printed) in known:
        yield Finding("layout.symbol_type", spot, shorten(text), {"kind": kind, "right": right, "printed": printed})


def _date(draft: Draft) -> Iterator[Finding]:
    line = _date_line(draft)
    read = read_date_line(line.text) if line else None
    if line is None or read is None:
        yield Finding("layout.date", severity=_softly(draft))
        return
    spot, text = Spot(line.locus), shorten(line.text)
    form = _DAY_FORM.search(line.text)
    if form is None:
        yield Finding("layout.date_form", spot, text)
    elif _lacks_zero(form["day"], form["month"]):
        yield Finding("layout.date_zero", spot, text)
    if not _may_be(read):
        yield Finding("layout.date_impossible", spot, text)
    if read.day is None or read.month is None or read.year is None:
        yield Finding("layout.date_blank", spot, text)
    yield from _place(draft, read.place, spot, text)


def _date_line(draft: Draft) -> Line | None:
    """The line of place and date, with the next one where it goes on there ("..., ngày 27 tháng 02" / "năm 2026")."""
    dated = [(line, read) for line in _with_wrapped(draft) if (read := read_date_line(line.text))]
    whole = (line for line, read in dated if read.year is not None)
    return next(whole, dated[0][0] if dated else None)


def _may_be(read: DateLine) -> bool:
    """Whether the calendar has such a day; what is blank may become one."""
    try:
        dt.date(read.year or 2024, read.month or 1, read.day or 1)  # 2024: a leap year
    except ValueError:
        return False
    return True


def _lacks_zero(day: str, month: str) -> bool:
    """Days below 10 and the months 1 and 2 are written with a zero."""
    bare_day = len(day) == 1 and int(day) < _LOWEST_BARE_DAY
    return bare_day or (len(month) == 1 and int(month) in _EARLY_MONTHS)


def _place(draft: Draft, place: str | None, spot: Spot, text: str) -> Iterator[Finding]:
    """The place is the name of the commune that the lines above name."""
    issuer = " ".join(draft.reading.plan.header.issuer)
    own = draft.row.commune_name
    if not place or not own or fold(own) not in fold(issuer):
        return
    if fold(own) not in fold(place) and fold(place) not in fold(issuer):
        yield Finding("layout.place", spot, text, {"place": place, "own": own})
