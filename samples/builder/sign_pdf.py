"""Signing a PDF as the document systems of Vietnamese offices do: signature fields print its number and its day.

An incremental update is written by hand behind the file, so that the page's own content does not hold them. The
signature itself is a detached CMS of a self-signed certificate that belongs to nobody.
"""

import datetime as dt
import re
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

_ROOM = 4000  # bytes for the signature
_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\r?\n(.*?)\r?\nendobj", re.DOTALL)
_SIGNATURE = re.compile(rb"/Contents <[0-9a-f]+>")
_FROM = dt.datetime(2026, 1, 1)


class Field(NamedTuple):
    """A place on the first page where a signature prints words (digits): its box, the words, their size in points."""

    box: tuple[float, float, float, float]
    words: str
    size: float


def sign(data: bytes, fields: list[Field], *, name: str, day: str) -> bytes:
    """The PDF with a signature field for each place; the first one is signed by that name on that day (ISO)."""
    update = _Update(data)
    font = update.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    signature = update.add(_signature_dictionary(name, day))
    widgets = [
        update.add(_widget(update, field, index, font, signature if index == 0 else None))
        for index, field in enumerate(fields)
    ]
    update.link(widgets)
    return _fill_in(update.written(), name)


def without_signature(data: bytes) -> bytes:
    """What is the same at every build: a signature is made with a fresh random number each time."""
    return _SIGNATURE.sub(b"", data)


class _Update:
    """New and changed objects behind a file that is left as it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.old = {int(number): body for number, body in _OBJECT.findall(data)}
        self.changed: dict[int, bytes] = {}
        self.next = max(self.old) + 1

    def add(self, body: bytes) -> int:
        self.changed[self.next] = body
        self.next += 1
        return self.next - 1

    def link(self, widgets: list[int]) -> None:
        """The first page and the catalogue come to know the fields."""
        references = b" ".join(b"%d 0 R" % number for number in widgets)
        page = self.first_page()
        self.changed[page] = _with_entry(self.old[page], b"/Annots [ %s ]" % references)
        root = self.root()
        form = b"/AcroForm << /SigFlags 3 /Fields [ %s ] >>" % references
        self.changed[root] = _with_entry(self.old[root], form)
        for number in widgets:
            self.changed[number] = self.changed[number].replace(b"/P 0 0 R", b"/P %d 0 R" % page)

    def root(self) -> int:
        return next(number for number, body in self.old.items() if b"/Type /Catalog" in body)

    def first_page(self) -> int:
        pages = next(body for body in self.old.values() if b"/Type /Pages" in body)
        kids = re.search(rb"/Kids \[\s*(\d+)", pages)
        assert kids is not None
        return int(kids[1])

    def written(self) -> bytes:
        out, places = bytearray(self.data.rstrip() + b"\n"), {}
        for number, body in sorted(self.changed.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        before = re.findall(rb"startxref\s+(\d+)", self.data)[-1]
        table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(places.items()))
        trailer = b"<< /Size %d /Root %d 0 R /Prev %s >>" % (self.next, self.root(), before)
        return bytes(out) + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, start)


def _with_entry(body: bytes, entry: bytes) -> bytes:
    head, _, tail = body.rpartition(b">>")
    return head + entry + b" >>" + tail


def _widget(update: _Update, field: Field, index: int, font: int, signature: int | None) -> bytes:
    left, bottom, right, top = field.box
    words = field.words.encode("ascii")
    content = b"q BT /F1 %.1f Tf 0 g 6 4 Td (%s) Tj ET Q" % (field.size, words)
    shape = b"/BBox [0 0 %.2f %.2f] /Resources << /Font << /F1 %d 0 R >> >>" % (right - left, top - bottom, font)
    head = b"<< /Type /XObject /Subtype /Form %s /Length %d >>" % (shape, len(content))
    look = update.add(b"%s\nstream\n%s\nendstream" % (head, content))
    value = b"/V %d 0 R " % signature if signature else b""
    box = b"[%.2f %.2f %.2f %.2f]" % field.box
    name = b"/FT /Sig /T (Chu ky %d) /F 132 /P 0 0 R" % (index + 1)
    return b"<< /Type /Annot /Subtype /Widget %s %s/Rect %s /AP << /N %d 0 R >> >>" % (name, value, box, look)


def _signature_dictionary(name: str, day: str) -> bytes:
    letters = (b"\xfe\xff" + name.encode("utf-16-be")).hex().encode()
    moment = f"D:{day.replace('-', '')}162530+07'00'".encode()
    words = b"/Name <%s> /M (%s) /Reason (Ban hanh)" % (letters, moment)
    room = b"/ByteRange [0 0000000000 0000000000 0000000000] /Contents <%s>" % (b"0" * 2 * _ROOM)
    return b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached %s %s >>" % (words, room)


def _fill_in(data: bytes, name: str) -> bytes:
    """Writes which bytes are signed, and the signature over them."""
    start = data.index(b"/Contents <") + len(b"/Contents ")
    end = start + 2 * _ROOM + 2
    ranges = b"[0 %010d %010d %010d]" % (start, end, len(data) - end)
    data = data.replace(b"[0 0000000000 0000000000 0000000000]", ranges)
    made = _cms(data[:start] + data[end:], name).hex().encode()
    return data[:start] + b"<" + made.ljust(2 * _ROOM, b"0") + b">" + data[end:]


def _cms(signed: bytes, name: str) -> bytes:
    key = ec.derive_private_key(20260127, ec.SECP256R1())  # a key that is known to all signs nothing but samples
    owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")])
    builder = x509.CertificateBuilder().subject_name(owner).issuer_name(owner).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(_FROM).not_valid_after(_FROM.replace(year=2036))
    certificate = builder.sign(key, hashes.SHA256())
    signature = pkcs7.PKCS7SignatureBuilder().set_data(signed).add_signer(certificate, key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoAttributes]
    return signature.sign(serialization.Encoding.DER, options)
