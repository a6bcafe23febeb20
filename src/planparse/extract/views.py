"""A table row seen through the roles of its table's columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from planparse.extract.cells import FieldCells, find_cells, find_target_places
from planparse.extract.fields import find_pieces, is_empty, join_pieces, read_targets
from planparse.model.base import Locus
from planparse.model.plan import Column, Role, Table
from planparse.model.source import Cell, Row
from planparse.rulebook.columns import ColumnRules
from planparse.text.labels import Label, read_ordinal, read_section_label

# What makes a row a record of its own, rather than a heading or the rest of the row above.
_OWN: tuple[Role, ...] = ("lead", "support", "output", "deadline", "target", "unit")
_BARE_LABEL = regex.compile(r"(?P<label>[IVX]{1,5}|\d{1,2})\s+(?=\p{Lu})")
_SPREAD_SHARE = 0.5
_MOST_SPREAD = 2  # filled cells of a row that holds but one text: this one, and a label


class RowView(NamedTuple):
    """A row as the record extraction sees it.

    Attributes:
        label: the ordinal cell taken apart; None where it is empty or holds no label.
        label_text: what the ordinal cell prints, without closing mark.
        fields: text per role, see :func:`join_pieces`; only roles with text.
        targets: text per target column, "" where empty.
        target_places: the place of each target column's cell.
        cells: those of each field, of the label and the name too.
        spread: one text runs across most of the table.
        shifted: cells were moved to the columns they belong to.
        after_break: the first data row after a page break or a seam between grids.
        heading: text of the column that heads several rows; "" where the table has none or the cell is empty.
        inherited: roles whose text comes from a vertically merged cell above.
        own: roles that make it more than a heading and are printed in this row itself.
        is_blank: it holds nothing but dashes, dots and spaces.
    """

    row: Row
    label: Label | None
    label_text: str | None
    name: str
    fields: dict[Role, str]
    targets: tuple[str, ...]
    target_places: tuple[Locus, ...]
    cells: FieldCells
    spread: bool
    bold: bool
    shifted: bool
    short: bool
    long: bool
    after_break: bool
    heading: str
    inherited: frozenset[Role]
    own: frozenset[Role]
    is_blank: bool


def view_row(
    row: Row, table: Table, *, rules: ColumnRules, heading: int | None = None, after_break: bool = False
) -> RowView:
    """Reads a row by the columns of its table; cells of a short or shifted row are put where they belong.

    ``heading`` is the column that heads several rows, if the table has one.
    """
    columns = table.columns
    cells, shifted = _align(list(row.cells), columns)
    filled = _filled(cells)
    words = [cell for cell in filled if read_ordinal(cell.text) is None]
    spread = _spread_text(cells, columns, words) if len(filled) <= _MOST_SPREAD else None
    pieces = find_pieces(cells, columns, rules=rules, heading=heading) if spread is None else {}
    texts = join_pieces(pieces, rules)
    headed = _text_at(cells, heading)
    label_text, name = _read_name(cells, columns, texts, spread, headed)
    label = read_ordinal(label_text) if label_text else None
    fields = {role: text for role, text in texts.items() if role not in ("ordinal", "name")}
    return RowView(
        row=row,
        label=label,
        label_text=(label.text if label else label_text.rstrip(" .)")) or None,
        name=name,
        fields=fields,
        targets=read_targets(cells, columns, rules=rules) if spread is None else (),
        target_places=find_target_places(row, cells, columns),
        cells=find_cells(row, cells, columns, pieces, {"ordinal": label_text, "name": name}),
        spread=spread is not None,
        bold=bool(words) and all(cell.bold for cell in words),
        shifted=shifted,
        short=0 < len(row.cells) < len(columns) and not shifted and len(_filled(row.cells)) > _MOST_SPREAD,
        long=any(cell and cell.text.strip() for cell in row.cells[len(columns) :]),
        after_break=after_break,
        heading=headed,
        inherited=_inherited(cells, columns),
        own=find_own(fields),
        is_blank=not any(cell and not is_empty(cell.text) for cell in row.cells),
    )


def find_own(fields: Mapping[Role, str]) -> frozenset[Role]:
    """The roles that make a row with these fields more than a heading."""
    return frozenset(role for role in _OWN if role in fields and not is_empty(fields[role]))


def _read_name(
    cells: Sequence[Cell | None], columns: Sequence[Column], texts: dict[Role, str], spread: str | None, headed: str
) -> tuple[str, str]:
    """What the row prints as its label, and its name.

    Where no column numbers the rows, the label stands before the name.
    """
    if spread is not None:
        first = cells[0].text if cells and cells[0] and columns[0].role == "ordinal" else ""
        return _split_spread(spread, first)
    name = texts.get("name", "") or (headed if not texts.keys() - {"ordinal"} else "")
    if all(column.role != "ordinal" for column in columns) and (labelled := read_section_label(name)):
        return labelled.label.text, labelled.rest
    return texts.get("ordinal", ""), name


def _text_at(cells: Sequence[Cell | None], column: int | None) -> str:
    cell = cells[column] if column is not None and column < len(cells) else None
    return cell.text.strip() if cell else ""


def _align(cells: list[Cell | None], columns: Sequence[Column]) -> tuple[list[Cell | None], bool]:
    """Moves a row that lost its empty ordinal cell one column to the right.

    It is told by a text in the ordinal column that is no label, and by exactly one cell too few.
    """
    first = cells[0] if cells else None
    if len(cells) != len(columns) - 1 or first is None or columns[0].role != "ordinal" or len(_filled(cells)) < 3:
        return cells, False
    if not first.text.strip() or read_ordinal(first.text) or first.colspan > 1:
        return cells, False
    return [Cell(text=""), *cells], True


def _filled(cells: Sequence[Cell | None]) -> list[Cell]:
    return [cell for cell in cells if cell and not is_empty(cell.text)]


def _spread_text(cells: Sequence[Cell | None], columns: Sequence[Column], words: Sequence[Cell]) -> str | None:
    """The text of a row that holds but one, beside its label: merged over most columns or put in the ordinal column."""
    if len(words) != 1:
        return None
    cell = words[0]
    merged = cell.colspan >= max(2, len(columns) * _SPREAD_SHARE)
    in_ordinal = bool(cells) and cells[0] is cell and columns[0].role == "ordinal"
    return cell.text if merged or in_ordinal else None


def _split_spread(text: str, label_text: str) -> tuple[str, str]:
    """A label inside the spread text goes to the ordinal: "I. Hạ tầng số", and "I HẠ TẦNG SỐ" without a mark."""
    if label_text and read_ordinal(label_text):
        return label_text, text
    if labelled := read_section_label(text):
        return labelled.label.text, labelled.rest
    if bare := _BARE_LABEL.match(text):
        return bare["label"], text[bare.end() :]
    return "", text


def _inherited(cells: Sequence[Cell | None], columns: Sequence[Column]) -> frozenset[Role]:
    pairs = zip(columns, cells, strict=False)
    return frozenset(column.role for column, cell in pairs if cell and cell.merged_above and cell.text.strip())
