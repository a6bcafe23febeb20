"""Cells that name agencies (*đơn vị, cơ quan*) to bodies with their codes. Words come from ``rules/agencies.yaml``.

``pieces`` cuts a cell wherever bodies may part, ``bodies`` joins what is one name, ``seams`` parts names that run
together; ``readings`` takes titles, places and tails from a name, ``names`` and ``collectives`` find by rule which
bodies it can mean, ``likeness`` by its letters, ``context`` decides between them by place and time; ``reading`` is all
of it together. ``short_names`` finds the names that a plan gives to bodies for itself, ``initials``
those that its full names explain. ``explain`` tells a person how a cell was read; ``proof`` runs the examples of the
rule files.
"""

from planparse.normalise.agencies.context import NOWHERE, AgencyContext
from planparse.normalise.agencies.explain import explain_agency
from planparse.normalise.agencies.initials import find_by_initials
from planparse.normalise.agencies.proof import check_agency_rules
from planparse.normalise.agencies.reading import read_agencies, split_agencies
from planparse.normalise.agencies.short_names import find_short_names

__all__ = [
    "NOWHERE",
    "AgencyContext",
    "check_agency_rules",
    "explain_agency",
    "find_by_initials",
    "find_short_names",
    "read_agencies",
    "split_agencies",
]
