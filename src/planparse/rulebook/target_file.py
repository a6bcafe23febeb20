"""What ``rules/targets.yaml`` may hold."""

from typing import Annotated, Literal

from pydantic import Field

from planparse.model.values import Comparator
from planparse.rulebook.base import RuleModel

TargetRole = Literal[
    "markup",  # a way of printing a sign, replaced by the sign
    "before", "after",  # comparators, by their side of the number
    "aspiration", "lead",  # phấn đấu; words between it (or nothing) and the number: đạt, có
    "range", "change",  # what joins two numbers: 80-90%; từ 45% lên 60%
    "increase", "decrease",  # tăng, giảm; with ``compared`` only beside what it is compared with: cao hơn ... so với
    "reached",  # between such a word and the number: the number is reached, it is no change: giảm còn 2%
    "compared",  # what a change is measured against: so với năm 2025
    "each",  # what a count is per, not printed behind a slash: mỗi thôn
    "ordinal", "ordinal_lead",  # the noun before a rank or level; what must stand before it in a sentence
    "basis", "scope",
    "year", "cell_year",  # a phrase that names the target's year, anywhere; in a table cell only
    "mask",  # a number that is no target
]  # fmt: skip


class TargetExample(RuleModel):
    """A cell, or with ``prose`` a sentence, and its targets in short form: ">= 80 %, aspirational, in 2030"."""

    text: str
    gives: tuple[str, ...]
    prose: bool = False
    unit: str | None = None


class _Proven(RuleModel):
    """A rule with its proof: at work in each example and in no reject (a cell; with ``prose:`` a sentence)."""

    id: str
    pattern: str
    replace: str = ""
    examples: Annotated[tuple[TargetExample, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class TargetRule(_Proven):
    """One kind of wording.

    Attributes:
        unit: the code in ``units.yaml`` of what the noun of an ordinal counts.
        compared: a change only where the text says what it is compared with.
    """

    role: TargetRole
    comparator: Comparator | None = None
    unit: str | None = None
    compared: bool = False


class RepairRule(_Proven):
    """A slip of OCR or of the keyboard, and how it is mended before anything is read; each use is noted."""


class TargetFile(RuleModel):
    """The whole of ``rules/targets.yaml``.

    Attributes:
        per: what may stand after a slash: "mô hình/thôn", "triệu đồng/người/năm".
        ticks: what a cell may hold to say only that its row applies.
        repairs: slips of OCR.
    """

    per: tuple[str, ...]
    ticks: tuple[str, ...]
    repairs: tuple[RepairRule, ...]
    rules: tuple[TargetRule, ...]
