"""Deadlines (*thời hạn*): any text of a cell to canonical parts. Words come from ``rules/deadlines.yaml``.

Why a grammar of our own and no date library: a cell names quarters, half years, recurrences and conditions beside
dates, joins them in lists whose year is printed once, and must never be guessed at. The steps, each to be looked at on
its own: ``lexing`` (text to tokens), ``items`` and ``grammar`` (tokens to expressions), ``calendar``, ``periods`` and
``recurrence`` (expressions to canonical values), ``reading`` (all of them in order, with notes).
"""

from planparse.normalise.deadlines.proof import check_deadline_rules
from planparse.normalise.deadlines.reading import find_due_on, read_deadline

__all__ = ["check_deadline_rules", "find_due_on", "read_deadline"]
