"""Workbooks: title lines and tables are told apart, numbers read as the sheet shows them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsx_builder import build_xlsx, line, number, row, sheet, text

from planparse.errors import UnreadableError
from planparse.model.base import Note
from planparse.model.source import Grid, Paragraph, Source
from planparse.read.xlsx import read_xlsx
from planparse.read.xlsx.formats import Format, format_value

HEADER = line(4, "TT", "Nhiệm vụ", "Đơn vị")


def read(*sheets: str, **more: tuple[str, ...]) -> Source:
    return read_xlsx(build_xlsx(*sheets, **more)).value  # type: ignore[arg-type]


def notes_of(*sheets: str, **more: object) -> list[tuple[str, str]]:
    notes: tuple[Note, ...] = read_xlsx(build_xlsx(*sheets, **more)).notes  # type: ignore[arg-type]
    return [(note.code, note.text) for note in notes]


def shape(source: Source) -> list[object]:
    """Paragraphs as their text, grids as lists of rows."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell and cell.text for cell in row.cells] for row in block.rows]
        for block in source.blocks
    ]


def test_lines_above_a_table_are_paragraphs() -> None:
    rows = line(1, "PHỤ LỤC I", style=1) + line(2, "Danh mục nhiệm vụ") + HEADER + line(5, "1", "Lập kế hoạch", "VP")
    source = read(sheet(rows, merged=("A1:C1",)))
    expected = ["PHỤ LỤC I", "Danh mục nhiệm vụ", [["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Lập kế hoạch", "VP"]]]
    assert expected == shape(source)
    first, _, grid = source.blocks
    assert isinstance(first, Paragraph) and first.bold and first.centred
    assert 'sheet "Sheet1"/row 1' == first.locus.path
    assert isinstance(grid, Grid)
    assert ('sheet "Sheet1"/A4:C5', 'sheet "Sheet1"/row 5') == (grid.locus.path, grid.rows[1].locus.path)


def test_borders_tell_the_rows_of_a_table() -> None:
    rows = line(1, "UBND XÃ HÀ TRÌ", "", "CỘNG HÒA") + line(2, "PHỤ LỤC")
    rows += line(3, "TT", "Nhiệm vụ", style=2) + line(4, "I", style=2) + line(5, "1", "Báo cáo", style=2)
    rows += line(6, "Ghi chú: số liệu tạm tính")
    expected = [
        [["UBND XÃ HÀ TRÌ", "CỘNG HÒA"], ["PHỤ LỤC", ""]],
        [["TT", "Nhiệm vụ"], ["I", ""], ["1", "Báo cáo"]],
        "Ghi chú: số liệu tạm tính",
    ]
    assert expected == shape(read(sheet(rows)))


def test_merged_cells() -> None:
    rows = line(1, "TT", "Kết quả", "", "Đơn vị", style=2) + line(2, "", "2025", "2026", "", style=2)
    rows += line(3, "1", "5", "6", "VP", style=2) + line(4, "2", "7", "8", "", style=2)
    (grid,) = read(sheet(rows, merged=("A1:A2", "B1:C1", "D1:D2", "D3:D4", "F9:G9"))).blocks
    assert isinstance(grid, Grid)
    expected = [
        ["TT", "Kết quả", None, "Đơn vị"],
        ["TT", "2025", "2026", "Đơn vị"],
        ["1", "5", "6", "VP"],
        ["2", "7", "8", "VP"],
    ]
    assert expected == [[cell and cell.text for cell in row.cells] for row in grid.rows]
    last = grid.rows[3].cells[3]
    assert last is not None and last.merged_above


def test_several_tables_on_a_sheet() -> None:
    above = HEADER + line(5, "1", "a", "b")
    below = line(8, "Bảng 2") + line(9, "TT", "Chỉ tiêu", "Đơn vị tính") + line(10, "1", "c", "%")
    assert 3 == len(read(sheet(above + below)).blocks)
    beside = row(*(text(f"{c}1", "TT" if c in "AD" else "Tên") for c in "ABDE"), at=1)
    beside += row(*(text(f"{c}2", c) for c in "ABDE"), at=2)
    assert [[["TT", "Tên"], ["A", "B"]], [["TT", "Tên"], ["D", "E"]]] == shape(read(sheet(beside)))


def test_texts_of_all_kinds() -> None:
    cells = '<c r="A5" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c>'
    cells += '<c t="str"><f>x</f><v>a_x000D_&#10;b</v></c><c t="e"><v>#REF!</v></c>'
    cells += text("F5", "H¶i Phßng", 5) + '<c t="s"><v>99</v></c>'
    (grid,) = read(sheet(HEADER + f"<row>{cells}</row>")).blocks
    assert isinstance(grid, Grid)
    assert ["Phòng", "Kinh tế", "TRUE", "a\nb", "#REF!", "Hải Phòng"] == [c and c.text for c in grid.rows[-1].cells][:6]


NUMBERS = {
    "whole": ("12", "General", "12"),
    "float": ("12.0", "General", "12"),
    "binary_rest": ("0.70000000000000007", "General", "0,7"),
    "large": ("1234567", "General", "1234567"),
    "negative": ("-1.5", "General", "-1,5"),
    "exponent": ("1.2E-3", "General", "0,0012"),
    "per_cent": ("0.8", "0%", "80%"),
    "per_cent_decimals": ("0.985", "0.00%", "98,50%"),
    "per_cent_optional": ("0.985", "0.##%", "98,5%"),
    "half_up": ("0.125", "0.00", "0,13"),
    "thousands": ("1234567.5", "#,##0.0", "1.234.567,5"),
    "in_thousands": ("1234567", "#,##0,", "1.235"),
    "leading_zeros": ("7", "00", "07"),
    "literal": ("5", '0" xã"', "5 xã"),
    "literal_vietnamese": ("5", 'General" sáng kiến"', "5 sáng kiến"),
    "escaped": ("5", r"0\%", "5%"),
    "accounting": ("1500", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "1.500"),
    "accounting_negative": ("-1500", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "(1.500)"),
    "accounting_zero": ("0", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "-"),
    "colour": ("5", "[Red]0.0", "5,0"),
    "text_format": ("5", "@", "5"),
    "day": ("46023", "dd/mm/yyyy", "01/01/2026"),
    "day_american": ("46023", "m/d/yy", "01/01/2026"),
    "day_of_locale": ("46023", "[$-42A]dd mmmm yyyy;@", "01/01/2026"),
    "day_without_zeros": ("46112", "d/m/yyyy", "31/3/2026"),
    "day_of_two_digits": ("46112", "[$-42A]d/m/yy;@", "31/3/26"),
    "day_in_words": ("46112", '"Ngày "d" tháng "m" năm "yyyy', "Ngày 31 tháng 3 năm 2026"),
    "day_with_dots": ("46112", r"dd\.mm\.yyyy", "31.03.2026"),
    "day_of_computers": ("46112", "yyyy-mm-dd", "2026-03-31"),
    "day_of_the_week": ("46112", "[$-F800]dddd, mmmm dd, yyyy", "31/03/2026"),
    "month": ("46023", "mm/yyyy", "01/2026"),
    "month_without_zero": ("46112", '"Tháng "m/yyyy', "Tháng 3/2026"),
    "time": ("0.5", "hh:mm", "12:00"),
    "day_and_time": ("46023.75", "dd/mm/yyyy hh:mm", "01/01/2026 18:00"),
    "time_before_day": ("46112.4375", "hh:mm - d/m/yyyy", "31/3/2026 10:30"),
    "minutes": ("0.0625", "[h]:mm", "01:30"),
    "seconds": ("0.0009375", "mm:ss", "01:21"),
    "no_day": ("-5", "dd/mm/yyyy", "-5"),
    "far_day": ("99999999", "dd/mm/yyyy", "99999999"),
    "no_number": ("abc", "0%", "abc"),
    "huge": ("1E300", "0%", "1E300"),
}


@pytest.mark.parametrize(("raw", "code", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers_as_shown(raw: str, code: str, expected: str) -> None:
    assert expected == format_value(raw, Format(code))


def test_numbers_take_the_format_of_their_style() -> None:
    rows = HEADER + row(number("A5", "1"), number("B5", "0.8", 3), number("C5", "46023", 4), at=5)
    (grid,) = read(sheet(rows)).blocks
    assert isinstance(grid, Grid)
    assert ["1", "80%", "01/01/2026"] == [cell and cell.text for cell in grid.rows[1].cells]


def test_what_is_hidden_is_noted() -> None:
    rows = HEADER + row(text("A5", "1"), text("B5", "a"), text("C5", "b"), at=5, properties='hidden="1"')
    columns = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    found = notes_of(sheet(rows, before=columns), sheet(HEADER), names=("A", "Nháp"), states=("visible", "hidden"))
    assert [("read.hidden_cells", "5:5, C:XFD"), ("read.hidden_sheet", "Nháp")] == found


def test_formulas_without_a_result_and_pictures_are_noted() -> None:
    rows = HEADER + row('<c r="B5"><f>SUM(A1:A3)</f></c>', text("C5", "a"), at=5)
    drawing = '<d xmlns:a="x"><a:t>Hộp chữ</a:t></d>'
    found = notes_of(sheet(rows), xl__drawings__drawing1_DOT_xml=drawing, xl__media__image1_DOT_png="x")
    assert [("read.formula", "B5"), ("read.floating", "Hộp chữ"), ("read.picture", "image1.png")] == found


def test_the_name_of_a_sheet_stands_for_a_title() -> None:
    rows = line(1, "TT", "Nhiệm vụ", "Đơn vị") + line(2, "1", "a", "b")
    assert ["Phụ lục 2"] == shape(read(sheet(rows), names=("Phụ lục 2",)))[:1]
    assert 1 == len(read(sheet(rows), names=("Sheet1",)).blocks)
    assert 1 == len(read(sheet(rows), names=("Trang tính3",)).blocks)


def test_a_sheet_begins_a_page() -> None:
    blocks = read(sheet(HEADER), sheet(HEADER)).blocks
    assert [False, True] == [block.page_break_before for block in blocks]


EMPTY_ROWS = "".join(f'<row r="{n}" spans="1:9" s="2"/>' for n in range(10, 200_000))
HOSTILE = {
    "entities": (
        sheet(HEADER).replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet').replace("TT", "&b;"),
        None,
    ),
    "file_entity": (
        sheet(HEADER)
        .replace("<worksheet", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet')
        .replace("TT", "&b;"),
        None,
    ),
    "empty_rows": (sheet(HEADER + EMPTY_ROWS), None),
    "false_dimension": (sheet(HEADER, before='<dimension ref="A1:XFD1048576"/>'), None),
    "whole_sheet_merged": (sheet(HEADER, merged=("A4:XFD1048576",)), None),
    "far_cells": (
        sheet(HEADER + row(text("XFD1048576", "a"), text("A1048576", "b"), text("B1048576", "c"), at=1048576)),
        None,
    ),
    "overlapping_areas": (
        sheet(HEADER + "".join(line(n, "a", "b", "c") for n in range(5, 999)), merged=("A1:XFD9999",) * 2000),
        "merged cells",
    ),
    "cut_xml": (sheet(HEADER)[:-40], "damaged"),
    "negative_place": (sheet('<row r="-1"><c r="A-1" s="-5" t="s"><v>-1</v></c></row>' + HEADER), None),
}


@pytest.mark.parametrize(("part", "refusal"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_sheets(part: str, refusal: str | None) -> None:
    if refusal is None:
        source = read(part)
        assert source.blocks
        assert "root:" not in str(source)
        return
    with pytest.raises(UnreadableError, match=refusal):
        read(part)


def test_a_bomb_is_refused_unopened() -> None:
    bomb = sheet(HEADER) + " " * (129 * 2**20)
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read(bomb)


def test_rows_of_one_number_are_both_kept() -> None:
    (grid,) = read(sheet(HEADER + line(4, "1", "a", "b"))).blocks
    assert isinstance(grid, Grid)
    assert 2 == len(grid.rows)


def test_a_sheet_too_full_for_a_plan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.xlsx.sheet.MAX_CELLS", 500)
    rows = "".join(line(n, "a", "b", "c", "d", "e", "f") for n in range(1, 100))
    with pytest.raises(UnreadableError, match="filled cells"):
        read(sheet(rows))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = build_xlsx(sheet(HEADER))
    end = data.draw(st.integers(0, len(whole)))
    place = data.draw(st.integers(0, len(whole) - 1))
    for damaged in (whole[:end], whole[:place] + b"\xff" + whole[place + 1 :]):
        try:
            read_xlsx(damaged)
        except UnreadableError as error:
            assert "\n" not in str(error)
