"""Targets (*chỉ tiêu*): a table cell, or a sentence of prose, to values. Words come from ``rules/targets.yaml``.

Where the quantities stand is found by ``rulebook.quantities``, because the stage that looks for indicators in prose
asks the same question; ``reading`` makes values of them (``segments`` parts a cell, ``around`` looks at the words
beside a number, ``measuring`` at its unit), ``leftover`` tells what it passed over, ``writing`` prints values,
``explaining`` says which rules were at work, and ``proof`` runs the examples of the rule files.
"""

from planparse.normalise.targets.explaining import explain_target
from planparse.normalise.targets.leftover import find_target_notes, has_leftover, read_target_cell
from planparse.normalise.targets.proof import check_target_rules
from planparse.normalise.targets.reading import read_prose_targets, read_targets
from planparse.normalise.targets.writing import format_target, write_target

__all__ = [
    "check_target_rules",
    "explain_target",
    "find_target_notes",
    "format_target",
    "has_leftover",
    "read_prose_targets",
    "read_target_cell",
    "read_targets",
    "write_target",
]
