"""Do our cells and those of pdfplumber say the same? Both find the cells of a page; equal boxes are compared."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from corpus import Corpus
from tables import Table

from planparse.model.source import Grid, Source
from planparse.read.pdf import read_pdf

_NEAR = 3.0  # points by which the sides of one cell may differ: half a thick ruling line and more
_KINDS = ("equal", "equal but for spaces", "different")

Box = tuple[float, float, float, float]
Found = list[tuple[Box, str]]


def measure_agreement(corpora: Sequence[Corpus]) -> Table:
    """Shares of the cells that both find."""
    rows: list[tuple[str, ...]] = []
    for corpus in corpora:
        counts: Counter[str] = Counter()
        for file in corpus.of_form(".pdf"):
            counts.update(_compare_file(file))
        matched = sum(counts[kind] for kind in _KINDS)
        shares = (f"{counts[kind] / max(matched, 1):.1%}" for kind in _KINDS)
        rows.append((corpus.name, f"{counts['ours']}", f"{matched}", *shares))
    return Table(
        "Cells of PDFs as pdfplumber reads them",
        "Cells with text in both, matched by their boxes; a cell that goes on over the page break counts on each page.",
        ("corpus", "our cells", "matched", *_KINDS),
        tuple(rows),
    )


def _compare_file(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    ours = _our_cells(read_pdf(data).value)
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            theirs = list(_their_cells(page))
            for box, text in ours.get(number, []):
                yield "ours"
                other = next((said for place, said in theirs if _is_same(box, place)), None)
                if other is not None:
                    yield _judge(text, other)
            page.close()


def _our_cells(source: Source) -> dict[int, Found]:
    found: dict[int, Found] = {}
    for block in source.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            for cell in row.cells:
                if cell and cell.text and not cell.merged_above and cell.locus and cell.locus.page and cell.locus.bbox:
                    found.setdefault(cell.locus.page, []).append((cell.locus.bbox, cell.text))
    return found


def _their_cells(page: pdfplumber.page.Page) -> Iterator[tuple[Box, str]]:
    for table in page.find_tables():
        for row, texts in zip(table.rows, table.extract(), strict=True):
            yield from ((box, text) for box, text in zip(row.cells, texts, strict=True) if box and text)


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _judge(ours: str, theirs: str) -> str:
    if ours.split() == theirs.split():
        return "equal"
    return "equal but for spaces" if "".join(ours.split()) == "".join(theirs.split()) else "different"
