"""A file that was checked, or could not be read."""

from typing import NamedTuple

from planparse.inspect.writing.telling import Told


class Checked(NamedTuple):
    """What came of one file.

    Attributes:
        error: why it could not be read; None for a file that was.
    """

    path: str
    told: tuple[Told, ...] = ()
    error: str | None = None


def count_severities(files: tuple[Checked, ...]) -> dict[str, int]:
    """How many findings of each severity."""
    every: list[str] = [one.severity for file in files for one in file.told]
    return {severity: every.count(severity) for severity in ("error", "warning", "info")}
