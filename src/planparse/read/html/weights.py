"""How much text stands under each element of a page, and how much of it is links."""

from typing import NamedTuple

from lxml import etree

from planparse.read.html.decoding import Element
from planparse.read.html.layout import cells_of, rows_of
from planparse.read.html.styles import Sheet

_FEWEST_ROWS = 2
_FEWEST_CELLS = 2


class Weight(NamedTuple):
    """Letters under an element, and how many of them stand in links to other pages."""

    letters: int = 0
    linked: int = 0

    @property
    def prose(self) -> int:
        """The letters that are no links."""
        return self.letters - self.linked

    def is_mostly(self, share: float) -> bool:
        """Whether links make up this share of the letters."""
        return self.letters > 0 and self.linked >= share * self.letters


NOTHING = Weight()


class Weights:
    """The weight of every visible element of a page."""

    def __init__(self, root: Element, sheet: Sheet) -> None:
        self.hidden: set[Element] = set()
        self._weights: dict[Element, Weight] = {}
        self._links = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._close(element)
            elif isinstance(element.tag, str) and element is not root and sheet.is_hidden(element):
                self.hidden.add(element)
                walk.skip_subtree()
            else:
                self._links += _is_link(element)

    def of(self, element: Element) -> Weight:
        """The weight of an element; a hidden one weighs nothing."""
        return self._weights.get(element, NOTHING)

    def is_data(self, table: Element) -> bool:
        """A table of rows and columns that is no menu."""
        rows = rows_of(table)
        wide = sum(len(cells_of(row)) >= _FEWEST_CELLS for row in rows)
        return wide >= _FEWEST_ROWS and not self.of(table).is_mostly(0.5)

    def holds_data(self, element: Element) -> bool:
        """Whether a table of rows and columns is among what stands under an element, or is it."""
        return any(self.is_data(table) for table in element.iter("table"))

    def _close(self, element: Element) -> None:
        if element in self.hidden:
            return
        letters = _count(element.text) + sum(_count(child.tail) for child in element)
        linked = letters if self._links else 0
        for child in element:
            inner = self.of(child)
            letters, linked = letters + inner.letters, linked + inner.linked
        self._weights[element] = Weight(letters, linked)
        self._links -= _is_link(element)


def _is_link(element: Element) -> bool:
    """A link to a place in the page itself (a note, a heading) is text like any other."""
    target = element.get("href", "") if element.tag == "a" else ""
    return bool(target) and not target.startswith("#")


def _count(text: str | None) -> int:
    return len("".join((text or "").split()))
