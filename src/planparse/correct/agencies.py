"""Agencies of a record: read anew from its cells, or chosen by the reviewer."""

from planparse.correct.marking import mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.settling import add_notes, settle_field
from planparse.correct.tables import Record, id_of, rows_of, with_record, with_rows
from planparse.model.corrections import Correction
from planparse.model.records import AssignmentRow, Records, TaskRow
from planparse.rulebook.book import RuleBook

_SCORE = 100.0
"""The score of what a person chose: nothing is more certain."""


def reread_agencies(records: Records, record: Record, rereader: Rereader) -> Records:
    """The assignments of a record as its cells of agencies say now.

    Both cells are read: one may name the role of the other ("Phòng A chủ trì, phối hợp với Công an xã"). A body that
    was there already with these very words and this role keeps what was read or chosen for it.
    """
    record_id = id_of(record)
    if isinstance(record, TaskRow):
        rows, notes = rereader.reread_task(records, record, deadline=record.deadline_raw)
        read = rows.assignments
    else:
        found, notes = rereader.reread_indicator(records, record, ())
        read = found.assignments
    held = {(row.role, row.agency_raw): row for row in rows_of(records, "assignments", record_id)}
    kept = tuple(_keep(row, held.get((row.role, row.agency_raw)), record_id) for row in read)
    new = {row.agency_raw for row in kept if (row.role, row.agency_raw) not in held}
    said = [note for note in notes if any(note.text.startswith(raw) for raw in new)]
    records = with_rows(records, "assignments", record_id, kept)
    return add_notes(name_leads(records, record, rereader.rules), said, ("agency.",))


def choose_agency(records: Records, record: Record, correction: Correction, rules: RuleBook) -> Records:
    """Says which body of the rules an assignment names; no code says that it is none of them.

    Raises:
        CannotCorrectError: there is no such assignment, or no such body.
    """
    code = correction.new or None
    if code is not None and all(code != agency.code for agency in rules.agencies.agencies):
        raise CannotCorrectError("unknown_agency", code=code)
    chosen = find_assignment(records, record, correction.field or "", correction.ordinal)
    assignment = chosen.model_copy(update={"agency_code": code, "match_score": None if code is None else _SCORE})
    rows = rows_of(records, "assignments", id_of(record))
    changed = mark(record, chosen.role)
    records = with_rows(
        with_record(records, changed),
        "assignments",
        id_of(record),
        [assignment if row is chosen else row for row in rows],
    )
    records = settle_field(records, changed, correction, chosen.role, (chosen.agency_raw,))
    return name_leads(records, changed, rules)


def find_assignment(records: Records, record: Record, role: str, ordinal: int | None) -> AssignmentRow:
    """The assignment with this role and number; the only one of its role where no number is given.

    Raises:
        CannotCorrectError: there is none.
    """
    rows = [row for row in rows_of(records, "assignments", id_of(record)) if row.role == role]
    found = [row for row in rows if row.ordinal == ordinal] if ordinal is not None else rows
    if len(found) != 1:
        raise CannotCorrectError("no_such_value", field=role, ordinal=ordinal or "")
    assignment: AssignmentRow = found[0]
    return assignment


def name_leads(records: Records, record: Record, rules: RuleBook) -> Records:
    """Sets ``tasks.leads`` to the bodies that lead: canonical names, else names as printed."""
    if not isinstance(record, TaskRow):
        return records
    names = {agency.code: agency.name for agency in rules.agencies.agencies}
    rows = rows_of(records, "assignments", record.task_id)
    leads = tuple(names.get(row.agency_code or "", row.agency_raw) for row in rows if row.role == "lead")
    return with_record(records, record.model_copy(update={"leads": leads}))


def _keep(row: AssignmentRow, held: AssignmentRow | None, record_id: str) -> AssignmentRow:
    if held is None:
        return row.model_copy(update={"record_id": record_id})
    return held.model_copy(update={"ordinal": row.ordinal})
