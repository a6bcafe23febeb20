"""What a page prints that is no part of the text: page numbers, running headers, descriptions of signatures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from planparse.read.pdf.corridors import cut_at_gaps
from planparse.read.pdf.lines import Line
from planparse.read.pdf.stamps import continues_stamp, opens_stamp
from planparse.text.unicode import fold

_NUMBER = regex.compile(r"(?i)^[\[(|]?\s*(?:trang|page)?[-–|\s]*\d{1,3}(?:\s*/\s*\d{1,3})?[-–|\s]*[\])]?$")
_DIGITS = regex.compile(r"\d+")
_EDGE = 0.12  # share of the page's height, at top and bottom, where page numbers and running headers stand
_SAME_HEIGHT = 4.0  # points
_MOST = 0.6  # share of the pages that must print a line before it counts as a running header
_FEWEST = 3  # pages; of two, only small print at the very edge is sure to be none of the document's own header
_SMALL = 0.8  # times the usual size of letters: the header of a plan is set in 12 for a text of 13 or 14
_ROW = 3  # pieces of a line: two such lines close together are rows of a table, not a running header
_NEAR = 4  # lines
_SMALL_PRINT = 10.0  # points: signing programs print smaller than any line of a plan's header
_ALIGNED = 2.0  # points
_STEP = 1.8  # times the size of letters: how far below the line above the rest of it stands
_STAMP_REACH = 60.0  # points: how far from the first line of a stamp its other lines stand


class PageLines(NamedTuple):
    """The lines of a page outside its tables, and the page's height."""

    lines: tuple[Line, ...]
    height: float


def drop_furniture(pages: Sequence[PageLines]) -> list[tuple[Line, ...]]:
    """The lines of each page without page numbers, running headers and stamps."""
    running = _find_running(pages)
    return [tuple(line for line in _without_stamps(page) if not _is_furniture(line, page, running)) for page in pages]


def _is_furniture(line: Line, page: PageLines, running: "set[tuple[str, int]]") -> bool:
    if not _is_at_edge(line, page):
        return False
    return _is_page_number(line, page) or any(key in running for key in _keys(line))


def _is_at_edge(line: Line, page: PageLines) -> bool:
    return line.base < _EDGE * page.height or line.base > (1 - _EDGE) * page.height


def _is_page_number(line: Line, page: PageLines) -> bool:
    """A number alone above everything else, or below it."""
    if not _NUMBER.search(line.text):
        return False
    others = [other.base for other in page.lines if other is not line]
    return not others or line.base < min(others) or line.base > max(others)


def _keys(line: Line) -> tuple[tuple[str, int], ...]:
    """What the line says, digits apart, and its height; two steps, so that near heights share one."""
    text = _DIGITS.sub("#", fold(line.text))
    step = int(line.base // _SAME_HEIGHT)
    return (text, step), (text, step + 1)


def _find_running(pages: Sequence[PageLines]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        candidates = _find_candidates(page) if len(pages) >= _FEWEST else _find_small_print(page)
        counts.update({key for line in candidates for key in _keys(line)})
    enough = max(min(_FEWEST, len(pages)), _MOST * len(pages))
    return {key for key, count in counts.items() if count >= enough} if len(pages) > 1 else set()


def _find_candidates(page: PageLines) -> list[Line]:
    """The lines at the edges, but not from the first row of a table on."""
    lines = page.lines
    in_pieces = [index for index, line in enumerate(lines) if len(cut_at_gaps(line)) >= _ROW]
    rows = (index for index, below in pairwise(in_pieces) if below - index <= _NEAR)
    first = next((lines[index].base for index in rows if lines[index].base < _EDGE * page.height), page.height)
    middle = page.height / 2
    return [line for line in lines if _is_at_edge(line, page) and (line.base < first or line.base > middle)]


def _find_small_print(page: PageLines) -> list[Line]:
    """The first and the last line of a page, page number apart, where they are at its edge and small."""
    lines = [line for line in page.lines if not _is_page_number(line, page)]
    usual = median(line.size for line in lines) if lines else 0.0
    return [line for line in (*lines[:1], *lines[-1:]) if _is_small(line, page, usual)]


def _is_small(line: Line, page: PageLines, usual: float) -> bool:
    return _is_at_edge(line, page) and line.size <= _SMALL * usual


def _without_stamps(page: PageLines) -> list[Line]:
    stamps = [line for line in page.lines if opens_stamp(line.text)]
    taken = {id(line) for opening in stamps for line in _find_stamp(page.lines, opening)}
    return [line for line in page.lines if id(line) not in taken]


def _find_stamp(lines: Sequence[Line], opening: Line) -> Iterator[Line]:
    """The lines of one description: what it could say, and what goes on a line of it in the same small print."""
    last = opening
    for line in lines:
        near = abs(line.base - opening.base) <= _STAMP_REACH and line.x0 < opening.x1 and opening.x0 < line.x1
        if near and (continues_stamp(line.text) or _wraps(line, last, opening)):
            last = line
            yield line


def _wraps(line: Line, last: Line, opening: Line) -> bool:
    """Is this the rest of the line above it?"""
    same = abs(line.x0 - opening.x0) <= _ALIGNED and abs(line.size - opening.size) <= _ALIGNED / 4
    return same and opening.size <= _SMALL_PRINT and 0 < line.base - last.base <= _STEP * opening.size
