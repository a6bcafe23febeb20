"""The year a plan is for, and its date of issue."""

import datetime as dt
from collections.abc import Sequence

import regex

from planparse.model.base import Note, Outcome
from planparse.model.plan import Appendix, Header

# Years inside a date ("ngày 22/12/2024") or a document number ("25/2021/QĐ-TTg") are not the plan's.
_DATE_OR_NUMBER = regex.compile(
    r"ngày[\s\d.…_]*tháng[\s\d.…_]*năm[\s.…_]*20\d\d|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d|\d+\s*/\s*20\d\d\s*/\s*\p{L}[\p{L}\d-]*",
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


def find_attached_year(header: Header, appendices: Sequence[Appendix]) -> Outcome[int | None]:
    """The year that "Kèm theo" lines name, else that titles of appendices do, for a file that holds nothing but them.

    Of titles with several years ("Kết quả năm 2025", "Chỉ tiêu năm 2026") the one that has the year of issue counts.

    Notes: header.from_attachment, header.attachments_differ.
    """
    for texts in ([one.attached_to or "" for one in appendices], [one.title for one in appendices]):
        named = {year: one for one, text in zip(appendices, texts, strict=True) if (year := _named_year(text))}
        years = sorted(named)
        if len(years) > 1 and header.issued_year in named:
            years = [year for year in years if year == header.issued_year]
        if len(years) == 1:
            note = Note(code="header.from_attachment", text=f"năm {years[0]}", locus=named[years[0]].locus)
            return Outcome[int | None](value=years[0], notes=(note,))
        if years:
            note = Note(code="header.attachments_differ", text="; ".join(f"năm {year}" for year in years))
            return Outcome[int | None](value=None, notes=(note,))
    return Outcome[int | None](value=None)


def _named_year(text: str) -> int | None:
    years = _YEAR.findall(_DATE_OR_NUMBER.sub(" ", text))
    return int(years[-1]) if years else None


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
