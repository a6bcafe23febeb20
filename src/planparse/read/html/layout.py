"""Tells tables that only arrange a page from tables of rows and columns."""

from planparse.read.html.decoding import Element

_MAIN_SHARE = 0.8
_COLUMN_LETTERS = 2000
"""A cell of this length beside short ones is a column of the page, not a cell of a table."""

_MOST_ROWS = 5
_MOST_COLUMNS = 3


def rows_of(table: Element) -> list[Element]:
    """The rows of a table in order, without those of tables inside it."""
    rows: list[Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += [row for row in child if row.tag == "tr"]
    return rows


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [child for child in row if child.tag in {"td", "th"}]


def is_layout(table: Element) -> bool:
    """Whether the cells of a table are parts of the page, to be read one after the other.

    A table of one column is; so is a small one that holds a table of rows and columns, or nearly all of whose text
    stands in one long cell. The two columns of a plan's header stay a table.
    """
    rows = [cells_of(row) for row in rows_of(table)]
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
    inner = (table for table in element.iterdescendants("table"))
    return any(sum(len(cells_of(row)) > 1 for row in rows_of(table)) > 1 for table in inner)


def _is_page_column(cell: Element, table: Element) -> bool:
    length = _length(cell)
    return length >= _COLUMN_LETTERS and length >= _MAIN_SHARE * _length(table)


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
