"""Merged cells that a page cuts."""

from planparse.model.base import Locus
from planparse.model.source import Cell, Row
from planparse.structure.cut_spans import carry_spans

HERE = Locus(path="page 2/table[1]/row[1]", page=2)


def row(*texts: str) -> Row:
    """A row; "^" marks the lower part of a merged cell, with the text behind it."""
    cells = (Cell(text=text.lstrip("^"), merged_above=text.startswith("^")) for text in texts)
    return Row(cells=tuple(cells), locus=HERE)


def texts(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[("^" if cell.merged_above else "") + cell.text for cell in row.cells if cell] for row in rows]


def test_the_text_of_a_cell_merged_down_to_the_end_of_the_page_goes_on() -> None:
    found, notes = carry_spans(row("3", "Họp thôn", "^Công an xã"), [row("4", "Làm đường", ""), row("5", "Đào ao", "")])
    assert [["4", "Làm đường", "^Công an xã"], ["5", "Đào ao", ""]] == texts(found)
    assert [("table.span_cut", "Công an xã")] == [(note.code, note.text) for note in notes]


def test_an_empty_cell_merged_from_the_top_of_the_page_on_takes_the_text_above() -> None:
    found, notes = carry_spans(
        row("3", "Họp thôn", "Công an xã"), [row("4", "Làm đường", ""), row("5", "Đào ao", "^"), row("6", "Đắp đê", "")]
    )
    assert ["^Công an xã", "^Công an xã", ""] == [line[2] for line in texts(found)]
    assert 1 == len(notes)


def test_the_rest_of_a_cut_row_stays_as_it_is_and_the_rows_under_it_are_filled() -> None:
    above = row("3", "Họp thôn để bàn", "Phòng Văn hóa")
    found, _ = carry_spans(above, [row("", "việc làm đường", "- Xã hội"), row("4", "Đào ao", "^- Xã hội")])
    assert [["", "việc làm đường", "- Xã hội"], ["4", "Đào ao", "^Phòng Văn hóa - Xã hội"]] == texts(found)


def test_a_single_empty_cell_under_a_single_full_one_stays_empty() -> None:
    rows = [row("4", "Làm đường", ""), row("5", "Đào ao", "Phòng Kinh tế")]
    assert (tuple(rows), ()) == carry_spans(row("3", "Họp thôn", "Công an xã"), rows)


def test_a_full_cell_is_never_changed() -> None:
    rows = [row("4", "Làm đường", "Phòng Kinh tế"), row("5", "Đào ao", "^Phòng Kinh tế")]
    assert (tuple(rows), ()) == carry_spans(row("3", "Họp thôn", "^Công an xã"), rows)


def test_a_heading_row_has_no_part_in_a_merged_cell() -> None:
    rows = (row("B", "Tuyên truyền", ""), row("4", "Đào ao", "Phòng Kinh tế"))
    assert (rows, ()) == carry_spans(row("3", "Họp thôn", "^Công an xã"), rows)
