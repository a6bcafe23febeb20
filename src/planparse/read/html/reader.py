"""A web page as blocks in reading order."""

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Paragraph, Source
from planparse.read.html.content import find_content
from planparse.read.html.decoding import Element, parse_page
from planparse.read.html.layout import TableParts, is_layout, read_parts
from planparse.read.html.lines import Flow
from planparse.read.html.mhtml import find_page
from planparse.read.html.notes import LeftOut
from planparse.read.html.styles import Look, Sheet
from planparse.read.html.tables import TableReader
from planparse.read.html.walk import Walker

MEDIA_TYPE = "text/html"
MHTML_MEDIA_TYPE = "multipart/related"


def read_html(data: bytes) -> Outcome[Source]:
    """Reads a web page: the document on it, without menus, news and footers around it.

    1. Every visible word of the document stands in exactly one block; what is left out of the page is noted.
    2. Paths count the paragraphs (``p[12]``) and the tables (``table[3]/row[5]``) of the document, each from 1.

    Notes: read.web_page, read.undecodable, read.nested_table, read.legacy_font, read.picture, read.footnotes.

    Raises:
        UnreadableError: the page is far too large or nested too deeply.
    """
    return _read_page(data, None, MEDIA_TYPE)


def read_mhtml(data: bytes) -> Outcome[Source]:
    """Reads a web page that was saved with its pictures in one file (.mht, .mhtml), as :func:`read_html` does.

    Raises:
        UnreadableError: there is no page in the file, or it is far too large or nested too deeply.
    """
    page, encoding = find_page(data)
    return _read_page(page, encoding, MHTML_MEDIA_TYPE)


def _read_page(data: bytes, encoding: str | None, media_type: str) -> Outcome[Source]:
    page, notes = parse_page(data, encoding)
    sheet = Sheet(page)
    content = find_content(page, sheet)
    body = _Body(sheet, Walker(sheet, content.left_out))
    body.read(content.root)
    around = (Note(code="read.web_page", text=content.quoted),) if content.quoted else ()
    source = Source(
        blocks=tuple(body.blocks),
        footnotes=tuple(body.left_out.footnotes),
        media_type=media_type,
        has_format=body.has_bold,
    )
    return Outcome[Source](value=source, notes=(*notes, *around, *body.left_out.notes))


class _Body:
    """Collects the blocks of the document."""

    def __init__(self, sheet: Sheet, walker: Walker) -> None:
        self.blocks: list[Block] = []
        self.left_out = LeftOut()
        self.has_bold = False
        self._sheet = sheet
        self._walker = walker
        self._tables = TableReader(sheet, walker, self.left_out)
        self._flow = Flow()
        self._new_page = False
        self._paragraphs = 0
        self._grids = 0

    def read(self, root: Element) -> None:
        """Reads what stands inside the root; its look comes from the elements around it."""
        look = self._walker.look_inside([*reversed([*root.iterancestors()]), root])
        self._walker.walk(root, look, self)
        self.end_block(look)

    def add_text(self, text: str, look: Look) -> None:
        self._flow.add(text, look)

    def break_line(self) -> None:
        self._flow.add_break()

    def break_page(self) -> None:
        self.end_block(Look())
        self._new_page = bool(self.blocks)

    def end_block(self, look: Look) -> None:
        flow, self._flow = self._flow, Flow()
        if flow.is_blank():
            return
        self.left_out.add_fonts(flow.fonts)
        self._paragraphs += 1
        for line in flow.lines(centred=look.centred):
            self.has_bold |= line.bold
            self.blocks.append(
                Paragraph(
                    text=line.text,
                    locus=Locus(path=f"p[{self._paragraphs}]"),
                    bold=line.bold,
                    centred=look.centred,
                    page_break_before=self._new_page,
                )
            )
            self._new_page = False

    def add_label(self, label: str) -> None:
        self._flow.set_label(label)

    def add_table(self, table: Element, look: Look) -> None:
        for caption in table.iterchildren("caption"):
            self._walker.walk(caption, self._sheet.look(caption, look), self)
            self.end_block(look)
        parts = read_parts(table)
        self._tables.walk_strays(parts, look, self)
        if is_layout(table):
            self._unfold(parts, look)
            return
        self._grids += 1
        grid = self._tables.read_grid(parts, look, f"table[{self._grids}]")
        if grid is not None:
            self.blocks.append(grid.model_copy(update={"page_break_before": self._new_page}))
            self._new_page = False

    def add_left_out(self, kind: str, words: str) -> None:
        self.left_out.add(kind, words, f"p[{self._paragraphs + 1}]")

    def _unfold(self, parts: TableParts, look: Look) -> None:
        """A table that only arranges the page: its cells one after the other."""
        for row in parts.rows:
            row_look = self._sheet.look(row.element, look)
            for cell in row.cells:
                inside = self._sheet.look(cell, row_look)
                if not (row_look.hidden or inside.hidden):
                    self._walker.walk(cell, inside, self)
                    self.end_block(inside)
