"""Header rows of a grid -> the columns of a table: header text, role, year."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.model.plan import Column, Role, TableKind
from planparse.model.source import Row
from planparse.rulebook.columns import ColumnRule, ColumnRules, Subject
from planparse.text.labels import read_ordinal

# A title, a note or an empty row may stand above the header inside the grid.
_SEARCH_ROWS = 4
_MOST_HEADER_ROWS = 3
_LONGEST_HEADER_CELL = 160
_FEWEST_ROLES = 2

# What each column says about the kind of its table. A column of measurement units settles it: tasks have none.
_POINTS = {"name.task": -2, "deadline.word": -2, "support": -1, "output": -1, "lead.short": 0, "unit": 4}
_TARGET_POINTS = {"target.year": 2, "target.word": 1, "name.indicator": 3, "name.indicator.bare": 2}

_FEWEST_POINTS = 2
_COUNTING_SHARE = 0.6


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
    return _reads_as_header(row, rules) and any(rule.role == "ordinal" for rule in rules.find_rules(first))


def is_number_row(row: Row, *, rules: ColumnRules) -> bool:
    """A row that numbers the columns: (1) (2) (3)."""
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


def build_columns(
    headers: Sequence[str], body: Sequence[Row], *, rules: ColumnRules
) -> tuple[TableKind, tuple[Column, ...]]:
    """The kind of a table with these headers and body rows, and the role of each column."""
    subject = _find_subject(headers, rules)
    hits = [rules.find_rules(header, subject) for header in headers]
    roles: list[Role] = [found[0].role if found else "other" for found in hits]
    if "ordinal" not in roles and _counts(body):
        roles[0] = "ordinal"
    _settle_names(roles, hits)
    _settle_fallbacks(roles, hits)
    kind = _find_kind(subject, roles, hits)
    columns = (
        Column(header=header, role=role, year=rules.find_year(header) if role == "target" else None)
        for header, role in zip(headers, roles, strict=True)
    )
    return kind, tuple(columns)


def _reads_as_header(row: Row, rules: ColumnRules) -> bool:
    texts = [cell.text for cell in row.cells if cell and cell.text.strip() and not cell.merged_above]
    if len(texts) < 2 or any(len(text) > _LONGEST_HEADER_CELL for text in texts) or read_ordinal(texts[0]):
        return False
    read = {rule.id for text in texts for rule in rules.find_rules(text)}
    known = sum(1 for text in texts if rules.find_rules(text))
    opens = "ordinal" in read or any(name.startswith("name.") for name in read)
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
    return divides and not first and known * 2 >= len(own)


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


def _find_subject(headers: Sequence[str], rules: ColumnRules) -> Subject:
    """What the table lists, by what all its columns together say."""
    ids = [rule.id for header in headers for rule in rules.find_rules(header)]
    points = sum(_POINTS.get(i, 0) for i in ids) + sum(_TARGET_POINTS.get(i, 0) for i in set(ids))
    return "indicator" if points >= _FEWEST_POINTS else "task"


def _counts(body: Sequence[Row]) -> bool:
    """Whether the first column numbers the rows, whatever its header says."""
    texts = [row.cells[0].text.strip() for row in body if row.cells and row.cells[0] and row.cells[0].text.strip()]
    return sum(read_ordinal(text) is not None for text in texts) > len(texts) * _COUNTING_SHARE


def _settle_names(roles: list[Role], hits: Sequence[tuple[ColumnRule, ...]]) -> None:
    """One column names the record: the clearest of several, or the first free one when none does."""
    names = [i for i, role in enumerate(roles) if role == "name"]
    if not names:
        free = [i for i, role in enumerate(roles) if role in ("other", "target") and i < len(roles) - 1]
        if free:
            roles[free[0]] = "name"
        return
    strength = {"name.task": 0, "name.indicator": 0, "name.indicator.bare": 1, "name.any": 2}
    best = min(names, key=lambda i: (strength.get(hits[i][0].id, 3), i))
    for index in names:
        if index != best:
            roles[index] = _second_name_role(roles, hits[index])


def _settle_fallbacks(roles: list[Role], hits: Sequence[tuple[ColumnRule, ...]]) -> None:
    """A column takes its fallback role where no other column has that role: who follows an indicator up, leads it."""
    for index, found in enumerate(hits):
        fallback = found[0].fallback if found else None
        if fallback and roles[index] == found[0].role and fallback not in roles:
            roles[index] = fallback


def _second_name_role(roles: list[Role], hit: tuple[ColumnRule, ...]) -> Role:
    """A second column of indicator words beside the name holds what is to be reached; others are kept aside."""
    if hit[0].id == "name.indicator.bare" and "output" not in roles:
        return "target" if "unit" in roles else "output"
    return "other"


def _find_kind(subject: Subject, roles: Sequence[Role], hits: Sequence[tuple[ColumnRule, ...]]) -> TableKind:
    has = set(roles)
    if subject == "indicator" and has & {"target", "unit"}:
        return "indicator"
    named = any(rule.subject for found in hits for rule in found)
    if has & {"lead", "support", "deadline", "output"} or named:
        return "task" if subject == "task" else "indicator"
    return "other"
