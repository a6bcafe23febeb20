"""A ``w:p`` as lines of text with the automatic number in front."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.docx.numbering import Counter
from planparse.read.docx.runs import LINE_BREAK, PAGE_BREAK, RunReader
from planparse.read.docx.styles import Look, Styles
from planparse.read.docx.xml import Element, W, first_child
from planparse.read.emphasis import Piece, is_mostly_bold, join_text
from planparse.text.unicode import tidy

# A line break before a bullet or a label ends a paragraph: people press Shift+Enter within lists.
_ITEM = re.compile(r"\s*(?:[-–+•]\s+|(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+)[^\W\d_]")

_PROPERTIES = W + "pPr"


class Line(NamedTuple):
    """One line of a paragraph, or the whole paragraph where it has no breaks that matter.

    Attributes:
        new_page: a page break stands before it.
    """

    text: str
    bold: bool
    new_page: bool


class Flow(NamedTuple):
    """A paragraph before it is cut into lines."""

    label: str
    pieces: tuple[Piece, ...]
    look: Look


class Flows:
    """Turns paragraphs into flows, in document order: numbers count on, and a deleted paragraph mark joins two."""

    def __init__(self, styles: Styles, counter: Counter, runs: RunReader) -> None:
        self._styles = styles
        self._counter = counter
        self._runs = runs
        self._carried: Flow | None = None

    def read_flow(self, paragraph: Element) -> Flow | None:
        """The flow of a paragraph; None where its end was deleted: its words then open the next one."""
        parts = list(paragraph)
        style, direct, mark_deleted, look = self._styles.paragraph(first_child(parts, _PROPERTIES))
        pieces = tuple(self._runs.read_pieces(parts, look))
        if self._carried is not None:
            pieces = (*self._take_carried(), *pieces)
        if mark_deleted:
            self._carried = Flow("", pieces, look)
            return None
        return Flow(self._next_label(style, look, direct) if look.list_id else "", pieces, look)

    def end(self) -> Iterator[Flow]:
        """What a cell, or the body before a table, ends with, though the mark of its last paragraph was deleted."""
        carried, self._carried = self._carried, None
        if carried is not None and carried.pieces:
            yield carried

    def _take_carried(self) -> tuple[Piece, ...]:
        carried, self._carried = self._carried, None
        return carried.pieces if carried else ()

    def _next_label(self, style: str | None, look: Look, direct: Look) -> str:
        names = self._styles.ancestry(style)
        by_style = None if direct.list_level is not None else self._counter.level_of_style(look.list_id or 0, names)
        depth = look.list_level if by_style is None else by_style
        return self._counter.next_label(look.list_id or 0, depth or 0)


def flow_to_lines(flow: Flow) -> list[Line]:
    """The paragraphs that a reader sees: cut at page breaks, and at line breaks where lines stand for themselves."""
    new_page = bool(flow.look.page_break_before)
    lines: list[Line] = []
    for index, part in enumerate(_split(flow.pieces, PAGE_BREAK)):
        cut = _split(part, LINE_BREAK) if _has_own_lines(flow, part) else [part]
        first = Line("", bold=False, new_page=new_page or index > 0)
        lines += [first, *(_build_line(pieces) for pieces in cut)]
    return _number_first(flow.label, lines)


def _build_line(pieces: list[Piece]) -> Line:
    return Line(tidy(join_text(pieces)), is_mostly_bold(pieces), new_page=False)


def _number_first(label: str, lines: list[Line]) -> list[Line]:
    """Puts the number before the first words. A number alone prints in Word, but it is no paragraph of the text."""
    numbered: list[Line] = []
    for line in lines:
        prefix = label if line.text and not any(before.text for before in numbered) else ""
        numbered.append(line._replace(text=tidy(f"{prefix} {line.text}")))
    return numbered


def _has_own_lines(flow: Flow, pieces: list[Piece]) -> bool:
    """Titles and signatures are set in the middle or in bold, line by line; so are lists typed with line breaks."""
    text = join_text(pieces)
    if LINE_BREAK not in text.strip():
        return False
    items = any(_ITEM.match(line) for line in text.split(LINE_BREAK)[1:])
    return bool(flow.look.centred) or is_mostly_bold(pieces) or items


def _split(pieces: list[Piece] | tuple[Piece, ...], mark: str) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for index, text in enumerate(piece.text.split(mark)):
            if index:
                parts.append([])
            parts[-1].append(Piece(text, piece.bold))
    return parts


def flow_to_cell_text(flow: Flow) -> str:
    """A paragraph of a cell: the number stands even alone, as in a column of automatic ordinals."""
    text = join_text(flow.pieces).replace(PAGE_BREAK, LINE_BREAK)
    return f"{flow.label} {text}" if flow.label else text
