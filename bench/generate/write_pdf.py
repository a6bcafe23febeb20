"""A made plan as a PDF, drawn at once: laying it out with reportlab takes half a second for what takes milliseconds."""

from collections.abc import Iterable

from builder.model import Appendix, Block, Sample, Section, TableBlock
from builder.write_text import MOTTO

from generate.packing import Packed
from generate.pdf_pages import Pages
from generate.pdf_table import TableWriter
from generate.wording import heading_line, prose_lines


def write_pdf(sample: Sample) -> Packed:
    """The file's bytes."""
    pages, form = Pages(sample.forms.pdf.font_size), sample.forms.pdf
    _head(pages, sample)
    _blocks(pages, sample.body, sample)
    _end(pages, sample)
    for appendix in sample.appendices:
        pages.new_page(landscape=form.landscape_appendices)
        _appendix(pages, appendix, sample)
    return pages.packed()


def _head(pages: Pages, sample: Sample) -> None:
    head = sample.head
    pages.columns(((head.issuer, "F2"), (MOTTO, "F2")), (0.42, 0.58))
    pages.columns((((head.number_line,), "F1"), ((head.date_line,), "F3")), (0.42, 0.58))
    pages.at -= 8
    for line in (head.doc_type, *head.title):
        pages.paragraph(line, face="F2", centred=True)
    pages.at -= 6


def _blocks(pages: Pages, blocks: Iterable[Block], sample: Sample) -> None:
    for block in blocks:
        match block:
            case Section():
                pages.paragraph(heading_line(block), face="F1" if block.head is None else "F2")
            case TableBlock():
                form = sample.forms.pdf
                writer = TableWriter(pages, block.table, size=form.table_font_size, repeat=form.repeat_header)
                writer.write(block.table)
            case _:
                for line in prose_lines(block):
                    pages.paragraph(line)


def _end(pages: Pages, sample: Sample) -> None:
    signer = sample.signer
    left = ("Nơi nhận:", *(f"- {line}" for line in sample.recipients))
    if pages.room < (max(len(left), 8) + 2) * pages.size * 1.5:
        pages.new_page()
    pages.at -= 10
    pages.columns(((left, "F1"), ((*signer.authority, signer.title, "", "", "", signer.name), "F2")), (0.5, 0.5))


def _appendix(pages: Pages, appendix: Appendix, sample: Sample) -> None:
    for line in (appendix.label_line, *appendix.title):
        pages.paragraph(line, face="F2", centred=True)
    if appendix.attached:
        pages.paragraph(appendix.attached, face="F3", centred=True)
    pages.at -= sample.forms.pdf.appendix_gap
    _blocks(pages, appendix.blocks, sample)
