"""What stands in ``rules/agencies.yaml``, as it is written; :mod:`planparse.rulebook.agencies` makes rules of it."""

from typing import Literal

from pydantic import Field

from planparse.rulebook.base import RuleModel
from planparse.rulebook.phrases import Expansion

Level = Literal["commune", "province", "central", "collective"]
PlaceLevel = Literal["commune", "district", "province"]
Kind = Literal[
    "office",
    "public_service",
    "police",
    "military",
    "party",
    "council",
    "committee",
    "front",
    "mass_organisation",
    "school",
    "health",
    "village",
    "team",
    "department",
    "ministry",
    "branch",
    "firm",
    "media",
    "official",
    "collective",
]


class Agency(RuleModel):
    """A body and the proof that it is recognised.

    Attributes:
        named: a proper name may follow ("Trường Tiểu học Kim Đồng").
        collects: nouns of a collective, one of which it must name ("phòng", "ban").
        beside: nouns that may stand in its list without making it this collective.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    kind: Kind
    level: Level
    aliases: tuple[str, ...] = ()
    named: bool = False
    collects: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class CollectiveWords(RuleModel):
    """The words around the nouns of a collective ("các ... chuyên môn có liên quan")."""

    plural: tuple[str, ...]
    qualifiers: tuple[str, ...]
    tails: tuple[str, ...]


class PlaceWords(RuleModel):
    """Words for a kind of place, by the level of the body that carries them."""

    commune: tuple[str, ...]
    district: tuple[str, ...]
    province: tuple[str, ...]


class RoleWords(RuleModel):
    """Words beside a body that say what it does in a task.

    Attributes:
        lead, support: as label, as link, or behind a body.
        short: abbreviations of them that count in brackets only ("(PH)").
    """

    lead: tuple[str, ...]
    support: tuple[str, ...]
    short_lead: tuple[str, ...]
    short_support: tuple[str, ...]


class SplitCase(RuleModel):
    """A cell and the bodies it must be split into, as printed.

    Attributes:
        support: those of them that the cell itself says only support.
    """

    cell: str
    gives: tuple[str, ...]
    support: tuple[str, ...] = ()


class AgencyFile(RuleModel):
    """The rule file as it is written.

    Attributes:
        drop: words without weight in a name ("và").
        heads: words with which the name of a body begins.
        field_heads: those of them whose names are made of fields ("Phòng Văn hóa và Thông tin").
        leaders: words before a body that stand for whoever leads it ("Lãnh đạo").
        lead_ins: words before a colon that introduce a list ("Chủ trì:").
        tails: words after a body that say no more about which one it is ("thuộc ...").
        no_body: words with which a text begins that names no body ("Theo phân công").
        links: words that join two bodies like a comma ("phối hợp với").
        bare_links: the same, where the next body begins with a head ("phối hợp Công an xã").
    """

    expand: tuple[Expansion, ...]
    drop: tuple[str, ...]
    heads: tuple[str, ...]
    field_heads: tuple[str, ...]
    leaders: tuple[str, ...]
    lead_ins: tuple[str, ...]
    tails: tuple[str, ...]
    no_body: tuple[str, ...]
    links: tuple[str, ...]
    bare_links: tuple[str, ...]
    roles: RoleWords
    places: PlaceWords
    collective: CollectiveWords
    splits: tuple[SplitCase, ...]
    agencies: tuple[Agency, ...]
