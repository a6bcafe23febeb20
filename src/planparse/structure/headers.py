"""Header rows of a grid: where they stand, and the text above each column."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.model.source import Cell, Row
from planparse.rulebook.columns import ColumnRules
from planparse.text.labels import read_ordinal

# A title, a note or an empty row may stand above the header inside the grid.
_SEARCH_ROWS = 4
_MOST_HEADER_ROWS = 3
_LONGEST_HEADER_CELL = 160
# What divides a merged header cell is a word or two: a year, a quarter, the name of an office.
_LONGEST_PART = 60
_FEWEST_ROLES = 2


class FoundHeader(NamedTuple):
    """Where the header of a grid stands: rows from 0, ``end`` not included."""

    start: int
    end: int


def find_header(rows: Sequence[Row], *, rules: ColumnRules) -> FoundHeader | None:
    """The header rows within the first rows of a grid, or None."""
    for start, row in enumerate(rows[:_SEARCH_ROWS]):
        if _reads_as_header(row, rules):
            return FoundHeader(start, _header_end(rows, start, rules))
    return None


def prints_header(row: Row, *, rules: ColumnRules) -> bool:
    """Whether a row inside a table is a header beyond doubt: its first cell says STT."""
    first = next((cell.text for cell in row.cells if cell and cell.text.strip()), "")
    return any(rule.role == "ordinal" for rule in rules.find_rules(first)) and _reads_as_header(row, rules)


def is_number_row(row: Row, *, rules: ColumnRules) -> bool:
    """A row that numbers the columns: (1) (2) (3). It begins at the left; months under a merged cell do not."""
    if not any(cell and cell.text.strip() for cell in row.cells[:2]):
        return False
    texts = [cell.text.strip() for cell in row.cells if cell and cell.text.strip()]
    if len(texts) < 3 or not all(rules.number_pattern.fullmatch(t) for t in texts):
        return False
    digits = [int(t.strip("()")) for t in texts if t.strip("()").isdigit()]
    return len(digits) >= 2 and digits == list(range(digits[0], digits[0] + len(digits)))


def header_texts(rows: Sequence[Row], *, rules: ColumnRules) -> tuple[str, ...]:
    """Header text per grid column: what stands above it in each header row, from top to bottom, without repeats."""
    rows = [row for row in rows if not is_number_row(row, rules=rules)]
    width = max(len(row.cells) for row in rows)
    columns: list[list[str]] = [[] for _ in range(width)]
    for index, row in enumerate(rows):
        for column, text in enumerate(_spread(row, width, rows[index + 1 :])):
            flat = " ".join(text.split())
            if flat and flat not in columns[column]:
                columns[column].append(flat)
    return tuple(" ".join(parts) for parts in columns)


def _reads_as_header(row: Row, rules: ColumnRules) -> bool:
    texts = [cell.text for cell in row.cells if cell and cell.text.strip() and not cell.merged_above]
    if len(texts) < 2 or any(len(text) > _LONGEST_HEADER_CELL for text in texts) or read_ordinal(texts[0]):
        return False
    found = [rules.find_rules(text) for text in texts]
    read = {rule.id for hits in found for rule in hits}
    known = sum(1 for hits in found if hits)
    opens = "ordinal" in read or any(rules.may_name(text) for text in texts)
    return opens and known >= _FEWEST_ROLES and known * 2 >= len(texts) and len(read) >= _FEWEST_ROLES


def _header_end(rows: Sequence[Row], start: int, rules: ColumnRules) -> int:
    end = start + 1
    while end < len(rows) and end - start < _MOST_HEADER_ROWS and _goes_on(rows[end - 1], rows[end], rules):
        end += 1
    if end < len(rows) and is_number_row(rows[end], rules=rules):
        end += 1
    return end


def _goes_on(above: Row, row: Row, rules: ColumnRules) -> bool:
    """Whether ``row`` is the lower part of the header: it divides a merged cell and says nothing else."""
    own = [c.text.strip() for c in row.cells if c and c.text.strip() and not c.merged_above]
    if not own or is_number_row(row, rules=rules) or any(len(text) > _LONGEST_HEADER_CELL for text in own):
        return False
    if any(cell and cell.merged_above and cell.text.strip() for cell in row.cells[:2]):
        return True
    first = row.cells[0].text.strip() if row.cells and row.cells[0] else ""
    divides = any(cell and cell.colspan > 1 for cell in above.cells) or _has_gap(above)
    known = sum(1 for text in own if rules.find_rules(text, "indicator") or rules.find_rules(text, "task"))
    return not first and ((divides and known * 2 >= len(own)) or _fills_gaps(above, row))


def _fills_gaps(above: Row, row: Row) -> bool:
    """Whether ``row`` divides merged cells and says nothing else, in words that no rule need know."""
    own = {i: c.text.strip() for i, c in enumerate(row.cells) if c and c.text.strip() and not c.merged_above}
    spans = [span for span in _wide_cells(above, len(row.cells)) if own.keys() & span]
    if min(own) < 2 or any(len(text) > _LONGEST_PART for text in own.values()):
        return False
    return bool(spans) and set().union(*spans) == own.keys()


def _wide_cells(row: Row, width: int) -> Iterator[set[int]]:
    """The columns under each header cell that reaches over several: itself and the empty ones to its right."""
    padded: list[Cell | None] = [*row.cells, *[None] * (width - len(row.cells))]
    filled = [i for i, cell in enumerate(padded) if cell and cell.text.strip()]
    for start, end in zip(filled, [*filled[1:], len(padded)], strict=True):
        if end - start > 1:
            yield set(range(start, end))


def _has_gap(row: Row) -> bool:
    """An empty cell between filled ones: in text, a merged cell leaves the columns it covers empty."""
    filled = [bool(cell and cell.text.strip()) for cell in row.cells]
    return False in filled[: len(filled) - filled[::-1].index(True)] or not filled[-1] if True in filled else False


def _spread(row: Row, width: int, below: Sequence[Row]) -> list[str]:
    """Texts per column; a merged cell's text stands above each column it covers.

    In text forms a merged cell leaves empty cells to its right: they take its text where a lower header row fills them.
    """
    texts: list[str] = []
    for column in range(width):
        cell = row.cells[column] if column < len(row.cells) else None
        if cell is None:
            covered = column < len(row.cells) or _is_filled_below(below, column)
            texts.append(texts[-1] if texts and covered else "")
        elif not cell.text and not cell.merged_above and texts and _is_filled_below(below, column):
            texts.append(texts[-1] if _is_filled_below(below, column - 1) else "")
        else:
            texts.append(cell.text)
    return texts


def _is_filled_below(below: Sequence[Row], column: int) -> bool:
    cells = (row.cells[column] for row in below if 0 <= column < len(row.cells))
    return any(cell and cell.text.strip() and not cell.merged_above for cell in cells)
