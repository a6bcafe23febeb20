"""A small database with everything that the report shows: conflicts, days past and ahead, hostile words."""

import base64
import datetime as dt
import gzip
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from builders import (
    assignment_row,
    citation_row,
    deadline_row,
    diagnostic_row,
    indicator_row,
    occurrence_row,
    plan_row,
    records,
    source_row,
    target_row,
    task_row,
)

from planparse.model.records import Records
from planparse.report.page.choosing import Wish, settle_choice
from planparse.report.page.making import Report, Setting, make_report
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only
from planparse.store.rows import AgencyRow, CommuneRow, DocumentRow, IndicatorCatalogRow, IngestRow, Reference
from planparse.wording.catalogue import Catalogue, Language

TODAY = dt.date(2026, 6, 15)
HOSTILE = '</script><script>window.hacked = 1</script><img src="http://example.org/x.png" onerror="window.hacked = 1">'
FORMULA = '=HYPERLINK("http://example.org")'
LONG_WORD = "Đ" * 400
HALL, POLICE = "office_hall", "police"

REFERENCE = Reference(
    "r1",
    (
        AgencyRow(HALL, "Văn phòng HĐND và UBND", "office", "commune", ("VP HĐND-UBND",)),
        AgencyRow(POLICE, "Công an xã", "police", "commune", ("CAX",)),
    ),
    (
        IndicatorCatalogRow("books.village", "Tỷ lệ thôn có tủ sách", "%", "xã hội số", ()),
        IndicatorCatalogRow("sign.digital", "Tỷ lệ người dân có chữ ký số", "%", "kinh tế số", ()),
    ),
    (
        CommuneRow("00001", "Sông Thử", "xã", "31", "Hải Phòng", 20.8, 106.7),
        CommuneRow("00002", "Đăng Sơn", "phường", "31", "Hải Phòng", 20.9, 106.6),
        CommuneRow("00003", "Sông Thử", "xã", "01", "Hà Nội", 21.0, 105.8),
        CommuneRow("00004", "Mù Cả", "xã", "12", "Lai Châu", 22.4, 102.6),
        CommuneRow("20333", "Hoàng Sa", "đặc khu", "48", "Đà Nẵng", 16.568, 112.135),
        CommuneRow("22736", "Trường Sa", "đặc khu", "56", "Khánh Hòa", 9.71, 114.45),
    ),
    (),
    (DocumentRow("01-NQ/TW", "Phát triển thư viện", "Nghị quyết", "2024-12-22", "Bộ Chính trị", ()),),
)
PLACES = {
    "p1": ("00001", "Sông Thử", "xã", "31", "Hải Phòng"),
    "p2": ("00002", "Đăng Sơn", "phường", "31", "Hải Phòng"),
    "p3": ("00003", "Sông Thử", "xã", "01", "Hà Nội"),
}
VALUES: dict[str, dict[str, Any]] = {
    "p1": {"low": 80.5, "raw": "từ 80,5% trở lên"},
    "p2": {"low": 90, "raw": "≥90%", "corrected": True},
    "p3": {"comparator": "=", "low": 12, "high": 12, "unit": "thôn", "raw": "12 thôn"},
}


def plan_of(plan: str, **given: Any) -> Records:
    """A plan with two indicators, four tasks, a citation and a finding."""
    code, name, kind, province_code, province = PLACES[plan]
    value = {key: Decimal(str(v)) if key in ("low", "high") else v for key, v in VALUES[plan].items()}
    second_year = 2030 if plan == "p2" else 2026
    return records(
        plan_row(
            plan,
            **{
                "source_path": f"plans/{plan}.pdf",
                "media_type": "application/pdf",
                "number": 97,
                "symbol": "KH-UBND",
                "issued_on": dt.date(2026, 1, 15),
                "commune_code": code,
                "commune_name": name,
                "commune_type": kind,
                "province_code": province_code,
                "province_name": province,
                **given,
            },
        ),
        indicators=(
            indicator_row(1, plan, code="books.village"),
            indicator_row(2, plan, code="sign.digital", name="Người dân có chữ ký số"),
            indicator_row(3, plan, name=f"Chỉ tiêu lạ {HOSTILE}"),
        ),
        targets=(
            target_row(1, plan, code="books.village", **value),
            target_row(2, plan, code="sign.digital", low=Decimal(50), year=second_year),
        ),
        tasks=_tasks(plan),
        deadlines=(
            deadline_row(1, plan, kind="dated", end_on=dt.date(2026, 3, 31), raw="Quý I/2026"),
            deadline_row(2, plan, kind="dated", end_on=dt.date(2026, 6, 30), raw="Quý II/2026"),
            deadline_row(3, plan, kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3", raw="Hằng quý"),
            deadline_row(
                4, plan, kind="conditional", condition="Sau khi tỉnh ban hành", waits_for="province", raw="Sau khi"
            ),
        ),
        occurrences=tuple(occurrence_row(dt.date(2026, month, 28), 3, plan) for month in (3, 6, 9, 12)),
        assignments=(
            assignment_row(f"{plan}-n1", plan, agency_code=POLICE if plan == "p1" else HALL),
            assignment_row(f"{plan}-n2", plan, agency_code=HALL),
            assignment_row(f"{plan}-n2", plan, agency_code=POLICE, role="support"),
            assignment_row(f"{plan}-n3", plan, agency_raw="Tổ đọc sách"),
            assignment_row(f"{plan}-i1", plan, agency_code=HALL),
        ),
        citations=(citation_row(1, plan, relation="implements", issuer_level="party"),),
        diagnostics=(
            diagnostic_row(1, plan, page=2, locator="page 2/table[1]/row[3]"),
            diagnostic_row(2, plan, severity="warning", code="row.short", message=HOSTILE),
        ),
        source_rows=(source_row(1, plan),),
    )


def _tasks(plan: str) -> tuple[object, ...]:
    past, ahead = dt.date(2026, 3, 31), dt.date(2026, 6, 30)
    if plan == "p2":
        past = dt.date(2026, 5, 31)
    return (
        task_row(1, plan, name="Đăng ký chữ ký số", task_key="đăng ký chữ ký số", due_on=past, deadline_kind="dated"),
        task_row(2, plan, name=f"Mở thư viện {HOSTILE}", due_on=ahead, deadline_kind="dated", deadline_raw=FORMULA),
        task_row(3, plan, name=f"Báo cáo {LONG_WORD}", deadline_kind="recurring", deadline_raw="Hằng quý"),
        task_row(4, plan, name="Theo tỉnh", deadline_kind="conditional", group_path=("II. Phát triển kinh tế số",)),
    )


def build_database(folder: Path, *plans: Records) -> Path:
    """A database of these plans, of which one file failed."""
    path = folder / "plans.duckdb"
    failed = IngestRow(
        "plans/<b>hỏng</b>.pdf", None, "failed", "no text", 0.1, reason="unreadable", bytes=10, rows=None, run_id="run1"
    )
    with open_for_writing(path) as store:
        store.put_reference(REFERENCE)
        store.put([build_plan_lines(plan) for plan in plans], [failed] if plans else [])
    return path


def three_plans(folder: Path) -> Path:
    return build_database(folder, *(plan_of(plan) for plan in PLACES))


def make(path: Path, wish: Wish | None = None, language: Language = "vi", folder: Path | None = None) -> Report:
    """The report of a database."""
    with open_read_only(path) as connection:
        choice = settle_choice(connection, wish or Wish())
        setting = Setting(choice, TODAY, path.name, folder or path.parent)
        return make_report(connection, setting, Catalogue(language))


def unpack(html: str, part: str) -> dict[str, Any]:
    """The data of a part, as the page will see it."""
    found = re.search(rf'id="data-{part}">([^<]*)</script>', html)
    assert found is not None, f"no data of {part}"
    value: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return value
