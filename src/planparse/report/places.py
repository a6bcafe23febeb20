"""A place in words: how a person finds it with the program that the file was made for."""

import re

from planparse.report.record import Record, Values

_STEP = re.compile(r"(\w+)\[(\d+)\]")
_NOUNS = {"p": "paragraph", "table": "table", "row": "row", "cell": "cell"}
_SHORT = 80


def format_place(place: Values) -> str:
    """Page and locator of a row; the page once.

    >>> format_place({"page": 3, "locator": "page 3/p[2]"}), format_place({"page": 3, "locator": "table[1]/row[2]"})
    ('page 3/p[2]', 'page 3, table[1]/row[2]')
    """
    page, locator = place.get("page"), str(place["locator"])
    told = page is None or re.match(rf"page {page}\b", locator)
    return locator if told else f"page {page}, {locator}"


def explain_locator(locator: str) -> str | None:
    """A path in words, counted from 1 as Word counts; None where the path is words already.

    >>> explain_locator("body/table[3]/row[5]/cell[4]"), explain_locator("page 2/p[4]"), explain_locator("line 7")
    ('table 3 of the file, row 5, cell 4', 'page 2, paragraph 4', None)
    """
    steps = _STEP.findall(locator)
    if not steps:
        return None
    words = [f"{_NOUNS.get(name, name)} {number}" for name, number in steps]
    if locator.startswith("page "):
        return ", ".join([locator.partition("/")[0], *words])
    return ", ".join([f"{words[0]} of the file", *words[1:]])


def explain_surroundings(record: Record) -> str | None:
    """The section or the appendix that a record stands in, by label and heading."""
    around = record.around
    if around is None:
        return None
    what = "appendix (phụ lục)" if "appendix_id" in around else "section (mục)"
    heading = around.get("title") or around.get("heading") or around.get("text") or ""
    label = f" {around['label']}" if around.get("label") else ""
    return f"{what}{label}: {_shorten(str(heading))}" if heading else f"{what}{label}"


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 2].rstrip()} …"
