"""Peak memory of reading one plan, of that plan many times over as one file, and of PDFs of so many pages."""

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from corpus import Corpus
from tables import Table

_COPIES = (1, 10, 100)
_PAGES = (50, 500)
_READ_OURS = "from planparse.read.dispatch import read_source; read_source(data, 'x')"
_READ_PLUMBER = """
import io, pdfplumber
with pdfplumber.open(io.BytesIO(data)) as document:
    kept = [(page.extract_text(), page.extract_tables()) for page in document.pages]
"""
_IDLE = "import planparse.read.dispatch, planparse.read.pdf"
# A process begins with the peak of the one that started it: a small one stands between, so that ours does not count.
_START_SMALL = "import subprocess, sys; subprocess.run(sys.argv[1:], check=True)"
_PROGRAM = """
import resource, sys
data = open(sys.argv[1], 'rb').read()
{work}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class _Case(NamedTuple):
    """What is read, by what, and how often over; not all that pdfplumber could do is worth the wait."""

    name: str
    ending: str
    work: str
    copies: tuple[int, ...] = _COPIES


_CASES = (
    _Case("planparse, text", ".txt", _READ_OURS),
    _Case("planparse, PDF", ".pdf", _READ_OURS),
    _Case("pdfplumber, PDF", ".pdf", _READ_PLUMBER, copies=(1, 10)),
)


def measure_memory(corpus: Corpus) -> Table:
    """Megabytes that a process of its own takes at most."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        files = {ending: _repeat(corpus.of_form(ending)[0], Path(folder)) for ending in (".txt", ".pdf")}
        idle = _peak(files[".txt"][1], _IDLE)
        for case in _CASES:
            rows.append((case.name, *_megabytes(case, files[case.ending])))
    return Table(
        "Peak memory of reading",
        f"One plan, and the same plan repeated in one file; the libraries alone take {idle:.0f} MB.",
        ("reader", *(f"{copies}x" for copies in _COPIES)),
        tuple(rows),
    )


def measure_pages(corpora: Sequence[Corpus]) -> Table:
    """Megabytes that a PDF of many pages takes at most: the pages of a corpus, over and over."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.pdf"
        for corpus in corpora:
            found: list[str] = []
            for pages in _PAGES:
                path.write_bytes(_pages_of(corpus.of_form(".pdf"), pages))
                found.append(f"{_peak(path, _READ_OURS):.0f} MB")
            rows.append((corpus.name, *found))
    return Table(
        "Peak memory of long PDFs",
        "All PDFs of a corpus one after the other, repeated up to so many pages.",
        ("corpus", *(f"{pages} pages" for pages in _PAGES)),
        tuple(rows),
    )


def _pages_of(files: Sequence[Path], pages: int) -> bytes:
    made, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    sources = [pypdfium2.PdfDocument(file) for file in files]
    while len(made) < pages:
        for source in sources:
            wanted = min(len(source), pages - len(made))
            if wanted > 0:
                made.import_pages(source, pages=list(range(wanted)))
    made.save(buffer)
    return buffer.getvalue()


def _megabytes(case: _Case, files: dict[int, Path]) -> Iterator[str]:
    for copies in _COPIES:
        yield f"{_peak(files[copies], case.work):.0f} MB" if copies in case.copies else "not run"


def _repeat(file: Path, folder: Path) -> dict[int, Path]:
    made = {copies: folder / f"{copies}{file.suffix}" for copies in _COPIES}
    for copies, path in made.items():
        data = file.read_bytes()
        path.write_bytes(_repeat_pdf(data, copies) if file.suffix == ".pdf" else data * copies)
    return made


def _repeat_pdf(data: bytes, copies: int) -> bytes:
    source, made, buffer = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(copies):
        made.import_pages(source)
    made.save(buffer)
    return buffer.getvalue()


def _peak(file: Path, work: str) -> float:
    """Peak memory in MB; Linux counts in kilobytes, macOS in bytes."""
    program = [sys.executable, "-c", _PROGRAM.format(work=work), str(file)]
    done = _run([sys.executable, "-c", _START_SMALL, *program])
    return int(done) / (2**20 if sys.platform == "darwin" else 2**10)


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
