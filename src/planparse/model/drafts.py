"""Rows picked out of a plan, every field still the verbatim text of its cell."""

from typing import Literal

from planparse.model.base import Frozen, Locus
from planparse.model.plan import Role

RowKind = Literal["header", "repeated_header", "group", "record", "continuation", "blank", "unparsed"]


class Group(Frozen):
    """A row that heads the rows after it.

    Attributes:
        label: its ordinal without the closing "."; None where it prints none.
        year: the year it names for the targets under it ("Đến năm 2030").
    """

    label: str | None
    text: str
    year: int | None = None


class TargetCell(Frozen):
    """The text of a target, and the year its column, group or header gives; None leaves it to the plan's year."""

    text: str
    year: int | None
    locus: Locus


class FieldPlace(Frozen):
    """Where a field of a record was read: the cells it is made of are the quotes of its locus."""

    role: Role
    locus: Locus


class TaskDraft(Frozen):
    """A task (*nhiệm vụ*): a row of a table, or an item of running text (then ``table`` is None).

    Fields are None where the table has no such column, the cells are empty, or no label gives them.

    A line feed in a field separates paragraphs of the cell.

    Attributes:
        section: index in ``Plan.sections`` of the section it is an item of; None for a row of a table.
        confidence: 1 for a row that reads by the rules of the genre, less where cells were moved or rows joined by
            likelihood.
        places: of each field that has text, and of an empty deadline cell.
        order: place of its paragraph or table among the blocks of the document, from 0.
    """

    table: int | None
    section: int | None = None
    label: str | None
    groups: tuple[Group, ...]
    name: str
    lead: str | None = None
    support: str | None = None
    output: str | None = None
    deadline: str | None = None
    notes: str | None = None
    confidence: float = 1.0
    places: tuple[FieldPlace, ...] = ()
    locus: Locus
    order: int


class IndicatorDraft(Frozen):
    """An indicator (*chỉ tiêu*): a row of a table, or a sentence of prose (then ``table`` is None).

    Attributes:
        prose: the target stands inside ``name``, which is a sentence; ``targets`` is then empty.
        year: of a sentence, from the heading or the line that heads it; None leaves it to the plan's year.
        places: of each field of a table row; the locus of a sentence is that of its paragraph.
        order: place of its paragraph or table among the blocks of the document, from 0.
    """

    table: int | None
    section: int | None
    label: str | None
    groups: tuple[Group, ...] = ()
    name: str
    unit: str | None = None
    lead: str | None = None
    support: str | None = None
    output: str | None = None
    notes: str | None = None
    targets: tuple[TargetCell, ...] = ()
    prose: bool = False
    year: int | None = None
    confidence: float = 1.0
    places: tuple[FieldPlace, ...] = ()
    locus: Locus
    order: int


class RowDraft(Frozen):
    """A table row as read, and what it became.

    Attributes:
        cells: text per grid column; "" where empty or covered.
        task, indicator: index in ``Drafts.tasks`` or ``Drafts.indicators`` of the record it is part of.
    """

    table: int
    cells: tuple[str, ...]
    kind: RowKind
    task: int | None = None
    indicator: int | None = None
    locus: Locus


class Drafts(Frozen):
    """All rows and records of a plan."""

    tasks: tuple[TaskDraft, ...]
    indicators: tuple[IndicatorDraft, ...]
    rows: tuple[RowDraft, ...]
