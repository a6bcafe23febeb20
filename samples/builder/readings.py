"""What the cells of the samples say, read by hand: targets, deadlines, agencies."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Comparator = Literal["=", ">=", ">", "<=", "<", "range", "text"]


class Model(BaseModel):
    """Base of all data of the samples: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(Model):
    """What a target says, read by hand."""

    c: Comparator
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    aspirational: bool = False
    basis: str | None = None
    raw: str | None = None
    year: int | None = None


class Part(Model):
    """A part of a deadline, read by hand."""

    kind: Literal["dated", "ongoing", "recurring", "conditional", "unspecified"]
    start: str | None = None
    end: str | None = None
    edtf: str | None = None
    rrule: str | None = None
    condition: str | None = None


class Readings(Model):
    """What the cells of all samples say, read by hand, each spelling once.

    Attributes:
        targets: per cell as printed.
        deadlines: per plan year, per cell; "any" holds the cells that need no plan year.
        bodies: the body each spelling of an agency means; equal ids are one body.
        cells: the agencies of a cell that names several.
    """

    targets: dict[str, tuple[Reading, ...]]
    deadlines: dict[int | Literal["any"], dict[str, tuple[Part, ...]]]
    bodies: dict[str, str]
    cells: dict[str, tuple[str, ...]]
