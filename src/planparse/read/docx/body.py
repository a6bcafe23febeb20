"""The body of a Word document as blocks in reading order."""

from collections.abc import Iterator
from itertools import pairwise

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Footnote, Grid, Paragraph, Source
from planparse.read.docx.footnotes import FootnoteReader
from planparse.read.docx.numbering import Counter
from planparse.read.docx.package import Package, open_package
from planparse.read.docx.paragraphs import Flows, Line, flow_to_lines
from planparse.read.docx.styles import Styles, read_look
from planparse.read.docx.tables import TableReader
from planparse.read.docx.xml import Element, W, text_value, unwrapped
from planparse.read.legacy_fonts import is_legacy_font
from planparse.text.unicode import tidy

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A section that begins like this goes on in the page at hand; every other kind begins a page.
_SAME_PAGE = frozenset({"continuous", "nextColumn"})


def read_docx(data: bytes) -> Outcome[Source]:
    """Reads a Word document: its paragraphs and tables in order, automatic numbers as text.

    1. Every visible word of the body stands in exactly one block; deleted, hidden and floating text in none.
    2. Paths count the paragraphs and the tables of the body, each from 1, empty ones included.

    Notes: read.nested_table, read.legacy_font, read.floating, read.footnotes.

    Raises:
        UnreadableError: the file is damaged, or no Word document.
    """
    package = open_package(data)
    body = package.document.find(W + "body")
    if body is None:
        return Outcome[Source](value=Source(blocks=(), media_type=MEDIA_TYPE, has_format=True))
    reader = _BodyReader(package)
    blocks = tuple(reader.read_blocks(body))
    read = tuple(reader.footnotes.read_footnotes())
    footnotes = tuple(item for item in read if isinstance(item, Footnote))
    lost = (item for item in read if isinstance(item, Note))
    source = Source(blocks=blocks, footnotes=footnotes, media_type=MEDIA_TYPE, has_format=True)
    return Outcome(value=source, notes=(*reader.tables.notes, *lost, *_note_fonts(package), *_note_left_out(body)))


class _BodyReader:
    """Walks the body once; holds what carries over from block to block."""

    def __init__(self, package: Package) -> None:
        styles = Styles(package.styles)
        self._flows = Flows(styles, Counter(package.numbering, styles))
        self.tables = TableReader(self._flows)
        self.footnotes = FootnoteReader(package, self.tables)
        self._new_page = False

    def read_blocks(self, body: Element) -> Iterator[Block]:
        breaks = _section_breaks(body)
        counts = {"p": 0, "tbl": 0}
        for child in unwrapped(body):
            if child.tag == W + "p":
                counts["p"] += 1
                path = f"body/p[{counts['p']}]"
                self.footnotes.find_marks(child, path)
                yield from self._read_paragraph(child, path)
                self._new_page |= child in breaks
            elif child.tag == W + "tbl":
                counts["tbl"] += 1
                path = f"body/table[{counts['tbl']}]"
                self.footnotes.find_marks(child, path)
                yield from self._read_table(child, path)

    def _read_paragraph(self, paragraph: Element, path: str) -> Iterator[Paragraph]:
        flow = self._flows.read_flow(paragraph)
        if flow is None:
            return
        for line in flow_to_lines(flow):
            self._new_page |= line.new_page
            if line.text:
                yield self._build_paragraph(line, Locus(path=path), centred=bool(flow.look.centred))

    def _build_paragraph(self, line: Line, locus: Locus, *, centred: bool) -> Paragraph:
        new_page, self._new_page = self._new_page, False
        return Paragraph(text=line.text, locus=locus, bold=line.bold, centred=centred, page_break_before=new_page)

    def _read_table(self, table: Element, path: str) -> Iterator[Grid]:
        grid = self.tables.read_grid(table, path)
        if grid.rows:
            yield grid.model_copy(update={"page_break_before": self._new_page})
            self._new_page = False


def _section_breaks(body: Element) -> set[Element]:
    """The paragraphs after which a section begins on a new page. How it begins is said by the section itself."""
    sections = [element for element in body.iter(W + "sectPr") if element.getparent().tag in {W + "pPr", W + "body"}]
    return {
        section.getparent().getparent()
        for section, following in pairwise(sections)
        if section.getparent().tag == W + "pPr" and text_value(following, "type") not in _SAME_PAGE
    }


def _note_fonts(package: Package) -> Iterator[Note]:
    """One note where words were typed with a font from before Unicode, so that a person checks the letters."""
    runs = package.document.iter(W + "r")
    names = [
        Styles(package.styles).paragraph_look(None).font,
        *(read_look(None, run.find(W + "rPr")).font for run in runs),
    ]
    legacy = next((name for name in names if name and is_legacy_font(name)), None)
    if legacy is not None:
        yield Note(code="read.legacy_font", text=legacy)


def _note_left_out(body: Element) -> Iterator[Note]:
    """Text that belongs to no paragraph of the body is left out, but not in silence."""
    for box in body.iter(W + "txbxContent"):
        # Each text box is stored twice, once for programs older than Word 2010.
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            text = tidy(" ".join(part.text or "" for part in box.iter(W + "t")))
            yield from [Note(code="read.floating", text=text)] if text else []
