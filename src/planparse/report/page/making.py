"""Making the report: what is asked of the database, in one visible order, and the page that holds it."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import jinja2
import vl_convert

from planparse.report.page.charts import build_charts
from planparse.report.page.choosing import Choice
from planparse.report.page.citing import gather_citations
from planparse.report.page.columnar import Part
from planparse.report.page.core import Core, days_of, gather_core
from planparse.report.page.matrix import KINDS, gather_matrix
from planparse.report.page.packing import build_policy, join_scripts, pack, read_asset, to_inert_json, to_json
from planparse.report.page.people import gather_people
from planparse.report.page.quality import gather_quality
from planparse.report.page.selecting import select_plans
from planparse.report.page.tasks import count_deadlines, gather_tasks
from planparse.report.places import explain_locator, say_locator
from planparse.wording.catalogue import Catalogue

AHEAD = 30
"""Days for which "due next" looks ahead: a month, as officials plan."""
PARTS = ("summary", "matrix", "deadlines", "agencies", "map", "citations", "quality")


class Setting(NamedTuple):
    """What a report is made for.

    Attributes:
        choice: what it is about.
        today: the day that "overdue" is counted from.
        database: name of the database, as the page tells it.
        folder: where the report will stand.
    """

    choice: Choice
    today: dt.date
    database: str
    folder: Path


class Report(NamedTuple):
    """A page, and how much it holds."""

    html: str
    communes: int
    plans: int


def make_report(connection: duckdb.DuckDBPyConnection, setting: Setting, catalogue: Catalogue) -> Report:
    """The page.

    Args:
        connection: to the database, which is only read.
        setting: what the report is about.
        catalogue: the texts of its language.
    """
    select_plans(connection, setting.choice)
    core = gather_core(connection, setting.folder)
    parts = _gather(connection, core, setting, catalogue)
    html = _write_page(core, parts, setting, catalogue)
    return Report(html, core.places, sum(core.part.tables["plans"]["current"]))


def _gather(
    connection: duckdb.DuckDBPyConnection, core: Core, setting: Setting, catalogue: Catalogue
) -> dict[str, Part]:
    people = gather_people(connection)
    tasks = gather_tasks(connection, core.plans, people)
    parts = {
        "core": core.part,
        "people": Part({"agencies": people.agencies}, {"sets": people.sets, "fields": tasks.lists["fields"]}),
        "matrix": gather_matrix(connection, core.plans, people, catalogue.language),
        "tasks": tasks,
        "citations": gather_citations(connection, core.plans),
        "quality": gather_quality(connection, core.plans, catalogue, setting.folder),
    }
    return {name: _say_places(part, catalogue) for name, part in parts.items()}


def _say_places(part: Part, catalogue: Catalogue) -> Part:
    """Each locator with the words for it."""
    if "locators" not in part.lists:
        return part
    told = tuple(
        (locator, explain_locator(locator, catalogue) or say_locator(locator, catalogue))
        for locator in part.lists["locators"]
    )
    return part._replace(lists=part.lists | {"locators": told})


def _write_page(core: Core, parts: dict[str, Part], setting: Setting, catalogue: Catalogue) -> str:
    texts = catalogue.below("report.page")
    style, script, vega = read_asset("page.css"), join_scripts(), _vega()
    is_empty = core.places == 0
    template = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined).from_string(
        read_asset("page.html")
    )
    return template.render(
        language=catalogue.language,
        t=texts,
        policy=build_policy((script, vega), style),
        style=style,
        script=script,
        heading=_say_heading(setting.choice, catalogue),
        made=catalogue.say("report.made", day=_say_day(setting.today, catalogue), database=setting.database),
        empty=is_empty,
        nothing=_say_nothing(setting.choice, catalogue),
        failed=parts["quality"].tables["failed"]["path"],
        parts=PARTS,
        deadlines_lead=catalogue.say("report.deadlines_lead", day=_say_day(setting.today, catalogue)),
        numbers=_count(core, parts, setting),
        look=_list_what_to_look_at(parts, catalogue),
        settings=to_inert_json(_page_settings(setting, catalogue, texts)),
        data=[] if is_empty else [(name, pack(to_json(part._asdict()))) for name, part in parts.items()],
        vega="" if is_empty else pack(vega),
    )


@cache
def _vega() -> str:
    """Vega, Vega-Lite and the code that sets charts into pages, as one script."""
    bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub wants a snippet, it does not
    return bundle


def _page_settings(setting: Setting, catalogue: Catalogue, texts: dict[str, str]) -> dict[str, Any]:
    decimal, thousands = (",", ".") if catalogue.language == "vi" else (".", ",")
    return {
        "language": catalogue.language,
        "today": days_of(setting.today),
        "ahead": AHEAD,
        "texts": texts,
        "charts": build_charts(catalogue),
        "number_format": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]},
    }


def _say_heading(choice: Choice, catalogue: Catalogue) -> str:
    """What the report is about, in one line."""
    if choice.commune is not None:
        place = choice.commune.title.partition(" [")[0]
    elif choice.province is not None:
        place = choice.province.name
    else:
        place = ""
    about = catalogue.say("report.heading.place", place=place) if place else catalogue.say("report.heading.all")
    if choice.agency is None:
        return about
    return catalogue.say("report.heading.agency", about=about, agency=choice.agency.name)


def _say_nothing(choice: Choice, catalogue: Catalogue) -> str:
    return catalogue.say("report.nothing_chosen" if any(choice) else "report.nothing_there")


def _say_day(day: dt.date, catalogue: Catalogue) -> str:
    return day.strftime("%d/%m/%Y") if catalogue.language == "vi" else day.isoformat()


def _count(core: Core, parts: dict[str, Part], setting: Setting) -> dict[str, int]:
    overdue, soon = count_deadlines(parts["tasks"], setting.today, AHEAD)
    return {
        "communes": core.places,
        "plans": sum(core.part.tables["plans"]["current"]),
        "tasks": len(parts["tasks"].tables["tasks"]["plan"]),
        "indicators": len(parts["matrix"].tables["indicators"]["plan"]),
        "overdue": overdue,
        "soon": soon,
    }


def _list_what_to_look_at(parts: dict[str, Part], catalogue: Catalogue) -> list[tuple[str, str]]:
    """What deserves a look, each with the part of the page to go to; only what there is."""
    matrix, plans = parts["matrix"].tables, parts["core"].tables["plans"]
    values = matrix["values"]
    differs = KINDS.index("unit_differs")
    firsts = zip(values["first"], values["kind"], strict=True)
    places = parts["core"].tables["places"]
    counts = (
        ("matrix", "units", sum(1 for first, kind in firsts if first and kind == differs)),
        ("deadlines", "waiting", sum(1 for on in parts["tasks"].tables["waiting"]["on"] if on == "province")),
        ("quality", "errors", sum(1 for errors in plans["errors"] if errors)),
        ("quality", "no_place", sum(1 for code in places["code"] if code is None)),
        ("quality", "unmatched", len(matrix["unmatched"]["plan"])),
        ("quality", "failed", len(parts["quality"].tables["failed"]["path"])),
    )
    found = [(part, catalogue.say(f"report.look.{name}", count=count)) for part, name, count in counts if count]
    return found or [("quality", catalogue.say("report.look.nothing"))]
