"""Whether a line is bold as a whole, judged by its letters."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# A label may be plain where its heading is bold, and bold where its item is plain ("**1.** Các phòng ..."), so it has
# no vote.
_LABEL = re.compile(
    r"\s*(?:[-+•*]\s+)?(?:(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[^\W\d_])[.)/:]+|\d{1,2}(?:\.\d{1,2})+(?=\s))\s*"
)

BOLD_SHARE = 0.9
"""Share of letters that makes a line bold; one letter that the typist missed changes nothing."""


class Piece(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool


def join_text(pieces: Sequence[Piece]) -> str:
    """The words of a line without their weight.

    >>> join_text([Piece("a) ", False), Piece("Nội dung", True)])
    'a) Nội dung'
    """
    return pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])


def is_mostly_bold(pieces: Sequence[Piece]) -> bool:
    """Nine tenths of the letters after the leading label are bold.

    >>> is_mostly_bold([Piece("1. ", False), Piece("Yêu cầu", True), Piece(":", False)])
    True
    >>> is_mostly_bold([Piece("1. ", True), Piece("Các phòng rà soát", False)])
    False
    """
    weights = {piece.bold for piece in pieces}
    if len(weights) < 2:  # nearly every line: whatever has a vote, has the same
        return True in weights and any(map(str.isalnum, join_text(pieces)))
    marked = [(char, piece.bold) for piece in pieces for char in piece.text]
    label = _LABEL.match(join_text(pieces))
    rest = marked[label.end() :] if label else marked
    # A cell may hold an ordinal and nothing else: then the digits decide.
    votes = [bold for char, bold in rest if char.isalpha()] or [bold for char, bold in marked if char.isalnum()]
    return bool(votes) and sum(votes) >= BOLD_SHARE * len(votes)
