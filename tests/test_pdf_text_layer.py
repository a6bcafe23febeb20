"""Which text layers are text: pages drawn here, in good and in broken letters."""

import io
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from planparse.model.source import Paragraph
from planparse.read.pdf import read_pdf
from planparse.read.pdf.legacy import LegacyFonts
from planparse.read.pdf.page import Char, PageContent
from planparse.read.pdf.pdfium import read_pages
from planparse.read.pdf.strips import gather
from planparse.read.pdf.text_layer import find_fault, judge_text

WIDTH, HEIGHT = 595.0, 842.0
SENTENCE = "Ủy ban nhân dân xã Đông Hồ Thượng xây dựng kế hoạch thực hiện các nhiệm vụ trọng tâm năm 2026 như sau"
PLAIN = "The commune sets out the following tasks for all offices and villages in the coming year without delay"
FONTS = [Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), Path("/Library/Fonts/Arial Unicode.ttf")]


def content(text: str, **options: object) -> PageContent:
    """A page of one long line."""
    chars = [Char(letter, 10.0 * i, 100, 10.0 * i + 10, 112, 110, 12) for i, letter in enumerate(text)]
    return PageContent(1, WIDTH, HEIGHT, tuple(gather(chars)), (), **options)  # type: ignore[arg-type]


def shift(text: str) -> str:
    """What a font without a table of letters gives: the place of each letter in the font, taken for a letter."""
    return "".join(" " if letter == " " else chr(max(ord(letter) - 29, 33)) for letter in text)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (content(SENTENCE), "good"),
        (content(PLAIN), "good"),
        (content("1,5 2,25 100% 3.400 7/15 12 - 20 ≥ 95 " * 4), "good"),
        (content("TT Chỉ tiêu ĐVT 2026 UBND HĐND TTPVHCC VNeID km² GRDP kWh GD&ĐT 04-KH/TU " * 3), "good"),
        (content(("\uf0b7 " + SENTENCE + " ") * 3), "good"),
        (content(SENTENCE * 6, images=1, covered=1.0, hidden=0.9), "good"),
        (content(SENTENCE * 6, images=1, covered=1.0), "good"),
        (content("Trang cuối", images=0), "good"),
        (content(""), "good"),
        (content("", shapes=1500), "none"),
        (content("", images=1, covered=1.0), "none"),
        (content("Người ký: Ủy ban nhân dân xã Đông Hồ Thượng Cơ quan: tỉnh Thời gian ký: 12.01.2026 08:12:45 +07:00",
                 images=1, covered=0.98), "none"),
        (content(SENTENCE, images=1, covered=0.1), "good"),
        (content(shift(SENTENCE)), "bad"),
        (content("".join(chr(0xE000 + ord(c) % 200) if c != " " else c for c in SENTENCE)), "bad"),
        (content(SENTENCE, lost=0.2), "bad"),
        (content("", lost=1.0), "bad"),
        (content("Uû ban nh©n d©n x\u00b7 §«ng Hå Th\u00adîng x©y dùng kÕ ho¹ch c¸c nhiÖm vô träng t©m"), "bad"),
        (content("Qz xkcd bcdfg hjklmn prst vwxz qrtz plkm " * 6), "bad"),
        (content("UY BAN NHAN DAN XA Dong Ho Thuong xay dung ke hoach thuc hien cac nhiem vu trong tam nam nhu sau "
                 "Cac phong chuyen mon to chuc thuc hien", images=1, covered=1.0, hidden=1.0), "bad"),
    ],
)  # fmt: skip
def test_a_text_layer_is_judged_by_its_letters(page: PageContent, expected: str) -> None:
    assert (expected, expected == "bad") == (judge_text(page), find_fault(page) is not None)


def draw_in_font(lines: int = 8, *, picture: bool = False) -> bytes:
    """A page in letters of an embedded font, which has a table of them."""
    path = next((path for path in FONTS if path.exists()), None)
    if path is None:
        pytest.skip("no font with Vietnamese letters")
    if "Drawn" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Drawn", str(path)))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=0)
    if picture:
        canvas.drawImage(ImageReader(io.BytesIO(b"P6 2 2 255\n" + bytes(12))), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("Drawn", 9)
    for line in range(lines):
        canvas.drawString(60, 700 - 15 * line, SENTENCE)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_share_of_a_page_under_pictures_is_measured() -> None:
    pages = [next(iter(read_pages(draw_in_font(2, picture=picture)))) for picture in (False, True)]
    assert [0.0, 1.0] == [page.covered for page in pages if isinstance(page, PageContent)]
    assert ["good", "none"] == [judge_text(page) for page in pages if isinstance(page, PageContent)]


def test_a_font_without_its_table_of_letters_is_no_text_and_the_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.ocr.scanning.is_installed", lambda: False)
    good = draw_in_font()
    broken = good.replace(b"/ToUnicode", b"/ToUnicodX")  # of the same length, so that every place stays right
    outcome = read_pdf(broken)
    assert good != broken
    assert ((), ["read.bad_text_layer"]) == (outcome.value.blocks, [note.code for note in outcome.notes])
    assert outcome.notes[0].locus is not None and outcome.notes[0].locus.page == 1
    assert outcome.notes[0].text.startswith("page 1: characters without a letter (")
    assert [SENTENCE] == list({b.text for b in read_pdf(draw_in_font(1)).value.blocks if isinstance(b, Paragraph)})


def draw_latin(lines: list[str], font: str) -> bytes:
    """Lines in the letters of a Western font, which the file calls by another name."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=0)
    canvas.setFont("Times-Roman", 13)
    for index, line in enumerate(lines):
        canvas.drawString(80, 700 - 18 * index, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue().replace(b"/Times-Roman", b"/" + font.encode())


TCVN3 = [
    "Uû ban nh©n d©n x· §«ng Hå Th\u00adîng x©y dùng kÕ ho¹ch sè 12-KH t\u00ad",
    "vÊn viÖc c\u00ad tró vµ kinh tÕ-x· héi.",
]
VNI = [
    "UÛy ban nhaân daân xaõ Ñoâng Hoà Thöôïng xaây döïng keá hoaïch soá 12-KH tö",
    "vaán vieäc cö truù vaø kinh teá-xaõ hoäi.",
]
READ = "ban nhân dân xã Đông Hồ Thượng xây dựng kế hoạch số 12-KH tư vấn việc cư trú và kinh tế-xã hội."


@pytest.mark.parametrize("font", [".VnTime", "ABCDEF+.VnTime,Bold", "SomeFont"])
def test_letters_of_tcvn3_fonts_are_read_also_under_a_false_name(font: str) -> None:
    outcome = read_pdf(draw_latin(TCVN3, font))
    assert [f"Uỷ {READ}"] == [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]
    assert ["read.legacy_font"] == [note.code for note in outcome.notes]


@pytest.mark.parametrize("font", ["VNI-Times", "SomeFont"])
def test_letters_of_vni_fonts_are_read_also_under_a_false_name(font: str) -> None:
    outcome = read_pdf(draw_latin(VNI, font))
    assert [f"Ủy {READ}"] == [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]
    assert ["read.legacy_font"] == [note.code for note in outcome.notes]


def test_a_font_named_like_a_legacy_one_but_with_unicode_letters_is_left_alone() -> None:
    chars = [
        Char(letter, 10.0 * i, 100, 10.0 * i + 10, 112, 110, 12, font=".vntime") for i, letter in enumerate(SENTENCE)
    ]
    page = PageContent(1, WIDTH, HEIGHT, tuple(gather(chars)), ())
    fonts = LegacyFonts()
    assert (page, {}) == (fonts.unfold(page), fonts.named)


def test_a_page_with_few_words_is_read_by_what_other_pages_showed() -> None:
    def page(text: str) -> PageContent:
        return content(text)._replace(strips=tuple(strip._replace(font="x") for strip in content(text).strips))

    fonts = LegacyFonts()
    fonts.unfold(page("Uû ban nh©n d©n x· §«ng Hå x©y dùng kÕ ho¹ch thùc hiÖn"))
    assert "Nơi nhận" == "".join(strip.text for strip in fonts.unfold(page("N¬i nhËn")).strips)
