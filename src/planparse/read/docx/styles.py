"""What a style says about a paragraph or a run, its ancestors included."""

import re
from typing import Any, NamedTuple

from planparse.read.docx.xml import Element, W, first_child, is_on, text_value, whole_value


class Look(NamedTuple):
    """The properties that matter here; None where neither a style nor the text itself says.

    Attributes:
        capitals: all letters are drawn as capitals.
        list_id: the numbering (``w:numId``); 0 switches numbering off.
        list_level: ``w:ilvl``.
        font: the font of accented letters (``w:hAnsi``).
    """

    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    centred: bool | None = None
    page_break_before: bool | None = None
    list_id: int | None = None
    list_level: int | None = None
    font: str | None = None


PLAIN = Look()

_VAL = W + "val"
_HANSI, _ASCII = W + "hAnsi", W + "ascii"
_RUN_SWITCHES = {W + "b": "bold", W + "vanish": "hidden", W + "caps": "capitals"}
_FONTS = W + "rFonts"
_RUN_STYLE = W + "rStyle"
_VALUED = frozenset({*_RUN_SWITCHES, _RUN_STYLE})
_STYLE, _ALIGNMENT, _NUMBERING, _PAGE_BREAK, _MARK = (
    W + name for name in ("pStyle", "jc", "numPr", "pageBreakBefore", "rPr")
)
_PARAGRAPH_VALUED = frozenset({_STYLE, _ALIGNMENT, _PAGE_BREAK})
_MARK_DELETIONS = frozenset({W + "del", W + "moveFrom"})
_LONGEST_ANCESTRY = 40
"""Word itself refuses more than ten."""
_CONTENTS = re.compile(r"(?i)toc \d")


class ParagraphProperties(NamedTuple):
    """What ``w:pPr`` says.

    Attributes:
        style: id of the paragraph style.
        look: what is said without the style. The run properties in ``w:pPr`` are those of the paragraph mark only, so
            they are left out.
        mark_deleted: the end of the paragraph was deleted (tracked): its text goes on in the next one.
    """

    style: str | None = None
    look: Look = PLAIN
    mark_deleted: bool = False


class StyledParagraph(NamedTuple):
    """As :class:`ParagraphProperties`; ``whole`` is the look with that of the style."""

    style: str | None
    look: Look
    mark_deleted: bool
    whole: Look


def read_paragraph_properties(properties: Element | None) -> ParagraphProperties:
    """Reads ``w:pPr``.

    It is gone through once, as ``w:rPr`` is: a find for every property would take most of the time of a long table.
    """
    if properties is None:
        return ParagraphProperties()
    style, deleted, said = None, False, {}
    for element in properties:
        tag = element.tag
        if tag == _STYLE:
            style = element.get(_VAL)
        elif tag == _MARK:
            deleted = _is_deleted(element)
        elif tag in _PARAGRAPH_READERS:
            said.update(_PARAGRAPH_READERS[tag](element))
    return ParagraphProperties(style, Look(**said) if said else PLAIN, deleted)


def _is_deleted(mark: Element) -> bool:
    return not _MARK_DELETIONS.isdisjoint([change.tag for change in mark])


def _read_alignment(element: Element) -> dict[str, Any]:
    alignment = element.get(_VAL)
    return {} if alignment is None else {"centred": alignment == "center"}


def _read_numbering(element: Element) -> dict[str, Any]:
    return {"list_id": whole_value(element, "numId"), "list_level": whole_value(element, "ilvl")}


def _read_page_break(element: Element) -> dict[str, Any]:
    return {"page_break_before": is_on(element)}


_PARAGRAPH_READERS = {_ALIGNMENT: _read_alignment, _NUMBERING: _read_numbering, _PAGE_BREAK: _read_page_break}


def read_run_look(properties: Element | None) -> Look:
    """Reads ``w:rPr``."""
    said: dict[str, Any] = {}
    for element in () if properties is None else properties:
        tag = element.tag
        if tag in _RUN_SWITCHES:
            said[_RUN_SWITCHES[tag]] = is_on(element)
        elif tag == _FONTS:
            said["font"] = _font_name(element)
    return Look(**said) if said else PLAIN


def _font_name(fonts: Element) -> str | None:
    name: str | None = fonts.get(_HANSI) or fonts.get(_ASCII)
    return name


def overlay(upper: Look, lower: Look) -> Look:
    """What the upper look says, and for the rest what the lower one says.

    >>> overlay(Look(bold=False), Look(bold=True, centred=True)) == Look(bold=False, centred=True)
    True
    """
    said: list[Any] = [below if above is None else above for above, below in zip(upper, lower, strict=True)]
    return Look(*said)


class Styles:
    """The styles of one document, each resolved to its look once."""

    def __init__(self, root: Element | None) -> None:
        elements = () if root is None else root.findall(W + "style")
        self._elements: dict[str, Element] = {element.get(W + "styleId", ""): element for element in elements}
        self._run_looks: dict[tuple[Look, tuple[Any, ...]], Look] = {}
        self._paragraphs: dict[tuple[Any, ...], StyledParagraph] = {}
        self._own: dict[str, Look] = {}
        self._whole: dict[str | None, Look] = {}
        self._base = PLAIN if root is None else read_run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._default = next((key for key, element in self._elements.items() if _is_default_paragraph(element)), "")

    def paragraph_look(self, style_id: str | None) -> Look:
        """The look of a paragraph style; None means the document's default style."""
        if style_id not in self._whole:
            known = style_id if style_id in self._elements else self._default
            self._whole[style_id] = overlay(self.own_look(known or ""), self._base)
        return self._whole[style_id]

    def run_look(self, properties: Element, above: Look) -> Look:
        """What ``w:rPr``, the style it names and the paragraph around it say together.

        A document has thousands of runs and few looks: what the properties say is the key to a look made before.
        """
        said: tuple[Any, ...] = ()
        for element in properties:
            tag = element.tag
            if tag in _VALUED:
                said += (tag, element.get(_VAL))
            elif tag == _FONTS:
                said += (tag, _font_name(element))
        if not said:
            return above
        look = self._run_looks.get((above, said))
        if look is None:
            look = self._run_looks[above, said] = self._build_run_look(properties, above)
        return look

    def _build_run_look(self, properties: Element, above: Look) -> Look:
        style = first_child(properties, _RUN_STYLE)
        lower = above if style is None else overlay(self.own_look(style.get(_VAL, "")), above)
        return overlay(read_run_look(properties), lower)

    def paragraph(self, properties: Element | None) -> StyledParagraph:
        """What ``w:pPr`` says, and what it comes to with the style it names; each is worked out once, as for runs."""
        said: tuple[Any, ...] = ()
        for element in () if properties is None else properties:
            tag = element.tag
            if tag in _PARAGRAPH_VALUED:
                said += (tag, element.get(_VAL))
            elif tag == _NUMBERING:
                said += (tag, text_value(element, "numId"), text_value(element, "ilvl"))
            elif tag == _MARK:
                said += (tag, _is_deleted(element))
        known = self._paragraphs.get(said)
        if known is None:
            known = self._paragraphs[said] = self._build_paragraph(properties)
        return known

    def _build_paragraph(self, properties: Element | None) -> StyledParagraph:
        style, direct, deleted = read_paragraph_properties(properties)
        return StyledParagraph(style, direct, deleted, overlay(direct, self.paragraph_look(style)))

    def own_look(self, style_id: str) -> Look:
        """What a style and those it is based on say, without the defaults of the document."""
        if style_id not in self._own:
            self._own[style_id] = self._resolve(style_id)
        return self._own[style_id]

    def ancestry(self, style_id: str | None) -> list[str]:
        """A style and those it is based on, nearest first; a damaged file that runs in a circle is cut there."""
        chain: list[str] = []
        current = style_id
        while current in self._elements and current not in chain and len(chain) < _LONGEST_ANCESTRY:
            chain.append(str(current))
            current = text_value(self._elements[current], "basedOn")
        return chain

    def list_of_style(self, style_id: str) -> int | None:
        """The numbering that a style of kind "numbering" stands for."""
        return self.own_look(style_id).list_id

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of those in which Word sets a table of contents."""
        name = text_value(self._elements.get(style_id or ""), "name")
        return name is not None and _CONTENTS.fullmatch(name) is not None

    def _resolve(self, style_id: str) -> Look:
        look = PLAIN
        for name in self.ancestry(style_id):
            element = self._elements[name]
            own = read_paragraph_properties(element.find(W + "pPr")).look
            look = overlay(look, overlay(own, read_run_look(element.find(W + "rPr"))))
        return look


def _is_default_paragraph(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0").lower() in {"1", "true", "on"}
