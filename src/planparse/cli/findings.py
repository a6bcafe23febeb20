"""Findings as lines for people, in the language of the reader."""

from textwrap import shorten

from planparse.codes import say_advice, say_finding
from planparse.model.records import DiagnosticRow
from planparse.report.places import say_locator
from planparse.wording.catalogue import Catalogue

_MESSAGE_LENGTH = 240  # a finding may quote a whole cell


def format_finding(row: DiagnosticRow, said: Catalogue) -> list[str]:
    """A finding in two lines: what and where; what to do."""
    page = said.say("cli.place.page", number=row.page) if row.page is not None else None
    locator = say_locator(row.locator or "", said)
    told = said.language != "en" and page is not None and locator.startswith(page)  # in words it begins with the page
    where = ", ".join(filter(None, (None if told else page, locator))) or said.say("cli.place.whole")
    message = shorten(say_finding(row.code, row.message, said), _MESSAGE_LENGTH, placeholder=" …")
    severity = row.severity if said.language == "en" else said.say(f"severity.{row.severity}")
    width = 8 if said.language == "en" else 10
    lines = [f"  {severity:<{width}}{where}: {message} [{row.code}]"]
    if advice := say_advice(row.code, said):
        lines.append(f"  {'':<{width}}→ {advice}")
    return lines
