"""Corrections of reviewers: made and undone at a desk, and applied again to plans that were read anew.

What holds:

1. What :meth:`Desk.make` returns is committed and published; where it raises, nothing of the call was changed.
2. Two reviewers, at one desk or at two, never overwrite each other unknowingly: a wish says what it saw.
3. A database that is being written to by an ingest is left alone: the reviewer is told, and can try again.

Each change opens the database for writing, which copies it; so changes that wait while one is made go together.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from planparse.batch.changing import Author, Change, make_corrections, refusal, undo_correction
from planparse.correct import CannotCorrectError, Rereader, apply_corrections, clean, preview_wish
from planparse.errors import CorrectionError, HeldDatabaseError, RefusedRowsError
from planparse.model.corrections import Correction, Wish
from planparse.rulebook.book import RuleBook
from planparse.store.corrections import CorrectedPlan, CorrectionTables
from planparse.store.duck import Store, open_for_writing
from planparse.store.looking import open_apart, print_of
from planparse.store.reading_back import read_records
from planparse.wording.message import Message

PATIENCE_SECONDS = 3.0
"""How long a change waits for another process to give the database free: longer than planparse status holds it."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def apply_pending(store: Store, rules: RuleBook) -> int:
    """Applies corrections to plans that were read anew since; returns how many plans that are.

    To ask costs next to nothing while nobody has corrected anything.

    Raises:
        DatabaseError: the database cannot be written to.
    """
    pending = store.corrections.pending()
    for plan_id in pending:
        parsed = store.corrections.parsed(plan_id)
        if parsed is not None:
            result = apply_corrections(parsed, store.corrections.of_plan(plan_id), rules)
            store.corrections.put([CorrectedPlan(parsed, result.records, result.corrections)])
    return len(pending)


class Desk:
    """Where corrections of one database are made. All methods may be called from several threads at once.

    Args:
        db: the database.
        rules: by which corrected words are read.
        clock: gives the time of a correction, UTC without a zone.
        patience: seconds to wait for another process that writes to the database.
    """

    def __init__(
        self,
        db: Path,
        rules: RuleBook,
        *,
        clock: Callable[[], dt.datetime] = _now,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._db = db
        self._rules = rules
        self._clock = clock
        self._patience = patience
        self._waiting: list[_Waiting] = []
        self._list = threading.Lock()
        self._turn = threading.Lock()

    def make(self, wishes: Sequence[Wish], *, by: str) -> tuple[Correction, ...]:
        """Makes corrections, all or none; they are committed and published when it returns.

        Raises:
            CorrectionError: a wish cannot be done.
            ConflictError: somebody has changed what the reviewer saw.
            DatabaseError: the database cannot be written to now.
        """
        author = Author(_checked_name(by), self._clock())
        return self._change(lambda tables: make_corrections(tables, wishes, author, self._rules))

    def undo(self, correction_id: str, *, by: str) -> Correction:
        """Takes a correction back.

        Raises:
            CorrectionError: there is no such correction, or it was undone before.
            DatabaseError: the database cannot be written to now.
        """
        author = Author(_checked_name(by), self._clock())
        (undone,) = self._change(lambda tables: undo_correction(tables, correction_id, author, self._rules))
        return undone

    def preview(self, wish: Wish) -> tuple[str, ...]:
        """What the rules would read from ``wish.new``, a line for each value; nothing is changed.

        Raises:
            CorrectionError: the words do not fit the field, or there is no such record.
            DatabaseError: the database cannot be read.
        """
        connection = open_apart(self._db)
        try:
            records = read_records(connection, wish.plan_id)
        finally:
            connection.close()
        if records is None:
            raise CorrectionError(Message("corrections.no_such_plan", plan=wish.plan_id))
        try:
            return preview_wish(records, wish, Rereader(records, self._rules))
        except CannotCorrectError as exc:
            raise refusal(exc) from exc

    def _change(self, change: Change) -> tuple[Correction, ...]:
        """Waits for its turn; whoever has it does all that waits, in one session with the database."""
        waiting = _Waiting(change)
        with self._list:
            self._waiting.append(waiting)
        with self._turn:
            if not waiting.is_done:
                with self._list:
                    together, self._waiting = self._waiting, []
                self._do(together)
        return waiting.result()

    def _do(self, together: Sequence["_Waiting"]) -> None:
        try:
            with self._open() as store:
                for waiting in together:
                    waiting.do(store.corrections)
        except BaseException as exc:
            for waiting in together:
                waiting.fail(exc)

    def _open(self) -> Store:
        """The database, as soon as no other process writes to it; one that was taken away is not made again, empty."""
        print_of(self._db)
        give_up = time.monotonic() + self._patience
        while True:
            try:
                return open_for_writing(self._db)
            except HeldDatabaseError as exc:
                if time.monotonic() >= give_up:
                    raise HeldDatabaseError(Message("corrections.held", path=self._db)) from exc


class _Waiting:
    """A change that waits for its turn, and what became of it."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._made: tuple[Correction, ...] | None = None
        self._error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        """Whether somebody has had its turn."""
        return self._made is not None or self._error is not None

    def do(self, tables: CorrectionTables) -> None:
        """Does it; what is wrong with it concerns it alone."""
        try:
            self._made = self._change(tables)
        except (CorrectionError, RefusedRowsError) as exc:
            self._error = exc

    def fail(self, error: BaseException) -> None:
        """The session failed, and nothing of it is certain to be published."""
        self._error = self._error or error

    def result(self) -> tuple[Correction, ...]:
        """What was made.

        Raises:
            PlanparseError: why it was not.
        """
        if self._error is not None:
            raise self._error
        return self._made or ()


def _checked_name(by: str) -> str:
    name = clean(by)
    if name is None:
        raise CorrectionError(Message("corrections.no_name"))
    return name
