"""Word documents (.docx): the package, its styles and numbering, paragraphs and tables in body order.

The XML is read straight with lxml, in one pass. python-docx hides content controls, drops tracked insertions, knows
no automatic numbers, and needs minutes for the cells of a long table.
"""

from planparse.read.docx.body import read_docx

__all__ = ["read_docx"]
