"""Deadlines (*thời hạn*): any text of a cell to canonical parts. Words come from ``rules/deadlines.yaml``.

Why a grammar of our own and no date library: a cell names quarters, half years, recurrences and conditions beside
dates, joins them in lists whose year is printed once, and must never be guessed at. The steps, each to be looked at on
its own: ``lexing`` (text to tokens), ``items`` and ``grammar``, ``cycles`` (tokens to expressions), ``calendar``,
``periods``, ``recurrence`` and ``waiting`` (expressions to canonical values), ``reading`` (all of them in order, with
notes). Back from canonical values lead ``phrasing`` (to words) and ``due_days`` (to days on which a task comes back).
"""

from planparse.normalise.deadlines.due_days import DueCalendar, Occurrence, find_due_days
from planparse.normalise.deadlines.explaining import explain_deadline
from planparse.normalise.deadlines.phrasing import format_deadline
from planparse.normalise.deadlines.proof import check_deadline_rules
from planparse.normalise.deadlines.reading import find_due_on, read_deadline

__all__ = [
    "DueCalendar",
    "Occurrence",
    "check_deadline_rules",
    "explain_deadline",
    "find_due_days",
    "find_due_on",
    "format_deadline",
    "read_deadline",
]
