"""Bytes packed as .docx and .pdf do, and the digest of what is inside.

Two builds of zlib pack the same bytes differently: a digest that holds on every machine is one of the contents.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_DAY = (2026, 1, 1, 0, 0, 0)
_LEVEL = 6


class Packed(NamedTuple):
    """A file's bytes, and the SHA-256 of its contents before they were packed."""

    data: bytes
    contents: str


def pack_zip(parts: Iterable[tuple[str, bytes]]) -> Packed:
    """An archive of these parts, in their order, all of one day."""
    stream, digest = io.BytesIO(), hashlib.sha256()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=_LEVEL)
            digest.update(name.encode() + b"\0" + data)
    return Packed(stream.getvalue(), digest.hexdigest())


def pack_pdf(objects: Iterable[tuple[str, bytes | None]]) -> Packed:
    """A PDF of these objects: the entries of each dictionary, and its stream, which is packed here.

    The first object is the catalogue. Nothing in the file says when it was made.
    """
    digest, parts, places = hashlib.sha256(), [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], []
    length = len(parts[0])
    for number, (entries, stream) in enumerate(objects, 1):
        digest.update(entries.encode() + (stream or b""))
        part = _object(number, entries, stream)
        places.append(length)
        parts.append(part)
        length += len(part)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(places) + 1
    parts.append(f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode())
    parts.append(f"trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF\n".encode())
    return Packed(b"".join(parts), digest.hexdigest())


def _object(number: int, entries: str, stream: bytes | None) -> bytes:
    if stream is None:
        return f"{number} 0 obj\n<<{entries}>>\nendobj\n".encode()
    packed = zlib.compress(stream, _LEVEL)
    head = f"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode() + packed + b"\nendstream\nendobj\n"
