"""One Excel workbook for people: a cover, the matrix of indicators, a sheet for each view and table.

``book`` puts it together; ``sheet`` writes one view or table, ``matrix`` the communes against the indicators, ``cover``
and ``columns`` what explains the rest. Sheets are written row by row without being held in memory. Text is always
written as text, so that nothing in a plan can run as a formula or become a link.
"""

from planparse.report.workbook.book import write_workbook

__all__ = ["write_workbook"]
