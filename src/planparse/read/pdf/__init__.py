"""Reads PDFs that have a text layer."""

from planparse.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]
