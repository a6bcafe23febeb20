"""HTML of the page, from templates in which every value is escaped."""

import datetime as dt
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from planparse.report.cells import format_number
from planparse.review.findings import explain_code
from planparse.review.readings import format_day
from planparse.wording.catalogue import Catalogue


class Templates:
    """The templates, in one language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._environment = Environment(
            loader=PackageLoader("planparse.review", "templates"),
            autoescape=True,
            undefined=StrictUndefined,  # a slip in a template is an error, not a gap in the page
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            say=catalogue.say,
            has_text=catalogue.has,
            language=catalogue.language,
            meaning_of=lambda code: explain_code(code, "meaning", catalogue),
        )
        self._environment.filters.update(day=format_day, moment=_format_moment, percent=_format_percent)
        self._environment.filters["count"] = lambda number: _format_count(number, catalogue)

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """A template with its values."""
        return self._environment.get_template(name).render(**values)


def _format_moment(moment: dt.datetime) -> str:
    """A moment of the database (UTC) in the time of this machine."""
    return moment.replace(tzinfo=dt.UTC).astimezone().strftime("%d/%m/%Y %H:%M")


def _format_percent(share: float) -> str:
    return f"{format_number(round(share * 100))} %"


def _format_count(number: int, catalogue: Catalogue) -> str:
    """Thousands set apart as the language does: 168.474, 168,474."""
    text = f"{number:,}"
    return text.replace(",", ".") if catalogue.language == "vi" else text
