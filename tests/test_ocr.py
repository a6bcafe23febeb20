"""Scans: what is done to their pictures, and whole pages through Tesseract where it is installed."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")

from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.utils import ImageReader  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from planparse.errors import UnreadableError  # noqa: E402
from planparse.model.base import Locus  # noqa: E402
from planparse.model.source import Grid, Paragraph, Source  # noqa: E402
from planparse.read.dispatch import read_source  # noqa: E402
from planparse.read.ocr.cleaning import find_skew, remove_stamps, straighten  # noqa: E402
from planparse.read.ocr.doubts import rate_block  # noqa: E402
from planparse.read.ocr.layout import find_regions  # noqa: E402
from planparse.read.ocr.picture import Picture, Pixels  # noqa: E402
from planparse.read.ocr.rulings import find_ruling_lines  # noqa: E402
from planparse.read.ocr.scanning import is_installed  # noqa: E402
from planparse.read.ocr.strokes import mend_word, read_sign  # noqa: E402
from planparse.read.ocr.turning import find_lean, turn_quarter  # noqa: E402
from planparse.read.ocr.words import SeenWord  # noqa: E402
from planparse.read.pdf import read_pdf  # noqa: E402

SCALE = 2.0
RED, BLUE, BLACK = (50, 40, 215), (190, 70, 40), (20, 20, 20)
with_tesseract = pytest.mark.skipif(not is_installed(), reason="needs Tesseract with Vietnamese (make ocr)")


def paper(width: int = 800, height: int = 1000, *, colour: bool = False) -> Pixels:
    return np.full((height, width, 3) if colour else (height, width), 250, np.uint8)


def rotated(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(pixels, turn, (width, height), borderValue=(250, 250, 250))


def lines_of_text() -> Pixels:
    page = paper()
    for top in range(80, 900, 36):
        for left in range(80, 700, 18):
            cv2.rectangle(page, (left, top), (left + 14, top + 12), 20, -1)
    return page


def table(*, columns: Sequence[int] = (60, 200, 740), rows: Sequence[int] = (60, 110, 160, 300)) -> Pixels:
    page = paper()
    for x in columns:
        cv2.line(page, (x, rows[0]), (x, rows[-1]), 0, 2)
    for y in rows:
        cv2.line(page, (columns[0], y), (columns[-1], y), 0, 2)
    return page


def ink_of(page: Pixels) -> Pixels:
    return np.where(page < 128, 255, 0).astype(np.uint8)


# --- cleaning


@pytest.mark.parametrize("degrees", [-3.1, -0.4, 0.0, 0.7, 2.0])
def test_the_skew_of_a_page_is_found_and_undone(degrees: float) -> None:
    crooked = Picture(rotated(lines_of_text(), degrees), SCALE)
    assert find_skew(crooked) == pytest.approx(-degrees, abs=0.06)
    assert find_skew(straighten(crooked)) == pytest.approx(0.0, abs=0.06)


def test_an_empty_page_has_no_skew() -> None:
    assert 0.0 == find_skew(Picture(paper(), SCALE))


def test_a_page_on_its_side_leans() -> None:
    page = Picture(lines_of_text(), SCALE)
    assert find_lean(page) < 1 < find_lean(turn_quarter(page))


@pytest.mark.parametrize("colour", [RED, BLUE], ids=["red", "blue"])
def test_a_stamp_is_taken_out_and_print_under_it_stays(colour: tuple[int, int, int]) -> None:
    page = paper(colour=True)
    cv2.circle(page, (400, 400), 100, colour, 5)
    cv2.rectangle(page, (480, 390), (600, 402), BLACK, -1)  # print that the ring crosses
    clean = remove_stamps(Picture(page, SCALE)).pixels
    assert clean.ndim == 2
    assert clean[300, 400] > 230  # the ring
    assert clean[396, 500] < 60  # the print where the ring crosses it
    assert clean[396, 590] < 60


def test_a_title_in_colour_is_no_stamp() -> None:
    page = paper(colour=True)
    for left in range(200, 500, 30):
        cv2.rectangle(page, (left, 200), (left + 16, 218), RED, -1)
    clean = remove_stamps(Picture(page, SCALE)).pixels
    assert clean[205, 205] < 150


# --- ruling lines and regions


def test_ruling_lines_are_found_where_they_are_broken() -> None:
    page = table()
    page[100:120, 400:412] = 250  # a gap of 6 points
    found = find_ruling_lines(ink_of(page), SCALE)
    across = sorted(round(line.y0) for line in found.segments if line.y0 == line.y1)
    down = sorted(round(line.x0) for line in found.segments if line.x0 == line.x1)
    assert ([30, 55, 80, 150], [30, 100, 370]) == (across, down)


def test_a_ruling_line_reaches_the_border_that_its_faded_end_misses_and_an_underline_does_not() -> None:
    page = table(rows=(60, 110, 160, 300))
    page[105:116, 63:74] = 250  # the second line begins 6 points beside the left border
    cv2.line(page, (212, 230), (730, 230), 0, 2)  # underlines the text of a whole cell
    found = find_ruling_lines(ink_of(page), SCALE).segments
    starts = {round(line.y0): round(line.x0) for line in found if line.y0 == line.y1}
    assert (30, 106) == (starts[55], starts[115])


@pytest.mark.parametrize(("gap", "lines"), [((300, 360), 1), ((202, 258), 2)], ids=["in a cell", "a merged cell"])
def test_a_hole_in_a_ruling_line_is_bridged_but_for_a_merged_cell(gap: tuple[int, int], lines: int) -> None:
    page = table(columns=(60, 200, 260, 740))
    page[105:116, gap[0] : gap[1]] = 250
    found = find_ruling_lines(ink_of(page), SCALE).segments
    assert lines == sum(1 for line in found if line.y0 == line.y1 and round(line.y0) == 55)


def test_strokes_of_letters_are_no_ruling_lines() -> None:
    page = lines_of_text()
    cv2.line(page, (100, 950), (130, 950), 0, 2)  # a dash of 15 points
    assert () == find_ruling_lines(ink_of(page), SCALE).segments


def test_every_cell_with_ink_is_a_region_and_text_around_the_table_is_another() -> None:
    page = table()
    rules = find_ruling_lines(ink_of(page), SCALE)
    letters = paper()
    for x, y in ((80, 80), (300, 80), (300, 220), (100, 500), (130, 500)):
        cv2.rectangle(letters, (x, y), (x + 12, y + 14), 0, -1)
    regions = find_regions(ink_of(letters), SCALE, rules.segments)
    assert 3 == sum(region.cell is not None for region in regions)
    assert [(50, 250)] == [(round(r.box[0]), round(r.box[1])) for r in regions if r.cell is None]


# --- strokes


def strokes(count: int, *, bar: bool = False) -> Pixels:
    """Roman ones with serifs that touch, or an H."""
    ink = np.zeros((40, 20 * count), np.uint8)
    for index in range(count):
        middle = 20 * index + 10
        ink[:, middle - 2 : middle + 3] = 255
        ink[:4, middle - 9 : middle + 10] = ink[-4:, middle - 9 : middle + 10] = 255
    if bar:
        ink[18:22, 10:-10] = 255
    return ink


def sign(*, bar: bool) -> Pixels:
    ink = np.zeros((40, 30), np.uint8)
    cv2.polylines(ink, [np.array([[2, 2], [26, 14], [2, 26]])], False, 255, 2)
    if bar:
        ink[34:37, 1:28] = 255
    return ink


@pytest.mark.parametrize(
    ("read", "ink", "text"),
    [
        ("H.", strokes(2), "II."),
        ("IH", strokes(3), "III"),
        ("L", strokes(1), "I"),
        ("H", strokes(2, bar=True), "H"),
        ("11", strokes(2), "11"),
        ("Các", strokes(3), "Các"),
        (">80%", sign(bar=True), "≥80%"),
        (">", sign(bar=False), ">"),
        ("<", cv2.flip(sign(bar=True), 1), "≤"),
        ("H.", np.zeros((5, 5), np.uint8), "H."),
    ],
)
def test_numerals_and_signs_are_read_by_their_strokes(read: str, ink: Pixels, text: str) -> None:
    assert text == mend_word(read, ink)


def dated(ones: int) -> Pixels:
    """A quarter and a year: strokes, a slash and four blocks for the digits."""
    tail = np.zeros((40, 130), np.uint8)
    cv2.line(tail, (4, 39), (16, 0), 255, 3)
    for left in range(25, 125, 26):
        tail[2:38, left : left + 18] = 255
    return np.hstack([strokes(ones), tail])


@pytest.mark.parametrize(
    ("read", "ones", "text"),
    [
        ("II/2026", 3, "III/2026"),
        ("IIH/2026", 3, "III/2026"),
        ("l/2026.", 1, "I/2026."),
        ("1/2026", 1, "1/2026"),
        ("11/2026", 2, "11/2026"),
    ],
)
def test_the_strokes_of_a_quarter_are_counted_before_its_year(read: str, ones: int, text: str) -> None:
    assert text == mend_word(read, dated(ones))


def test_where_the_signs_of_a_year_touch_its_quarter_is_left_as_read() -> None:
    ink = dated(2)
    ink[20, 50:] = 255  # the slash and the digits run into each other
    assert "II/2026" == mend_word("II/2026", ink)


def test_a_sign_that_was_passed_over_is_read_by_its_shape() -> None:
    inks = (sign(bar=True), sign(bar=False), cv2.flip(sign(bar=True), 1), cv2.flip(sign(bar=False), 1), strokes(2))
    assert ["≥", ">", "≤", "<", None] == [read_sign(ink) for ink in inks]


# --- confidence


def test_a_block_has_the_mean_confidence_of_the_words_in_its_box() -> None:
    words = [SeenWord("bốn", (10, 10, 20, 20), 19, 12, 0, 0.9), SeenWord("x", (90, 90, 99, 99), 98, 12, 0, 0.1)]
    block = Paragraph(text="bốn", locus=Locus(path="page 1", page=1, bbox=(5, 5, 50, 50)))
    rated = rate_block(block, words)
    assert isinstance(rated, Paragraph) and rated.confidence == 0.9


# --- whole pages

PAGE_SCALE = 200 / 72
SENTENCE = "Các nhiệm vụ được giao cho từng đơn vị theo bảng dưới đây:"
ROWS = (
    ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
    ("1", "Rà soát hệ thống đèn đường", "Phòng Kinh tế", "Tháng 6/2026"),
    ("2", "Tuyên truyền an toàn giao thông", "Công an xã", "Tháng 9/2026"),
)
XS, YS = (60, 100, 300, 420, 530), (150, 175, 200, 225)


def draw_page(*, angle: float = 0.0) -> Pixels:
    """A page with a line of text and a table, as a scanner sees it; in the letters that matplotlib brings along."""
    fonts = Path(pytest.importorskip("matplotlib").__file__).parent / "mpl-data" / "fonts" / "ttf"
    letters = ImageFont.truetype(str(fonts / "DejaVuSerif.ttf"), round(11 * PAGE_SCALE))
    page = Image.new("L", (round(595 * PAGE_SCALE), round(842 * PAGE_SCALE)), 250)
    pen = ImageDraw.Draw(page)

    def place(x: float, y: float) -> tuple[float, float]:
        return x * PAGE_SCALE, y * PAGE_SCALE

    pen.text(place(60, 110), SENTENCE, font=letters, fill=10)
    for y in YS:
        pen.line([place(XS[0], y), place(XS[-1], y)], fill=0, width=2)
    for x in XS:
        pen.line([place(x, YS[0]), place(x, YS[-1])], fill=0, width=2)
    for row, top in zip(ROWS, YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            pen.text(place(x + 5, top + 5), text, font=letters, fill=10)
    return rotated(np.asarray(page), angle)


def as_png(pixels: Pixels) -> bytes:
    return bytes(cv2.imencode(".png", pixels)[1])


def as_pdf(*pages: Pixels) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for pixels in pages:
        canvas.drawImage(ImageReader(io.BytesIO(as_png(pixels))), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def check_page(source: Source) -> None:
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert [ROWS] == [tuple(tuple(cell.text if cell else "" for cell in row.cells) for row in g.rows) for g in grids]
    assert [SENTENCE] == [block.text for block in source.blocks if isinstance(block, Paragraph)]
    cells = [cell for row in grids[0].rows for cell in row.cells if cell]
    assert all(cell.confidence and cell.confidence > 0.5 for cell in cells)
    assert "ocr" == source.text_origin


@with_tesseract
def test_a_scanned_page_is_read_cell_by_cell_and_a_blank_one_is_no_error() -> None:
    outcome = read_pdf(as_pdf(draw_page(angle=0.8), paper()))
    check_page(outcome.value)
    assert [("ocr.pages", "pages 1-2"), ("ocr.blank_page", "page 2")] == [(n.code, n.text) for n in outcome.notes[:2]]


@with_tesseract
def test_a_picture_file_on_its_side_is_read() -> None:
    outcome = read_source(as_png(np.rot90(draw_page())), "trang.png")
    check_page(outcome.value)
    assert "image/png" == outcome.value.media_type


@with_tesseract
def test_print_that_is_no_word_is_a_finding_with_its_place() -> None:
    page = draw_page()
    x, y = round(300 * PAGE_SCALE), round(500 * PAGE_SCALE)
    cv2.rectangle(page, (x, y), (x + 60, y + 60), 0, -1)
    notes = [note for note in read_pdf(as_pdf(page)).notes if note.code == "ocr.unread"]
    assert [(300, 500)] == [(round(n.locus.bbox[0]), round(n.locus.bbox[1])) for n in notes if n.locus and n.locus.bbox]


@with_tesseract
def test_a_page_that_takes_too_long_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.ocr.recognition.PAGE_SECONDS", 0.001)
    outcome = read_pdf(as_pdf(draw_page()))
    assert ["ocr.failed"] == [note.code for note in outcome.notes]
    assert outcome.notes[0].text.startswith("page 1: Tesseract took more than")


def test_without_ocr_a_picture_file_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.ocr.files.is_installed", lambda: False)
    with pytest.raises(UnreadableError, match="make ocr"):
        read_source(as_png(paper()), "trang.png")
