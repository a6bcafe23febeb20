"""What a page says about the look of an element: tags, attributes, and the style sheets inside the page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.html.decoding import Element

MAX_SHEET = 2**20
"""Letters of style sheets that are read; a sheet of this size is a library, whose rules do not concern a document."""

# Each pattern reads a sheet once from end to end, whatever it is made of.
_AT_RULE = re.compile(r"@[^@{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_NOISE = re.compile(r"/\*(?:.*?\*/|.*)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|\s)(bolder|bold|[6-9]00)\b")
_FAMILY_OF_FONT = re.compile(r"\d(?:\.\d+)?(?:pt|px|em|rem|%|cm|mm)(?:/\S+)?\s+(.+)")
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "xml", "select", "option",
    "textarea", "button", "datalist", "iframe", "object", "embed", "applet", "svg", "canvas", "video", "audio",
    "map", "dialog", "rp", "rt", "del",
})  # fmt: skip
_BREAKS = frozenset({"always", "page", "left", "right"})


class Look(NamedTuple):
    """How the text inside an element looks.

    Attributes:
        bold, centred, font, preformatted: handed down to the elements inside.
        hidden, new_page: of the element itself.
        marker: its own ``list-style-type``; None where nothing says.
    """

    bold: bool = False
    centred: bool = False
    font: str | None = None
    marker: str | None = None
    preformatted: bool = False
    hidden: bool = False
    new_page: bool = False


class Sheet:
    """The style sheets inside one page."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        text = "\n".join("".join(style.itertext()) for style in root.iter("style"))[:MAX_SHEET]
        for rule in _AT_RULE.sub("", _NOISE.sub(" ", text)).split("}"):
            selectors, _, body = rule.rpartition("{")
            declared = read_declarations(body)
            for selector in selectors.split(","):
                if _SIMPLE.fullmatch(selector.strip()):
                    self._rules.setdefault(_fold_tag(selector.strip()), {}).update(declared)

    def look(self, element: Element, above: Look) -> Look:
        """The look of an element inside one that looks like ``above``."""
        declared = self._declared(element)
        return Look(
            bold=_read_bold(element.tag, declared, above),
            centred=_read_centred(element, declared, above),
            font=_read_family(declared) or element.get("face", "").split(",")[0].strip(" '\"") or above.font,
            marker=_read_marker(declared),
            preformatted=_read_preformatted(element.tag, declared, above),
            hidden=self._is_hidden(element, declared),
            new_page=declared.get("page-break-before") in _BREAKS or declared.get("break-before") in _BREAKS,
        )

    def is_hidden(self, element: Element) -> bool:
        """Whether the element and all inside it are not shown."""
        return self._is_hidden(element, self._declared(element))

    def _is_hidden(self, element: Element, declared: dict[str, str]) -> bool:
        if element.tag in _HIDDEN_TAGS or element.get("hidden") is not None or element.get("type") == "hidden":
            return True
        invisible = declared.get("visibility") in {"hidden", "collapse"}
        return invisible or declared.get("display") == "none" or declared.get("mso-hide") == "all"

    def _declared(self, element: Element) -> dict[str, str]:
        """The declarations that hold, the general ones first, as style sheets have it."""
        merged: dict[str, str] = {}
        for selector in _selectors_of(element) if self._rules else ():
            merged.update(self._rules.get(selector, {}))
        inline = element.get("style")
        return {**merged, **read_declarations(inline)} if inline else merged


def read_declarations(text: str) -> dict[str, str]:
    """The declarations of a style, names and values in lower case but for fonts.

    >>> read_declarations("TEXT-ALIGN: Center !important; font-family:'.VnTimeH', serif;x")
    {'text-align': 'center', 'font-family': "'.VnTimeH', serif"}
    """
    found = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            name, value = name.strip().lower(), value.replace("!important", "").strip()
            found[name] = value if name.startswith("font") and name != "font-weight" else value.lower()
    return found


def _fold_tag(selector: str) -> str:
    """Tags know no case; classes and identifiers do."""
    start = re.match(r"[^.#]*", selector)
    tag = start[0] if start else ""
    return tag.lower() + selector[len(tag) :]


def _selectors_of(element: Element) -> Iterator[str]:
    names = element.get("class", "").split()
    yield element.tag
    yield from (f".{name}" for name in names)
    yield from (f"{element.tag}.{name}" for name in names)
    if element.get("id"):
        yield f"#{element.get('id')}"
        yield f"{element.tag}#{element.get('id')}"


def _read_bold(tag: str, declared: dict[str, str], above: Look) -> bool:
    weight = declared.get("font-weight")
    if weight is None and "font" in declared:
        return _WEIGHT.search(declared["font"].lower()) is not None
    if weight is None or weight in {"inherit", "unset"}:
        return above.bold or tag in _BOLD_TAGS
    return _WEIGHT.search(weight) is not None


def _read_centred(element: Element, declared: dict[str, str], above: Look) -> bool:
    if element.tag == "center":
        return True
    # The align of a table says where the table stands, not its text.
    align = declared.get("text-align") or ("" if element.tag == "table" else element.get("align", "").lower())
    return align in {"center", "-webkit-center"} if align and align != "inherit" else above.centred


def _read_family(declared: dict[str, str]) -> str | None:
    shorthand = _FAMILY_OF_FONT.search(declared.get("font", ""))
    families = declared.get("font-family") or (shorthand[1] if shorthand else "")
    return families.split(",")[0].strip(" '\"") or None


def _read_marker(declared: dict[str, str]) -> str | None:
    marker = declared.get("list-style-type") or declared.get("list-style")
    return marker.split()[0] if marker else None


def _read_preformatted(tag: str, declared: dict[str, str], above: Look) -> bool:
    said = declared.get("white-space")
    return said in {"pre", "pre-wrap", "pre-line", "break-spaces"} if said else above.preformatted or tag == "pre"
