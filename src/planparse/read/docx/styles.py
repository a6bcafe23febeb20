"""What a style says about a paragraph or a run, its ancestors included."""

from typing import NamedTuple

from planparse.read.docx.xml import Element, W, switch_value, text_value, whole_value


class Look(NamedTuple):
    """The properties that matter here; None where neither a style nor the text itself says.

    Attributes:
        list_id: the numbering (``w:numId``); 0 switches numbering off.
        list_level: ``w:ilvl``.
        font: the font of accented letters (``w:hAnsi``).
    """

    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    page_break_before: bool | None = None
    list_id: int | None = None
    list_level: int | None = None
    font: str | None = None


PLAIN = Look()


def read_look(paragraph_properties: Element | None, run_properties: Element | None) -> Look:
    """Reads ``w:pPr`` and ``w:rPr``."""
    alignment = text_value(paragraph_properties, "jc")
    numbering = None if paragraph_properties is None else paragraph_properties.find(W + "numPr")
    return Look(
        bold=switch_value(run_properties, "b"),
        hidden=switch_value(run_properties, "vanish"),
        centred=None if alignment is None else alignment == "center",
        page_break_before=switch_value(paragraph_properties, "pageBreakBefore"),
        list_id=whole_value(numbering, "numId"),
        list_level=whole_value(numbering, "ilvl"),
        font=_read_font(run_properties),
    )


def _read_font(run_properties: Element | None) -> str | None:
    fonts = None if run_properties is None else run_properties.find(W + "rFonts")
    return None if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii")


def overlay(upper: Look, lower: Look) -> Look:
    """What the upper look says, and for the rest what the lower one says.

    >>> overlay(Look(bold=False), Look(bold=True, centred=True))
    Look(bold=False, hidden=None, centred=True, page_break_before=None, list_id=None, list_level=None, font=None)
    """
    said = {name: value for name, value in upper._asdict().items() if value is not None}
    return lower._replace(**said)


class Styles:
    """The styles of one document, each resolved to its look once."""

    def __init__(self, root: Element | None) -> None:
        elements = () if root is None else root.findall(W + "style")
        self._elements: dict[str, Element] = {element.get(W + "styleId", ""): element for element in elements}
        self._looks: dict[str, Look] = {}
        self._base = PLAIN if root is None else read_look(None, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._default = next((key for key, element in self._elements.items() if _is_default_paragraph(element)), "")

    def paragraph_look(self, style_id: str | None) -> Look:
        """The look of a paragraph style; None means the document's default style."""
        known = style_id if style_id in self._elements else self._default
        return overlay(self.own_look(known or ""), self._base)

    def own_look(self, style_id: str) -> Look:
        """What a style and those it is based on say, without the defaults of the document."""
        if style_id not in self._looks:
            self._looks[style_id] = self._resolve(style_id)
        return self._looks[style_id]

    def ancestry(self, style_id: str | None) -> list[str]:
        """A style and those it is based on, nearest first; a damaged file that runs in a circle is cut there."""
        chain: list[str] = []
        current = style_id
        while current in self._elements and current not in chain:
            chain.append(str(current))
            current = text_value(self._elements[current], "basedOn")
        return chain

    def list_of_style(self, style_id: str) -> int | None:
        """The numbering that a style of kind "numbering" stands for."""
        return self.own_look(style_id).list_id

    def _resolve(self, style_id: str) -> Look:
        look = PLAIN
        for name in self.ancestry(style_id):
            element = self._elements[name]
            look = overlay(look, read_look(element.find(W + "pPr"), element.find(W + "rPr")))
        return look


def _is_default_paragraph(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0").lower() in {"1", "true", "on"}
