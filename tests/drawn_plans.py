"""Plans of communes that do not exist, drawn as PDF in many styles of tables: the text is the same in all of them."""

import importlib.util
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SIZE, LEADING, PADDING = 10.0, 13.0, 5.0
PORTRAIT, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)
PLAIN, BOLD = "Drawn", "Drawn-Bold"


def register_fonts() -> None:
    """The fonts that come with matplotlib: they have every letter of Vietnamese."""
    if PLAIN in pdfmetrics.getRegisteredFontNames():
        return
    spec = importlib.util.find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    for name, file in ((PLAIN, "DejaVuSerif.ttf"), (BOLD, "DejaVuSerif-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


class Band(NamedTuple):
    """A row, or the part of it that stands on one page: the place of its lines, and whether the page cuts it."""

    xs: tuple[float, ...]
    top: float
    bottom: float
    row: int
    cut_above: bool
    cut_below: bool
    group: bool


Style = Callable[[Canvas, Sequence[Band]], None]


def line(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    height = canvas._pagesize[1]
    canvas.line(x0, height - y0, x1, height - y1)


def bar(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line as a thin filled rectangle, as Word draws it."""
    height = canvas._pagesize[1]
    canvas.rect(min(x0, x1) - 0.25, height - max(y0, y1) - 0.25, abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5, 0, 1)


def draw_grid(canvas: Canvas, bands: Sequence[Band], stroke: Callable[..., None] = line) -> None:
    """Every border of every cell."""
    for band in bands:
        for y in (band.top, band.bottom):
            stroke(canvas, band.xs[0], y, band.xs[-1], y)
        for x in (band.xs[0], band.xs[-1]) if band.group else band.xs:
            stroke(canvas, x, band.top, x, band.bottom)


@dataclass
class Drawn:
    """A plan to draw: its rows, and how.

    Attributes:
        rows: a row of one text is a group row over all columns.
        cuts: a row goes on over the page; otherwise it moves to the next page as a whole.
        jitter: by how many points columns stand elsewhere on each further page.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    style: Style = draw_grid
    size: tuple[float, float] = PORTRAIT
    turn: int = 0
    cuts: bool = False
    repeats: bool = False
    jitter: float = 0.0
    running: str = ""
    before: Sequence[str] = field(default_factory=lambda: PREAMBLE)
    after: Sequence[str] = ()
    bottom: float = 60.0
    left: float = 60.0


PREAMBLE = (
    "ỦY BAN NHÂN DÂN",
    "XÃ MỸ LÂM",
    "Số: 12/KH-UBND",
    "KẾ HOẠCH",
    "Thực hiện nhiệm vụ trọng tâm năm 2026",
    "I. NHIỆM VỤ",
    "Các nhiệm vụ được giao theo bảng sau:",
)


class _Pen:
    def __init__(self, plan: Drawn) -> None:
        register_fonts()
        self.plan = plan
        self.buffer = io.BytesIO()
        seen = plan.size
        self.canvas = Canvas(self.buffer, pagesize=seen, pageCompression=0)
        self.page = 0
        self.bands: list[Band] = []
        self.y = 0.0
        self._open()

    @property
    def floor(self) -> float:
        return self.plan.size[1] - self.plan.bottom

    @property
    def xs(self) -> tuple[float, ...]:
        x = self.plan.left + self.plan.jitter * self.page
        places = [x]
        for index, width in enumerate(self.plan.widths):
            x += width + (self.plan.jitter * self.page if index % 2 else -self.plan.jitter * self.page)
            places.append(x)
        return tuple(places)

    def put(self, x: float, y: float, text: str, font: str = PLAIN) -> None:
        self.canvas.setFont(font, SIZE)
        self.canvas.drawString(x, self.plan.size[1] - y, text)

    def flush(self) -> None:
        if self.bands:
            self.plan.style(self.canvas, self.bands)
        self.bands = []

    def turn_page(self) -> None:
        self.flush()
        self.canvas.showPage()
        self.page += 1
        self._open()

    def _open(self) -> None:
        if self.plan.turn:
            self._turn()
        self.y = 60.0
        if self.page:
            self.put(self.plan.size[0] / 2, 40, str(self.page + 1))
            if self.plan.running:
                self.put(self.plan.left, 50, self.plan.running)

    def _turn(self) -> None:
        """The page lies on its side in the file; its rotation stands it up again."""
        width, height = self.plan.size
        turned = {90: (height, width), 180: (width, height), 270: (height, width)}[self.plan.turn]
        self.canvas.setPageSize(turned)
        self.canvas._pagesize = turned
        self.canvas.setPageRotation(self.plan.turn)
        self.canvas.translate(*{90: (turned[0], 0), 180: turned, 270: (0, turned[1])}[self.plan.turn])
        self.canvas.rotate({90: 90, 180: 180, 270: -90}[self.plan.turn])
        self.canvas._pagesize = self.plan.size


def wrap(text: str, width: float, font: str = PLAIN) -> list[str]:
    """A text in lines as wide as a cell; a line feed begins a new paragraph."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split():
            longer = f"{current} {word}".strip()
            if current and pdfmetrics.stringWidth(longer, font, SIZE) > width:
                lines.append(current)
                current = word
            else:
                current = longer
        lines.append(current)
    return lines


def draw_plan(plan: Drawn) -> bytes:
    """The plan as PDF."""
    pen = _Pen(plan)
    for text in plan.before:
        _paragraph(pen, text)
    draw_row(pen, plan.header, 0, BOLD)
    for number, row in enumerate(plan.rows, 1):
        draw_row(pen, row, number, PLAIN)
    pen.flush()
    pen.y += 2 * LEADING
    for text in plan.after:
        _paragraph(pen, text)
    pen.canvas.showPage()
    pen.canvas.save()
    return pen.buffer.getvalue()


def _paragraph(pen: _Pen, text: str) -> None:
    for part in wrap(text, pen.plan.size[0] - 2 * pen.plan.left):
        pen.put(pen.plan.left, pen.y, part, BOLD if part.isupper() else PLAIN)
        pen.y += LEADING * 1.4


def draw_row(pen: _Pen, row: Sequence[str], number: int, font: str) -> None:
    group = len(row) == 1
    widths = [pen.xs[-1] - pen.xs[0]] if group else [b - a for a, b in zip(pen.xs, pen.xs[1:], strict=False)]
    columns = [wrap(text, width - 2 * PADDING, font) for text, width in zip(row, widths, strict=True)]
    waiting, cut = columns, False
    while any(waiting):
        room = int((pen.floor - pen.y - 2 * PADDING) // LEADING)
        needed = max(map(len, waiting))
        if needed <= room:
            _band(pen, waiting, number, font, (cut, False), group=group)
            return
        if pen.plan.cuts and room >= 1 and number:
            _band(pen, [lines[:room] for lines in waiting], number, font, (cut, True), group=group)
            waiting, cut = [lines[room:] for lines in waiting], True
        pen.turn_page()
        if pen.plan.repeats and number:
            draw_row(pen, pen.plan.header, 0, BOLD)


def _band(
    pen: _Pen, columns: Sequence[Sequence[str]], number: int, font: str, cut: tuple[bool, bool], *, group: bool
) -> None:
    height = max(map(len, columns)) * LEADING + 2 * PADDING
    for x, lines in zip(pen.xs, columns, strict=False):
        for index, text in enumerate(lines):
            pen.put(x + PADDING, pen.y + PADDING + SIZE + LEADING * index, text, font)
    pen.bands.append(Band(pen.xs, pen.y, pen.y + height, number, *cut, group))
    pen.y += height
