"""The faces of made PDFs: DejaVu Serif, which travels with matplotlib, cut down to the letters of Vietnamese."""

import importlib.util
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

_FILES = {"F1": "DejaVuSerif.ttf", "F2": "DejaVuSerif-Bold.ttf", "F3": "DejaVuSerif-Italic.ttf"}
# Latin-1, the letters of Vietnamese, dashes, quotes, signs
_RANGES = ((0x20, 0x17F), (0x1A0, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x2260, 0x2265))
_EM = 1000


class Face:
    """A font: how wide its letters are, which glyphs they are, and its program."""

    def __init__(self, name: str, file: Path) -> None:
        options = subset.Options(
            hinting=False, layout_features=[], name_IDs=[6], notdef_outline=True, drop_tables=["FFTM"]
        )
        font = TTFont(file, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in _RANGES for code in range(first, last + 1)])
        cutter.subset(font)
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
        self.name, self.program = name, stream.getvalue()
        self._order = font.getGlyphOrder()
        scale = _EM / font["head"].unitsPerEm
        self._advances = [round(font["hmtx"][glyph][0] * scale) for glyph in self._order]
        numbers = {glyph: number for number, glyph in enumerate(self._order)}
        self._glyphs = {chr(code): numbers[glyph] for code, glyph in font.getBestCmap().items()}
        self._hex = {letter: f"{number:04X}" for letter, number in self._glyphs.items()}
        self._words: dict[str, int] = {}

    def width(self, word: str) -> int:
        """Width in thousandths of the size; a letter that the face lacks is an error of the parts."""
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = sum(self._advances[self._glyphs[letter]] for letter in word)
        return found

    def codes(self, text: str) -> str:
        """The text as the hexadecimal string that draws it."""
        return "".join(map(self._hex.__getitem__, text))

    def objects(self, first: int) -> Iterator[tuple[str, bytes | None]]:
        """The five objects of the font in a PDF; ``first`` is the number of the first."""
        base = f"/BaseFont/{_POSTSCRIPT[self.name]}"
        children = f"/DescendantFonts[{first + 1} 0 R]/ToUnicode {first + 4} 0 R"
        yield f"/Type/Font/Subtype/Type0{base}/Encoding/Identity-H{children}", None
        system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        widths = f"/DW 600/W[0[{' '.join(map(str, self._advances))}]]"
        kind = f"/Type/Font/Subtype/CIDFontType2{base}{system}/CIDToGIDMap/Identity"
        yield f"{kind}/FontDescriptor {first + 2} 0 R{widths}", None
        box = "/FontBBox[-770 -347 2105 1109]/ItalicAngle 0/Ascent 939/Descent -236/CapHeight 729/StemV 80"
        yield f"/Type/FontDescriptor/FontName/{_POSTSCRIPT[self.name]}/Flags 4{box}/FontFile2 {first + 3} 0 R", None
        yield f"/Length1 {len(self.program)}", self.program
        yield "", _to_unicode(self._glyphs).encode()


class Line(NamedTuple):
    """A line of a paragraph as wide as its words."""

    text: str
    width: float


_POSTSCRIPT = {"F1": "PLANAA+DejaVuSerif", "F2": "PLANAB+DejaVuSerif-Bold", "F3": "PLANAC+DejaVuSerif-Italic"}


@cache
def load_faces() -> dict[str, Face]:
    """Upright (F1), bold (F2) and italic (F3). Loaded once in a process.

    Raises:
        RuntimeError: matplotlib, whose fonts are used, is not installed.
    """
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise RuntimeError("made PDFs need the fonts of matplotlib: install it (pip install matplotlib)")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    return {name: Face(name, folder / file) for name, file in _FILES.items()}


def wrap(text: str, face: Face, size: float, width: float) -> list[Line]:
    """The text in lines no wider than ``width`` points, but for a single word that is."""
    most, space, width_of = width * _EM / size, face.width(" "), face.width
    lines: list[Line] = []
    words: list[str] = []
    taken = 0
    for word in text.split(" "):
        wide = width_of(word)
        if words and taken + space + wide > most:
            lines.append(Line(" ".join(words), taken * size / _EM))
            words, taken = [word], wide
        else:
            taken += wide + (space if words else 0)
            words.append(word)
    return [*lines, Line(" ".join(words), taken * size / _EM)]


def _to_unicode(glyphs: dict[str, int]) -> str:
    """The map by which readers turn glyphs into letters."""
    pairs = sorted((number, letter) for letter, number in glyphs.items() if ord(letter) != 0xA0)
    lines = [f"<{number:04X}><{ord(letter):04X}>" for number, letter in pairs]
    blocks = (lines[at : at + 100] for at in range(0, len(lines), 100))  # no block may be longer
    body = "".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar", ""]) for block in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Planparse def\n"
    return f"{head}1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{body}endcmap end end\n"
