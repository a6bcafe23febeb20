"""What is noticed while a page is read."""

from collections.abc import Iterable

from planparse.model.base import Locus, Note
from planparse.read.legacy_fonts import is_legacy_font
from planparse.text.unicode import tidy


class LeftOut:
    """The notes of one page."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._legacy_font = ""
        self._has_footnotes = False

    def add(self, kind: str, words: str, path: str) -> None:
        """A picture is noted each time, footnotes once."""
        if kind == "picture":
            self.notes.append(Note(code="read.picture", text=tidy(words), locus=Locus(path=path)))
        elif not self._has_footnotes:
            self._has_footnotes = True
            self.notes.append(Note(code="read.footnotes"))

    def add_fonts(self, fonts: Iterable[str]) -> None:
        """One note where words were typed with a font from before Unicode, so that a person checks the letters."""
        if self._legacy_font:
            return
        self._legacy_font = next((font for font in fonts if is_legacy_font(font)), "")
        if self._legacy_font:
            self.notes.append(Note(code="read.legacy_font", text=self._legacy_font))
