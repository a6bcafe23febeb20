"""A plan as a readable outline in Markdown: header, sections, tasks, indicators, footnotes, findings."""

from collections.abc import Iterable, Iterator, Sequence

from planparse.codes import say_finding
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
from planparse.report.places import say_locator
from planparse.wording.catalogue import ENGLISH, Catalogue

_HEADER = (
    ("number", lambda plan: _number(plan)),
    ("issuer", lambda plan: plan.issuer),
    ("place", lambda plan: plan.place_name),
    ("date", lambda plan: plan.issued_edtf),
    ("year", lambda plan: plan.plan_year),
    ("status", lambda plan: plan.status),
    ("commune", lambda plan: _commune(plan)),
    ("signed", lambda plan: _joined((plan.signer_authority, plan.signer_title, plan.signer_name), ", ")),
    ("recipients", lambda plan: "; ".join(plan.recipients)),
)


def format_outline(records: Records, said: Catalogue = ENGLISH) -> str:
    """The whole outline. Every task and indicator is in it, with the place it was read from."""
    blocks = (
        _format_header(records.plan, said),
        _format_sections(records.sections, said),
        _format_tasks(records.tasks, said),
        _format_indicators(records.indicators, records.targets, said),
        _format_footnotes(records.footnotes, said),
        _format_signatures(records.digital_signatures, said),
        _format_findings(records, said),
    )
    return "\n".join(line for block in blocks for line in block) + "\n"


def format_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table; what would end a cell is escaped."""
    yield _table_row(header)
    yield _table_row(["---"] * len(header))
    for row in rows:
        yield _table_row(row)


def _format_header(plan: PlanRow, said: Catalogue) -> Iterator[str]:
    yield f"# {_joined((plan.doc_type, plan.title), ' ') or plan.source_path}"
    yield ""
    for name, read in _HEADER:
        if (value := read(plan)) not in (None, ""):
            value = said.name(name, value)
            yield f"- {said.say(f'cli.parse.{name}')}: {value}"
    yield f"- {said.say('cli.parse.file')}: {plan.source_path}"
    yield ""


def _format_sections(sections: Sequence[SectionRow], said: Catalogue) -> Iterator[str]:
    yield _heading("sections", sections, said)
    yield ""
    for section in sections:
        yield f"{'  ' * (section.level - 1)}- {section.label}. {section.heading or section.text}"
    yield ""


def _format_tasks(tasks: Sequence[TaskRow], said: Catalogue) -> Iterator[str]:
    yield _heading("tasks", tasks, said)
    yield ""
    if tasks:
        header = _titles("number group task lead support product deadline due place", said)
        yield from format_table(header, (_task_cells(task, said) for task in tasks))
        yield ""


def _task_cells(task: TaskRow, said: Catalogue) -> tuple[object, ...]:
    group = task.group_path[-1] if task.group_path else None
    texts = (task.name, task.lead_raw, task.support_raw, task.output_raw, task.deadline_raw)
    return task.label, group, *texts, task.due_on, _place(task.locator, said)


def _format_indicators(
    indicators: Sequence[IndicatorRow], targets: Sequence[TargetRow], said: Catalogue
) -> Iterator[str]:
    yield _heading("indicators", indicators, said)
    yield ""
    if indicators:
        header = _titles("number indicator unit targets code lead place", said)
        yield from format_table(header, (_indicator_cells(row, targets, said) for row in indicators))
        yield ""


def _indicator_cells(row: IndicatorRow, targets: Sequence[TargetRow], said: Catalogue) -> tuple[object, ...]:
    own = (target for target in targets if target.indicator_id == row.indicator_id)
    values = "; ".join(f"{target.raw} ({target.year})" if target.year else target.raw for target in own)
    return row.label, row.name, row.unit_raw, values, row.code, row.lead_raw, _place(row.locator, said)


def _format_footnotes(footnotes: Sequence[FootnoteRow], said: Catalogue) -> Iterator[str]:
    if footnotes:
        yield _heading("footnotes", footnotes, said)
        yield ""
        yield from format_table(
            _titles("mark text place", said), ((row.mark, row.text, _place(row.locator, said)) for row in footnotes)
        )
        yield ""


def _format_signatures(signatures: Sequence[DigitalSignatureRow], said: Catalogue) -> Iterator[str]:
    if signatures:
        yield _heading("signatures", signatures, said)
        yield ""
        header = _titles("number signer organisation time reason place", said)
        yield from format_table(header, (_signature_cells(row, said) for row in signatures))
        yield ""


def _signature_cells(row: DigitalSignatureRow, said: Catalogue) -> tuple[object, ...]:
    return row.ordinal, row.signer_name, row.organisation, row.signed_at, row.reason, _place(row.locator, said)


def _format_findings(records: Records, said: Catalogue) -> Iterator[str]:
    yield _heading("findings", records.diagnostics, said)
    yield ""
    for row in records.diagnostics:
        severity = row.severity if said.language == "en" else said.say(f"severity.{row.severity}")
        yield f"- {severity}: {say_finding(row.code, row.message, said)} ({_place(row.locator, said)})"


def _place(locator: str | None, said: Catalogue) -> str:
    return say_locator(locator, said) if locator else said.say("cli.place.whole")


def _heading(name: str, rows: Sequence[object], said: Catalogue) -> str:
    return f"## {said.say(f'cli.parse.{name}', number=len(rows))}"


def _titles(names: str, said: Catalogue) -> list[str]:
    return [said.say(f"cli.parse.columns.{name}") for name in names.split()]


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
