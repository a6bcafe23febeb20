"""One look through the whole body of a Word document for what may stand anywhere in it.

A long table has hundreds of thousands of elements. To look through them for every kind takes as long as to read it.
"""

from typing import NamedTuple

from planparse.read.docx.xml import Element, W

TEXT_BOX, OBJECT = W + "txbxContent", W + "object"
PICTURES = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
)
FOOTNOTE_MARK, ENDNOTE_MARK = W + "footnoteReference", W + "endnoteReference"
_SECTION = W + "sectPr"
_MARKS = frozenset({FOOTNOTE_MARK, ENDNOTE_MARK})
_BESIDE_TEXT = frozenset({TEXT_BOX, OBJECT, W + "altChunk", W + "subDoc", *PICTURES})


class Survey(NamedTuple):
    """The elements found, each kind in the order of the file.

    Attributes:
        sections: how the page of a part of the body is set.
        marks: references to footnotes and endnotes.
        beside_text: text boxes, objects, other files and pictures.
    """

    sections: tuple[Element, ...]
    marks: tuple[Element, ...]
    beside_text: tuple[Element, ...]


def survey(body: Element) -> Survey:
    """Looks through the body."""
    found = list(body.iter(_SECTION, *_MARKS, *_BESIDE_TEXT))
    return Survey(
        sections=tuple(element for element in found if element.tag == _SECTION),
        marks=tuple(element for element in found if element.tag in _MARKS),
        beside_text=tuple(element for element in found if element.tag in _BESIDE_TEXT),
    )
