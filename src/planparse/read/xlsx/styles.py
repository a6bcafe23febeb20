"""What the styles of a workbook say about a cell."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.read.docx.xml import to_whole
from planparse.read.xlsx.formats import Format, format_code
from planparse.read.xlsx.package import Element, Package, local_name

_OFF = frozenset({"0", "false"})


class CellStyle(NamedTuple):
    """The look of a cell."""

    shown: Format = Format()
    bold: bool = False
    font: str | None = None
    centred: bool = False
    bordered: bool = False


class TextRun(NamedTuple):
    """A stretch of text in one font; None where the cell's own holds."""

    text: str
    bold: bool | None = None
    font: str | None = None


PLAIN = CellStyle()


def read_styles(package: Package, part: str | None, *, from_1904: bool) -> tuple[CellStyle, ...]:
    """The styles of cells, in the order that cells refer to."""
    if part is None or part not in package.names:
        return ()
    styles: tuple[CellStyle, ...] = ()
    fonts: list[tuple[bool, str | None]] = []
    borders: list[bool] = []
    custom: dict[int, str] = {}
    for element in package.elements(part, "numFmt", "fonts", "borders", "cellXfs"):
        match local_name(element):
            case "numFmt":
                custom[to_whole(element.get("numFmtId")) or 0] = element.get("formatCode", "")
            case "fonts":
                fonts = [read_font(font) for font in element.iterchildren("{*}font")]
            case "borders":
                borders = [_is_drawn(border) for border in element.iterchildren("{*}border")]
            case _:
                formats = _Formats(fonts, borders, custom, from_1904)
                styles = tuple(formats.build(xf) for xf in element.iterchildren("{*}xf"))
    return styles


class _Formats(NamedTuple):
    fonts: list[tuple[bool, str | None]]
    borders: list[bool]
    custom: dict[int, str]
    from_1904: bool

    def build(self, element: Element) -> CellStyle:
        font, border = _index(element, "fontId"), _index(element, "borderId")
        bold, name = self.fonts[font] if font < len(self.fonts) else (False, None)
        alignment = element.find("{*}alignment")
        horizontal = "" if alignment is None else alignment.get("horizontal", "")
        return CellStyle(
            shown=Format(format_code(_index(element, "numFmtId"), self.custom), self.from_1904),
            bold=bold,
            font=name,
            centred=horizontal in {"center", "centerContinuous"},
            bordered=border < len(self.borders) and self.borders[border],
        )


def read_font(font: Element | None) -> tuple[bool, str | None]:
    """Whether a font is bold, and its name."""
    bold = None if font is None else font.find("{*}b")
    name = None if font is None else next(font.iterchildren("{*}name", "{*}rFont"), None)
    is_bold = bold is not None and bold.get("val", "1") not in _OFF
    return is_bold, None if name is None else name.get("val")


def read_runs(parent: Element) -> Iterator[TextRun]:
    """The text of a cell or a shared string; the reading aids of East Asian text are none."""
    for child in parent:
        name = local_name(child)
        if name == "t":
            yield TextRun(child.text or "")
        elif name == "r":
            properties = child.find("{*}rPr")
            bold, font = read_font(properties)
            text = "".join(part.text or "" for part in child.iterchildren("{*}t"))
            yield TextRun(text, None if properties is None else bold, font)


def _index(element: Element, name: str) -> int:
    return max(to_whole(element.get(name)) or 0, 0)


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)
