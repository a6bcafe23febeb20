"""Footnotes and endnotes of Word documents: apart from the text, each with its mark and the place of the mark."""

import pytest
from docx_builder import build_docx, notes, para, reference, row, run, table

from planparse.model.base import Outcome
from planparse.model.source import Paragraph, Source
from planparse.pipeline import parse_bytes
from planparse.read.docx import read_docx
from planparse.rulebook.book import load_rules

FOOT, END = "footnote", "endnote"
SUPER = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'


def read(body: str, **parts: str) -> Outcome[Source]:
    return read_docx(build_docx(body, **parts))


def found(body: str, **parts: str) -> list[tuple[str, str, str]]:
    return [(note.mark, note.text, note.locus.path) for note in read(body, **parts).value.footnotes]


def test_footnotes_stand_apart_from_the_text() -> None:
    body = para(run("xã") + reference(FOOT, 1)) + table(row("a"), row(para(run("thôn") + reference(FOOT, 2))))
    texts = notes(FOOT, para(SUPER + run(" Sau đây gọi là xã.")), para("Gồm:") + para("các khu phố."))
    expected = [
        ("1", "Sau đây gọi là xã.", "body/p[1]/footnote[1]"),
        ("2", "Gồm:\ncác khu phố.", "body/table[1]/row[2]/footnote[1]"),
    ]
    assert expected == found(body, footnotes_xml=texts)
    [first, _] = read(body, footnotes_xml=texts).value.blocks
    assert isinstance(first, Paragraph)
    assert "xã" == first.text


def test_footnotes_and_endnotes_are_counted_each_for_themselves() -> None:
    body = para(run("a") + reference(FOOT, 2) + reference(END, 1) + reference(FOOT, 1))
    parts = {"footnotes_xml": notes(FOOT, para("x"), para("y")), "endnotes_xml": notes(END, para("z"))}
    expected = [
        ("1", "y", "body/p[1]/footnote[1]"),
        ("i", "z", "body/p[1]/endnote[1]"),
        ("2", "x", "body/p[1]/footnote[2]"),
    ]
    assert expected == found(body, **parts)


def test_a_typed_mark_is_the_mark_and_no_text() -> None:
    body = para(run("Vốn") + reference(FOOT, 1, "(*)") + run(" tỉnh") + reference(FOOT, 2))
    texts = notes(FOOT, para("(*) Đã giao."), para("Dự kiến."))
    expected = [("(*)", "Đã giao.", "body/p[1]/footnote[1]"), ("1", "Dự kiến.", "body/p[1]/footnote[2]")]
    assert expected == found(body, footnotes_xml=texts)
    [block] = read(body, footnotes_xml=texts).value.blocks
    assert isinstance(block, Paragraph)
    assert "Vốn tỉnh" == block.text


SHAPES = {
    "section": ('<w:sectPr><w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr></w:sectPr>', "", "I"),
    "document": ("", '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>', "c"),
    "unknown": ("", '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>', "1"),
}


@pytest.mark.parametrize(("section", "settings", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_marks_are_printed_in_the_shape_of_the_file(section: str, settings: str, expected: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"footnotes_xml": notes(FOOT, para("x")), "settings_xml": f"<w:settings {space}>{settings}</w:settings>"}
    [(mark, _, _)] = found(para(run("a") + reference(FOOT, 1)) + section, **parts)
    assert expected == mark


UNSEEN = {
    "deleted": f"<w:del>{reference(FOOT, 1)}</w:del>",
    "moved": f"<w:moveFrom>{reference(FOOT, 1)}</w:moveFrom>",
}


@pytest.mark.parametrize("gone", UNSEEN.values(), ids=UNSEEN.keys())
def test_deleted_marks_are_not_counted(gone: str) -> None:
    body = table(row(para(reference(FOOT, 1)), properties="<w:del/>"), row("x")) + para(gone + reference(FOOT, 2))
    assert [("1", "y", "body/p[1]/footnote[1]")] == found(body, footnotes_xml=notes(FOOT, para("x"), para("y")))


@pytest.mark.parametrize("parts", [{}, {"footnotes_xml": notes(FOOT)}, {"footnotes_xml": notes(FOOT, para(""))}])
def test_a_mark_without_a_text_is_a_finding(parts: dict[str, str]) -> None:
    outcome = read(para(run("a") + reference(FOOT, 1)), **parts)
    assert () == outcome.value.footnotes
    [note] = outcome.notes
    assert ("read.footnotes", "1", "body/p[1]/footnote[1]") == (note.code, note.text, note.locus and note.locus.path)


def test_footnotes_are_stored_and_their_citations_found() -> None:
    body = para("KẾ HOẠCH") + para("1. Mục tiêu") + para(run("Thực hiện.") + reference(FOOT, 1))
    texts = notes(FOOT, para("Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh."))
    records = parse_bytes(build_docx(body, footnotes_xml=texts), "a.docx", load_rules())
    [row_] = records.footnotes
    assert (1, "1", "body/p[3]/footnote[1]") == (row_.ordinal, row_.mark, row_.locator)
    assert [("12/QĐ-UBND", "body/p[3]/footnote[1]")] == [(cited.symbol, cited.locator) for cited in records.citations]
    assert all("12/QĐ-UBND" not in section.text for section in records.sections)
