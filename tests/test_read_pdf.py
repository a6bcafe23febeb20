"""The reader for PDFs that have a text layer. Documents are drawn here, in letters that every PDF reader knows."""

import ctypes
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from planparse.errors import UnreadableError
from planparse.model.base import Outcome
from planparse.model.source import Grid, Paragraph, Source
from planparse.read.pdf import pdfium, read_pdf
from planparse.read.pdf.furniture import PageLines, drop_furniture
from planparse.read.pdf.joins import join_lines, join_pair
from planparse.read.pdf.labels import goes_on, has_label
from planparse.read.pdf.lines import find_lines
from planparse.read.pdf.page import Char, Frame, PageContent, Segment
from planparse.read.pdf.stamps import is_stamp
from planparse.read.pdf.strips import gather, take_apart
from planparse.read.pdf.tables import find_tables

PLANS = Path(__file__).parents[1].parent / "shared" / "plans"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, INDENT = 85.0, 540.0, 121.0
PLAIN, BOLD = "Times-Roman", "Times-Bold"


def draw(*pages: Callable[[Canvas], object], size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> bytes:
    """A PDF with one page for each function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Canvas, x: float, top: float, text: str, *, font: str = PLAIN, size: float = 14) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top, text)


def centre(canvas: Canvas, x: float, top: float, text: str, *, font: str = BOLD, size: float = 14) -> None:
    canvas.setFont(font, size)
    canvas.drawCentredString(x, HEIGHT - top, text)


def fill(canvas: Canvas, x: float, top: float, text: str) -> None:
    """A line of justified text: stretched from x to the right margin."""
    spare = RIGHT - x - canvas.stringWidth(text, PLAIN, 14)
    line = canvas.beginText(x, HEIGHT - top)
    line.setFont(PLAIN, 14)
    line.setWordSpace(spare / text.count(" "))
    line.textOut(text)
    canvas.drawText(line)


def rule(canvas: Canvas, xs: Sequence[float], tops: Sequence[float]) -> None:
    """The lines of a table."""
    for top in tops:
        canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
    for x in xs:
        canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])


def body(canvas: Canvas, top: float = 300) -> None:
    """A paragraph of three lines, then a bullet of one."""
    fill(canvas, INDENT, top, "To carry out the annual plan of the province on digital services the")
    fill(canvas, LEFT, top + 18, "commune sets out the following tasks for all offices and villages in")
    put(canvas, LEFT, top + 36, "the coming year.")
    put(canvas, INDENT, top + 57, "- Share of files handled online: 80%.")


BODY = [
    "To carry out the annual plan of the province on digital services the commune sets out the following tasks for all"
    " offices and villages in the coming year.",
    "- Share of files handled online: 80%.",
]


def texts(outcome: Outcome[Source]) -> list[str]:
    return [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]


def grids(outcome: Outcome[Source]) -> list[Grid]:
    return [block for block in outcome.value.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[list[str | None]]:
    return [[cell and cell.text for cell in row.cells] for row in grid.rows]


def codes(outcome: Outcome[Source]) -> list[str]:
    return [note.code for note in outcome.notes]


# --- files that cannot be read


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (draw(body)[:400], "damaged"),
        (draw(body, encrypt="secret"), "protected by a password"),
    ],
    ids=["empty", "zip", "header only", "cut off", "password"],
)
def test_a_file_that_is_no_readable_pdf_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def picture(canvas: Canvas) -> None:
    pixel = io.BytesIO(b"P6 2 2 255\n" + bytes(12))
    canvas.drawImage(ImageReader(pixel), 0, 0, WIDTH, HEIGHT)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.ocr.scanning.is_installed", lambda: False)


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_page_that_is_a_picture_gives_a_note_and_the_others_are_read() -> None:
    outcome = read_pdf(draw(body, picture))
    assert [(note.code, note.text) for note in outcome.notes] == [("read.empty_page", "page 2")]
    assert (texts(outcome), outcome.value.page_count) == (BODY, 2)


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_document_of_pictures_is_a_source_without_blocks() -> None:
    outcome = read_pdf(draw(picture, picture))
    assert (outcome.value.blocks, codes(outcome)) == ((), ["read.empty_page"] * 2)


# --- characters, words, lines


def row_of(text: str, *, x: float = 100, gaps: dict[int, float] | None = None, **more: object) -> list[Char]:
    """Letters 7 points wide side by side; ``gaps`` adds room before the letter of that index."""
    chars = []
    for index, letter in enumerate(text):
        x += (gaps or {}).get(index, 0)
        chars.append(Char(letter, x, 100, x + 7, 112, 110, 12.0)._replace(**more))
        x += 7
    return chars


@pytest.mark.parametrize(
    ("chars", "expected"),
    [
        (row_of("kinh tế"), "kinh tế"),
        ([*row_of("495", gaps={2: 0.4}), Char(" ", 114, 100, 117, 112, 110, 12.0)], "495"),
        (row_of("haichữ", gaps={3: 2.5}), "hai chữ"),
        (row_of("PHỤLỤC", gaps=dict.fromkeys(range(1, 6), 3.0)), "PHỤLỤC"),
        (row_of("bộphận", gaps={2: 3}, run=1) + row_of("Tư", x=145, run=2), "bộ phận Tư"),
        (row_of("KH", run=1) + row_of("KH", x=100.4, run=2), "KH"),
        (row_of("xoong", run=1), "xoong"),
        (row_of("04", run=-1) + row_of("tháng", x=114, run=3), "04 tháng"),
        (row_of("văn bản") + row_of("1", x=150, base=106, size=7.0), "văn bản1"),
    ],
    ids=[
        "plain",
        "space without width",
        "gap",
        "spaced out",
        "lost",
        "fake bold",
        "double",
        "stamped",
        "footnote mark",
    ],
)
def test_words_are_parted_where_there_is_room(chars: list[Char], expected: str) -> None:
    assert [expected] == [line.text for line in find_lines(tuple(gather(chars)))]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Nghị quyết số 57-", "NQ/TW", "Nghị quyết số 57-NQ/TW"),
        ("(CTr số 02-", "CTr/BCĐTW)", "(CTr số 02-CTr/BCĐTW)"),
        ("số 8240/SNNMT-", "VPĐK", "số 8240/SNNMT-VPĐK"),
        ("giai đoạn 2026-", "2030", "giai đoạn 2026-2030"),
        ("ngày 30/", "6/2026", "ngày 30/6/2026"),
        ("Kế hoạch số 12/", "KH-UBND", "Kế hoạch số 12/KH-UBND"),
        ("Kế hoạch số 12", "/KH-UBND", "Kế hoạch số 12/KH-UBND"),
        ("Kết quả/", "sản phẩm", "Kết quả/sản phẩm"),
        ("Phòng Văn hóa -", "Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa", "- Xã hội", "Phòng Văn hóa - Xã hội"),
        ("kinh tế-", "xã hội", "kinh tế- xã hội"),
        ("Văn bản/Báo", "cáo", "Văn bản/Báo cáo"),
        ("từ 6-", "tháng đầu năm", "từ 6- tháng đầu năm"),
        ("Quý I/2026", "và quý II", "Quý I/2026 và quý II"),
    ],
)
def test_a_symbol_broken_at_the_end_of_a_line_is_one_word_again(left: str, right: str, expected: str) -> None:
    assert expected == join_pair(left, right)


@given(st.lists(st.text(min_size=1)))
def test_joining_lines_loses_no_character(lines: list[str]) -> None:
    assert "".join(lines).replace(" ", "") == join_lines(lines).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Tên", True),
        ("-Tên", True),
        ("+ Tên", True),
        ("1. Tên", True),
        ("1.1. Tên", True),
        ("1.1 Tên", True),
        ("a) tên", True),
        ("(1) Tên", True),
        ("IV. TÊN", True),
        ("-2%", False),
        ("2026. Các", False),
        ("5G phủ", False),
        ("Cụ thể", False),
    ],
)
def test_labels_at_the_start_of_a_line(text: str, expected: bool) -> None:
    assert expected == has_label(text)


def test_only_a_small_letter_goes_on() -> None:
    assert [goes_on(text) for text in ("và các", "a) và", "Và")] == [True, False, False]


# --- running text


def test_lines_become_paragraphs_with_their_place() -> None:
    outcome = read_pdf(draw(body))
    first = outcome.value.blocks[0]
    assert texts(outcome) == BODY
    assert (first.locus.path, first.locus.page) == ("page 1/p[1]", 1)
    assert first.locus.bbox is not None
    assert (round(first.locus.bbox[0]), round(first.locus.bbox[2])) == (85, 540)
    assert (pytest.approx(first.locus.bbox[1], abs=8), pytest.approx(first.locus.bbox[3], abs=8)) == (285, 345)


def header(canvas: Canvas) -> None:
    centre(canvas, 155, 68, "COMMITTEE OF")
    centre(canvas, 400, 68, "THE SOCIALIST REPUBLIC OF SOMEWHERE")
    centre(canvas, 155, 85, "THE COMMUNE")
    centre(canvas, 400, 85, "Freedom - Happiness")
    canvas.line(330, HEIGHT - 88, 470, HEIGHT - 88)
    centre(canvas, 155, 112, "No:       /KH-UBND", font=PLAIN)
    centre(canvas, 400, 112, "Place, day       month 4 year 2026", font="Times-Italic")
    centre(canvas, 312, 150, "PLAN")
    centre(canvas, 312, 170, "Digital services of the commune and of all the villages in the")
    centre(canvas, 312, 188, "year 2026")
    body(canvas)


def test_the_two_halves_of_the_header_are_read_one_after_the_other() -> None:
    outcome = read_pdf(draw(header))
    assert [
        "COMMITTEE OF",
        "THE COMMUNE",
        "No: /KH-UBND",
        "THE SOCIALIST REPUBLIC OF SOMEWHERE",
        "Freedom - Happiness",
        "Place, day month 4 year 2026",
        "PLAN",
        "Digital services of the commune and of all the villages in the year 2026",
        *BODY,
    ] == texts(outcome)
    assert grids(outcome) == []


def test_bold_and_centred_are_told() -> None:
    blocks = read_pdf(draw(header)).value.blocks
    seen = {b.text: (b.bold, b.centred) for b in blocks if isinstance(b, Paragraph)}
    assert seen["PLAN"] == (True, True)
    assert seen["No: /KH-UBND"] == (False, True)
    assert seen[BODY[0]] == (False, False)


def signature(canvas: Canvas) -> None:
    body(canvas, 80)
    centre(canvas, 430, 200, "ON BEHALF OF THE COMMITTEE")
    put(canvas, LEFT, 204, "Copies to:", font="Times-BoldItalic", size=12)
    put(canvas, LEFT, 217, "- All offices of the commune,", size=11)
    centre(canvas, 430, 217, "CHAIRMAN")
    put(canvas, LEFT, 230, "schools and villages;", size=11)
    put(canvas, LEFT, 243, "- Archive.", size=11)
    centre(canvas, 430, 310, "Jane Doe")


def test_recipients_come_before_the_signature_beside_them() -> None:
    assert [
        *BODY,
        "Copies to:",
        "- All offices of the commune, schools and villages;",
        "- Archive.",
        "ON BEHALF OF THE COMMITTEE",
        "CHAIRMAN",
        "Jane Doe",
    ] == texts(read_pdf(draw(signature)))


def numbered(number: int) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        if number > 1:
            put(canvas, 310, 40, str(number))
        put(canvas, LEFT, 60, "Plan of the commune", size=10)
        body(canvas, 100 + 10 * number)

    return page


def test_page_numbers_and_running_headers_are_dropped() -> None:
    outcome = read_pdf(draw(*(numbered(n) for n in (1, 2, 3, 4))))
    assert texts(outcome) == BODY * 4
    assert [b.page_break_before for b in outcome.value.blocks] == [False, False, True, False, True, False, True, False]


def test_a_number_among_text_is_no_page_number() -> None:
    lines = [
        find_lines(tuple(gather(row_of(text, base=base, top=base - 10, bottom=base))))[0]
        for text, base in [("Mục", 30), ("5", 50)]
    ]
    kept = drop_furniture([PageLines((lines[0], lines[1], lines[0]._replace(base=70)), 842)])
    assert [line.text for line in kept[0]] == ["Mục", "5", "Mục"]


def cut_by_footnote(canvas: Canvas) -> None:
    body(canvas, 100)
    fill(canvas, INDENT, 178, "The committee asks all the offices and villages to report every week")
    canvas.line(LEFT, HEIGHT - 700, LEFT + 140, HEIGHT - 700)
    put(canvas, LEFT, 715, "1 Decision of the province on reports.", size=10)


def test_a_footnote_does_not_part_a_sentence_that_runs_over_the_page() -> None:
    found = texts(read_pdf(draw(cut_by_footnote, lambda c: put(c, LEFT, 70, "and every month."))))
    assert [found[2], found[4]] == ["1 Decision of the province on reports.", "and every month."]
    assert found[3].endswith("report every week")


# --- what is stamped on a page when it is signed


def signed(canvas: Canvas) -> None:
    put(canvas, LEFT, 100, "No:            /KH-UBND of the committee of the commune")
    field = canvas.acroForm.textfield
    field(value="447", x=112, y=HEIGHT - 104, width=30, height=16, borderWidth=0, fontSize=12, name="number")
    stamp = "Digitally signed by: The Committee"
    field(value=stamp, x=300, y=HEIGHT - 204, width=250, height=16, borderWidth=0, fontSize=8, name="stamp")


def test_the_number_in_a_form_field_is_read_and_the_description_of_the_signature_is_not() -> None:
    data = draw(signed)
    assert texts(read_pdf(data)) == ["No: 447 /KH-UBND of the committee of the commune"]
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert "447" not in pdf.pages[0].extract_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ký bởi: Ủy ban nhân dân xã", True),
        ("Người ký: Nguyễn Văn A", True),
        ("Thời gian ký: 01/02/2026 10:00:00", True),
        ("Digitally signed by someone", True),
        ("447", False),
        ("24", False),
        ("28 tháng 02 năm 2026", False),
    ],
)
def test_descriptions_of_signatures_are_known(text: str, expected: bool) -> None:
    assert expected == is_stamp(text)


# --- tables


def simple_table(canvas: Canvas) -> None:
    put(canvas, INDENT, 80, "Tasks of the commune in the table below.")
    rule(canvas, (85, 125, 330, 540), (100, 120, 160, 180))
    for x, top, text in [
        (90, 114, "No"),
        (130, 114, "Task"),
        (335, 114, "Due"),
        (90, 134, "1"),
        (130, 134, "Open the digital service desk in"),
        (130, 152, "the hall"),
        (335, 134, "2026-"),
        (335, 152, "2030"),
        (90, 174, "2"),
        (130, 174, "Report"),
    ]:
        put(canvas, x, top, text)
    put(canvas, INDENT, 220, "After the table.")


def test_cells_hold_their_lines_joined() -> None:
    outcome = read_pdf(draw(simple_table))
    assert cells(grids(outcome)[0]) == [
        ["No", "Task", "Due"],
        ["1", "Open the digital service desk in the hall", "2026-2030"],
        ["2", "Report", ""],
    ]
    assert [type(block).__name__ for block in outcome.value.blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_every_part_of_a_table_says_where_it_is() -> None:
    grid = grids(read_pdf(draw(simple_table)))[0]
    row = grid.rows[1]
    cell = row.cells[1]
    assert cell is not None
    assert cell.locus is not None
    assert (grid.locus.path, grid.locus.bbox) == ("page 1/table[1]", (85, 100, 540, 180))
    assert (row.locus.path, row.locus.bbox) == ("page 1/table[1]/row[2]", (85, 120, 540, 160))
    assert cell.locus.bbox == (125, 120, 330, 160)


def test_tables_and_words_agree_with_pdfplumber() -> None:
    data = draw(simple_table)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        theirs = [[(cell or "").replace("\n", " ") for cell in row] for row in page.extract_tables()[0]]
        words = [word["text"] for word in page.extract_words()]
    ours = [
        [(cell or "").replace("2026-2030", "2026- 2030") for cell in row] for row in cells(grids(read_pdf(data))[0])
    ]
    assert theirs == ours
    outcome = read_pdf(data)
    told = " ".join(texts(outcome)) + " " + " ".join(c or "" for row in ours for c in row)
    assert sorted(words) == sorted(told.split())


def merged(canvas: Canvas) -> None:
    put(canvas, INDENT, 80, "A table with merged cells.")
    for top in (100, 120, 200, 240):
        canvas.line(85, HEIGHT - top, 540, HEIGHT - top)
    canvas.line(300, HEIGHT - 160, 540, HEIGHT - 160)
    for x in (85, 540):
        canvas.line(x, HEIGHT - 100, x, HEIGHT - 240)
    canvas.line(300, HEIGHT - 120, 300, HEIGHT - 240)
    for x, top, text in [(90, 114, "Wide"), (90, 134, "Tall"), (305, 134, "a"), (305, 174, "b"), (90, 214, "c")]:
        put(canvas, x, top, text)


def test_merged_cells_keep_their_place() -> None:
    grid = grids(read_pdf(draw(merged)))[0]
    assert cells(grid) == [["Wide", None], ["Tall", "a"], ["Tall", "b"], ["c", ""]]
    spans = [[(c.colspan, c.merged_above) for c in row.cells if c] for row in grid.rows]
    assert spans == [[(2, False)], [(1, False)] * 2, [(1, True), (1, False)], [(1, False)] * 2]


def page_of(*segments: tuple[float, float, float, float], text: dict[tuple[float, float], str]) -> PageContent:
    """A page of lines and words; the key of a word is where it begins."""
    chars: list[Char] = []
    for (x, base), word in text.items():
        chars += [c._replace(top=base - 10, bottom=base + 2, base=base) for c in row_of(word, x=x)]
    return PageContent(1, WIDTH, HEIGHT, tuple(gather(chars)), tuple(Segment(*s) for s in segments))


def box(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float, float, float]]:
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


FOUR = {(110, 120): "a", (210, 120): "b", (110, 150): "c", (210, 150): "d"}
OUTER = box(100, 100, 300, 160)
INNER = [(200, 100, 200, 160), (100, 130, 300, 130)]


@pytest.mark.parametrize(
    ("segments", "shape"),
    [
        ([*OUTER, *INNER], (2, 2)),
        ([*OUTER, *INNER, *box(102, 102, 298, 158)], (2, 2)),
        (
            [(x0 + 1, y0, x1 - 2, y1) if y0 == y1 else (x0, y0 + 2, x1, y1 - 2) for x0, y0, x1, y1 in OUTER + INNER],
            (2, 2),
        ),
        ([s for s in OUTER + INNER if s[0] != s[2] or s[0] == 200], (2, 2)),
        ([*OUTER, *INNER, (103, 123, 130, 123)], (2, 2)),
        ([*OUTER, (200, 100, 200, 160)], (2, 1)),
        (
            [(100, y, 150, y) for y in (100, 130, 160)]
            + [(152, y, 300, y) for y in (100, 130, 160)]
            + [s for s in OUTER + INNER if s[0] == s[2]],
            (2, 2),
        ),
        (OUTER, None),
        ([(100, 130, 300, 130)], None),
        ([(100, 130, 300, 130), (100, 160, 200, 160)], None),
    ],
    ids=[
        "plain",
        "double border",
        "loose corners",
        "no outer verticals",
        "underlined word",
        "one row",
        "in pieces",
        "frame of one cell",
        "separator",
        "two separators",
    ],
)
def test_ruling_lines_make_tables(
    segments: list[tuple[float, float, float, float]], shape: tuple[int, int] | None
) -> None:
    found = find_tables(page_of(*segments, text=FOUR)).tables
    assert shape == ((len(found[0].xs) - 1, len(found[0].ys) - 1) if found else None)


def test_a_table_within_a_cell_is_text_of_that_cell() -> None:
    inner = [*box(110, 107, 190, 123), (150, 107, 150, 123)]
    found = find_tables(page_of(*OUTER, *INNER, *inner, text={(115, 120): "x", (155, 120): "y", (210, 150): "d"}))
    assert (len(found.tables), list(found.nested)) == (1, [(110, 107, 190, 123)])
    assert "xy" == "".join(char.text for char in take_apart(found.tables[0].cells[0].strips))


def test_a_box_within_a_cell_is_no_table() -> None:
    inner = [*box(110, 107, 120, 117), *box(150, 107, 190, 123)]
    found = find_tables(page_of(*OUTER, *INNER, *inner, text={(155, 120): "x", (210, 150): "d"}))
    assert (1, ()) == (len(found.tables), found.nested)


def test_a_table_wider_than_the_page_ends_at_its_edge() -> None:
    def wide(canvas: Canvas) -> None:
        rule(canvas, (-30, 125, 400, WIDTH + 90), (60, 100, 140))
        for x in (40, 130, 410):
            put(canvas, x, 80, "a")
            put(canvas, x, 120, "b")

    (grid,) = grids(read_pdf(draw(wide)))
    assert ((0, 60, WIDTH, 140), [3, 3]) == (grid.locus.bbox, [len(row.cells) for row in grid.rows])


def test_ctrl_c_within_the_pdf_library_is_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise ctypes.ArgumentError("argument 1: KeyboardInterrupt: ")

    monkeypatch.setattr(pdfium, "_read_page", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_pdf(draw(simple_table))


def half_table(canvas: Canvas) -> None:
    rule(canvas, (85, 125, 540), (60, 100))
    put(canvas, 90, 80, "7")
    put(canvas, 130, 80, "rest of the task")


def test_a_table_at_the_head_of_a_page_goes_on_from_the_page_before() -> None:
    first, second = grids(read_pdf(draw(simple_table, half_table)))
    assert (first.page_break_before, second.page_break_before) == (False, True)
    assert [row.page_break_before for row in second.rows] == [True]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- Send the plan;", "- Report."], "- Send the plan;\n- Report."),
        (["Offices of Culture", "- Society"], "Offices of Culture - Society"),
        (["(1) Send;", "(2) Report"], "(1) Send;\n(2) Report"),
    ],
)
def test_paragraphs_within_a_cell(lines: list[str], expected: str) -> None:
    def page(canvas: Canvas) -> None:
        rule(canvas, (85, 205, 540), (100, 160))
        for index, line in enumerate(lines):
            put(canvas, 91, 120 + 18 * index, line)
        put(canvas, 210, 120, "x")

    assert expected == cells(grids(read_pdf(draw(page)))[0])[0][0]


# --- turned pages


@pytest.mark.parametrize(("turn", "expected"), [(0, (10, 90)), (90, (10, 10)), (180, (190, 10)), (270, (90, 190))])
def test_points_are_placed_as_seen(turn: int, expected: tuple[float, float]) -> None:
    assert expected == Frame((0, 0, 200, 100), turn).place(10, 10)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn])
        canvas.rotate(turn)
        simple_table(canvas)

    upright, turned = read_pdf(draw(simple_table)), read_pdf(draw(page))
    assert texts(upright) == texts(turned)
    assert cells(grids(upright)[0]) == cells(grids(turned)[0])
    assert grids(upright)[0].locus.bbox == pytest.approx(grids(turned)[0].locus.bbox, abs=0.1)


# --- the plans


SIGNED = {
    "phuong-1-vung-tau-447.pdf": ("Số: 447 /KH-UBND", "Phường 1, ngày 24 tháng 03 năm 2025"),
    "gia-lai-115-kh-snnmt.signed.pdf": ("Số: 115 /KH-SNNMT", "Gia Lai, ngày 04 tháng 8 năm 2026"),
    "gia-lai-8544-snnmt.signed.pdf": ("Số: 8544 /SNNMT-TNN", "Gia Lai, ngày 31 tháng 7 năm 2026"),
    "gia-lai-8609-snnmt.signed.pdf": ("Số: 8609 /SNNMT-VPĐK", "Gia Lai, ngày 03 tháng 8 năm 2026"),
}


@pytest.mark.slow
@pytest.mark.skipif(not PLANS.is_dir(), reason="the annotated plans are not part of the project")
@pytest.mark.parametrize("name", sorted(SIGNED))
def test_number_and_day_of_signed_plans_are_read(name: str) -> None:
    found = texts(read_pdf((PLANS / "real" / name).read_bytes()))
    assert [text in found for text in SIGNED[name]] == [True, True]


@pytest.mark.slow
@pytest.mark.skipif(not PLANS.is_dir(), reason="the annotated plans are not part of the project")
@pytest.mark.parametrize("name", ["binh-giang", "ha-bac", "xuan-lap"])
def test_whole_tables_of_plans_have_one_shape(name: str) -> None:
    outcome = read_pdf((PLANS / f"{name}.pdf").read_bytes())
    assert outcome.notes == ()
    assert all(len({len(row.cells) for row in grid.rows}) == 1 for grid in grids(outcome))
    assert all(4 <= len(grid.rows[0].cells) <= 7 for grid in grids(outcome))
