"""Rows with good defaults, so that a test spells out only what it is about."""

import datetime as dt
from typing import Any, TypeVar

from planparse.model.base import Frozen
from planparse.model.records import (
    AppendixRow,
    AssignmentRow,
    CitationRow,
    DeadlineRow,
    DiagnosticRow,
    DigitalSignatureRow,
    FieldSourceRow,
    FootnoteRow,
    IndicatorRow,
    OccurrenceRow,
    PlanRow,
    Records,
    SectionRow,
    SourceRow,
    TableRow,
    TargetRow,
    TaskRow,
)

M = TypeVar("M", bound=Frozen)

PLAN = "p1"
_WHERE: dict[str, object] = {"page": 2, "bbox": (10.0, 20.0, 300.0, 40.0), "locator": "page 2/table[1]/row[3]"}
_RAW = dict.fromkeys(("lead_raw", "support_raw", "output_raw", "notes_raw"))


def _build(model: type[M], defaults: dict[str, Any], given: dict[str, Any]) -> M:
    return model.model_validate(defaults | given)


def plan_row(plan_id: str = PLAN, **given: object) -> PlanRow:
    nothing = dict.fromkeys(PlanRow.model_fields)
    defaults = nothing | {
        "plan_id": plan_id,
        "source_path": f"plans/{plan_id}.docx",
        "source_sha256": f"sha-{plan_id}",
        "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text_origin": "native",
        "doc_type": "KẾ HOẠCH",
        "title": "Phát triển thư viện xã năm 2026",
        "plan_year": 2026,
        "status": "issued",
        "commune_code": "00001",
        "commune_name": "Sông Thử",
        "commune_type": "xã",
        "province_name": "Tỉnh Mẫu",
        "recipients": (),
        "corrected": (),
        "parser_version": "1",
        "rules_version": "r1",
    }
    return _build(PlanRow, defaults, given)


def section_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> SectionRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "section_id": f"{plan_id}-s{ordinal}",
        "parent_id": None,
        "ordinal": ordinal,
        "level": 1,
        "label": "I",
        "heading": "MỤC ĐÍCH",
        "text": "",
    }
    return _build(SectionRow, defaults, given)


def appendix_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> AppendixRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "appendix_id": f"{plan_id}-a{ordinal}",
        "ordinal": ordinal,
        "label": "I",
        "number": 1,
        "title": "DANH MỤC NHIỆM VỤ",
        "attached_to_raw": None,
        "text": "",
    }
    return _build(AppendixRow, defaults, given)


def table_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> TableRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "table_id": f"{plan_id}-t{ordinal}",
        "appendix_id": None,
        "section_id": None,
        "ordinal": ordinal,
        "kind": "task",
        "header": ("STT", "Nhiệm vụ"),
        "roles": ("ordinal", "name"),
        "page_first": 2,
        "page_last": 3,
    }
    return _build(TableRow, defaults, given)


def source_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> SourceRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "row_id": f"{plan_id}-r{ordinal}",
        "table_id": f"{plan_id}-t1",
        "ordinal": ordinal,
        "cells": ("1", "Mở phòng đọc"),
        "kind": "record",
        "record_id": None,
    }
    return _build(SourceRow, defaults, given)


def task_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> TaskRow:
    defaults = (
        _WHERE
        | _RAW
        | {
            "plan_id": plan_id,
            "task_id": f"{plan_id}-n{ordinal}",
            "table_id": f"{plan_id}-t1",
            "section_id": None,
            "ordinal": ordinal,
            "label": str(ordinal),
            "group_path": (),
            "group_labels": (),
            "name": f"Mở phòng đọc thứ {ordinal}",
            "task_key": None,
            "deadline_raw": None,
            "due_on": None,
            "deadline_kind": "unspecified",
            "leads": (),
            "confidence": 1.0,
        }
    )
    return _build(TaskRow, defaults, given)


def indicator_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> IndicatorRow:
    defaults = (
        _WHERE
        | _RAW
        | {
            "plan_id": plan_id,
            "indicator_id": f"{plan_id}-i{ordinal}",
            "table_id": f"{plan_id}-t1",
            "section_id": None,
            "ordinal": ordinal,
            "label": str(ordinal),
            "group_path": (),
            "group_labels": (),
            "name": f"Tỷ lệ thôn có tủ sách {ordinal}",
            "unit_raw": "%",
            "code": None,
            "match_score": None,
            "confidence": 1.0,
        }
    )
    return _build(IndicatorRow, defaults, given)


def target_row(indicator: int = 1, plan_id: str = PLAN, **given: object) -> TargetRow:
    nothing = dict.fromkeys(TargetRow.model_fields) | {"corrected": False}
    defaults = (
        nothing
        | _WHERE
        | {
            "plan_id": plan_id,
            "indicator_id": f"{plan_id}-i{indicator}",
            "ordinal": 1,
            "raw": "≥80%",
            "year": 2026,
            "comparator": ">=",
            "unit": "%",
            "aspirational": False,
            "indicator_name": f"Tỷ lệ thôn có tủ sách {indicator}",
            "indicator_ordinal": indicator,
            "unit_raw": "%",
        }
    )
    return _build(TargetRow, defaults, given)


def deadline_row(task: int = 1, plan_id: str = PLAN, **given: object) -> DeadlineRow:
    nothing = dict.fromkeys(DeadlineRow.model_fields)
    defaults = (
        nothing
        | _WHERE
        | {
            "plan_id": plan_id,
            "task_id": f"{plan_id}-n{task}",
            "ordinal": 1,
            "raw": "",
            "kind": "unspecified",
        }
    )
    return _build(DeadlineRow, defaults, given)


def occurrence_row(due_on: dt.date, task: int = 1, plan_id: str = PLAN, **given: object) -> OccurrenceRow:
    defaults = _WHERE | {"plan_id": plan_id, "task_id": f"{plan_id}-n{task}", "deadline_ordinal": 1, "due_on": due_on}
    return _build(OccurrenceRow, defaults, given)


def assignment_row(record_id: str, plan_id: str = PLAN, **given: object) -> AssignmentRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "record_id": record_id,
        "role": "lead",
        "ordinal": 1,
        "agency_raw": "Phòng VH-XH",
        "agency_code": None,
        "match_score": None,
    }
    return _build(AssignmentRow, defaults, given)


def field_source_row(record_id: str, plan_id: str = PLAN, **given: object) -> FieldSourceRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "record_id": record_id,
        "field": "deadline_raw",
        "ordinal": 1,
        "raw": "Quý II/2026",
    }
    return _build(FieldSourceRow, defaults, given)


def citation_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> CitationRow:
    defaults = _WHERE | {
        "plan_id": plan_id,
        "ordinal": ordinal,
        "raw": "Nghị quyết số 01-NQ/TW",
        "doc_type": "Nghị quyết",
        "symbol": "01-NQ/TW",
        "issued_on": None,
        "issuer": None,
        "relation": "basis",
        "document": given.get("symbol", "01-NQ/TW"),
        "issuer_level": None,
        "issuer_place": None,
        "carried_by": None,
        "section_id": None,
        "record_id": None,
    }
    return _build(CitationRow, defaults, given)


def footnote_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> FootnoteRow:
    defaults = _WHERE | {"plan_id": plan_id, "ordinal": ordinal, "mark": "1", "text": "Sau đây gọi tắt là Ban Chỉ đạo."}
    return _build(FootnoteRow, defaults, given)


def signature_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> DigitalSignatureRow:
    defaults = {
        "ordinal": ordinal,
        "signer_name": "Trần Thị Lụa",
        "organisation": "Ủy ban nhân dân xã Mỹ Lâm",
        "signed_at": dt.datetime(2026, 1, 15, 1, 15, 9),
        "reason": None,
        "plan_id": plan_id,
        "page": 1,
        "bbox": (10.0, 20.0, 300.0, 40.0),
        "locator": f"page 1/signature[{ordinal}]",
    }
    return _build(DigitalSignatureRow, defaults, given)


def diagnostic_row(ordinal: int = 1, plan_id: str = PLAN, **given: object) -> DiagnosticRow:
    defaults = {
        "plan_id": plan_id,
        "ordinal": ordinal,
        "severity": "info",
        "code": "agency.unmatched",
        "message": "Tổ đọc sách",
        "page": None,
        "locator": None,
    }
    return _build(DiagnosticRow, defaults, given)


def records(plan: PlanRow | None = None, **tables: object) -> Records:
    nothing = dict.fromkeys(Records.model_fields, ())
    return _build(Records, nothing | {"plan": plan or plan_row()}, tables)
