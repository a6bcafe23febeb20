"""Ids of rows and the columns that say where a row came from."""

from typing import Any

from planparse.model.base import Locus
from planparse.model.drafts import Group

# SCHEMA of the gold files: a group without a label goes by the first letters of its text.
_GROUP_LABEL_LENGTH = 30


def section_id(plan_id: str, index: int) -> str:
    """Id of the section with this index (from 0)."""
    return f"{plan_id}-s{index + 1:03}"


def appendix_id(plan_id: str, index: int) -> str:
    """Id of the appendix with this index (from 0)."""
    return f"{plan_id}-a{index + 1:02}"


def table_id(plan_id: str, index: int) -> str:
    """Id of the table with this index (from 0)."""
    return f"{plan_id}-t{index + 1:02}"


def task_id(plan_id: str, index: int) -> str:
    """Id of the task with this index (from 0)."""
    return f"{plan_id}-k{index + 1:04}"


def indicator_id(plan_id: str, index: int) -> str:
    """Id of the indicator with this index (from 0)."""
    return f"{plan_id}-i{index + 1:04}"


def placed(plan_id: str, locus: Locus) -> dict[str, Any]:
    """The columns of :class:`planparse.model.records.Placed`."""
    return {"plan_id": plan_id, "page": locus.page, "bbox": locus.bbox, "locator": locus.path}


def group_path(groups: tuple[Group, ...]) -> tuple[str, ...]:
    """Each group as "label text"."""
    return tuple(f"{group.label} {group.text}" if group.label else group.text for group in groups)


def group_labels(groups: tuple[Group, ...]) -> tuple[str, ...]:
    """Each group's label; a group without one goes by the beginning of its text."""
    return tuple(group.label or group.text[:_GROUP_LABEL_LENGTH].strip() for group in groups)


def flat(text: str | None) -> str | None:
    """A field as the database keeps it: white space collapsed; None stays None."""
    return None if text is None else " ".join(text.split())
