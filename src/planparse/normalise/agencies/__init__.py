"""Cells that name agencies (*đơn vị, cơ quan*) to bodies with their codes. Words come from ``rules/agencies.yaml``.

``reading`` cuts a cell into bodies, ``names`` finds which body a name means, ``seams`` parts names that run together;
``proof`` runs the examples of the rule file.
"""

from planparse.normalise.agencies.proof import check_agency_rules
from planparse.normalise.agencies.reading import read_agencies, split_agencies

__all__ = ["check_agency_rules", "read_agencies", "split_agencies"]
