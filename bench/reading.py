"""Our readers against the libraries that people take first: pdfplumber and python-docx."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import docx
import pdfplumber
from corpus import Corpus
from long_table import build_long_table
from lxml import etree
from measuring import Pair, compare
from tables import Table, format_seconds

from planparse.read.docx import read_docx
from planparse.read.pdf import read_pdf

_RUNS = 3
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Reader = Callable[[bytes], object]


def measure_pdf(corpora: Sequence[Corpus]) -> Table:
    """Pages per second of PDF reading."""
    rows: list[tuple[str, ...]] = []
    for corpus in corpora:
        data = _load(corpus.of_form(".pdf"))
        pages = sum(_count_pages(one) for one in data)
        pair = _compare(read_pdf, _pdfplumber, data)
        rows.append((corpus.name, f"{pages}", _rate(pages, pair.ours), _rate(pages, pair.baseline), _times(pair)))
    return Table(
        "PDF reading",
        "Our reader (text, tables, reading order) against pdfplumber's extract_text and extract_tables of every page.",
        ("corpus", "pages", "planparse", "pdfplumber", "faster"),
        tuple(rows),
    )


def measure_docx(corpora: Sequence[Corpus]) -> Table:
    """Seconds of Word reading."""
    return Table(
        "Word reading",
        "Our reader (with numbering and merged cells) against python-docx: cells by table.cell(i, j), and text only.",
        ("corpus", "files", "planparse", "python-docx", "faster"),
        tuple(_docx_rows(corpora)),
    )


def measure_tables(corpora: Sequence[Corpus]) -> Table:
    """Seconds of reading the tables of Word documents, against the least that this can cost."""
    long = [("a table of 3,000 rows", [build_long_table(3_000)])]
    named = [(corpus.name, _load(corpus.of_form(".docx"))) for corpus in corpora] + long
    rows: list[tuple[str, ...]] = []
    for name, data in named:
        pair = _compare(read_docx, _bare_lxml, data)
        ours, theirs = format_seconds(pair.ours), format_seconds(pair.baseline)
        rows.append((name, f"{len(data)}", ours, theirs, f"{1 / pair.ratio:.1f}x"))
    return Table(
        "Word tables against bare lxml",
        "Our reader (styles, numbers, merges, places, the text outside tables too) against lxml walking every w:t of "
        "every cell; both parse the file. The ratio says how many times as long ours takes.",
        ("corpus", "files", "planparse", "bare lxml", "ratio"),
        tuple(rows),
    )


def _docx_rows(corpora: Sequence[Corpus]) -> Iterator[tuple[str, ...]]:
    for corpus in corpora:
        data = _load(corpus.of_form(".docx"))
        for name, baseline in (("cell(i, j)", _cell_by_cell), ("text only", _text_only)):
            pair = _compare(read_docx, baseline, data)
            ours, theirs = format_seconds(pair.ours), format_seconds(pair.baseline)
            yield f"{corpus.name}, {name}", f"{len(data)}", ours, theirs, _times(pair)


def _load(files: Sequence[Path]) -> list[bytes]:
    return [file.read_bytes() for file in files]


def _compare(ours: Reader, baseline: Reader, data: Sequence[bytes]) -> Pair:
    return compare(lambda: [ours(one) for one in data], lambda: [baseline(one) for one in data], runs=_RUNS)


def _count_pages(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return len(document.pages)


def _pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _cell_by_cell(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    _text(document)
    for table in document.tables:
        width = len(table.columns)
        for row in range(len(table.rows)):
            for column in range(width):
                with suppress(IndexError):  # a row that begins or ends short of the others
                    _ = table.cell(row, column).text


def _bare_lxml(data: bytes) -> None:
    """The least that reading tables can cost: every w:t by row and cell, nothing else looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for row in root.iter(_W + "tr"):
        _ = ["".join([part.text or "" for part in cell.iter(_W + "t")]) for cell in row.iter(_W + "tc")]


def _text_only(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    _text(document)
    for table in document.tables:
        for row in table.rows:
            _ = [cell.text for cell in row.cells]


def _text(document: docx.document.Document) -> None:
    _ = [paragraph.text for paragraph in document.paragraphs]


def _rate(pages: int, seconds: float) -> str:
    return f"{pages / seconds:.0f} pages/s"


def _times(pair: Pair) -> str:
    return f"{pair.ratio:.1f}x"
