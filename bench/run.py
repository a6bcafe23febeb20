"""Measures planparse against baselines in the same run: ``python bench/run.py [--write]``.

Figures of other machines, or of another hour, cannot be compared; the ratios can. Nothing here is a test.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from agreement import measure_agreement
from corpus import find_corpora
from measuring import seconds
from memory import measure_memory, measure_pages
from normalising import measure_normalising, measure_share
from reading import measure_docx, measure_pdf, measure_tables
from stages import measure_pipeline
from startup import measure_startup
from storing import measure_storing
from tables import Table, format_table
from tasks import measure_task_clusters

from planparse.rulebook.book import load_rules

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Prints every table as soon as it is measured."""
    parser = argparse.ArgumentParser(description="Speed and memory of planparse, as ratios.")
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    write = parser.parse_args().write
    lines: list[str] = []

    def run() -> None:
        for table in measure_all():
            part = [*format_table(table), ""]
            print("\n".join(part), flush=True)
            lines.extend(part)

    spent = seconds(run)
    print(f"{spent:.0f} s", file=sys.stderr)
    if write:
        RESULTS.write_text("\n".join([*_head(spent), *lines[:-1]]) + "\n", "utf-8")


def measure_all() -> Iterator[Table]:
    """All tables, the quick ones last."""
    corpora, rules = find_corpora(), load_rules()
    yield measure_pdf(corpora)
    yield measure_agreement(corpora)
    yield measure_docx(corpora)
    yield measure_tables(corpora)
    yield measure_storing(corpora, rules)
    yield measure_pipeline(corpora, rules)
    yield measure_normalising(corpora, rules)
    yield measure_share(corpora, rules)
    yield measure_task_clusters(rules)
    yield measure_memory(corpora[0])
    yield measure_pages(corpora)
    yield measure_startup()


def _head(spent: float) -> Iterator[str]:
    yield "# Results of one run"
    yield ""
    machine = f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}"
    yield f"`make bench` with `--write`, Python {platform.python_version()}, {machine}, {spent:.0f} s."
    yield "Ratios are medians of runs by turns; other work on the machine moves the absolute figures."
    yield ""


if __name__ == "__main__":
    main()
