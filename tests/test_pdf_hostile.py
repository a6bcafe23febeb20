"""Damaged and hostile PDFs: one clear error, or a finding, in bounded time."""

import zlib

import pytest
from raw_pdf import FONT, build_pdf, one_page, stream, text_at
from reportlab.lib.pdfencrypt import StandardEncryption
from test_read_pdf import body, draw, texts

from planparse.errors import UnreadableError
from planparse.read.pdf import read_pdf

SENTENCE = "A page of text that is long enough to be read by anyone"
TEXT = text_at(80, 700, SENTENCE)
GOOD = one_page(TEXT)


def page(entries: bytes) -> bytes:
    return one_page(TEXT, page=entries)


def tree(*objects: bytes) -> bytes:
    return build_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *objects])


def drawn(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return tree(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % resources,
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        FONT,
        *more,
    )


def form(calls: bytes, inner: int, times: int = 1) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % inner
    return stream(calls * times, entries)


@pytest.mark.parametrize(
    "data",
    [GOOD[: len(GOOD) // 2], bytes(5000), b"%PDF-1.7\n" + bytes(5000), GOOD[: GOOD.index(b"xref\n")]],
    ids=["cut off", "zero bytes", "header and zero bytes", "no xref and no trailer"],
)
def test_a_file_too_damaged_to_open_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read_pdf(data)


def test_a_password_of_the_owner_only_does_not_lock_the_text() -> None:
    assert texts(read_pdf(draw(body))) == texts(
        read_pdf(draw(body, encrypt=StandardEncryption("", ownerPassword="secret", canPrint=0)))
    )


READABLE = {
    "zero bytes inside": GOOD[:200] + bytes(300) + GOOD[200:],
    "wrong xref": GOOD.replace(b"0000000", b"0000009"),
    "no page box": page(b"/MediaBox []"),
    "box of no size": page(b"/MediaBox [0 0 0 0]"),
    "box upside down": page(b"/MediaBox [595 842 0 0]"),
    "huge box": page(b"/MediaBox [0 0 1000000000 1000000000]"),
    "huge box around": page(b"/MediaBox [-1e9 -1e9 1e9 1e9]"),
    "box of words": page(b"/MediaBox [0 0 nan x]"),
    "odd turn": page(b"/MediaBox [0 0 595 842] /Rotate 45"),
    "font without a name": GOOD.replace(FONT, b"<< /Type /Font /Subtype /Type1 >>".ljust(len(FONT))),
    "no font": GOOD.replace(FONT, b"null".ljust(len(FONT))),
    "a count that lies": GOOD.replace(b"/Count 1", b"/Count 2000000000"),
    "a form within itself": drawn(TEXT + b"/X Do", form(b"/X Do ", 6), resources=b"/XObject << /X 6 0 R >>"),
    "forms in a circle": drawn(
        TEXT + b"/X Do", form(b"/X Do ", 7), form(b"/X Do ", 6), resources=b"/XObject << /X 6 0 R >>"
    ),
    "a script and a file": one_page(TEXT, catalog=b"/OpenAction << /S /JavaScript /JS (while(true){}) >>"),
    "annotations in a circle": one_page(
        TEXT,
        page=b"/MediaBox [0 0 595 842] /Annots [6 0 R]",
        catalog=b"/AcroForm << /Fields [6 0 R] >>",
        more=[b"<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Kids [6 0 R] /FT /Tx /Rect [0 0 9 9] /T (x) >>"],
    ),
    "a huge picture": drawn(
        TEXT + b"q 90 0 0 90 0 0 cm /I Do Q",
        stream(b"x", b"/Type /XObject /Subtype /Image /Width 99999 /Height 99999 /BitsPerComponent 8"
               b" /ColorSpace /DeviceRGB"),
        resources=b"/XObject << /I 6 0 R >>",
    ),
    "a signature within itself": one_page(
        TEXT,
        catalog=b"/AcroForm << /Fields [6 0 R] >>",
        more=[b"<< /FT /Sig /T (x) /Kids [6 0 R] /V 6 0 R /Contents 6 0 R >>"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE.keys())
def test_what_can_be_opened_is_read(data: bytes) -> None:
    assert SENTENCE in texts(read_pdf(data))


@pytest.mark.parametrize(
    "data",
    [
        tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        tree(b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>"),
    ],
    ids=["itself", "its child"],
)
def test_a_tree_of_pages_that_holds_itself_is_a_page_that_failed(data: bytes) -> None:
    outcome = read_pdf(data)
    assert {"read.page_failed"} == {note.code for note in outcome.notes}
    assert () == outcome.value.blocks


def test_a_page_of_far_too_many_lines_is_read_and_says_what_was_left_out() -> None:
    lines = b"".join(b"50 %.3f m 500 %.3f l S\n" % (i / 250, i / 250) for i in range(200_000))
    outcome = read_pdf(drawn(TEXT + lines))
    assert ["read.too_large"] == [note.code for note in outcome.notes]
    assert [SENTENCE] == texts(outcome)


def test_squared_paper_is_no_table() -> None:
    """A table has some hundreds of cells; what has more than a hundred thousand is no table, and its text stays."""
    lines = b"".join(b"0 %d m 5000 %d l S %d 0 m %d 5000 l S\n" % (i * 7, i * 7, i * 7, i * 7) for i in range(700))
    data = drawn(TEXT + lines).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 5000 5000]")
    assert [SENTENCE] == texts(read_pdf(data))


@pytest.mark.slow
def test_a_file_of_a_thousand_pages_is_read_whole() -> None:
    outcome = read_pdf(draw(*[body] * 1000))
    assert (1000, 2000) == (outcome.value.page_count, len(outcome.value.blocks))
