"""Reads PDFs: text layers as they are, pages that are pictures by OCR."""

from planparse.model.base import Outcome
from planparse.model.source import Source

__all__ = ["read_pdf"]


def read_pdf(data: bytes) -> Outcome[Source]:
    """The text and tables of a PDF; see :func:`planparse.read.pdf.reader.read_pdf`."""
    # The reader draws on OCR, and OCR on what both share (pages, tables): loaded at once, they would be a circle.
    from planparse.read.pdf.reader import read_pdf as read

    return read(data)
