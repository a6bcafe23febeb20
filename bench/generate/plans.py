"""The n-th made plan: a sample's skeleton with another commune's name, number, day, rows and more prose.

True of the result: it depends on the number alone; plans of one commune differ in number and day, so that none is taken
for a copy of another.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.forms import DocxForm, Forms, TextForm
from builder.model import (
    Appendix,
    Block,
    Commune,
    GroupRow,
    Head,
    Paragraph,
    RecordRow,
    Row,
    Sample,
    Section,
    Sentences,
    Signer,
    Table,
    TableBlock,
    plain,
)

from generate import parts as pools
from generate.parts import Parts, load_parts
from generate.rows import Setting, cited_document, make_rows

SEED = 20_260_701
FORMS = ("docx", "pdf", "docx", "pdf", "txt")
"""The form of each plan by its number: 40 % Word, 40 % PDF, 20 % text."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLES = ("Văn", "Thị", "Quốc", "Minh", "Đức", "Thu", "Hữu", "Ngọc")
_GIVEN = ("An", "Bình", "Dũng", "Hà", "Hải", "Lan", "Long", "Nga", "Phúc", "Sơn", "Thắng", "Yến")
_SHORT = 4  # rows of tasks and of indicators, and blocks of prose
_SHORT_FORMS = ("txt", "txt", "docx")
_DRAFTS = 0.06
_CITING = 0.4  # of the added paragraphs


class Made(NamedTuple):
    """A made plan, and how many records its tables hold."""

    form: str
    sample: Sample
    tasks: int
    indicators: int

    @property
    def name(self) -> str:
        """Its file's name."""
        return f"{self.sample.meta.name}.{self.form}"


def make_plan(number: int, *, short: bool = False) -> Made:
    """The plan of that number (from 0).

    Args:
        number: which.
        short: with few rows and little prose, as Word or text, for runs that are about something else than reading.
    """
    dice, parts = random.Random(SEED * 1_000_003 + number), load_parts()
    commune = _commune(parts, number)
    skeleton = dice.choice(parts.skeletons[commune.type])
    shift = dice.choice((0, 0, 0, -1, 1))
    setting = Setting(commune, skeleton.head.plan_year + shift, shift, parts.communes)
    tasks, indicators = (min(count, _SHORT) if short else count for count in _counts(dice))
    maker = _Maker(parts, setting, dice, _retold(skeleton, commune, setting), grows=not short)
    sample = maker.make(skeleton, number, tasks, indicators)
    found = [(table.kind, sum(isinstance(row, RecordRow) for row in table.rows)) for table in sample.tables()]
    kinds = {kind: sum(count for own, count in found if own == kind) for kind in ("task", "indicator")}
    forms = _SHORT_FORMS if short else FORMS
    return Made(forms[number % len(forms)], sample, kinds["task"], kinds["indicator"])


def _commune(parts: Parts, number: int) -> pools.Commune:
    """Every commune once, in a mixed order, then all again."""
    return parts.communes[number * 1_237 % len(parts.communes)]


def _counts(dice: random.Random) -> tuple[int, int]:
    """Rows of tasks (10 to 60) and of indicators (5 to 40); one plan in a hundred has far more."""
    times = dice.choice((1,) * 95 + (2, 2, 3, 3, 6))
    tasks = (dice.randrange(10, 61) + dice.randrange(10, 61)) // 2
    return tasks * times, min(dice.randrange(5, 41), dice.randrange(5, 41)) * times


class _Retold(NamedTuple):
    """Words of the sample and what stands for them in the made plan."""

    words: tuple[tuple[str, str], ...]

    def tell(self, text: str) -> str:
        for old, new in self.words:
            text = text.replace(old, new)
        return text


def _retold(skeleton: Sample, commune: pools.Commune, setting: Setting) -> _Retold:
    own, year = skeleton.commune, skeleton.head.plan_year
    province = [
        (f"{kind} {own.province}", f"{commune.province_type} {commune.province}") for kind in ("tỉnh", "thành phố")
    ]
    words = [
        (own.name.upper(), commune.name.upper()),
        (own.name, commune.name),
        *province,
        (own.province, commune.province),
    ]
    if setting.shift:
        words.append((str(year), str(setting.year)))
    return _Retold(tuple(words))


class _Maker:
    """One plan in the making."""

    def __init__(
        self, parts: Parts, setting: Setting, dice: random.Random, retold: _Retold, *, grows: bool = True
    ) -> None:
        self._parts, self._setting, self._dice, self._retold, self._grows = parts, setting, dice, retold, grows

    def make(self, skeleton: Sample, number: int, tasks: int, indicators: int) -> Sample:
        kinds = [table.kind for table in skeleton.tables()]
        self._shares = {"task": _parts_of(tasks, kinds.count("task"))}
        self._shares["indicator"] = _parts_of(indicators, max(1, kinds.count("indicator")))
        head = self._head(skeleton.head, number)
        printed = skeleton.body if self._grows else skeleton.body[:_SHORT]
        body = tuple(self._blocks(printed, grown=self._grows))
        appendices = [self._appendix(one) for one in skeleton.appendices]
        if "indicator" not in kinds:
            appendices.append(self._indicators(len(appendices)))
        commune = self._setting.commune
        return Sample.model_construct(
            meta=skeleton.meta.model_copy(update={"name": f"{number:05d}"}),
            forms=self._forms(skeleton),
            head=head,
            commune=Commune.model_construct(type=commune.type, name=commune.name, province=commune.province),
            signer=self._signer(skeleton.signer),
            recipients=tuple(map(self._retold.tell, skeleton.recipients)),
            body=body,
            appendices=tuple(appendices),
        )

    def _forms(self, skeleton: Sample) -> Forms:
        forms = skeleton.forms
        text = TextForm(header=self._dice.choice(("full", "full", "one_line")), markdown=forms.text.markdown)
        return Forms.model_construct(text=text, docx=DocxForm(font_size=14), pdf=forms.pdf)

    def _head(self, head: Head, number: int) -> Head:
        """Number and day are blank on a draft."""
        year, month, day = self._setting.year, self._dice.randrange(1, 7), self._dice.randrange(1, 28)
        draft = self._dice.random() < _DRAFTS
        own = 1 + number // len(self._parts.communes) * 37 + self._dice.randrange(37)
        printed = "  " if draft else f"{day:02d}"
        told = {
            "issuer": tuple(map(self._retold.tell, head.issuer)),
            "number_line": "Số:      /KH-UBND" if draft else f"Số: {own}/KH-UBND",
            "date_line": f"{self._setting.commune.name}, ngày {printed} tháng {month} năm {year}",
            "title": tuple(map(self._retold.tell, head.title)),
        }
        self._attached = f"(Kèm theo Kế hoạch số {'' if draft else own}/KH-UBND ngày {day:02d}/{month}/{year})"
        return head.model_copy(update=told)

    def _signer(self, signer: Signer) -> Signer:
        name = " ".join(self._dice.choice(names) for names in (_FAMILIES, _MIDDLES, _GIVEN))
        return signer.model_copy(update={"name": name})

    def _blocks(self, blocks: Sequence[Block], *, grown: bool = False) -> Iterator[Block]:
        for block in blocks:
            yield self._block(block)
            if grown and isinstance(block, Paragraph | Sentences):
                yield from self._more_prose()

    def _more_prose(self) -> Iterator[Block]:
        for _ in range(self._dice.choice((0, 1, 2, 3, 4, 6))):
            pair = (self._dice.choice(self._parts.prose), self._dice.choice(self._parts.prose))
            text = self._setting.fit(" ".join(one if one.endswith(".") else f"{one}." for one in pair))
            if self._dice.random() < _CITING:
                text += f" Thực hiện theo {cited_document(self._setting, self._dice)}."
            yield Paragraph.model_construct(p=f"- {text}")

    def _block(self, block: Block) -> Block:
        tell = self._retold.tell
        match block:
            case Paragraph():
                return Paragraph.model_construct(p=plain(tell(block.p)))
            case Section():
                words = {"head": block.head and tell(block.head), "prose": block.prose and plain(tell(block.prose))}
                return block.model_copy(update=words)
            case Sentences():
                say = tuple(one.model_copy(update={"s": tell(one.s)}) for one in block.say)
                return block.model_copy(update={"say": say})
            case TableBlock():
                return TableBlock.model_construct(table=self._table(block.table))
        return block

    def _table(self, table: Table) -> Table:
        """The same columns with rows of its own, grouped where the sample's are."""
        count = self._shares[table.kind].pop()
        columns = tuple(column.model_copy(update={"head": self._column_head(column.head)}) for column in table.columns)
        rows = list(make_rows(table, count, self._parts, self._setting, self._dice))
        groups = [row for row in table.rows if isinstance(row, GroupRow) and row.g[0]]
        if groups:
            rows = list(self._grouped(rows, groups[0].merged))  # type: ignore[arg-type]
        return table.model_copy(update={"columns": columns, "rows": tuple(rows)})

    def _column_head(self, head: str | tuple[str, str]) -> str | tuple[str, str]:
        fit = self._setting.fit
        return fit(head) if isinstance(head, str) else (fit(head[0]), fit(head[1]))

    def _grouped(self, rows: Sequence[RecordRow], merged: str) -> Iterator[Row]:
        left, label = 0, 0
        for row in rows:
            if left == 0 and label < len(_ROMAN):
                text = self._setting.fit(self._dice.choice(self._parts.groups))
                yield GroupRow.model_construct(g=(_ROMAN[label], text), rank=1, merged=merged, year=None, page=False)
                left, label = max(3, len(rows) // 14, self._dice.randrange(3, 10)), label + 1
            left -= 1
            yield row

    def _appendix(self, appendix: Appendix) -> Appendix:
        told = {
            "title": tuple(map(self._retold.tell, appendix.title)),
            "attached": self._attached if appendix.attached else None,
            "blocks": tuple(self._blocks(appendix.blocks)),
        }
        return appendix.model_copy(update=told)

    def _indicators(self, before: int) -> Appendix:
        table = self._dice.choice(self._parts.indicator_tables)
        return Appendix.model_construct(
            label_line=f"PHỤ LỤC {_ROMAN[before]}",
            label=_ROMAN[before],
            number=before + 1,
            title=(f"CHỈ TIÊU NĂM {self._setting.year}",),
            attached=self._attached,
            blocks=(TableBlock.model_construct(table=self._table(table)),),
        )


def _parts_of(count: int, tables: int) -> list[int]:
    """So many rows for each table, about as many for each."""
    return [count // tables + (1 if index < count % tables else 0) for index in range(tables)]
