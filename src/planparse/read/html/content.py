"""Finds the document on its web page: what navigation, menus, news beside it and footers are not.

Two rules keep a plan whole: the search goes down only while nothing that may belong to a document (a table of rows and
columns, a long paragraph) stays outside, and a part that is called a menu or a footer stays in when it holds one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from planparse.read.html.decoding import Element
from planparse.read.html.layout import is_layout
from planparse.read.html.styles import Sheet
from planparse.read.html.weights import Weights
from planparse.text.unicode import fold, tidy

MAIN_SHARE = 0.9
"""The search goes down into a part that holds this share of the text; menus are links, which do not count."""

_NAMED_SHARE = 0.6
"""Comments below an article may be long, but not as long as the document."""

_LINK_SHARE = 0.8
_LONG_PARAGRAPH = 200
"""Letters without spaces. Summaries, addresses and notices of a portal are shorter."""

_SHORTEST_HEADLINE = 20
_QUOTED_LETTERS = 160

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "header"})
_FURNITURE_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog",
})  # fmt: skip
_FURNITURE_NAMES = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "menubar", "breadcrumb", "breadcrumbs", "sidebar", "footer",
    "share", "sharing", "social", "related", "comment", "comments", "tool", "tools", "toolbar", "pagination",
    "pager", "banner", "advert", "ads", "copyright", "cookie", "popup", "modal", "rating", "login", "search",
    "hotline",
})  # fmt: skip
_FURNITURE_PARTS = re.compile(r"lienquan|tinkhac|tinmoi|binhluan|chantrang|chiase|danhgia|duongdan")
_NAME_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAIN = ("main", "article")
_BLOCKS = frozenset({
    "div", "section", "article", "main", "form", "center", "body", "td", "th", "tr", "tbody", "table",
    "blockquote", "fieldset",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3"})
_PARAGRAPHS = frozenset({"p", "div", "td", "li", "blockquote", "dd", "section", "article"})


class Content(NamedTuple):
    """The document on its page.

    Attributes:
        root: all of it stands under this element.
        left_out: parts under the root that are no part of the document.
        quoted: the first words of what was left out; "" where nothing was.
    """

    root: Element
    left_out: frozenset[Element]
    quoted: str


def find_content(page: Element, sheet: Sheet) -> Content:
    """The part of a page that is its document."""
    weights = Weights(page, sheet)
    body = page.find("body")
    search = _Search(weights, page if body is None else body)
    root = search.find_root()
    left_out = frozenset({*search.furniture, *_link_lists(root, weights)})
    if left_out or root is not search.start:
        left_out |= frozenset(_headlines(page, root))
    words = tidy(" ".join(_words_left_out(search.start, root, left_out, weights.hidden)))
    return Content(root, left_out | weights.hidden, words[:_QUOTED_LETTERS])


class _Search:
    """The way down from the body of a page to its document."""

    def __init__(self, weights: Weights, start: Element) -> None:
        self._weights = weights
        self.start = start
        self.furniture = {element for element in start.iterdescendants() if self._is_furniture(element)}

    def find_root(self) -> Element:
        root = self._named_root() or self.start
        while (lower := self._step_down(root)) is not None:
            root = lower
        return root

    def _is_furniture(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or not _is_called_furniture(element):
            return False
        weights = self._weights
        return 2 * weights.of(element).prose <= weights.of(self.start).prose and not weights.holds_data(element)

    def _named_root(self) -> Element | None:
        """What the page itself calls its main part, the innermost of them."""
        whole = self._weights.of(self.start).prose
        named = [element for element in self.start.iter() if _is_named_main(element)]
        fitting = [element for element in named if self._weights.of(element).prose >= _NAMED_SHARE * whole]
        return next((element for element in reversed(fitting) if not self._holds_data_outside(element)), None)

    def _holds_data_outside(self, element: Element) -> bool:
        inside = set(element.iter("table"))
        return any(table not in inside and self._weights.is_data(table) for table in self.start.iter("table"))

    def _step_down(self, root: Element) -> Element | None:
        children = [child for child in root if self._is_shown(child)]
        weights = self._weights
        best = max(children, key=lambda child: weights.of(child).prose, default=None)
        if best is None or best.tag not in _BLOCKS or weights.of(best).prose < MAIN_SHARE * weights.of(root).prose:
            return None
        if best.tag == "table" and not is_layout(best):
            return None
        return None if any(self._may_belong(child) for child in children if child is not best) else best

    def _is_shown(self, element: Element) -> bool:
        return isinstance(element.tag, str) and element not in self.furniture and element not in self._weights.hidden

    def _may_belong(self, element: Element) -> bool:
        return self._weights.holds_data(element) or any(
            block.tag in _PARAGRAPHS and self._own_prose(block) >= _LONG_PARAGRAPH for block in element.iter()
        )

    def _own_prose(self, block: Element) -> int:
        """The letters of a block that stand in no block inside it."""
        inner = sum(
            self._weights.of(child).prose for child in block if child.tag in _PARAGRAPHS | {"ul", "ol", "table"}
        )
        return self._weights.of(block).prose - inner


def _is_called_furniture(element: Element) -> bool:
    if element.tag in {"html", "body", *_MAIN}:
        return False
    if element.tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    pieces = {piece.lower() for piece in _NAME_PIECES.findall(names)}
    return bool(pieces & _FURNITURE_NAMES) or _FURNITURE_PARTS.search(re.sub("[-_]", "", names).lower()) is not None


def _is_named_main(element: Element) -> bool:
    return element.tag in _MAIN or element.get("role") == "main" or element.get("itemprop") == "articleBody"


def _link_lists(root: Element, weights: Weights) -> Iterator[Element]:
    """Lists of links: files to download, other news. Those of a document have words of their own."""
    for element in root.iter("ul", "ol"):
        if weights.of(element).is_mostly(_LINK_SHARE) and len(list(element.iter("a"))) > 1:
            yield element


def _headlines(page: Element, root: Element) -> Iterator[Element]:
    """The headline of the portal, which repeats the title of the document that follows it.

    It is the first thing in the content, and the title of the page holds its words beside the portal's name; the
    document's own title stands below its header.
    """
    title = fold(page.findtext("head/title") or "")
    first = next((element for element in root.iter(*_HEADINGS) if tidy("".join(element.itertext()))), None)
    if first is None:
        return
    words = fold("".join(first.itertext()))
    opening = fold(next((text for text in root.itertext() if text.strip()), ""))
    if _SHORTEST_HEADLINE <= len(words) < len(title) and words in title and words.startswith(opening):
        yield first


def _words_left_out(start: Element, root: Element, left_out: frozenset[Element], hidden: set[Element]) -> Iterator[str]:
    """What a person sees on the page that is no part of the document, in order."""
    kept = [False]
    walk = etree.iterwalk(start, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            kept.pop()
            yield "" if kept[-1] else element.tail or ""
            continue
        kept.append((kept[-1] or element is root) and element not in left_out)
        if element in hidden:
            walk.skip_subtree()
        elif not kept[-1]:
            yield element.text or ""
