"""Corrections (*đính chính*): what a reviewer says of a plan, applied on top of every reading of it.

Pure: rows and corrections in, rows out. ``finding`` finds the row again that a correction is about, ``fields`` sets
and ``choosing`` chooses values, ``rereading`` derives anew what hangs on them, ``rows`` drops, joins, splits and makes
records, ``settling`` keeps the findings true, ``apply`` is all of it in order.
"""

from planparse.correct.apply import Applying, Corrected, apply_corrections
from planparse.correct.fields import clean
from planparse.correct.finding import Anchor, find_anchor
from planparse.correct.preview import preview_wish
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader
from planparse.correct.values import find_last, find_value

__all__ = [
    "Anchor",
    "Applying",
    "CannotCorrectError",
    "Corrected",
    "Rereader",
    "apply_corrections",
    "clean",
    "find_anchor",
    "find_last",
    "find_value",
    "preview_wish",
]
