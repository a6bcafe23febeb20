"""What a page prints that is no part of its text: running headers, page numbers, watermarks, shadows, stamps."""

import io
from collections.abc import Callable

import pytest
from drawn_plans import BOLD, PLAIN, PORTRAIT, register_fonts
from reportlab.pdfgen.canvas import Canvas

from planparse.model.source import Grid, Paragraph
from planparse.read.pdf import read_pdf

WIDTH, HEIGHT = PORTRAIT
BODY = (
    "I. MỤC TIÊU",
    "Nâng cao chất lượng phục vụ người dân và doanh nghiệp trên địa bàn",
    "xã; mọi thủ tục được giải quyết đúng hạn, công khai và minh bạch.",
    "1. Rà soát, cập nhật danh mục thủ tục hành chính của xã.",
    "2. Bố trí cán bộ hướng dẫn người dân nộp hồ sơ trực tuyến.",
)
Decoration = Callable[[Canvas, int], object]


def put(canvas: Canvas, x: float, top: float, text: str, *, font: str = PLAIN, size: float = 12) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top, text)


def draw(pages: int, *decorations: Decoration) -> bytes:
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PORTRAIT)
    for page in range(1, pages + 1):
        for index, text in enumerate(BODY):
            put(canvas, 85, 150 + 20 * index, f"{text[:-1]} {page}." if index > 2 else text)
        for decoration in decorations:
            canvas.saveState()
            decoration(canvas, page)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(pages: int, *decorations: Decoration) -> str:
    blocks = read_pdf(draw(pages, *decorations)).value.blocks
    assert [] == [block for block in blocks if isinstance(block, Grid)]
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_small_print_at_the_head_of_two_pages_is_a_running_header() -> None:
    text = read(2, lambda canvas, page: put(canvas, 85, 40, "Kế hoạch của xã Mỹ Lâm", size=8))
    assert read(2) == text


def test_the_header_of_a_plan_is_kept_also_where_an_appendix_repeats_it() -> None:
    text = read(2, lambda canvas, page: put(canvas, 85, 60, "ỦY BAN NHÂN DÂN XÃ MỸ LÂM", font=BOLD, size=11))
    assert 2 == text.count("ỦY BAN NHÂN DÂN XÃ MỸ LÂM")


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "Trang {}/7", "Trang {} / 7", "{} |", "| {}", "[{}]", "{}/7", "Trang | {}"]
)
@pytest.mark.parametrize("top", [45, 810], ids=["top", "bottom"])
def test_page_numbers_are_no_text(form: str, top: float) -> None:
    assert read(2) == read(2, lambda canvas, page: put(canvas, 290, top, form.format(page), size=11))


@pytest.mark.parametrize("words", ["DỰ THẢO", "BẢN SAO"])
@pytest.mark.parametrize("angle", [45, 55, 30])
def test_a_watermark_across_the_page_is_no_text(words: str, angle: int) -> None:
    def mark(canvas: Canvas, page: int) -> None:
        canvas.translate(150, 350)
        canvas.rotate(angle)
        canvas.setFillGray(0.85)
        canvas.setFont(BOLD, 70)
        canvas.drawString(0, 0, words)

    assert read(2) == read(2, mark)
    notes = read_pdf(draw(2, mark)).notes
    assert [("read.watermark", f"{words} (pages 1-2)")] == [(note.code, note.text) for note in notes]


def test_text_with_a_shadow_is_read_once() -> None:
    def shadow(canvas: Canvas, page: int) -> None:
        canvas.setFillGray(0.6)
        put(canvas, 201, 121, "KẾ HOẠCH SỐ MỘT", font=BOLD)
        canvas.setFillGray(0)
        put(canvas, 200, 120, "KẾ HOẠCH SỐ MỘT", font=BOLD)

    assert 1 == read(1, shadow).count("KẾ HOẠCH SỐ MỘT")


STAMP = (
    "Người ký: Ủy ban nhân dân",
    "xã Mỹ Lâm",
    "Email: ubndmylam@tinh.gov.vn",
    "Cơ quan: Tỉnh Miền Trung",
    "Thời gian ký: 05.01.2026",
    "17:15:00 +07:00",
)


@pytest.mark.parametrize("x", [85, 330], ids=["above the header", "beside it"])
def test_the_description_of_a_signature_is_no_text(x: float) -> None:
    def stamp(canvas: Canvas, page: int) -> None:
        for index, text in enumerate(STAMP):
            put(canvas, x, 25 + 9 * index, text, size=7)

    assert read(1) == read(1, stamp)


def test_raised_digits_stay_with_their_word() -> None:
    def raised(canvas: Canvas, page: int) -> None:
        put(canvas, 85, 300, "Trồng mới 500 m")
        put(canvas, 85 + canvas.stringWidth("Trồng mới 500 m", PLAIN, 12), 295, "2", size=7)
        put(canvas, 200, 300, "rừng ngập mặn")

    assert "500 m2 rừng" in read(1, raised)
