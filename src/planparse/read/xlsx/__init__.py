"""Excel workbooks (.xlsx): their sheets as title lines and tables, every number as the sheet shows it.

The XML is read straight with lxml, cell by cell: what a sheet says about its own size is often wrong and never asked.
"""

from planparse.read.xlsx.reader import read_xlsx

__all__ = ["read_xlsx"]
