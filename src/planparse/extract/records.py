"""Plan -> Drafts: the records of all tables and of the prose.

True of the result:
1. every row of every table is one row of ``rows``, in order, and says which record it became part of;
2. a record's field is the text of its cells, those of a cut row joined by one space;
3. records stand in document order, those of prose and of tables together;
4. a row that became nothing has the kind ``unparsed`` and a note (one note for a table of another kind);
5. a task of the prose that is also a row of a table is there once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.extract.cells import quote_cell
from planparse.extract.collecting import RowRecord, collect_records
from planparse.extract.prose import find_prose_indicators
from planparse.extract.prose_tasks import find_prose_tasks, name_key
from planparse.extract.row_notes import row_notes
from planparse.extract.rows import ClassifiedRow, classify_rows
from planparse.extract.schedules import complete_deadlines
from planparse.model.base import Locus, Note, Outcome, Quote
from planparse.model.drafts import Drafts, FieldPlace, IndicatorDraft, RowDraft, RowKind, TargetCell, TaskDraft
from planparse.model.plan import Plan, Role, Table
from planparse.rulebook.book import RuleBook
from planparse.rulebook.tasks import TaskRules
from planparse.text.quoting import around, join_quotes

_WEAK_CONFIDENCE = 0.8
_GUESSED_CONFIDENCE = 0.7  # of a row without lines
_SHIFTED_CONFIDENCE = 0.7
_PLACED: tuple[Role, ...] = ("ordinal", "name", "unit", "lead", "support", "output", "deadline", "notes")


class _TableRead(NamedTuple):
    """A table of tasks or indicators: its rows, what each is, and the record each became part of."""

    classified: tuple[ClassifiedRow, ...]
    records: tuple[RowRecord, ...]
    owner: tuple[int | None, ...]


def plan_to_drafts(plan: Plan, *, rules: RuleBook) -> Outcome[Drafts]:
    """Picks tasks and indicators out of a plan. May add ``row.*``, ``task.*`` and ``plan.empty`` notes."""
    read = [_read_table(table, rules) for table in plan.tables]
    names = frozenset(
        name_key(_name(record))
        for table, found in zip(plan.tables, read, strict=True)
        if table.kind == "task"
        for record in found.records
    )
    prose = find_prose_tasks(plan, table_names=names, rules=rules)
    sentences = find_prose_indicators(plan, structure=rules.structure, targets=rules.targets)
    collector = _Drafts(prose.value, sentences, rules.tasks)
    for index, (table, found) in enumerate(zip(plan.tables, read, strict=True)):
        collector.add(table, index, found)
    notes = [*(note for found in read for note in row_notes(found.classified)), *collector.notes, *prose.notes]
    drafts = collector.close()
    if not drafts.tasks and not drafts.indicators:
        notes.append(Note(code="plan.empty"))
    return Outcome(value=drafts, notes=tuple(notes))


def _read_table(table: Table, rules: RuleBook) -> _TableRead:
    if table.kind == "other":
        return _TableRead((), (), ())
    classified = classify_rows(table, rules=rules.columns)
    records, owner = collect_records(classified, rules.columns)
    return _TableRead(classified, tuple(records), tuple(owner))


class _Drafts:
    """The records of a plan while its tables go by; those of prose are put in where they stand between them."""

    def __init__(self, tasks: Iterable[TaskDraft], indicators: Iterable[IndicatorDraft], rules: TaskRules) -> None:
        self.notes: list[Note] = []
        self._rules = rules
        self._waiting_tasks = list(tasks)
        self._waiting_indicators = list(indicators)
        self._tasks: list[TaskDraft] = []
        self._indicators: list[IndicatorDraft] = []
        self._rows: list[RowDraft] = []

    def add(self, table: Table, index: int, found: _TableRead) -> None:
        """The records and rows of a table, and the records of the prose above it."""
        self._pass_prose(table.order)
        if table.kind == "other":
            self._rows += _keep_rows(table, index)
            return
        base = len(self._tasks) if table.kind == "task" else len(self._indicators)
        if table.kind == "task":
            built = (_build_task(record, index, table) for record in found.records)
            tasks = complete_deadlines(built, table, rules=self._rules)
            self._tasks += tasks.value
            self.notes += tasks.notes
        else:
            self._indicators += [_build_indicator(record, index, table) for record in found.records]
        self._rows += _row_drafts(found.classified, found.owner, index, table, base)

    def close(self) -> Drafts:
        """Everything, the rest of the prose last."""
        return Drafts(
            tasks=(*self._tasks, *self._waiting_tasks),
            indicators=(*self._indicators, *self._waiting_indicators),
            rows=tuple(self._rows),
        )

    def _pass_prose(self, order: int) -> None:
        self._tasks += [draft for draft in self._waiting_tasks if draft.order < order]
        self._waiting_tasks = [draft for draft in self._waiting_tasks if draft.order > order]
        self._indicators += [draft for draft in self._waiting_indicators if draft.order < order]
        self._waiting_indicators = [draft for draft in self._waiting_indicators if draft.order > order]


def _build_task(record: RowRecord, index: int, table: Table) -> TaskDraft:
    return TaskDraft(
        table=index,
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
        order=table.order,
    )


def _build_indicator(record: RowRecord, index: int, table: Table) -> IndicatorDraft:
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


def _label(record: RowRecord) -> str | None:
    return next((row.view.label_text for row in record.rows if row.view.label_text), None)


def _name(record: RowRecord) -> str:
    return _flat(" ".join(row.view.name for row in record.rows if row.view.name))


def _field(record: RowRecord, role: Role) -> str | None:
    texts = [row.view.fields[role] for row in record.rows if role in row.view.fields]
    return " ".join(texts).strip() or None


def _target_cells(record: RowRecord, table: Table) -> tuple[TargetCell, ...]:
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


def _confidence(record: RowRecord) -> float:
    value = 1.0
    if any(row.weak for row in record.rows):
        value *= _WEAK_CONFIDENCE
    if any(row.view.shifted or row.view.short or row.view.long for row in record.rows):
        value *= _SHIFTED_CONFIDENCE
    if any(row.view.row.guessed for row in record.rows):
        value *= _GUESSED_CONFIDENCE
    return value * _seen_confidence(record)


def _seen_confidence(record: RowRecord) -> float:
    """How sure OCR was of the cell it was least sure of; 1 for text that the file gives as text."""
    cells = (cell for row in record.rows for cell in row.view.row.cells if cell)
    return min((cell.confidence for cell in cells if cell.confidence is not None), default=1.0)


def _locus(record: RowRecord) -> Locus:
    """The place of the first row; where the record's other rows stand on the same page, the box around them all."""
    loci = [row.view.row.locus for row in record.rows]
    first = loci[0]
    boxes = [locus.bbox for locus in loci if locus.page == first.page and locus.bbox]
    return Locus(path=first.path, page=first.page, bbox=around(boxes), quotes=first.quotes) if boxes else first


def _places(record: RowRecord) -> Iterator[FieldPlace]:
    """The cells of each field, of all rows of the record; the label is printed by one of them."""
    for role in _PLACED:
        cells = [(cell, row.view.row) for row in record.rows for cell in row.view.cells.get(role, ())]
        filled = [(cell, row) for cell, row in cells if cell.text.strip()] or cells
        if filled:
            quotes = [quote_cell(cell, row) for cell, row in (filled[:1] if role == "ordinal" else filled)]
            yield FieldPlace(role=role, locus=join_quotes(quotes))


def _row_drafts(
    classified: Sequence[ClassifiedRow], owner: Sequence[int | None], index: int, table: Table, base: int
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
