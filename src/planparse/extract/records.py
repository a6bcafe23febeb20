"""Plan -> Drafts: the records of all tables and of the prose.

True of the result:
1. every row of every table is one row of ``rows``, in order, and says which record it became part of;
2. a record's field is the text of its cells, those of a cut row joined by one space;
3. records stand in document order, those of prose and of tables together;
4. a row that became nothing has the kind ``unparsed`` and a note (one note for a table of another kind).
"""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.extract.groups import GroupStack
from planparse.extract.prose import find_prose_indicators
from planparse.extract.row_notes import row_notes
from planparse.extract.rows import ClassifiedRow, classify_rows
from planparse.extract.views import RowView
from planparse.model.base import Locus, Note, Outcome, Quote
from planparse.model.drafts import Drafts, FieldPlace, Group, IndicatorDraft, RowDraft, RowKind, TargetCell, TaskDraft
from planparse.model.plan import Plan, Role, Table
from planparse.rulebook.columns import ColumnRules
from planparse.rulebook.structure import StructureRules
from planparse.rulebook.targets import TargetRules
from planparse.text.labels import Label
from planparse.text.quoting import around, join_quotes

_WEAK_CONFIDENCE = 0.8
_SHIFTED_CONFIDENCE = 0.7
_PLACED: tuple[Role, ...] = ("ordinal", "name", "unit", "lead", "support", "output", "deadline", "notes")


class _Record(NamedTuple):
    """A record while its rows are being collected: the first row and those that continue it."""

    rows: list[ClassifiedRow]
    groups: tuple[Group, ...]


def plan_to_drafts(
    plan: Plan, *, columns: ColumnRules, structure: StructureRules, targets: TargetRules
) -> Outcome[Drafts]:
    """Picks tasks and indicators out of a plan. May add ``row.*`` and ``indicator.no_target`` notes."""
    tasks: list[TaskDraft] = []
    indicators: list[IndicatorDraft] = []
    rows: list[RowDraft] = []
    notes: list[Note] = []
    prose = find_prose_indicators(plan, structure=structure, targets=targets)
    for index, table in enumerate(plan.tables):
        indicators += [draft for draft in prose if draft.order < table.order]
        prose = [draft for draft in prose if draft.order > table.order]
        if table.kind == "other":
            rows += _keep_rows(table, index)
            continue
        classified = classify_rows(table, rules=columns)
        records, owner = _collect_records(classified, columns)
        notes += row_notes(classified)
        base = len(tasks) if table.kind == "task" else len(indicators)
        if table.kind == "task":
            tasks += [_build_task(record, index) for record in records]
        else:
            indicators += [_build_indicator(record, index, table) for record in records]
        rows += _row_drafts(classified, owner, index, table, base)
    indicators += prose
    if not tasks and not indicators:
        notes.append(Note(code="plan.empty"))
    return Outcome(value=Drafts(tasks=tuple(tasks), indicators=tuple(indicators), rows=tuple(rows)), notes=tuple(notes))


def _collect_records(
    classified: tuple[ClassifiedRow, ...], rules: ColumnRules
) -> tuple[list[_Record], list[int | None]]:
    """The records of a table, and for each row the index of the record it belongs to."""
    collector = _Collector(rules)
    owner = [collector.take(row) for row in classified]
    return collector.records, owner


class _Collector:
    """The records of a table while its rows go by."""

    def __init__(self, rules: ColumnRules) -> None:
        self.records: list[_Record] = []
        self._rules = rules
        self._stack = GroupStack()
        self._heading: tuple[Group, ...] = ()
        self._open_group = False
        self._last_label: Label | None = None

    def take(self, row: ClassifiedRow) -> int | None:
        """Puts a row where it belongs; gives the index of its record, None for a row of none."""
        if row.kind == "group":
            self._take_group(row)
        elif row.kind == "record":
            self._take_record(row)
            return len(self.records) - 1
        elif row.kind == "continuation" and self._open_group:
            self._stack.extend_last(row.view.name)
        elif row.kind == "continuation":
            self.records[-1].rows.append(row)
            return len(self.records) - 1
        return None

    def _take_group(self, row: ClassifiedRow) -> None:
        view = row.view
        divides = view.label is None and self._rules.is_part(view.name)
        self._stack.open(self._group(view), view.label, divided=self._last_label if divides else None)
        self._heading, self._open_group = (), True

    def _take_record(self, row: ClassifiedRow) -> None:
        view = row.view
        self._stack.pass_record(view.label)
        if view.heading:
            self._heading = (self._make_group(None, view.heading),)
        self.records.append(_Record([row], self._stack.path + self._heading))
        self._last_label, self._open_group = view.label or self._last_label, False

    def _group(self, view: RowView) -> Group:
        return self._make_group(view.label.text if view.label else None, view.name)

    def _make_group(self, label: str | None, text: str) -> Group:
        return Group(label=label, text=_flat(text), year=self._rules.find_year(text))


def _build_task(record: _Record, table: int) -> TaskDraft:
    return TaskDraft(
        table=table,
        label=_label(record),
        groups=record.groups,
        name=_name(record),
        lead=_field(record, "lead"),
        support=_field(record, "support"),
        output=_field(record, "output"),
        deadline=_field(record, "deadline"),
        notes=_field(record, "notes"),
        confidence=_confidence(record),
        places=tuple(_places(record)),
        locus=_locus(record),
    )


def _build_indicator(record: _Record, index: int, table: Table) -> IndicatorDraft:
    return IndicatorDraft(
        table=index,
        section=None,
        label=_label(record),
        groups=record.groups,
        name=_name(record),
        unit=_field(record, "unit"),
        lead=_field(record, "lead"),
        support=_field(record, "support"),
        output=_field(record, "output"),
        notes=_field(record, "notes"),
        targets=_target_cells(record, table),
        confidence=_confidence(record),
        places=tuple(_places(record)),
        locus=_locus(record),
        order=table.order,
    )


def _label(record: _Record) -> str | None:
    return next((row.view.label_text for row in record.rows if row.view.label_text), None)


def _name(record: _Record) -> str:
    return _flat(" ".join(row.view.name for row in record.rows if row.view.name))


def _field(record: _Record, role: Role) -> str | None:
    texts = [row.view.fields[role] for row in record.rows if role in row.view.fields]
    return " ".join(texts).strip() or None


def _target_cells(record: _Record, table: Table) -> tuple[TargetCell, ...]:
    """One cell per target column that holds text; its year from the column, else the group, else the header."""
    years = [column.year for column in table.columns if column.role == "target"]
    group_year = next((group.year for group in reversed(record.groups) if group.year), None)
    cells = []
    for position, year in enumerate(years):
        views = [row.view for row in record.rows if position < len(row.view.targets)]
        quotes = [Quote(text=view.targets[position], locus=view.target_places[position]) for view in views]
        if filled := [quote for quote in quotes if quote.text.strip()]:
            text = " ".join(quote.text for quote in filled)
            own_year = year or group_year or table.header_year
            cells.append(TargetCell(text=text, year=own_year, locus=join_quotes(filled)))
    return tuple(cells)


def _confidence(record: _Record) -> float:
    value = 1.0
    if any(row.weak for row in record.rows):
        value *= _WEAK_CONFIDENCE
    if any(row.view.shifted or row.view.short or row.view.long for row in record.rows):
        value *= _SHIFTED_CONFIDENCE
    return value * _seen_confidence(record)


def _seen_confidence(record: _Record) -> float:
    """How sure OCR was of the cell it was least sure of; 1 for text that the file gives as text."""
    cells = (cell for row in record.rows for cell in row.view.row.cells if cell)
    return min((cell.confidence for cell in cells if cell.confidence is not None), default=1.0)


def _locus(record: _Record) -> Locus:
    """The place of the first row; where the record's other rows stand on the same page, the box around them all."""
    loci = [row.view.row.locus for row in record.rows]
    first = loci[0]
    boxes = [locus.bbox for locus in loci if locus.page == first.page and locus.bbox]
    return first.model_copy(update={"bbox": around(boxes)}) if boxes else first


def _places(record: _Record) -> Iterator[FieldPlace]:
    """The cells of each field, of all rows of the record; the label is printed by one of them."""
    for role in _PLACED:
        quotes = [quote for row in record.rows for quote in row.view.quotes.get(role, ())]
        filled = [quote for quote in quotes if quote.text.strip()] or quotes
        if filled:
            yield FieldPlace(role=role, locus=join_quotes(filled[:1] if role == "ordinal" else filled))


def _row_drafts(
    classified: tuple[ClassifiedRow, ...], owner: list[int | None], index: int, table: Table, base: int
) -> Iterator[RowDraft]:
    for row, owns in zip(classified, owner, strict=True):
        record = None if owns is None else base + owns
        yield RowDraft(
            table=index,
            cells=_cells(row.view.row.cells),
            kind=row.kind,
            task=record if table.kind == "task" else None,
            indicator=record if table.kind == "indicator" else None,
            locus=row.view.row.locus,
        )


def _keep_rows(table: Table, index: int) -> Iterator[RowDraft]:
    """The rows of a table that lists neither tasks nor indicators."""
    for position, row in enumerate(table.rows):
        kind: RowKind = "header" if position < table.header_rows else "unparsed"
        yield RowDraft(table=index, cells=_cells(row.cells), kind=kind, locus=row.locus)


def _cells(cells: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(_flat(getattr(cell, "text", "")) for cell in cells)


def _flat(text: str) -> str:
    return " ".join(text.split())
