"""Corrections (*đính chính*): what a reviewer says of a plan that was read, kept beside what was read.

They are applied on top of every reading of the plan, the oldest first; see ``planparse.correct``.
"""

import datetime as dt
from typing import Literal

from planparse.model.base import Frozen

CorrectionKind = Literal["set", "choose", "drop", "record", "join", "split", "confirm"]
CorrectionState = Literal["applied", "undone", "lost"]


class Wish(Frozen):
    """What a reviewer wants to be changed.

    Attributes:
        record_id: task_id or indicator_id; row_id of a source row that is to be a record; plan_id for its header.
        kind: ``set`` a field to ``new``; ``choose`` an agency_code or an indicator code; ``drop``: not a record;
            ``record``: the row is one (``new`` is ``task`` or ``indicator``); ``join`` it to the record above;
            ``split`` it where ``new`` begins in its name; ``confirm``: it is right as it stands.
        field: for ``set`` a column of the record as printed (``name``, ``deadline_raw``, ``unit_raw`` ..., for a plan
            ``title``, ``number``, ``issued_on`` ...), or what is read from it: ``deadline`` and ``target`` are given in
            words that the rules read ("trước ngày 30/9/2026", "≥ 80%"); ``target_raw`` is what is printed. For
            ``choose``: ``lead``, ``support``, ``code``.
        ordinal: which target or assignment, counted as in its table.
        old: what the reviewer saw there, so that two reviewers do not overwrite each other unknowingly: the raw text
            of the field, or the code; "" for none. Of ``deadline`` and ``target`` the words of the last correction that
            holds, else what is printed. ``correct.find_value`` tells it. Kinds that set no value ask it only if it is
            given.
    """

    plan_id: str
    record_id: str
    kind: CorrectionKind
    field: str | None = None
    ordinal: int | None = None
    old: str | None = None
    new: str | None = None


class Correction(Frozen):
    """A row of ``corrections``; times are UTC without a zone."""

    correction_id: str
    plan_id: str
    record_id: str
    kind: CorrectionKind
    field: str | None
    ordinal: int | None
    old: str | None
    new: str | None
    made_by: str
    made_at: dt.datetime
    undone_by: str | None = None
    undone_at: dt.datetime | None = None
    page: int | None
    locator: str
    content_hash: str
    state: CorrectionState = "applied"
