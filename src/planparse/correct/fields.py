"""A field of a record set to what the reviewer says, and what hangs on it derived anew."""

from planparse.correct.agencies import reread_agencies
from planparse.correct.marking import mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.settling import add_notes, settle_field
from planparse.correct.tables import Record, find_own, id_of, rows_of, with_record, with_rows
from planparse.correct.targets import reread_code, reread_sentence_targets, reread_units, set_target
from planparse.model.corrections import Correction
from planparse.model.records import DeadlineRow, IndicatorRow, Records, TaskRow
from planparse.text.unicode import tidy

_OF_BOTH = ("label", "name", "lead_raw", "support_raw", "output_raw", "notes_raw")
TASK_FIELDS = (*_OF_BOTH, "deadline_raw", "deadline")
INDICATOR_FIELDS = (*_OF_BOTH, "unit_raw", "target", "target_raw")
_READ = ("deadline", "target", "target_raw")
"""Fields that are no columns of the record itself."""


def set_field(records: Records, record: Record, correction: Correction, rereader: Rereader) -> Records:
    """Sets a field of a task or indicator.

    Raises:
        CannotCorrectError: there is no such field, or the words do not fit it.
    """
    field = check_field(record, correction.field)
    new = clean(correction.new)
    if field in ("target", "target_raw"):
        return set_target(records, record, correction, new, rereader)
    if field == "deadline" and new is None:
        raise CannotCorrectError("needs_words")
    old = None if field in _READ else getattr(record, field)
    printed = _printed(records, record, field)
    changed = mark(record, field) if field in _READ else mark(_with_words(record, field, new), field)
    records = settle_field(with_record(records, changed), changed, correction, field, (*printed, old or ""))
    return _derive(records, changed, field, new, rereader)


def check_field(record: Record, field: str | None) -> str:
    """The field, if a record of this kind has it.

    Raises:
        CannotCorrectError: it has not.
    """
    if field is None or field not in (TASK_FIELDS if isinstance(record, TaskRow) else INDICATOR_FIELDS):
        raise CannotCorrectError("no_such_field", field=field or "")
    return field


def clean(text: str | None) -> str | None:
    """Words as the database keeps them; None where none are left."""
    if text is None:
        return None
    return tidy("".join(letter if letter.isprintable() else " " for letter in text)) or None


def _with_words(record: Record, field: str, new: str | None) -> Record:
    if field == "name" and new is None:
        raise CannotCorrectError("needs_name")
    return record.model_copy(update={field: new})


def _printed(records: Records, record: Record, field: str) -> tuple[str, ...]:
    """The words of the cells of a field."""
    name = "deadline_raw" if field == "deadline" else field
    return tuple(row.raw for row in rows_of(records, "field_sources", id_of(record)) if row.field == name)


def _derive(records: Records, record: Record, field: str, words: str | None, rereader: Rereader) -> Records:
    if isinstance(record, TaskRow) and field in ("deadline", "deadline_raw"):
        return reread_deadline(records, record, words, rereader, printed=field == "deadline_raw")
    if field in ("lead_raw", "support_raw"):
        return reread_agencies(records, record, rereader)
    if field == "name":
        return derive_name(records, record, rereader)
    if field == "unit_raw" and isinstance(record, IndicatorRow):
        return reread_units(records, record, rereader)
    return records


def derive_name(records: Records, record: Record, rereader: Rereader) -> Records:
    """What hangs on a name: the key of a task; the code of an indicator, and the targets of a sentence."""
    if isinstance(record, TaskRow):
        rows, _ = rereader.reread_task(records, record, deadline=record.deadline_raw)
        return with_record(records, record.model_copy(update={"task_key": rows.tasks[0].task_key}))
    records = reread_sentence_targets(records, record.indicator_id, rereader)
    return reread_code(records, record, rereader)


def reread_deadline(
    records: Records, task: TaskRow, words: str | None, rereader: Rereader, *, printed: bool
) -> Records:
    """A task whose deadline says these words.

    ``printed``: they are what is printed; otherwise the print stays as it is, and its reading is that of the words.
    """
    rows, notes = rereader.reread_task(records, task, deadline=words)
    read = rows.tasks[0]
    parts = rows.deadlines
    if not printed:
        parts = tuple(part.model_copy(update={"raw": task.deadline_raw or ""}) for part in parts)
    records = with_rows(records, "deadlines", task.task_id, _named(parts, task.task_id))
    days = tuple(row.model_copy(update={"task_id": task.task_id}) for row in rows.occurrences)
    records = with_rows(records, "occurrences", task.task_id, days)
    changed = task.model_copy(update={"due_on": read.due_on, "deadline_kind": read.deadline_kind})
    return add_notes(with_record(records, changed), notes, ("deadline.",))


def _named(parts: tuple[DeadlineRow, ...], task_id: str) -> tuple[DeadlineRow, ...]:
    return tuple(part.model_copy(update={"task_id": task_id}) for part in parts)


def refresh_record(records: Records, record_id: str, rereader: Rereader) -> Records:
    """Everything of a record that is derived, read anew from its words: after its texts were joined or built."""
    record = find_own(records, record_id)
    if record is None:
        return records
    records = derive_name(records, record, rereader)
    task = find_own(records, record_id)
    if isinstance(task, TaskRow):
        records = reread_deadline(records, task, task.deadline_raw, rereader, printed=True)
    return reread_agencies(records, find_own(records, record_id) or record, rereader)
