"""What a plan says, in the form in which gold and database are compared; unknown keys of gold files are passed over."""

from planparse.model.base import Frozen


class Fact(Frozen, extra="ignore", strict=False):
    """Base of all facts: lists of JSON become tuples, and what is not compared is left out."""


class PlanFact(Fact):
    """The header and signature of a plan."""

    number: int | None = None
    symbol: str | None = None
    place_name: str | None = None
    issued_on: str | None = None
    issued_edtf: str | None = None
    doc_type: str | None = None
    title: str | None = None
    plan_year: int | None = None
    commune_type: str | None = None
    commune_name: str | None = None
    province_name: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signer_authority: str | None = None
    recipients: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


class SectionFact(Fact):
    """A labelled heading, or a numbered item of prose, which has ``text_start`` instead of ``heading``."""

    label: str
    heading: str | None = None
    text_start: str | None = None
    parent: int | None = None


class AppendixFact(Fact):
    """An appendix."""

    number: int | None = None
    title: str = ""


class TableFact(Fact):
    """A table; only its kind is compared."""

    kind: str


class TargetFact(Fact):
    """A target value."""

    year: int | None = None
    comparator: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    aspirational: bool = False


class DeadlinePartFact(Fact):
    """A part of a deadline."""

    kind: str
    start: str | None = None
    end: str | None = None
    edtf: str | None = None
    rrule: str | None = None


class AgencyFact(Fact):
    """An agency in a cell; ``id`` is the same for the same body."""

    raw: str
    id: str | None = None


class RecordFact(Fact):
    """A task or an indicator. Deadlines and agencies are filled for records of the database only."""

    name: str
    label: str | None = None
    group_labels: tuple[str, ...] = ()
    lead_raw: str | None = None
    support_raw: str | None = None
    output_raw: str | None = None
    deadline_raw: str | None = None
    notes_raw: str | None = None
    unit_raw: str | None = None
    targets: tuple[TargetFact, ...] = ()
    deadline: tuple[DeadlinePartFact, ...] = ()
    lead: tuple[AgencyFact, ...] = ()
    support: tuple[AgencyFact, ...] = ()
    ambiguous: bool = False
    ambiguous_fields: tuple[str, ...] = ()


class CitationFact(Fact):
    """A document that is cited."""

    symbol: str
    date: str | None = None
    ambiguous: bool = False
    ambiguous_fields: tuple[str, ...] = ()


class Facts(Fact):
    """All facts of one plan."""

    plan: PlanFact
    sections: tuple[SectionFact, ...] = ()
    appendices: tuple[AppendixFact, ...] = ()
    tables: tuple[TableFact, ...] = ()
    tasks: tuple[RecordFact, ...] = ()
    indicators: tuple[RecordFact, ...] = ()
    citations: tuple[CitationFact, ...] = ()


class DeadlineReading(Fact):
    """How one deadline cell is to be read (an entry of NAME.deadlines.json)."""

    raw: str
    parts: tuple[DeadlinePartFact, ...]


class AgencyReading(Fact):
    """Which agencies one cell names (an entry of NAME.agencies.json)."""

    cell: str
    units: tuple[AgencyFact, ...] = ()
    ambiguous: bool = False
