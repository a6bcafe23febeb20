"""What the routes of the page work with, for one database."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from planparse.model.corrections import Correction, Wish
from planparse.review.files import SourceFiles
from planparse.review.pictures import Pictures
from planparse.review.queue import Queue
from planparse.review.session import Sessions
from planparse.review.suggestions import Suggestions
from planparse.wording.catalogue import Catalogue


class CorrectionDesk(Protocol):
    """Who puts corrections into the database; see ``batch.correcting.Desk``."""

    def make(self, wishes: Sequence[Wish], *, by: str) -> tuple[Correction, ...]:
        """Makes corrections, all or none; they are in the database when it returns."""
        ...

    def undo(self, correction_id: str, *, by: str) -> Correction:
        """Undoes a correction."""
        ...

    def preview(self, wish: Wish) -> tuple[str, ...]:
        """What the rules would read from the words of a wish."""
        ...


class Workbench(NamedTuple):
    """One database under review."""

    db: Path
    desk: CorrectionDesk
    queue: Queue
    suggestions: Suggestions
    pictures: Pictures
    sessions: Sessions
    catalogue: Catalogue


def build_workbench(
    queue: Queue, desk: CorrectionDesk, catalogue: Catalogue, *, files: Path | None, user: str | None
) -> Workbench:
    """All that the page needs, for the database of the queue."""
    return Workbench(
        db=queue.db,
        desk=desk,
        queue=queue,
        suggestions=Suggestions(queue.db),
        pictures=Pictures(SourceFiles(files)),
        sessions=Sessions(user or _user_of_the_system(), is_settled=user is not None),
        catalogue=catalogue,
    )


def _user_of_the_system() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user of this number
        return ""
