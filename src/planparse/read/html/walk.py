"""Walks the elements of a page in reading order and tells a sink what a browser would show."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from planparse.read.html.decoding import Element
from planparse.read.html.lists import label_items
from planparse.read.html.styles import Look, Sheet

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_NOTES = frozenset({"footnote-list", "endnote-list", "footnote", "endnote", "comment-list", "comment"})
_NOTE_CLASSES = frozenset({"msofootnotereference", "msoendnotereference", "msocommentreference"})
_SMALLEST_PICTURE = 32
"""Pixels. Smaller ones are bullets, icons and spacers."""


class Sink(Protocol):
    """What takes in the text of a page piece by piece."""

    def add_text(self, text: str, look: Look) -> None:
        """Text as the file holds it."""

    def break_line(self) -> None:
        """A line ends within its paragraph."""

    def break_page(self) -> None:
        """A page ends."""

    def end_block(self, look: Look) -> None:
        """A paragraph ends, if one was begun."""

    def add_label(self, label: str) -> None:
        """The automatic label of the item that begins here."""

    def add_table(self, table: Element, look: Look) -> None:
        """A table stands here."""

    def add_left_out(self, kind: str, words: str) -> None:
        """A picture or a note is left out here."""


class Walker:
    """Walks the page; ``left_out`` are elements that it passes over."""

    def __init__(self, sheet: Sheet, left_out: frozenset[Element] = frozenset()) -> None:
        self._sheet = sheet
        self._left_out = left_out
        self._labels: dict[Element, str] = {}

    def walk(self, element: Element, look: Look, sink: Sink) -> None:
        """Tells the sink what stands inside an element that looks like ``look``."""
        if element.tag in _LISTS:
            self._labels.update(label_items(element, look.marker))
        sink.add_text(element.text or "", look)
        for child in element:
            self.enter(child, look, sink)
            sink.add_text(child.tail or "", look)

    def look_inside(self, elements: Iterable[Element]) -> Look:
        """The look that a chain of elements, the outermost first, hands down."""
        look = Look()
        for element in elements:
            look = self._sheet.look(element, look)
        return look

    def enter(self, element: Element, above: Look, sink: Sink) -> None:
        """Tells the sink about an element inside one that looks like ``above``."""
        if not isinstance(element.tag, str) or element in self._left_out:
            return
        look = self._sheet.look(element, above)
        if look.hidden:
            return
        if look.new_page:
            sink.break_page()
        if element.tag == "br":
            sink.break_line()
        elif element.tag == "img":
            _pass_picture(element, sink)
        elif _is_note(element):
            for note in _find_notes(element):
                sink.add_left_out("note", "".join(note.itertext()))
        else:
            self._enter_inside(element, look, above, sink)

    def _enter_inside(self, element: Element, look: Look, above: Look, sink: Sink) -> None:
        if element.tag not in _BLOCKS:
            self.walk(element, look, sink)
            return
        sink.end_block(above)
        if element.tag == "table":
            sink.add_table(element, look)
            return
        if label := self._labels.get(element):
            sink.add_label(label)
        self.walk(element, look, sink)
        sink.end_block(look)


def _is_note(element: Element) -> bool:
    """A footnote or comment of a page that Word wrote, or the mark that refers to it."""
    if _part_in_word(element) in _NOTES:
        return True
    return not _NOTE_CLASSES.isdisjoint(element.get("class", "").lower().split())


def _find_notes(element: Element) -> Iterator[Element]:
    """The notes in a list of them, or the element itself if it is one; a mark and a comment are none."""
    return (part for part in element.iter("*") if _part_in_word(part) in {"footnote", "endnote"})


def _part_in_word(element: Element) -> str:
    _, _, named = element.get("style", "").partition("mso-element:")
    return str(named.split(";")[0].strip())


def _pass_picture(element: Element, sink: Sink) -> None:
    sizes = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    if not any(size.isdecimal() and int(size[:9]) < _SMALLEST_PICTURE for size in sizes):
        sink.add_left_out("picture", element.get("alt") or element.get("src", "")[:80])
