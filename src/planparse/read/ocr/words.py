"""Words as recognised, and what a page of them says beside its text. Needs no package for pictures."""

from typing import NamedTuple

from planparse.read.pdf.page import Box, PageContent


class SeenWord(NamedTuple):
    """A word that was recognised.

    Attributes:
        box: in pixels of the picture that was read, later in points of the page.
        base: the height of the line it stands on.
        size: of the letters of its line, from the deepest descender to the highest letter.
        line: which line of its region it is on, from 0.
        confidence: 0 to 1.
        read: what Tesseract made of it, where its strokes said otherwise.
    """

    text: str
    box: Box
    base: float
    size: float
    line: int
    confidence: float
    read: str | None = None
    bold: bool = False


class Scan(NamedTuple):
    """A page that was read from its picture.

    Attributes:
        words: those that ``page`` is made of.
        unread: the boxes of parts that hold print, but no word was made out.
    """

    page: PageContent
    words: tuple[SeenWord, ...]
    unread: tuple[Box, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Is there no print at all?"""
        return not self.words and not self.unread


class OcrError(RuntimeError):
    """Tesseract failed, or took too long; the message says which."""
