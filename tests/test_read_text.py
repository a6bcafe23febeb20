"""What the text reader makes of OCR's lines, tabs, pipes and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.model.source import Grid, Paragraph, Source
from planparse.read.latex import plain_formulas
from planparse.read.text import read_text
from planparse.text.unicode import tidy, tidy_lines


def read(text: str) -> Source:
    return read_text(text.encode()).value


def shape(text: str) -> list[object]:
    """Paragraphs as their text, tables as lists of rows."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row.cells] for row in block.rows]
        for block in read(text).blocks
    ]


MARKS = {
    "plain": ("Số: 12/KH-UBND", ["Số: 12/KH-UBND"]),
    "heading": ("### II. NỘI DUNG", ["II. NỘI DUNG"]),
    "heading_closed": ("## KẾ HOẠCH ##", ["KẾ HOẠCH"]),
    "hash_in_text": ("#1 toàn tỉnh", ["#1 toàn tỉnh"]),
    "bold": ("a) **Mục tiêu** chung", ["a) Mục tiêu chung"]),
    "bold_italic": ("***Mục tiêu***", ["Mục tiêu"]),
    "italic_in_brackets": ("Báo cáo (*qua Văn phòng*) đúng hạn", ["Báo cáo (qua Văn phòng) đúng hạn"]),
    "italic_around_brackets": ("*(Biểu kèm theo)*", ["(Biểu kèm theo)"]),
    "underline": ("__Mục tiêu__ và _yêu cầu_", ["Mục tiêu và yêu cầu"]),
    "blank_to_fill": ("Số: ____/KH-UBND", ["Số: ____/KH-UBND"]),
    "lost_partner": ("**Mục tiêu", ["Mục tiêu"]),
    "star_note": ("(*) Ghi chú", ["(*) Ghi chú"]),
    "multiplication": ("5*10*2 m", ["5*10*2 m"]),
    "tags": ("<p><b>Mục</b> <i>tiêu</i> m<sup>2</sup></p>", ["Mục tiêu m2"]),
    "break_tag": ("PHỤ LỤC<br/>DANH MỤC", ["PHỤ LỤC", "DANH MỤC"]),
    "comparison": ("tỷ lệ < 5% và > 3%", ["tỷ lệ < 5% và > 3%"]),
    "entity": ("KH&amp;CN &gt; 3&#37;", ["KH&CN > 3%"]),
    "no_entity": ("R&D; KH&CN", ["R&D; KH&CN"]),
    "link": ("[Cổng](https://x.vn) [1]", ["Cổng [1]"]),
    "picture": ("![](_page_0.jpeg)Nội dung", ["Nội dung"]),
    "escapes": (r"1\. Nội dung \*", ["1. Nội dung *"]),
    "formula": (r"đạt $\geq 95\%$", ["đạt ≥ 95%"]),
    "money": ("từ 100$ đến 200$", ["từ 100$ đến 200$"]),
    "bullets": ("* Rà soát\n• Thống kê\n+ Báo cáo\n- Gửi", ["- Rà soát", "- Thống kê", "+ Báo cáo", "- Gửi"]),
    "rules": ("a\n\n---\n\n***\n___\nb", ["a", "b"]),
    "hard_break": ("PHỤ LỤC I  \nNHIỆM VỤ\\\nNăm 2026", ["PHỤ LỤC I", "NHIỆM VỤ", "Năm 2026"]),
    "glued": ("I. MỤC TIÊU**1. Mục tiêu chung**", ["I. MỤC TIÊU", "1. Mục tiêu chung"]),
    "glued_bold": ("**I. MỤC TIÊU** **1.1. Chung**", ["I. MỤC TIÊU", "1.1. Chung"]),
    "glued_letter": ("2. Chỉ tiêu**a) Nhóm chỉ tiêu**", ["2. Chỉ tiêu", "a) Nhóm chỉ tiêu"]),
    "bold_label_after_bullet": ("- **1. Rà soát** hạ tầng", ["- 1. Rà soát hạ tầng"]),
    "bold_label_in_prose": ("Thực hiện theo mục **1. Rà soát** ở trên", ["Thực hiện theo mục 1. Rà soát ở trên"]),
    "two_bold_words": ("**Phòng** **Kinh tế**", ["Phòng Kinh tế"]),
    "windows_lines": ("a\r\nb\rc", ["a", "b", "c"]),
    "fence": ("```markdown\na\n```", ["a"]),
    "nothing": (" \n\n", []),
}


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS.keys())
def test_marks_are_no_text(text: str, expected: list[object]) -> None:
    assert expected == shape(text)


TABLES = {
    "rows": ("a\tb\tc\n1\t2\t3", [[["a", "b", "c"], ["1", "2", "3"]]]),
    "lost_tabs": ("a\tb\tc\n1\tRà soát", [[["a", "b", "c"], ["1", "Rà soát"]]]),
    "lost_label_tabs": ("a\tb\tc\n1.\tRà soát", [[["a", "b", "c"], ["1.", "Rà soát"]]]),
    "empty_first_cell": ("a\tb\tc\n\tRà soát\t\nx", [[["a", "b", "c"], ["", "Rà soát", ""]], "x"]),
    "over_a_page": ("a\tb\tc\n\n1\t2\t3", [[["a", "b", "c"], ["1", "2", "3"]]]),
    "over_a_rule": ("a\tb\tc\n---\n1\t2\t3", [[["a", "b", "c"], ["1", "2", "3"]]]),
    "apart": ("a\tb\tc\nx\n1\t2\t3", [[["a", "b", "c"]], "x", [["1", "2", "3"]]]),
    "two_columns": ("STT\tNội dung\n1\tRà soát", [[["STT", "Nội dung"], ["1", "Rà soát"]]]),
    "layout": (
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA\nXÃ TÂN AN\tĐộc lập",
        [[["ỦY BAN NHÂN DÂN", "CỘNG HÒA"], ["XÃ TÂN AN", "Độc lập"]]],
    ),
    "layout_over_blank": ("UBND XÃ\tCỘNG HÒA\n\nSố: 1\tngày 2", [[["UBND XÃ", "CỘNG HÒA"], ["Số: 1", "ngày 2"]]]),
    "layout_with_wide_gap": (
        "Nơi nhận:\t\t\tCHỦ TỊCH\n- Lưu.\t\t\tLê A",
        [[["Nơi nhận:", "CHỦ TỊCH"], ["- Lưu.", "Lê A"]]],
    ),
    "layout_after_table": (
        "a\tb\tc\n1\t2\t3\n\nNơi nhận:\tCHỦ TỊCH\n- Lưu: VT.\tLê A",
        [[["a", "b", "c"], ["1", "2", "3"]], [["Nơi nhận:", "CHỦ TỊCH"], ["- Lưu: VT.", "Lê A"]]],
    ),
    "spacing": ("Nơi nhận:\tCHỦ TỊCH", ["Nơi nhận: CHỦ TỊCH"]),
    "label": ("1.\tMục đích\n2.\tYêu cầu", ["1. Mục đích", "2. Yêu cầu"]),
    "indented_label": ("\t1.\tMục đích", ["1. Mục đích"]),
    "indented": ("\tMục đích\n\t\tYêu cầu", ["Mục đích", "Yêu cầu"]),
    "list_after_table": ("a\tb\tc\n\n1.\tMục đích\n2.\tYêu cầu", [[["a", "b", "c"]], "1. Mục đích", "2. Yêu cầu"]),
    "pipes": ("| a | b |\n|---|:-:|\n| 1 | **2** |", [[["a", "b"], ["1", "2"]]]),
    "dashes_in_pipes": ("| a | b |\n| - | - |", [[["a", "b"], ["-", "-"]]]),
    "one_pipe_column": ("| a |\n|---|\n| 1 |", [[["a"], ["1"]]]),
    "escaped_pipe": ("| a\\|b | c |", [[["a|b", "c"]]]),
    "empty_pipe_cells": ("|a||\n||b|", [[["a", ""], ["", "b"]]]),
    "break_in_cell": ("a\tb<br>c\td", [[["a", "b\nc", "d"]]]),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES.keys())
def test_rows_are_told_from_tabs_in_prose(text: str, expected: list[object]) -> None:
    assert expected == shape(text)


HTML_TABLES = {
    "plain": ("<table><tr><th>a</th><td>b<br>c</td></tr></table>", [[["a", "b\nc"]]]),
    "spans": (
        "<table><tr><td rowspan='2'>TT</td><td colspan='2'>Chỉ tiêu</td></tr><tr><td>25</td><td>26</td></tr></table>",
        [[["TT", "Chỉ tiêu", None], ["TT", "25", "26"]]],
    ),
    "long_span": (
        "<table><tr><td rowspan=3>a</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr></table>",
        [[["a", "1"], ["a", "2"], ["a", "3"]]],
    ),
    "last_column_span": (
        "<table><tr><td>1</td><td rowspan=2>a</td></tr><tr><td>2</td></tr></table>",
        [[["1", "a"], ["2", "a"]]],
    ),
    "over_lines": ("x <table>\n<tr><td>\na &lt; 5\n</td></tr>\n</table> y", ["x", [["a < 5"]], "y"]),
    "formula": (r"<table><tr><td>$\geq 95\%$</td></tr></table>", [[["≥ 95%"]]]),
    "never_closed": ("<table><tr><td>a</td>", ["a"]),
    "two": ("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", [[["a"]], [["b"]]]),
    "empty": ("a\n<table></table>", ["a"]),
    "damaged_span": ("<table><tr><td colspan='x' rowspan='-1'>a</td></tr></table>", [[["a"]]]),
}


@pytest.mark.parametrize(("text", "expected"), HTML_TABLES.values(), ids=HTML_TABLES.keys())
def test_html_tables_within_markdown(text: str, expected: list[object]) -> None:
    assert expected == shape(text)


def test_rows_of_an_html_table_know_their_lines() -> None:
    [block] = read("<table>\n<tr><td>a</td></tr>\n\n<tr><td>b</td></tr></table>").blocks
    assert isinstance(block, Grid)
    expected = ["line 2", "line 4"]
    assert expected == [row.locus.path for row in block.rows]


BOLD = {
    "heading": ("## Nội dung", [True]),
    "bold": ("**1. Nội dung**", [True]),
    "tag": ("<b>Nội dung</b>:", [True]),
    "plain_label": ("a) **Nội dung**", [True]),
    "bold_label": ("**1.** Nội dung", [False]),
    "part": ("**Nội dung** của kế hoạch", [False]),
    "lines": ("**KẾ HOẠCH\nNăm 2026**", [True, True]),
    "lost_partner": ("**KẾ HOẠCH\n\nNăm 2026", [False, False]),
    "glued": ("I. MỤC TIÊU**1. Mục tiêu chung**", [False, True]),
}


@pytest.mark.parametrize(("text", "expected"), BOLD.values(), ids=BOLD.keys())
def test_bold(text: str, expected: list[bool]) -> None:
    assert expected == [block.bold for block in read(text).blocks if isinstance(block, Paragraph)]


FORMAT = {
    "heading": ("# A", True),
    "bold": ("**A**", True),
    "table_only": ("**a**\tb\tc", False),
    "plain": ("A", False),
}


@pytest.mark.parametrize(("text", "expected"), FORMAT.values(), ids=FORMAT.keys())
def test_format_is_known_where_marks_stand_outside_tables(text: str, expected: bool) -> None:
    assert expected == read(text).has_format


def test_cells_know_that_they_are_bold() -> None:
    [block] = read("<b>I.</b>\t<b>Hạ tầng</b>\tb").blocks
    assert isinstance(block, Grid)
    expected = [True, True, False]
    assert expected == [cell.bold for cell in block.rows[0].cells if cell]


def test_places_are_lines_from_one() -> None:
    blocks = read("a\n\nb<br>c\nx\ty\tz\n\n1\t2\t3").blocks
    expected = ["line 1", "line 3", "line 3", "line 4"]
    assert expected == [block.locus.path for block in blocks]
    assert isinstance(blocks[-1], Grid)
    rows = [("line 4", False), ("line 6", True)]
    assert rows == [(row.locus.path, row.page_break_before) for row in blocks[-1].rows]


def test_form_feed_is_a_page_break_and_a_blank_line_is_not() -> None:
    expected = [False, False, True, False, True, False]
    assert expected == [block.page_break_before for block in read("a\n\nb\n\fc\nd\fe\n\nf").blocks]


FORMULAS = {
    "at_least": (r"$\geq 80\%$", "≥ 80%"),
    "tight": (r"$\geq80\%$", "≥80%"),
    "at_most": (r"\leq 5\%", r"≤ 5\%"),
    "words": (r"$80\% \text{ hộ}$", "80% hộ"),
    "decimal_comma": (r"$0{,}8$", "0,8"),
    "times": (r"\( 3 \times 4 \)", "3 × 4"),
    "power": (r"$m^{2}$", "$m^{2}$"),
    "degree": (r"$30^{\circ}$", "30°"),
    "fraction": (r"$\frac{1}{2}$", "1/2"),
    "plain": ("$80%$", "80%"),
    "unknown": (r"$\foo 3$", "3"),
}


@pytest.mark.parametrize(("text", "expected"), FORMULAS.values(), ids=FORMULAS.keys())
def test_formulas(text: str, expected: str) -> None:
    assert expected == plain_formulas(text)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str) -> None:
    outcome = read_text("Kế hoạch".encode(encoding))
    expected = ["Kế hoạch"]
    assert expected == [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]
    expected = ()
    assert expected == outcome.notes


def test_bytes_that_are_no_text_are_noted_with_their_line() -> None:
    [note] = read_text("đầu\nTân ".encode() + b"\xff\xfa An").notes
    assert note.locus is not None
    expected = ("read.undecodable", "Tân \ufffd\ufffd An", "line 2")
    assert expected == (note.code, note.text, note.locus.path)


TAGS = st.lists(
    st.sampled_from(
        ["<table>", "</table>", "<tr>", "<td>", "<td colspan=2>", "<td rowspan=2>", "</tr>", "a", "\n", "**"]
    ),
    max_size=12,
).map("".join)
ALPHABET = st.text(st.sampled_from(list("aĐ1.-*_#<>b/$\\%|\t\n\f \r\x02\x0b&;`~()[]!ế")), max_size=60)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.one_of(ALPHABET, TAGS, st.text(max_size=60)))
def test_any_text_is_read_into_tidy_blocks_in_order(text: str) -> None:
    blocks = read_text(text.encode(errors="surrogatepass")).value.blocks
    lines = [int(block.locus.path.removeprefix("line ")) for block in blocks]
    assert sorted(lines) == lines
    for block in blocks:
        if isinstance(block, Paragraph):
            assert block.text
            assert tidy(block.text) == block.text
        else:
            cells = [cell for row in block.rows for cell in row.cells if cell]
            assert all(tidy_lines(cell.text) == cell.text for cell in cells)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read(data: bytes) -> None:
    assert read_text(data).value.media_type == "text/plain"
