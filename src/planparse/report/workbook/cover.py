"""The first sheet: what the workbook is, when and from what it was made, what its sheets hold, how to read them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planparse.report.making import Facts, Making
from planparse.report.workbook.layout import set_up_print
from planparse.report.workbook.workshop import Workshop

_WIDTHS = (3, 34, 74, 14)
_LEAD_HEIGHT = 36
_HINTS = ("filter", "source", "raw", "colour", "hidden", "columns", "missing", "date")


class Entry(NamedTuple):
    """A line of the list of sheets."""

    sheet: str
    holds: str
    rows: int
    is_for_reading: bool


def write_cover(sheet: Any, shop: Workshop, making: Making, facts: Facts, entries: Sequence[Entry]) -> None:
    """Writes the cover, when all other sheets are there."""
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 1, shop.say("export.cover.title"), shop.styles.of("title"))
    sheet.set_row(0, 30)
    sheet.set_row(1, _LEAD_HEIGHT)
    sheet.merge_range(1, 1, 1, 3, "", shop.styles.of("lead"))
    sheet.write_string(1, 1, shop.say("export.cover.what"), shop.styles.of("lead"))
    row = _write_facts(sheet, shop, 3, making, facts)
    row = _write_contents(sheet, shop, row + 1, entries)
    _write_hints(sheet, shop, row + 1)
    set_up_print(sheet, shop.labels, shop.say("export.cover.sheet"), header_rows=1)
    sheet.hide_gridlines(2)
    sheet.activate()


def _write_facts(sheet: Any, shop: Workshop, row: int, making: Making, facts: Facts) -> int:
    _write_section(sheet, shop, row, "export.cover.facts")
    for key, value in _list_facts(making, facts):
        row += 1
        sheet.write_string(row, 1, shop.say(f"export.cover.{key}"), shop.styles.of("fact"))
        if isinstance(value, int):
            sheet.write_number(row, 2, value, shop.styles.left_number())
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, 2, value, shop.styles.left_date())
        else:
            sheet.write_string(row, 2, value, shop.styles.of("plain"))
    if not facts.plans:
        row += 1
        sheet.write_string(row, 1, shop.say("export.cover.empty"), shop.styles.of("fact"))
    return row + 1


def _list_facts(making: Making, facts: Facts) -> Iterator[tuple[str, int | str | dt.datetime]]:
    yield "made_at", making.at.replace(tzinfo=None)
    yield "database", making.database
    yield "version", making.version
    yield "parsers", "; ".join(facts.parsers)
    yield "rules", "; ".join(facts.rules)
    yield "years", "; ".join(map(str, facts.years))
    yield "communes", facts.communes
    yield "plans", facts.plans
    yield "other_plans", facts.other_plans
    yield "indicators", facts.indicators
    yield "tasks", facts.tasks
    yield "overdue", facts.overdue


def _write_contents(sheet: Any, shop: Workshop, row: int, entries: Sequence[Entry]) -> int:
    _write_section(sheet, shop, row, "export.cover.contents")
    row += 1
    for place, key in enumerate(("name", "holds", "rows"), start=1):
        sheet.write_string(row, place, shop.say(f"export.cover.{key}"), shop.styles.of("subheader"))
    for is_for_reading, key in ((True, "for_reading"), (False, "tables")):
        chosen = [entry for entry in entries if entry.is_for_reading == is_for_reading]
        if not chosen:
            continue
        row += 1
        for place in (1, 2, 3):
            sheet.write_string(
                row, place, shop.say(f"export.cover.{key}") if place == 1 else "", shop.styles.of("group")
            )
        for entry in chosen:
            row += 1
            sheet.write_url(row, 1, f"internal:'{entry.sheet}'!A1", shop.styles.of("link"), entry.sheet)
            sheet.write_string(row, 2, entry.holds, shop.styles.of("plain"))
            sheet.write_number(row, 3, entry.rows, shop.styles.number(entry.rows))
    return row + 1


def _write_hints(sheet: Any, shop: Workshop, row: int) -> None:
    _write_section(sheet, shop, row, "export.cover.reading")
    names = {"columns": shop.say("export.columns.sheet"), "standing": shop.labels.relation("v_indicator_standing")}
    for name in _HINTS:
        row += 1
        text = shop.say(f"export.cover.hint_{name}", **names)
        sheet.merge_range(row, 1, row, 3, "", shop.styles.of("plain"))
        sheet.write_string(row, 1, f"• {text}", shop.styles.of("plain"))


def _write_section(sheet: Any, shop: Workshop, row: int, key: str) -> None:
    for place in (1, 2, 3):
        sheet.write_string(row, place, shop.say(key) if place == 1 else "", shop.styles.of("section"))
