"""What stands in ``rules/agencies.yaml`` and ``rules/agencies/``, as it is written.

:mod:`planparse.rulebook.agencies` makes rules of it.
"""

import datetime as dt
from typing import Literal

from pydantic import Field

from planparse.rulebook.base import RuleModel
from planparse.rulebook.phrases import Expansion

Level = Literal["commune", "province", "central", "collective"]
PlaceLevel = Literal["commune", "district", "province"]
CommuneType = Literal["xã", "phường", "đặc khu"]
Duty = Literal[
    "chính quyền",
    "văn phòng",
    "hành chính công",
    "sự nghiệp công",
    "kinh tế",
    "tài chính",
    "xây dựng - đô thị",
    "nông nghiệp - môi trường",
    "văn hóa - xã hội",
    "giáo dục",
    "y tế",
    "khoa học - công nghệ",
    "nội vụ",
    "tư pháp",
    "giám sát",
    "đối ngoại",
    "công an",
    "quân sự",
    "đảng",
    "mặt trận - đoàn thể",
    "thôn, tổ dân phố",
    "truyền thông",
    "bưu chính - viễn thông",
    "ngân hàng",
    "doanh nghiệp - hợp tác xã",
    "chung",
]
"""The field a body answers for (*lĩnh vực*), so that offices of different names can be compared."""
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


class AgencyName(RuleModel):
    """A name that a body has somewhere, or for some time (*tên gọi theo tỉnh, theo thời gian*).

    Attributes:
        id: only so that another rules folder can change this name.
        aliases: other spellings of this name.
        province: official name or code of the one province that uses it; absent: anywhere.
        since, until: first and last day of its use.
        commune_types: kinds of commune whose office may have it; empty: every kind.
        source: who gave the name ("Nghị định 150/2025/NĐ-CP").
    """

    id: str | None = None
    name: str
    aliases: tuple[str, ...] = ()
    province: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    commune_types: tuple[CommuneType, ...] = ()
    source: str | None = None


class Agency(RuleModel):
    """A body and the proof that it is recognised.

    Attributes:
        duty: the field it answers for; absent where nobody has said it.
        since, until: first and last day of the body itself, for every name without days of its own.
        names: what it is called in one province, in one kind of commune or for some time.
        named: a proper name may follow ("Trường Tiểu học Kim Đồng").
        described: words of any kind may follow ("Hợp tác xã rau sạch Đồng Tâm").
        helps: the team that it helps may follow ("Tổ giúp việc Ban Chỉ đạo Đề án 06").
        collects: nouns of a collective, one of which it must name ("phòng", "ban").
        beside: nouns that may stand in its list without making it this collective.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    kind: Kind
    level: Level
    duty: Duty | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    aliases: tuple[str, ...] = ()
    names: tuple[AgencyName, ...] = ()
    named: bool = False
    described: bool = False
    helps: bool = False
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
    """Words for a kind of place, by the level of the body that carries them.

    Attributes:
        district_until: the last day on which there were districts.
    """

    commune: tuple[str, ...]
    district: tuple[str, ...]
    district_until: dt.date
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
        stand_ins: words for a body that only brackets behind them name ("Cơ quan thường trực (Công an xã)").
        persons: words before the name of a person ("ông").
        links: words that join two bodies like a comma ("phối hợp với").
        short_names: words in brackets that give a body a short name for the rest of the plan ("viết tắt là").
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
    persons: tuple[str, ...]
    stand_ins: tuple[str, ...] = ()
    links: tuple[str, ...]
    bare_links: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    roles: RoleWords
    places: PlaceWords
    collective: CollectiveWords
    splits: tuple[SplitCase, ...]
    agencies: tuple[Agency, ...]
