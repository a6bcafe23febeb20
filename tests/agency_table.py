"""Reads ``tests/tables/agencies.txt``: cells that name agencies, each with its bodies and their codes."""

import unicodedata
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "tables" / "agencies.txt"
HELD_OUT = "held out"
_APART = "{nfd}"


class Case(NamedTuple):
    """A cell, the heading it stands under, its bodies as printed and the code of each."""

    part: str
    cell: str
    raws: tuple[str, ...]
    codes: tuple[str | None, ...]


def load_cases(path: Path = PATH) -> tuple[Case, ...]:
    """Every cell of the table, in order."""
    cases: list[Case] = []
    part = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line and not line.startswith("#"):
            cases.append(_case(part, *line.split("\t")))
    return tuple(cases)


def _case(part: str, cell: str, bodies: str) -> Case:
    form = "NFD" if cell.startswith(_APART) else "NFC"
    text = unicodedata.normalize(form, cell.removeprefix(_APART).replace("\\n", "\n"))
    pairs = [] if bodies == "(none)" else [body.rsplit(" = ", 1) for body in bodies.split(" | ")]
    return Case(part, text, tuple(raw for raw, _ in pairs), tuple(None if code == "-" else code for _, code in pairs))
