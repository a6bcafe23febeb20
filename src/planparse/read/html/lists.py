"""What a browser prints before the items of a list, which is nowhere in the text of the page."""

from collections.abc import Iterator

from planparse.read.docx.numbering import format_number
from planparse.read.docx.xml import to_whole
from planparse.read.html.decoding import Element

_SHAPES = {
    "1": "decimal", "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "I": "upperRoman", "upper-roman": "upperRoman", "i": "lowerRoman", "lower-roman": "lowerRoman",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
}  # fmt: skip
_BULLETS = frozenset({"disc", "circle", "square"})
BULLET = "-"


def label_items(items: Element, marker: str | None) -> Iterator[tuple[Element, str]]:
    """Each item of a list with its label; "" where none is printed.

    Args:
        items: ``ol``, ``ul`` or ``menu``.
        marker: its ``list-style-type``, None where no style says.
    """
    elements = [child for child in items if child.tag == "li"]
    ordered = items.tag == "ol"
    back = ordered and items.get("reversed") is not None
    number = to_whole(items.get("start"))
    number = number if number is not None else len(elements) if back else 1
    for element in elements:
        own = to_whole(element.get("value"))
        number = own if own is not None else number
        yield element, _format_label(number, element.get("type") or items.get("type"), marker, ordered=ordered)
        number += -1 if back else 1


def _format_label(number: int, kind: str | None, marker: str | None, *, ordered: bool) -> str:
    shown = kind or marker
    if shown == "none":
        return ""
    if shown in _BULLETS or (not ordered and shown not in _SHAPES):
        return BULLET
    return f"{format_number(number, _SHAPES.get(shown or '', 'decimal'))}."
