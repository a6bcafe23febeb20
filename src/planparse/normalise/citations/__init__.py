"""Legal documents (*văn bản*) that plans mention. Words come from rules/citations.yaml and rules/documents.yaml.

The steps, each to be looked at on its own: ``symbols`` and ``names`` (text to mentions, with ``tails`` for date and
issuer), ``relations`` (what the plan does with each), ``canonical`` and ``documents`` (which document it is),
``finding`` (all of these for one text), ``settling`` (what the mentions of one plan tell about each other).
"""

from planparse.normalise.citations.explaining import explain_citation
from planparse.normalise.citations.finding import find_citations
from planparse.normalise.citations.proof import check_citation_rules
from planparse.normalise.citations.settling import Cited, settle_documents

__all__ = ["Cited", "check_citation_rules", "explain_citation", "find_citations", "settle_documents"]
