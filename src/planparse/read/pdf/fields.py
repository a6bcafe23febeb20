"""Names and places of signature fields, which PDFium does not give: read with pdfminer, and only from signed files."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from planparse.read.pdf.page import Box
from planparse.text.unicode import tidy

_MOST_FIELDS = 1000  # a form has hundreds at most; a damaged file may name millions
_DEEPEST = 8  # fields within fields

_Object = dict[str, Any]


class SignatureField(NamedTuple):
    """A field that holds a signature: its name, its box in the coordinates of the PDF, and the message signed into it.

    An invisible signature has a box without width.
    """

    name: str
    box: Box | None
    message: bytes


def read_signature_fields(data: bytes) -> list[SignatureField]:
    """The filled signature fields of a file; none where they cannot be found."""
    # Loading it takes a tenth of a second; only signed files pay for that.
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import dict_value, list_value

    try:
        catalog = PDFDocument(PDFParser(io.BytesIO(data))).catalog
        fields = list_value(dict_value(catalog.get("AcroForm", {})).get("Fields", []))
        return [field for one in fields[:_MOST_FIELDS] for field in _read_fields(one, "", depth=0)]
    except Exception:  # what PDFium opens may still be too damaged for pdfminer: places are then unknown
        return []


def _read_fields(reference: object, above: str, *, depth: int) -> Iterator[SignatureField]:
    from pdfminer.pdftypes import dict_value, list_value, resolve1

    field: _Object = dict_value(reference)
    name = ".".join(filter(None, (above, _read_text(resolve1(field.get("T"))))))
    signature = resolve1(field.get("V"))
    kids = list_value(field.get("Kids", []))[:_MOST_FIELDS]
    if isinstance(signature, dict) and isinstance(message := resolve1(signature.get("Contents")), bytes):
        box = field.get("Rect") or (dict_value(kids[0]).get("Rect") if kids else None)
        yield SignatureField(name, _read_box(resolve1(box)), message)
    elif depth < _DEEPEST:
        for kid in kids:
            yield from _read_fields(kid, name, depth=depth + 1)


def _read_text(value: object) -> str:
    if not isinstance(value, bytes):
        return ""
    is_wide = value.startswith(b"\xfe\xff")
    return tidy(value[2:].decode("utf-16-be", "replace") if is_wide else value.decode("latin-1"))


def _read_box(value: object) -> Box | None:
    from pdfminer.pdftypes import resolve1

    if not isinstance(value, list) or len(value) != 4:
        return None
    ax, ay, bx, by = (float(resolve1(number)) for number in value)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
