"""What stands at a place now, as a reviewer saw it: by it two reviewers do not overwrite each other unknowingly."""

from collections.abc import Sequence

from planparse.correct.agencies import find_assignment
from planparse.correct.fields import check_field
from planparse.correct.header import PLAN_FIELDS
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.tables import Record, find_own
from planparse.correct.targets import find_target
from planparse.model.corrections import Correction, Wish
from planparse.model.records import IndicatorRow, PlanRow, Records, TaskRow


def find_value(records: Records, wish: Wish, corrections: Sequence[Correction] = ()) -> str:
    """The raw text of the field that a wish is about, "" where it has none; of a choice, the code.

    A wish about a whole record is about its name; one about a source row, about its cells. Of what is read while the
    print stays (``deadline``, ``target``) it is the words of the last of the ``corrections`` of the plan that holds.

    Raises:
        CannotCorrectError: there is no such record, field or value.
    """
    if wish.record_id == records.plan.plan_id:
        return _of_plan(records.plan, wish.field)
    if wish.kind == "record":
        row = next((row for row in records.source_rows if row.row_id == wish.record_id), None)
        if row is None:
            raise CannotCorrectError("gone")
        return " | ".join(row.cells)
    record = find_own(records, wish.record_id)
    if record is None:
        raise CannotCorrectError("gone")
    said = find_last(corrections, wish) if wish.field in ("deadline", "target") else None
    printed = _of_record(records, record, wish)
    return printed if said is None else said.new or ""


def find_last(corrections: Sequence[Correction], wish: Wish) -> Correction | None:
    """The last correction that holds and set the value that a wish is about."""
    same = (
        one
        for one in reversed(corrections)
        if one.state == "applied" and one.kind in ("set", "choose") and one.record_id == wish.record_id
    )
    return next((one for one in same if (one.field, one.ordinal) == (wish.field, wish.ordinal)), None)


def _of_plan(plan: PlanRow, field: str | None) -> str:
    if field is None:
        return plan.title or ""
    column = "commune_code" if field == "commune" else field
    if column not in PLAN_FIELDS:
        raise CannotCorrectError("no_such_field", field=field)
    value = getattr(plan, column)
    return "" if value is None else str(value)


def _of_record(records: Records, record: Record, wish: Wish) -> str:
    if wish.kind in ("drop", "join", "split") or wish.field is None:
        return record.name
    match wish.field:
        case "lead" | "support":
            return find_assignment(records, record, wish.field, wish.ordinal).agency_code or ""
        case "code" if isinstance(record, IndicatorRow):
            return record.code or ""
        case "target" | "target_raw" if isinstance(record, IndicatorRow):
            target = find_target(records, record, wish.ordinal)
            return target.raw if target else ""
        case "deadline" if isinstance(record, TaskRow):
            return record.deadline_raw or ""
        case field:
            return getattr(record, check_field(record, field)) or ""
