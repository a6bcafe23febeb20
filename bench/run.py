"""Measures planparse against baselines in the same run: ``python bench/run.py [--write]``.

Figures of other machines, or of another hour, cannot be compared; the ratios can. Nothing here is a test.
"""

import argparse
import sys
from collections.abc import Iterator
from time import perf_counter

from agreement import measure_agreement
from corpus import find_corpora
from memory import measure_memory, measure_pages
from normalising import measure_normalising, measure_share
from reading import measure_docx, measure_pdf, measure_tables
from results import Report
from stages import measure_pipeline
from startup import measure_startup
from storing import measure_storing
from tables import Table
from tasks import measure_task_clusters

from planparse.rulebook.book import load_rules


def main() -> None:
    """Prints every table as soon as it is measured."""
    parser = argparse.ArgumentParser(description="Speed and memory of planparse, as ratios.")
    parser.add_argument("--write", action="store_true", help="also write this part of RESULTS.md")
    write = parser.parse_args().write
    begun, report = perf_counter(), Report("single")
    for table in measure_all():
        report.add(table)
    spent = perf_counter() - begun
    print(f"{spent:.0f} s", file=sys.stderr)
    if write:
        report.write("make bench", spent)


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


if __name__ == "__main__":
    main()
