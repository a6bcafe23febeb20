"""Builds small workbooks in memory from pieces of their XML."""

from collections.abc import Mapping

from docx_builder import build_zip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# Styles 0 plain, 1 bold and centred, 2 bordered, 3 per cent, 4 date, 5 TCVN3, 6 bordered per cent.
STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="#,##0.0"/></numFmts>
<fonts><font><name val="Arial"/></font><font><b/><name val="Arial"/></font><font><name val=".VnTime"/></font></fonts>
<borders><border><left/></border><border><left style="thin"/></border></borders>
<cellXfs><xf/><xf fontId="1"><alignment horizontal="center"/></xf>
<xf borderId="1"/><xf numFmtId="9"/><xf numFmtId="14"/>
<xf fontId="2"/><xf numFmtId="9" borderId="1"/></cellXfs></styleSheet>"""


def text(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(*cells: str, at: int, properties: str = "") -> str:
    return f'<row r="{at}" {properties}>{"".join(cells)}</row>'


def line(at: int, *values: str, style: int = 0) -> str:
    """A row of texts from column A on; an empty one is no cell."""
    return row(*(text(f"{chr(65 + i)}{at}", v, style) for i, v in enumerate(values) if v), at=at)


def sheet(rows: str, *, merged: tuple[str, ...] = (), before: str = "") -> str:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return (
        f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells></worksheet>'
    )


def build_xlsx(*sheets: str, names: tuple[str, ...] = (), states: tuple[str, ...] = (), **parts: str) -> bytes:
    """A workbook; ``parts`` are further parts, "/" written as "__" and "." as "_DOT_"."""
    names = names or tuple(f"Sheet{n}" for n in range(1, len(sheets) + 1))
    states = states or ("visible",) * len(sheets)
    tabs = "".join(
        f'<sheet name="{name}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state) in enumerate(zip(names, states, strict=True), 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    kinds = (("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    relations += "".join(f'<Relationship Id="{k}" Type="{_RELATED}/{k}" Target="{t}"/>' for k, t in kinds)
    files: Mapping[str, str] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{_RELATED}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>Phòng</t></si><si><r><t>Kinh </t></r><r><rPr><b/></rPr>'
        "<t>tế</t></r><rPh><t>x</t></rPh></si></sst>",
        **{f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets, 1)},
        **{name.replace("__", "/").replace("_DOT_", "."): part for name, part in parts.items()},
    }
    return build_zip(files)
