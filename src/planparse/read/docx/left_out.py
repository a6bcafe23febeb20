"""What stands in a Word document beside its text: text boxes, objects, other files, pictures. A note tells of each."""

from collections.abc import Iterator

from planparse.model.base import Note
from planparse.read.docx.survey import OBJECT, PICTURES, TEXT_BOX, Survey
from planparse.read.docx.xml import Element, W
from planparse.text.unicode import tidy

_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"


def note_left_out(found: Survey) -> Iterator[Note]:
    """Content that belongs to no paragraph of the body is left out, but not in silence."""
    pictures = 0
    for element in _iter_left_out(found):
        if element.tag in PICTURES:
            pictures += 1
        elif element.tag == TEXT_BOX:
            text = tidy(" ".join(part.text or "" for part in element.iter(W + "t")))
            yield from [Note(code="read.floating", text=text)] if text else []
        else:
            yield Note(code="read.embedded", text=_name(element))
    if pictures:
        yield Note(code="read.picture", text=str(pictures))


def iter_text_boxes(found: Survey) -> Iterator[Element]:
    """The text boxes that stand in no other, in the order of the file."""
    for element in _iter_left_out(found):
        if element.tag == TEXT_BOX and all(parent.tag != TEXT_BOX for parent in element.iterancestors()):
            yield element


def has_pictures(found: Survey) -> bool:
    """Whether there is a picture in the body."""
    return any(element.tag in PICTURES for element in found.beside_text)


def _iter_left_out(found: Survey) -> Iterator[Element]:
    for element in found.beside_text:
        # A text box is stored twice, once for programs older than Word 2010; an object has a picture of itself.
        hidden = any(parent.tag.endswith("}Fallback") or parent.tag == OBJECT for parent in element.iterancestors())
        if not hidden:
            yield element


def _name(element: Element) -> str:
    """What an object is made with ("Excel.Sheet.12"), as far as the file says."""
    return next((ole.get("ProgID", "") for ole in element.iter(_OLE)), "") or str(element.tag).partition("}")[2]
