"""Tables that OCR writes as HTML within Markdown, because Markdown has no merged cells."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from planparse.model.base import Locus
from planparse.model.source import Cell, Grid, Row
from planparse.read.emphasis import is_mostly_bold, join_text
from planparse.read.lines import Line
from planparse.read.markup import SOFT_BREAK, read_markup
from planparse.read.spans import Covers, place_cells, read_span
from planparse.text.unicode import tidy_lines

_OPEN = re.compile(r"(?i)<table\b")
_CLOSE = re.compile(r"(?i)</table\s*>")
_CELL_TAG = re.compile(r"(?is)^\s*<t[dh]\b[^>]*>|</t[dh]>\s*$")


def cut_tables(lines: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """The text in stretches: running lines (False), and the lines of one HTML table each (True).

    A table that is never closed is no table: its lines stay running text.
    """
    rest = list(lines)
    while rest:
        first = next((place for place, line in enumerate(rest) if _OPEN.search(line.text)), len(rest))
        last = next((place for place in range(first, len(rest)) if _closing(rest, first, place)), len(rest))
        if last == len(rest):
            yield rest, False
            return
        before, inside, after = _cut_ends(rest[first : last + 1])
        yield [*rest[:first], *before], False
        yield inside, True
        rest = [*after, *rest[last + 1 :]]


def _closing(lines: list[Line], first: int, place: int) -> re.Match[str] | None:
    text = lines[place].text
    opened = _OPEN.search(text)
    return _CLOSE.search(text, opened.start() if opened and place == first else 0)


def _cut_ends(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """What stands before the opening tag on its line, the table, and what stands behind the closing tag on its line."""
    opened = _OPEN.search(lines[0].text)
    start = opened.start() if opened else 0
    closed = _CLOSE.search(lines[-1].text, start if len(lines) == 1 else 0)
    end = closed.end() if closed else len(lines[-1].text)
    before = lines[0]._replace(text=lines[0].text[:start])
    after = lines[-1]._replace(text=lines[-1].text[end:], new_page=False)
    inside = [*lines[:-1], lines[-1]._replace(text=lines[-1].text[:end])]
    inside[0] = inside[0]._replace(text=inside[0].text[start:])
    return ([before] if before.text.strip() else []), inside, ([after] if after.text.strip() else [])


def read_html_grid(lines: Sequence[Line]) -> Grid | None:
    """The table as a grid with its merged cells; None where it has no row."""
    text = "\n".join(line.text for line in lines)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    root = html.document_fromstring(f"<html><body>{text}".encode(), parser=parser)
    covers: Covers = {}
    rows = []
    for element in root.iter("tr"):
        cells = _read_row(element, covers, lines)
        if cells:
            rows.append(Row(cells=tuple(cells), locus=_locus(element, lines)))
    if not rows:
        return None
    return Grid(rows=tuple(rows), locus=rows[0].locus, page_break_before=lines[0].new_page)


def _locus(element: html.HtmlElement, lines: Sequence[Line]) -> Locus:
    line = lines[min(max(element.sourceline or 1, 1), len(lines)) - 1]
    return Locus(path=f"line {line.number}")


def _read_row(row: html.HtmlElement, covers: Covers, lines: Sequence[Line]) -> list[Cell | None]:
    cells = [
        (_read_cell(element, _locus(element, lines)), read_span(element.get("rowspan")))
        for element in row.iterchildren("td", "th")
    ]
    return place_cells(cells, covers)


def _read_cell(element: html.HtmlElement, locus: Locus) -> Cell:
    inner = _CELL_TAG.sub("", html.tostring(element, encoding="unicode", with_tail=False))
    pieces = read_markup(inner.replace("\n", " "))
    text = tidy_lines(join_text(pieces).replace(SOFT_BREAK, "\n"))
    return Cell(text=text, colspan=read_span(element.get("colspan")), bold=is_mostly_bold(pieces), locus=locus)
