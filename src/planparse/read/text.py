"""Plain text and Markdown, as OCR programs write them: one paragraph a line, tables by tabs, pipes or HTML tags."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Cell, Grid, Paragraph, Row, Source
from planparse.read.emphasis import Piece, is_mostly_bold, join_text
from planparse.read.html_table import cut_tables, read_html_grid
from planparse.read.legacy_fonts import is_vietnamese, repair_lines
from planparse.read.lines import Line, Run, find_runs
from planparse.read.markup import SOFT_BREAK, read_markup, strip_heading
from planparse.text.unicode import tidy, tidy_lines

MEDIA_TYPE = "text/plain"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_QUOTED_LETTERS = 80

_BULLET = re.compile(r"(?:\*(?=\s)|[•●▪◦‣∙■□➢❖✓\ue000-\uf8ff])\s*")
_BULLET_ONLY = re.compile(r"\s*[-–+•*]?\s*")
# "I. MỤC TIÊU**1. Mục tiêu chung**": OCR lost the line break, and the label shows that a heading begins here.
_LABEL = re.compile(r"\s*(?:(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)\.\s|\d{1,2}(?:\.\d{1,2})+\s|[a-zđ]\)\s)")
_CLOSED = re.compile(r".*[.:;!?]\s*", re.DOTALL)


def read_text(data: bytes) -> Outcome[Source]:
    """Reads text or Markdown: every line a paragraph, except the rows of tables; marks are no text.

    1. Every block names the line of the file that it begins on, and blocks come in the order of their lines.
    2. Rows keep the cells that were found: a row whose last tabs are lost is shorter than its neighbours.

    Notes: read.undecodable, read.font_guessed.
    """
    text, notes = decode_text(data)
    blocks: list[Block] = []
    marked = False
    for lines, is_html in cut_tables(list(_number_lines(text))):
        if is_html:
            blocks += [grid for grid in [read_html_grid(lines)] if grid]
            continue
        runs = list(find_runs(lines))
        blocks += [block for run in runs for block in _run_to_blocks(run)]
        marked |= any(_is_marked(run) for run in runs)
    return Outcome[Source](value=Source(blocks=tuple(blocks), media_type=MEDIA_TYPE, has_format=marked), notes=notes)


def decode_text(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Bytes to text: by the mark at the start, else UTF-8, else an encoding from before Unicode.

    What cannot be read becomes U+FFFD, and a note says where; another tells which encoding was found by spelling.

    >>> decode_text("Số".encode())
    ('Số', ())
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _decode_guessed(data) or _replace_undecodable(data, encoding)
    # A file may be UTF-8 and its letters TCVN3 all the same: so do programs save what they take for French.
    repaired, guessed = repair_lines(text)
    return repaired, () if guessed is None else (_note_guess(guessed),)


def _decode_guessed(data: bytes) -> tuple[str, tuple[Note, ...]] | None:
    """Text that is Vietnamese in one of the encodings of old programs; None where it is in none of them."""
    repaired, guessed = repair_lines(data.decode("cp1252", errors="replace"))
    if guessed is not None:
        return repaired, (_note_guess(guessed),)
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    return (text, (_note_guess("windows-1258"),)) if is_vietnamese(text) else None


def _note_guess(encoding: str) -> Note:
    return Note(code="read.font_guessed", text=encoding.upper())


def _replace_undecodable(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    text = data.decode(encoding, errors="replace")
    number, line = next((number, line) for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line)
    quoted = tidy(line)[:_QUOTED_LETTERS]
    return text, (Note(code="read.undecodable", text=quoted, locus=Locus(path=f"line {number}")),)


def _number_lines(text: str) -> Iterator[Line]:
    new_page = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        before, *after = line.split("\f")
        if before.strip() or not after:
            yield Line(number, before, new_page)
            new_page = new_page and not before.strip()
        for part in after:
            new_page = True
            if part.strip():
                yield Line(number, part, new_page)
                new_page = False


def _run_to_blocks(run: Run) -> Iterator[Block]:
    if run.rows is None:
        yield from _read_paragraphs(run.lines)
    else:
        yield _read_grid(run, run.rows)


def _is_marked(run: Run) -> bool:
    """The run shows what is bold or a heading; marks inside tables say nothing about headings."""
    if run.rows is not None:
        return False
    stripped = [strip_heading(line.text) for line in run.lines]
    text = "\n".join(line for line, _ in stripped)
    return any(heading for _, heading in stripped) or any(piece.bold for piece in read_markup(text))


def _read_grid(run: Run, rows: tuple[tuple[str, ...], ...]) -> Grid:
    built = tuple(
        Row(
            cells=tuple(_read_cell(cell) for cell in cells),
            locus=_line_locus(line),
            # A blank line inside a table is where a page ended. At its start, the table as a whole says so.
            page_break_before=line is not run.lines[0] and (line.new_page or line.number in run.gaps),
        )
        for line, cells in zip(run.lines, rows, strict=True)
    )
    return Grid(rows=built, locus=built[0].locus, page_break_before=run.lines[0].new_page)


def _read_cell(cell: str) -> Cell:
    pieces = read_markup(cell)
    return Cell(text=tidy_lines(join_text(pieces).replace(SOFT_BREAK, "\n")), bold=is_mostly_bold(pieces))


def _line_locus(line: Line) -> Locus:
    return Locus(path=f"line {line.number}")


def _read_paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    stripped = [strip_heading(line.text) for line in lines]
    pieces = read_markup("\n".join(text for text, _ in stripped))
    for line, (_, heading), part in zip(lines, stripped, _split(pieces, "\n"), strict=True):
        new_page = line.new_page
        for sentence in _cut_glued(part):
            text = _plain_bullet(tidy(join_text(sentence)))
            if text:
                bold = heading or is_mostly_bold(sentence)
                yield Paragraph(text=text, locus=_line_locus(line), bold=bold, page_break_before=new_page)
                new_page = False


def _plain_bullet(text: str) -> str:
    return _BULLET.sub("- ", text, count=1) if _BULLET.match(text) else text


def _cut_glued(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The paragraphs of a line: cut at its own breaks, and where a bold label begins in the middle of it."""
    for part in _split(pieces, SOFT_BREAK):
        begun: list[Piece] = []
        for piece in part:
            if piece.bold and _LABEL.match(piece.text) and _can_end(join_text(begun)):
                yield begun
                begun = []
            begun.append(piece)
        yield begun


def _can_end(text: str) -> bool:
    """Words that may end before a heading: a heading, a closed sentence, or words without a space after them."""
    if _BULLET_ONLY.fullmatch(text):
        return False
    return not text[-1].isspace() or _LABEL.match(text) is not None or _CLOSED.fullmatch(text) is not None


def _split(pieces: Sequence[Piece], mark: str) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for index, text in enumerate(piece.text.split(mark)):
            if index:
                parts.append([])
            if text:
                parts[-1].append(Piece(text, piece.bold))
    return parts
