"""Word files as they were written before Unicode: the font alone says which letters the characters are."""

import copy
from collections.abc import Callable, Iterator
from itertools import groupby

from docx.oxml.ns import qn

from builder.legacy_codes import encode_tcvn3, encode_vni
from builder.model import Sample
from builder.write_docx import DocxWriter

Piece = tuple[str, str]
"""Characters, and the font that they are shown in."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNICODE_FONT = "Times New Roman"


def write_tcvn3(sample: Sample) -> bytes:
    """In .VnTime, accented capitals in .VnTimeH."""
    return _LegacyWriter(sample, _tcvn3_pieces).write()


def write_vni(sample: Sample) -> bytes:
    """In VNI-Times."""
    return _LegacyWriter(sample, _vni_pieces).write()


def write_lying(sample: Sample) -> bytes:
    """With fonts that lie: Unicode typed into an old template (.VnTime), tables of TCVN3 made Times New Roman."""
    return _LyingWriter(sample, _tcvn3_pieces).write()


class _LegacyWriter(DocxWriter):
    """A Word file whose runs are cut into pieces of one font each."""

    def __init__(self, sample: Sample, pieces: Callable[[str], Iterator[Piece]]) -> None:
        super().__init__(sample)
        self._pieces = pieces

    def saved(self) -> bytes:
        for run in list(self.document.element.body.iter(qn("w:r"))):
            _recode(run, list(self.pieces(run.text, ruled=_is_ruled(run))))
        return super().saved()

    def pieces(self, text: str, *, ruled: bool) -> Iterator[Piece]:
        """The pieces of a run; ``ruled``: it stands in a table with lines, not in the text or in the header zones."""
        del ruled
        return self._pieces(text)


class _LyingWriter(_LegacyWriter):
    def pieces(self, text: str, *, ruled: bool) -> Iterator[Piece]:
        """Cells were copied from an old file and their font changed since, by which accented capitals became small."""
        if not ruled:
            yield text, ".VnTime"
        else:
            yield "".join(map(_nearest, text)), _UNICODE_FONT


def _nearest(letter: str) -> str:
    """A letter in TCVN3; an accented capital, which has no place there, is its small letter."""
    return encode_tcvn3(letter) or encode_tcvn3(letter.lower()) or letter


def _tcvn3_pieces(text: str) -> Iterator[Piece]:
    """Words all in capitals stand wholly in .VnTimeH, typed small; elsewhere only an accented capital does."""
    if text.upper() == text and encode_tcvn3(text) is None and (coded := encode_tcvn3(text.lower())) is not None:
        yield coded, ".VnTimeH"
        return
    for font, letters in groupby(text, _tcvn3_font):
        piece = "".join(letters)
        coded = encode_tcvn3(piece.lower() if font == ".VnTimeH" else piece)
        yield (piece if coded is None else coded), font


def _tcvn3_font(letter: str) -> str:
    if encode_tcvn3(letter) is not None:
        return ".VnTime"
    return ".VnTimeH" if encode_tcvn3(letter.lower()) is not None else _UNICODE_FONT


def _vni_pieces(text: str) -> Iterator[Piece]:
    for known, letters in groupby(text, lambda letter: encode_vni(letter) is not None):
        piece = "".join(letters)
        yield (encode_vni(piece) or piece, "VNI-Times") if known else (piece, _UNICODE_FONT)


def _is_ruled(run: object) -> bool:
    """Does the run stand in a table with lines?"""
    return any(
        table.tblPr.find(qn("w:tblStyle")) is not None and table.tblPr.style == "TableGrid"
        for table in run.iterancestors(qn("w:tbl"))  # type: ignore[attr-defined]
    )


def _recode(run: object, pieces: list[Piece]) -> None:
    """Puts a run for each piece in the place of the run."""
    for characters, font in pieces:
        twin = copy.deepcopy(run)
        twin.text = characters  # type: ignore[attr-defined]
        for text in twin.findall(qn("w:t")):  # type: ignore[attr-defined]
            text.set(_SPACE, "preserve")
        fonts = twin.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
        for name in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(name), font)
        run.addprevious(twin)  # type: ignore[attr-defined]
    if pieces:
        run.getparent().remove(run)  # type: ignore[attr-defined]
