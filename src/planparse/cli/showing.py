"""``planparse show``: one record, what was read from it, and where it stands."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from planparse.batch.source_file import load_source
from planparse.cli.findings import format_finding
from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, tell
from planparse.errors import UsageError
from planparse.model.records import DiagnosticRow
from planparse.report.cells import MISSING, format_value, json_value
from planparse.report.places import explain_locator, explain_surroundings, format_place
from planparse.report.readings import field_lines
from planparse.report.record import Record, Values, read_record
from planparse.store.opening import open_read_only
from planparse.wording.message import Message

# Columns of the record that are told as they are, where they hold anything.
_FACTS = (
    *("section_id", "parent_id", "record_id", "group_path", "due_on", "confidence", "header", "roles", "page_first"),
    *("page_last", "level", "status", "plan_year", "commune_name", "province_name", "issued_on", "signer_name"),
)


def run_show(record_id: str, db: Path, form: str, *, image: Path | None, file: Path | None) -> None:
    """Prints a record, and draws its page where that is asked for."""
    if image is not None and not image.absolute().parent.is_dir():
        raise UsageError(Message("errors.call.no_parent", path=image, parent=image.parent))
    with open_read_only(db) as connection:
        record = read_record(connection, record_id)
    drawn = None if image is None else _draw(record, image, file)
    if form == "json":
        print(json.dumps(record_to_values(record), ensure_ascii=False, indent=2))
    else:
        print_record(record, build_console(sys.stdout))
    if drawn is not None:
        tell(drawn)


def record_to_values(record: Record) -> object:
    """A record as JSON has it: its row, its plan, the rows that belong to it; columns are named as in the tables."""
    named = {"kind": record.kind, "record": record.row, "plan": record.plan}
    table = None if record.kind == "table" else record.table
    return json_value({**named, "table": table, "stands_in": record.around, **record.parts})


def print_record(record: Record, console: Console) -> None:
    """A record for people: a frame of facts, its fields, its rows, its findings."""
    facts = Table.grid(padding=(0, 2))
    for name, text in _facts(record):
        facts.add_row(Text(name, style="bold"), Text(text))
    console.print(
        Panel(facts, title=Text(f"{catalogue().name('kinds', record.kind)} {record.record_id}"), title_align="left")
    )
    lines = list(field_lines(record, catalogue()))
    if lines:
        fields = Table(header_style="bold", show_lines=True)
        for name in ("field", "as_printed", "read_as", "place"):
            fields.add_column(_say(name), overflow="fold")
        for line in lines:
            cells = (catalogue().name("fields", line.field), line.raw, "\n".join(line.readings), "\n".join(line.places))
            fields.add_row(*map(Text, cells))
        console.print(fields)
    for block in (_citations(record), _elsewhere(record), _source_rows(record), _findings(record)):
        if block:
            console.print(Group(*map(Text, block)))


def _say(key: str, **values: object) -> str:
    return catalogue().say(f"cli.show.{key}", **values)


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    plan, row, said = record.plan, record.row, catalogue()
    title = " ".join(filter(None, (format_value(plan["doc_type"]), format_value(plan["title"]))))
    number = f"{format_value(plan['number']) or '…'}/{plan['symbol']}" if plan["symbol"] else ""
    yield _say("plan"), ", ".join(filter(None, (number, title, f"plan_id {plan['plan_id']}")))
    yield _say("file"), str(plan["source_path"])
    if "locator" in row:
        yield _say("place"), format_place(row, catalogue())
        words = explain_locator(str(row["locator"]), catalogue())
        if words and words != format_place(row, catalogue()):
            yield "", words
    if around := explain_surroundings(record, catalogue()):
        yield _say("stands_in"), around
    if record.table is not None:
        kind, ordinal = record.table["kind"], record.table["ordinal"]
        yield (
            _say("table"),
            _say("table_facts", table=record.table["table_id"], number=ordinal, kind=said.name("kinds", kind)),
        )
    for name in _FACTS:
        if row.get(name) not in (None, []):
            yield said.name("fields", name), said.name(name, format_value(row[name]))


def _citations(record: Record) -> list[str]:
    rows = record.parts.get("citations", [])
    lines = [f"  {row['raw']}: {row['document']}, {row['relation']} ({format_place(row, catalogue())})" for row in rows]
    return [_say("cited"), *lines] if lines else []


def _elsewhere(record: Record) -> list[str]:
    """The same task of other communes: who leads it there, by when."""
    rows = record.parts.get("elsewhere", [])
    lines = [
        f"  {row['commune']}: {row['lead_raw'] or MISSING}; {row['deadline_raw'] or MISSING} ({row['task_id']})"
        for row in rows
    ]
    return [_say("elsewhere"), *lines] if lines else []


def _source_rows(record: Record) -> list[str]:
    """Each row of the source with its cells under the headers of their columns."""
    rows = record.parts.get("source_rows", [])
    lines = [line for row in rows for line in _source_row(row, record.table)]
    return [_say("source_rows"), *lines] if lines else []


def _source_row(row: Values, table: Values | None) -> Iterator[str]:
    yield f"  {row['row_id']}: {catalogue().name('rows', row['kind'])} ({format_place(row, catalogue())})"
    headers = _texts(table["header"]) if table else []
    for position, text in enumerate(_texts(row["cells"])):
        if text:
            header = headers[position] if position < len(headers) else ""
            yield f"    {header or _say('column', number=position + 1)}: {text}"


def _texts(value: object) -> list[str]:
    return [" ".join(str(text).split()) for text in value] if isinstance(value, Iterable) else []


def _findings(record: Record) -> list[str]:
    rows = [DiagnosticRow.model_validate(values) for values in record.parts["diagnostics"]]
    lines = [line for row in rows for line in format_finding(row, catalogue())]
    return [_say("findings"), *lines] if lines else []


def _why_no_page(record: Record) -> str:
    if record.plan["page_count"] is not None:
        return _say("no_place")
    return _say("no_pages", kind=record.plan["media_type"])


def _draw(record: Record, image: Path, file: Path | None) -> str:
    """Draws the record's pages into a file; says what was drawn, or why nothing was."""
    from planparse.cli.drawing import draw_record, find_outlines

    pages = find_outlines(record)
    if not pages:
        return _say("undrawn", record=record.record_id, reason=_why_no_page(record))
    plan = record.plan
    data = load_source(str(plan["source_path"]), str(plan["source_sha256"]), file)
    image.write_bytes(draw_record(data, pages))
    return _say("drawn", image=image, pages=", ".join(map(str, pages)))
