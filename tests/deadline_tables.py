"""Loader of ``tests/tables/deadlines*.txt``: deadlines and their readings, one case a line."""

from pathlib import Path
from typing import NamedTuple

import regex

TABLES = Path(__file__).parent / "tables"
_ESCAPE = regex.compile(r"\\n|\\u([0-9a-f]{4})")


class Case(NamedTuple):
    """A deadline, the plan's year, its parts in the short form of the rules, and the codes of its notes.

    Attributes:
        parts: "dated 2026-06", "conditional province"; without whom it waits for, anybody will do.
        codes: None where the table names none.
        group: the heading that it stands under.
    """

    text: str
    year: int | None
    parts: tuple[str, ...]
    codes: tuple[str, ...] | None
    group: str

    def __str__(self) -> str:
        return f"{self.text!r} in {self.year}"


def load_cases(name: str) -> tuple[Case, ...]:
    """The cases of a file of the folder ``tables``."""
    cases: list[Case] = []
    group = ""
    for line in (TABLES / name).read_text("utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            cases.append(_read_line(line, group))
    return tuple(cases)


def _read_line(line: str, group: str) -> Case:
    text, year, parts, *codes = line.split("\t")
    return Case(
        text=_ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\n", text),
        year=None if year == "-" else int(year),
        parts=tuple(part.strip() for part in parts.split("|")),
        codes=tuple(codes[0].split(",")) if codes else None,
        group=group,
    )
