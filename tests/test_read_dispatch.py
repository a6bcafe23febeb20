"""The reader is chosen by content, and a file of another kind is told what it is."""

import pytest
from docx_builder import build_docx, build_zip, para
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import UnreadableError
from planparse.read.dispatch import READERS, REFUSALS, read_source
from planparse.read.kinds import Kind


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(40)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ = {
    "text": ("Kế hoạch".encode(), "text/plain"),
    "utf_16": ("Kế hoạch".encode("utf-16"), "text/plain"),
    "begins_like_a_bitmap": (b"BM, ngay 2 thang 6", "text/plain"),
    "one_nul": (b"ke hoach " * 20 + b"\x00", "text/plain"),
    "comparison": ("tỷ lệ <body 5%".encode()[:12], "text/plain"),
    "word": (build_docx(para("Kế hoạch")), WORD),
    "html": (b"<!DOCTYPE html><p>a", "text/html"),
    "html_after_a_comment": (b"<!-- a -->\n<HTML lang='vi'><p>a", "text/html"),
    "html_in_utf_16": ("<html><p>Kế hoạch".encode("utf-16"), "text/html"),
    "mhtml": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n--x\n"
        b"Content-Type: text/html\n\n<p>a\n--x--\n",
        "multipart/related",
    ),
}


@pytest.mark.parametrize(("data", "expected"), READ.values(), ids=READ.keys())
def test_kinds_that_are_read(data: bytes, expected: str) -> None:
    assert expected == read_source(data, "x.bin").value.media_type


REFUSED = {
    "empty": (b"", "the file is empty"),
    "white_space": (b" \r\n\t\n", "the file is empty"),
    "mark_only": ("\ufeff \n".encode(), "the file is empty"),
    "marks_only": (b"---\n", "the file is empty"),
    "empty_word": (build_docx(para("")), "the file is empty"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0", "picture"),
    "gif": (b"GIF89a", "picture (GIF)"),
    "tiff": (b"II*\x00", "picture"),
    "bmp": (b"BM\x00\x00\x00", "picture"),
    "other_ole": (ole("Anything"), "old Office"),
    "locked": (ole("EncryptedPackage"), "protected by a password"),
    "broken_xlsx": (build_zip({"xl/workbook.xml": "<a/>"}), "no sheet"),
    "other_open": (build_zip({"content.xml": "<a/>"}), "OpenDocument"),
    "pptx": (build_zip({"ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    "zip": (build_zip({"a.txt": "a"}), "zip archive"),
    "cut_zip": (build_docx(para("a"))[:60], "damaged"),
    "empty_html": (b"<!-- a -->\n<HTML lang='vi'>", "the file is empty"),
    "xml": (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "XML"),
    "nul": (b"a\x00b", "no text, Word or PDF"),
    "control": (b"\x01\x02\x03abc", "no text, Word or PDF"),
    "wide_binary": (b"\xff\xfe\x00\x00\x01\x00\x00\x00", "no text, Word or PDF"),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_kinds_that_are_refused(data: bytes, expected: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_source(data, "tài liệu.bin")
    message = str(caught.value)
    assert message.startswith("tài liệu.bin: ")
    assert expected in message
    assert message == " ".join(message.splitlines())


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"{\\rtf"]), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(head: bytes, tail: bytes) -> None:
    try:
        outcome = read_source(head + tail, "x")
    except UnreadableError as error:
        assert str(error).startswith("x: ")
    else:
        assert outcome.value.blocks


def test_every_kind_is_read_or_refused() -> None:
    assert set(Kind) == set(READERS) | set(REFUSALS)
    assert set() == set(READERS) & set(REFUSALS)
