"""The marks that a reviewer leaves on a row: which fields were set or confirmed."""

from typing import overload

from planparse.model.records import IndicatorRow, PlanRow, TaskRow

ALL = "all"
"""In ``corrected``: the whole record was confirmed."""
SURE = 1.0
"""The confidence of a record that a person has looked at."""


@overload
def mark(record: TaskRow, field: str) -> TaskRow: ...
@overload
def mark(record: IndicatorRow, field: str) -> IndicatorRow: ...
@overload
def mark(record: TaskRow | IndicatorRow, field: str) -> TaskRow | IndicatorRow: ...
def mark(record: TaskRow | IndicatorRow, field: str) -> TaskRow | IndicatorRow:
    """A record with a field marked as corrected; a person has seen it, so nothing of it is doubtful."""
    return record.model_copy(update={"corrected": _with(record.corrected, field), "confidence": SURE})


def mark_plan(plan: PlanRow, field: str) -> PlanRow:
    """A plan with a column marked as corrected."""
    return plan.model_copy(update={"corrected": _with(plan.corrected, field)})


def _with(fields: tuple[str, ...], field: str) -> tuple[str, ...]:
    return tuple(sorted({*fields, field}))
