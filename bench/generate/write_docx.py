"""A made plan as Word writes it, as XML at once: python-docx takes half a second for what takes milliseconds here.

Styles, theme and the like are those of a sample, without the hundred table styles that its template brings and Word
does not write.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape

from builder.model import Appendix, Block, GroupRow, RecordRow, Row, Sample, Section, Table, TableBlock, whole
from builder.write_text import MOTTO
from lxml import etree

from generate.packing import Packed, pack_zip
from generate.parts import ROOT
from generate.wording import heading_line, prose_lines

_TEMPLATE = ROOT / "samples" / "docx" / "an-phu-khe.docx"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEFT_OUT = ("word/stylesWithEffects.xml", "docProps/thumbnail.jpeg", "customXml/")
_WIDTHS = {False: 9071, True: 14_173}  # twentieths of a point between the margins, upright and landscape
_PAGES = {False: 'w:w="11906" w:h="16838"', True: 'w:w="16838" w:h="11906" w:orient="landscape"'}
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'


def write_docx(sample: Sample) -> Packed:
    """The file's bytes."""
    landscape = sample.forms.pdf.landscape_appendices
    body = [*_head(sample), *_blocks(sample.body, landscape=False), *_end(sample)]
    for appendix in sample.appendices:
        body.append(f"<w:p><w:pPr>{_page(landscape=landscape and appendix is not sample.appendices[0])}</w:pPr></w:p>")
        body += _appendix(appendix, landscape=landscape)
    body.append(_page(landscape=landscape and bool(sample.appendices)))
    document = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return pack_zip([*_template(), ("word/document.xml", (head + document).encode())])


@cache
def _template() -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(_TEMPLATE) as archive:
        names = [name for name in archive.namelist() if name != "word/document.xml" and not name.startswith(_LEFT_OUT)]
        return tuple((name, _trimmed(name, archive.read(name))) for name in names)


def _trimmed(name: str, data: bytes) -> bytes:
    """A part without what it says of parts that are left out, and without styles of tables but the plain ones."""
    if not name.endswith((".rels", "[Content_Types].xml", "styles.xml")):
        return data
    root = etree.fromstring(data)
    for element in list(root):
        target = (element.get("Target") or element.get("PartName") or "").lstrip("/").removeprefix("../")
        style = element.get(f"{{{_W}}}type") == "table" and element.get(f"{{{_W}}}styleId") not in (
            "TableGrid",
            "TableNormal",
        )
        if style or target.endswith(("stylesWithEffects.xml", "thumbnail.jpeg")) or target.startswith("customXml"):
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _head(sample: Sample) -> Iterator[str]:
    head = sample.head
    rows = ((head.issuer, MOTTO), ((head.number_line,), (head.date_line,)))
    cells = ("".join(_cell(lines, 4535, bold=row is rows[0], centred=True) for lines in row) for row in rows)
    yield _grid((4535, 4535), (f"<w:tr>{row}</w:tr>" for row in cells), ruled=False)
    yield _paragraph("")
    yield from (_paragraph(line, bold=True, centred=True) for line in (head.doc_type, *head.title))
    yield _paragraph("")


def _end(sample: Sample) -> Iterator[str]:
    signer = sample.signer
    left = _cell(("Nơi nhận:", *(f"- {line}" for line in sample.recipients)), 4535)
    right = _cell((*signer.authority, signer.title, "", "", signer.name), 4535, bold=True, centred=True)
    yield _grid((4535, 4535), [f"<w:tr>{left}{right}</w:tr>"], ruled=False)


def _appendix(appendix: Appendix, *, landscape: bool) -> Iterator[str]:
    yield from (_paragraph(line, bold=True, centred=True) for line in (appendix.label_line, *appendix.title))
    if appendix.attached:
        yield _paragraph(appendix.attached, centred=True)
    yield from _blocks(appendix.blocks, landscape=landscape)


def _blocks(blocks: Sequence[Block], *, landscape: bool) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                yield _paragraph(heading_line(block), bold=block.head is not None)
            case TableBlock():
                yield _table(block.table, _WIDTHS[landscape])
                yield _paragraph("")
            case _:
                yield from map(_paragraph, prose_lines(block))


def _table(table: Table, width: int) -> str:
    total = sum(column.w for column in table.columns)
    widths = [int(width * column.w / total) for column in table.columns]
    rows = [*_header(table, widths), *(_row(row, widths) for row in table.rows)]
    return _grid(widths, rows, ruled=True)


def _header(table: Table, widths: Sequence[int]) -> Iterator[str]:
    """The header rows: a cell that stands over several columns is one, a column's own head goes over both rows."""
    rows, spans = table.header_rows(), dict(table.spans())
    for index, texts in enumerate(rows):
        cells: list[str] = []
        skipped = -1
        for at, text in enumerate(texts):
            if at <= skipped:
                continue
            last = spans.get(at, at) if index == 0 else at
            skipped = last
            merge = _merge(table, index, at) + (f'<w:gridSpan w:val="{last - at + 1}"/>' if last > at else "")
            cells.append(_cell((text,), sum(widths[at : last + 1]), bold=True, centred=True, merge=merge))
        yield f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _merge(table: Table, index: int, at: int) -> str:
    if not table.two_rows or table.columns[at].lower or index > 1:
        return ""
    return '<w:vMerge w:val="restart"/>' if index == 0 else "<w:vMerge/>"


def _row(row: Row, widths: Sequence[int]) -> str:
    match row:
        case RecordRow():
            cells = (_cell(whole(text).split("\n"), width) for text, width in zip(row.r, widths, strict=True))
        case GroupRow(merged="all"):
            text = " ".join(filter(None, row.g))
            cells = iter([_cell((text,), sum(widths), bold=True, merge=f'<w:gridSpan w:val="{len(widths)}"/>')])
        case GroupRow(merged="rest"):
            span = f'<w:gridSpan w:val="{len(widths) - 1}"/>'
            rest = _cell((row.g[1],), sum(widths[1:]), bold=True, merge=span)
            cells = iter([_cell((row.g[0],), widths[0], bold=True), rest])
        case GroupRow():
            texts = [*row.g, *[""] * (len(widths) - 2)]
            cells = (_cell((text,), width, bold=True) for text, width in zip(texts, widths, strict=True))
        case _:
            raise ValueError(f"no made plan has such a row: {row}")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _grid(widths: Sequence[int], rows: Iterable[str], *, ruled: bool) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = '<w:tblStyle w:val="TableGrid"/>' if ruled else ""
    look = '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0"/>'
    head = f'<w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{look}</w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(lines: Iterable[str], width: int, *, bold: bool = False, centred: bool = False, merge: str = "") -> str:
    inner = "".join(_paragraph(line, bold=bold, centred=centred, size=24) for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{inner}</w:tc>'


def _paragraph(text: str, *, bold: bool = False, centred: bool = False, size: int = 28) -> str:
    """As Word writes it: every run says its font and size again."""
    run = f'<w:rPr>{_FONT}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    jc = "center" if centred else "both"
    look = f'<w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="{jc}"/>{run}</w:pPr>'
    words = f'<w:r>{run}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    return f"<w:p>{look}{words}</w:p>"


def _page(*, landscape: bool) -> str:
    margins = '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/>'
    return f"<w:sectPr><w:pgSz {_PAGES[landscape]}/>{margins}</w:sectPr>"
