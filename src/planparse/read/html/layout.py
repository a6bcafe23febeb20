"""What a table consists of, and whether it only arranges a page or has rows and columns."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.html.decoding import Element

_MAIN_SHARE = 0.8
_COLUMN_LETTERS = 2000
"""A cell of this length beside short ones is a column of the page, not a cell of a table."""

_MOST_ROWS = 5
_MOST_COLUMNS = 3

_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_NOTHING_IN_THEM = frozenset({"caption", "col", "colgroup"})


class TableRow(NamedTuple):
    """A row: its element, its cells, and the head, body or foot that it stands in."""

    element: Element
    cells: tuple[Element, ...]
    group: Element


class TableParts(NamedTuple):
    """The rows of a table, and what stands in it outside of any cell: browsers show that above the table."""

    rows: tuple[TableRow, ...]
    strays: tuple[str | Element, ...]


def read_parts(table: Element) -> TableParts:
    """The parts of a table, also where forms and other elements stand between it and its rows."""
    rows: list[TableRow] = []
    strays: list[str | Element] = []
    _collect_rows(table, table, rows, strays)
    return TableParts(tuple(rows), tuple(strays))


def _collect_rows(parent: Element, group: Element, rows: list[TableRow], strays: list[str | Element]) -> None:
    strays += _blank_or(parent.text)
    loose = [child for child in parent if child.tag in _CELLS]
    if loose:
        rows.append(TableRow(parent, tuple(loose), group))
    for child in parent:
        if child.tag == "tr":
            rows.append(TableRow(child, tuple(_collect_cells(child, strays)), group))
        elif child.tag in _GROUPS:
            _collect_rows(child, child, rows, strays)
        elif _holds(child, "tr"):
            _collect_rows(child, group, rows, strays)
        elif child.tag not in _CELLS | _NOTHING_IN_THEM:
            strays.append(child)
        strays += _blank_or(child.tail)


def _collect_cells(parent: Element, strays: list[str | Element]) -> Iterator[Element]:
    strays += _blank_or(parent.text)
    for child in parent:
        if child.tag in _CELLS:
            yield child
        elif _holds(child, "td", "th"):
            yield from _collect_cells(child, strays)
        else:
            strays.append(child)
        strays += _blank_or(child.tail)


def _holds(element: Element, *tags: str) -> bool:
    """Rows or cells stand inside that belong to no table of their own."""
    if element.tag == "table":
        return False
    return any(child.tag in tags or _holds(child, *tags) for child in element)


def _blank_or(text: str | None) -> list[str]:
    return [text] if text and text.strip() else []


def is_layout(table: Element) -> bool:
    """Whether the cells of a table are parts of the page, to be read one after the other.

    A table of one column is; so is a small one that holds a table of rows and columns, or nearly all of whose text
    stands in one long cell. The two columns of a plan's header stay a table.
    """
    rows = [row.cells for row in read_parts(table).rows]
    filled = [[cell for cell in cells if _length(cell)] for cells in rows]
    width = max((len(cells) for cells in filled), default=0)
    if width <= 1:
        return all(len(cells) <= 1 for cells in rows) or _holds_table(table)
    if len([cells for cells in filled if cells]) > _MOST_ROWS or width > _MOST_COLUMNS:
        return table.get("role") == "presentation" and _holds_table(table)
    longest = max((cell for cells in filled for cell in cells), key=_length)
    return _holds_table(longest) or _is_page_column(longest, table)


def _holds_table(element: Element) -> bool:
    """A table of rows and columns stands inside."""
    inner = element.iterdescendants("table")
    return any(sum(len(row.cells) > 1 for row in read_parts(table).rows) > 1 for table in inner)


def _is_page_column(cell: Element, table: Element) -> bool:
    length = _length(cell)
    return length >= _COLUMN_LETTERS and length >= _MAIN_SHARE * _length(table)


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
