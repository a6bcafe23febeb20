"""A Word document that is one long table, as Word writes it: properties of cells, paragraphs and runs included."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDTHS = (600, 5000, 2000, 2000, 1500, 1500)
_HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")
_QUARTERS = ("I", "II", "III", "IV")
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'


def build_long_table(rows: int) -> bytes:
    """The bytes of a .docx with one table of so many rows, below its header."""
    text = "".join(_row(cells) for cells in _texts(rows))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{text}</w:tbl>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{table}</w:body></w:document>')
    return buffer.getvalue()


def _texts(rows: int) -> Iterator[tuple[str, ...]]:
    yield _HEADER
    for number in range(1, rows + 1):
        task = f"Rà soát, hoàn thiện hồ sơ số {number} về cải cách thủ tục hành chính trên địa bàn xã"
        deadline = f"Quý {_QUARTERS[number % 4]}/2026"
        yield f"{number}", task, "Phòng Kinh tế", "Văn phòng HĐND và UBND", deadline, "Báo cáo"


def _row(texts: tuple[str, ...]) -> str:
    return f"<w:tr>{''.join(map(_cell, texts, _WIDTHS))}</w:tr>"


def _cell(text: str, width: int) -> str:
    run = f'<w:r><w:rPr>{_FONT}<w:sz w:val="26"/></w:rPr><w:t>{escape(text)}</w:t></w:r>'
    paragraph = f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{run}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
