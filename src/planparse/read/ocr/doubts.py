"""How sure a reading is: the confidence of each block and cell, and what a person should look at."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from planparse.model.base import BBox, Locus, Note
from planparse.model.source import Block, Cell, Grid, Paragraph
from planparse.read.ocr.words import Scan, SeenWord

DOUBTFUL = 0.7
"""Confidence of a cell or paragraph below which it is a finding; what was read well has nine tenths and more."""

_DOUBTFUL_WORD = 0.6

_Piece = TypeVar("_Piece", Paragraph, Cell)


def rate_block(block: Block, words: Sequence[SeenWord]) -> Block:
    """The block with the confidence of the words that it is made of: those within its box."""
    if isinstance(block, Paragraph):
        return _rate(block, words)
    rows = (
        row.model_copy(update={"cells": tuple(cell and _rate(cell, words) for cell in row.cells)}) for row in block.rows
    )
    return block.model_copy(update={"rows": tuple(rows)})


def _rate(piece: _Piece, words: Sequence[SeenWord]) -> _Piece:
    if piece.locus is None or piece.locus.bbox is None:
        return piece
    return piece.model_copy(update={"confidence": mean_confidence(_words_in(words, piece.locus.bbox))})


def mean_confidence(words: Sequence[SeenWord]) -> float | None:
    """Mean over the letters, 0 to 1; None without words."""
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3) if letters else None


def _words_in(words: Sequence[SeenWord], box: BBox) -> list[SeenWord]:
    x0, y0, x1, y1 = box
    return [
        word
        for word in words
        if x0 <= (word.box[0] + word.box[2]) / 2 <= x1 and y0 <= (word.box[1] + word.box[3]) / 2 <= y1
    ]


def block_notes(block: Block, words: Sequence[SeenWord]) -> Iterator[Note]:
    """Notes ``ocr.doubtful`` and ``ocr.mended`` on a block that was rated."""
    if isinstance(block, Paragraph):
        yield from _piece_notes(block, block.locus, words)
        return
    for cell, locus in _own_cells(block):
        yield from _piece_notes(cell, locus, words)


def _own_cells(grid: Grid) -> Iterator[tuple[Cell, Locus]]:
    """Each cell once: merged cells stand in several rows."""
    for row in grid.rows:
        for cell in row.cells:
            if cell and cell.locus and not cell.merged_above:
                yield cell, cell.locus


def _piece_notes(piece: Paragraph | Cell, locus: Locus, words: Sequence[SeenWord]) -> Iterator[Note]:
    own = _words_in(words, locus.bbox) if locus.bbox else []
    if piece.confidence is not None and piece.confidence < DOUBTFUL:
        doubtful = [word.text for word in own if word.confidence < _DOUBTFUL_WORD]
        yield Note(code="ocr.doubtful", text=" ".join(doubtful)[:160], locus=locus)
    for word in own:
        if word.read is not None:
            yield Note(code="ocr.mended", text=f"{word.read} → {word.text}", locus=locus)


def scan_notes(scan: Scan) -> Iterator[Note]:
    """Notes ``ocr.blank_page`` and ``ocr.unread`` on a page."""
    number = scan.page.number
    if scan.is_blank:
        yield Note(code="ocr.blank_page", text=f"page {number}", locus=Locus(path=f"page {number}", page=number))
    for x0, y0, x1, y1 in scan.unread:
        box = (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
        yield Note(code="ocr.unread", text=f"page {number}", locus=Locus(path=f"page {number}", page=number, bbox=box))


def format_numbers(numbers: Sequence[int]) -> str:
    """Page numbers in short.

    >>> format_numbers([1, 2, 3, 5, 7, 8])
    'pages 1-3, 5, 7-8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "pages " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
