"""The body of a Word document as blocks in reading order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Footnote, Grid, Paragraph, Source
from planparse.read.collector import rare_collector
from planparse.read.docx.footnotes import FootnoteReader
from planparse.read.docx.left_out import has_pictures, iter_text_boxes, note_left_out
from planparse.read.docx.letters import Letters
from planparse.read.docx.numbering import Counter
from planparse.read.docx.package import Package, open_package
from planparse.read.docx.paragraphs import Flow, Flows, Line, flow_to_lines
from planparse.read.docx.runs import RunReader, iter_field_codes
from planparse.read.docx.styles import Styles
from planparse.read.docx.survey import Survey, survey
from planparse.read.docx.tables import TableReader
from planparse.read.docx.xml import Element, W, first_child, text_value, unwrapped
from planparse.wording.message import Message

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARAGRAPH, _TABLE = W + "p", W + "tbl"

# A section that begins like this goes on in the page at hand; every other kind begins a page.
_SAME_PAGE = frozenset({"continuous", "nextColumn"})


@rare_collector()
def read_docx(data: bytes) -> Outcome[Source]:
    """Reads a Word document: its paragraphs and tables in order, automatic numbers as text.

    1. Every visible word of the body stands in exactly one block; deleted, hidden and floating text in none.
    2. Paths count the paragraphs and the tables of the body, each from 1, empty ones included.

    Notes: read.nested_table, read.legacy_font, read.font_guessed, read.floating, read.embedded, read.picture,
    read.contents, read.footnotes.

    Raises:
        UnreadableError: the file is damaged, or no Word document.
    """
    package = open_package(data)
    body = package.document.find(W + "body")
    if body is None:
        return Outcome[Source](value=Source(blocks=(), media_type=MEDIA_TYPE, has_format=True))
    found, letters = survey(body), Letters()
    reader = _BodyReader(package, letters, found)
    source, notes = reader.read_source(body)
    if letters.decide():
        reader = _BodyReader(package, letters, found)
        source, notes = reader.read_source(body)
    if not source.blocks and has_pictures(found):
        raise UnreadableError(Message("errors.word.pictures_only"))
    left_out = [note for note in note_left_out(found) if note.code != "read.floating" or not reader.boxes_read]
    return Outcome(value=source, notes=(*notes, *letters.notes(), *left_out))


class _BodyReader:
    """Walks the body once; holds what carries over from block to block."""

    def __init__(self, package: Package, letters: Letters, found: Survey) -> None:
        self._found = found
        self._styles = Styles(package.styles)
        self._flows = Flows(self._styles, Counter(package.numbering, self._styles), RunReader(self._styles, letters))
        self._tables = TableReader(self._flows)
        self._footnotes = FootnoteReader(package, self._tables)
        self._notes: list[Note] = []
        self._new_page = False
        self.boxes_read = False
        """The body has no text but that of its text boxes, as programs write it that turn PDF into Word."""

    def read_source(self, body: Element) -> tuple[Source, tuple[Note, ...]]:
        """The document, and what was noticed."""
        blocks = tuple(self.read_blocks(body, "body")) or tuple(self._read_boxes())
        read = tuple(self._footnotes.read_footnotes())
        footnotes = tuple(item for item in read if isinstance(item, Footnote))
        lost = (item for item in read if isinstance(item, Note))
        source = Source(blocks=blocks, footnotes=footnotes, media_type=MEDIA_TYPE, has_format=True)
        return source, (*self._tables.notes, *self._notes, *lost)

    def _read_boxes(self) -> Iterator[Block]:
        self.boxes_read = True
        for number, box in enumerate(iter_text_boxes(self._found), 1):
            yield from self.read_blocks(box, f"body/box[{number}]")

    def read_blocks(self, body: Element, place: str) -> Iterator[Block]:
        """The paragraphs and tables of the body, or of a text box."""
        breaks = _section_breaks(self._found.sections)
        counts = {"p": 0, "tbl": 0}
        path = ""
        for child in unwrapped(body):
            if child.tag == _PARAGRAPH:
                counts["p"] += 1
                path = f"{place}/p[{counts['p']}]"
                self._find_marks(child, path)
                yield from self._read_paragraph(child, path)
                self._new_page |= child in breaks
            elif child.tag == _TABLE:
                yield from self._end_flow(path)
                counts["tbl"] += 1
                path = f"{place}/table[{counts['tbl']}]"
                self._find_marks(child, path)
                yield from self._read_table(child, path)
        yield from self._end_flow(path)

    def _find_marks(self, block: Element, path: str) -> None:
        if self._found.marks:
            self._footnotes.find_marks(block, path)

    def _end_flow(self, path: str) -> Iterator[Paragraph]:
        for flow in self._flows.end():
            yield from self._cut_flow(flow, path)

    def _read_paragraph(self, paragraph: Element, path: str) -> Iterator[Paragraph]:
        if self._is_contents(paragraph):
            if all(note.code != "read.contents" for note in self._notes):
                self._notes.append(Note(code="read.contents", locus=Locus(path=path)))
            return
        flow = self._flows.read_flow(paragraph)
        if flow is not None:
            yield from self._cut_flow(flow, path)

    def _is_contents(self, paragraph: Element) -> bool:
        """A line of a table of contents: by its style, and by the page number that Word keeps up to date in it."""
        style = text_value(first_child(paragraph, W + "pPr"), "pStyle")
        return self._styles.is_contents(style) and any("PAGEREF" in code for code in iter_field_codes(paragraph))

    def _cut_flow(self, flow: Flow, path: str) -> Iterator[Paragraph]:
        for line in flow_to_lines(flow):
            self._new_page |= line.new_page
            if line.text:
                yield self._build_paragraph(line, Locus(path=path), centred=bool(flow.look.centred))

    def _build_paragraph(self, line: Line, locus: Locus, *, centred: bool) -> Paragraph:
        new_page, self._new_page = self._new_page, False
        return Paragraph(text=line.text, locus=locus, bold=line.bold, centred=centred, page_break_before=new_page)

    def _read_table(self, table: Element, path: str) -> Iterator[Grid]:
        grid = self._tables.read_grid(table, path)
        if grid.rows:
            yield grid.model_copy(update={"page_break_before": self._new_page})
            self._new_page = False


def _section_breaks(elements: Sequence[Element]) -> set[Element]:
    """The paragraphs after which a section begins on a new page. How it begins is said by the section itself."""
    sections = [element for element in elements if element.getparent().tag in {W + "pPr", W + "body"}]
    return {
        section.getparent().getparent()
        for section, following in pairwise(sections)
        if section.getparent().tag == W + "pPr" and text_value(following, "type") not in _SAME_PAGE
    }
