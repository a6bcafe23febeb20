"""``rules/indicators/*.yaml`` as they are written."""

from typing import Literal

from pydantic import Field

from planparse.rulebook.base import RuleModel
from planparse.rulebook.phrases import Expansion

Measure = Literal["ratio", "count", "index"]
"""A share of something ("Tỷ lệ ...", "%"), a number of things ("Số lượng ...") or a mark ("Chỉ số ...")."""

FieldName = Literal[
    "hạ tầng số",
    "chính quyền số",
    "kinh tế số",
    "xã hội số",
    "nhân lực",
    "khoa học công nghệ",
    "sở hữu trí tuệ",
    "đo lường chất lượng",
    "an toàn thông tin",
    "cải cách hành chính",
    "dữ liệu",
]


class CatalogIndicator(RuleModel):
    """A canonical indicator and the proof that its wordings are told from its neighbours'.

    Attributes:
        source: symbol of the national document that sets it ("57-NQ/TW"); None where it is not known.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    name: str
    unit: str
    field: FieldName
    source: str | None = None
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


class MeasureWords(RuleModel):
    """Words with which a name begins that say what kind of number it is.

    Attributes:
        plain: words at the beginning that say no kind.
        growth: words anywhere in a name that may make a share of a number ("Số đơn ... tăng"): the unit decides.
    """

    ratio: tuple[str, ...]
    count: tuple[str, ...]
    index: tuple[str, ...]
    plain: tuple[str, ...]
    growth: tuple[str, ...]


class IndicatorFile(RuleModel):
    """The rules as they are written, all files together.

    Attributes:
        marks: words that tell neighbours apart ("5G", "toàn trình"): both names have them, or neither.
        fillers: words without weight ("trên địa bàn", "của").
        places: kinds of place; a proper name after them is dropped with them.
        opening: patterns of a time before the name proper ("Đến hết năm 2026, ...").
        leading, inner, trailing: patterns of target phrases at the beginning of a name ("Trên 90%"), within it
            ("chiếm 20%") and at its end ("đạt từ 50% trở lên").
    """

    expand: tuple[Expansion, ...]
    measures: MeasureWords
    marks: tuple[str, ...]
    fillers: tuple[str, ...]
    places: tuple[str, ...]
    opening: tuple[str, ...] = ()
    leading: tuple[str, ...]
    inner: tuple[str, ...]
    trailing: tuple[str, ...]
    indicators: tuple[CatalogIndicator, ...]
