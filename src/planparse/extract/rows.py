"""Rows of a table -> what each is: header, group, record, the rest of the record above, blank.

The decisions, in order, are those of :func:`classify_rows`; each is one short function below it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.extract.headings import find_heading_column
from planparse.extract.views import RowView, find_own, view_row
from planparse.model.drafts import RowKind
from planparse.model.plan import Table
from planparse.model.source import Row
from planparse.rulebook.columns import ColumnRules
from planparse.text.alike import are_alike
from planparse.text.labels import Label
from planparse.text.unicode import fold

# An unlabelled line without values that is longer than this says something itself; it is no heading.
_LONGEST_HEADING = 120
_OPEN_END = regex.compile(r"[^.;:!?…]$")


class _Around(NamedTuple):
    """What surrounds a row.

    Attributes:
        above: the record or group above it.
        following: the next row of data.
        headings: names of the rows without label that headed others before.
        unlabelled_records: rows without label were records of their own before.
        repeats_header: the row says what the header of the table says.
    """

    above: "ClassifiedRow | None"
    following: RowView | None
    headings: tuple[str, ...]
    unlabelled_records: bool
    repeats_header: bool


class ClassifiedRow(NamedTuple):
    """A row, what it is, and (``weak``) whether that was told by likelihood rather than by a rule of the genre."""

    view: RowView
    kind: RowKind
    weak: bool = False


def classify_rows(table: Table, *, rules: ColumnRules) -> tuple[ClassifiedRow, ...]:
    """Says of each row of a task or indicator table what it is. One result per row of the table, in order."""
    repeats = _find_header_lines(table, rules)
    views = _view_rows(table, rules, repeats)
    result: list[ClassifiedRow] = []
    above: ClassifiedRow | None = None
    headings: tuple[str, ...] = ()
    unlabelled_records = False
    following = _following_rows(views, repeats)
    for index, view in enumerate(views):
        around = _Around(above, following[index], headings, unlabelled_records, repeats[index])
        row = _classify(view, index, table, around, rules)
        result.append(row)
        if row.kind == "group" and view.label is None:
            headings = (*headings, view.name)
        unlabelled_records = unlabelled_records or (row.kind == "record" and view.label is None)
        if row.kind in ("record", "continuation", "group"):
            above = row if row.kind != "continuation" or above is None else _merged(above, row)
    return tuple(result)


def _classify(view: RowView, index: int, table: Table, around: _Around, rules: ColumnRules) -> ClassifiedRow:
    above = around.above
    if kind := _kind_outside(view, around, rules, in_header=index < table.header_rows):
        return ClassifiedRow(view, kind)
    if above and _continues_for_sure(view, above):
        return ClassifiedRow(view, "continuation")
    if _is_group(view, around):
        return ClassifiedRow(view, "group")
    if above and (_continues_probably(view, above) or _stands_in_the_count(view, above, around)):
        return ClassifiedRow(view, "continuation", weak=True)
    if not view.name and not view.own:
        return ClassifiedRow(view, "unparsed")
    return ClassifiedRow(view, "record")


def _kind_outside(view: RowView, around: _Around, rules: ColumnRules, *, in_header: bool) -> RowKind | None:
    """The kind of a row that is neither a record nor a part or a heading of one."""
    if in_header:
        return "header"
    if view.is_blank:
        return "blank"
    if around.repeats_header:
        return "repeated_header"
    return "unparsed" if _is_aside(view, rules) else None


def _view_rows(table: Table, rules: ColumnRules, repeats: Sequence[bool]) -> list[RowView]:
    """Views of all rows; the mark of a page break passes over repeated headers and blank rows to the next data row."""
    views: list[RowView] = []
    heading = find_heading_column(table, rules=rules)
    after_break = False
    for index, row in enumerate(table.rows):
        after_break = after_break or row.page_break_before
        view = view_row(row, table, rules=rules, heading=heading, after_break=after_break)
        views.append(view)
        if index >= table.header_rows and not view.is_blank and not repeats[index]:
            after_break = False
    return views


def _find_header_lines(table: Table, rules: ColumnRules) -> list[bool]:
    """Which rows say what a row of the header says, or number the columns; asked of each row once, as it takes long."""
    header = [_cell_texts(row, rules) for row in table.rows[: table.header_rows]]
    return [_is_header_line(row, header, rules) for row in table.rows]


def _is_header_line(row: Row, header: Sequence[Sequence[str]], rules: ColumnRules) -> bool:
    texts = _cell_texts(row, rules) if header else []
    if texts and any(are_alike(texts, line) for line in header):
        return True
    numbered = [cell.text for cell in row.cells if cell and cell.text.strip()]
    return len(numbered) > 2 and all(rules.number_pattern.fullmatch(text.strip()) for text in numbered)


def _is_aside(view: RowView, rules: ColumnRules) -> bool:
    """A note on the table, or the sum of its rows: neither heads rows nor is one of them."""
    text = f"{view.label_text or ''} {view.name}".strip()
    return (not view.own and rules.is_note(text)) or (view.label is None and rules.is_total(text))


def _cell_texts(row: Row, rules: ColumnRules) -> list[str]:
    return [text for cell in row.cells if cell and (text := rules.squeeze(cell.text))]


def _following_rows(views: Sequence[RowView], repeats: Sequence[bool]) -> list[RowView | None]:
    """The next row of data after each row."""
    following: list[RowView | None] = []
    current: RowView | None = None
    for view, repeated in zip(reversed(views), reversed(repeats), strict=True):
        following.append(current)
        if not view.is_blank and not repeated:
            current = view
    return following[::-1]


def _merged(above: ClassifiedRow, row: ClassifiedRow) -> ClassifiedRow:
    """The record as it stands after a continuation, for the decisions about the next row."""
    view = above.view
    fields = {**row.view.fields, **view.fields}
    name = f"{view.name} {row.view.name}".strip()
    label_text = view.label_text or row.view.label_text
    label = view.label or row.view.label
    own = find_own(fields)
    view = view._replace(name=name, fields=fields, own=own, label=label, label_text=label_text)
    return ClassifiedRow(view, above.kind)


def _continues_for_sure(view: RowView, above: ClassifiedRow) -> bool:
    """The rest of the row above: it starts in lower case and has nothing of its own, or only fills its cells up."""
    if view.inherited:
        return False
    if view.name:
        started = view.name[0].islower() or view.name[0] in ",;)"
        if started and not view.own & {"lead", "output", "deadline", "target"}:
            return True
        return started and view.after_break and _fills_up(view, above)
    return not view.spread and (view.label is None or above.view.label is None) and _fills_up(view, above)


def _fills_up(view: RowView, above: ClassifiedRow) -> bool:
    """Below a record, cells of a row cut by the page; it does not bring a second whole set of values."""
    if above.kind == "group":
        return False
    if view.label is not None and above.view.label is not None:
        return False
    if view.after_break:
        return True
    twice = view.own & above.view.own & {"deadline", "target", "output"}
    return not ("deadline" in twice or "target" in twice)


def _is_group(view: RowView, around: _Around) -> bool:
    """A row that only heads the rows after it: it carries no lead, output, deadline or target of its own."""
    following = around.following
    if view.own and view.name and following is not None and _assigns_all(view, following):
        return True
    if view.own or not view.name:
        return False
    if view.spread and (view.label is not None or view.bold or len(view.name) <= _LONGEST_HEADING or following is None):
        return following is not None or view.label is not None
    if view.label is None:
        return following is not None and (_heads_unlabelled(view, following) or _parts_the_count(view, around))
    if view.label.kind in ("roman", "upper", "part"):
        return True
    return following is not None and _heads_labelled(view, following)


def _assigns_all(view: RowView, following: RowView) -> bool:
    """A part of the table that says who does all of it, and then numbers its rows from 1 on."""
    if view.label is None or view.label.kind not in ("roman", "upper", "part") or following.label is None:
        return False
    restarts = following.label.depth > view.label.depth and following.label.numbers[-1] == 1
    return restarts and view.own <= {"lead", "support", "deadline"}


def _heads_unlabelled(view: RowView, following: RowView) -> bool:
    if view.name.endswith(":") or view.bold or view.name.isupper() or view.name.startswith("* "):
        return True
    restarts = following.label is not None and following.label.numbers[-1] == 1
    return restarts and len(view.name) <= _LONGEST_HEADING and not view.after_break


def _parts_the_count(view: RowView, around: _Around) -> bool:
    """Where such rows headed others before: a short one between two rows that are counted through, 3 and 4.

    At the top of a page it may as well be the rest of the row above, unless that row ended or the others begin with
    the same two words.
    """
    above, following = around.above, around.following
    if not around.headings or not above or not above.view.label or not following or not following.label:
        return False
    if view.inherited or len(view.name) > _LONGEST_HEADING or not view.name[0].isupper():
        return False
    counted = following.label.numbers == (*above.view.label.numbers[:-1], above.view.label.numbers[-1] + 1)
    unsure = view.after_break and _OPEN_END.search(above.view.name)
    return counted and (not unsure or _first_words(view.name) in map(_first_words, around.headings))


def _first_words(name: str) -> list[str]:
    """Both words, or none where there is but one: that two headings share is no chance."""
    words = fold(name).split()
    return words[:2] if len(words) > 1 else [name]


def _heads_labelled(view: RowView, following: RowView) -> bool:
    """An arabic or letter label without values heads deeper labels, or unlabelled records."""
    if view.label is None:
        return False
    if following.label is None:
        return bool(following.own) and bool(following.name) and not following.name[0].islower()
    return following.label.depth > view.label.depth


def _continues_probably(view: RowView, above: ClassifiedRow) -> bool:
    """Without ordinal, the lower half of a cut row; on the first line of a page it may start with a capital."""
    if view.label is not None or view.inherited or view.spread or not view.name or above.kind == "group":
        return False
    if _starts_small(view) and above.view.label is not None and not _starts_small(above.view):
        return True
    if not view.after_break or view.name.endswith(":"):
        return False
    if not view.own:
        return above.view.label is not None or bool(_OPEN_END.search(above.view.name))
    whole = view.own >= {"lead", "deadline"} or "target" in view.own
    return not whole and bool(_OPEN_END.search(above.view.name)) and "deadline" not in view.own


def _stands_in_the_count(view: RowView, above: ClassifiedRow, around: _Around) -> bool:
    """At the top of a page, between the numbers 3 and 4 of a table that numbers every record: the rest of 3.

    A whole set of values each of which begins with a capital is a record whose number was forgotten.
    """
    if not view.after_break or view.label is not None or view.inherited or view.spread or around.unlabelled_records:
        return False
    if above.kind != "record" or above.view.label is None or not _is_next(above.view.label, around.following):
        return False
    whole = view.own >= {"lead", "deadline"} or "target" in view.own
    texts = [view.name, *(view.fields[role].strip() for role in view.own)]
    return not (whole and all(text[:1].isupper() for text in texts))


def _is_next(label: Label, following: RowView | None) -> bool:
    """Whether the row below, if there is one, is the next of its kind."""
    if following is None:
        return True
    return following.label is not None and following.label.numbers == (*label.numbers[:-1], label.numbers[-1] + 1)


def _starts_small(view: RowView) -> bool:
    """Every cell with text starts in lower case, as nothing but the rest of a cell does."""
    texts = [view.name, *(view.fields[role].strip() for role in view.own)]
    return all(text[0].islower() for text in texts if text)
