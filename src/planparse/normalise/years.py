"""The year a plan is for, and its date of issue."""

import datetime as dt

import regex

from planparse.model.plan import Header

# Years inside a date ("ngày 22/12/2024") or a document number ("25/2021/QĐ-TTg") are not the plan's.
_DATE_OR_NUMBER = regex.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+20\d\d|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d|\d+\s*/\s*20\d\d\s*/\s*\p{L}[\p{L}\d-]*",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?<!(?:đến|hết|cuối|trước)\s)năm\s+(20\d\d)", regex.IGNORECASE)
_RANGE = regex.compile(r"(20\d\d)\s*[-–]\s*20\d\d")
_ANY_YEAR = regex.compile(r"(?<![\d/])(20\d\d)(?![\d/])")


def find_plan_year(title: str | None, issued_year: int | None) -> int | None:
    """The year in the title, not counting years inside dates or document numbers there; else the year of issue.

    Of several years the last named counts; of a period the first.

    >>> find_plan_year("Chuyển đổi số xã Tân Hòa năm 2026", 2025)
    2026
    >>> find_plan_year("Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2025", 2026)
    2026
    """
    text = _DATE_OR_NUMBER.sub(" ", title or "")
    if years := _YEAR.findall(text):
        return int(years[-1])
    if period := _RANGE.search(text):
        return int(period[1])
    if not issued_year and (years := _ANY_YEAR.findall(text)):
        return int(years[-1])
    return issued_year


def find_issued_on(header: Header) -> dt.date | None:
    """The date of issue, only when day, month and year are all printed and such a day exists."""
    if not (header.issued_year and header.issued_month and header.issued_day):
        return None
    try:
        return dt.date(header.issued_year, header.issued_month, header.issued_day)
    except ValueError:
        return None


def format_issued_edtf(header: Header) -> str | None:
    """As much of the date of issue as is printed, in EDTF: ``2026-04``."""
    if header.issued_year is None:
        return None
    if header.issued_month is None or not 1 <= header.issued_month <= 12:
        return str(header.issued_year)
    issued_on = find_issued_on(header)
    return issued_on.isoformat() if issued_on else f"{header.issued_year}-{header.issued_month:02}"
