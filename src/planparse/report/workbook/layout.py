"""What all sheets have in common: their names, headers, print setup, and the colours that point at what is late."""

from collections.abc import Sequence
from typing import Any

from planparse.report.labels import Labels
from planparse.report.relations import Column
from planparse.report.workbook.styles import Styles

_LONGEST_NAME = 31  # of a sheet of Excel
_A4 = 9
_SOON_DAYS = 30
_PROMPT_TITLE, _PROMPT_TEXT = 32, 255  # characters that Excel shows of a hint

_LATE, _SOON = "late", "soon"
_NUMBERS: dict[str, tuple[tuple[str, str], ...]] = {
    # a blank cell counts as 0 there
    "days_left": (
        (_LATE, "AND(ISNUMBER({cell}),{cell}<0)"),
        (_SOON, f"AND(ISNUMBER({{cell}}),{{cell}}<={_SOON_DAYS})"),
    ),
    "errors": ((_LATE, "{cell}>0"),),
    "unparsed": ((_SOON, "{cell}>0"),),
    "unmatched_agencies": ((_SOON, "{cell}>0"),),
    "unmatched_indicators": ((_SOON, "{cell}>0"),),
}
_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "severity": ((_LATE, "error"), (_SOON, "warning")),
    "standing": ((_SOON, "unit_differs"),),
    "status": ((_LATE, "failed"),),
}


def name_sheet(title: str, part: int, taken: Sequence[str]) -> str:
    """A name that no other sheet has, whatever its case: at most 31 characters.

    >>> name_sheet("Nhiệm vụ", 2, ["Nhiệm vụ"]), name_sheet("A" * 40, 1, [])
    ('Nhiệm vụ (2)', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    """
    held = {name.lower() for name in taken}
    while True:
        ending = f" ({part})" if part > 1 else ""
        name = title[: _LONGEST_NAME - len(ending)] + ending
        if name.lower() not in held:
            return name
        part += 1


def set_up_print(sheet: Any, labels: Labels, title: str, *, header_rows: int, fit: bool = True) -> None:
    """A4 across, the header on every page, page numbers; all columns on one page where that can be read."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, header_rows - 1)
    sheet.hide_gridlines(0)  # none of them: they are printed, too
    if fit:
        sheet.fit_to_pages(1, 0)
    page = labels.catalogue.say("export.print.page")
    sheet.set_footer(f"&L&9{title.replace('&', '&&')}&R&9{page} &P/&N")


def hint(sheet: Any, labels: Labels, place: tuple[int, int], name: str, comment: str) -> None:
    """The technical name of a column, shown when its header is selected: no mark disturbs who does not ask."""
    title = labels.catalogue.say("export.header.prompt")[:_PROMPT_TITLE]
    text = f"{name}\n{comment}" if comment and labels.catalogue.language == "en" else name
    options = {"validate": "any", "input_title": title, "input_message": text[:_PROMPT_TEXT]}
    sheet.data_validation(*place, *place, options)


def colour_rows(
    sheet: Any, labels: Labels, styles: Styles, relation: str, columns: Sequence[Column], last: int
) -> None:
    """Light colours for what is overdue or wrong (red), and for what needs a look (yellow)."""
    for position, column in enumerate(columns):
        cell = f"{letters(position)}2"
        rules = [(kind, formula.format(cell=cell)) for kind, formula in _NUMBERS.get(column.name, ())]
        words = labels.values(relation, column.name)
        rules += [(kind, f'{cell}="{words[value]}"') for kind, value in _WORDS.get(column.name, ()) if value in words]
        for kind, formula in rules:
            style = styles.late() if kind == _LATE else styles.soon()
            options = {"type": "formula", "criteria": f"={formula}", "format": style, "stop_if_true": True}
            sheet.conditional_format(1, position, max(last, 1), position, options)


def letters(position: int) -> str:
    """The letters of a column of Excel.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
