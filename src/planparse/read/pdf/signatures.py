"""The digital signatures of a PDF: who signed, when and where. No claim is made that a signature is valid."""

import ctypes
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import DigitalSignature
from planparse.read.pdf.certificates import read_signer
from planparse.read.pdf.fields import SignatureField, read_signature_fields
from planparse.read.pdf.page import Box, round_box
from planparse.text.unicode import tidy

_MOST = 200  # signatures; a plan has four to seven, a damaged file may claim any number
_SAME_PLACE = 0.5  # points
_TIME = regex.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?'?)"
)
_CLOCK = ("year", "month", "day", "hour", "minute", "second")

_Handle = Any
_Getter = Callable[[_Handle, Any, int], int]


class Widget(NamedTuple):
    """Where an annotation stands: its page, its box in the coordinates of the PDF, and its box as seen."""

    page: int
    raw_box: Box
    box: Box


def read_signatures(data: bytes, widgets: Sequence[Widget]) -> Outcome[tuple[DigitalSignature, ...]]:
    """The signatures of a file that can be opened, in the order of the file.

    Args:
        data: the file.
        widgets: the annotations of its pages: a visible signature is one of them.

    Notes: ``signature.unread`` for each signature of which the signer or the time cannot be told.
    """
    document = pdfium.PdfDocument(data)
    try:
        count = min(raw.FPDF_GetSignatureCount(document), _MOST)
        handles = [raw.FPDF_GetSignatureObject(document, index) for index in range(count)]
        fields = read_signature_fields(data) if handles else []
        found = tuple(_read_signature(handle, index, fields, widgets) for index, handle in enumerate(handles, 1))
    finally:
        document.close()
    return Outcome(value=found, notes=tuple(_notes(found)))


def _read_signature(
    handle: _Handle, number: int, fields: Sequence[SignatureField], widgets: Sequence[Widget]
) -> DigitalSignature:
    message = _get(handle, raw.FPDFSignatureObj_GetContents)
    signer = read_signer(message)
    field = next((field for field in fields if message and field.message == message), None)
    widget = _find_widget(field, widgets)
    path = f"signature[{field.name if field and field.name else number}]"
    return DigitalSignature(
        signer_name=signer.name if signer else None,
        organisation=signer.organisation if signer else None,
        signed_at=read_time(_get(handle, raw.FPDFSignatureObj_GetTime).decode("latin-1")),
        reason=tidy(_get(handle, raw.FPDFSignatureObj_GetReason).decode("utf-16-le", "replace").rstrip("\0")) or None,
        locus=Locus(
            path=f"page {widget.page}/{path}" if widget else path,
            page=widget.page if widget else None,
            bbox=round_box(widget.box) if widget else None,
        ),
    )


def _get(handle: _Handle, getter: _Getter) -> bytes:
    """A value that PDFium writes into a buffer of the size it names."""
    size = getter(handle, None, 0)
    buffer = ctypes.create_string_buffer(size)
    getter(handle, buffer, size)
    return buffer.raw


def _find_widget(field: SignatureField | None, widgets: Sequence[Widget]) -> Widget | None:
    """The annotation in the place of a field, where only one page has one there; an invisible one has no place."""
    if field is None or field.box is None or field.box[0] == field.box[2] or field.box[1] == field.box[3]:
        return None
    box = field.box
    same = [one for one in widgets if all(abs(a - b) <= _SAME_PLACE for a, b in zip(one.raw_box, box, strict=True))]
    return same[0] if len({one.page for one in same}) == 1 else None


def read_time(text: str) -> dt.datetime | None:
    """A time as PDF writes it, in UTC (without saying so); None without its offset, which leaves it open.

    >>> read_time("D:20260105171500+07'00'"), read_time("D:20260105171500")
    (datetime.datetime(2026, 1, 5, 10, 15), None)
    """
    match = _TIME.match(text.strip("\0 "))
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    year, month, day, hour, minute, second = (int(match[part] or 0) for part in _CLOCK)
    try:
        return dt.datetime(year, month, day, hour, minute, second) - (-offset if match["sign"] == "-" else offset)
    except (ValueError, OverflowError):
        return None


def _notes(signatures: Sequence[DigitalSignature]) -> Iterator[Note]:
    for one in signatures:
        missing = [what for what, value in (("signer", one.signer_name), ("time", one.signed_at)) if value is None]
        if missing:
            yield Note(code="signature.unread", text=f"{' and '.join(missing)} not known", locus=one.locus)
