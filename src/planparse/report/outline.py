"""A plan as a readable outline in Markdown: header, sections, tasks, indicators, footnotes, findings."""

from collections.abc import Iterable, Iterator, Sequence

from planparse.model.records import (
    DigitalSignatureRow,
    FootnoteRow,
    IndicatorRow,
    PlanRow,
    Records,
    SectionRow,
    TargetRow,
    TaskRow,
)

_HEADER = (
    ("Number and symbol (số, ký hiệu)", lambda plan: _number(plan)),
    ("Issued by (cơ quan ban hành)", lambda plan: plan.issuer),
    ("Place (địa danh)", lambda plan: plan.place_name),
    ("Date (ngày ban hành)", lambda plan: plan.issued_edtf),
    ("Year of the plan (năm kế hoạch)", lambda plan: plan.plan_year),
    ("Status", lambda plan: plan.status),
    ("Commune (xã, phường)", lambda plan: _commune(plan)),
    ("Signed (người ký)", lambda plan: _joined((plan.signer_authority, plan.signer_title, plan.signer_name), ", ")),
    ("Recipients (nơi nhận)", lambda plan: "; ".join(plan.recipients)),
)


def format_outline(records: Records) -> str:
    """The whole outline. Every task and indicator is in it, with the place it was read from."""
    blocks = (
        _format_header(records.plan),
        _format_sections(records.sections),
        _format_tasks(records.tasks),
        _format_indicators(records.indicators, records.targets),
        _format_footnotes(records.footnotes),
        _format_signatures(records.digital_signatures),
        _format_findings(records),
    )
    return "\n".join(line for block in blocks for line in block) + "\n"


def format_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table; what would end a cell is escaped."""
    yield _table_row(header)
    yield _table_row(["---"] * len(header))
    for row in rows:
        yield _table_row(row)


def _format_header(plan: PlanRow) -> Iterator[str]:
    yield f"# {_joined((plan.doc_type, plan.title), ' ') or plan.source_path}"
    yield ""
    for name, read in _HEADER:
        if (value := read(plan)) not in (None, ""):
            yield f"- {name}: {value}"
    yield f"- File: {plan.source_path}"
    yield ""


def _format_sections(sections: Sequence[SectionRow]) -> Iterator[str]:
    yield f"## Sections (mục): {len(sections)}"
    yield ""
    for section in sections:
        yield f"{'  ' * (section.level - 1)}- {section.label}. {section.heading or section.text}"
    yield ""


def _format_tasks(tasks: Sequence[TaskRow]) -> Iterator[str]:
    yield f"## Tasks (nhiệm vụ): {len(tasks)}"
    yield ""
    if tasks:
        header = ("No.", "Group", "Task", "Lead (chủ trì)", "Support (phối hợp)", "Product", "Deadline", "Due", "Place")
        yield from format_table(header, map(_task_cells, tasks))
        yield ""


def _task_cells(task: TaskRow) -> tuple[object, ...]:
    group = task.group_path[-1] if task.group_path else None
    texts = (task.name, task.lead_raw, task.support_raw, task.output_raw, task.deadline_raw)
    return task.label, group, *texts, task.due_on, task.locator


def _format_indicators(indicators: Sequence[IndicatorRow], targets: Sequence[TargetRow]) -> Iterator[str]:
    yield f"## Indicators (chỉ tiêu): {len(indicators)}"
    yield ""
    if indicators:
        header = ("No.", "Indicator", "Unit", "Targets (by year)", "Code", "Lead (chủ trì)", "Place")
        yield from format_table(header, (_indicator_cells(row, targets) for row in indicators))
        yield ""


def _indicator_cells(row: IndicatorRow, targets: Sequence[TargetRow]) -> tuple[object, ...]:
    own = (target for target in targets if target.indicator_id == row.indicator_id)
    values = "; ".join(f"{target.raw} ({target.year})" if target.year else target.raw for target in own)
    return row.label, row.name, row.unit_raw, values, row.code, row.lead_raw, row.locator


def _format_footnotes(footnotes: Sequence[FootnoteRow]) -> Iterator[str]:
    if footnotes:
        yield f"## Footnotes (chú thích): {len(footnotes)}"
        yield ""
        yield from format_table(("Mark", "Text", "Place"), ((row.mark, row.text, row.locator) for row in footnotes))
        yield ""


def _format_signatures(signatures: Sequence[DigitalSignatureRow]) -> Iterator[str]:
    if signatures:
        yield f"## Digital signatures (chữ ký số), not checked: {len(signatures)}"
        yield ""
        header = ("No.", "Signer", "Organisation", "Time (UTC)", "Reason", "Place")
        yield from format_table(header, map(_signature_cells, signatures))
        yield ""


def _signature_cells(row: DigitalSignatureRow) -> tuple[object, ...]:
    return row.ordinal, row.signer_name, row.organisation, row.signed_at, row.reason, row.locator


def _format_findings(records: Records) -> Iterator[str]:
    yield f"## Findings: {len(records.diagnostics)}"
    yield ""
    for row in records.diagnostics:
        yield f"- {row.severity}: {row.message} ({row.locator or 'whole document'})"


def _number(plan: PlanRow) -> str | None:
    return None if plan.symbol is None else f"{plan.number if plan.number is not None else '...'}/{plan.symbol}"


def _commune(plan: PlanRow) -> str:
    name = _joined((plan.commune_type, plan.commune_name), " ")
    code = f"{name} ({plan.commune_code})" if plan.commune_code else name
    return _joined((code, plan.province_name), ", ")


def _joined(parts: Iterable[str | None], separator: str) -> str:
    return separator.join(part for part in parts if part)


def _table_row(cells: Iterable[object]) -> str:
    texts = ("" if cell is None else str(cell).replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(texts)} |"
