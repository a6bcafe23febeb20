"""What a reviewer should know about the rows of a table: cells out of place, rows of no record, numbers left out."""

from collections.abc import Iterator, Sequence

from planparse.extract.rows import ClassifiedRow
from planparse.extract.views import RowView
from planparse.model.base import Note

_QUOTED_LETTERS = 160


def row_notes(classified: Sequence[ClassifiedRow]) -> Iterator[Note]:
    """The ``row.*`` notes of a table, row by row; those on its numbering come last."""
    for row in classified:
        view = row.view
        codes = {
            "row.unparsed": row.kind == "unparsed",
            "row.shifted": view.shifted and row.kind == "record",
            "row.short": view.short and row.kind == "record",
            "row.long": view.long,
            "row.joined": row.weak,
            "row.no_name": row.kind == "record" and not view.name,
            "row.name_only": row.kind == "record" and not view.own,
            "row.group_values": row.kind == "group" and bool(view.own),
        }
        yield from (_note(code, view) for code, holds in codes.items() if holds)
    yield from (_note("row.ordinal", view) for view in _misnumbered(classified))


def _misnumbered(classified: Sequence[ClassifiedRow]) -> Iterator[RowView]:
    """Rows whose number does not follow the one before. To begin at 1 again, or anew under a heading, is no slip."""
    last = 0
    for row in classified:
        number = _plain_number(row)
        if row.kind == "group":
            last = number
        elif number:
            if last and number not in (1, last + 1):
                yield row.view
            last = number


def _plain_number(row: ClassifiedRow) -> int:
    """The number that a row prints for itself: 4 of "4.", 0 of "IV", "4.1" or nothing."""
    label = row.view.label
    own = row.kind in ("group", "record", "continuation") and "ordinal" not in row.view.inherited
    return label.numbers[0] if own and label and label.kind == "arabic" and len(label.numbers) == 1 else 0


def _note(code: str, view: RowView) -> Note:
    texts = (" ".join(cell.text.split()) for cell in view.row.cells if cell and cell.text.strip())
    return Note(code=code, text=" | ".join(texts)[:_QUOTED_LETTERS], locus=view.row.locus)
