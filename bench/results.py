"""``RESULTS.md`` in parts: each program that measures writes its own and leaves the others as they are."""

import os
import platform
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from tables import Table, format_table

RESULTS = Path(__file__).with_name("RESULTS.md")

PARTS = {
    "single": "Readers, stages, memory (`make bench`)",
    "core": "Made plans on one core (`make bench`)",
    "batch": "Batches (`make bench-batch`)",
    "queries": "Queries over 5 million tasks (`make bench-batch`)",
    "faults": "Fault run (`make faults`)",
}
_HEAD = """# Results

Each part comes from one run, whose machine it names. Ratios are medians of runs by turns; other work on the machine
moves the absolute figures. What each table says is in [README.md](README.md).
"""


class Report:
    """The tables of one part: printed as they come, kept for the file."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._lines: list[str] = []

    def add(self, table: Table) -> None:
        """Prints a table."""
        lines = [*format_table(table), ""]
        self._lines += ["#" + line if line.startswith("## ") else line for line in lines]
        print("\n".join(lines), flush=True)

    def write(self, command: str, seconds: float) -> None:
        """Puts the part in its place in the file."""
        machine = f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}"
        how = f"`{command}`, Python {platform.python_version()}, {machine}, {seconds:.0f} s."
        kept = read_parts() | {self._part: "\n".join([how, "", *self._lines]).strip()}
        RESULTS.write_text(join_parts(kept), "utf-8")
        print(f"written: {RESULTS}", file=sys.stderr)


def read_parts() -> dict[str, str]:
    """The parts that the file holds."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    found = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    bodies = dict(zip(found[::2], found[1::2], strict=True))
    return {part: bodies[title].strip() for part, title in PARTS.items() if title in bodies}


def join_parts(parts: dict[str, str]) -> str:
    """The file, its parts in a fixed order."""
    return "\n".join([_HEAD, *_bodies((part, parts[part]) for part in PARTS if part in parts)])


def _bodies(parts: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"## {PARTS[part]}\n\n{body}\n" for part, body in parts)
