"""What a sample is: one invented plan, written down once, from which text, Word, PDF and gold are made.

The mark ``¦`` stands for a space at which the text form is cut by a page: a paragraph is broken there by a blank line,
a table row by a blank line within its table. A cell that begins with it stands wholly in the second half of the row.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from builder.forms import Forms
from builder.readings import Model, Reading

CUT = "¦"
_SPACE = re.compile(r"\s+")
_DUTY_ROLES = ("lead", "support", "output", "deadline")

Role = Literal["ordinal", "name", "unit", "target", "lead", "support", "output", "deadline", "notes", "other"]


class Meta(Model):
    name: str
    split: Literal["dev", "held_out"]
    licence: str
    shows: tuple[str, ...] = Field(min_length=1)


class Head(Model):
    """The header zones as printed, and what they say."""

    issuer: tuple[str, ...]
    number_line: str
    number: int | None
    symbol: str
    date_line: str
    place: str
    issued_on: str | None
    edtf: str | None
    doc_type: str = "KẾ HOẠCH"
    title: tuple[str, ...]
    plan_year: int


class Commune(Model):
    type: Literal["xã", "phường", "đặc khu"]
    name: str
    province: str


class Signer(Model):
    authority: tuple[str, ...]
    title: str
    name: str


class Citation(Model):
    symbol: str
    date: str | None = None
    type: str


class Section(Model):
    """A labelled heading, or a numbered item of prose (then ``head`` is None)."""

    sec: str
    close: str = "."
    level: int
    head: str | None = None
    prose: str | None = None
    bold: bool | None = None

    @model_validator(mode="after")
    def _one_text(self) -> "Section":
        if (self.head is None) == (self.prose is None):
            raise ValueError("a section has either a head or a prose")
        return self

    @property
    def words(self) -> str:
        return self.head if self.head is not None else self.prose or ""


class Sentence(Model):
    """A sentence of prose; with targets it is an indicator."""

    s: str
    targets: tuple[Reading, ...] = ()


class Paragraph(Model):
    p: str


class Duty(Model):
    """Labelled lines below an item (who, with whom, by when): the item is a task.

    Attributes:
        duty: the lines as printed, the values named in braces.
    """

    duty: tuple[str, ...] = Field(min_length=1)
    lead: str | None = None
    support: str | None = None
    output: str | None = None
    deadline: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        values = {role: self.value(role) for role in _DUTY_ROLES}
        return tuple(line.format(**values) for line in self.duty)

    def value(self, role: str) -> str | None:
        """The value of a role; None where the lines print none."""
        value: str | None = getattr(self, role, None)
        return value

    @model_validator(mode="after")
    def _every_value_printed(self) -> "Duty":
        printed = " ".join(self.duty)
        for role in _DUTY_ROLES:
            if (self.value(role) is None) == (f"{{{role}}}" in printed):
                raise ValueError(f"the {role} of {self.duty[0]!r} stands either in no line or in no value")
        return self


class Sentences(Model):
    """A paragraph of a section about targets, sentence by sentence."""

    say: tuple[Sentence, ...]
    dash: bool = True

    @property
    def words(self) -> str:
        return ("- " if self.dash else "") + " ".join(sentence.s for sentence in self.say)


class Column(Model):
    """``head`` is one line, or two: the upper cell (merged with neighbours that print the same) and the lower one."""

    head: str | tuple[str, str]
    role: Role
    w: float
    year: int | None = None

    @property
    def upper(self) -> str:
        return self.head if isinstance(self.head, str) else self.head[0]

    @property
    def lower(self) -> str:
        return "" if isinstance(self.head, str) else self.head[1]


class GroupRow(Model):
    """A row that heads others. ``rank`` orders groups: a group closes all open ones of its rank or a higher one."""

    g: tuple[str, str]
    rank: int
    merged: Literal["no", "rest", "all"] = "no"
    year: int | None = None
    page: bool | Literal["header"] = False

    @property
    def gold_label(self) -> str | None:
        return self.g[0].rstrip(".") or None


class RecordRow(Model):
    """A task or an indicator. ``leaves``: groups of this rank or a higher one end before it."""

    r: tuple[str, ...]
    leaves: int | None = None
    page: bool | Literal["header"] = False
    cut_header: bool = False
    short: bool = False


class DashRow(Model):
    dash: str


Row = GroupRow | RecordRow | DashRow


class Table(Model):
    kind: Literal["task", "indicator"]
    columns: tuple[Column, ...]
    numbers: str | None = None
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _full_rows(self) -> "Table":
        for row in self.rows:
            if isinstance(row, RecordRow) and len(row.r) != len(self.columns):
                raise ValueError(f"{len(row.r)} cells for {len(self.columns)} columns: {row.r[:2]}")
        return self

    @property
    def two_rows(self) -> bool:
        return any(column.lower for column in self.columns)

    def header_rows(self) -> list[list[str]]:
        """The header as printed: one or two rows, a merged cell only once, and the row of column numbers."""
        upper = [column.upper for column in self.columns]
        for i in range(len(upper) - 1, 0, -1):
            if self.columns[i].lower and upper[i] == upper[i - 1]:
                upper[i] = ""
        rows = [upper]
        if self.two_rows:
            rows.append([column.lower for column in self.columns])
        if self.numbers:
            rows.append([self.numbers.format(i + 1) for i in range(len(upper))])
        return rows

    def spans(self) -> list[tuple[int, int]]:
        """First and last column of each merged upper header cell."""
        found: list[tuple[int, int]] = []
        for i, column in enumerate(self.columns):
            same = bool(column.lower) and i > 0 and column.upper == self.columns[i - 1].upper
            if same:
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
        return [span for span in found if span[0] < span[1]]


class TableBlock(Model):
    table: Table


Block = Section | Paragraph | Sentences | Duty | TableBlock


class Appendix(Model):
    """``label_line`` as printed ("PHỤ LỤC I"); ``label`` and ``number`` what it says."""

    label_line: str
    label: str | None
    number: int | None
    title: tuple[str, ...]
    attached: str | None = None
    blocks: tuple[Block, ...]


class Sample(Model):
    meta: Meta
    forms: Forms = Forms()
    head: Head
    commune: Commune
    signer: Signer
    recipients: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    body: tuple[Block, ...]
    appendices: tuple[Appendix, ...] = ()
    citations: tuple[Citation, ...] = ()

    def tables(self) -> Iterator[Table]:
        yield from (block.table for block in self._blocks() if isinstance(block, TableBlock))

    def duties(self) -> Iterator[Duty]:
        yield from (block for block in self._blocks() if isinstance(block, Duty))

    def _blocks(self) -> Iterator[Block]:
        for blocks in (self.body, *(appendix.blocks for appendix in self.appendices)):
            yield from blocks


def whole(text: str) -> str:
    """The text without page cuts; line feeds between paragraphs of a cell stay."""
    lines = text.replace(CUT, " ").split("\n")
    return "\n".join(_SPACE.sub(" ", line).strip() for line in lines)


def plain(text: str) -> str:
    """The text on one line, as gold holds it."""
    return _SPACE.sub(" ", whole(text)).strip()
