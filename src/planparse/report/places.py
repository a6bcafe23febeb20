"""A place in words: how a person finds it with the program that the file was made for."""

import re

from planparse.report.record import Record, Values
from planparse.wording.catalogue import ENGLISH, Catalogue

_STEP = re.compile(r"(\w+)\[(\d+)\]")
_NOUNS = {"p": "paragraph", "table": "table", "row": "row", "cell": "cell"}  # steps of a path -> keys of texts
_PAGE = re.compile(r"page (\d+)")
_ALONE = re.compile(r"(page|line) (\d+)")
_SHORT = 80


def format_place(place: Values, said: Catalogue = ENGLISH) -> str:
    """Page and locator of a row; the page once.

    >>> format_place({"page": 3, "locator": "page 3/p[2]"}), format_place({"page": 3, "locator": "table[1]/row[2]"})
    ('page 3/p[2]', 'page 3, table[1]/row[2]')
    """
    page, locator = place.get("page"), str(place["locator"])
    told = page is None or re.match(rf"page {page}\b", locator)
    where = say_locator(locator, said)
    return where if told else said.say("cli.place.page_and", number=page, locator=where)


def say_locator(locator: str, said: Catalogue) -> str:
    """A path as people are shown it: in English as it is stored, in Vietnamese in words.

    >>> say_locator("page 2/table[1]/row[3]", Catalogue("vi")), say_locator("line 7", Catalogue("vi"))
    ('trang 2, bảng 1, dòng 3', 'dòng 7')
    """
    if said.language == "en":
        return locator
    if words := explain_locator(locator, said):
        return words
    alone = _ALONE.fullmatch(locator)
    return said.say(f"cli.place.{alone[1]}", number=alone[2]) if alone else locator


def explain_locator(locator: str, said: Catalogue = ENGLISH) -> str | None:
    """A path in words, counted from 1 as Word counts; None where the path is words already.

    >>> explain_locator("body/table[3]/row[5]/cell[4]"), explain_locator("page 2/p[4]"), explain_locator("line 7")
    ('table 3 of the file, row 5, cell 4', 'page 2, paragraph 4', None)
    """
    steps = _STEP.findall(locator)
    if not steps:
        return None
    words = [_say_step(name, number, said) for name, number in steps]
    if page := _PAGE.match(locator):
        return ", ".join([said.say("cli.place.page", number=page[1]), *words])
    return ", ".join([said.say("cli.place.of_the_file", place=words[0]), *words[1:]])


def _say_step(name: str, number: str, said: Catalogue) -> str:
    return said.say(f"cli.place.{_NOUNS[name]}", number=number) if name in _NOUNS else f"{name} {number}"


def explain_surroundings(record: Record, said: Catalogue = ENGLISH) -> str | None:
    """The section or the appendix that a record stands in, by label and heading."""
    around = record.around
    if around is None:
        return None
    what = said.say("cli.place.appendix" if "appendix_id" in around else "cli.place.section")
    heading = around.get("title") or around.get("heading") or around.get("text") or ""
    label = f" {around['label']}" if around.get("label") else ""
    return f"{what}{label}: {_shorten(str(heading))}" if heading else f"{what}{label}"


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 2].rstrip()} …"
