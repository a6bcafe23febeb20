"""Canonical readings of one text: what a deadline, a target, an agency, a citation or a place means."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from planparse.model.base import Frozen

Comparator = Literal["=", ">=", ">", "<=", "<", "range", "text"]
Change = Literal["increase", "decrease"]
Relation = Literal["basis", "implements", "replaces", "mentions"]
IssuerLevel = Literal["central", "party", "province", "commune", "other"]
AgencyRole = Literal["lead", "support"]
Precision = Literal["day", "month", "quarter", "half_year", "year", "range"]
WaitsFor = Literal["central", "province", "commune", "event"]


class Dated(Frozen):
    """A part of a deadline that names days on the calendar.

    Attributes:
        start_on: None when the part is only an end ("trước ngày 30/6/2026").
        end_on: None when it is only a beginning ("từ quý III/2026"); a range without end is ``start/..`` in ``edtf``.
        edtf: ISO 8601-2 EDTF level 2; quarters are 33 to 36, half years 40 and 41.
    """

    kind: Literal["dated"] = "dated"
    raw: str
    precision: Precision
    start_on: dt.date | None
    end_on: dt.date | None
    edtf: str


class Ongoing(Frozen):
    """A task without end: "Thường xuyên", "liên tục"."""

    kind: Literal["ongoing"] = "ongoing"
    raw: str


class Recurring(Frozen):
    """A task that comes back: "Hàng năm". ``rrule`` is RFC 5545 without the ``RRULE:`` prefix."""

    kind: Literal["recurring"] = "recurring"
    raw: str
    rrule: str


class Conditional(Frozen):
    """A task that waits for something: "Sau khi Thành phố ban hành Kế hoạch".

    Attributes:
        waits_for: for whose act: a body of the centre, the province or the commune; or for an event or the end of a
            term of days; None where the text names none of them ("khi có kinh phí").
    """

    kind: Literal["conditional"] = "conditional"
    raw: str
    condition: str
    waits_for: WaitsFor | None = None


class Unspecified(Frozen):
    """An empty cell, "-" or "..."."""

    kind: Literal["unspecified"] = "unspecified"
    raw: str


class Unparsed(Frozen):
    """Words that no rule reads. Always beside a ``deadline.unparsed`` or ``deadline.impossible`` note."""

    kind: Literal["unparsed"] = "unparsed"
    raw: str


DeadlinePart = Annotated[
    Dated | Ongoing | Recurring | Conditional | Unspecified | Unparsed, Field(discriminator="kind")
]


class Target(Frozen):
    """A target value (*chỉ tiêu phấn đấu*).

    Attributes:
        year: None leaves it to the caller (the column's, group's or plan's year).
        low, high: "=" sets both; ">=" and ">" low; "<=" and "<" high; "range" both; "text" neither.
        unit: of the number as printed ("%", "sáng kiến"); None when the cell prints none.
        aspirational: the text says "phấn đấu".
        basis: what a share is a share of ("GRDP").
        scope: whom the value is for, when a cell holds several.
        unit_code: canonical unit ("vnd" of "triệu đồng"); None when the unit is not in the list.
        low_base, high_base: the numbers in the base unit of ``unit_code``; None without one.
        per: what a rate is per ("thôn" of "01 mô hình/thôn").
        change: the number is by how much something grows or shrinks ("tăng 10%").
        compared_to: what a change is measured against ("năm 2025").
        out_of: how many there are in all: 5 of "3/5 tiêu chí", 25 of "100% (25/25)".
    """

    raw: str
    year: int | None = None
    comparator: Comparator
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    aspirational: bool = False
    basis: str | None = None
    scope: str | None = None
    unit_code: str | None = None
    low_base: Decimal | None = None
    high_base: Decimal | None = None
    per: str | None = None
    change: Change | None = None
    compared_to: str | None = None
    out_of: Decimal | None = None


class AgencyMatch(Frozen):
    """An agency (*đơn vị, cơ quan*) named in a cell; ``code`` and ``score`` (0 to 100) are None where none matches.

    Attributes:
        role: where the cell itself says it ("(phối hợp)"); None leaves it to the column of the cell.
    """

    raw: str
    code: str | None
    score: float | None
    role: AgencyRole | None = None


class Citation(Frozen):
    """A mention of a legal document.

    Attributes:
        symbol: no spaces, as printed ("57-NQ/TW"); None where the document is named without one ("Luật Dữ liệu").
        issued_on: where the date is printed next to the mention.
        issuer: as printed after "của" ("Bộ Chính trị"); issuer_level: what kind of body that is, or the symbol says.
        document: the one form of all spellings of this document; see ``normalise/citations/documents.py``.
        issuer_place: code of the province or commune whose body issued it; known within a plan only.
        carrier: the mention that carries it out ("Kế hoạch ... triển khai Nghị quyết ..."), counted from 0 in the text.
    """

    raw: str
    doc_type: str | None
    symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    relation: Relation
    document: str
    issuer_level: IssuerLevel | None
    issuer_place: str | None = None
    carrier: int | None = None


class Place(Frozen):
    """The commune that issued a plan (*đơn vị hành chính cấp xã*). None is "not known from the text"."""

    commune_code: str | None = None
    commune_name: str | None = None
    commune_type: str | None = None
    province_code: str | None = None
    province_name: str | None = None
