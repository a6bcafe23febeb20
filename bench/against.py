"""The whole pipeline, database included, against libraries that only read the same files: per core, by turns."""

import hashlib
import io
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import docx
import pdfplumber
from generate.make import PlanSet
from tables import Table, format_seconds

from planparse.batch.results import Job, Parsed
from planparse.batch.serving import Reader
from planparse.batch.work import load_reader
from planparse.store.duck import Store, open_for_writing

_RUNS = 3
_FILES = 20
"""Files of each form: every so many of the set, so that the long ones are among them."""
_CELL_FILES = 4  # cell by cell, a long table takes python-docx a minute

Files = Sequence[tuple[bytes, str]]


def measure_against(plans: PlanSet) -> Table:
    """Seconds of processor of ours, as a worker reads, and of theirs."""
    pdf, word, read = _sample(plans, "pdf"), _sample(plans, "docx"), load_reader(None)
    rows = (
        _row("PDF: pdfplumber, extract_text and extract_tables", pdf, read, _plumber, bar="4x"),
        _row("Word: python-docx, row.cells", word, read, _row_cells, bar="3x"),
        _row("Word: python-docx, table.cell(i, j)", word[:_CELL_FILES], read, _cell_by_cell, bar="none"),
    )
    return Table(
        "Whole pipeline against bare readers",
        f"Bytes to rows in the database on our side, text and cells on theirs; {_FILES} files of each form, one core,"
        " by turns, seconds of processor. python-docx 1.2 made row.cells quick (it walks the row and no longer builds a"
        " grid of the table for it): it does little more than parse the XML, which is where our work begins.",
        ("form: baseline", "files", "planparse", "baseline", "faster", "bar"),
        rows,
    )


def _sample(plans: PlanSet, form: str) -> Files:
    files = plans.of_form(form)
    return [(path.read_bytes(), path.name) for path in files[:: max(1, len(files) // _FILES)][:_FILES]]


def _row(name: str, files: Files, read: Reader, baseline: Callable[[bytes], object], *, bar: str) -> tuple[str, ...]:
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(_RUNS):
            with open_for_writing(Path(folder) / f"{run}.duckdb") as store:
                ours = _cpu(lambda store=store: _ingest(files, read, store))  # type: ignore[misc]
            theirs = _cpu(lambda: [baseline(data) for data, _ in files])
            measured.append((ours, theirs))
    ours, theirs = (median(side) / len(files) for side in zip(*measured, strict=True))
    ratio = median(other / one for one, other in measured)
    return name, f"{len(files)}", format_seconds(ours), format_seconds(theirs), f"{ratio:.1f}x", bar


def _ingest(files: Files, read: Reader, store: Store) -> None:
    jobs = [Job(name, hashlib.sha256(data).hexdigest(), data) for data, name in files]
    results = [read(job) for job in jobs]
    store.put([result.lines for result in results if isinstance(result, Parsed)], [])


def _plumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def _row_cells(data: bytes) -> object:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def _cell_by_cell(data: bytes) -> object:
    tables = docx.Document(io.BytesIO(data)).tables
    return [
        [[table.cell(i, j).text for j in range(len(table.columns))] for i in range(len(table.rows))] for table in tables
    ]


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
