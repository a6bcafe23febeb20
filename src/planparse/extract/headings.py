"""The column that heads the rows of a table: "Lĩnh vực" or "Tên tiêu chí" to the left of what names each row."""

from planparse.model.plan import Column, Table
from planparse.model.source import Row
from planparse.rulebook.columns import ColumnRules


def find_heading_column(table: Table, *, rules: ColumnRules) -> int | None:
    """The column whose cells each hold for several rows, or None.

    Its header could name a record, but a column to its right does; and a cell is empty, or repeats the cell above.
    """
    names = [index for index, column in enumerate(table.columns) if column.role == "name"]
    before = range(names[0]) if names else range(0)
    found = [
        i for i in before if _may_head(table.columns[i], rules) and _spans_rows(table.rows[table.header_rows :], i)
    ]
    return found[0] if found else None


def _may_head(column: Column, rules: ColumnRules) -> bool:
    return column.role == "other" and any(rule.role == "name" for rule in rules.find_rules(column.header))


def _spans_rows(rows: tuple[Row, ...], column: int) -> bool:
    """Some row shares the cell of the row above, and some row has a text of its own."""
    cells = [row.cells[column] for row in rows if column < len(row.cells)]
    texts = [cell.text.strip() if cell else "" for cell in cells]
    shared = any(cell and (cell.merged_above or not cell.text.strip()) for cell in cells)
    return any(texts) and (shared or len(set(texts)) < len(texts))
