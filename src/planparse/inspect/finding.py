"""A finding about a draft: what, where, with which values; the words for it stand in the catalogue."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from planparse.model.base import Locus
from planparse.model.records import Severity

About = Literal["plan", "reading"]
"""What a finding is about: the plan itself, or how well it could be read."""


class Spot(NamedTuple):
    """Where something stands, in the file and in the document.

    Attributes:
        locus: None for the whole document.
        appendix, section: label of the appendix or section; "" where it prints none.
        row: ordinal of the table row.
    """

    locus: Locus | None = None
    appendix: str | None = None
    section: str | None = None
    row: str | None = None


NOWHERE = Spot()
_NOTHING: Mapping[str, object] = MappingProxyType({})


class Finding(NamedTuple):
    """What a check found.

    Attributes:
        code: of the registry, or of a note of the stages.
        quote: the words it is about.
        values: for the placeholders of its texts.
        severity: None leaves it to the registry.
    """

    code: str
    spot: Spot = NOWHERE
    quote: str = ""
    values: Mapping[str, object] = _NOTHING
    severity: Severity | None = None
