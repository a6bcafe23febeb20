"""Targets (*chỉ tiêu*): a table cell, or a sentence of prose, to values. Words come from ``rules/targets.yaml``.

Where the quantities stand is found by ``rulebook.quantities``, because the stage that looks for indicators in prose
asks the same question; ``reading`` makes values of them, ``leftover`` tells what it passed over, and ``proof`` runs
the examples of the rule file.
"""

from planparse.normalise.targets.leftover import has_leftover
from planparse.normalise.targets.proof import check_target_rules
from planparse.normalise.targets.reading import read_prose_targets, read_targets

__all__ = ["check_target_rules", "has_leftover", "read_prose_targets", "read_targets"]
