"""What the rules would read from words that are being typed, told as the page tells what they have read."""

import datetime as dt
import re

from planparse.review.fields import Names
from planparse.review.readings import format_day
from planparse.wording.catalogue import Catalogue

_KIND = re.compile(r"(dated|ongoing|recurring|conditional|unspecified|unparsed)\b *(.*)")
_DAY = r"\d{4}-\d\d-\d\d"
_UNTIL = re.compile(rf"\.\./({_DAY})")
_SINCE = re.compile(rf"({_DAY})/\.\.")
_ONE_DAY = re.compile(rf"\b{_DAY}\b")
_AGENCY = re.compile(r"(lead|support): (.*) → (\S+)")


def tell_preview(line: str, field: str | None, names: Names, catalogue: Catalogue) -> str:
    """A canonical line of ``Desk.preview`` in the language of the page.

    >>> tell_preview("dated ../2026-09-30", "deadline", Names({}, {}), Catalogue("en"))
    'Dated: until 30/09/2026'
    """
    if field in ("deadline", "deadline_raw") and (kind := _KIND.fullmatch(line)):
        told = catalogue.say(f"review.deadline.{kind[1]}")
        return f"{told}: {_tell_days(kind[2], catalogue)}" if kind[2] else told
    if field in ("lead_raw", "support_raw") and (agency := _AGENCY.fullmatch(line)):
        unknown = catalogue.say("review.record.unmatched")
        code = agency[3]
        name = unknown if code == "?" else names.agencies.get(code, code)
        return f"{catalogue.say(f'review.role.{agency[1]}')}: {agency[2]} → {name}"
    if field == "name":
        return names.indicators.get(line, line)
    return line


def _tell_days(text: str, catalogue: Catalogue) -> str:
    text = _UNTIL.sub(lambda found: catalogue.say("review.deadline.until", day=found[1]), text)
    text = _SINCE.sub(lambda found: catalogue.say("review.deadline.since", day=found[1]), text)
    return _ONE_DAY.sub(lambda found: _day(found[0]), text)


def _day(text: str) -> str:
    try:
        return format_day(dt.date.fromisoformat(text))
    except ValueError:
        return text
