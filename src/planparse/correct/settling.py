"""Findings that a correction settles, and those that it gives cause for.

A settled finding does not go: it stays as ``correction.settled``, of severity info, with the old finding in its words.
So a list of what is doubtful gets shorter by what was looked at, while the record still shows that a person, and not
the rules, gave the value.
"""

from collections.abc import Callable, Iterable, Sequence

from planparse.codes import CODES
from planparse.correct.tables import Record, id_of, rows_of
from planparse.model.base import Note
from planparse.model.corrections import Correction
from planparse.model.records import DiagnosticRow, Records

_FAMILIES: dict[str, tuple[str, ...]] = {
    "name": ("indicator.unmatched", "indicator.fuzzy", "indicator.tie", "row.no_name", "row.name_only"),
    "code": ("indicator.unmatched", "indicator.fuzzy", "indicator.tie"),
    "label": ("row.ordinal",),
    "lead_raw": ("agency.",),
    "support_raw": ("agency.",),
    "lead": ("agency.",),
    "support": ("agency.",),
    "deadline_raw": ("deadline.", "row.deadline_above", "task.ditto"),
    "deadline": ("deadline.", "row.deadline_above", "task.ditto"),
    "target": ("target.", "indicator.no_target"),
    "target_raw": ("target.", "indicator.no_target"),
    "unit_raw": (),
    "commune_code": ("place.",),
    "title": ("header.no_type",),
    "number": ("header.no_symbol",),
    "symbol": ("header.no_symbol",),
    "issued_on": ("header.no_date",),
    "plan_year": ("header.no_year", "header.attachments_differ"),
    "signer_name": ("header.no_signer",),
}
_OF_RECORDS = ("row.", "task.", "indicator.", "target.", "deadline.", "agency.", "ocr.doubtful", "ocr.mended")
_OF_HEADERS = ("header.", "place.")


def settle_field(records: Records, record: Record, correction: Correction, field: str, words: Sequence[str]) -> Records:
    """Settles findings about a field of a record: those at its cells that quote one of these words, or quote nothing.

    Args:
        records: the plan.
        record: the task or indicator.
        correction: the correction that settles them.
        field: the field.
        words: what was printed there, or read from it.
    """
    places = find_places(records, record)

    def is_about(finding: DiagnosticRow) -> bool:
        quoted = quoted_words(finding)
        told = any(quoted in text or text in quoted for text in words if text) or not quoted
        return finding.locator in places and told and finding.code.startswith(_FAMILIES.get(field, ()))

    return _settle(records, correction, is_about)


def settle_record(records: Records, places: frozenset[str], correction: Correction, words: Sequence[str]) -> Records:
    """Settles every finding about a record, or about a source row: those at its places.

    A paragraph, and a row of a text file, can hold several records: those findings are settled that quote one of its
    ``words``, or quote nothing.
    """

    def is_about(finding: DiagnosticRow) -> bool:
        quoted = quoted_words(finding)
        told = any(quoted in text or text in quoted for text in words if text) or not quoted
        return finding.locator in places and finding.code.startswith(_OF_RECORDS) and told

    return _settle(records, correction, is_about)


def settle_header(records: Records, correction: Correction, field: str | None) -> Records:
    """Settles findings about the plan's header."""
    family = _OF_HEADERS if field is None else _FAMILIES.get(field, ())
    return _settle(records, correction, lambda finding: finding.code.startswith(family))


def find_places(records: Records, record: Record) -> frozenset[str]:
    """Every locator that a finding about a record can have."""
    record_id = id_of(record)
    owned = [
        *rows_of(records, "source_rows", record_id),
        *rows_of(records, "field_sources", record_id),
        *rows_of(records, "targets", record_id),
    ]
    return frozenset([record.locator, *(row.locator for row in owned)])


def quoted_words(finding: DiagnosticRow) -> str:
    """The words of the document that a finding quotes; "" where it quotes none."""
    code = CODES.get(finding.code)
    words = finding.message.removeprefix(f"{code.meaning}: ") if code else ""
    return "" if words == finding.message else words.partition(" → ")[0]


def add_notes(records: Records, notes: Iterable[Note], families: tuple[str, ...]) -> Records:
    """Records with the findings of these families that reading the corrected words gave."""
    rows = [_as_finding(records, note) for note in notes if note.code.startswith(families)]
    return records.model_copy(update={"diagnostics": (*records.diagnostics, *rows)})


def say_who(correction: Correction) -> str:
    """Who made a correction, and when."""
    return f"{correction.made_by}, {correction.made_at:%Y-%m-%d %H:%M} UTC"


def _settle(records: Records, correction: Correction, is_about: Callable[[DiagnosticRow], bool]) -> Records:
    rows = tuple(
        _settled(row, correction) if not row.code.startswith("correction.") and is_about(row) else row
        for row in records.diagnostics
    )
    return records.model_copy(update={"diagnostics": rows})


def _settled(finding: DiagnosticRow, correction: Correction) -> DiagnosticRow:
    note = Note(code="correction.settled", text=f"{say_who(correction)}: {finding.code}: {finding.message}")
    return finding.model_copy(
        update={"severity": CODES[note.code].severity, "code": note.code, "message": say_note(note)}
    )


def _as_finding(records: Records, note: Note) -> DiagnosticRow:
    return DiagnosticRow(
        plan_id=records.plan.plan_id,
        ordinal=0,  # counted at the end
        severity=CODES[note.code].severity,
        code=note.code,
        message=say_note(note),
        page=note.locus.page if note.locus else None,
        locator=note.locus.path if note.locus else None,
    )


def say_note(note: Note) -> str:
    """The message of a note, as the pipeline words it."""
    return f"{CODES[note.code].meaning}: {note.text}" if note.text else CODES[note.code].meaning
