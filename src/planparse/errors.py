"""Why a call or a file could not go on. Each message is one line: what is wrong, where, and what to do.

PlanparseError            exit code 1
├── UsageError            2   the call itself is wrong: a missing path, an unknown format
├── DatabaseError         2   the database cannot be opened, is not ours, or is held by another process
│   ├── HeldDatabaseError 2   another process is writing to it
│   ├── UselessDatabaseError 2 it is damaged, or made by something else
│   └── RefusedRowsError  2   rows do not fit its tables: a defect of ours, told of the plan they come from
├── RuleError             2   a rule file does not load; names the file and the rule
├── StoppedError          130 Ctrl-C; what was read until then is in the database
│   └── TerminatedError   143 the same, when the system ends it (SIGTERM)
├── QueryError            1   the SQL of ``planparse query`` fails
├── CorrectionError       1   a correction does not fit what stands there; nothing was changed
│   └── ConflictError         what stands there is not what the reviewer saw: somebody else has changed it
└── UnreadableError       1   one file cannot be read; the batch goes on
    ├── UnopenedError         it cannot be opened: it is gone, or this user may not read it
    └── UnsafeError           it is not opened: a link that leads out, a device, an archive made to fill the memory
"""

from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message


class PlanparseError(Exception):
    """Base of everything planparse raises on purpose.

    Args:
        message: one line; a :class:`~planparse.wording.message.Message` can be said in each language.
    """

    exit_code = 1

    def __init__(self, message: str | Message) -> None:
        super().__init__(message)

    @property
    def message(self) -> str | Message:
        """What is wrong, as it was given: to be said within another message."""
        message: str | Message = self.args[0]
        return message

    def say(self, catalogue: Catalogue) -> str:
        """The message in the language of a catalogue."""
        return self.message.say(catalogue) if isinstance(self.message, Message) else str(self.message)


class UsageError(PlanparseError):
    """The call is wrong; nothing was done."""

    exit_code = 2


class DatabaseError(PlanparseError):
    """The database cannot be used."""

    exit_code = 2


class HeldDatabaseError(DatabaseError):
    """Another process is writing to it; it can be tried again."""


class UselessDatabaseError(DatabaseError):
    """What stands there is damaged, or not a database of this planparse."""


class RefusedRowsError(DatabaseError):
    """Rows do not fit the tables; other rows may."""


class RuleError(PlanparseError):
    """A rule file is not valid."""

    exit_code = 2


class QueryError(PlanparseError):
    """The SQL statement failed."""


class CorrectionError(PlanparseError):
    """A correction cannot be made; nothing was changed."""


class ConflictError(CorrectionError):
    """Somebody has changed what the reviewer saw."""


class StoppedError(PlanparseError):
    """A person ended it with Ctrl-C."""

    exit_code = 130  # what shells use for a program that Ctrl-C ended


class TerminatedError(StoppedError):
    """The system ended it."""

    exit_code = 143  # what shells use for a program that SIGTERM ended


class UnreadableError(PlanparseError):
    """A file is not a document planparse can read (empty, damaged, encrypted, of another kind)."""


class UnopenedError(UnreadableError):
    """The system does not give a file out: it is gone, held by another program, or not for this user."""


class UnsafeError(UnreadableError):
    """A file is left alone because reading it could do harm, or reach what nobody gave us."""
