"""A PDF with a text layer to a source: pages one at a time, then what only all pages together show."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Grid, Paragraph, Source
from planparse.read.pdf.alignment import Known
from planparse.read.pdf.columns import Columns, split_columns
from planparse.read.pdf.footnotes import lift_footnotes
from planparse.read.pdf.furniture import PageLines, drop_furniture
from planparse.read.pdf.grids import break_before, table_to_grid
from planparse.read.pdf.legacy import LegacyFonts
from planparse.read.pdf.lines import Line, find_lines
from planparse.read.pdf.page import Box, PageContent, PageFailure, round_box
from planparse.read.pdf.paragraphs import Margins, Piece, columns_to_pieces, find_margins, find_paragraphs
from planparse.read.pdf.pdfium import read_pages
from planparse.read.pdf.signatures import Widget, read_signatures
from planparse.read.pdf.tables import find_tables
from planparse.read.pdf.text_layer import find_fault, judge_text
from planparse.read.pdf.unruled import Unruled, find_unruled, unruled_to_grid

_MEDIA_TYPE = "application/pdf"
_LEVEL = 0.4  # share of the page's width: a ruling line across a table is longer, one under a motto shorter
_MOST_HEADER_ROWS = 3  # a ruled table of more rows has rows of its own


class _Placed(NamedTuple):
    """A table, where it stands, and where its columns end."""

    grid: Grid
    box: Box
    bounds: tuple[float, ...]


class _Sheet(NamedTuple):
    """What is kept of a page: its lines outside tables, its tables, the boxes of tables within cells.

    Attributes:
        levels: heights of long ruling lines across, sorted.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple["_Placed", ...]
    nested: tuple[Box, ...]
    hidden: float
    levels: tuple[float, ...]


def read_pdf(data: bytes) -> Outcome[Source]:
    """The text and tables of a PDF in reading order.

    Notes: ``read.page_failed``, ``read.empty_page``, ``read.bad_text_layer``, ``read.legacy_font``,
    ``read.nested_table``, ``signature.unread``. A document of pictures only gives a source without blocks and a note
    for each page.

    Raises:
        UnreadableError: the bytes are no PDF, are damaged, hold no page, or are protected by a password.
    """
    sheets: list[_Sheet] = []
    notes: list[Note] = []
    count, fonts = 0, LegacyFonts()
    widgets: list[Widget] = []
    for found in read_pages(data):
        count += 1
        page = found if isinstance(found, PageFailure) else fonts.unfold(found)
        widgets.extend(_find_widgets(page))
        if isinstance(page, PageFailure):
            notes.append(Note(code="read.page_failed", text=page.reason, locus=_page_locus(page.number)))
        elif judge_text(page) != "good":
            notes.append(_scan_note(page))
        else:
            sheets.append(_build_sheet(page))
            notes.extend(_nested_notes(sheets[-1]))
    if fonts.named:
        notes.append(Note(code="read.legacy_font", text=", ".join(sorted(fonts.named))))
    signatures = read_signatures(data, widgets)
    source = Source(
        blocks=tuple(_build_blocks(sheets)),
        media_type=_MEDIA_TYPE,
        page_count=count,
        text_origin="ocr" if _is_ocr(sheets) else "native",
        has_format=True,
        signatures=signatures.value,
    )
    return Outcome(value=source, notes=(*notes, *signatures.notes))


def _find_widgets(page: PageContent | PageFailure) -> Iterator[Widget]:
    if isinstance(page, PageContent):
        yield from (Widget(page.number, raw_box, box) for raw_box, box in page.annotations)


def _page_locus(number: int) -> Locus:
    return Locus(path=f"page {number}", page=number)


def _scan_note(page: PageContent) -> Note:
    """Why a page cannot be read without OCR."""
    fault = find_fault(page) if judge_text(page) == "bad" else None
    text = f"page {page.number}: {fault}" if fault else f"page {page.number}"
    return Note(code="read.bad_text_layer" if fault else "read.empty_page", text=text, locus=_page_locus(page.number))


def _is_ocr(sheets: Sequence[_Sheet]) -> bool:
    """Is most text a layer that is not painted, as OCR puts it under a scan?"""
    return bool(sheets) and sum(sheet.hidden for sheet in sheets) > len(sheets) / 2


def _build_sheet(page: PageContent) -> _Sheet:
    found = find_tables(page)
    lines = tuple(find_lines(found.outside))
    grids = tuple(
        _Placed(
            table_to_grid(table, page=page.number, path=f"page {page.number}/table[{index + 1}]"), table.box, table.xs
        )
        for index, table in enumerate(found.tables)
    )
    levels = tuple(sorted(rule.y0 for rule in page.rules if rule.x1 - rule.x0 >= _LEVEL * page.width))
    return _Sheet(page.number, page.width, page.height, lines, grids, found.nested, page.hidden, levels)


def _nested_notes(sheet: _Sheet) -> Iterator[Note]:
    for box in sheet.nested:
        locus = Locus(path=f"page {sheet.number}", page=sheet.number, bbox=round_box(box))
        yield Note(code="read.nested_table", locus=locus)


def _build_blocks(sheets: Sequence[_Sheet]) -> Iterator[Block]:
    kept = drop_furniture([PageLines(sheet.lines, sheet.height) for sheet in sheets])
    margins = _find_all_margins(sheets, kept)
    above: tuple[Known, ...] = ()
    for sheet, lines, own in zip(sheets, kept, margins, strict=True):
        unruled = _find_unruled(sheet, lines, above)
        yield from _build_page(sheet, lines, own, unruled)
        above = _columns_at_end(lines, unruled)


def _find_unruled(sheet: _Sheet, lines: Sequence[Line], above: Sequence[Known]) -> list[Unruled]:
    """The tables without lines; one may go on from the page before or from a header that has lines."""
    top = lines[0].top if lines else 0.0
    known = [one._replace(bottom=top - 1) for one in above]
    headers = [Known(one.bounds, (), one.box[3]) for one in sheet.grids if len(one.grid.rows) <= _MOST_HEADER_ROWS]
    return find_unruled(lines, sheet.levels, [*known, *headers])


def _columns_at_end(lines: Sequence[Line], unruled: Sequence[Unruled]) -> tuple[Known, ...]:
    """The columns in force where a page ends: those of a table that its last line is in."""
    return tuple(Known(table.bounds, table.lefts, 0.0) for table in unruled[-1:] if table.lines[-1] is lines[-1])


def _find_all_margins(sheets: Sequence[_Sheet], kept: Sequence[Sequence[Line]]) -> list[Margins]:
    """The margins of each page; one that shows no indent has the usual one."""
    boxes = [[placed.box for placed in sheet.grids] for sheet in sheets]
    pages = list(zip(kept, boxes, (sheet.width for sheet in sheets), strict=True))
    alone = [find_margins(*page) for page in pages]
    insets = [margins.indent - margins.left for margins in alone if margins.indent is not None]
    return [find_margins(*page, median(insets) if insets else None) for page in pages]


def _build_page(sheet: _Sheet, lines: Sequence[Line], margins: Margins, unruled: Sequence[Unruled]) -> Iterator[Block]:
    """Paragraphs and tables of one page, top to bottom."""
    breaks, paragraphs = sheet.number > 1, 0
    taken = {id(line) for table in unruled for line in table.lines}
    left = [line for line in lines if id(line) not in taken]
    guessed = [_place_unruled(table, sheet, number, margins) for number, table in enumerate(unruled, 1)]
    grids = sorted((*sheet.grids, *guessed), key=lambda placed: placed.box[1])
    for item in lift_footnotes(list(_in_order(grids, left, margins))):
        if isinstance(item, Grid):
            yield break_before(item) if breaks else item
        else:
            paragraphs += 1
            yield _build_paragraph(item, sheet.number, paragraphs, breaks=breaks)
        breaks = False


def _place_unruled(table: Unruled, sheet: _Sheet, number: int, margins: Margins) -> _Placed:
    """A table without lines, with the paragraphs that its lines are if they are none."""
    path = f"page {sheet.number}/unruled[{number}]"
    grid = unruled_to_grid(table, page=sheet.number, path=path)
    pieces = _find_pieces(table.lines, margins)
    otherwise = (
        _build_paragraph(piece, sheet.number, index, breaks=False).model_copy(
            update={"locus": Locus(path=f"{path}/p[{index}]", page=sheet.number, bbox=round_box(piece.box))}
        )
        for index, piece in enumerate(pieces, 1)
    )
    return _Placed(grid.model_copy(update={"otherwise": tuple(otherwise)}), table.box, table.bounds)


def _in_order(grids: Sequence[_Placed], lines: Sequence[Line], margins: Margins) -> Iterator[Grid | Piece]:
    """Tables, and the paragraphs above, between and below them."""
    rest = list(lines)
    for grid, box, _ in grids:
        above = [line for line in rest if line.base <= box[1] + line.size / 2]
        rest = [line for line in rest if line.base > box[1] + line.size / 2]
        yield from _find_pieces(above, margins)
        yield grid
    yield from _find_pieces(rest, margins)


def _find_pieces(lines: Sequence[Line], margins: Margins) -> Iterator[Piece]:
    run: list[Line] = []
    for item in split_columns(lines):
        if isinstance(item, Columns):
            yield from find_paragraphs(run, margins)
            yield from columns_to_pieces(item)
            run = []
        else:
            run.append(item)
    yield from find_paragraphs(run, margins)


def _build_paragraph(piece: Piece, page: int, index: int, *, breaks: bool) -> Paragraph:
    locus = Locus(path=f"page {page}/p[{index}]", page=page, bbox=round_box(piece.box))
    return Paragraph(text=piece.text, locus=locus, bold=piece.bold, centred=piece.centred, page_break_before=breaks)
