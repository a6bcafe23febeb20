"""An open database: every table and view as a typed frame, and any question in SQL. It can only be read."""

import threading
from collections import namedtuple
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, overload

from planparse.api import document_rows, reference_rows, view_rows
from planparse.api.frames import Frame, Table
from planparse.errors import DatabaseError
from planparse.report.frames import Fetched, Values
from planparse.store.looking import open_apart
from planparse.wording.message import Message

R = TypeVar("R", bound=tuple[Any, ...])


class Relation(Generic[R]):
    """A table or view as an attribute of :class:`Database`."""

    def __init__(self, row: type[R], name: str) -> None:
        self.row = row
        self.name = name

    @overload
    def __get__(self, database: None, owner: type["Database"]) -> "Relation[R]": ...
    @overload
    def __get__(self, database: "Database", owner: type["Database"]) -> Table[R]: ...
    def __get__(self, database: "Database | None", owner: type["Database"]) -> "Relation[R] | Table[R]":
        """The frame of an open database; of the class, the relation itself."""
        if database is None:
            return self
        return Table(database, self.name, lambda fetched: [self.row(*_frozen(row)) for row in fetched.rows])


class Database:
    """A planparse database, open for reading: no statement can change it, or reach another file or the network.

    Use it in a ``with`` statement. What an ingest publishes later is seen when it is opened again.
    """

    plans = Relation(document_rows.PlanRow, "plans")
    sections = Relation(document_rows.SectionRow, "sections")
    appendices = Relation(document_rows.AppendixRow, "appendices")
    source_tables = Relation(document_rows.SourceTableRow, "source_tables")
    source_rows = Relation(document_rows.SourceRow, "source_rows")
    tasks = Relation(document_rows.TaskRow, "tasks")
    indicators = Relation(document_rows.IndicatorRow, "indicators")
    targets = Relation(document_rows.TargetRow, "targets")
    deadlines = Relation(document_rows.DeadlineRow, "deadlines")
    occurrences = Relation(document_rows.OccurrenceRow, "occurrences")
    assignments = Relation(document_rows.AssignmentRow, "assignments")
    task_links = Relation(reference_rows.TaskLinkRow, "task_links")
    field_sources = Relation(reference_rows.FieldSourceRow, "field_sources")
    citations = Relation(reference_rows.CitationRow, "citations")
    footnotes = Relation(reference_rows.FootnoteRow, "footnotes")
    digital_signatures = Relation(reference_rows.DigitalSignatureRow, "digital_signatures")
    diagnostics = Relation(reference_rows.DiagnosticRow, "diagnostics")
    corrections = Relation(reference_rows.CorrectionRow, "corrections")
    parsed_rows = Relation(reference_rows.ParsedRow, "parsed_rows")
    agencies = Relation(reference_rows.AgencyRow, "agencies")
    agency_names = Relation(reference_rows.AgencyNameRow, "agency_names")
    indicator_catalog = Relation(reference_rows.CatalogRow, "indicator_catalog")
    documents = Relation(reference_rows.DocumentRow, "documents")
    communes = Relation(reference_rows.CommuneRow, "communes")
    ingests = Relation(reference_rows.IngestRow, "ingests")
    current_plans = Relation(document_rows.PlanRow, "v_current_plans")
    matrix = Relation(view_rows.MatrixRow, "v_indicator_matrix")
    standing = Relation(view_rows.StandingRow, "v_indicator_standing")
    tasks_due = Relation(view_rows.TaskDueRow, "v_tasks_due")
    due_days = Relation(view_rows.DueDayRow, "v_due_days")
    recurring = Relation(view_rows.RecurringRow, "v_recurring")
    waiting = Relation(view_rows.WaitingRow, "v_waiting")
    task_clusters = Relation(view_rows.TaskClusterRow, "task_clusters")
    shared_tasks = Relation(view_rows.SharedTaskRow, "v_task_clusters")
    workload = Relation(view_rows.WorkloadRow, "v_agency_workload")
    cited_documents = Relation(view_rows.CitedDocumentRow, "v_citations")
    implementations = Relation(view_rows.ImplementationRow, "v_implementations")
    coverage = Relation(view_rows.CoverageRow, "v_coverage")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_apart(path)
        self._one_at_a_time = threading.Lock()
        self._is_open = True

    def query(self, sql: str, /, **values: object) -> Frame[Any]:
        """The answer to a SELECT statement, as a frame; ``$name`` in it stands for a value.

        Raises:
            QueryError: when it is fetched: the statement is wrong, or would do more than read.
        """
        return Frame(self, sql.strip().rstrip(";"), values, _build_rows)

    def answer(self, fetch: Callable[[Any, str, Values], Any], sql: str, values: Values) -> Any:
        """What a frame asks; for frames.

        Raises:
            DatabaseError: the database is closed.
        """
        with self._one_at_a_time:
            if not self._is_open:
                raise DatabaseError(Message("export.errors.closed"))
            return fetch(self._connection, sql, values)

    def close(self) -> None:
        """Ends it; frames can no longer be fetched."""
        with self._one_at_a_time:
            self._is_open = False
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_database(db: str | PathLike[str]) -> Database:
    """Opens a database for reading; ``planparse.open`` to those who call it.

    >>> import planparse, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = planparse.ingest(["samples/docx/tan-an.docx", "samples/docx/hon-ngoc.docx"], f"{folder}/plans.duckdb")
    ...     with planparse.open(f"{folder}/plans.duckdb") as db:
    ...         [plan.commune_name for plan in db.plans.order_by("commune_name")]
    ...         first, *_ = db.tasks_due.where("commune_name = $name", name="Tân An").order_by("due_on")
    ...         first.task, first.due_on
    ...         db.query("SELECT count(*) AS n FROM tasks WHERE deadline_kind = 'recurring'").rows()
    ['Hòn Ngọc', 'Tân An']
    ('Bố trí máy tính cho người dân tự nộp hồ sơ, có người hướng dẫn', datetime.date(2025, 9, 15))
    [Row(n=2)]

    Raises:
        DatabaseError: there is no such database, it is not ours, or it cannot be opened.
    """
    return Database(Path(db))


def _frozen(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)


def _build_rows(fetched: Fetched) -> list[Any]:
    """Named tuples; columns without a name that Python takes are called by their place: ``_0``."""
    row = namedtuple("Row", fetched.columns, rename=True)  # type: ignore[misc]
    return [row(*_frozen(values)) for values in fetched.rows]
