"""What the Word reader makes of the things Word can do to a plan."""

import unicodedata

import pytest
from docx_builder import (
    bold,
    build_docx,
    build_zip,
    cell,
    level,
    numbered,
    numbering,
    para,
    row,
    run,
    span,
    styles,
    table,
)

from planparse.errors import UnreadableError
from planparse.model.base import Locus
from planparse.model.source import Cell, Grid, Paragraph, Source
from planparse.read.docx import read_docx

CENTRE = '<w:jc w:val="center"/>'
PAGE = '<w:r><w:br w:type="page"/></w:r>'
LINE = "<w:r><w:br/></w:r>"
OUTLINE = numbering(
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
)


def read(body: str, **parts: str) -> Source:
    return read_docx(build_docx(body, **parts)).value


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in read(body, **parts).blocks if isinstance(block, Paragraph)]


def grid(body: str, **parts: str) -> Grid:
    return next(block for block in read(body, **parts).blocks if isinstance(block, Grid))


def cell_texts(body: str, **parts: str) -> list[list[str | None]]:
    return [[None if item is None else item.text for item in line.cells] for line in grid(body, **parts).rows]


_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_CODE = "<w:r><w:instrText>IF</w:instrText></w:r>"
INLINE = {
    "runs": (run("Xã ") + run("Tân An"), "Xã Tân An"),
    "tab": ("<w:r><w:t>a)</w:t><w:tab/><w:t>Nội dung</w:t></w:r>", "a) Nội dung"),
    "line_break": (run("Tháng") + LINE + run("6"), "Tháng 6"),
    "no_break_hyphen": ("<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "KH-UBND"),
    "soft_hyphen": ("<w:r><w:t>chuyển</w:t><w:softHyphen/></w:r>", "chuyển"),
    "symbol_font": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>80%</w:t></w:r>', "≥80%"),
    "other_font": ('<w:r><w:sym w:font="Wingdings" w:char="F0B3"/><w:t>80%</w:t></w:r>', "80%"),
    "damaged_symbol": ('<w:r><w:sym w:font="Symbol" w:char="?"/><w:t>80%</w:t></w:r>', "80%"),
    "private_bullet": (run("\uf0b7 Rà soát"), "- Rà soát"),
    "hyperlink": (f"<w:hyperlink>{run('pakn.vn')}</w:hyperlink>", "pakn.vn"),
    "content_control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ngày 02')}</w:sdtContent></w:sdt>", "ngày 02"),
    "smart_tag": (f"<w:smartTag>{run('Hà Nội')}</w:smartTag>", "Hà Nội"),
    "inserted": (run("đến ") + f"<w:ins>{run('2030')}</w:ins>", "đến 2030"),
    "deleted": ("<w:del><w:r><w:delText>2029</w:delText></w:r></w:del>" + run("2030"), "2030"),
    "moved": (f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo>", "mới"),
    "simple_field": (f'<w:fldSimple w:instr="DATE">{run("2026")}</w:fldSimple>', "2026"),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "7",
    ),
    "hidden": (run("thấy") + run("ẩn", "<w:vanish/>"), "thấy"),
    "not_hidden": (run("thấy", '<w:vanish w:val="0"/>'), "thấy"),
    "footnote": (run("xã") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "xã"),
    "formula": ("<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>", "≥95%"),
    "nested_field": (
        _FIELD_BEGIN
        + _CODE
        + _FIELD_BEGIN
        + _CODE
        + _FIELD_RESULT
        + run("7")
        + _FIELD_END
        + _FIELD_RESULT
        + run("Bảng")
        + _FIELD_END
        + run(" 1"),
        "Bảng 1",
    ),
    "field_without_result": (_FIELD_BEGIN + _CODE + run("mã") + _FIELD_END + run("x"), "x"),
    "damaged_field": (_FIELD_BEGIN + run("chữ") + _FIELD_RESULT.replace("separate", "begin"), "chữ"),
    "alternatives": (
        f"<mc:AlternateContent><mc:Choice>{run('một lần')}</mc:Choice><mc:Fallback>{run('một lần')}</mc:Fallback>"
        "</mc:AlternateContent>",
        "một lần",
    ),
    "alternative_mark": (
        "<w:r><mc:AlternateContent><mc:Choice><w:other/></mc:Choice><mc:Fallback><w:t>✓</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "✓",
    ),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('chữ')}</w:rubyBase></w:ruby></w:r>",
        "chữ",
    ),
    "capitals": (run("Kế hoạch", "<w:caps/>") + run(" năm", '<w:caps w:val="0"/>'), "KẾ HOẠCH năm"),
    "symbols": (run("³", '<w:rFonts w:hAnsi="Symbol"/>') + run("80%"), "≥80%"),
    "picture_font": (run("ü ", '<w:rFonts w:hAnsi="Wingdings"/>') + run("Rà soát"), "- Rà soát"),
    "picture_font_by_mistake": (run("Rà soát", '<w:rFonts w:hAnsi="Wingdings"/>'), "Rà soát"),
    "placeholder": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Nhập số", '<w:rStyle w:val="PlaceholderText"/>')
        + "</w:sdtContent></w:sdt>"
        + run("/KH-UBND"),
        "/KH-UBND",
    ),
    "filled_placeholder": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>" + run("/KH"),
        "12/KH",
    ),
    "direction": (f"<w:dir><w:bdo>{run('Hà')}</w:bdo></w:dir>", "Hà"),
    "no_break_space": (run("Tháng\u00a06"), "Tháng 6"),
    "decomposed": (run(unicodedata.normalize("NFD", "Kế hoạch")), "Kế hoạch"),
}


@pytest.mark.parametrize(("content", "expected"), INLINE.values(), ids=INLINE.keys())
def test_text_of_a_paragraph(content: str, expected: str) -> None:
    assert [expected] == texts(para(content))


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


LEGACY = {
    "tcvn3": (run("X\u00b7 H\u00b6i Ph\u00df\u00adng", font(".VnTime")), "Xã Hải Phòưng"),
    "tcvn3_capitals": (run("k\u00d5 ho\u00b9ch", font(".VnTimeH")), "KẾ HOẠCH"),
    "vni": (run("XAÕ ÑÖÔØNG höôùng Vieät ñaëc kyø uùy", font("VNI-Times")), "XÃ ĐƯỜNG hướng Việt đặc kỳ úy"),
    "vni_cut": (run("Vie", font("VNI-Times")) + run("ät", font("VNI-Times")), "Việt"),
    "unicode_in_legacy_font": (run("Việt Nam", font(".VnTime")), "Việt Nam"),
    "other_font": (run("Vieät", font("Arial")), "Vieät"),
}


@pytest.mark.parametrize(("content", "expected"), LEGACY.values(), ids=LEGACY.keys())
def test_fonts_from_before_unicode(content: str, expected: str) -> None:
    assert [expected] == texts(para(content))


def test_legacy_font_is_noted_once() -> None:
    outcome = read_docx(build_docx(para(run("a", font(".VnTime")) + run("b", font(".VnTimeH")))))
    expected = [("read.legacy_font", ".VnTime")]
    assert expected == [(note.code, note.text) for note in outcome.notes]


def test_a_document_of_text_boxes_is_read_from_them() -> None:
    def box(content: str) -> str:
        return para(f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>")

    body = box(para("KẾ HOẠCH")) + box(table(row("a", "b")) + para("c"))
    assert ["body/box[1]/p[1]", "body/box[2]/table[1]", "body/box[2]/p[1]"] == [
        block.locus.path for block in read(body).blocks
    ]
    assert [] == notes_of(body)


def notes_of(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(note.code, note.text) for note in read_docx(build_docx(body, **parts)).notes]


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_O = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
LEFT_OUT = {
    "object": (f'<w:r><w:object><o:OLEObject {_O} ProgID="Excel.Sheet.12"/></w:object></w:r>', "Excel.Sheet.12"),
    "picture_of_an_object": (f"<w:r><w:object><a:blip {_A}/></w:object></w:r>", "object"),
    "subdocument": ("<w:subDoc/>", "subDoc"),
}


@pytest.mark.parametrize(("content", "name"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_objects_are_left_out_with_a_note(content: str, name: str) -> None:
    assert [("read.embedded", name)] == notes_of(para(run("x") + content))


def test_inserted_files_and_pictures_are_left_out_with_a_note() -> None:
    assert [("read.embedded", "altChunk")] == notes_of(para("x") + "<w:altChunk/>")
    assert [("read.picture", "2")] == notes_of(para(run("x") + f"<w:r><w:drawing><a:blip {_A}/></w:drawing></w:r>" * 2))


def test_a_document_of_pictures_says_so() -> None:
    with pytest.raises(UnreadableError, match="pictures and no text"):
        read(para(f"<w:r><w:drawing><a:blip {_A}/></w:drawing></w:r>"))


def test_a_table_of_contents_is_left_out_with_one_note() -> None:
    sheet = styles('<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>')
    style = '<w:pStyle w:val="TOC1"/>'
    code = "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
    body = para(code + run("I. MỤC TIÊU 1"), style) * 2 + para("I. MỤC TIÊU") + para("II. GIẢI PHÁP", style)
    assert ["I. MỤC TIÊU", "II. GIẢI PHÁP"] == texts(body, styles_xml=sheet)
    assert [("read.contents", "")] == notes_of(body, styles_xml=sheet)


def test_blocks_given_twice_are_read_once() -> None:
    both = f"<mc:Choice>{para('a')}{table(row('b'))}</mc:Choice><mc:Fallback>{para('a')}</mc:Fallback>"
    assert ["body/p[1]", "body/table[1]", "body/p[2]"] == [
        block.locus.path for block in read(f"<mc:AlternateContent>{both}</mc:AlternateContent>{para('c')}").blocks
    ]


def test_text_box_is_left_out_with_a_note() -> None:
    box = f"<w:txbxContent>{para('HỎA TỐC')}</w:txbxContent>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    outcome = read_docx(build_docx(para(run("KẾ HOẠCH") + both)))
    expected = ["KẾ HOẠCH"]
    assert expected == [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]
    expected = [("read.floating", "HỎA TỐC")]
    assert expected == [(note.code, note.text) for note in outcome.notes]


def test_blocks_stand_in_body_order_with_their_places() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{para('giữa')}{table(row('ô'))}</w:sdtContent></w:sdt>"
    blocks = read(para("đầu") + para("") + wrapped + para("cuối")).blocks
    expected = ["body/p[1]", "body/p[3]", "body/table[1]", "body/p[4]"]
    assert expected == [block.locus.path for block in blocks]


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    expected = ["Rà soát hạ tầng"]
    assert expected == texts(para("Rà soát ", deleted) + para("hạ tầng"))


DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def test_nothing_is_lost_where_there_is_no_paragraph_to_join() -> None:
    assert ["a", "b", "c"] == texts(para("a") + para("b", DELETED_MARK) + table(row("x")) + para("c", DELETED_MARK))
    inner = para("a", DELETED_MARK) + table(row("x")) + para("b", DELETED_MARK)
    assert [["a\nx\nb", "c"]] == cell_texts(table(row(cell(inner), "c")))


def test_moved_paragraphs_stand_where_they_were_moved_to() -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run('cũ')}</w:moveFrom></w:p>"
    assert ["a", "mới"] == texts(para("a") + gone + para(f"<w:moveTo>{run('mới')}</w:moveTo>"))


BOLD = {
    "runs": (bold("MỤC ĐÍCH"), True),
    "plain": (run("Mục đích"), False),
    "plain_label": (run("1. ") + bold("Mục đích"), True),
    "bold_label": (bold("1. ") + run("Các phòng rà soát"), False),
    "plain_colon": (bold("Yêu cầu") + run(":"), True),
    "half": (bold("Mục đích") + run(" của kế hoạch"), False),
    "switched_off": (run("Mục đích", '<w:b w:val="0"/>'), False),
    "character_style": (run("Mục đích", '<w:rStyle w:val="Strong"/>'), True),
}


@pytest.mark.parametrize(("content", "expected"), BOLD.values(), ids=BOLD.keys())
def test_bold_of_a_paragraph(content: str, expected: bool) -> None:
    strong = styles('<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>')
    [block] = read(para(content), styles_xml=strong).blocks
    assert isinstance(block, Paragraph)
    assert expected == block.bold


def test_look_is_inherited_through_styles_and_overridden_in_place() -> None:
    sheet = styles(
        f'<w:style w:type="paragraph" w:styleId="Base"><w:pPr>{CENTRE}</w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Base"/></w:style>'
    )
    body = (
        para("A", '<w:pStyle w:val="Title"/>') + para("B", '<w:pStyle w:val="Title"/><w:jc w:val="left"/>') + para("C")
    )
    found = [
        (block.bold, block.centred) for block in read(body, styles_xml=sheet).blocks if isinstance(block, Paragraph)
    ]
    expected = [(True, True), (True, False), (False, False)]
    assert expected == found


@pytest.mark.parametrize(
    "table_style",
    [
        '<w:style w:type="table" w:styleId="T"><w:rPr><w:i/></w:rPr></w:style>',
        '<w:style w:type="table" w:styleId="T"/>',
        '<!-- <w:style w:type="table" -->',
        '<w:style w:styleId="T" w:type="table"><w:rPr><w:i/></w:rPr></w:style>',
    ],
    ids=["whole", "empty", "in a comment", "other order"],
)
def test_styles_of_tables_hide_no_other_style(table_style: str) -> None:
    strong = '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    body = para('<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>x</w:t></w:r>')
    for sheet in (strong + table_style, table_style + strong, table_style + strong + table_style):
        [block] = read(body, styles_xml=styles(sheet)).blocks
        assert isinstance(block, Paragraph) and block.bold


def test_styles_in_a_circle_are_read_once() -> None:
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    [block] = read(para("x", '<w:pStyle w:val="A"/>'), styles_xml=sheet).blocks
    assert isinstance(block, Paragraph)
    assert block.bold


LINE_BREAKS = {
    "centred": (para(run("KẾ HOẠCH") + LINE + run("Năm 2026"), CENTRE), ["KẾ HOẠCH", "Năm 2026"]),
    "bold": (para(bold("TM. ỦY BAN") + LINE + bold("CHỦ TỊCH")), ["TM. ỦY BAN", "CHỦ TỊCH"]),
    "items": (
        para(run("Gồm:") + LINE + run("- Đảng ủy;") + LINE + run("- Lưu: VT.")),
        ["Gồm:", "- Đảng ủy;", "- Lưu: VT."],
    ),
    "prose": (para(run("Rà soát") + LINE + run("hạ tầng")), ["Rà soát hạ tầng"]),
}


@pytest.mark.parametrize(("body", "expected"), LINE_BREAKS.values(), ids=LINE_BREAKS.keys())
def test_line_breaks_end_a_paragraph_only_where_lines_stand_alone(body: str, expected: list[str]) -> None:
    assert expected == texts(body)


SECTION = "<w:sectPr/>"
PAGES = {
    "own_paragraph": (para("a") + para(PAGE) + para("b"), [False, True]),
    "before_words": (para("a") + para(PAGE + run("b")), [False, True]),
    "amid_words": (para(run("a") + PAGE + run("b")), [False, True]),
    "property": (para("a") + para("b", "<w:pageBreakBefore/>"), [False, True]),
    "rendered_only": (para("a") + para("<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"), [False, False]),
    "section": (para("a", SECTION) + para("b") + SECTION, [False, True]),
    "continuous": (
        para("a", SECTION) + para("b") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
        [False, False],
    ),
    "before_table": (para("a") + para(PAGE) + table(row("b")), [False, True]),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES.keys())
def test_page_breaks(body: str, expected: list[bool]) -> None:
    assert expected == [block.page_break_before for block in read(body).blocks]


def test_numbers_are_printed_and_lower_levels_start_anew() -> None:
    depths = [0, 1, 2, 2, 3, 1, 2, 0, 1]
    body = "".join(numbered("x", level=depth) for depth in depths)
    labels = ["I.", "1.", "1.1.", "1.2.", "a)", "2.", "2.1.", "II.", "1."]
    assert [f"{label} x" for label in labels] == texts(body, numbering_xml=OUTLINE)


def test_a_level_may_go_on_through_higher_ones() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = "".join(numbered("x", level=depth) for depth in [0, 1, 0, 1])
    expected = ["I. x", "1. x", "II. x", "2. x"]
    assert expected == texts(body, numbering_xml=numbering(levels))


def test_lists_of_one_pattern_count_on_unless_one_sets_its_start() -> None:
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in [
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        ]
    )
    body = "".join(numbered("x", list_id=number) for number in [1, 2, 3, 3])
    expected = ["1. x", "2. x", "5. x", "6. x"]
    assert expected == texts(body, numbering_xml=numbering(level(0, "decimal", "%1."), nums))


LABELS = {
    "zero_padded": ("decimalZero", "%1.", "01. x"),
    "roman": ("lowerRoman", "(%1)", "(i) x"),
    "letter": ("upperLetter", "%1.", "A. x"),
    "bullet": ("bullet", "\uf0b7", "- x"),
    "plus": ("bullet", "+", "+ x"),
    "none": ("none", "%1", "x"),
    "words": ("decimal", "Điều %1.", "Điều 1. x"),
    "unknown_shape": ("japaneseCounting", "%1.", "1. x"),
}


@pytest.mark.parametrize(("shape", "pattern", "expected"), LABELS.values(), ids=LABELS.keys())
def test_shapes_of_labels(shape: str, pattern: str, expected: str) -> None:
    assert [expected] == texts(numbered("x"), numbering_xml=numbering(level(0, shape, pattern)))


def test_legal_numbering_prints_decimals() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    body = numbered("a") + numbered("b", level=1)
    expected = ["I. a", "1.1. b"]
    assert expected == texts(body, numbering_xml=numbering(levels))


def test_letters_go_on_past_z_and_roman_numbers_past_ten() -> None:
    levels = level(0, "lowerLetter", "%1)") + level(1, "upperRoman", "%2.")
    labels = [text.split()[0] for text in texts(numbered("x") * 28, numbering_xml=numbering(levels))]
    assert ["y)", "z)", "aa)", "bb)"] == labels[-4:]
    roman = texts(numbered("x", level=1) * 14, numbering_xml=numbering(levels))
    assert ["IX. x", "XIV. x"] == [roman[8], roman[13]]


def test_an_override_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Điều %1.")}</w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>'
    assert ["Điều I. x"] == texts(numbered("x"), numbering_xml=numbering(level(0, "decimal", "%1."), nums))


def test_a_level_that_was_skipped_shows_its_start() -> None:
    start = level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', '<w:start w:val="3"/>')
    outline = numbering(start + level(1, "decimal", "%1.%2."))
    assert ["3.1. x", "3. y", "3.1. z"] == texts(
        numbered("x", level=1) + numbered("y") + numbered("z", level=1), numbering_xml=outline
    )


def test_deleted_paragraphs_are_not_counted() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    )
    expected = ["I. a", "II. b"]
    assert expected == texts(numbered("a") + gone + numbered("b"), numbering_xml=OUTLINE)


def test_number_comes_with_a_style_and_its_level() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:pStyle w:val="Item"/>')
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    off = '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = para("a", '<w:pStyle w:val="Item"/>') + para("b", off)
    expected = ["1. a", "b"]
    assert expected == texts(body, numbering_xml=numbering(levels), styles_xml=sheet)


def test_pattern_may_stand_behind_a_list_style() -> None:
    link = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    nums = f'{link}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    pattern = '<w:styleLink w:val="L"/>' + level(0, "decimal", "%1)")
    expected = ["1) x"]
    assert expected == texts(numbered("x"), numbering_xml=numbering(pattern, nums))


def test_ordinals_of_a_table_are_numbers_too_and_not_of_covered_cells() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    body = table(
        row(cell(numbered(""), merged), "a"), row(cell(numbered(""), "<w:vMerge/>"), "b"), row(cell(numbered("")), "c")
    )
    expected = [["1", "a"], ["1", "b"], ["2", "c"]]
    assert expected == cell_texts(body, numbering_xml=numbering(level(0, "decimal", "%1")))


def test_merged_cells_keep_their_columns() -> None:
    body = table(
        row(cell("STT", '<w:vMerge w:val="restart"/>'), cell(bold("Kết quả"), span(2))),
        row(cell("", "<w:vMerge/>"), "2025", "2026"),
    )
    first, second = grid(body).rows
    upper, head, left, right = (
        Locus(path=f"body/table[1]/{place}")
        for place in ("row[1]/cell[1]", "row[1]/cell[2]", "row[2]/cell[2]", "row[2]/cell[3]")
    )
    assert (Cell(text="STT", locus=upper), Cell(text="Kết quả", colspan=2, bold=True, locus=head), None) == first.cells
    merged = Cell(text="STT", merged_above=True, locus=upper)
    assert (merged, Cell(text="2025", locus=left), Cell(text="2026", locus=right)) == second.cells


def test_merge_that_goes_on_from_nothing_is_an_empty_cell() -> None:
    expected = [["", "a"]]
    assert expected == cell_texts(table(row(cell("", "<w:vMerge/>"), "a")))


def test_deleted_cells_are_gone_and_wrapped_ones_are_read() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{cell('c')}</w:sdtContent></w:sdt>"
    block = f"<w:tc><w:sdt><w:sdtContent>{para('b')}</w:sdtContent></w:sdt></w:tc>"
    body = table(f"<w:tr>{cell('a', '<w:cellDel/>')}{block}{wrapped}</w:tr>", row("d", "e"))
    assert [["b", "c"], ["d", "e"]] == cell_texts(body)


COLUMNS = {
    "ragged_border": (
        table(row("a", cell("b", span(2))), row(cell("c", span(2)), "d"), widths=(900, 15, 4000)),
        [["a", "b"], ["c", "d"]],
    ),
    "unused_column": (table(row("a", cell("b", span(3))), row("c", cell("d", span(3)))), [["a", "b"], ["c", "d"]]),
    "wide_offset": (
        table(row("a", cell("b", span(2))), row(cell("c", span(2)), "d"), widths=(900, 1500, 4000)),
        [["a", "b", None], ["c", None, "d"]],
    ),
    "gap_before": (
        table(row("a", "b"), row("c", properties='<w:gridBefore w:val="1"/>'), widths=(900, 900)),
        [["a", "b"], ["", "c"]],
    ),
    "gap_of_a_hair": (
        table(
            row(cell("a", span(2)), "b"), row("c", "d", properties='<w:gridBefore w:val="1"/>'), widths=(20, 900, 900)
        ),
        [["a", "b"], ["c", "d"]],
    ),
    "gap_after": (
        table(row("a", "b"), row("c", properties='<w:gridAfter w:val="1"/>')),
        [["a", "b"], ["c", ""]],
    ),
    "short_row": (table(row("a", "b", "c"), row("d", cell("e", span(5)))), [["a", "b", "c"], ["d", "e", None]]),
    "old_merge": (
        table(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "b"), row("c", "d", "e")),
        [["a", None, "b"], ["c", "d", "e"]],
    ),
    "damaged_span": (table(row(cell("a", span(0)), cell("b", '<w:gridSpan w:val="x"/>'))), [["a", "b"]]),
}


@pytest.mark.parametrize(("body", "expected"), COLUMNS.values(), ids=COLUMNS.keys())
def test_columns_are_those_in_which_cells_begin(body: str, expected: list[list[str | None]]) -> None:
    assert expected == cell_texts(body)


def test_deleted_rows_are_gone_and_places_count_them() -> None:
    body = table(row("a"), row("b", properties="<w:del/>"), f"<w:sdt><w:sdtContent>{row('c')}</w:sdtContent></w:sdt>")
    expected = ["body/table[1]/row[1]", "body/table[1]/row[3]"]
    assert expected == [line.locus.path for line in grid(body).rows]


def test_cell_keeps_its_lines() -> None:
    content = para("Phòng  Kinh tế;") + para("") + para(run("Công an") + LINE + run("xã"))
    expected = [["Phòng Kinh tế;\nCông an\nxã"]]
    assert expected == cell_texts(table(row(cell(content))))


def test_nested_table_becomes_lines_of_its_cell() -> None:
    inner = table(row("1", "a"), row("2", "b"))
    outcome = read_docx(build_docx(table(row(cell(para("Gồm:") + inner + para(""))))))
    [block] = outcome.value.blocks
    assert isinstance(block, Grid)
    assert ["Gồm:\n1 a\n2 b"] == [cell.text for cell in block.rows[0].cells if cell]
    expected = [("read.nested_table", "body/table[1]/row[1]/cell[1]")]
    assert expected == [(note.code, note.locus.path) for note in outcome.notes if note.locus]


def test_strict_office_files_are_read() -> None:
    data = build_docx(para("KẾ HOẠCH"))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{para("KẾ HOẠCH")}</w:body></w:document>'
    assert read_docx(data).value == read_docx(build_zip({"word/document.xml": body})).value


def test_document_part_may_have_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{para('x')}</w:body></w:document>"
    )
    source = read_docx(build_zip({"_rels/.rels": relations, "word/document2.xml": body})).value
    expected = 1
    assert expected == len(source.blocks)


DAMAGED = {
    "no_document": build_zip({"word/styles.xml": "<a/>"}),
    "bad_xml": build_zip({"word/document.xml": "<w:document"}),
    "bad_styles": build_zip({"word/document.xml": "<a/>", "word/styles.xml": "<a"}),
    "empty_part": build_zip({"word/document.xml": ""}),
    "truncated": build_docx(para("x" * 4000))[:300],
    "not_a_zip": b"PK\x03\x04 nothing",
    "entities": build_zip({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;'}),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    expected = 1
    assert expected == len(str(caught.value).splitlines())


def test_huge_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.docx.package.MAX_BYTES", 1000)
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read_docx(build_docx(para("x" * 2000)))


def test_every_cut_of_a_file_is_read_or_refused() -> None:
    data = build_docx(para("KẾ HOẠCH") + table(row("a", "b")), styles_xml=styles(""), numbering_xml=OUTLINE)
    for end in range(0, len(data), 37):
        with pytest.raises(UnreadableError):
            read_docx(data[:end])
