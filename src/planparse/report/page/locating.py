"""A place in a file in words of the reader's language, as a person finds it in Word or in a viewer of PDF files."""

import re

from planparse.wording.catalogue import Catalogue

_STEP = re.compile(r"(\w+)\[(\d+)\]")
_LINE = re.compile(r"\bline (\d+)")
_PAGE = re.compile(r"^page (\d+)")
_KNOWN = ("p", "table", "row", "cell")


def say_locator(locator: str, catalogue: Catalogue) -> str:
    """A path in words; what has no words stays as it is.

    >>> say_locator("body/table[3]/row[5]/cell[4]", Catalogue("en")), say_locator("line 7", Catalogue("en"))
    ('table 3, row 5, cell 4', 'line 7')
    """
    page, line = _PAGE.match(locator), _LINE.search(locator)
    words = [catalogue.say("report.place.page", number=page[1])] if page else []
    for name, number in _STEP.findall(locator):
        words.append(catalogue.say(f"report.place.{name}", number=number) if name in _KNOWN else f"{name} {number}")
    if line:
        words.append(catalogue.say("report.place.line", number=line[1]))
    return ", ".join(words) or locator
