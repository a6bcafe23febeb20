"""What stands in a Word document beside its text: text boxes, objects, other files, pictures. A note tells of each."""

from collections.abc import Iterator

from planparse.model.base import Note
from planparse.read.docx.xml import Element, W
from planparse.text.unicode import tidy

_BOX, _OBJECT, _CHUNK, _SUBDOCUMENT = W + "txbxContent", W + "object", W + "altChunk", W + "subDoc"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"


def note_left_out(body: Element) -> Iterator[Note]:
    """Content that belongs to no paragraph of the body is left out, but not in silence."""
    pictures = 0
    for element in _iter_left_out(body):
        if element.tag in {_PICTURE, _OLD_PICTURE}:
            pictures += 1
        elif element.tag == _BOX:
            text = tidy(" ".join(part.text or "" for part in element.iter(W + "t")))
            yield from [Note(code="read.floating", text=text)] if text else []
        else:
            yield Note(code="read.embedded", text=_name(element))
    if pictures:
        yield Note(code="read.picture", text=str(pictures))


def iter_text_boxes(body: Element) -> Iterator[Element]:
    """The text boxes that stand in no other, in the order of the file."""
    for element in _iter_left_out(body):
        if element.tag == _BOX and all(parent.tag != _BOX for parent in element.iterancestors()):
            yield element


def has_pictures(body: Element) -> bool:
    """Whether there is a picture in the body."""
    return next(body.iter(_PICTURE, _OLD_PICTURE), None) is not None


def _iter_left_out(body: Element) -> Iterator[Element]:
    for element in body.iter(_BOX, _OBJECT, _CHUNK, _SUBDOCUMENT, _PICTURE, _OLD_PICTURE):
        # A text box is stored twice, once for programs older than Word 2010; an object has a picture of itself.
        hidden = any(parent.tag.endswith("}Fallback") or parent.tag == _OBJECT for parent in element.iterancestors())
        if not hidden:
            yield element


def _name(element: Element) -> str:
    """What an object is made with ("Excel.Sheet.12"), as far as the file says."""
    return next((ole.get("ProgID", "") for ole in element.iter(_OLE)), "") or str(element.tag).partition("}")[2]
