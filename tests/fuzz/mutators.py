"""Damages a file the way programs, mail servers and ill will do. The same random state gives the same damage."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

Mutator = Callable[[bytes, random.Random], bytes]

NUMBERS = ("-1", "0", "1", "63", "255", "65536", "2147483648", "999999999999", "1e9", "NaN", "", "x", "%1", "true")
TEXTS = (
    "", " ", "\n", "\t", "|", "-", "1", "1.1.1.1.1.1", "I.", "a)", "Điều 1.", "9" * 400, "1/2/2026", "30/02/2026",
    "Quý V/2026", "≥", "%", "1.2.3,4,5", "Ủy ban", "Kế hoạch", "V¨n hãa", "Vaên hoùa", "e\u0323\u0302", "\ufeff",
    "\u200b", "\u00ad", "\ue000", "\U0001f600", "\u2028", "\ufffe", "x" * 5000, "(" * 300, "từ " * 300, "<b>", "&#0;",
)  # fmt: skip
_MOST_CHANGES = 12
_LARGEST_COPY = 500
"""Children of an element that is copied, so that files stay near the size of their sample."""


def mutate(data: bytes, rng: random.Random) -> bytes:
    """The file with one to a dozen changes of the kinds that suit it."""
    mutators = _choose_mutators(data)
    for _ in range(rng.choice((1, 1, 2, 3, _MOST_CHANGES))):
        data = rng.choice(mutators)(data, rng)
    return data


def _choose_mutators(data: bytes) -> list[Mutator]:
    if data.startswith(b"PK"):
        return [mutate_part] * 8 + [mutate_bytes]
    if data.startswith(b"%PDF"):
        return [mutate_pdf] * 6 + [mutate_bytes]
    return [mutate_lines] * 4 + [mutate_bytes]


def mutate_bytes(data: bytes, rng: random.Random) -> bytes:
    """Flips, cuts, doubles, moves or overwrites bytes anywhere."""
    if not data:
        return data
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 2, 8, 64, 1024, len(data))))
    chunk = data[start:end]
    return rng.choice(
        (
            lambda: data[:start] + bytes(byte ^ (1 << rng.randrange(8)) for byte in chunk[:64]) + data[start + 64 :],
            lambda: data[:start] + data[end:],
            lambda: data[:end] + chunk * rng.choice((1, 2, 9)) + data[end:],
            lambda: data[:start] + rng.randbytes(len(chunk[:256])) + data[start + 256 :],
            lambda: data[:start] + rng.choice(TEXTS).encode("utf-8", "surrogatepass") + data[start:],
            lambda: data[:start],
        )
    )()


def mutate_lines(data: bytes, rng: random.Random) -> bytes:
    """Changes lines of a text: removes, doubles, swaps, empties them, or changes a word in one."""
    lines = data.decode("utf-8", "replace").split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    change = rng.randrange(6)
    if change == 0:
        del lines[one : one + rng.choice((1, 5, 50))]
    elif change == 1:
        lines[one:one] = lines[other : other + rng.choice((1, 5, 50))] * rng.choice((1, 3))
    elif change == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif change == 3:
        lines[one] = _mutate_text(lines[one], rng)
    elif change == 4:
        lines[one] = lines[one].replace(rng.choice(("\t", " ", "|", ".", ",")), rng.choice(TEXTS[:12]))
    else:
        lines[one] += lines.pop(other) if len(lines) > 1 and one < len(lines) - 1 else rng.choice(TEXTS)
    return "\n".join(lines).encode("utf-8", "replace")


def mutate_part(data: bytes, rng: random.Random) -> bytes:
    """Changes one part of a zip, mostly as XML, and packs the file again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # an earlier change broke the zip
        return mutate_bytes(data, rng)
    if not parts:
        return data
    # The larger a part, the more of the reader it reaches.
    index = rng.choices(range(len(parts)), weights=[1 + len(content) ** 0.5 for _, content in parts])[0]
    name, content = parts[index]
    change = rng.randrange(20)
    if change == 0:
        del parts[index]
    elif change == 1:
        parts[index] = (rng.choice(parts)[0], content)
    elif change == 2:
        parts[index] = (name, mutate_bytes(content, rng))
    else:
        parts[index] = (name, mutate_xml(content, rng))
    return _pack(parts)


def mutate_xml(data: bytes, rng: random.Random) -> bytes:
    """Changes elements, attributes and texts; what comes out is XML again."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return mutate_bytes(data, rng)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(rng.choice((1, 2, 5, 30))):
        _change_element(rng.choice(elements), rng.choice(elements), rng)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _change_element(one: etree._Element, other: etree._Element, rng: random.Random) -> None:
    if rng.random() < 0.5:
        _change_tree(one, other, rng)
    else:
        _change_values(one, other, rng)


def _change_tree(one: etree._Element, other: etree._Element, rng: random.Random) -> None:
    """Removes, doubles, copies or renames an element."""
    parent = one.getparent()
    change = rng.randrange(4)
    if change == 0 and parent is not None:
        parent.remove(one)
    elif change == 1 and parent is not None and len(one) < _LARGEST_COPY:
        for _ in range(rng.choice((1, 2, 20))):
            parent.insert(parent.index(one), _copy(one))
    elif change == 2 and len(one) < _LARGEST_COPY and one is not other:
        other.append(_copy(one))
    else:
        one.tag = other.tag


def _change_values(one: etree._Element, other: etree._Element, rng: random.Random) -> None:
    """Changes an attribute or a text."""
    if one.attrib and rng.random() < 0.4:
        one.set(rng.choice(sorted(one.attrib)), rng.choice(NUMBERS))
    elif other.attrib and rng.random() < 0.5:
        key = rng.choice(sorted(other.attrib))
        one.set(key, other.get(key))
    elif len(one) == 0:
        one.text = _xml_text(_mutate_text(one.text or "", rng))


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _xml_text(text: str) -> str:
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _mutate_text(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    place = rng.randrange(len(words))
    words[place : place + rng.choice((0, 1, 3))] = [rng.choice((*TEXTS, rng.choice(words), str(rng.random())))]
    return " ".join(words)


def mutate_pdf(data: bytes, rng: random.Random) -> bytes:
    """Changes an object of a PDF: a number, a name, the object as a whole, or what its stream holds unpacked."""
    objects = list(re.finditer(rb"\d+ \d+ obj.*?endobj", data, re.DOTALL))
    if not objects:
        return mutate_bytes(data, rng)
    found = rng.choice(objects)
    change = rng.randrange(6)
    body = found[0]
    if change == 0:
        body = b""
    elif change == 1:
        body = rng.choice(objects)[0]
    elif change == 2:
        body = _replace_one(rb"-?\d+(?:\.\d+)?", body, rng.choice(NUMBERS).encode(), rng)
    elif change == 3:
        body = _replace_one(rb"/[A-Za-z]+", body, rng.choice((b"/X", b"/Kids", b"/Parent", b"/Font", b"/Length")), rng)
    else:
        body = _mutate_stream(body, rng)
    return data[: found.start()] + body + data[found.end() :]


def _mutate_stream(body: bytes, rng: random.Random) -> bytes:
    stream = re.search(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
    if stream is None:
        return mutate_bytes(body, rng)
    try:
        content = zlib.decompress(stream[1])
    except zlib.error:
        return body[: stream.start(1)] + mutate_bytes(stream[1], rng) + body[stream.end(1) :]
    for _ in range(rng.choice((1, 3, 10))):
        if rng.random() < 0.6:
            content = _replace_one(rb"-?\d+(?:\.\d+)?", content, rng.choice(NUMBERS[:8]).encode(), rng)
        else:
            content = mutate_bytes(content, rng)
    packed = zlib.compress(content)
    head = re.sub(rb"/Length \d+(?! \d)", b"/Length %d" % len(packed), body[: stream.start(1)])
    return head + packed + body[stream.end(1) :]


def _replace_one(pattern: bytes, data: bytes, new: bytes, rng: random.Random) -> bytes:
    found = list(re.finditer(pattern, data[:200_000]))
    if not found:
        return data
    match = rng.choice(found)
    return data[: match.start()] + new + data[match.end() :]


def _pack(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(parts).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
