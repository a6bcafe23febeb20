"""What is noticed while a page is read, and what stands beside its text."""

import re
from collections.abc import Iterable

from planparse.model.base import Locus, Note
from planparse.model.source import Footnote
from planparse.read.legacy_fonts import is_legacy_font
from planparse.text.unicode import tidy

_MARKED = re.compile(r"[\[(]?(?P<mark>\d{1,3}|[ivxlc]{1,6}|\*{1,3})[\])]?\s*(?P<text>.*)", re.DOTALL)


class LeftOut:
    """The notes of one page, and its footnotes."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._legacy_font = ""
        self.footnotes: list[Footnote] = []

    def add(self, kind: str, words: str, path: str) -> None:
        """A picture is noted; a footnote is kept apart, its mark from its text."""
        text, locus = tidy(words), Locus(path=path)
        if kind == "picture":
            self.notes.append(Note(code="read.picture", text=text, locus=locus))
            return
        parts = _MARKED.fullmatch(text)
        mark, own = (parts["mark"], parts["text"]) if parts else ("", text)
        if own:
            self.footnotes.append(Footnote(mark=mark, text=own, locus=locus))
        else:
            self.notes.append(Note(code="read.footnotes", text=mark, locus=locus))

    def add_fonts(self, fonts: Iterable[str]) -> None:
        """One note where words were typed with a font from before Unicode, so that a person checks the letters."""
        if self._legacy_font:
            return
        self._legacy_font = next((font for font in fonts if is_legacy_font(font)), "")
        if self._legacy_font:
            self.notes.append(Note(code="read.legacy_font", text=self._legacy_font))
