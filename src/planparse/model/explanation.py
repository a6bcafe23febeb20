"""How a text was read: what ``planparse rules explain`` shows."""

from typing import Literal

from planparse.model.base import Frozen, Note

ReadingKind = Literal["deadline", "target", "agency", "indicator", "citation", "task"]


class Step(Frozen):
    """One thing that a rule did with the words of a text.

    Attributes:
        rule: its id as a person finds it in the rule files ("deadline.quarter", "agencies: phong_kinh_te").
        words: of the text that it took.
        gives: what it made of them, in short ("quarter 2 of 2026").
    """

    rule: str
    words: str
    gives: str


class Explanation(Frozen):
    """A text read as one kind of value.

    Attributes:
        reading: the canonical values in the short form of the rule files; empty where nothing was read.
        in_words: the same as a Vietnamese clerk would write it, where the short form needs saying; else empty.
        steps: in the order of the text, or of the decisions.
        notes: findings that the reading adds.
    """

    kind: ReadingKind
    reading: tuple[str, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...] = ()
    in_words: tuple[str, ...] = ()
