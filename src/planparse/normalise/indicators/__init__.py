"""Indicators (*chỉ tiêu*): the name that a plan prints to the code in the catalogue, or to none with the reason.

The steps, each to be looked at on its own: ``rulebook.indicator_names`` (a name to the words that are compared),
``similarity`` (how alike two wordings are), ``matching`` (which indicator, if any), ``explaining`` (why), ``proof``
(the examples in the rules, run).
"""

from planparse.normalise.indicators.explaining import explain_indicator
from planparse.normalise.indicators.matching import IndicatorMatch, match_indicator, match_note
from planparse.normalise.indicators.proof import check_indicator_rules

__all__ = ["IndicatorMatch", "check_indicator_rules", "explain_indicator", "match_indicator", "match_note"]
