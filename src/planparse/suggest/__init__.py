"""What a database could not match, as proposals for the rule files (*đề xuất quy tắc*).

``gathering`` reads what went unmatched, ``grouping`` puts spellings of one thing together, ``agencies`` and
``indicators`` propose rules for them, ``proving`` sets aside what does not pass the check of the rules, and ``writing``
writes YAML that a person reviews.
"""

from planparse.suggest.gathering import gather_unmatched
from planparse.suggest.proposals import Suggestions
from planparse.suggest.proposing import SuggestOptions, suggest_rules
from planparse.suggest.writing import write_suggestions

__all__ = ["SuggestOptions", "Suggestions", "gather_unmatched", "suggest_rules", "write_suggestions"]
