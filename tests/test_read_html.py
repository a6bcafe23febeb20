"""Web pages: the document is found on its page, and reads as a browser shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.errors import UnreadableError
from planparse.model.source import Grid, Paragraph, Source
from planparse.read.html import read_html, read_mhtml
from planparse.read.html.decoding import MAX_MARKUP

LONG = "Ủy ban nhân dân xã Hà Trì yêu cầu các phòng, ban chuyên môn triển khai nghiêm túc các nội dung sau đây. " * 4
TABLE = "<table><tr><th>TT<th>Nhiệm vụ<tr><td>1<td>Lập kế hoạch<tr><td>2<td>Báo cáo</table>"


def read(body: str, head: str = "") -> Source:
    return read_html(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}".encode()).value


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def only_grid(source: Source) -> Grid:
    (grid,) = [block for block in source.blocks if isinstance(block, Grid)]
    return grid


def rows(grid: Grid) -> list[list[str | None]]:
    return [[cell and cell.text for cell in row.cells] for row in grid.rows]


PORTALS = {
    "html5": (
        "<header><a href=/><img src=l.png></a>Cổng</header><nav><ul><li><a href=/a>Trang chủ</a></ul></nav>"
        "<main><div class=breadcrumb><a href=/>Trang chủ</a> » <a href=/v>Văn bản</a></div>{}</main>"
        "<aside><h3>Tin mới</h3><p>Xã họp</aside><footer>© 2025, địa chỉ: thôn 1</footer>"
    ),
    "divs": (
        "<form action=/><div id=page><div id=top-menu><a href=/>Trang chủ</a></div><div class='col-left'><ul>"
        "<li><a href=/1>Giới thiệu</a><li><a href=/2>Tin tức</a></ul></div><div class=x1><div class=x2>{}</div></div>"
        "<div class='tin-lien-quan'><h4>Tin liên quan</h4><ul><li><a href=/3>Tin 1</a><li><a href=/4>B</a></ul></div>"
        "<div id=footer>Địa chỉ trụ sở</div></div></form>"
    ),
    "layout_tables": (
        "<table width=1000><tr><td colspan=2><a href=/>Trang chủ</a> <a href=/2>Liên hệ</a></td></tr><tr><td width=200>"
        "<table><tr><td><a href=/1>Giới thiệu</a></td></tr><tr><td><a href=/2>Tổ chức</a></td></tr></table></td>"
        "<td>{}</td></tr><tr><td colspan=2>Bản quyền của xã</td></tr></table>"
    ),
    "article_with_headline": (
        "<div class=wrap><article><h1>Kế hoạch chuyển đổi số xã Hà Trì năm 2026</h1><p class=date>12/3/2026</p>"
        "<div class=body>{}</div></article></div><div class=comments><p>Ý kiến của ông A</p></div>"
    ),
}


@pytest.mark.parametrize("page", PORTALS.values(), ids=PORTALS.keys())
def test_the_document_is_found_on_its_page(page: str) -> None:
    content = f"<p align=center><b>KẾ HOẠCH</b></p><p>{LONG}</p>{TABLE}<p>Trên đây là Kế hoạch.</p>"
    title = "<title>Kế hoạch chuyển đổi số xã Hà Trì năm 2026 - Cổng thông tin</title>"
    source = read(page.format(content), title)
    assert ["KẾ HOẠCH", LONG.strip(), "Trên đây là Kế hoạch."] == texts(source)
    assert [["TT", "Nhiệm vụ"], ["1", "Lập kế hoạch"], ["2", "Báo cáo"]] == rows(only_grid(source))


def test_what_is_left_out_is_noted() -> None:
    outcome = read_html(f"<html><body><nav>Giới thiệu</nav><p>{LONG}</p><footer>Bản quyền</footer>".encode())
    assert [("read.web_page", "Giới thiệu Bản quyền")] == [(note.code, note.text) for note in outcome.notes]


def test_a_table_beside_the_main_part_keeps_it_in() -> None:
    """Nothing that may belong to the document is left outside: a table of an appendix in a block of its own."""
    source = read(f"<div><p>{LONG * 5}</p></div><div class=sidebar>{TABLE}</div>")
    assert 3 == len(only_grid(source).rows)


def test_a_page_without_furniture_is_read_whole() -> None:
    outcome = read_html("<html><body><h1>KẾ HOẠCH CHUYỂN ĐỔI SỐ</h1><p>Căn cứ".encode())
    assert ["KẾ HOẠCH CHUYỂN ĐỔI SỐ", "Căn cứ"] == texts(outcome.value)
    assert () == outcome.notes


ENCODED = {
    "utf_8": ("<meta charset=utf-8>", "utf-8"),
    "utf_8_mark": ("", "utf-8-sig"),
    "utf_16": ("", "utf-16"),
    "1258": ("<meta http-equiv=Content-Type content='text/html; charset=windows-1258'>", "cp1258"),
    "false_declaration": ("<meta charset=iso-8859-1>", "utf-8"),
    "unknown_declaration": ("<meta charset=x-tcvn>", "utf-8"),
}


@pytest.mark.parametrize(("meta", "encoding"), ENCODED.values(), ids=ENCODED.keys())
def test_encodings(meta: str, encoding: str) -> None:
    text = "Ðộc lâ\u0323p" if encoding == "cp1258" else "Độc lập"
    text = text.replace("Ð", "Đ").replace("ộ", "ô\u0323") if encoding == "cp1258" else text
    data = f"<html><head>{meta}</head><p>{text}</p>".encode(encoding)
    assert ["Độc lập"] == texts(read_html(data).value)


def test_bytes_that_are_no_letters_are_noted() -> None:
    outcome = read_html(b"<html><meta charset=utf-8><p>Ph\xf2ng</p>")
    assert ["read.undecodable"] == [note.code for note in outcome.notes]


def test_spans_make_merged_cells() -> None:
    table = (
        "<table><thead><tr><th rowspan=2>TT<th colspan=2>Kết quả<tr><th>2025<th>2026</thead>"
        "<tbody><tr><td rowspan=9>1<td>5<td>6</tbody><tbody><tr><td>2<td>7<td>8</tbody></table>"
    )
    grid = only_grid(read(table))
    expected = [["TT", "Kết quả", None], ["TT", "2025", "2026"], ["1", "5", "6"], ["2", "7", "8"]]
    assert expected == rows(grid)
    assert [False, True, False, False] == [bool(row.cells[0] and row.cells[0].merged_above) for row in grid.rows]
    assert "table[1]/row[2]" == grid.rows[1].locus.path


def test_spans_wider_than_the_table_add_no_columns() -> None:
    grid = only_grid(read("<table><tr><td colspan=99>Nhóm I<tr><td>1<td>Lập kế hoạch</table>"))
    assert [["Nhóm I", None], ["1", "Lập kế hoạch"]] == rows(grid)


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td>Phòng Kinh tế<td>chủ trì</table>"
    rest = "".join(f"<tr><td>{number}<td>Việc {number}" for number in range(2, 9))
    outcome = read_html(f"<html><table><tr><td>1<td>Giao:{inner}{rest}</table>".encode())
    assert ["1", "Giao:\nPhòng Kinh tế chủ trì"] == rows(only_grid(outcome.value))[0]
    assert ["read.nested_table"] == [note.code for note in outcome.notes]


def test_the_header_of_a_plan_stays_a_table() -> None:
    header = "<table><tr><td><p>UBND XÃ HÀ TRÌ<p>Số: 5/KH-UBND<td><p>CỘNG HÒA<p>Hà Trì, ngày 2 tháng 3 năm 2026</table>"
    assert [["UBND XÃ HÀ TRÌ\nSố: 5/KH-UBND", "CỘNG HÒA\nHà Trì, ngày 2 tháng 3 năm 2026"]] == rows(
        only_grid(read(header))
    )


SHOWN = {
    "hidden": ("<p>a<span style='display: none'>b</span><i hidden>c</i></p><p class=x>d</p>", ["a"]),
    "deleted": ("<p>a<del>b</del> c</p>", ["a c"]),
    "white_space": ("<p>  a\n  b&nbsp;&nbsp;c </p>", ["a b c"]),
    "wrapped_by_hand": ("<p>Căn cứ Nghị quyết<br>của Chính phủ</p>", ["Căn cứ Nghị quyết của Chính phủ"]),
    "lines_of_their_own": (
        "<p>Nơi nhận:<br>- Như trên;<br />\n- Lưu: VT.</p>",
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT."],
    ),
    "centred_lines": ("<center>KẾ HOẠCH<br>chuyển đổi số</center>", ["KẾ HOẠCH", "chuyển đổi số"]),
    "pre": ("<pre>a;\nb</pre>", ["a;", "b"]),
    "block_in_inline": ("<b>a<p>b</p></b>c", ["a", "b", "c"]),
    "ordered": ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
    "ordered_from": ("<ol start=3 type=I><li>a<li value=7>b</ol>", ["III. a", "VII. b"]),
    "ordered_by_style": ("<ol style='list-style-type:lower-alpha'><li>a</ol>", ["a. a"]),
    "nested_lists": ("<ol><li>a<ul><li>b</ul><li>c</ol>", ["1. a", "- b", "2. c"]),
    "typed_bullets": ("<ul><li>- a<li>+ b<li>c</ul>", ["- a", "+ b", "- c"]),
    "no_marker": ("<ol style='list-style:none'><li>1.1. a</ol>", ["1.1. a"]),
    "word_list": (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>"
        "<![endif]>Mục tiêu<o:p></o:p></p><p><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;</span>"
        "</span><![endif]>ý</p><!--[if gte mso 9]><xml>x</xml><![endif]-->",
        ["1. Mục tiêu", "- ý"],
    ),
    "symbols": ("<p><font face=Symbol>³</font> 80%</p>", ["≥ 80%"]),
    "tcvn3": ("<p><font face='.VnTime'>H¶i Phßng</font></p>", ["Hải Phòng"]),
    "tcvn3_by_style": ("<p style='font-family:\".VnTimeH\"'>kÕ ho¹ch</p>", ["KẾ HOẠCH"]),
    "vni_cut": ("<p><font face=VNI-Times>Vie<b>ät</b></font> Nam</p>", ["Việt Nam"]),
    "sub": ("<p>m<sup>2</sup></p>", ["m2"]),
    "footnote": (
        "<p>a<a class=MsoFootnoteReference href='#_ftn1'>[1]</a></p><div style='mso-element:footnote'>b</div>",
        ["a"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SHOWN.values(), ids=SHOWN.keys())
def test_text_is_what_a_browser_shows(body: str, expected: list[str]) -> None:
    sheet = "<style>@media print {.y {display: none}} .x, .z {display: none}</style>"
    assert expected == texts(read(body, sheet))


LOOKS = {
    "b": ("<p><b>a</b>", True, False),
    "style": ("<p style='FONT-WEIGHT: 700; text-align:center'>a", True, True),
    "undone": ("<b><p><span style='font-weight:normal'>a</span>", False, False),
    "heading": ("<h2 align=center>a", True, True),
    "sheet": ("<p class=c>a", True, True),
    "inherited": ("<div align=center><p>a</div>", False, True),
    "ended": ("<div align=center><p align=left>a</div>", False, False),
}


@pytest.mark.parametrize(("body", "bold", "centred"), LOOKS.values(), ids=LOOKS.keys())
def test_looks(body: str, bold: bool, centred: bool) -> None:
    (block,) = read(body, "<style><!-- p.c, td.d {font:bold 13pt Arial; text-align:center} --></style>").blocks
    assert isinstance(block, Paragraph)
    assert (bold, centred) == (block.bold, block.centred)


def test_pictures_are_noted_but_icons_are_not() -> None:
    outcome = read_html(b"<html><p>a<img src=b.png alt='so do'><img src=c.gif width=16></p>")
    assert [("read.picture", "so do")] == [(note.code, note.text) for note in outcome.notes]


def test_footnotes_of_a_page_that_word_wrote_are_kept_apart() -> None:
    body = (
        b"<html><p>Phi<a class=MsoFootnoteReference href='#_ftn1'>[1]</a></p><div style='mso-element:footnote-list'>"
        b"<hr><div style='mso-element:footnote' id=ftn1><p><a class=MsoFootnoteReference>[1]</a> Nam 2025.</p></div>"
        b"<div style='mso-element:footnote' id=ftn2><p>[2]</p></div></div>"
    )
    outcome = read_html(body)
    assert (["Phi"], [("1", "Nam 2025.")]) == (
        texts(outcome.value),
        [(note.mark, note.text) for note in outcome.value.footnotes],
    )
    assert [("read.footnotes", "2")] == [(note.code, note.text) for note in outcome.notes]


def test_a_web_archive_is_read() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<p>S=E1=BB=91</p>\r\n--x--\r\n"
    )
    assert ["Số"] == texts(read_mhtml(data).value)
    with pytest.raises(UnreadableError, match="holds no page"):
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n")


def test_hostile_pages_are_refused_or_read_in_bounds() -> None:
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read("<div>" * 100_000 + "a")
    with pytest.raises(UnreadableError, match="larger than"):
        read_html(b"<html><p>" + b"a" * MAX_MARKUP)
    picture = b"<img src='data:image/png;base64," + b"A" * MAX_MARKUP + b"'>"
    assert ["a"] == texts(read_html(b"<html><p>a" + picture).value)
    wide = "<table><tr><td rowspan=999999 colspan=1000000000>a<td>b<tr><td>c<td>d</table>"
    assert 2 == len(only_grid(read(wide)).rows)
    with pytest.raises(UnreadableError, match="too many rows and columns"):
        read("<table><tr>" + "<td rowspan=999999 colspan=1000000000>a" * 2000 + "<tr><td>b" * 2000)
    with pytest.raises(UnreadableError, match="elements"):
        read("<p>a" * 300_001)


def test_a_page_of_the_greatest_depth_is_read() -> None:
    """The parser's limit is 256 elements; what reads the tree must not fall over before."""
    assert ["a"] == texts(read("<div>" * 250 + "a"))
    assert "a" in str(read("<table><tr><td>b<td>" * 60 + "a"))


TAGS = [*("<table>", "<tr>", "<td>", "</td>", "</table>", "<form>", "<th>"), *("<p>", "<ol>", "<li>"), "<b>", "</b>"]
TAGS += ["a", "b", "<br>", "<div>", "</div>"]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TAGS)))
def test_any_page_is_read_and_keeps_its_words(pieces: list[str]) -> None:
    source = read(" ".join(pieces))
    words = " ".join(
        [
            block.text if isinstance(block, Paragraph) else " ".join(c.text for r in block.rows for c in r.cells if c)
            for block in source.blocks
        ]
    )
    assert pieces.count("a") == words.split().count("a")
