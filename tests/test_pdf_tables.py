"""Tables of PDFs in every style: the same rows must come out, each once, whole and with its place."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawn_plans import LANDSCAPE, PREAMBLE, Band, Drawn, bar, draw_grid, draw_plan, line
from reportlab.pdfgen.canvas import Canvas

from planparse.model.base import Locus
from planparse.model.records import Records
from planparse.model.source import Cell, Grid
from planparse.model.source import Row as SourceRow
from planparse.pipeline import parse_bytes
from planparse.read.pdf import read_pdf
from planparse.rulebook.book import load_rules
from planparse.structure.cut_spans import carry_spans

RULES = load_rules()
HEADER = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
WIDTHS = (30, 200, 90, 90, 65)
WIDE = (30, 300, 130, 150, 100)
WHAT = (
    "rà soát, hoàn thiện quy chế làm việc của Ủy ban nhân dân xã và phân công cho từng thành viên, bảo đảm rõ người, rõ"
    " việc, rõ thời gian, rõ trách nhiệm",
    "tổ chức hội nghị triển khai kế hoạch phát triển kinh tế",
    "kiểm tra công tác phòng cháy, chữa cháy tại các chợ, trường học và cơ sở kinh doanh có điều kiện; lập danh sách"
    " các cơ sở chưa bảo đảm an toàn để theo dõi, đôn đốc khắc phục trong từng quý và báo cáo kết quả",
    "cập nhật cơ sở dữ liệu đất đai",
)
WHERE = [
    "Đông",
    "Tây",
    "Nam",
    "Bắc",
    "Trung",
    "Thượng",
    "Hạ",
    "Sơn",
    "Thủy",
    "Lâm",
    "Điền",
    "Phú",
    "Quý",
    "Lộc",
    "Thọ",
    "Khang",
    "Ninh",
    "An",
    "Bình",
    "Thịnh",
]
LEADS = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Công an xã", "Phòng Văn hóa - Xã hội")
SUPPORTS = (
    "Các phòng chuyên môn, các thôn", "Trạm Y tế xã, Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội",
    "Các thôn", "Phòng Kinh tế",
)  # fmt: skip
DUE = ("Quý I/2026", "Trước ngày 30/6/2026", "Thường xuyên", "Tháng 9/2026")

Row = tuple[str, ...]


def rows(count: int = 20) -> list[Row]:
    return [
        (
            str(i + 1),
            f"Tại thôn {WHERE[i % 20]} {WHERE[i * 7 % 20]}: {WHAT[i % 4]} (đợt {i + 1})",
            LEADS[i % 4],
            SUPPORTS[i * 3 % 4],
            DUE[i % 4],
        )
        for i in range(count)
    ]


def grouped(count: int = 20) -> list[Row]:
    """The same rows, with a heading over all columns before every fifth."""
    result: list[Row] = []
    for index, row in enumerate(rows(count)):
        if index % 5 == 0:
            result.append((f"{('I', 'II', 'III', 'IV')[index // 5]}. NHÓM NHIỆM VỤ CỦA QUÝ",))
        result.append(row)
    return result


def read(plan: Drawn) -> Records:
    return parse_bytes(draw_plan(plan), "plan.pdf", RULES)


def tasks(records: Records) -> list[Row]:
    found = ((t.label, t.name, t.lead_raw, t.support_raw, t.deadline_raw) for t in records.tasks)
    return [tuple(" ".join((text or "").split()) for text in task) for task in found]


def codes(records: Records) -> set[str]:
    return {row.code for row in records.diagnostics}


def check(plan: Drawn) -> Records:
    """Every row is one task, whole, with page and box, and all stand in one table."""
    records = read(plan)
    assert [tuple(row) for row in plan.rows if len(row) > 1] == tasks(records)
    assert all(task.page and task.bbox for task in records.tasks)
    assert ["task"] == [table.kind for table in records.source_tables]
    return records


# --- ruling lines


def without_sides(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        for y in (band.top, band.bottom):
            line(canvas, band.xs[0], y, band.xs[-1], y)
        for x in () if band.group else band.xs[1:-1]:
            line(canvas, x, band.top, x, band.bottom)


def dashed(canvas: Canvas, bands: Sequence[Band]) -> None:
    canvas.setDash(3, 2)
    draw_grid(canvas, bands)
    canvas.setDash()


def dotted(canvas: Canvas, bands: Sequence[Band]) -> None:
    """Dots that are small filled squares, as some printer drivers draw them."""

    def stroke(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        steps = int(max(abs(x1 - x0), abs(y1 - y0)) / 2)
        for step in range(steps + 1):
            share = step / max(steps, 1)
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            canvas.rect(x - 0.25, canvas._pagesize[1] - y - 0.25, 0.5, 0.5, 0, 1)

    draw_grid(canvas, bands, stroke)


def double(canvas: Canvas, bands: Sequence[Band]) -> None:
    draw_grid(canvas, bands)
    draw_grid(canvas, bands, lambda c, x0, y0, x1, y1: line(c, x0 + 1.5, y0 + 1.5, x1 + 1.5, y1 + 1.5))


def bars(canvas: Canvas, bands: Sequence[Band]) -> None:
    draw_grid(canvas, bands, bar)


def thick(canvas: Canvas, bands: Sequence[Band]) -> None:
    canvas.setLineWidth(4)
    draw_grid(canvas, bands)
    canvas.setLineWidth(1)


def white_on_grey(canvas: Canvas, bands: Sequence[Band]) -> None:
    shade(canvas, bands)
    canvas.setStrokeGray(1)
    draw_grid(canvas, bands)
    canvas.setStrokeGray(0)


def shade(canvas: Canvas, bands: Sequence[Band], inset: float = 0.0) -> None:
    """The backgrounds of cells, without any line."""
    for band in bands:
        xs = (band.xs[0], band.xs[-1]) if band.group else band.xs
        for index, (x0, x1) in enumerate(pairwise(xs)):
            canvas.setFillGray(0.85 if (band.row + index) % 2 else 0.92)
            bottom = canvas._pagesize[1] - band.bottom
            canvas.rect(x0 + inset, bottom + inset, x1 - x0 - 2 * inset, band.bottom - band.top - 2 * inset, 0, 1)
    canvas.setFillGray(0)


def boxes(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        xs = (band.xs[0], band.xs[-1]) if band.group else band.xs
        for x0, x1 in pairwise(xs):
            canvas.rect(x0, canvas._pagesize[1] - band.bottom, x1 - x0, band.bottom - band.top, 1, 0)


def open_at_breaks(canvas: Canvas, bands: Sequence[Band]) -> None:
    """No line where the page cuts a row."""
    for band in bands:
        for y, cut in ((band.top, band.cut_above), (band.bottom, band.cut_below)):
            if not cut:
                line(canvas, band.xs[0], y, band.xs[-1], y)
        for x in (band.xs[0], band.xs[-1]) if band.group else band.xs:
            line(canvas, x, band.top, x, band.bottom)


RULED = [draw_grid, without_sides, dashed, dotted, double, bars, thick, white_on_grey, boxes, open_at_breaks]


@pytest.mark.parametrize("style", RULED, ids=lambda style: style.__name__)
@pytest.mark.parametrize("cuts", [False, True], ids=["whole rows", "cut rows"])
def test_rows_come_out_whole_whatever_their_lines_look_like(style: object, cuts: bool) -> None:
    check(Drawn(HEADER, rows(), WIDTHS, style=style, cuts=cuts, bottom=70))  # type: ignore[arg-type]


@pytest.mark.parametrize("bottom", range(60, 200, 20))
@pytest.mark.parametrize("repeats", [False, True], ids=["header once", "header repeated"])
def test_a_row_cut_anywhere_is_one_task_and_says_so(bottom: float, repeats: bool) -> None:
    plan = Drawn(HEADER, grouped(), WIDTHS, cuts=True, bottom=bottom, repeats=repeats)
    records = check(plan)
    kinds = [row.kind for row in records.source_rows]
    pages = [row.page for row in records.source_rows]
    first_rows = [kinds[i] for i in range(1, len(kinds)) if pages[i] != pages[i - 1] and kinds[i] != "repeated_header"]
    assert kinds.count("group") == 4
    assert kinds.count("continuation") >= first_rows.count("continuation")
    assert kinds.count("record") == 20


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_wide_tables_on_turned_pages(turn: int) -> None:
    check(Drawn(HEADER, rows(), WIDE, size=LANDSCAPE, cuts=True, turn=turn))


def test_columns_may_stand_a_little_elsewhere_on_each_page() -> None:
    check(Drawn(HEADER, rows(), WIDTHS, cuts=True, jitter=2.0, bottom=100))


@pytest.mark.parametrize("running", ["Kế hoạch của Ủy ban nhân dân xã Mỹ Lâm", "PHỤ LỤC I (tiếp theo)", "Phụ lục I"])
@pytest.mark.parametrize("count", [9, 20], ids=["two pages", "four pages"])
def test_a_running_title_does_not_part_a_table(running: str, count: int) -> None:
    before = (*PREAMBLE[:-1], "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Lạc", "Phụ lục I", "DANH MỤC NHIỆM VỤ")
    check(Drawn(HEADER, rows(count), WIDTHS, cuts=True, running=running, before=before))


# --- no lines, or nearly none


def only_across(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        for y in (band.top, band.bottom):
            line(canvas, band.xs[0], y, band.xs[-1], y)


def only_header(canvas: Canvas, bands: Sequence[Band]) -> None:
    draw_grid(canvas, [band for band in bands if band.row == 0])


def under_header(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        if band.row == 0:
            line(canvas, band.xs[0], band.bottom, band.xs[-1], band.bottom)


def stripes(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        if band.row % 2 == 0:
            canvas.setFillGray(0.9)
            height = canvas._pagesize[1]
            canvas.rect(band.xs[0], height - band.bottom, band.xs[-1] - band.xs[0], band.bottom - band.top, 0, 1)
    canvas.setFillGray(0)


def nothing(canvas: Canvas, bands: Sequence[Band]) -> None:
    """Only white space parts the columns."""


@pytest.mark.parametrize("style", [only_across, only_header, under_header, stripes, nothing], ids=lambda s: s.__name__)
@pytest.mark.parametrize("cuts", [False, True], ids=["whole rows", "cut rows"])
def test_columns_are_told_from_white_space_with_less_confidence_and_a_warning(style: object, cuts: bool) -> None:
    records = check(Drawn(HEADER, rows(), WIDTHS, style=style, cuts=cuts, bottom=70))  # type: ignore[arg-type]
    assert "table.unruled" in codes(records)
    assert {True} == {task.confidence < 0.75 for task in records.tasks}


def test_headings_of_groups_are_known_without_lines() -> None:
    records = check(Drawn(HEADER, grouped(), WIDTHS, style=nothing))
    assert {"I. NHÓM NHIỆM VỤ CỦA QUÝ"} != {task.group_path[-1] for task in records.tasks if task.group_path}
    assert ["I", "II", "III", "IV"] == list(dict.fromkeys(task.group_labels[-1] for task in records.tasks))


def test_without_a_known_header_aligned_text_stays_paragraphs() -> None:
    plan = Drawn(("A", "Hoa", "Lá", "Quả", "Rễ"), rows(6), WIDTHS, style=nothing)
    records = read(plan)
    assert ((), ()) == (records.source_tables, records.tasks)
    assert "table.unruled" not in codes(records)
    text = " ".join(section.text for section in records.sections) + (records.plan.preamble or "")
    assert "A Hoa Lá Quả Rễ" in text


TWO_COLUMNS = (
    ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
    ("- Như trên;", "CHỦ TỊCH"),
    ("- Các phòng chuyên môn;", ""),
    ("- Lưu: VT.", "Nguyễn Văn Lạc"),
)
NUMBERED = tuple((f"{i}.", f"Tại thôn {WHERE[i]}, {WHAT[1]} trong năm nay và năm sau") for i in range(1, 9))


@pytest.mark.parametrize("block", [TWO_COLUMNS, NUMBERED], ids=["signature", "numbered list"])
def test_blocks_of_two_columns_are_no_tables(block: Sequence[Row]) -> None:
    width = (40, 400) if block is NUMBERED else (220, 220)
    blocks = read_pdf(draw_plan(Drawn(block[0], block[1:], width, style=nothing))).value.blocks
    assert [] == [block for block in blocks if isinstance(block, Grid)]


def columns_only(canvas: Canvas, bands: Sequence[Band]) -> None:
    for band in bands:
        for x in band.xs:
            line(canvas, x, band.top, x, band.bottom)


def test_lines_between_columns_only() -> None:
    records = check(Drawn(HEADER, rows(), WIDTHS, style=columns_only))
    assert "table.unruled" in codes(records)


GROUPED = tuple(
    row
    for group in range(4)
    for row in (("I" * (group + 1), f"Nhóm {WHERE[group]}", "", "", ""), *rows()[2 * group :][:2])
)


def test_rows_of_groups_that_fill_two_columns_keep_the_count() -> None:
    records = read(Drawn(HEADER, GROUPED, WIDTHS, style=nothing))
    assert [row[0] for row in rows(8)] == [task.label for task in records.tasks]


REMARKS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành", "Ghi chú")


@pytest.mark.parametrize("remarked", [(), (3, 11)], ids=["all empty", "two remarks"])
def test_a_column_of_few_words_is_a_column(remarked: tuple[int, ...]) -> None:
    own = [(*row[:3], row[4], "Mật" if i in remarked else "") for i, row in enumerate(rows(14))]
    records = read(Drawn(REMARKS, own, (30, 200, 100, 90, 60), style=nothing))
    assert [row[3] for row in own] == [task.deadline_raw for task in records.tasks]
    assert [own[i][4] for i in remarked] == [task.notes_raw for task in records.tasks if task.notes_raw]


TIMES = ("Thời gian thực hiện", "Nội dung nhiệm vụ", "Cơ quan chủ trì")


def test_rows_without_numbers_are_known_by_the_room_between_them() -> None:
    own = [(row[4], row[1], row[2]) for row in rows(8)]
    records = read(Drawn(TIMES, own, (100, 260, 110), style=nothing))
    assert [" ".join(row[1].split()) for row in own] == [task.name for task in records.tasks]
    assert [row[0] for row in own] == [task.deadline_raw for task in records.tasks]


def test_a_page_that_prints_the_header_again_and_no_row_below_it_is_read() -> None:
    place = Locus(path="page 1/table[1]/row[1]", page=1)
    last = SourceRow(cells=(Cell(text="1"), Cell(text="Nhiệm vụ")), locus=place)
    assert ((), ()) == carry_spans(last, ())


def test_a_heading_above_a_table_without_lines_stays_a_heading() -> None:
    before = (*PREAMBLE[:5], "I. YÊU CẦU", "- Mỗi nhiệm vụ phải có sản phẩm kiểm đếm được trong năm.", "II. NHIỆM VỤ")
    records = read(Drawn(HEADER, rows(6), WIDTHS, style=nothing, before=before))
    assert ["I", "II"] == [section.label for section in records.sections if section.label in ("I", "II")]
