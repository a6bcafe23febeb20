"""Scores the workbooks: the F1 of the rows of tasks and indicators that stand in them.

A workbook holds some tables of a plan and nothing else, while the gold has the whole plan. A row is expected of a
workbook when one of its cells holds the row's name: ``source_rows`` keeps every cell, whatever became of its row.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import duckdb

KINDS = ("tasks", "indicators")


def fold(text: str) -> str:
    """Text for comparison."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" .;")


def read_cells(database: str) -> dict[str, set[str]]:
    """Name of each plan up to its first dot -> all its cells."""
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute("select source_path, cells from source_rows join plans using (plan_id)").fetchall()
    found: dict[str, set[str]] = {}
    for path, cells in rows:
        found.setdefault(Path(path).name.split(".")[0], set()).update(map(fold, cells))
    return found


def count_expected(golds: Iterable[str], cells: dict[str, set[str]], kind: str) -> int:
    """Rows of the gold whose names stand in the workbooks; those that people disagree about are not counted."""
    plans = [json.loads(Path(gold).read_text("utf-8")) for gold in golds]
    return sum(
        fold(row["name"]) in cells.get(plan["file"].split(".")[0], ())
        for plan in plans
        for row in plan[kind]
        if not row.get("ambiguous")
    )


def read_found(score: str, kind: str) -> tuple[int, int]:
    """Rows that are right, and rows that were found, as the score prints them."""
    line = re.search(rf"^{kind}\.rows\s+(\d+) /\s*\d+ /\s*(\d+)", score, re.MULTILINE)
    return (int(line[1]), int(line[2])) if line else (0, 0)


def main() -> int:
    """Prints a line for each kind; 1 when one of them is under the bar."""
    database, score, bar, *golds = sys.argv[1:]
    cells = read_cells(database)
    failed = False
    for kind in KINDS:
        right, found = read_found(Path(score).read_text("utf-8"), kind)
        expected = count_expected(golds, cells, kind)
        f1 = 2 * right / (found + expected) if found + expected else 0.0
        print(f"xlsx       {kind}.rows F1 {f1:.4f}: {right} right, {expected} expected, {found} found (bar {bar})")
        failed |= f1 < float(bar)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
