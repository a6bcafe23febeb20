"""Who is writing to a database."""

from pathlib import Path
from typing import NamedTuple


class Holder(NamedTuple):
    """Who is writing to a database. ``since`` is UTC, as in ISO 8601."""

    pid: int
    since: str


def read_holder(db: Path) -> Holder | None:
    """Who is writing to a database now; None when nobody is, or nobody can tell."""
    return None
