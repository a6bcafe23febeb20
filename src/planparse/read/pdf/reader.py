"""A PDF with a text layer to a source: pages one at a time, then what only all pages together show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Grid, Paragraph, Source
from planparse.read.collector import rare_collector
from planparse.read.ocr.doubts import block_notes, format_numbers, rate_block, scan_notes
from planparse.read.ocr.scanning import Read, Unscanned, scan_pages
from planparse.read.ocr.words import Scan, SeenWord
from planparse.read.pdf.alignment import Known
from planparse.read.pdf.columns import Columns, split_columns
from planparse.read.pdf.footnotes import lift_footnotes
from planparse.read.pdf.furniture import PageLines, drop_furniture
from planparse.read.pdf.grids import break_before, table_to_grid
from planparse.read.pdf.legacy import LegacyFonts
from planparse.read.pdf.lines import Line, find_lines
from planparse.read.pdf.page import Box, PageContent, PageFailure, Pages, round_box
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
    left_out: tuple[str, ...]
    levels: tuple[float, ...] = ()
    scanned: bool = False
    words: tuple[SeenWord, ...] = ()


@rare_collector()
def read_pdf(data: bytes) -> Outcome[Source]:
    """The text and tables of a PDF in reading order.

    Pages without a text layer that can be read are read by OCR, where it is installed.

    Notes: ``read.page_failed``, ``read.legacy_font``, ``read.nested_table``, ``read.too_large``, ``read.watermark``,
    ``signature.unread``, ``ocr.pages``, ``ocr.doubtful``, ``ocr.mended``, ``ocr.unread``, ``ocr.blank_page``,
    ``ocr.failed``; without OCR ``read.empty_page`` and ``read.bad_text_layer`` on each page that needs it.

    Raises:
        UnreadableError: the bytes are no PDF, are damaged, hold no page, or are protected by a password.
    """
    fonts, widgets, marks = LegacyFonts(), list[Widget](), dict[str, list[int]]()
    pages = _read_pages(data, fonts, widgets, marks)
    outcome = build_source(scan_pages(pages, data, needs_ocr=lambda page: judge_text(page) != "good"), _MEDIA_TYPE)
    named = (Note(code="read.legacy_font", text=", ".join(sorted(fonts.named))),) if fonts.named else ()
    signatures = read_signatures(data, widgets)
    return Outcome(
        value=outcome.value.model_copy(update={"signatures": signatures.value}),
        notes=(*outcome.notes, *named, *_watermark_notes(marks), *signatures.notes),
    )


def _watermark_notes(marks: Mapping[str, Sequence[int]]) -> Iterator[Note]:
    for words, numbers in marks.items():
        yield Note(code="read.watermark", text=f"{words} ({format_numbers(numbers)})", locus=_page_locus(numbers[0]))


def _read_pages(data: bytes, fonts: LegacyFonts, widgets: list[Widget], marks: dict[str, list[int]]) -> Pages:
    """The pages in the letters that a reader sees; watermarks, and where signatures may be, are collected meanwhile."""
    for page in read_pages(data):
        if isinstance(page, PageFailure):
            yield page
        else:
            widgets += (Widget(page.number, raw_box, box) for raw_box, box in page.annotations)
            if page.watermark:
                marks.setdefault(page.watermark, []).append(page.number)
            yield fonts.unfold(page)


def build_source(pages: Iterable[Read], media_type: str) -> Outcome[Source]:
    """Pages as read, with or without OCR, to a source."""
    sheets: list[_Sheet] = []
    notes: list[Note] = []
    count = 0
    for read in pages:
        count += 1
        page = read.page if isinstance(read, Scan) else read
        notes.extend(_page_notes(read))
        if isinstance(page, PageContent):
            sheets.append(_build_sheet(page, read if isinstance(read, Scan) else None))
            notes.extend(_nested_notes(sheets[-1]))
            notes.extend(_left_out_notes(sheets[-1]))
    built = [(sheet, block) for sheet, block in _build_blocks(sheets)]
    notes.extend(note for sheet, block in built for note in block_notes(block, sheet.words))
    source = Source(
        blocks=tuple(block for _, block in built),
        media_type=media_type,
        page_count=count,
        text_origin="ocr" if _is_ocr(sheets) else "native",
        has_format=True,
    )
    return Outcome(value=source, notes=(*_ocr_note(sheets), *notes))


def _page_notes(read: Read) -> Iterator[Note]:
    """What is to be said about a page as a whole."""
    if isinstance(read, PageFailure):
        yield Note(code="read.page_failed", text=read.reason, locus=_page_locus(read.number))
    elif isinstance(read, Unscanned):
        yield _scan_note(read.page) if read.reason is None else _failure_note(read)
    elif isinstance(read, Scan):
        yield from scan_notes(read)


def _failure_note(read: Unscanned) -> Note:
    number = read.page.number
    return Note(code="ocr.failed", text=f"page {number}: {read.reason}", locus=_page_locus(number))


def _ocr_note(sheets: Sequence[_Sheet]) -> tuple[Note, ...]:
    """Which pages were read by OCR: one note for all."""
    numbers = [sheet.number for sheet in sheets if sheet.scanned]
    return (Note(code="ocr.pages", text=format_numbers(numbers)),) if numbers else ()


def _page_locus(number: int) -> Locus:
    return Locus(path=f"page {number}", page=number)


def _scan_note(page: PageContent) -> Note:
    """Why a page cannot be read without OCR."""
    fault = find_fault(page) if judge_text(page) == "bad" else None
    text = f"page {page.number}: {fault}" if fault else f"page {page.number}"
    return Note(code="read.bad_text_layer" if fault else "read.empty_page", text=text, locus=_page_locus(page.number))


def _is_ocr(sheets: Sequence[_Sheet]) -> bool:
    """Is most text from OCR: ours, or a layer that is not painted, which others put under a scan?"""
    return bool(sheets) and sum(1.0 if sheet.scanned else sheet.hidden for sheet in sheets) > len(sheets) / 2


def _build_sheet(page: PageContent, scan: Scan | None) -> _Sheet:
    found = find_tables(page)
    lines = tuple(find_lines(found.outside))
    grids = tuple(
        _Placed(
            table_to_grid(table, page=page.number, path=f"page {page.number}/table[{index + 1}]"), table.box, table.xs
        )
        for index, table in enumerate(found.tables)
    )
    levels = tuple(sorted(rule.y0 for rule in page.rules if rule.x1 - rule.x0 >= _LEVEL * page.width))
    return _Sheet(
        number=page.number,
        width=page.width,
        height=page.height,
        lines=lines,
        grids=grids,
        nested=found.nested,
        hidden=page.hidden,
        left_out=page.left_out + found.left_out,
        levels=levels,
        scanned=scan is not None,
        words=scan.words if scan else (),
    )


def _nested_notes(sheet: _Sheet) -> Iterator[Note]:
    for box in sheet.nested:
        locus = Locus(path=f"page {sheet.number}", page=sheet.number, bbox=round_box(box))
        yield Note(code="read.nested_table", locus=locus)


def _left_out_notes(sheet: _Sheet) -> Iterator[Note]:
    for text in sheet.left_out:
        yield Note(code="read.too_large", text=text, locus=_page_locus(sheet.number))


def _build_blocks(sheets: Sequence[_Sheet]) -> Iterator[tuple[_Sheet, Block]]:
    kept = drop_furniture([PageLines(sheet.lines, sheet.height) for sheet in sheets])
    guessed: list[list[Unruled]] = []
    above: tuple[Known, ...] = ()
    for sheet, lines in zip(sheets, kept, strict=True):
        guessed.append([] if sheet.scanned else _find_unruled(sheet, lines, above))
        above = _columns_at_end(lines, guessed[-1])
    margins = _find_all_margins(sheets, kept, guessed)
    for sheet, lines, own, unruled in zip(sheets, kept, margins, guessed, strict=True):
        for block in _build_page(sheet, lines, own, unruled):
            yield sheet, rate_block(block, sheet.words) if sheet.scanned else block


def _find_unruled(sheet: _Sheet, lines: Sequence[Line], above: Sequence[Known]) -> list[Unruled]:
    """The tables without lines; one may go on from the page before or from a header that has lines."""
    top = lines[0].top if lines else 0.0
    known = [one._replace(bottom=top - 1) for one in above]
    headers = [Known(one.bounds, (), one.box[3]) for one in sheet.grids if len(one.grid.rows) <= _MOST_HEADER_ROWS]
    return find_unruled(lines, sheet.levels, [*known, *headers])


def _columns_at_end(lines: Sequence[Line], unruled: Sequence[Unruled]) -> tuple[Known, ...]:
    """The columns in force where a page ends: those of a table that its last line is in."""
    return tuple(Known(table.bounds, table.lefts, 0.0) for table in unruled[-1:] if table.lines[-1] is lines[-1])


def _find_all_margins(
    sheets: Sequence[_Sheet], kept: Sequence[Sequence[Line]], guessed: Sequence[Sequence[Unruled]]
) -> list[Margins]:
    """The margins of each page; one that shows no indent has the usual one."""
    boxes = [
        [placed.box for placed in sheet.grids] + [table.box for table in unruled]
        for sheet, unruled in zip(sheets, guessed, strict=True)
    ]
    texts = [_outside(lines, unruled) for lines, unruled in zip(kept, guessed, strict=True)]
    pages = list(zip(texts, boxes, (sheet.width for sheet in sheets), strict=True))
    alone = [find_margins(*page) for page in pages]
    insets = [margins.indent - margins.left for margins in alone if margins.indent is not None]
    return [find_margins(*page, median(insets) if insets else None) for page in pages]


def _outside(lines: Sequence[Line], unruled: Sequence[Unruled]) -> list[Line]:
    """The lines that no table without lines has taken."""
    taken = {id(line) for table in unruled for line in table.lines}
    return [line for line in lines if id(line) not in taken]


def _build_page(sheet: _Sheet, lines: Sequence[Line], margins: Margins, unruled: Sequence[Unruled]) -> Iterator[Block]:
    """Paragraphs and tables of one page, top to bottom."""
    breaks, paragraphs = sheet.number > 1, 0
    guessed = [_place_unruled(table, sheet, number, margins) for number, table in enumerate(unruled, 1)]
    grids = sorted((*sheet.grids, *guessed), key=lambda placed: placed.box[1])
    for item in lift_footnotes(list(_in_order(grids, _outside(lines, unruled), margins))):
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
