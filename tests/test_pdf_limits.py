"""Pages made to stop a reader: what is read is bounded, and what is left out is told."""

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from planparse.model.base import Outcome
from planparse.model.source import Source
from planparse.read.pdf import glyphs, paths, pdfium, read_pdf, rulings, tables

WIDTH, HEIGHT = 595.0, 842.0


def draw(*pages: Callable[[Canvas], object]) -> bytes:
    """A PDF with one page for each function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def sentence(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 14)
    canvas.drawString(85, HEIGHT - 100, "The commune reports every month.")


def grid(canvas: Canvas) -> None:
    """A table of four rows and two columns, with a letter in each cell."""
    for row in range(5):
        canvas.line(100, 500 - 20 * row, 300, 500 - 20 * row)
    for x in (100, 200, 300):
        canvas.line(x, 420, x, 500)
    for row in range(4):
        for x in (110, 210):
            canvas.drawString(x, 485 - 20 * row, "abcdefgh"[2 * row + (x > 200)])


def notes(outcome: Outcome[Source]) -> list[tuple[str, str, int | None]]:
    return [(note.code, note.text, note.locus.page if note.locus else None) for note in outcome.notes]


def text(outcome: Outcome[Source]) -> str:
    return " ".join(block.text for block in outcome.value.blocks if block.__class__.__name__ == "Paragraph")


def test_characters_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "MOST_CHARS", 11)
    outcome = read_pdf(draw(sentence))
    assert text(outcome) == "The commune"
    assert notes(outcome) == [("read.too_large", "21 characters after the first 11", 1)]


def test_drawings_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_CORNERS", 4)
    outcome = read_pdf(draw(grid))
    assert notes(outcome) == [("read.too_large", "6 drawings after the first 4 corners", 1)]
    assert sorted(text(outcome).replace(" ", "")) == sorted("abcdefgh")


def test_the_shortest_lines_are_left_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulings, "MOST_RULES", 3)
    outcome = read_pdf(draw(grid))
    assert notes(outcome) == [("read.too_large", "2 ruling lines, the shortest", 1)]


def test_the_text_of_a_table_that_is_too_large_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 7)
    outcome = read_pdf(draw(grid))
    assert notes(outcome) == [("read.too_large", "a table of 4 rows and 2 columns; its text is kept", 1)]
    assert sorted(text(outcome).replace(" ", "")) == sorted("abcdefgh")


@pytest.mark.parametrize(("limit", "value"), [("_MOST_PAGES", 2), ("_LARGEST", 60)])
def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(pdfium, limit, value)
    outcome = read_pdf(draw(sentence, sentence, sentence, sentence))
    assert text(outcome).count("every month") == 2
    assert notes(outcome) == [("read.page_failed", "pages 3 to 4 were not read: the file is too large", 3)]


def test_nothing_is_told_of_an_ordinary_page() -> None:
    assert notes(read_pdf(draw(sentence, grid))) == []
