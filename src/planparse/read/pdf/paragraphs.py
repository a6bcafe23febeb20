"""Lines to paragraphs: where a new one begins, and which lines stand in the middle of the page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from planparse.read.pdf.columns import Columns
from planparse.read.pdf.joins import join_lines
from planparse.read.pdf.labels import goes_on, has_bullet, has_label, is_capitals
from planparse.read.pdf.lines import Line, Word, is_bold
from planparse.read.pdf.page import Box

_SUPPORT = 3.0  # points: line ends nearer than this share a margin
_INDENT = (10.0, 90.0)  # points: how far a first line may be indented
_INSET = 20.0  # points: a centred line leaves at least this much on both sides
_SYMMETRIC = 6.0  # points: how far its middle may be off
_FAR = 1.6  # times the usual distance of lines: a paragraph ends there, whatever else
_SLACK = 0.3  # em: room that must be left over before we say that a word would have fitted
_SPACE = 0.25  # em
_SHORT_TITLE = 0.3  # share of the text's width: a line of capitals below it is the kind of document ("KẾ HOẠCH")
_SIZE = 0.8  # points: letters of sizes nearer than this are of one size
_ENDS = (".", ";", ":", "./.", "!", "?")


class Margins(NamedTuple):
    """How the running text of a page is set.

    Attributes:
        middles: where a centred line may have its own: that of the text, of the page, and of the text without the
            indent (Word centres a title with a first-line indent between the indent and the right margin).
        indent: where first lines of paragraphs begin; None when they are not indented.
        leading: usual distance of baselines.
    """

    left: float
    right: float
    middles: tuple[float, ...]
    indent: float | None
    leading: float


class Piece(NamedTuple):
    """A paragraph: its lines, and whether it is centred."""

    lines: tuple[Line, ...]
    centred: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return join_lines([line.text for line in self.lines])

    @property
    def bold(self) -> bool:
        """Is it bold, its label apart?"""
        return is_bold(_without_label([word for line in self.lines for word in line.words]))

    @property
    def box(self) -> Box:
        """The box around its lines."""
        boxes = [line.box for line in self.lines]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _without_label(words: Sequence[Word]) -> Sequence[Word]:
    has_more = len(words) > 1 and has_label(f"{words[0].text} ")
    return words[1:] if has_more else words


def find_margins(lines: Sequence[Line], boxes: Sequence[Box], width: float, inset: float | None = None) -> Margins:
    """Measures a page from its lines and tables; ``inset`` is the indent of other pages, for one that shows none."""
    starts = [line.x0 for line in lines] + [x for box in boxes for x in (box[0], box[0])]
    ends = [-line.x1 for line in lines] + [-x for box in boxes for x in (box[2], box[2])]
    left = _outermost(starts) if starts else 0.0
    right = -_outermost(ends) if ends else width
    steps = [b.base - a.base for a, b in pairwise(lines) if 0.9 * a.size < b.base - a.base < 2.2 * a.size]
    leading = median(steps) if steps else 18.0
    indent = _find_indent(starts, left) or (left + inset if inset else None)
    middles = ((left + right) / 2, width / 2, ((indent or left) + right) / 2)
    return Margins(left, right, middles, indent, leading)


def _outermost(places: Sequence[float]) -> float:
    """The least place that at least two lines share, else the least."""
    ordered = sorted(places)
    return next((a for a, b in pairwise(ordered) if b - a <= _SUPPORT), ordered[0])


def _find_indent(starts: Iterable[float], left: float) -> float | None:
    inner = Counter(round(x) for x in starts if _INDENT[0] < x - left < _INDENT[1])
    best = inner.most_common(1)
    return float(best[0][0]) if best and best[0][1] >= 2 else None


def find_paragraphs(lines: Sequence[Line], margins: Margins) -> list[Piece]:
    """Running text of one column as paragraphs."""
    centred = _find_centred(lines, margins)
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        same_kind = bool(pieces) and pieces[-1].centred == centred[index]
        if same_kind and not _begins(pieces[-1], line, margins):
            pieces[-1] = Piece((*pieces[-1].lines, line), centred[index])
        else:
            pieces.append(Piece((line,), centred[index]))
    return pieces


def _begins(piece: Piece, line: Line, margins: Margins) -> bool:
    """Does this line begin a new paragraph after the one under way?"""
    last = piece.lines[-1]
    if line.base - last.base > _FAR * max(margins.leading, last.size) or abs(line.size - last.size) > 2 * _SIZE:
        return True
    return _begins_title(piece, line, margins) if piece.centred else _begins_text(piece, line, margins)


def _begins_title(piece: Piece, line: Line, margins: Margins) -> bool:
    """A centred title goes on as long as the style stays and the line above is not complete by itself."""
    last = piece.lines[-1]
    if last.bold != line.bold or last.italic != line.italic or abs(line.size - last.size) > _SIZE:
        return True
    if last.text.endswith(")") or line.text.startswith("("):
        return True
    if is_capitals(piece.text) != is_capitals(line.text):
        return is_capitals(piece.text) or len(line.words) > 1
    return is_capitals(last.text) and last.x1 - last.x0 < _SHORT_TITLE * (margins.right - margins.left)


def _begins_text(piece: Piece, line: Line, margins: Margins) -> bool:
    last = piece.lines[-1]
    if _would_fit(last, line, margins):
        return not goes_on(line.text) or last.text.endswith(_ENDS)
    if goes_on(line.text) or _hangs(piece, line):
        return False
    if margins.indent is not None:
        return line.x0 - margins.left > _INDENT[0]
    return has_label(line.text) or line.base - last.base > 1.25 * margins.leading


def _would_fit(last: Line, line: Line, margins: Margins) -> bool:
    """Was there room for the first word of this line at the end of the line above?"""
    word = line.words[0]
    return last.x1 + (_SPACE + _SLACK) * last.size + word.x1 - word.x0 < margins.right


def _hangs(piece: Piece, line: Line) -> bool:
    """Does the line stand under the first word after the paragraph's bullet or label?"""
    first = piece.lines[0]
    if not has_label(first.text) or has_label(line.text):
        return False
    return len(first.words) > 1 and abs(first.words[1].x0 - line.x0) <= _SUPPORT


def _find_centred(lines: Sequence[Line], margins: Margins) -> list[bool]:
    """Which lines are centred: surely so by themselves, or by the side of one that is and set in the same style."""
    centred = [_is_centred(line, margins) for line in lines]
    order = list(range(len(lines)))
    for index in order[1:] + order[-2::-1]:
        for other in (index - 1, index + 1):
            if 0 <= other < len(lines) and centred[other] and _is_like(lines[index], lines[other], margins):
                centred[index] = True
    return centred


def _is_centred(line: Line, margins: Margins) -> bool:
    if not _is_symmetric(line, margins):
        return False
    if min(line.x0 - margins.left, margins.right - line.x1) < _INSET:
        return False
    return not _is_indented(line, margins)


def _is_indented(line: Line, margins: Margins) -> bool:
    """Does it begin where first lines of paragraphs do, without being set apart as a title?"""
    if margins.indent is None or abs(line.x0 - margins.indent) > _SUPPORT:
        return False
    return has_label(line.text) or not (line.bold or line.italic or is_capitals(line.text))


def _is_symmetric(line: Line, margins: Margins) -> bool:
    return any(abs(line.middle - middle) <= _SYMMETRIC for middle in margins.middles)


def _is_like(line: Line, other: Line, margins: Margins) -> bool:
    if not (line.bold or line.italic or is_capitals(line.text)) or has_label(line.text):
        return False
    same = line.bold == other.bold and line.italic == other.italic and abs(line.size - other.size) <= _SIZE
    near = abs(line.base - other.base) <= _FAR * max(margins.leading, line.size)
    return same and near and _is_symmetric(line, margins)


def columns_to_pieces(columns: Columns) -> list[Piece]:
    """The left column and then the right one; each line by itself, but wrapped bullets of the left one joined."""
    left: list[Piece] = []
    for line in columns.left:
        if left and _wraps(left[-1], line):
            left[-1] = left[-1]._replace(lines=(*left[-1].lines, line))
        else:
            left.append(Piece((line,), _is_stacked(line, columns.left)))
    return left + [Piece((line,), _is_stacked(line, columns.right)) for line in columns.right]


def _wraps(piece: Piece, line: Line) -> bool:
    last = piece.lines[-1]
    open_end = not last.text.endswith((";", "."))
    return has_bullet(piece.lines[0].text) and open_end and not has_label(line.text)


def _is_stacked(line: Line, column: Sequence[Line]) -> bool:
    """Does another line of the column share its middle, rather than its left end?"""
    others = [other for other in column if other is not line]
    return any(_is_over(line, other) for other in others)


def _is_over(line: Line, other: Line) -> bool:
    apart = abs(line.middle - other.middle)
    return apart <= _SYMMETRIC and apart < abs(line.x0 - other.x0)
