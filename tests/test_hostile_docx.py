"""Word files that are broken, or made to do harm: refused in one line, or read in little time and memory."""

import struct
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_builder import (
    build_docx,
    build_zip,
    cell,
    document,
    level,
    notes,
    numbered,
    numbering,
    para,
    reference,
    row,
    run,
    span,
    styles,
    table,
)

from planparse.errors import UnreadableError
from planparse.model.source import Grid
from planparse.pipeline import parse_bytes
from planparse.read.dispatch import read_source
from planparse.read.docx import read_docx
from planparse.rulebook.book import load_rules

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def nested(opening: str, closing: str, depth: int, inner: str = "") -> str:
    return opening * depth + inner + closing * depth


TABLE = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: build_docx("<w:p/>" + " " * (120 * 2**20)), "unpacks to more than"),
    "bomb_in_styles": (lambda: build_docx(para("x"), styles_xml=" " * (120 * 2**20)), "unpacks to more than"),
    "one_long_text": (lambda: build_docx(para("x" * (11 * 2**20))), "damaged"),
    "deep_tables": (lambda: build_docx(nested(*TABLE, 10_000)), "nested too deeply"),
    "deep_controls": (lambda: build_docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 10_000)), "deeply"),
    "deep_runs": (lambda: build_docx(para(nested("<w:ins>", "</w:ins>", 10_000, run("x")))), "deeply"),
    "laughs": (
        lambda: build_zip({"word/document.xml": f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>{document(para("&a9;"))}'}),
        "damaged",
    ),
    "laughs_in_a_value": (
        lambda: build_zip({"word/document.xml": f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a b="&a9;"/>'}),
        "damaged",
    ),
    "one_entity": (
        lambda: build_zip({"word/document.xml": f'<!DOCTYPE a [<!ENTITY b "c">]>{document(para("x &b; y"))}'}),
        "declares entities",
    ),
    "wrong_encoding": (lambda: build_zip({"word/document.xml": document(para("Kế")).encode("utf-16-le")}), "no XML"),
    "bytes_no_utf_8": (
        lambda: build_zip({"word/document.xml": document(para("?")).encode().replace(b"?", b"\xe9")}),
        "no XML",
    ),
    "repeated": (
        lambda: build_docx(
            table(row(cell("x" * 60_000, '<w:vMerge w:val="restart"/>')), *[row(cell("", "<w:vMerge/>"))] * 200)
        ),
        "beyond measure",
    ),
    "no_bytes": (lambda: b"", "empty"),
    "zeros": (lambda: bytes(1000), ""),
    "pdf_inside": (lambda: build_zip({"word/document.xml": b"%PDF-1.7"}), "no XML"),
    "size_that_lies": (lambda: lie_about_size(build_docx(para("x" * 4000))), "damaged"),
}


def lie_about_size(data: bytes) -> bytes:
    """Says in the directory of the zip that the document part has ten bytes."""
    entry = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    return data[: entry + 24] + struct.pack("<I", 10) + data[entry + 28 :]


@pytest.mark.parametrize(("build", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_harm_is_refused_in_one_line(build: Callable[[], bytes], reason: str) -> None:
    data = build()
    with pytest.raises(UnreadableError) as caught:
        read_source(data, "x.docx")
    assert reason in str(caught.value)
    assert 1 == len(str(caught.value).splitlines())


def test_outer_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    part = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>{document(para("x &b;"))}'
    with pytest.raises(UnreadableError) as caught:
        read_docx(build_zip({"word/document.xml": part}))
    assert "bí mật" not in str(caught.value)


def many_styles(count: int) -> str:
    chain = (
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(count)
    )
    return styles("".join(chain))


def many_lists(count: int) -> str:
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(count))
    return numbering('<w:numStyleLink w:val="L"/>', nums)


LIST_STYLE = styles(
    '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
READ: dict[str, Callable[[], bytes]] = {
    "parts": lambda: build_zip({"word/document.xml": document(para("x"))} | {f"word/{n}.xml": "" for n in range(5000)}),
    "tables_in_tables": lambda: build_docx(para("x") + nested(*TABLE, 80, para("y"))),
    "controls": lambda: build_docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120, para("x"))),
    "insertions": lambda: build_docx(para(nested("<w:ins>", "</w:ins>", 240, run("x")))),
    "columns": lambda: build_docx(table(*["<w:tr>" + cell("a") * 1000 + "</w:tr>"] * 5, widths=(1,) * 1000)),
    "huge_spans": lambda: build_docx(table(*["<w:tr>" + cell("a", span(10**8)) * 500 + "</w:tr>"] * 4)),
    "fields": lambda: build_docx(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + run("x"))),
    "runs": lambda: build_docx(para(run("a ") * 20_000)),
    "chain_of_styles": lambda: build_docx(para("x", '<w:pStyle w:val="S0"/>') * 9, styles_xml=many_styles(5000)),
    "lists": lambda: build_docx(
        "".join(numbered("x", list_id=n) for n in range(1500)),
        numbering_xml=many_lists(1500),
        styles_xml=LIST_STYLE,
    ),
    "long_label": lambda: build_docx(
        numbered("x") * 1500, numbering_xml=numbering(level(0, "decimal", "%1" + "a" * 100_000))
    ),
    "footnotes": lambda: build_docx(
        para(run("x") + reference("footnote", 1) * 2000), footnotes_xml=notes("footnote", para("y"))
    ),
    "no_names": lambda: build_docx(para(run("x", "<w:rFonts/>"), "<w:pStyle/><w:numPr><w:numId/></w:numPr><w:jc/>")),
    "loop_of_lists": lambda: build_docx(
        numbered("x"), numbering_xml=numbering('<w:numStyleLink w:val="L"/>'), styles_xml=LIST_STYLE
    ),
    "levels_off_the_scale": lambda: build_docx(
        numbered("x", level=99) + numbered("x", level=-1), numbering_xml=many_lists(3)
    ),
    "other_encoding": lambda: build_zip(
        {"word/document.xml": f'<?xml version="1.0" encoding="utf-16"?>{document(para("Kế"))}'.encode("utf-16")}
    ),
    "other_case": lambda: build_zip({"Word\\Document.xml": document(para("x")), "word/a.xml": ""}),
}


@pytest.mark.parametrize("build", READ.values(), ids=READ.keys())
def test_what_can_be_read_is_read_in_little_time_and_memory(build: Callable[[], bytes]) -> None:
    data = build()
    tracemalloc.start()
    start = time.process_time()
    outcome = read_docx(data)
    seconds, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome.value.blocks
    assert seconds < 20  # under tracing, on a slow machine; a quadratic spot takes minutes
    assert peak < 200 * 2**20


def test_a_long_table_takes_time_in_proportion() -> None:
    """Ten times the rows take ten times as long in every stage, give or take; what is quadratic takes a hundred."""
    rules = load_rules()

    def seconds(count: int) -> float:
        header = row("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành")
        rows = [row(str(n), f"Rà soát khu phố {n}", "Công an xã", "Quý I/2026") for n in range(count)]
        data = build_docx(para("KẾ HOẠCH") + table(header, *rows))
        start = time.process_time()
        assert count == len(parse_bytes(data, "x.docx", rules).tasks)
        return time.process_time() - start

    seconds(20)
    assert seconds(1000) < 30 * seconds(100)


def test_a_paragraph_in_thousands_of_pieces_is_joined_once() -> None:
    records = parse_bytes(build_docx(para("KẾ HOẠCH") + para("1. Mục") + para("rà soát") * 4000), "x", load_rules())
    assert 4000 == sum(section.text.count("rà soát") for section in records.sections)


def test_nested_tables_keep_their_words() -> None:
    [grid] = read_docx(build_docx(nested(*TABLE, 80, para("đáy")))).value.blocks
    assert isinstance(grid, Grid)
    [only] = grid.rows[0].cells
    assert only is not None
    assert "đáy" == only.text
