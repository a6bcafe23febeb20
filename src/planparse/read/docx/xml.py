"""The few things every part of a Word document needs from XML."""

from collections.abc import Iterable, Iterator
from typing import Any

Element = Any
"""An lxml element; lxml ships no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = MC + "AlternateContent"

# They only wrap what they hold: content controls, custom XML, smart tags, what tracked changes brought in.
WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
)
_OPENED = WRAPPERS | {ALTERNATIVES}

_OFF = frozenset({"0", "false", "off", "none"})


def unwrapped(parent: Element) -> list[Element]:
    """The children of an element, as if the wrappers around some of them were not there."""
    children = list(parent)
    if _OPENED.isdisjoint([child.tag for child in children]):
        return children  # nearly always
    return list(_open(children))


def _open(children: Iterable[Element]) -> Iterator[Element]:
    for child in children:
        if child.tag in WRAPPERS:
            yield from _open(child)
        elif child.tag == ALTERNATIVES:
            yield from _open(first_branch(child))
        else:
            yield child


def first_child(parent: Iterable[Element], tag: str) -> Element | None:
    """As ``parent.find(tag)``, which takes the tag for a path, and longer than all the rest of a plain cell."""
    for child in parent:
        if child.tag == tag:
            return child
    return None


def first_branch(alternatives: Element) -> Element:
    """The branch of an ``mc:AlternateContent`` that is read: they hold the same for newer and older programs."""
    return next((branch for branch in alternatives if len(branch)), alternatives)


def text_value(parent: Element | None, name: str) -> str | None:
    """The ``w:val`` of a child, None where the child or its value is missing."""
    child = None if parent is None else first_child(parent, W + name)
    return None if child is None else child.get(W + "val")


def whole_value(parent: Element | None, name: str) -> int | None:
    """The ``w:val`` of a child as a whole number; None where it is missing or no number."""
    return to_whole(text_value(parent, name))


def to_whole(text: str | None) -> int | None:
    """A whole number, None for anything else.

    >>> to_whole("12"), to_whole("1.5"), to_whole(None)
    (12, None, None)
    """
    digits = (text or "").strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) < 10 else None


def switch_value(parent: Element | None, name: str) -> bool | None:
    """An on/off child: ``<w:b/>`` is on, ``<w:b w:val="0"/>`` is off, no child says nothing (None)."""
    child = None if parent is None else first_child(parent, W + name)
    return None if child is None else is_on(child)


def is_on(element: Element) -> bool:
    """The value of an on/off element; one without a value is on."""
    return element.get(W + "val", "1").lower() not in _OFF


def switch_attribute(element: Element, name: str) -> bool:
    """An on/off attribute; off where it is missing."""
    return element.get(W + name, "0").lower() not in _OFF
