"""The web forms: the page of a portal, with all that stands around the document, and what Word saves for the web.

The portal's page holds the header zones in a table without lines, as editors paste them from Word; cells span rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from builder.forms import HtmlForm
from builder.model import (
    Appendix,
    Block,
    DashRow,
    Duty,
    GroupRow,
    Paragraph,
    RecordRow,
    Row,
    Sample,
    Section,
    Sentences,
    Table,
    TableBlock,
    whole,
)
from builder.spans import find_spans, group_reach
from builder.web_pages import portal_page, word_page
from builder.write_text import MOTTO


def write_html(sample: Sample, form: HtmlForm) -> str:
    body = "\n".join(_Writer(sample, form).lines())
    page = word_page if form.kind == "word" else portal_page
    return page(sample, body)


class _Writer:
    """The document itself as HTML."""

    def __init__(self, sample: Sample, form: HtmlForm) -> None:
        self.sample = sample
        self.form = form
        self.word = form.kind == "word"

    def lines(self) -> Iterator[str]:
        yield from self.head()
        yield from self.blocks(self.sample.body)
        yield self.end()
        for appendix in self.sample.appendices:
            yield from self.appendix(appendix)

    def head(self) -> Iterator[str]:
        head = self.sample.head
        cells = [
            self.zone(head.issuer, "b"),
            self.zone(MOTTO, "b"),
            self.zone((head.number_line,)),
            self.zone((head.date_line,), "i"),
        ]
        rows = "".join(f"<tr>{left}{right}</tr>" for left, right in (cells[:2], cells[2:]))
        yield f'<table class="bang-dau" border="0" cellpadding="0" style="width:100%"><tbody>{rows}</tbody></table>'
        for line in (head.doc_type, *head.title):
            yield self.paragraph(f"<strong>{escape(line)}</strong>", centred=True)

    def zone(self, lines: Iterable[str], tag: str = "") -> str:
        shown = [f"<{tag}>{escape(line)}</{tag}>" if tag else escape(line) for line in lines]
        return f'<td style="text-align:center;vertical-align:top">{"<br />".join(shown)}</td>'

    def paragraph(self, inner: str, *, centred: bool = False) -> str:
        if self.word:
            align = " align=center style='text-align:center'" if centred else " style='text-align:justify'"
            return f"<p class=MsoNormal{align}><span lang=VI style='font-size:14.0pt'>{inner}<o:p></o:p></span></p>"
        return f'<p style="text-align:{"center" if centred else "justify"}">{inner}</p>'

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Section():
                    words = escape(whole(f"{block.sec}{block.close} {block.words}"))
                    yield self.paragraph(f"<b>{words}</b>" if block.head is not None else words)
                case Paragraph():
                    yield self.paragraph(escape(whole(block.p)))
                case Sentences():
                    yield self.paragraph(escape(whole(block.words)))
                case Duty():
                    yield from (self.paragraph(escape(line)) for line in block.lines)
                case TableBlock():
                    yield self.table(block.table)

    def table(self, table: Table) -> str:
        header = "".join(f"<tr>{row}</tr>" for row in self.header(table))
        spans = {(column, first): last - first + 1 for column, first, last in find_spans(table, table.rows)}
        covered = {
            (column, row) for (column, first), height in spans.items() for row in range(first + 1, first + height)
        }
        if not self.form.span:
            spans, covered = {}, set()
        rows = []
        for index, item in enumerate(table.rows):
            here = {column: height for (column, first), height in spans.items() if first == index}
            hidden = {column for column, row in covered if row == index}
            rows.append(f"<tr>{self.row(item, len(table.columns), here, hidden)}</tr>")
        style = "class=MsoTableGrid border=1 cellspacing=0 cellpadding=0" if self.word else 'border="1" class="table"'
        return f"<table {style}>\n<thead>{header}</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"

    def header(self, table: Table) -> Iterator[str]:
        rows = table.header_rows()
        if not table.two_rows:
            yield from ("".join(self.cell(text, bold=True) for text in row) for row in rows)
            return
        reach = {first: last - first + 1 for first, last in table.spans()}
        inner = {i for first, last in table.spans() for i in range(first + 1, last + 1)}
        upper = (
            self.cell(column.upper, bold=True, rowspan=1 if column.lower else 2, colspan=reach.get(index, 1))
            for index, column in enumerate(table.columns)
            if index not in inner
        )
        yield "".join(upper)
        yield "".join(self.cell(column.lower, bold=True) for column in table.columns if column.lower)
        yield from ("".join(self.cell(text, bold=True) for text in row) for row in rows[2:])

    def row(self, item: Row, columns: int, spans: dict[int, int], hidden: set[int]) -> str:
        match item:
            case DashRow():
                return "".join(self.cell(item.dash) for _ in range(columns))
            case GroupRow():
                return self.group(item, columns)
            case RecordRow():
                cells = (
                    self.cell(whole(text), rowspan=spans.get(index, 1))
                    for index, text in enumerate(item.r)
                    if index not in hidden
                )
                return "".join(cells)

    def group(self, item: GroupRow, columns: int) -> str:
        reach = group_reach(item, columns)
        if reach is None:
            return "".join(self.cell(text, bold=True) for text in [*item.g, *[""] * (columns - 2)])
        texts = [" ".join(filter(None, item.g))] if item.merged == "all" else list(item.g)
        width = reach[1] - reach[0] + 1
        return "".join(
            self.cell(text, bold=True, colspan=width if index == len(texts) - 1 else 1)
            for index, text in enumerate(texts)
        )

    def cell(self, text: str, *, bold: bool = False, rowspan: int = 1, colspan: int = 1) -> str:
        spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", rowspan), ("colspan", colspan)) if n > 1)
        lines = [f"<b>{escape(line)}</b>" if bold and line else escape(line) or "&nbsp;" for line in text.split("\n")]
        inner = "".join(map(self.paragraph, lines)) if self.word else "<br />".join(lines)
        return f"<td{spans}>{inner}</td>"

    def end(self) -> str:
        signer = self.sample.signer
        left = ["<b><i>Nơi nhận:</i></b>", *(f"- {escape(line)}" for line in self.sample.recipients)]
        right = [f"<b>{escape(line)}</b>" for line in (*signer.authority, signer.title)]
        right += ["&nbsp;", "&nbsp;", f"<b>{escape(signer.name)}</b>"]
        zones = "".join(f'<td style="vertical-align:top">{_zone_lines(lines)}</td>' for lines in (left, right))
        return f'<table border="0" style="width:100%"><tbody><tr>{zones}</tr></tbody></table>'

    def appendix(self, appendix: Appendix) -> Iterator[str]:
        if self.word:
            yield "<br clear=all style='mso-special-character:line-break;page-break-before:always'>"
        for line in (appendix.label_line, *appendix.title):
            yield self.paragraph(f"<b>{escape(line)}</b>", centred=True)
        if appendix.attached:
            yield self.paragraph(f"<i>{escape(appendix.attached)}</i>", centred=True)
        yield from self.blocks(appendix.blocks)


def _zone_lines(lines: Sequence[str]) -> str:
    return "<br />".join(lines)
