"""The second Word form: Word writes the numbers, cells span rows, and long editing has left its marks.

Labels come from lists linked to styles, in tables from lists of their own; a label that such a list would not give is
typed. The longest table is cut in two with its header typed again; letters are decomposed (NFD).
"""

from collections.abc import Sequence

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from builder.counting import Counter, Kind, Level
from builder.docx_marks import number_paragraph
from builder.docx_parts import (
    add_footnote,
    add_text_box,
    control_blocks,
    decompose,
    harden_hyphens,
    link_words,
    merge_down,
    move_paragraph,
    put_in_field,
    split_run,
)
from builder.forms import AutoForm, DocxForm
from builder.model import (
    Appendix,
    Block,
    DashRow,
    GroupRow,
    RecordRow,
    Row,
    Sample,
    Section,
    Sentences,
    Table,
    plain,
    whole,
)
from builder.spans import find_spans
from builder.write_docx import TABLE_WIDTHS, DocxWriter, add_row, repeat_row, trim

_HEADINGS = (
    Level("upperRoman", "%1."),
    Level("decimal", "%2."),
    Level("decimal", "%2.%3."),
    Level("lowerLetter", "%4)"),
)


def write_auto_docx(sample: Sample, form: AutoForm) -> bytes:
    return _AutoWriter(sample, form).write()


class _AutoWriter(DocxWriter):
    """One Word document in the making; ``self.numbering`` numbers bullets only."""

    def __init__(self, sample: Sample, auto: AutoForm) -> None:
        super().__init__(sample)
        self.auto = auto
        self.form = DocxForm(auto_numbering=True, tracked=auto.tracked, font_size=14)
        self.headings = Counter(_HEADINGS)
        self.numbering = add_list(self.document, (*_HEADINGS[:3], None))
        self.styles = self.linked_styles()
        tables = sorted(sample.tables(), key=lambda table: len(table.rows))
        self.longest = tables[-1] if tables else None
        self.moved = False

    def linked_styles(self) -> list[str]:
        """A paragraph style for each level of headings, from which its paragraphs have their numbers."""
        number = add_list(self.document, _HEADINGS)
        names = []
        for level in range(len(_HEADINGS)):
            style = self.document.styles.add_style(f"De muc {level + 1}", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.document.styles["Normal"]
            numbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            style.element.get_or_add_pPr().append(parse_xml(numbered))
            names.append(style.name)
        link_levels(self.document, number, [self.document.styles[name].style_id for name in names])
        return names

    def write(self) -> bytes:
        self.running_words()
        self.head()
        first = len(self.document.paragraphs)
        self.blocks(self.sample.body)
        self.mark_first(self.document.paragraphs[first])
        self.end()
        for appendix in self.sample.appendices:
            self.appendix(appendix)
        decompose(self.document)
        return self.saved()

    def running_words(self) -> None:
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        page = section.header.paragraphs[0]
        page.add_run("1")
        put_in_field(page, "1", "PAGE")
        section.footer.paragraphs[0].add_run(f"{self.sample.head.issuer[-1]} - {self.sample.head.number_line}")

    def head(self) -> None:
        super().head()
        zones = self.document.tables[0]
        date = zones.rows[1].cells[1].paragraphs[0]
        _control(date)
        titles = [p for p in self.document.paragraphs if p.text]
        control_blocks(titles[1:])
        if self.auto.urgency:
            add_text_box(titles[0], self.auto.urgency)

    def mark_first(self, paragraph: DocxParagraph) -> None:
        """The first paragraph cites documents: a link, hard hyphens, and the footnote."""
        cited = next((c.symbol for c in self.sample.citations if c.symbol in paragraph.text), None)
        if cited and split_run(paragraph, cited):
            harden_hyphens(paragraph, cited)
            link_words(paragraph, cited.replace("-", "\u2011"), "https://vanban.example.vn/tra-cuu")
            link_words(paragraph, cited, "https://vanban.example.vn/tra-cuu")
        if self.auto.footnote:
            add_footnote(self.document, paragraph, self.auto.footnote)

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            super().blocks((block,))
            if isinstance(block, Sentences) and not self.moved and any(say.targets for say in block.say):
                self.moved = True
                move_paragraph(self.document.paragraphs[-1])

    def section(self, block: Section) -> None:
        bold = block.head is not None if block.bold is None else block.bold
        if self.headings.takes(block.level - 1, f"{block.sec}{block.close}"):
            self.line(whole(block.words), bold=bold).style = self.styles[block.level - 1]
        else:
            self.line(whole(f"{block.sec}{block.close} {block.words}"), bold=bold)

    def appendix(self, appendix: Appendix) -> None:
        super().appendix(appendix)
        if not appendix.attached:
            return
        line = next(p for p in reversed(self.document.paragraphs) if p.text == appendix.attached)
        number = plain(self.sample.head.number_line).removeprefix("Số: ")
        if split_run(line, number):
            put_in_field(line, number, 'DOCPROPERTY "SoKyHieu"')

    def table(self, table: Table) -> None:
        lists = _TableLists(self.document, table)
        records = [index for index, row in enumerate(table.rows) if isinstance(row, RecordRow)]
        cut = len(table.rows)
        if table is self.longest and len(records) > self.auto.split_after + 1:
            cut = records[self.auto.split_after]
            cut -= isinstance(table.rows[cut - 1], GroupRow)  # a heading stays with its rows
        for part in (table.rows[:cut], table.rows[cut:]):
            if part:
                self.part(table, part, lists)
                self.document.add_paragraph()

    def part(self, table: Table, rows: Sequence[Row], lists: "_TableLists") -> None:
        grid = self.grid(table)
        header = [add_row(grid.add_row(), cells, bold=True, centred=True) for cells in table.header_rows()]
        for row in header:
            repeat_row(row)
        self.merge_header(table, header)
        placed: list[Row | None] = [None] * len(header)
        for item in rows:
            if getattr(item, "page", False) == "header":
                self.typed_header(grid, table)
                placed += [None] * len(header)
            self.item(grid, item, lists)
            placed.append(item)
        if self.auto.span:
            for column, first, last in find_spans(table, placed):
                merge_down(grid, column, first, last)

    def grid(self, table: Table) -> DocxTable:
        grid = self.document.add_table(rows=0, cols=len(table.columns))
        grid.style, grid.autofit = "Table Grid", False
        total = sum(column.w for column in table.columns)
        for column, wanted in zip(grid.columns, table.columns, strict=True):
            column.width = Cm(TABLE_WIDTHS[self.landscape] * wanted.w / total)
        return grid

    def typed_header(self, grid: DocxTable, table: Table) -> None:
        """The header once more, typed where a page once ended."""
        rows = [add_row(grid.add_row(), cells, bold=True, centred=True) for cells in table.header_rows()]
        self.merge_header(table, rows)

    def item(self, grid: DocxTable, item: Row, lists: "_TableLists") -> None:
        row = grid.add_row()
        width = len(grid.columns)
        if isinstance(item, DashRow):
            add_row(row, [item.dash] * width)
            return
        cells = [whole(cell) for cell in item.r] if isinstance(item, RecordRow) else [*item.g, *[""] * (width - 2)]
        automatic = lists.take(cells[0], group=isinstance(item, GroupRow))
        typed = ["", *cells[1:]] if automatic else cells
        add_row(row, typed, bold=isinstance(item, GroupRow))
        if automatic:
            number_paragraph(row.cells[0].paragraphs[0], *automatic)
        if isinstance(item, GroupRow) and item.merged != "no":
            trim(row.cells[1].merge(row.cells[-1]))


class _TableLists:
    """The automatic labels of one table.

    Where records count anew in each group, both are levels of one list; where they run on over the groups, each is a
    list of its own: a level that never restarts (``w:lvlRestart`` 0) is not understood by every program.
    """

    def __init__(self, document: object, table: Table) -> None:
        groups = [row.g[0] for row in table.rows if isinstance(row, GroupRow) and row.g[0]]
        records = [row.r[0] for row in table.rows if isinstance(row, RecordRow) and row.r[0]]
        kind: Kind = "upperLetter" if groups and groups[0][0] == "A" else "upperRoman"
        dots = ["." if labels and labels[0].endswith(".") else "" for labels in (groups, records)]
        upper = Level(kind, f"%1{dots[0]}")
        if len(set(records)) < len(records) and groups:
            lists = [(upper, Level("decimal", f"%2{dots[1]}"))]
            self._places = ((0, 0), (0, 1))
        else:
            lists = [(upper,), (Level("decimal", f"%1{dots[1]}"),)]
            self._places = ((0, 0), (1, 0))
        self._ordinal = table.columns[0].role == "ordinal"
        self._counters = [Counter(levels) for levels in lists]
        self._numbers = [add_list(document, levels) for levels in lists]

    def take(self, label: str, *, group: bool) -> tuple[int, int] | None:
        """The list and level that give this label, or None where it must be typed."""
        which, level = self._places[0 if group else 1]
        if self._ordinal and label and self._counters[which].takes(level, label):
            return self._numbers[which], level
        return None


def add_list(document: object, levels: Sequence[Level | None]) -> int:
    """The number of a new list; None is a level of dashes."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    taken = [int(item.get(qn("w:abstractNumId"))) for item in root.findall(qn("w:abstractNum"))]
    number = max(taken, default=0) + 1
    inner = "".join(_level(index, level) for index, level in enumerate(levels))
    words = f'<w:multiLevelType w:val="multilevel"/>{inner}'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{words}</w:abstractNum>')
    first = root.find(qn("w:num"))
    if first is None:
        root.append(abstract)
    else:
        first.addprevious(abstract)
    return int(root.add_num(number).numId)


def _level(index: int, level: Level | None) -> str:
    kind, text = ("bullet", "-") if level is None else (level.kind, level.text)
    shape = f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{shape}</w:lvl>'


def link_levels(document: object, number: int, styles: Sequence[str]) -> None:
    """Says in the list which style each level belongs to."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    num = next(item for item in root.findall(qn("w:num")) if item.numId == number)
    for abstract in root.findall(qn("w:abstractNum")):
        if int(abstract.get(qn("w:abstractNumId"))) == num.abstractNumId.val:
            for level, style in zip(abstract.findall(qn("w:lvl")), styles, strict=True):
                linked = OxmlElement("w:pStyle")
                linked.set(qn("w:val"), style)
                level.find(qn("w:suff")).addprevious(linked)


def _control(paragraph: DocxParagraph) -> None:
    """The runs of the paragraph, within its line, become a content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    runs = paragraph._p.findall(qn("w:r"))
    runs[0].addprevious(control)
    for run in runs:
        content.append(run)
